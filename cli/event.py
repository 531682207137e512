"""Articles on one event, told to people and to machines."""
# ruff: noqa: PLC0415 - numpy and the encoder are imported only when there is something to compare

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.config import MAX_BYTES
from aligner.errors import ConfigError, InputError

from .bidi import Bidi
from .output import check_output, emit

if TYPE_CHECKING:
    from aligner.bitext import Document
    from aligner.events import EventReport


class EventFormat(StrEnum):
    """Output formats of an event; text is for people."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"


def run(
    paths: Sequence[Path],
    *,
    format: str = "text",
    output: Path | None = None,
    encoder: str = "embedded",
    threads: int = 1,
    lang: str | None = None,
    quiet: bool = False,
    no_color: bool = False,
    bidi: Bidi = Bidi.AUTO,
    max_bytes: int = MAX_BYTES,
) -> EventReport:
    """Compare the articles at some paths and deliver the result; raises InputError or ConfigError.

    `lang` is the language of all of them; without it each one's is detected.
    """
    wanted = _format(format)
    if output:
        check_output(output, paths)
    documents = _read(paths, lang, max_bytes)
    report = _compared(documents, encoder, threads, quiet=quiet)
    if wanted is EventFormat.TEXT and output is None:
        from .event_view import show
        from .layout import page

        with page(bidi, no_color=no_color) as screen:
            show(report, screen)
    else:
        from aligner.event_formats import discover

        emit(discover()[EventFormat.MARKDOWN if wanted is EventFormat.TEXT else wanted](report), output)
    return report


def _format(name: str) -> EventFormat:
    try:
        return EventFormat(name)
    except ValueError:
        known = ", ".join(EventFormat)
        raise ConfigError([f"an event has no format {str(name)!r}; use one of {known}"]) from None


def _read(paths: Sequence[Path], lang: str | None, max_bytes: int) -> list[Document]:
    """The articles, each file once."""
    from aligner.bitext import Role
    from aligner.readers import read

    distinct = list(dict.fromkeys(paths))
    if len(distinct) < 2:
        given = f"only {distinct[0]} given" if distinct else "none given"
        raise InputError(f"an event needs at least two articles, and {given}; name more files")
    return [read(path, Role.SOURCE, lang=lang, max_bytes=max_bytes) for path in distinct]


def _compared(documents: list[Document], encoder: str, threads: int, *, quiet: bool) -> EventReport:
    """The report, made while a terminal shows that something goes on."""
    from rich.console import Console

    from aligner.encoders import load
    from aligner.events import event

    with Console(stderr=True, quiet=quiet).status("comparing …"):
        return event(documents, load(encoder, threads))
