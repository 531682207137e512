"""What earlier runs over feeds came to, in a SQLite file: runs, their items, scores and findings."""

from __future__ import annotations

from aligner.history.records import By, Item, ItemKey, KnownFinding, Period, Point, Run, State, Trend, item_key, item_of
from aligner.history.store import History

__all__ = [
    "By",
    "History",
    "Item",
    "ItemKey",
    "KnownFinding",
    "Period",
    "Point",
    "Run",
    "State",
    "Trend",
    "item_key",
    "item_of",
]
