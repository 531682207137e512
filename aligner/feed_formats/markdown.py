"""Markdown for a job summary: a table of the items, then the findings of those that have some.

It keeps within the 65,536 characters of a comment; if not all fits, the worst items are kept and a line counts
the rest.
"""

from __future__ import annotations

import heapq

from aligner.feed_formats import of_chain, remarks
from aligner.feed_run import Item, Run, State
from aligner.formats.markdown import MOST_CHARACTERS, ROOM, plain

Ranked = tuple[tuple[int, ...], int, str, str]
SHORTEST = 120
"""Characters that an item takes at least; more items than fit then need not be kept."""
MOST_REMARKS = 20


class Writer:
    """Keeps the rows and sections of the worst items."""

    def __init__(self) -> None:
        self._items: list[Ranked] = []

    def item(self, item: Item) -> str:
        """Nothing yet."""
        self._items.append((_rank(item), -item.number, _row(item), _section(item)))
        if len(self._items) > 2 * MOST_CHARACTERS // SHORTEST:
            self._items = heapq.nlargest(MOST_CHARACTERS // SHORTEST, self._items)
        return ""

    def end(self, run: Run) -> str:
        """All that there is room for, in the order of the items."""
        fidelity = "" if run.fidelity is None else f", fidelity {run.fidelity:.0f} of 100"
        failed = sum(bool(item.failures) for item in run.items)
        counts = ", ".join(f"{number} {severity}" for severity, number in run.counts.items() if number)
        parts = [
            f"### aligner: {len(run.items)} items, {failed} failed{fidelity}",
            f"New findings: {counts or 'none'}.",
        ]
        told = remarks(run)
        parts += [f"> {plain(text)}" for text in told[:MOST_REMARKS]]
        parts += [f"> and {len(told) - MOST_REMARKS} more notices."] * (len(told) > MOST_REMARKS)
        room = MOST_CHARACTERS - ROOM - sum(map(len, parts))
        rows = _fitting(self._items, 2, room // 3)
        sections = _fitting([each for each in self._items if each[3]], 3, room - sum(map(len, rows)))
        if rows:
            parts.append("\n".join(["| # | | fidelity | new findings | title |", "|---|---|---|---|---|", *rows]))
        with_findings = sum(item.state is State.CHECKED and bool(item.findings) for item in run.items)
        for what, count in (
            ("items", len(run.items) - len(rows)),
            ("items with findings", with_findings - len(sections)),
        ):
            parts += [f"{count} more {what}, not shown for lack of room."] * (count > 0)
        return "\n\n".join([*parts, *sections]) + "\n"


def _fitting(items: list[Ranked], column: int, room: int) -> list[str]:
    """The texts of the worst items that fit, in the order of the items."""
    kept = []
    for each in sorted(items, reverse=True):
        text = str(each[column])
        if len(text) + 2 <= room:
            room -= len(text) + 2
            kept.append((-each[1], text))
    return [text for _, text in sorted(kept)]


def _rank(item: Item) -> tuple[int, ...]:
    """The worse, the greater."""
    return bool(item.failures), item.state is State.BROKEN, *item.counts.values()


def _row(item: Item) -> str:
    chain = item.scores.get("chain")
    counts = ", ".join(f"{number} {severity}" for severity, number in item.counts.items() if number)
    score = "" if chain is None else f"{chain:.0f}"
    return f"| {item.number} | {item.standing} | {score} | {counts} | {_title(item)} |"


def _section(item: Item) -> str:
    """The report of a chain under the title of its item."""
    if item.report is None or not item.report.findings:
        return ""
    _, _, rest = of_chain(item.report, "markdown").partition("\n")
    return f"#### {item.number}. {_title(item)}\n\n{rest.strip()}"


def _title(item: Item) -> str:
    return f'<span dir="auto">{plain(item.lead.title or item.lead.id)}</span>'
