"""Files that are there whole or not at all, also after a power cut."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from aligner.errors import InputError

_TEMPORARY = re.compile(r"\.aligner-[0-9a-f]+\.tmp")
_BLOCK = 1 << 20


def place(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files by name, each in one step and in this order; raises InputError, and nothing is left half written."""
    made: dict[str, Path] = {}
    with writable(folder):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            for name, data in files.items():
                made[name] = folder / f".aligner-{secrets.token_hex(8)}.tmp"
                _write(made[name], data)
            for name, temporary in made.items():
                temporary.replace(folder / name)
            _sync_folder(folder)
        except BaseException:
            for temporary in made.values():
                with suppress(OSError):
                    temporary.unlink(missing_ok=True)
            raise


def remove_leftovers(folder: Path) -> int:
    """Remove what broken runs left behind; how many files there were."""
    found = [path for path in folder.iterdir() if _TEMPORARY.fullmatch(path.name)]
    with writable(folder):
        for path in found:
            path.unlink(missing_ok=True)
    return len(found)


def sha256_of(path: Path) -> str:
    """The digest of a file; raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


@contextmanager
def writable(place: Path) -> Iterator[None]:
    """Turns what goes wrong with a place into an InputError of one line."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or error
        raise InputError(
            f"{place} cannot be written ({reason}); mend that and run the same command again, it goes on from here"
        ) from None


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Let the new names reach the disk too; Windows has no such thing."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
