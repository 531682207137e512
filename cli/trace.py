"""`aligner trace`: which article of a pool another one is made from."""
# ruff: noqa: PLC0415 - numpy and the encoder are imported only when there is something to trace

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aligner.config import MAX_BYTES, MEGABYTE

from . import options, values
from .encoder import Chosen, chosen
from .output import check_output, emit, say
from .pool import read_article, read_pool

if TYPE_CHECKING:
    from aligner.tracing import Trace


class TraceFormat(StrEnum):
    """Output formats of a trace; text is for people."""

    TEXT = "text"
    JSON = "json"


def trace(  # noqa: PLR0917 - one parameter an option
    context: typer.Context,
    article: Annotated[Path, typer.Argument(metavar="ARTICLE", help="The article whose source is looked for.")],
    pool: Annotated[
        Path, typer.Option("--pool", metavar="DIR|FEED", help="The articles among which its source may be.")
    ],
    require: Annotated[bool, typer.Option("--require", help="Exit with 1 if no source is found.")] = False,
    format: Annotated[
        TraceFormat, typer.Option("--format", "-f", help="text is for people, json for programs.")
    ] = TraceFormat.TEXT,
    output: options.Output = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", metavar="NAME", help="Character encoding. [default: detected]")
    ] = None,
    encoder: options.EncoderName = "embedded",
    threads: options.Threads = 1,
    no_cache: options.NoCache = False,
    max_size: options.MaxSize = MAX_BYTES // MEGABYTE,
    quiet: options.Quiet = False,
) -> None:
    """Find the article that another one is made from, in its own language or translated.

    Says how much of ARTICLE is taken from its source, how much of the source
    that is, and which sentences are ARTICLE's own. Other articles on the
    same event are no source. What else is very like ARTICLE, such as other
    versions of the story, is named as well; ARTICLE itself may be in the
    pool.

    Exit codes: 0 a source was found, or none (1 with --require), 2 could not
    run.
    """
    max_bytes = values.in_bytes(max_size)
    if output:
        check_output(output, [article])
    found = _trace(article, pool, encoding, max_bytes, chosen(context, encoder, threads, no_cache), quiet=quiet)
    emit(_json(found) if format is TraceFormat.JSON else _text(found), output)
    if require and found.source is None:
        say("failed: no source found, by --require")
        raise typer.Exit(1)


def _trace(article: Path, pool: Path, encoding: str | None, max_bytes: int, encoder: Chosen, *, quiet: bool) -> Trace:
    from rich.console import Console

    mine = read_article(article, encoding, max_bytes)
    others = read_pool(pool, article, encoding, max_bytes)
    with Console(stderr=True, quiet=quiet).status("tracing …"):
        from aligner import tracing

        return tracing.trace(mine, others, encoder.load())


def _text(found: Trace) -> str:
    from .trace_view import lines

    return "".join(f"{line}\n" for line in lines(found))


def _json(found: Trace) -> str:
    import json

    from aligner.lang.controls import escaped

    from .trace_view import to_dict

    return escaped(json.dumps(to_dict(found), ensure_ascii=False, indent=1)) + "\n"
