"""Which entries of a store make room when it is full."""

from __future__ import annotations

import sqlite3
from contextlib import suppress

SHARES = {"states": 0.5, "vector": 0.25, "report": 0.25}
"""What a kind is sure of; room that others leave is anybody's. Else states, 30 times as large, would drive out all."""
KEPT = 0.9
"""How full a store is after room was made: making it often would cost more."""


def taken(connection: sqlite3.Connection) -> int:
    """Bytes of the file that hold something."""
    size, pages, free = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_size", "page_count", "freelist_count")
    )
    return int(size * (pages - free))


def make_room(connection: sqlite3.Connection, most_bytes: int) -> None:
    """Delete what has not been used for longest, of kinds that hold more than their share, if there is too much."""
    held = taken(connection)
    if held <= most_bytes:
        return
    goal = KEPT * most_bytes
    sizes = dict(connection.execute("SELECT kind, SUM(size) FROM entries GROUP BY kind").fetchall())
    overhead = held / max(1, sum(sizes.values()))
    over = {kind: max(0, overhead * size - goal * SHARES.get(kind, 0)) for kind, size in sizes.items()}
    for kind, size in over.items():
        _delete_oldest(connection, kind, (held - goal) / max(1, sum(over.values())) * size / overhead)


def _delete_oldest(connection: sqlite3.Connection, kind: str, most: float) -> None:
    """Delete entries of a kind that take so many bytes together."""
    doomed = []
    for number, size in connection.execute("SELECT id, size FROM entries WHERE kind = ? ORDER BY used, id", (kind,)):
        if most <= 0:
            break
        doomed.append((number,))
        most -= size
    connection.executemany("DELETE FROM entries WHERE id = ?", doomed)


def shrink(connection: sqlite3.Connection) -> None:
    """Give back what is empty, if it is most of the file and nobody is at work."""
    pages, free = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count"))
    if 2 * free > pages:
        with suppress(sqlite3.OperationalError):
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
