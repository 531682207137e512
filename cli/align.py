"""`aligner align`: which sentences of two or three documents say the same."""
# ruff: noqa: PLC0415 - numpy and the encoder are imported only when there is something to align

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aligner.bitext import Document, Role
from aligner.config import MAX_BYTES, MEGABYTE

from . import options, settings, values
from .bidi import Bidi, BidiMode
from .chain import chain_of, read_chain
from .encoder import Chosen, chosen
from .output import check_output, emit, say

if TYPE_CHECKING:
    from aligner.alignment import Alignment
    from aligner.patterns import Pattern


def align(  # noqa: PLR0917 - one parameter an option
    context: typer.Context,
    paths: options.Paths = None,
    source: options.Source = None,
    translation: options.Translation = None,
    twin: options.Twin = None,
    lines: Annotated[
        bool, typer.Option("--lines", help="Each line is a sentence, blank lines too, numbered from 0.")
    ] = False,
    format: options.AlignmentFormatName = options.AlignmentFormat.TEXT,
    output: options.Output = None,
    lang: options.Languages = None,
    encoding: options.Encodings = None,
    encoder: options.EncoderName = "embedded",
    threads: options.Threads = 1,
    no_cache: options.NoCache = False,
    max_size: options.MaxSize = MAX_BYTES // MEGABYTE,
    quiet: options.Quiet = False,
    no_color: options.NoColor = False,
    bidi: BidiMode = Bidi.AUTO,
    isolated: settings.Isolated = False,
    config: settings.SettingsFile = None,
) -> None:
    """Line up the sentences of an article, its translation and its machine translation back.

    Every sentence stands in the result once, with its number (from 0); one
    that the other documents do not have stands alone. Documents that do not
    seem to tell the same story are aligned all the same, with a warning.

    Two documents do as well: SOURCE TRANSLATION, --source FILE --twin FILE,
    or --translation FILE --twin FILE.

    Exit codes: 0 aligned, 2 could not run.
    """
    max_bytes = values.in_bytes(max_size)
    chain = chain_of(paths or [], {Role.SOURCE: source, Role.TRANSLATION: translation, Role.TWIN: twin})
    languages = values.languages(lang)
    encodings = values.by_role(encoding, "--encoding", for_all=True)
    if output:
        check_output(output, chain.values())
    documents = read_chain(chain, languages, encodings, max_bytes)
    boilerplate = settings.of(context).boilerplate
    alignment = _align(documents, chosen(context, encoder, threads, no_cache), boilerplate, lines=lines, quiet=quiet)
    _deliver(alignment, format, output, quiet=quiet, no_color=no_color, bidi=bidi)


def _align(
    documents: list[Document],
    encoder: Chosen,
    boilerplate: Collection[Pattern],
    *,
    lines: bool,
    quiet: bool,
) -> Alignment:
    from rich.console import Console

    from aligner.pipeline import align_chain

    with Console(stderr=True, quiet=quiet).status("aligning …"):
        return align_chain(documents, encoder.load(), lines=lines, boilerplate=boilerplate)


def _deliver(
    alignment: Alignment,
    format: options.AlignmentFormat,
    output: Path | None,
    *,
    quiet: bool,
    no_color: bool,
    bidi: Bidi,
) -> None:
    """The alignment goes to standard output or a file, and nothing else does."""
    from aligner.alignment_formats import discover

    from .alignment_view import show, summary
    from .layout import terminal

    for warning in alignment.unrelated:
        say(f"warning: {warning}")
    if format is options.AlignmentFormat.TEXT and output is None:
        with terminal(bidi, no_color=no_color) as screen:
            if screen:
                show(alignment, screen)
                return
    emit(discover()[format](alignment), output)
    if format is options.AlignmentFormat.TEXT and not quiet:
        say(summary(alignment))
