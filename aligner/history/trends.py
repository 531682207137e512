"""How feeds and outlets fare over time."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from aligner.finding import Severity, Status
from aligner.history.records import By, Period, Point, Trend

NO_FINDINGS: Mapping[str, int] = {severity.value: 0 for severity in reversed(Severity)}
_PERIODS = {Period.DAY: "day", Period.WEEK: "date(day, 'weekday 0', '-6 days')"}
_LATEST = "SELECT MAX(id) FROM items GROUP BY feed, key"


def trends(connection: sqlite3.Connection, by: By, period: Period) -> tuple[Trend, ...]:
    """The trend of each feed or outlet, by name."""
    start = _PERIODS[period]
    rows = connection.execute(
        f"""SELECT {by}, {start}, COUNT(*), AVG(fidelity)
        FROM items LEFT JOIN scores ON scores.item = items.id AND hop = 'chain'
        WHERE items.id IN ({_LATEST}) GROUP BY 1, 2 ORDER BY 1, 2"""  # noqa: S608 - nothing of it comes from outside
    ).fetchall()
    found = findings_by(connection, f"{by} || char(31) || {start}", "latest")
    points: dict[str, list[Point]] = {}
    for name, first, items, fidelity in rows:
        counts = found.get(f"{name}\x1f{first}", NO_FINDINGS)
        points.setdefault(name, []).append(Point(date.fromisoformat(first), items, fidelity, counts))
    return tuple(Trend(name, tuple(told)) for name, told in points.items())


def findings_by(
    connection: sqlite3.Connection, group: str, among: str, values: Sequence[int] = ()
) -> dict[Any, Mapping[str, int]]:
    """How many new findings of each severity there are, by an expression over items."""
    chosen = {
        "latest": f"items.id IN ({_LATEST})",
        "runs": "items.run IN (SELECT id FROM runs ORDER BY id DESC LIMIT ?)",
    }[among]
    rows = connection.execute(
        f"""SELECT {group}, severity, COUNT(*) FROM findings JOIN items ON items.id = item
        WHERE status = ? AND {chosen} GROUP BY 1, 2""",  # noqa: S608 - nothing of it comes from outside
        (Status.NEW.value, *values),
    )
    counts: dict[Any, dict[str, int]] = {}
    for name, severity, count in rows:
        counts.setdefault(name, {})[severity] = count
    return {name: {**NO_FINDINGS, **told} for name, told in counts.items()}
