"""Reads aligned segments one at a time: one input format a file, told by the path's suffix or the first line.

A member module has `SUFFIXES`, `starts(line)`, which tells whether a file may begin with this line, and
`items(pieces, where)`, which gives the items and what cannot be one; `pieces` are lines, very long ones in parts.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from itertools import chain
from pathlib import Path
from pkgutil import iter_modules
from typing import IO, Protocol, cast

from aligner.config import MAX_BYTES, MEGABYTE
from aligner.errors import InputError
from aligner.items import BadItem, Item, of_segment

STANDARD_INPUT = Path("-")
LAST_RESORT = "jsonl"
_PIECE = MEGABYTE
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class ItemReader(Protocol):
    """A member of this folder."""

    SUFFIXES: tuple[str, ...]

    def starts(self, line: bytes) -> bool:
        """Whether a file of this format may begin so."""

    def items(self, pieces: Iterable[bytes], where: str) -> Iterator[Item | BadItem]:
        """The items of a file; raises InputError if nothing in it can be read."""


@contextmanager
def read_items(path: Path, *, documents: bool = False) -> Iterator[Iterator[Item | BadItem]]:
    """The items of the file at `path`, or of standard input for `-`, read as they are asked for.

    With `documents` their texts may be of any length. Raises InputError if the file cannot be read, or holds nothing.
    """
    with _opened(path) as items:
        yield items if documents else (of_segment(item) if isinstance(item, Item) else item for item in items)


@contextmanager
def _opened(path: Path) -> Iterator[Iterator[Item | BadItem]]:
    if path == STANDARD_INPUT:
        yield _items(sys.stdin.buffer, "", "standard input")
        return
    try:
        file = path.open("rb")
    except (OSError, ValueError) as error:
        raise _unreadable(str(path), error) from None
    with file:
        yield _items(file, path.suffix.lower(), str(path))


def _unreadable(where: str, error: Exception) -> InputError:
    return InputError(f"{where} cannot be read ({getattr(error, 'strerror', None) or error}); check the path")


def readers() -> dict[str, ItemReader]:
    """All members by name."""
    return {info.name: cast(ItemReader, import_module(f"{__name__}.{info.name}")) for info in iter_modules(__path__)}


def _items(file: IO[bytes], suffix: str, where: str) -> Iterator[Item | BadItem]:
    pieces = _pieces(file, where)
    blank: list[bytes] = []
    for piece in pieces:
        first = piece.removeprefix(_BYTE_ORDER_MARK)
        if first.strip():
            return _reader(suffix, first).items(chain(blank, [first], pieces), where)
        blank.append(first)
    raise InputError(f"{where} is empty; give a file with items in it")


def _pieces(file: IO[bytes], where: str) -> Iterator[bytes]:
    try:
        while piece := file.readline(_PIECE):
            yield piece
    except (OSError, ValueError) as error:
        raise _unreadable(where, error) from None


def _reader(suffix: str, first: bytes) -> ItemReader:
    members = readers()
    named = [member for member in members.values() if suffix in member.SUFFIXES]
    told = [member for member in members.values() if member.starts(first)]
    return next(iter([*named, *told]), members[LAST_RESORT])


def lines(pieces: Iterable[bytes]) -> Iterator[tuple[int, str] | BadItem]:
    """The lines that are not blank, with their numbers from 1 and without their ends."""
    for number, data in enumerate(_whole(pieces), 1):
        if data is None:
            yield BadItem(number, f"longer than {MAX_BYTES // MEGABYTE} MB")
            continue
        try:
            line = data.decode("utf-8").rstrip("\r\n")
        except UnicodeDecodeError as error:
            yield BadItem(number, f"not UTF-8: {error.reason} at byte {error.start}; save the file as UTF-8")
            continue
        if line.strip():
            yield number, line


def _whole(pieces: Iterable[bytes]) -> Iterator[bytes | None]:
    """Whole lines; None for one that is too long to be held."""
    parts: list[bytes] = []
    size = 0
    for piece in pieces:
        size += len(piece)
        if size <= MAX_BYTES:
            parts.append(piece)
        if piece.endswith(b"\n"):
            yield b"".join(parts) if size <= MAX_BYTES else None
            parts, size = [], 0
    if size:
        yield b"".join(parts) if size <= MAX_BYTES else None
