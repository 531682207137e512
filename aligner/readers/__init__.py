"""Reads documents: one input format a file, chosen by the suffix of the path.

A member module has `SUFFIXES` and `text(data, where, encoding)`, which gives a file's bytes as text or raises
InputError; `where` is the file's name as messages show it.
"""

from __future__ import annotations

import os
import pkgutil
import stat
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from aligner.bitext import Document, Role
from aligner.config import MAX_BYTES, MEGABYTE
from aligner.errors import InputError
from aligner.lang.detect import detect


class Reader(Protocol):
    """A member of this folder."""

    SUFFIXES: tuple[str, ...]

    def text(self, data: bytes, where: str, encoding: str | None) -> str:
        """The text of a file's bytes; raises InputError if they have none."""


def read(
    path: Path, role: Role, *, encoding: str | None = None, lang: str | None = None, max_bytes: int = MAX_BYTES
) -> Document:
    """The document in the file, pipe or device at `path`, its text as read and not yet segmented.

    The encoding is told by the bytes and the language by the text where they are not given. Raises InputError, in one
    line, if the file cannot be read as text or is larger than `max_bytes`.
    """
    where = shown(path)
    text = _reader(path.suffix.lower()).text(read_bytes(path, max_bytes), where, encoding)
    return Document(role, str(path), text, lang or detect(text))


def readers() -> dict[str, Reader]:
    """Each suffix with the member that reads it."""
    found: dict[str, Reader] = {}
    for member in pkgutil.iter_modules(__path__):
        reader = cast(Reader, import_module(f"{__name__}.{member.name}"))
        found.update(dict.fromkeys(reader.SUFFIXES, reader))
    return found


def _reader(suffix: str) -> Reader:
    members = readers()
    return members.get(suffix, members[".txt"])


def read_bytes(path: Path, max_bytes: int = MAX_BYTES) -> bytes:
    """All bytes at `path`, at most `max_bytes`; raises InputError, in one line, if they cannot be read.

    A pipe has no size beforehand, so one byte too many is asked for.
    """
    where = shown(path)
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            if stat.S_ISREG(status.st_mode) and status.st_size > max_bytes:
                raise _too_large(where, max_bytes)
            data = file.read(max_bytes + 1)
    except FileNotFoundError:
        raise InputError(f"{where} does not exist; check the path") from None
    except IsADirectoryError:
        raise InputError(f"{where} is a directory; name a file in it") from None
    except PermissionError:
        raise InputError(f"{where} cannot be opened: no permission; make it readable") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{where} cannot be read ({reason}); check the path") from None
    if len(data) > max_bytes:
        raise _too_large(where, max_bytes)
    return data


def _too_large(where: str, max_bytes: int) -> InputError:
    size = f"{max_bytes / MEGABYTE:g} MB" if max_bytes >= 10_000 else f"{max_bytes} bytes"
    return InputError(f"{where} is larger than {size}; split it, or raise the limit (--max-size)")


def shown(path: Path) -> str:
    """The path as messages name it, on one line: controls, direction marks and undecodable bytes as escapes."""
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in str(path))
