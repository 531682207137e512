"""Words put in between two words that stand side by side in another text: «a busy day» and «a day»."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

LONGEST = 4
"""Words put in at most; between more of them two neighbours often meet by chance."""
FARTHEST = 8
"""Words on each side after which it no longer matters how far both texts go on alike."""


class Insertion(NamedTuple):
    """The words `first` to `last` of a text, and how many words before and after them both texts have alike.

    The beginning and the end of a text count as a word there.
    """

    first: int
    last: int
    before: int
    after: int


def insertions(mine: Sequence[str], theirs: Sequence[str], linked: Mapping[int, int]) -> Iterator[Insertion]:
    """The runs of words of one text between two that are linked to neighbours of the same spelling in the other.

    `linked` leads from words of the one to words of the other.
    """
    alike = {i: j for i, j in linked.items() if mine[i] == theirs[j]} | {-1: -1, len(mine): len(theirs)}
    for first in range(len(mine)):
        left = alike.get(first - 1)
        if left is None:
            continue
        for after in range(first + 1, min(first + LONGEST, len(mine)) + 1):
            if alike.get(after) == left + 1:
                before = _common(mine, theirs, first - 1, left, -1)
                yield Insertion(first, after - 1, before, _common(mine, theirs, after, left + 1, 1))


def _common(mine: Sequence[str], theirs: Sequence[str], i: int, j: int, step: int) -> int:
    """How many words both texts have alike from two places on, in one direction."""
    for count in range(FARTHEST):
        ends = not 0 <= i < len(mine), not 0 <= j < len(theirs)
        if any(ends) or mine[i] != theirs[j]:
            return count + all(ends)
        i, j = i + step, j + step
    return FARTHEST
