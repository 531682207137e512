"""A command that runs again whenever one of its inputs has changed.

The files are looked at twice a second: a few files cost next to nothing, and it works on network drives, in containers
and with editors that put a new file in the old one's place, where notices from the system get lost.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

import typer

from aligner.errors import AlignerError, ConfigError

from .chain import FILE_NAMES
from .output import say

INTERVAL = 0.5
INPUTS = ("paths", "source", "translation", "twin", "glossary", "config", "baseline")
"""The parameters that name files a result depends on."""
CLEAR = "\x1b[H\x1b[2J"
State = dict[Path, tuple[int, ...]]


def watch(command: Callable[..., None], parameters: Mapping[str, Any]) -> NoReturn:
    """Run the command now and after each change, until Ctrl-C; what is wrong with an input is said, and waited out.

    Raises ConfigError if it is the command line that is wrong.
    """
    named = list(_named(parameters))
    seen = _state(named)
    try:
        _run(command, parameters, first=True)
        while True:
            say("watching for changes; Ctrl-C ends")
            seen = _next(named, seen)
            if sys.stdout.isatty():
                sys.stdout.write(CLEAR)
            _run(command, parameters, first=False)
    except KeyboardInterrupt:
        raise typer.Exit(0) from None


def _run(command: Callable[..., None], parameters: Mapping[str, Any], *, first: bool) -> None:
    try:
        command(**parameters)
    except typer.Exit:
        pass
    except AlignerError as error:
        if first and isinstance(error, ConfigError):
            raise
        say(f"aligner: {error}")


def _named(parameters: Mapping[str, Any]) -> Iterator[Path]:
    """The files and folders that the command line names as inputs."""
    for value in map(parameters.get, INPUTS):
        for path in value if isinstance(value, list) else [value]:
            if isinstance(path, Path):
                yield path


def _state(named: Iterable[Path]) -> State:
    """What tells whether a file is another than before; one that is not there has no entry."""
    state: State = {}
    for path in named:
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


def _next(named: Iterable[Path], seen: State) -> State:
    """The next state that is another than the one seen and holds for a while, so that no file is half written."""
    before = seen
    while True:
        time.sleep(INTERVAL)
        now = _state(named)
        if now == before != seen:
            return now
        before = now
