"""`aligner model`: the embedded encoder's weights for other tools."""
# ruff: noqa: PLC0415 - the encoder is imported only when it is wanted

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Work with the encoder that is built in.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    pass


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="A new or empty folder.", metavar="FOLDER")],
) -> None:
    """Write the built-in weights as an ordinary sentence-transformers model folder."""
    from aligner.encoders.export import export as write

    write(folder)
    typer.echo(f"wrote {folder}", err=True)
