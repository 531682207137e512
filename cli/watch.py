"""Commands that run again whenever one of their inputs has changed.

The files are looked at twice a second: a few files cost next to nothing, and it works on network drives, in containers
and with editors that put a new file in the old one's place, where notices from the system get lost.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperCommand

from aligner.chain_files import FILE_NAMES
from aligner.errors import AlignerError, ConfigError

from .output import say

Watch = Annotated[bool, typer.Option("--watch", help="Run again whenever an input changes, until Ctrl-C.")]
INTERVAL = 0.5
INPUTS = ("paths", "source", "translation", "twin", "glossary", "config", "baseline")
"""The parameters that name files a result depends on."""
ARGUMENTS = "aligner.arguments"
CLEAR = "\x1b[H\x1b[2J"
State = dict[Path, tuple[int, ...]]


class Watchable(TyperCommand):
    """A command with a parameter `watch`: if it is given, the command runs after each change until Ctrl-C.

    Its arguments are parsed anew each time, and what is wrong with an input is said and waited out.
    """

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the arguments and keep them."""
        ctx.meta[ARGUMENTS] = list(args)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run once or, with `watch`, until somebody stops it."""
        if not ctx.params.get("watch"):
            return super().invoke(ctx)
        try:
            self._repeat(ctx)
        except KeyboardInterrupt:
            raise typer.Exit(0) from None

    def _repeat(self, context: Any) -> NoReturn:
        arguments, seen = context.meta[ARGUMENTS], _state(context)
        try:
            self._once(context)
        except ConfigError:  # no change of a file mends the command line
            raise
        except AlignerError as error:
            say(f"aligner: {error}")
        while True:
            say("watching for changes; Ctrl-C ends")
            seen = _next(context, seen)
            if sys.stdout.isatty():
                sys.stdout.write(CLEAR)
            try:
                context = self.make_context(context.info_name, list(arguments), parent=context.parent)
                self._once(context)
            except (AlignerError, typer.BadParameter) as error:
                say(f"aligner: {error}")

    def _once(self, context: Any) -> None:
        try:
            with context:
                super().invoke(context)
        except typer.Exit:
            pass


def _named(context: Any) -> Iterator[Path]:
    """The files and folders that the command line and the settings name as inputs, and the settings themselves."""
    if context.obj.where:
        yield Path(context.obj.where)
    for value in map(context.params.get, INPUTS):
        for path in value if isinstance(value, list) else [value]:
            if isinstance(path, Path):
                yield path


def _state(context: Any) -> State:
    """What tells whether a file is another than before; one that is not there has no entry."""
    state: State = {}
    for path in _named(context):
        for file in _documents(path):
            try:
                told = file.stat()
            except OSError:
                continue
            state[file] = (told.st_mtime_ns, told.st_size, told.st_ino)
    return state


def _documents(path: Path) -> list[Path]:
    """A file, or the files of a folder that have a role; results may be written beside them."""
    try:
        files = sorted(path.iterdir()) if path.is_dir() else [path]
    except OSError:
        return []
    return [file for file in files if file == path or file.name.split(".")[0].lower() in FILE_NAMES]


def _next(context: Any, seen: State) -> State:
    """The next state that is another than the one seen and holds for a while, so that no file is half written."""
    before = seen
    while True:
        time.sleep(INTERVAL)
        now = _state(context)
        if now == before != seen:
            return now
        before = now
