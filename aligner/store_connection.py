"""A connection to a store's file that several threads and forked processes may use, and that outlives what it meets."""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock
from weakref import WeakSet

from aligner.store_file import DAMAGED, DamagedError, Identity, StoreFile, is_damage

MOST_FAULTS = 3
"""After so many a run stops trying: a disk that is full or breaks would cost more time than is saved."""


class StoreConnection:
    """Opens the file when it is first used; what is wrong with it is told to `warn`, or logged, each thing once.

    `files` counts the files so far, more than one where one was damaged.
    """

    def __init__(self, folder: Path, warn: Callable[[str], None] | None = None) -> None:
        self.file = StoreFile(folder)
        self.files = 1
        self._warn, self._told = warn or logging.getLogger("aligner").warning, set[str]()
        self._lock = RLock()
        self._connection: sqlite3.Connection | None = None
        self._seen: Identity | None = None
        self._reads_left, self._writes_left = MOST_FAULTS, MOST_FAULTS
        _ALL.add(self)

    @property
    def readable(self) -> bool:
        """Whether it is worth while to read."""
        return self._reads_left > 0

    @property
    def writable(self) -> bool:
        """Whether it is worth while to write."""
        return self._writes_left > 0

    @property
    def is_open(self) -> bool:
        """Whether the file is in use."""
        return self._connection is not None

    def open(self) -> sqlite3.Connection:
        """The connection to use, within `safely`."""
        if self._connection is None:
            before = self._seen = self.file.identity()
            self._connection = self.file.connect()
            self._seen = before or self.file.identity()
            if not self.file.writable:
                self._writes_left = 0
        return self._connection

    def close(self) -> None:
        """Let go of the file."""
        connection, self._connection = self._connection, None
        if connection:
            with suppress(sqlite3.Error):
                connection.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction, done as a whole or not at all."""
        connection = self.open()
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # SQLite itself gives up what cannot be gone on with
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
            raise

    @contextmanager
    def safely(self, *, writing: bool = False) -> Iterator[None]:
        """One thread at a time, and no harm to the caller from what is wrong with the file."""
        with self._lock:
            try:
                yield
            except (sqlite3.Error, OSError, DamagedError) as error:
                self._mend(error, writing=writing)

    def say(self, what: str) -> None:
        """Tell something of the store, if it has not been told."""
        if what not in self._told:
            self._told.add(what)
            self._warn(f"the cache in {self.file.folder} {what}")

    def before_fork(self) -> None:
        """Let go of the file, which no connection may be open to when a process is forked: both open it again."""
        self._lock.acquire()
        self.close()

    def after_fork(self) -> None:
        """Go on, in the parent or the child."""
        self._lock.release()

    def _mend(self, error: Exception, *, writing: bool) -> None:
        if is_damage(error):
            self._replace()
        elif self._connection is None:
            self._reads_left -= 1
            self.say(f"cannot be opened ({_reason(error)}), so nothing is kept for later runs")
        elif writing:
            self._writes_left -= 1
            self.say(f"cannot be written ({_reason(error)}), so not all is kept for later runs")
        else:
            self._reads_left -= 1
            self.close()
            self.say(f"cannot be read ({_reason(error)})")
        if not self.readable:
            self._writes_left = 0

    def _replace(self) -> None:
        self._reads_left -= 1
        self.files += 1
        self.close()
        try:
            if self.file.set_aside(self._seen):
                self.say(f"was damaged; a new one was begun, and the old one is in {DAMAGED}")
        except OSError:
            self._reads_left = 0
            self.say("is damaged and cannot be replaced; remove it")


_ALL: WeakSet[StoreConnection] = WeakSet()


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _before_fork() -> None:
    _HELD.extend(_ALL)
    for connection in _HELD:
        connection.before_fork()


def _after_fork() -> None:
    while _HELD:
        _HELD.pop().after_fork()


_HELD: list[StoreConnection] = []
if hasattr(os, "register_at_fork"):  # not on Windows
    os.register_at_fork(before=_before_fork, after_in_parent=_after_fork, after_in_child=_after_fork)
