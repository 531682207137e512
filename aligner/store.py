"""What runs have worked out, kept for later ones in a file that many processes share.

A store never raises for what is wrong with its file, and nothing but the time of a run depends on it: it warns once
and goes on without. Values have a checksum; one that is not as it was written counts as not there.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Self

from aligner.store_connection import StoreConnection
from aligner.store_file import DamagedError
from aligner.store_room import make_room, shrink

MOST_BYTES = 1_000_000_000
"""What a store may hold by default: the vectors of 300,000 sentences and the token states of 20,000 of them."""
AT_ONCE = 500
"""Keys that are looked up in one statement."""
FRESH = 3600
"""Seconds for which an entry counts as just used, so that reading it again writes nothing."""
EVER = (1 << 62) + 0.0


@dataclass(frozen=True, slots=True)
class Kept:
    """How many entries of a kind there are, and the bytes of their values."""

    entries: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Info:
    """What a store holds; `bytes` is what its file takes on disk."""

    place: Path
    bytes: int
    most_bytes: int
    kinds: Mapping[str, Kept]


@dataclass(frozen=True, slots=True)
class Verified:
    """How many entries were read and how many of them were damaged; not `whole` if the file itself was."""

    entries: int
    damaged: int
    whole: bool


class Store:
    """Values by kind and key, up to a size; the least recently used make room.

    Processes and threads may share one, and processes made by a fork too. A closed store opens again when it is used.
    """

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES, warn: Callable[[str], None] | None = None) -> None:
        self._connection, self._most = StoreConnection(folder, warn), most_bytes
        self._touched: set[int] = set()

    @classmethod
    def open(cls, folder: Path, most_bytes: int = MOST_BYTES, warn: Callable[[str], None] | None = None) -> Self:
        """The store in a folder, which is made if it is not there; what is wrong is told to `warn`, or logged."""
        return cls(folder, most_bytes, warn)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Record what was used, and let go of the file."""
        with self._connection.safely(writing=True):
            if self._connection.is_open and self._connection.writable:
                if self._touched:
                    with self._connection.writing() as connection:
                        self._record_use(connection)
                shrink(self._connection.open())
        with self._connection.safely():
            self._connection.close()

    def get(self, kind: str, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The values of those keys that are there."""
        found: dict[bytes, bytes] = {}
        with self._connection.safely():
            for start in range(0, len(keys) if self._connection.readable else 0, AT_ONCE):
                found.update(self._read(kind, keys[start : start + AT_ONCE]))
        return found

    def put(self, kind: str, values: Mapping[bytes, bytes]) -> None:
        """Keep values, all or none of them; a key that is there keeps the value it has."""
        now = int(time.time())
        rows = [(kind, key, now, len(value), _checksum(kind, key, value), value) for key, value in values.items()]
        again = bool(rows)
        while again and self._connection.writable:
            files = self._connection.files
            with self._connection.safely(writing=True), self._connection.writing() as connection:
                connection.executemany(_INSERT, rows)
                self._record_use(connection)
                make_room(connection, self._most)
            again = self._connection.files > files  # the file had to be made anew

    def info(self) -> Info:
        """What the store holds now."""
        kinds: dict[str, Kept] = {}
        with self._connection.safely():
            rows = self._connection.open().execute(_KINDS).fetchall()
            kinds = {str(kind): Kept(entries, size) for kind, entries, size in rows}
        return Info(self._connection.file.folder, self._connection.file.size(), self._most, kinds)

    def clear(self, before: float = EVER) -> int:
        """Remove all entries, or those last used `before` a time, and say how many; what was set aside goes too."""
        removed = 0
        with self._connection.safely(writing=True):
            self._connection.file.discard_damaged()
            with self._connection.writing() as connection:
                removed = connection.execute("DELETE FROM entries WHERE used < ?", (int(before),)).rowcount
            shrink(self._connection.open())
        return removed

    def verify(self) -> Verified:
        """Read everything, and remove what is damaged; a file that is damaged itself is made anew."""
        entries, damaged, last, whole = 0, 0, 0, False
        with self._connection.safely():
            if self._connection.open().execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                raise DamagedError
            while rows := self._connection.open().execute(_NEXT, (last, AT_ONCE)).fetchall():
                last = rows[-1][0]
                broken = [number for number, *row in rows if not _sound(*row)]
                self._remove(broken)
                entries, damaged = entries + len(rows), damaged + len(broken)
            whole = True
        return Verified(entries, damaged, whole)

    def _read(self, kind: str, keys: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
        stale, damaged = int(time.time()) - FRESH, []
        statement = f"{_SELECT} ({','.join('?' * len(keys))})"
        for number, used, key, checksum, value in self._connection.open().execute(statement, (kind, *keys)):
            if not _sound(kind, key, checksum, value):
                damaged.append(number)
                continue
            if used < stale:
                self._touched.add(number)
            yield key, value
        if damaged:
            self._connection.say("had damaged entries, which were dropped")
            self._remove(damaged)

    def _remove(self, numbers: Sequence[int]) -> None:
        if numbers and self._connection.writable:
            with self._connection.writing() as connection:
                connection.executemany("DELETE FROM entries WHERE id = ?", [(number,) for number in numbers])

    def _record_use(self, connection: sqlite3.Connection) -> None:
        now = int(time.time())
        connection.executemany("UPDATE entries SET used = ? WHERE id = ?", [(now, k) for k in sorted(self._touched)])
        self._touched.clear()


_INSERT = "INSERT OR IGNORE INTO entries (kind, key, used, size, checksum, value) VALUES (?, ?, ?, ?, ?, ?)"
_SELECT = "SELECT id, used, key, checksum, value FROM entries WHERE kind = ? AND key IN"
_NEXT = "SELECT id, kind, key, checksum, value FROM entries WHERE id > ? ORDER BY id LIMIT ?"
_KINDS = "SELECT kind, COUNT(*), SUM(size) FROM entries GROUP BY kind ORDER BY kind"


def _checksum(kind: str, key: bytes, value: bytes) -> bytes:
    digest = blake2b(value, digest_size=8, key=key[:64], person=kind.encode()[:16])
    return digest.digest()


def _sound(kind: object, key: object, checksum: object, value: object) -> bool:
    """Whether an entry is as it was written; what is damaged may be of any type."""
    if not (isinstance(kind, str) and isinstance(key, bytes) and isinstance(value, bytes)):
        return False
    return _checksum(kind, key, value) == checksum
