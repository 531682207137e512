"""The `aligner` command: its subcommands, exit codes and the one place where errors become messages."""

from __future__ import annotations

import atexit
import gc
import os
import sys
import traceback
from contextlib import suppress
from typing import Annotated, Any, TextIO

import typer
from typer.core import TyperGroup

from aligner.errors import AlignerError, ConfigError
from aligner.version import __version__

from . import align, baseline, batch, cache, check, checks, compare, config, diff, explain, history, model, score, trace
from .output import say
from .watch import Watchable

COULD_NOT_RUN = 2
ONE_THREAD = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
"""What numpy looks at when it is imported: threads for our small matrix products cost a fifth of a run, waiting."""

OBJECTS = 50_000
"""New ones between two searches for cycles: with Python's 700 they take a tenth of a run, and find next to nothing."""


class _Group(TyperGroup):
    """Turns every failure into one line (mistakes in settings: one each) and exit code 2: 1 always means findings."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        for variable in ONE_THREAD:
            os.environ.setdefault(variable, "1")
        gc.set_threshold(OBJECTS)
        atexit.register(gc.freeze)  # else everything is searched once more before the process may end
        try:
            return super().main(*args, **kwargs)
        except ConfigError as error:
            for mistake in error.mistakes:
                say(f"aligner: {mistake}")
        except AlignerError as error:
            say(f"aligner: {error}")
        except BrokenPipeError:
            _silence(sys.stdout)
        except SystemExit as end:
            # Typer ends with 1 when it cannot write its help.
            if end.code == 1 and isinstance(end.__context__, OSError):
                _silence(sys.stdout)
                sys.exit(COULD_NOT_RUN)
            raise
        except Exception as error:
            if os.environ.get("ALIGNER_DEBUG"):
                traceback.print_exc()
            say(f"aligner: internal error: {type(error).__name__}: {error} (ALIGNER_DEBUG=1 shows where)")
        sys.exit(COULD_NOT_RUN)

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # else Typer takes it for a failure of its own and ends with 1
            _silence(sys.stdout)
            raise typer.Exit(COULD_NOT_RUN) from None


def _silence(stream: TextIO) -> None:
    """Whoever read our output has gone; the interpreter must not complain about that again at its end."""
    with suppress(OSError, AttributeError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


app = typer.Typer(
    cls=_Group,
    help="Find where news loses its meaning on the way through translation.\n\n"
    "Compares an article (source), its translation, and a machine translation of that back into the first "
    "language (twin): aligns them sentence by sentence, scores how faithful each pair is, and marks the "
    "distortions where they stand.",
    epilog="Start with:  aligner diff samples/iss      Exit codes: 0 passed, 1 findings, 2 could not run.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(name="diff", cls=Watchable)(diff.diff)
app.command(name="check")(check.check)
app.command(name="batch")(batch.batch)
app.command(name="align")(align.align)
app.command(name="score")(score.score)
app.command(name="compare")(compare.compare)
app.command(name="explain")(explain.explain)
app.command(name="checks")(checks.checks)
app.add_typer(baseline.app, name="baseline")
app.add_typer(config.app, name="config")
app.command(name="trace")(trace.trace)
app.command(name="history")(history.history)
app.add_typer(cache.app, name="cache")
app.add_typer(model.app, name="model")


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"aligner {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    pass
