"""What fails a run, and what does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aligner.bitext import Hop, Role, Span
from aligner.errors import ConfigError
from aligner.finding import Category, Finding, Location, Severity, Status
from aligner.gate import Gate
from aligner.report import Scores

PLACE = Location(Role.TWIN, Span(0, 6), "Navani")
FINDING = Finding("names", Category.NAME, Severity.MAJOR, Hop.TRANSLATION_TWIN, 0.9, "message", 0, (PLACE,))


def scores(chain: float, **hops: float) -> Scores:
    return Scores({}, {Hop(name.replace("_", "-")): value for name, value in hops.items()}, chain)


@pytest.mark.parametrize(
    ("worst", "fail_on", "fails"),
    [
        (Severity.CRITICAL, Severity.MAJOR, True),
        (Severity.MAJOR, Severity.MAJOR, True),
        (Severity.MINOR, Severity.MAJOR, False),
        (Severity.MINOR, Severity.MINOR, True),
        (Severity.CRITICAL, None, False),
    ],
)
def test_severity(worst: Severity, fail_on: Severity | None, fails: bool) -> None:
    found = [replace(FINDING, severity=worst)]
    assert bool(list(Gate(fail_on).failures(found, scores(100)))) is fails


@pytest.mark.parametrize("status", [Status.BASELINE, Status.SUPPRESSED])
def test_what_is_known_or_accepted_does_not_fail(status: Status) -> None:
    assert not list(Gate().failures([replace(FINDING, status=status)], scores(100)))


def test_the_score_of_the_document() -> None:
    gate = Gate(document=80)
    assert list(gate.failures([], scores(79.9))) == ["fidelity 79.9 is under 80"]
    assert not list(gate.failures([], scores(80.0)))


def test_the_score_at_a_hop() -> None:
    gate = Gate(hops={Hop.TRANSLATION_TWIN: 70})
    assert list(gate.failures([], scores(10, translation_twin=69))) == ["fidelity 69.0 at translation-twin is under 70"]
    assert not list(gate.failures([], scores(10, translation_twin=71, source_translation=3)))
    assert not list(gate.failures([], scores(10)))


def test_the_score_of_the_worst_row() -> None:
    (reason,) = Gate(row=50).failures([], scores(90), [scores(99), scores(49), scores(12), scores(50)])
    assert reason == "fidelity 12.0 of row 3 is under 50, and 1 more"


def test_all_mistakes_are_named() -> None:
    with pytest.raises(ConfigError) as caught:
        Gate(document=101, row=-1, hops={Hop.SOURCE_TWIN: float("nan")})
    assert len(caught.value.mistakes) == 3
