"""The history as plain data; keys are added in later versions, never renamed."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from aligner.history.records import Item, Run, Trend


def run_dict(run: Run) -> dict[str, Any]:
    """A run and what it came to."""
    return {
        "run": run.number,
        "started": run.started.isoformat(),
        "ended": _time(run.ended),
        "complete": run.complete,
        "items": run.items,
        "fidelity": _rounded(run.fidelity),
        "findings": dict(run.findings),
        "signature": run.signature,
        "arguments": list(run.arguments),
    }


def item_dict(item: Item) -> dict[str, Any]:
    """An item with its scores and findings."""
    return {
        **asdict(item.key),
        "title": item.title,
        "outlet": item.outlet,
        "published": _time(item.published),
        "fidelity": {hop: _rounded(value) for hop, value in item.scores.items()},
        "findings": [asdict(finding) for finding in item.findings],
    }


def trend_dict(trend: Trend) -> dict[str, Any]:
    """A trend, earliest first."""
    points = [
        {
            "start": point.start.isoformat(),
            "items": point.items,
            "fidelity": _rounded(point.fidelity),
            "findings": dict(point.findings),
        }
        for point in trend.points
    ]
    return {"name": trend.name, "points": points}


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _rounded(score: float | None) -> float | None:
    return None if score is None else round(score, 2)
