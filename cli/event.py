"""Articles on one event, told to people and to machines: what `aligner compare --event` does."""
# ruff: noqa: PLC0415 - numpy and the encoder are imported only when there is something to compare

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.config import MAX_BYTES, MEGABYTE
from aligner.errors import ConfigError, InputError

from . import values
from .bidi import Bidi
from .encoder import Chosen
from .output import check_output, emit

if TYPE_CHECKING:
    from aligner.bitext import Document
    from aligner.events import EventReport


DEFAULT = Chosen()


class EventFormat(StrEnum):
    """Output formats of an event; text is for people."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"


def run(
    paths: Sequence[Path],
    format: str = "text",
    output: Path | None = None,
    *,
    encoder: Chosen = DEFAULT,
    lang: Sequence[str] | None = None,
    encoding: Sequence[str] | None = None,
    max_size: float = MAX_BYTES // MEGABYTE,
    quiet: bool = False,
    no_color: bool = False,
    bidi: Bidi = Bidi.AUTO,
) -> EventReport:
    """Compare the articles at some paths and deliver the result; raises InputError or ConfigError.

    `lang` and `encoding` hold a value for all articles, or FILE=VALUE for one by its path or name; the rest is
    detected. What is for people goes to a file as Markdown.
    """
    wanted = _format(format)
    distinct = list(dict.fromkeys(paths))
    if len(distinct) < 2:
        given = f"only {distinct[0]} given" if distinct else "none given"
        raise InputError(f"an event needs at least two articles, and {given}; name more files")
    languages = {path: values.language(code) for path, code in _by_file(lang, distinct, "--lang").items()}
    encodings = _by_file(encoding, distinct, "--encoding")
    max_bytes = values.in_bytes(max_size)
    if output:
        check_output(output, distinct)
    report = _compared(_read(distinct, languages, encodings, max_bytes), encoder, quiet=quiet)
    _deliver(report, wanted, output, no_color=no_color, bidi=bidi)
    return report


def _format(name: str) -> EventFormat:
    try:
        return EventFormat(name)
    except ValueError:
        known = ", ".join(EventFormat)
        raise ConfigError([f"an event has no format {str(name)!r}; use one of {known}"]) from None


def _by_file(texts: Sequence[str] | None, paths: Sequence[Path], option: str) -> dict[Path, str]:
    """What an option says of each file, one given by name before what holds for all; raises ConfigError."""
    for_all: dict[Path, str] = {}
    for_one: dict[Path, str] = {}
    mistakes = []
    for text in texts or ():
        name, equals, value = text.rpartition("=")
        meant = [path for path in paths if name in (str(path), path.name)] if equals else list(paths)
        if not meant or not value:
            mistakes.append(f"{option} {text!r}: give a value for all articles, or FILE=VALUE for one of them")
        (for_one if equals else for_all).update(dict.fromkeys(meant, value))
    if mistakes:
        raise ConfigError(mistakes)
    return for_all | for_one


def _read(
    paths: Sequence[Path], languages: Mapping[Path, str], encodings: Mapping[Path, str], max_bytes: int
) -> list[Document]:
    """The articles; what role they are read for does not matter."""
    from aligner.bitext import Role
    from aligner.readers import read

    return [
        read(path, Role.SOURCE, encoding=encodings.get(path), lang=languages.get(path), max_bytes=max_bytes)
        for path in paths
    ]


def _compared(documents: list[Document], encoder: Chosen, *, quiet: bool) -> EventReport:
    """The report, made while a terminal shows that something goes on."""
    from rich.console import Console

    from aligner.events import event

    with Console(stderr=True, quiet=quiet).status("comparing …"):
        return event(documents, encoder.load())


def _deliver(report: EventReport, format: EventFormat, output: Path | None, *, no_color: bool, bidi: Bidi) -> None:
    if format is EventFormat.TEXT and output is None:
        from .event_view import show
        from .layout import page

        with page(bidi, no_color=no_color) as screen:
            show(report, screen)
        return
    from aligner.event_formats import discover

    emit(discover()[EventFormat.MARKDOWN if format is EventFormat.TEXT else format](report), output)
