"""The numbers of two sides of a row, married by what they are worth and then by where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from aligner.bitext import Role, Span
from aligner.evidence import Evidence, Side, WordLinks
from aligner.lang.amounts import same
from aligner.lang.number_phrases import MULTIPLE, NAME, ORDINAL, PART
from aligner.lang.numbers import DATE, ECHO, FIRM, Number, numbers
from aligner.marks import Mark, marks

REACH = 3
"""How many words before and after a number tell what it counts."""
OWN, AFTER, BEFORE, UNIT = 3, 2, 1, 1
"""What it weighs for two numbers to stand in each other's place that they, the words after or before them are linked,
or that they measure the same."""
PLACE = 2
"""Weight from which they do."""
Marked = Mark[Number]


@dataclass(frozen=True, slots=True)
class Couples:
    """How the numbers of two sides belong together, as indices into `left` and `right`.

    `same` are worth the same; `left_alone` and `right_alone` have nothing worth the same on the other side, the rest
    was said more often than there; `changed` stand in each other's place without being worth the same.
    """

    left: tuple[Marked, ...]
    right: tuple[Marked, ...]
    same: dict[int, int]
    left_alone: frozenset[int]
    right_alone: frozenset[int]
    changed: dict[int, int]


def quantities(side: Side) -> tuple[Marked, ...]:
    """All numbers of a side."""
    return tuple(marks(side, numbers))


def couples(evidence: Evidence, left: Role, right: Role) -> Couples:
    """Marry the numbers of two sides; KeyError if one is missing."""
    links = evidence.between(left, right)
    ours, theirs = (quantities(evidence.sides[role]) for role in (left, right))
    married = _married(ours, theirs, links)
    wives = {j: i for i, j in married.items()}
    ours_alone = _alone(ours, married, theirs)
    theirs_alone = _alone(theirs, wives, ours)
    changed = _changed(ours, theirs, links, (married.keys(), ours_alone), (wives.keys(), theirs_alone))
    return Couples(ours, theirs, married, ours_alone, theirs_alone, changed)


def weight(one: Marked, other: Marked, links: WordLinks) -> int:
    """How surely two numbers stand in each other's place."""
    own = after = before = False
    for i, j in links.pairs:
        own = own or (i in one.words and j in other.words)
        after = after or (0 < i - one.words[-1] <= REACH and 0 < j - other.words[-1] <= REACH)
        before = before or (0 < one.words[0] - i <= REACH and 0 < other.words[0] - j <= REACH)
    unit = bool(set(one.value.units) & set(other.value.units))
    return OWN * own + AFTER * after + BEFORE * before + UNIT * unit


def _married(ours: Sequence[Marked], theirs: Sequence[Marked], links: WordLinks) -> dict[int, int]:
    """Numbers worth the same, those in the same place and unit first."""
    fits = sorted(
        (
            ECHO in (one.value.use, other.value.use),
            one.value.values[0] != other.value.values[0],
            -weight(one, other, links),
            abs(one.span.start - other.span.start),
            i,
            j,
        )
        for i, one in enumerate(ours)
        for j, other in enumerate(theirs)
        if one.words and other.words and same(one.value, other.value)
    )
    married: dict[int, int] = {}
    taken: set[int] = set()
    for *_, i, j in fits:
        if i not in married and j not in taken:
            married[i] = j
            taken.add(j)
    return married


def _alone(own: Sequence[Marked], married: dict[int, int], others: Sequence[Marked]) -> frozenset[int]:
    """The numbers that count and for which the other side has nothing worth the same."""
    return frozenset(
        k
        for k, mark in enumerate(own)
        if k not in married
        and mark.words
        and mark.value.use not in (DATE, ECHO)
        and not any(same(mark.value, other.value) for other in others)
    )


def _changed(ours, theirs, links, mine, yours) -> dict[int, int]:
    fits = []
    for i, one in enumerate(ours):
        if i in mine[0] or one.value.use in (DATE, ECHO) or not one.words:
            continue
        for j, other in enumerate(theirs):
            if j in yours[0] or other.value.use in (DATE, ECHO) or not other.words:
                continue
            lonely = (i in mine[1]) + (j in yours[1])
            if not lonely or not _comparable(one.value, other.value):
                continue
            place = weight(one, other, links)
            firm = one.value.use == other.value.use == FIRM
            if place >= PLACE + (lonely == 1) + (not firm):
                fits.append((-place, i, j))
    changed: dict[int, int] = {}
    for _, i, j in sorted(fits):
        if i not in changed and j not in changed.values():
            changed[i] = j
    return changed


def _comparable(one: Number, other: Number) -> bool:
    """Whether a number of one kind can become one of the other by a mistake."""
    kinds = {one.kind, other.kind}
    if NAME in kinds:
        return one.kind == other.kind and one.label == other.label
    if ORDINAL in kinds or MULTIPLE in kinds:
        return len(kinds) == 1
    return True
