"""The numbers of two sides of a row, married by what they are worth and then by where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aligner.bitext import Role, Span
from aligner.evidence import Evidence, Side, WordLinks
from aligner.lang.amounts import same
from aligner.lang.number_phrases import DUAL, MULTIPLE, NAME, ORDINAL, SEVERAL
from aligner.lang.numbers import DATE, ECHO, FIRM, Number, numbers
from aligner.marks import Mark, marks

REACH = 3
"""How many words before and after a number tell what it counts."""
OWN, AFTER, BEFORE, UNIT = 3, 2, 1, 1
"""What it weighs for two numbers to stand in each other's place that they, the words after or before them are linked,
or that they measure the same."""
NOUN = 2
"""How many words after a number may name what it counts."""
CLOSE, RATIO = 6, 2
"""How many words on the next number may stand that tells the place of one, and the other half of a ratio or score."""
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
    ours_alone = _alone(ours, married, theirs, wives, links)
    theirs_alone = _alone(theirs, wives, ours, married, links.flipped)
    changed = _changed(ours, theirs, links, married, (ours_alone, theirs_alone))
    return Couples(ours, theirs, married, ours_alone, theirs_alone, changed)


def columns(evidence: Evidence) -> Iterator[dict[Role, Marked]]:
    """The numbers that are worth the same on all sides that have them, those of three sides in one column."""
    roles = [role for role in Role if role in evidence.sides]
    seen: set[tuple[Role, int]] = set()
    pairs = {(a, b): couples(evidence, a, b) for k, a in enumerate(roles) for b in roles[k + 1 :]}
    for (left, right), found in pairs.items():
        for i, j in found.same.items():
            if {(left, i), (right, j)} & seen:
                continue
            column = {left: (i, found.left[i]), right: (j, found.right[j])}
            for third in roles:
                if third in column or len(roles) < len(Role):
                    continue
                k = _partner(pairs, left, i, third)
                if k is not None and k == _partner(pairs, right, j, third):
                    column[third] = (k, quantities(evidence.sides[third])[k])
            seen |= {(role, k) for role, (k, _) in column.items()}
            yield {role: column[role][1] for role in Role if role in column}


def _partner(pairs: dict[tuple[Role, Role], Couples], role: Role, at: int, other: Role) -> int | None:
    """The number of another side that is worth the same as one."""
    if (role, other) in pairs:
        return pairs[role, other].same.get(at)
    return next((i for i, j in pairs[other, role].same.items() if j == at), None)


def unit_span(mark: Marked) -> Span:
    """Where the unit of a number stands."""
    measure = mark.value.measure
    return Span(mark.span.start + measure.start, mark.span.start + measure.end) if measure else mark.span


def weight(one: Marked, other: Marked, links: WordLinks) -> int:
    """How surely two numbers stand in each other's place."""
    own = after = before = False
    heads, other_heads = _heads(one, other), _heads(other, one)
    for i, j in links.pairs:
        own = own or (i in heads and j in other_heads)
        after = after or (0 < i - one.words[-1] <= REACH and 0 < j - other.words[-1] <= REACH)
        before = before or (0 < one.words[0] - i <= REACH and 0 < other.words[0] - j <= REACH)
    unit = bool(set(one.value.units) & set(other.value.units))
    return OWN * own + AFTER * after + BEFORE * before + UNIT * unit


def _heads(mark: Marked, other: Marked) -> range:
    """The words that write a number; beside a dual or «a week», which are a noun as well, also what it counts."""
    nouns = NOUN if other.value.kind == DUAL else 1 if other.value.measure and other.value.use == ECHO else 0
    return range(mark.words[0], mark.words[-1] + 1 + nouns)


def _ranks(row: Sequence[Marked]) -> list[int]:
    """The place of each number among those that count."""
    ranks, rank = [], 0
    for mark in row:
        ranks.append(rank)
        rank += mark.value.use != ECHO
    return ranks


def _married(ours: Sequence[Marked], theirs: Sequence[Marked], links: WordLinks) -> dict[int, int]:
    """Numbers worth the same, those in the same place and unit first."""
    our_ranks, their_ranks = _ranks(ours), _ranks(theirs)
    fits = sorted(
        (
            ECHO in (one.value.use, other.value.use),
            one.value.values[0] != other.value.values[0],
            -weight(one, other, links),
            abs(our_ranks[i] - their_ranks[j]),
            i,
            j,
        )
        for i, one in enumerate(ours)
        for j, other in enumerate(theirs)
        if one.words and other.words and same(one.value, other.value) and _credible(one, other, links)
    )
    married: dict[int, int] = {}
    taken: set[int] = set()
    for *_, i, j in fits:
        if i not in married and j not in taken:
            married[i] = j
            taken.add(j)
    return married


def _alone(
    own: Sequence[Marked], married: dict[int, int], others: Sequence[Marked], taken: dict[int, int], links: WordLinks
) -> frozenset[int]:
    """The numbers that count and for which the other side has nothing worth the same."""
    return frozenset(
        k
        for k, mark in enumerate(own)
        if k not in married
        and mark.words
        and mark.value.use not in (DATE, ECHO)
        and not any(_answers(mark, other, links, taken=j in taken) for j, other in enumerate(others))
    )


def _answers(mark: Marked, other: Marked, links: WordLinks, *, taken: bool) -> bool:
    """Whether a number says another one as well, once more or in passing."""
    if taken:
        return _alike(mark.value, other.value)
    if not same(mark.value, other.value):
        return False
    return _credible(mark, other, links)


def _credible(one: Marked, other: Marked, links: WordLinks) -> bool:
    """Whether a word that is no number may be meant by one: it has to stand in its place, unless it names a unit."""
    if ECHO not in (one.value.use, other.value.use):
        return True
    if ORDINAL in (one.value.kind, other.value.kind) and one.value.kind != other.value.kind:
        return False
    return bool(one.value.measure and other.value.measure) or weight(one, other, links) >= AFTER


def _alike(one: Number, other: Number) -> bool:
    """Whether a number that already has a partner says another one once more."""
    return one.kind == other.kind and bool(set(one.values) & set(other.values))


def _changed(
    ours: Sequence[Marked],
    theirs: Sequence[Marked],
    links: WordLinks,
    married: dict[int, int],
    alone: tuple[frozenset[int], frozenset[int]],
) -> dict[int, int]:
    """Numbers without a partner that stand in each other's place, the surest first."""
    fits = []
    wives = {j: i for i, j in married.items()}
    left = [i for i, one in enumerate(ours) if i not in married and one.words]
    right = [j for j, other in enumerate(theirs) if j not in wives and other.words]
    only = len(alone[0]) == len(alone[1]) == 1
    for i in left:
        for j in right:
            one, other = ours[i], theirs[j]
            lonely = (i in alone[0]) + (j in alone[1])
            if not _weighty(one, other, lonely) or not _comparable(one.value, other.value) or _alike(one.value, other.value):
                continue
            place = weight(one, other, links) + _between(ours, theirs, i, j, married)
            doubts = _doubts(one, other, lonely, only=only)
            if place >= PLACE + doubts:
                fits.append((-place, i, j))
    changed: dict[int, int] = {}
    for _, i, j in sorted(fits):
        if i not in changed and j not in changed.values():
            changed[i] = j
    return changed


def _doubts(one: Marked, other: Marked, lonely: int, *, only: bool) -> int:
    """What has to be outweighed for two numbers to have been changed into each other."""
    uses = {one.value.use, other.value.use}
    if ECHO in uses:
        return 1
    if only and lonely == 2 and uses == {FIRM}:
        return -PLACE
    return (2, 1, 0)[lonely] + (uses != {FIRM})


def _weighty(one: Marked, other: Marked, lonely: int) -> bool:
    """Whether one of the two counts and the other at least may: dates change among themselves."""
    uses = {one.value.use, other.value.use}
    if ECHO in uses:
        echo = one if one.value.use == ECHO else other
        return lonely > 0 and FIRM in uses and ((echo.value.kind == DUAL and not echo.value.rough) or bool(echo.value.measure))
    return uses != {DATE}


def _between(ours: Sequence[Marked], theirs: Sequence[Marked], i: int, j: int, married: dict[int, int]) -> int:
    """How many of the numbers close before and after two are partners of each other: the 2 of 3:2."""
    found = 0
    for step in (-1, 1):
        k, m = _neighbour(ours, i, step), _neighbour(theirs, j, step)
        if k is not None and m is not None and married.get(k) == m:
            gap = max(_gap(ours[i], ours[k]), _gap(theirs[j], theirs[m]))
            found += (gap <= CLOSE) + 2 * (gap <= RATIO)
    return found


def _gap(one: Marked, other: Marked) -> int:
    """How many words on the one stands from the other."""
    return max(one.words[0] - other.words[-1], other.words[0] - one.words[-1])


def _neighbour(row: Sequence[Marked], at: int, step: int) -> int | None:
    """The next number that counts in one direction."""
    k = at + step
    while 0 <= k < len(row) and (row[k].value.use == ECHO or not row[k].words):
        k += step
    return k if 0 <= k < len(row) else None


def _comparable(one: Number, other: Number) -> bool:
    """Whether a number of one kind can become one of the other by a mistake."""
    kinds = {one.kind, other.kind}
    if NAME in kinds:
        return one.kind == other.kind and one.label == other.label
    if MULTIPLE in kinds:
        return len(kinds) == 1 or "times" in (*one.units, *other.units)
    return len(kinds) == 1 or not kinds & {ORDINAL, SEVERAL}
