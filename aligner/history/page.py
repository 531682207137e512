"""The history to look at in a browser: one file that needs no other and has no script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aligner.finding import Severity
from aligner.history.records import CHAIN, By, Item, Period, Run, Trend
from aligner.page import asset, environment, source_hash

PACKAGE = "aligner.history"
MOST_RUNS, MOST_ITEMS, MOST_TRENDS = 100, 500, 50
"""How many of each the page shows; who wants all of them asks for JSON."""


def render(
    runs: Sequence[Run],
    items: Mapping[int, Sequence[Item]],
    trends: Mapping[By, Sequence[Trend]],
    period: Period = Period.WEEK,
) -> str:
    """The page: trends, runs (latest first) and the items of some of them by number, worst first."""
    templates = environment(PACKAGE)
    templates.filters["sum_of"] = lambda counts: sum(counts.values())
    style = asset(PACKAGE, "history.css")
    return templates.get_template("history.html").render(
        runs=runs[:MOST_RUNS],
        run_count=len(runs),
        items={run: sorted(told, key=_fidelity)[:MOST_ITEMS] for run, told in items.items()},
        item_counts={run: len(told) for run, told in items.items()},
        trends={by: sorted(told, key=_size, reverse=True)[:MOST_TRENDS] for by, told in trends.items()},
        trend_counts={by: len(told) for by, told in trends.items()},
        severities=[severity.value for severity in reversed(Severity)],
        period=period,
        style=style,
        policy=f"style-src {source_hash(style)}",
    )


def _size(trend: Trend) -> int:
    return sum(point.items for point in trend.points)


def _fidelity(item: Item) -> float:
    return item.scores.get(CHAIN, 100)
