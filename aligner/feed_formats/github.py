"""Annotations on GitHub for all chains: at most ten, the worst of the run first, and a notice that counts the rest."""

from __future__ import annotations

import heapq
from dataclasses import replace

from aligner.feed_formats import of_chain
from aligner.feed_run import Item, Run
from aligner.finding import Status
from aligner.formats import worst_first
from aligner.formats.github import MOST


class Writer:
    """Keeps the worst annotations, and counts them all."""

    def __init__(self) -> None:
        self._worst: list[tuple[int, int, str]] = []
        self._new = self._known = 0

    def item(self, item: Item) -> str:
        """Nothing yet."""
        if item.report is None:
            return ""
        findings = item.report.findings
        new = [findings[number] for number in worst_first(findings) if findings[number].status is Status.NEW]
        for place, finding in enumerate(new[:MOST]):
            line = of_chain(replace(item.report, findings=(finding,)), "github")
            self._worst.append((finding.severity.weight, -(self._new + place), line))
        self._worst = heapq.nlargest(MOST, self._worst)
        self._new += len(new)
        self._known += len(findings) - len(new)
        return ""

    def end(self, run: Run) -> str:
        """The worst annotations, then what is not among them."""
        more = self._new > MOST or self._known or run.partial
        shown = self._worst[: MOST - 1] if more else self._worst
        told = [f"{self._new - len(shown)} more new findings"] * (self._new > len(shown))
        told += [f"{self._known} known or accepted"] * bool(self._known)
        told += [f"partial: broken off after {len(run.items)} of {run.planned} items"] * run.partial
        notice = f"::notice title=aligner::{'; '.join(told)}\n" if more else ""
        return "".join(line for _, _, line in shown) + notice
