"""The numbers of two sides of a row, married by what they are worth and then by where they stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from aligner.bitext import Role, Span
from aligner.evidence import Evidence, Side
from aligner.lang.amounts import parted, same, same_dimension
from aligner.lang.number_values import CARDINAL, DATE, DUAL, ECHO, FIRM, MULTIPLE, NAME, ORDINAL, PART, SEVERAL, Number
from aligner.lang.numbers import numbers
from aligner.marks import Mark
from aligner.standing import AFTER, Marked, Partners, neighbours, ranks, weight

PLACE = 2
"""Weight from which two numbers stand in each other's place."""
Pair = tuple[Role, Role]


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
    starts = [word.span.start for word in side.words]
    ends = [word.span.end for word in side.words]
    found = []
    for sentence in side.sentences:
        offset = sentence.span.start
        for start, end, value in numbers(side.document.slice(sentence.span), side.lang):
            span = Span(offset + start, offset + end)
            words = tuple(range(bisect_right(ends, span.start), bisect_left(starts, span.end)))
            if words:
                found.append(Mark(span, value, words))
    return tuple(found)


def paired(evidence: Evidence, *, measured: bool = False) -> dict[Pair, Couples]:
    """The numbers of every two sides, in the order of the chain.

    Nothing if no side has a number that counts, or with `measured` if no two sides have one with a unit.
    """
    found = {role: quantities(evidence.sides[role]) for role in Role if role in evidence.sides}
    counting = [
        any(mark.value.use not in (DATE, ECHO) and (mark.value.measure or not measured) for mark in row)
        for row in found.values()
    ]
    if sum(counting) < 1 + measured:
        return {}
    roles = tuple(found)
    return {
        (left, right): _couples(found[left], found[right], dict(evidence.between(left, right).pairs))
        for k, left in enumerate(roles)
        for right in roles[k + 1 :]
    }


def columns(pairs: Mapping[Pair, Couples]) -> Iterator[dict[Role, Marked]]:
    """The numbers that are worth the same on all sides that have them, those of three sides in one column."""
    roles = {role for pair in pairs for role in pair}
    seen: set[tuple[Role, int]] = set()
    for (left, right), found in pairs.items():
        for i, j in found.same.items():
            if {(left, i), (right, j)} & seen:
                continue
            column = {left: i, right: j}
            for third in roles - column.keys():
                k = partner(pairs, (left, third), i)
                if k is not None and k == partner(pairs, (right, third), j):
                    column[third] = k
            seen |= set(column.items())
            yield {role: _mark(pairs, role, column[role]) for role in Role if role in column}


def partner(pairs: Mapping[Pair, Couples], ends: Pair, at: int) -> int | None:
    """The number of the second side that is worth the same as one of the first."""
    if ends in pairs:
        return pairs[ends].same.get(at)
    return next((i for i, j in pairs[ends[::-1]].same.items() if j == at), None)


def _mark(pairs: Mapping[Pair, Couples], role: Role, at: int) -> Marked:
    left = next((found.left for (first, _), found in pairs.items() if first is role), None)
    return left[at] if left is not None else next(f.right[at] for (_, last), f in pairs.items() if last is role)


def _couples(ours: tuple[Marked, ...], theirs: tuple[Marked, ...], partners: Partners) -> Couples:
    married = _married(ours, theirs, partners)
    wives = {j: i for i, j in married.items()}
    alone = _alone(ours, theirs, married, wives, partners)
    back = {j: i for i, j in partners.items()}
    widows = _alone(theirs, ours, wives, married, back)
    return Couples(ours, theirs, married, alone, widows, _changed(ours, theirs, partners, married, (alone, widows)))


def _married(ours: Sequence[Marked], theirs: Sequence[Marked], partners: Partners) -> dict[int, int]:
    """Numbers worth the same, those in the same place and unit first."""
    our_ranks, their_ranks = ranks(ours), ranks(theirs)
    fits = sorted(
        (
            ECHO in (one.value.use, other.value.use),
            one.value.values[0] != other.value.values[0],
            one.value.units != other.value.units and not set(one.value.units) & set(other.value.units),
            -weight(one, other, partners),
            abs(our_ranks[i] - their_ranks[j]),
            i,
            j,
        )
        for i, one in enumerate(ours)
        for j, other in enumerate(theirs)
        if not one.value.use == other.value.use == ECHO
        and same(one.value, other.value)
        and _credible(one, other, partners)
    )
    married: dict[int, int] = {}
    taken: set[int] = set()
    for *_, i, j in fits:
        if i not in married and j not in taken:
            married[i] = j
            taken.add(j)
    return married


def _credible(one: Marked, other: Marked, partners: Partners) -> bool:
    """Whether a word that is no number may be meant by one: it has to stand in its place, unless it names a unit."""
    if ECHO not in (one.value.use, other.value.use):
        return True
    if ORDINAL in (one.value.kind, other.value.kind) and one.value.kind != other.value.kind:
        return False
    named = one.value.measure and other.value.measure
    return bool(named) or PART in (one.value.kind, other.value.kind) or weight(one, other, partners) >= AFTER


def _alone(
    own: Sequence[Marked],
    others: Sequence[Marked],
    married: Mapping[int, int],
    taken: Mapping[int, int],
    partners: Partners,
) -> frozenset[int]:
    """The numbers that count and for which the other side has nothing worth the same."""
    # «six in 10» that is 60 percent leaves neither the six nor the 10 alone.
    rates = [own[k] for k in married if own[k].value.kind == PART and own[k].value.use == ECHO]
    return frozenset(
        k
        for k, mark in enumerate(own)
        if k not in married
        and not any(mark.span.overlaps(rate.span) for rate in rates)
        and mark.value.use not in (DATE, ECHO)
        and not any(
            _alike(mark.value, other.value)
            if j in taken
            else same(mark.value, other.value) and (_credible(mark, other, partners) or _telling(other.value))
            for j, other in enumerate(others)
        )
    )


def _telling(echo: Number) -> bool:
    """Whether a word says so much of a number that it is not by chance: «trio», but not «both»."""
    return echo.kind == CARDINAL and echo.values[0] > 2 and not echo.measure


def _alike(one: Number, other: Number) -> bool:
    """Whether a number that already has a partner says another one once more."""
    return one.kind == other.kind and bool(set(one.values) & set(other.values))


def _changed(
    ours: Sequence[Marked],
    theirs: Sequence[Marked],
    partners: Partners,
    married: Mapping[int, int],
    alone: tuple[frozenset[int], frozenset[int]],
) -> dict[int, int]:
    """Numbers without a partner that stand in each other's place, the surest first."""
    taken = set(married.values())
    only = len(alone[0]) == len(alone[1]) == 1
    fits = []
    for i, one in enumerate(ours):
        for j, other in enumerate(theirs):
            if i in married or j in taken or not _comparable(one.value, other.value):
                continue
            lonely = (i in alone[0]) + (j in alone[1])
            doubts = _doubts(one.value, other.value, lonely, only=only)
            if doubts is None:
                continue
            place = weight(one, other, partners) + neighbours(ours, theirs, i, j, married)
            if place >= PLACE + doubts:
                fits.append((-place, i, j))
    changed: dict[int, int] = {}
    for _, i, j in sorted(fits):
        if i not in changed and j not in changed.values():
            changed[i] = j
    return changed


def _doubts(one: Number, other: Number, lonely: int, *, only: bool) -> int | None:
    """What has to be outweighed for two numbers to have been changed into each other; None if they cannot have been.

    `lonely` tells how many of them the other side has nothing for; `only`, that no other numbers are left.
    """
    uses = {one.use, other.use}
    if ECHO in uses:
        echo = one if one.use == ECHO else other
        noun = (echo.kind == DUAL and not echo.rough) or (echo.measure and same_dimension(one, other))
        return 1 if lonely and FIRM in uses and noun else None
    if uses == {DATE}:
        return None
    if only and lonely == 2 and uses == {FIRM}:
        return -PLACE if one.figures and other.figures and one.units == other.units else 1 - PLACE
    return (2, 1, 0)[lonely] + (uses != {FIRM})


def _comparable(one: Number, other: Number) -> bool:
    """Whether a number of one kind can become one of the other by a mistake."""
    kinds = {one.kind, other.kind}
    if NAME in kinds:
        return one.kind == other.kind and one.label == other.label and not _alike(one, other)
    if PART in kinds and len(kinds) == 2:
        return MULTIPLE in kinds or any("percent" in number.units for number in (one, other))
    if parted(one, other):
        return True
    if MULTIPLE in kinds and len(kinds) == 2:
        return "times" in (*one.units, *other.units)
    return (len(kinds) == 1 or not kinds & {ORDINAL, SEVERAL}) and not _alike(one, other)
