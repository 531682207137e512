"""How surely two numbers of two sides stand in each other's place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aligner.lang.number_values import DUAL, ECHO, Number
from aligner.marks import Mark

Marked = Mark[Number]
Partners = Mapping[int, int]
"""The word of the right side that a word of the left side is linked to."""
OWN, AFTER, BEFORE, UNIT = 3, 2, 1, 1
"""What it weighs that two numbers, or words soon after or before them, are linked, or that they measure the same."""
REACH = 3
"""How many words before and after a number tell what it counts."""
NOUN = 2
"""How many words after a number may name what it counts, which an Arabic dual says in one word with it."""
CLOSE, RATIO = 6, 2
"""How many words on the next number may stand that tells the place of one, and the other half of a ratio or score."""


def weight(one: Marked, other: Marked, partners: Partners) -> int:
    """How much speaks for a number of the left side to stand in the place of one of the right."""
    first, last = one.words[0], one.words[-1]
    linked = [(i, j) for i in range(first - REACH, last + REACH + 1) if (j := partners.get(i)) is not None]
    start, end = other.words[0], other.words[-1]
    own = any(i in _heads(one, other) and j in _heads(other, one) for i, j in linked)
    after = any(i > last and end < j <= end + REACH for i, j in linked)
    before = any(i < first and start - REACH <= j < start for i, j in linked)
    unit = bool(set(one.value.units) & set(other.value.units))
    return OWN * own + AFTER * after + BEFORE * before + UNIT * unit


def neighbours(ours: Sequence[Marked], theirs: Sequence[Marked], i: int, j: int, married: Partners) -> int:
    """How much the numbers before and after two say for them, if those are close and belong together: the 2 of 3:2."""
    found = 0
    for step in (-1, 1):
        k, m = _next(ours, i, step), _next(theirs, j, step)
        if k is not None and m is not None and married.get(k) == m:
            gap = max(_gap(ours[i], ours[k]), _gap(theirs[j], theirs[m]))
            found += (gap <= CLOSE) + 2 * (gap <= RATIO)
    return found


def ranks(row: Sequence[Marked]) -> list[int]:
    """The place of each number among those that count."""
    found, rank = [], 0
    for mark in row:
        found.append(rank)
        rank += mark.value.use != ECHO
    return found


def _heads(mark: Marked, other: Marked) -> range:
    """The words that write a number; beside a dual or «a week», which are a noun as well, also what it counts."""
    unit = other.value.measure is not None and other.value.use == ECHO
    return range(mark.words[0], mark.words[-1] + 1 + (NOUN if other.value.kind == DUAL else unit))


def _next(row: Sequence[Marked], at: int, step: int) -> int | None:
    """The next number that counts in one direction."""
    k = at + step
    while 0 <= k < len(row) and row[k].value.use == ECHO:
        k += step
    return k if 0 <= k < len(row) else None


def _gap(one: Marked, other: Marked) -> int:
    """How many words on the one stands from the other."""
    return max(one.words[0] - other.words[-1], other.words[0] - one.words[-1])
