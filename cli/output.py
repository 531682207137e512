"""Where a result goes: standard output, or a file that is there whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TextIO

from aligner.errors import InputError
from aligner.lang.controls import visible


def say(line: str) -> None:
    """Write a line to standard error; if nobody can hear it, that is no failure."""
    with suppress(OSError, AttributeError):  # closed, full, or not there at all
        sys.stderr.write(f"{visible(line)}\n")
        sys.stderr.flush()


@contextmanager
def utf8(stream: TextIO) -> Iterator[None]:
    """Let a stream take any character, whatever the locale says."""
    before = getattr(stream, "encoding", None)
    if before and before.lower() != "utf-8" and hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8")
        yield
        stream.reconfigure(encoding=before)
    else:
        yield


def check_output(path: Path, inputs: Iterable[Path]) -> None:
    """Raise InputError, before any work is done, for a place where no result can go or where an input stands."""
    try:
        if path.is_dir() or not path.name:
            raise InputError(f"{path} is a directory; name a file in it")
        if not path.resolve().parent.is_dir():
            raise InputError(f"{path.parent} is no directory; choose another place")
        if path.is_file() and any(path.samefile(other) for other in inputs if other.exists()):
            raise InputError(f"{path} is one of the documents; choose another place")
    except (OSError, RuntimeError) as error:
        raise _unwritable(path, error) from None


def check_folder(path: Path, inputs: Iterable[Path]) -> None:
    """Raise InputError, before any work is done, for a folder that cannot be made or that holds one of the inputs."""
    try:
        if not path.resolve().parent.is_dir():
            raise InputError(f"{path.parent} is no directory; give --html-dir another place")
        if path.exists() and not path.is_dir():
            raise InputError(f"{path} is no directory; give --html-dir another place")
        if any(other.resolve().parent == path.resolve() for other in inputs):
            raise InputError(f"{path} holds one of the documents; give --html-dir a folder of its own")
    except (OSError, RuntimeError) as error:
        raise _unwritable(path, error) from None


def emit_folder(texts: Mapping[str, str], folder: Path) -> None:
    """Write texts by file name into a folder, all or none, the first name last; raises InputError.

    A folder that is not there is made. Files of other names are left alone.
    """
    with _writable(folder):
        folder.mkdir(exist_ok=True)
    with ExitStack() as files:
        for name, text in texts.items():
            files.enter_context(sink(folder / name))(text)


def emit(text: str, output: Path | None) -> None:
    """Write `text` as UTF-8 to `output`, atomically, or to standard output; raises InputError."""
    with sink(output) as write:
        write(text)


@contextmanager
def sink(output: Path | None) -> Iterator[Callable[[str], None]]:
    """A function that writes texts one by one as UTF-8 to `output` or to standard output.

    The file is there, whole, once the block is left, and untouched if that is by an exception. Raises InputError.
    """
    if output is None:
        yield _print
    elif output.exists() and not output.is_file():  # a device or pipe cannot be replaced, and must not be
        with _writable(output):
            file: TextIO = output.open("w", encoding="utf-8", newline="")
        with file:
            yield partial(_write, output, file)
    else:
        with _replacing(output) as file:
            yield partial(_write, output, file)


def _print(text: str) -> None:
    with _writable(Path("standard output")):
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.buffer.flush()


def _write(output: Path, file: TextIO, text: str) -> None:
    with _writable(output):
        file.write(text)
        file.flush()  # nothing may be left to go wrong when the file is closed


@contextmanager
def _replacing(path: Path) -> Iterator[TextIO]:
    """A file that takes the place of `path` in one step at the end; a failure leaves what was there before."""
    with _writable(path):
        target = path.resolve()
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".aligner-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as temporary:
            yield temporary
        with _writable(path):
            Path(name).chmod(mode)
            Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def _writable(place: Path) -> Iterator[None]:
    """Turns what goes wrong with a place into InputError, unless its reader has merely gone."""
    try:
        yield
    except BrokenPipeError:
        raise
    except (OSError, AttributeError) as error:  # standard output may be closed
        raise _unwritable(place, error) from None


def _unwritable(place: Path, error: Exception) -> InputError:
    reason = getattr(error, "strerror", None) or "closed"
    return InputError(f"{place} cannot be written ({reason}); send it elsewhere")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
