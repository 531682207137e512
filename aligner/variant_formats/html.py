"""Variants beside each other in a browser: one self-contained file without any script."""

from __future__ import annotations

from typing import Any

from aligner.bitext import Role
from aligner.common_rows import SHARED
from aligner.comparison import BIN, WIDEST, Comparison, pieces, verdict
from aligner.finding import Severity, Status
from aligner.lang.direction import runs_right_to_left
from aligner.page import asset, attributes, environment, source_hash
from aligner.passages import words_of
from aligner.significance import SAMPLES, TRIALS

PACKAGE = "aligner.variant_formats"
ROWS = 200
"""Rows that are shown unless another number is asked for."""
EXAMPLES = 5
"""Rows that stand for those that a variant wins clearly."""


def render(comparison: Comparison, rows: int | None = None) -> str:
    """The page."""
    style = asset("aligner.formats", "report.css") + asset(PACKAGE, "variants.css")
    templates = environment(PACKAGE)
    templates.filters["words"] = words_of
    view = _view(comparison, ROWS if rows is None else rows)
    return templates.get_template("variants.html").render(view, style=style, policy=f"style-src {source_hash(style)}")


def _view(comparison: Comparison, most: int) -> dict[str, Any]:
    """What the template shows."""
    parting = comparison.parting()
    counted = [d for d in comparison.distortions if d.worst.status is Status.NEW]
    in_row: dict[int, list[Any]] = {}
    for distortion in comparison.distortions:
        in_row.setdefault(distortion.row, []).append(distortion)
    shared = {role: comparison.shared[role] for role in SHARED if role in comparison.shared}
    return {
        "comparison": comparison,
        "names": comparison.names,
        "ranking": comparison.ranking(),
        "severities": list(reversed(Severity)),
        "categories": sorted({category for v in comparison.variants for category in v.categories()}),
        "verdicts": [verdict(comparison, test) for test in comparison.neighbours()],
        "pairs": [verdict(comparison, test) for test in comparison.tests.pairs],
        "hops": list(comparison.variants[0].report.total.fidelity),
        "shared": shared,
        "columns": {role: attributes(document) for role, document in shared.items()},
        "twins": [attributes(variant.twin) for variant in comparison.variants],
        "rtl_lang": next((d.lang for d in shared.values() if runs_right_to_left(d.lang)), "ar"),
        "parting": parting[:most],
        "left_out": len(parting[most:]),
        "shown": frozenset(parting[:most]),
        "wins": [comparison.wins(k)[:EXAMPLES] for k in range(len(comparison.variants))],
        "text": comparison.text,
        "order": lambda row: sorted(range(len(row.shares)), key=lambda k: -row.fidelity[k]),
        "twin": Role.TWIN,
        "pieces": pieces,
        "in_row": in_row,
        "severe": [d for severity in (Severity.CRITICAL, Severity.MAJOR) for d in counted if d.severity is severity],
        "minor": [d for d in counted if d.severity is Severity.MINOR],
        "histograms": [comparison.histogram(k) for k in range(len(comparison.variants))],
        "bin": BIN,
        "widest": WIDEST,
        "samples": SAMPLES,
        "trials": TRIALS,
    }
