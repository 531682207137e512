"""The history to look at in a browser: one file that needs no other and has no script."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Mapping, Sequence
from importlib.resources import files

from aligner.finding import Severity
from aligner.history.records import CHAIN, By, Item, Period, Run, Trend
from aligner.lang.controls import visible
from aligner.version import __version__

ASSETS = "page_assets"
MOST_RUNS, MOST_ITEMS, MOST_TRENDS = 100, 500, 50
"""How many of each the page shows; who wants all of them asks for JSON."""
GOOD, FAIR = 80, 50


def render(
    runs: Sequence[Run],
    items: Mapping[int, Sequence[Item]],
    trends: Mapping[By, Sequence[Trend]],
    period: Period = Period.WEEK,
) -> str:
    """The page: trends, runs (latest first) and the items of some of them by number, worst first."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - only for those who want HTML

    environment = Environment(
        loader=PackageLoader("aligner.history", ASSETS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"visible": visible, "grade": _grade, "sum_of": lambda counts: sum(counts.values())}
    style = files("aligner.history").joinpath(ASSETS, "history.css").read_text(encoding="utf-8")
    return environment.get_template("history.html").render(
        runs=runs[:MOST_RUNS],
        run_count=len(runs),
        items={run: sorted(told, key=_fidelity)[:MOST_ITEMS] for run, told in items.items()},
        item_counts={run: len(told) for run, told in items.items()},
        trends={by: sorted(told, key=_size, reverse=True)[:MOST_TRENDS] for by, told in trends.items()},
        trend_counts={by: len(told) for by, told in trends.items()},
        severities=[severity.value for severity in reversed(Severity)],
        period=period,
        version=__version__,
        style=style,
        policy=f"style-src 'sha256-{b64encode(hashlib.sha256(style.encode()).digest()).decode()}'",
    )


def _size(trend: Trend) -> int:
    return sum(point.items for point in trend.points)


def _fidelity(item: Item) -> float:
    return item.scores.get(CHAIN, 100)


def _grade(score: float) -> str:
    """The class of a score, as in a report."""
    return "good" if score >= GOOD else "fair" if score >= FAIR else "poor"
