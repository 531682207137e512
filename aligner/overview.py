"""A report at a glance: what each hop keeps and loses, and where in the document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from aligner.bitext import Hop, Role, hop_between
from aligner.finding import Category, Finding, Severity, Status
from aligner.report import Report

LEAST = 0.05
"""Points that are worth a word."""


def costs(parts: Mapping[str, float]) -> list[tuple[str, float]]:
    """What a score lost points to, in words, the costliest first; what is not worth a word is left out."""
    dearest = sorted(parts.items(), key=lambda part: -part[1])
    return [(name.replace("_", " "), points) for name, points in dearest if points >= LEAST]


@dataclass(frozen=True, slots=True)
class Loss:
    """The findings of one category: how many, how severe the worst is, and the number of the first such."""

    category: Category
    count: int
    worst: Severity
    example: int


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the chain: its own fidelity, what the chain keeps `before` and `after` it (0-100), what it lost."""

    hop: Hop
    fidelity: float | None
    before: float
    after: float
    losses: tuple[Loss, ...]


def stages(report: Report) -> tuple[Stage, ...]:
    """The hops from one document to the next."""
    roles = [role for role in Role if role in report.documents]
    steps = [hop_between(*pair) for pair in pairwise(roles)]
    found = []
    before = 100.0
    for hop in steps:
        fidelity = report.total.fidelity.get(hop)
        kept = report.total.chain if hop is steps[-1] else fidelity
        after = before if kept is None else min(kept, before)
        found.append(Stage(hop, fidelity, before, after, losses(report, hop)))
        before = after
    return tuple(found)


def losses(report: Report, hop: Hop) -> tuple[Loss, ...]:
    """By category, the severest and then the most frequent first; what is known or accepted does not count."""
    found: dict[Category, list[tuple[int, Finding]]] = {}
    for number, finding in enumerate(report.findings):
        if finding.hop is hop and finding.status is Status.NEW:
            found.setdefault(finding.category, []).append((number, finding))
    lost = [
        Loss(category, len(them), max((f.severity for _, f in them), key=lambda s: s.weight), _worst(them))
        for category, them in found.items()
    ]
    return tuple(sorted(lost, key=lambda loss: (-loss.worst.weight, -loss.count, loss.category)))


def _worst(found: list[tuple[int, Finding]]) -> int:
    return min(found, key=lambda pair: (-pair[1].severity.weight, pair[0]))[0]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some rows, `first` to `last`: the mean fidelity at each hop (boilerplate has none), the severest new finding."""

    first: int
    last: int
    fidelity: Mapping[Hop, float]
    worst: Severity | None


def stretches(report: Report, most: int) -> Iterator[Stretch]:
    """The rows of a document in at most so many stretches of the same length."""
    worst: dict[int, Severity] = {}
    for finding in report.findings:
        if finding.status is Status.NEW:
            before = worst.get(finding.row)
            if before is None or finding.severity.weight > before.weight:
                worst[finding.row] = finding.severity
    length = max(1, -(-len(report.rows) // most))
    for first in range(0, len(report.rows), length):
        last = min(first + length, len(report.rows)) - 1
        values: dict[Hop, list[float]] = {}
        for scores in report.scores[first : last + 1]:
            for hop, value in scores.fidelity.items():
                values.setdefault(hop, []).append(value)
        means = {hop: sum(them) / len(them) for hop, them in values.items()}
        severities = [worst[row] for row in range(first, last + 1) if row in worst]
        yield Stretch(first, last, means, max(severities, key=lambda s: s.weight, default=None))
