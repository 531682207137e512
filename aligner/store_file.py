"""The SQLite file of a store: made whole, open in many processes at once, set aside if it is damaged.

It lies in a folder of its own, with what SQLite puts beside it, so that all of it appears or goes in one step.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

FORMAT = 1
"""Raised with the tables: versions of the program do not touch each other's files."""
APPLICATION = 0x616C676E
"""Tells our files from other SQLite databases."""
PAGE = 8192
"""Bytes of a page: vectors are read a third faster than with 4 or 16 kB, and states waste less room than with 16."""
TIMEOUT = 30.0
"""Seconds that a writer waits for another."""
LONGEST = 3600
"""Seconds that the making of a file never takes."""
FILE, DAMAGED = "entries.sqlite", "damaged"

Identity: TypeAlias = tuple[int, int]

_SETTINGS = (
    "synchronous = NORMAL",  # a power cut may take the last entries, never the file
    "mmap_size = 0",  # a file that is cut short must be an error, not a signal
    "journal_size_limit = 16777216",
)
_TABLES = """
CREATE TABLE entries (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, key BLOB NOT NULL, used INTEGER NOT NULL, size INTEGER NOT NULL,
  checksum BLOB NOT NULL, value BLOB NOT NULL, UNIQUE (key, kind)
);
CREATE INDEX entries_by_use ON entries (kind, used, size);
"""
_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_ERROR}


class DamagedError(Exception):
    """What lies in the store's place is no store."""


@dataclass(frozen=True, slots=True)
class StoreFile:
    """The file of the store in a folder."""

    folder: Path

    @property
    def place(self) -> Path:
        """The file's own folder."""
        return self.folder / f"format-{FORMAT}"

    @property
    def writable(self) -> bool:
        """Whether anything can be written there."""
        return os.access(self.place, os.W_OK) and os.access(self.place / FILE, os.W_OK)

    def identity(self) -> Identity | None:
        """What tells the file's own folder from one that took its place."""
        try:
            found = self.place.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def size(self) -> int:
        """Bytes on disk, those of the log and of what was set aside included."""
        sizes = 0
        for path in self.folder.rglob("*"):
            with suppress(OSError):  # the log comes and goes
                sizes += path.stat().st_size
        return sizes

    def connect(self) -> sqlite3.Connection:
        """A connection to the file, which is made if there is none; for reading only where nothing can be written.

        Raises DamagedError, OSError or sqlite3.Error.
        """
        if not (self.place / FILE).exists():
            self._create()
        self.discard_leftovers()
        if not (self.place / FILE).is_file():
            raise DamagedError
        connection = _connection(self.place / FILE, writable=self.writable)
        try:
            (found,) = connection.execute("PRAGMA application_id").fetchone()
            if found != APPLICATION:
                raise DamagedError
            connection.execute("SELECT id FROM entries LIMIT 1").fetchone()
            for setting in _SETTINGS:
                connection.execute(f"PRAGMA {setting}")
        except BaseException:
            connection.close()
            raise
        return connection

    def set_aside(self, seen: Identity | None) -> bool:
        """Take the file that was `seen` out of the way and keep the last such; False if it has gone already."""
        with tempfile.TemporaryDirectory(dir=self.folder, prefix="old-", ignore_cleanup_errors=True) as scratch:
            if seen is None or self.identity() != seen:
                return False
            self.place.rename(Path(scratch, DAMAGED))
            with suppress(OSError):  # another process does the same: one of both is kept
                self.discard_damaged()
                Path(scratch, DAMAGED).rename(self.folder / DAMAGED)
        return True

    def discard_damaged(self) -> None:
        """Remove what was set aside."""
        _discard(self.folder / DAMAGED)

    def discard_leftovers(self) -> None:
        """Remove what processes that came to a sudden end have never finished."""
        long_ago = time.time() - LONGEST
        for path in (*self.folder.glob("new-*"), *self.folder.glob("old-*")):
            with suppress(OSError):  # another process does the same
                if path.stat().st_mtime < long_ago:
                    _discard(path)

    def _create(self) -> None:
        """Makes an empty file elsewhere and moves it into place, so that nobody ever sees half of one."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(OSError):  # somebody else's: they let us write there
            self.folder.chmod(0o700)
        with tempfile.TemporaryDirectory(dir=self.folder, prefix="new-", ignore_cleanup_errors=True) as scratch:
            made = Path(scratch, "made")
            made.mkdir(mode=0o700)
            os.close(os.open(made / FILE, os.O_CREAT | os.O_WRONLY, 0o600))  # what SQLite puts beside it is the same
            with closing(_connection(made / FILE, writable=True)) as connection:
                connection.execute(f"PRAGMA page_size = {PAGE}")
                connection.execute(f"PRAGMA application_id = {APPLICATION}")
                with suppress(sqlite3.OperationalError):  # some network drives cannot: slower, and as good
                    connection.execute("PRAGMA journal_mode = WAL")
                connection.executescript(_TABLES)
            try:
                made.rename(self.place)
            except OSError:  # another process was faster, or something else lies there
                if not (self.place / FILE).is_file():
                    raise DamagedError from None


def is_damage(error: Exception) -> bool:
    """Whether an error says that the file is broken, not that it is busy, full or out of reach."""
    if isinstance(error, DamagedError):
        return True
    if not isinstance(error, sqlite3.DatabaseError):
        return False
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)  # Python itself complains of broken text
    return code & 0xFF in _DAMAGE or code == sqlite3.SQLITE_IOERR_SHORT_READ


def _discard(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _connection(path: Path, *, writable: bool) -> sqlite3.Connection:
    uri = path.absolute().as_uri() + ("" if writable else "?mode=ro&immutable=1")
    return sqlite3.connect(uri, uri=True, timeout=TIMEOUT, isolation_level=None, check_same_thread=False)
