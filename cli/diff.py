"""`aligner diff`: compare two or three documents."""
# ruff: noqa: PLC0415 - numpy and the encoder are imported only when there is something to compare

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aligner.bitext import Document, Role
from aligner.config import MAX_BYTES, MEGABYTE, Config

from . import options
from .chain import chain_of
from .output import check_output, emit, say, utf8

if TYPE_CHECKING:
    from aligner.report import Report


def diff(  # noqa: PLR0917 - one parameter an option
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FOLDER | SOURCE TRANSLATION [TWIN]]",
            help="A folder with source.txt, translation.txt (or arabic.txt) and twin.txt; or files, in the order of "
            "the chain.",
            show_default=False,
        ),
    ] = None,
    source: Annotated[Path | None, typer.Option(metavar="FILE", help="The original article.")] = None,
    translation: Annotated[Path | None, typer.Option(metavar="FILE", help="The article translated from it.")] = None,
    twin: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The translation, translated back by a machine.")
    ] = None,
    format: options.FormatName = options.Format.TEXT,
    output: options.Output = None,
    fail_on: options.Gate = options.FailOn.MAJOR,
    min_score: options.MinScore = None,
    lang: options.Languages = None,
    encoding: options.Encodings = None,
    encoder: options.EncoderName = "embedded",
    threads: options.Threads = 1,
    max_size: options.MaxSize = MAX_BYTES // MEGABYTE,
    force: Annotated[
        bool, typer.Option("--force", help="Compare documents that do not seem to be the same article.")
    ] = False,
    quiet: options.Quiet = False,
    no_color: options.NoColor = False,
) -> None:
    """Compare an article with its translation, and that with its machine translation back.

    Shows the texts aligned sentence by sentence, a fidelity score from 0 to
    100 for each row, and every distortion found: what it is, where it stands,
    and whether the translation or the machine brought it in.

    Two documents do as well: SOURCE TRANSLATION, --source FILE --twin FILE,
    or --translation FILE --twin FILE.

    Exit codes: 0 passed, 1 a finding at or above --fail-on (or a score under
    --min-score), 2 could not run.
    """
    config = Config(fail_on.severity, min_score, max_bytes=options.in_bytes(max_size), force=force)
    chain = chain_of(paths or [], {Role.SOURCE: source, Role.TRANSLATION: translation, Role.TWIN: twin})
    languages = {role: options.language(code) for role, code in options.by_role(lang, "--lang").items()}
    encodings = options.by_role(encoding, "--encoding", for_all=True)
    if output:
        check_output(output, chain.values())
    report = _compare(_read(chain, languages, encodings, config), encoder, threads, config, quiet=quiet)
    _deliver(report, format, output, quiet=quiet, no_color=no_color)
    raise typer.Exit(1 if report.fails(config.fail_on, config.min_score) else 0)


def _read(
    chain: Mapping[Role, Path], languages: Mapping[Role, str], encodings: Mapping[Role, str], config: Config
) -> list[Document]:
    from aligner.readers import read

    return [
        read(path, role, encoding=encodings.get(role), lang=languages.get(role), max_bytes=config.max_bytes)
        for role, path in chain.items()
    ]


def _compare(documents: list[Document], encoder: str, threads: int, config: Config, *, quiet: bool) -> Report:
    from rich.console import Console

    from aligner.encoders import load
    from aligner.pipeline import compare

    console = Console(stderr=True, quiet=quiet)
    with console.status("comparing …"):
        return compare(documents, load(encoder, threads), config)


def _deliver(report: Report, format: options.Format, output: Path | None, *, quiet: bool, no_color: bool) -> None:
    """The report goes to standard output or a file; what a reader of files would miss goes to standard error."""
    from rich.console import Console

    from aligner.formats import discover

    from .terminal import LEAST_WIDTH, show, summary

    for warning in report.warnings:
        say(f"warning: {warning}")
    with utf8(sys.stdout):
        console = Console(no_color=no_color or None, highlight=False, emoji=False, markup=False)
        if format is options.Format.TEXT and output is None and console.is_terminal:
            console.width = max(console.width, LEAST_WIDTH)
            show(report, console)
            return
    (text,) = discover()[options.Format.ONELINE if format is options.Format.TEXT else format](report).values()
    emit(text, output)
    if format in (options.Format.TEXT, options.Format.ONELINE) and not quiet:
        for line in summary(report).plain.splitlines():
            say(line)
