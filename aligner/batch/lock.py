"""One run at a time in a folder: the lock goes with the process that holds it, however that ends."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import sleep
from typing import IO, Any

from aligner.batch.files import writable
from aligner.errors import InputError

NAME = ".lock"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Holds the lock of a folder; raises InputError if another run does."""
    path = folder / NAME
    with writable(folder):
        file = path.open("a+b")
    with file:
        with writable(folder):
            if not any(_taken(file, wait) for wait in (0, 0.05, 0.1)):
                raise InputError(f"{folder} is in use by another run ({_told(_read(file))}); wait for it, or stop it")
        _write(file, json.dumps({"pid": os.getpid(), "host": socket.gethostname()}).encode("ascii"))
        try:
            yield
        finally:
            _write(file, b"")


def holder(folder: Path) -> str:
    """Who holds the lock of a folder, in words; empty if nobody does."""
    try:
        with (folder / NAME).open("rb") as file:
            told = _read(file)
            return _told(told) if told and not _taken(file) else ""
    except OSError:
        return ""


def _taken(file: IO[bytes], wait: float = 0) -> bool:
    """Whether the lock could be taken, after some seconds; it is let go of when the file is closed.

    Whoever asks for the holder has it for a moment.
    """
    sleep(wait)
    try:
        import fcntl  # noqa: PLC0415 - not on Windows
    except ImportError:
        return _taken_on_windows(file)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _taken_on_windows(file: IO[bytes]) -> bool:
    import msvcrt  # noqa: PLC0415

    lock: Any = msvcrt  # its functions are there on Windows only
    file.seek(1 << 30)  # far behind what is written, for nobody else may read what is locked
    try:
        lock.locking(file.fileno(), lock.LK_NBLCK, 1)
    except OSError:
        return False
    return True


def _read(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read(1_000)


def _write(file: IO[bytes], data: bytes) -> None:
    with suppress(OSError):  # it is for people only
        file.truncate(0)
        file.seek(0)
        file.write(data)
        file.flush()


def _told(data: bytes) -> str:
    try:
        told = json.loads(data)
        return f"process {int(told['pid'])} on {ascii(told['host'])[1:-1]}"
    except (ValueError, KeyError, TypeError):
        return "just starting"
