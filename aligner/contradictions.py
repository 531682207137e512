"""Figures that articles give otherwise for what seems to be the same matter, and speakers who are told otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from aligner.claims import Kind, Mention
from aligner.figures import Figure

ALIKE = 0.5
"""Centred cosine from which two sentences may be about the same matter."""
SAME_MATTER = {Kind.NUMBER: 0.53, Kind.DATE: 0.56}
"""What the mean of that and the cosine of what is said of either figure has to reach, by what the figures are.

A number brings its unit, or what it counts, as evidence of its own. Measured on made-up events.
"""
LEAST = 0.41
"""Centred cosine that what is said of either figure must have in any case."""
SAME_YEAR = 0.62
"""The same for «by 2025» and «in 2025», which differ by a word."""
DATED = frozenset({"year", "month", "day"})
"""Kinds of moments that can contradict each other; days of the week tell when somebody spoke more often than not."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two places that cannot both be right if they are about the same matter, and how alike (0..1) that is."""

    kind: Kind
    left: Mention
    right: Mention
    likeness: float
    message: str


def contradictions(figures: Sequence[Figure]) -> tuple[Contradiction, ...]:
    """The dates and numbers that contradict each other, in reading order.

    Where two articles contradict each other several times in the same way, the likeliest place is given.
    """
    best: dict[tuple[int, int, str], Contradiction] = {}
    for left, right in combinations(figures, 2):
        if left.statement.article == right.statement.article or left.kind is not right.kind:
            continue
        found = _contradiction(left, right, figures)
        if found:
            key = (left.statement.article, right.statement.article, found.message)
            if key not in best or best[key].likeness < found.likeness:
                best[key] = found
    return tuple(sorted(best.values(), key=lambda found: (found.left.place, found.right.place)))


def _contradiction(left: Figure, right: Figure, figures: Sequence[Figure]) -> Contradiction | None:
    alike = float(left.statement.vector @ right.statement.vector)
    matter = float(left.matter @ right.matter)
    if alike < ALIKE or matter < LEAST:
        return None
    likeness = (alike + matter) / 2
    if left.agrees(right):
        if not _differ_by_a_word(left, right) or likeness < SAME_YEAR:
            return None
        message = " or ".join(f"{'' if own.bound else 'in '}{own.mention.value}" for own in (left, right))
    else:
        if not _comparable(left, right) or likeness < SAME_MATTER[left.kind]:
            return None
        if _is_said_too(left, right, figures) or _is_said_too(right, left, figures):
            return None
        message = f"{left.mention.value} against {right.mention.value}"
    return Contradiction(left.kind, left.mention, right.mention, min(likeness, 1.0), message)


def _comparable(left: Figure, right: Figure) -> bool:
    """Whether two figures can contradict each other."""
    if left.number and right.number:
        return left.number.kind == right.number.kind and left.counts_the_same(right)
    return left.kinds == right.kinds and DATED.issuperset(left.kinds)


def _differ_by_a_word(left: Figure, right: Figure) -> bool:
    """Whether one year is a limit and the other is not: by 2025, in 2025."""
    return left.is_year and right.is_year and {left.bound, right.bound} == {-1, 0}


def _is_said_too(figure: Figure, other: Figure, figures: Sequence[Figure]) -> bool:
    """Whether the sentence of the other figure gives this one as well."""
    beside = (own for own in figures if own.statement is other.statement and own.kind is other.kind)
    return any(figure.agrees(own) for own in beside)
