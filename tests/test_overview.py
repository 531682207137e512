"""What a report shows at a glance is what its scores and findings say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aligner.bitext import Hop
from aligner.finding import Category, Severity, Status
from aligner.overview import losses, stages, stretches
from aligner.report import Report, grade


def test_the_chain_loses_at_each_hop_what_the_scores_say(iss_report: Report) -> None:
    first, second = stages(iss_report)
    assert (first.hop, second.hop) == (Hop.SOURCE_TRANSLATION, Hop.TRANSLATION_TWIN)
    assert (first.before, first.after) == (100, iss_report.total.fidelity[Hop.SOURCE_TRANSLATION])
    assert (second.before, second.after) == (first.after, iss_report.total.chain)


def test_losses_are_the_new_findings_of_a_hop_the_severest_first(iss_report: Report) -> None:
    worst = losses(iss_report, Hop.TRANSLATION_TWIN)[0]
    assert (worst.category, worst.count, worst.worst) == (Category.NAME, 2, Severity.CRITICAL)
    assert iss_report.findings[worst.example].category is Category.NAME
    known = replace(iss_report, findings=tuple(replace(f, status=Status.BASELINE) for f in iss_report.findings))
    assert losses(known, Hop.TRANSLATION_TWIN) == ()


@pytest.mark.parametrize("most", [1, 7, 1000])
def test_stretches_hold_every_row_once(iss_report: Report, most: int) -> None:
    parts = list(stretches(iss_report, most))
    assert len(parts) <= most
    rows = [row for part in parts for row in range(part.first, part.last + 1)]
    assert rows == list(range(len(iss_report.rows)))


def test_a_stretch_tells_the_mean_of_its_rows_and_the_worst_finding(iss_report: Report) -> None:
    (whole,) = stretches(iss_report, 1)
    values = [s.fidelity[Hop.TRANSLATION_TWIN] for s in iss_report.scores if Hop.TRANSLATION_TWIN in s.fidelity]
    assert whole.fidelity[Hop.TRANSLATION_TWIN] == pytest.approx(sum(values) / len(values))
    assert whole.worst is Severity.CRITICAL


@pytest.mark.parametrize(("score", "word"), [(100, "good"), (80, "good"), (79.9, "fair"), (50, "fair"), (0, "poor")])
def test_grades(score: float, word: str) -> None:
    assert grade(score) == word
