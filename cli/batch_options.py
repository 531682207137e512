"""Options of the command for many items."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from .options import BatchFormat


class Kind(StrEnum):
    """What an item is, if it is said."""

    SEGMENTS = "segments"
    DOCUMENTS = "documents"


class Engine(StrEnum):
    """Where the work is done."""

    LOCAL = "local"
    DASK = "dask"


Input = Annotated[
    str,
    typer.Argument(
        metavar="INPUT",
        help="JSON lines, TSV, TMX, XLIFF or Parquet with source, translation and twin, or a folder of documents; - is "
        "standard input. The word status shows how the run in OUTPUT_DIR is getting on (./status is a file).",
        show_default=False,
    ),
]
OutputFolder = Annotated[
    Path,
    typer.Argument(
        metavar="OUTPUT_DIR", help="A folder of its own; what it holds is gone on with.", show_default=False
    ),
]
Of = Annotated[
    Kind | None,
    typer.Option(
        "--items",
        help="Whether an item is a segment that is aligned already, or whole documents; those of a folder are "
        "documents unless it is said.",
        show_default=False,
    ),
]
FormatName = Annotated[
    BatchFormat, typer.Option("--format", "-f", help="parquet needs pyarrow: pip install 'aligner-diff\\[batch]'.")
]
WithReports = Annotated[bool, typer.Option("--reports", help="Put the whole report of an item into its row, as JSON.")]
ShardSize = Annotated[
    int | None,
    typer.Option(
        "--shard-size", min=1, help="Items a file; unless given 250 segments or 20 documents.", show_default=False
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers", min=1, help="Processes, each with an encoder; unless given one a core.", show_default=False
    ),
]
EngineName = Annotated[Engine, typer.Option("--executor", help="Processes on this machine, or a Dask cluster.")]
Scheduler = Annotated[
    str | None, typer.Option("--scheduler", metavar="ADDRESS", help="The scheduler of a Dask cluster that is running.")
]
Tries = Annotated[
    int,
    typer.Option("--max-tries", min=1, help="How often an item may kill its worker, or fail, until it is left out."),
]
LogFile = Annotated[
    Path | None, typer.Option("--log", metavar="FILE", help="Append what happens to this file, as JSON lines.")
]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 1 if there are dead letters as well.")]
