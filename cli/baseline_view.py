"""The view of a baseline: a table for people, tab-separated values for programs."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from aligner.baseline import Baseline, Known
from aligner.lang.controls import visible

from .layout import Screen

COLUMNS = ("id", "count", "severity", "category", "hop", "message", "reason")
SHORT, GAP, LEAST = ("id", "severity", "category"), 2, 20
"""Columns that never wrap, blanks after each, and the width that the words have in any terminal."""


def show(baseline: Baseline, screen: Screen) -> None:
    """Print a row a finding, the worst first; the reason why it may stay stands under what it says."""
    rows = [_cells(known) for known in sorted(baseline.known.values(), key=_rank)]
    taken = sum(max(len(row[name]) for row in [dict(zip(SHORT, SHORT, strict=True)), *rows]) + GAP for name in SHORT)
    room = max(screen.width - taken - GAP, LEAST)
    table = Table(box=None, padding=(0, GAP, 0, 0), pad_edge=False, header_style="dim")
    for name in (*SHORT, "message"):
        table.add_column(name, no_wrap=True)
    for row in rows:
        times = f" ({row['count']} times)" if row["count"] != "1" else ""
        words = _wrapped(Text(f"{row['message']} [{row['hop']}]{times}"), room, screen)
        if row["reason"]:
            words = Text("\n").join([words, _wrapped(Text(f"accepted: {row['reason']}", "green"), room, screen)])
        table.add_row(*(Text(row[name]) for name in SHORT), words)
    screen.print(table)
    screen.print(Text(f"{len(baseline)} findings"))


def to_tsv(baseline: Baseline) -> str:
    """A header row, then a row a finding, the worst first."""
    rows = [list(_cells(known).values()) for known in sorted(baseline.known.values(), key=_rank)]
    return "".join("\t".join(row) + "\n" for row in [list(COLUMNS), *rows])


def _cells(known: Known) -> dict[str, str]:
    return {name: visible(str(getattr(known, name))) for name in COLUMNS}


def _rank(known: Known) -> tuple[int, str, str]:
    order = ("critical", "major", "minor")
    return (order.index(known.severity) if known.severity in order else len(order)), known.category, known.id


def _wrapped(text: Text, width: int, screen: Screen) -> Text:
    """Lines of left-to-right text; what they quote may run the other way."""
    lines = text.wrap(screen, width)
    for line in lines:
        line.rstrip()
    return Text("\n").join(screen.bidi.embedded(line) for line in lines)
