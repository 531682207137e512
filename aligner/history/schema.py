"""The file of the history: how it is made, recognized and brought up to date."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from aligner.errors import InputError

APPLICATION = 0x616C6E72
"""Stands in the head of the file, so that no other program's is taken for a history."""
MIGRATIONS = (
    """
    CREATE TABLE runs (
      id INTEGER PRIMARY KEY AUTOINCREMENT, started TEXT NOT NULL, ended TEXT, complete INTEGER NOT NULL DEFAULT 0,
      signature TEXT NOT NULL, arguments TEXT NOT NULL
    );
    CREATE TABLE items (
      id INTEGER PRIMARY KEY AUTOINCREMENT, run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
      feed TEXT NOT NULL, key TEXT NOT NULL, content TEXT NOT NULL, title TEXT NOT NULL, outlet TEXT NOT NULL,
      published TEXT, day TEXT NOT NULL, UNIQUE (run, feed, key)
    );
    CREATE INDEX latest_item ON items (feed, key, id);
    CREATE TABLE scores (
      item INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE, hop TEXT NOT NULL, fidelity REAL NOT NULL,
      PRIMARY KEY (item, hop)
    ) WITHOUT ROWID;
    CREATE TABLE findings (
      item INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE, place INTEGER NOT NULL, fingerprint TEXT NOT NULL,
      check_name TEXT NOT NULL, category TEXT NOT NULL, severity TEXT NOT NULL, hop TEXT NOT NULL,
      status TEXT NOT NULL, message TEXT NOT NULL, PRIMARY KEY (item, place)
    ) WITHOUT ROWID;
    CREATE TABLE validators (
      resource TEXT PRIMARY KEY, signature TEXT NOT NULL, etag TEXT NOT NULL, last_modified TEXT NOT NULL,
      kept TEXT NOT NULL
    ) WITHOUT ROWID;
    """,
)
"""What brings a file from each version of the schema to the next."""


def connect(path: Path, *, create: bool, timeout: float) -> sqlite3.Connection:
    """A connection to the history at `path`; raises InputError, and changes nothing, if that is something else."""
    with explained(path):
        if not path.exists() and create:
            _make(path)
        _recognize(path)
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=timeout, isolation_level=None
        )
        try:
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns what goes wrong with the file into InputError."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise InputError(f"{path}: another run is writing to it; wait for that, or use another file") from None
        raise InputError(f"{path}: cannot be used ({error}); mend that, or use another file") from None
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError):  # ours, not the file's
        raise
    except (sqlite3.DatabaseError, ValueError):
        raise _foreign(path, "damaged") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be used ({error.strerror}); mend that, or use another file") from None


@contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """A transaction that is there whole or not at all, whatever ends it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _make(path: Path) -> None:
    """Make an empty history and put it in its place in one step, unless somebody else was quicker."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".history-")  # with mode 0600, which its journals inherit
    os.close(handle)
    try:
        with closing(sqlite3.connect(name, isolation_level=None)) as connection:
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            _migrate(connection, 0)
            connection.execute("PRAGMA journal_mode = WAL")
        _place(name, path)
    finally:
        Path(name).unlink(missing_ok=True)


def _place(name: str, path: Path) -> None:
    try:
        os.link(name, path)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        if not path.exists():
            Path(name).replace(path)


def _recognize(path: Path) -> None:
    """Look at the head of the file before SQLite may touch it."""
    if not path.exists():
        raise InputError(f"{path}: there is no history; aligner check keeps one")
    with path.open("rb") as file:
        head = file.read(100)
    if not head.startswith(b"SQLite format 3\0") or head[68:72] != APPLICATION.to_bytes(4, "big"):
        raise _foreign(path, "something else")


def _foreign(path: Path, what: str) -> InputError:
    return InputError(f"{path}: no history of aligner, but {what}; it is left alone: move it away, or use another file")


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    # The file may come from elsewhere: nothing that it defines may be run, and what is broken is to be noticed.
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "foreign_keys = ON", "synchronous = NORMAL"):
        connection.execute(f"PRAGMA {pragma}")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > len(MIGRATIONS):
        raise InputError(
            f"{path}: made by a newer aligner (its version {version}); update aligner, or use another file"
        )
    if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise _foreign(path, "damaged")
    if version < len(MIGRATIONS):
        _migrate(connection, version)


def _migrate(connection: sqlite3.Connection, version: int) -> None:
    with writing(connection):
        (version,) = connection.execute("PRAGMA user_version").fetchone()  # another run may have been quicker
        for migration in MIGRATIONS[version:]:
            for statement in filter(str.strip, migration.split(";")):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
