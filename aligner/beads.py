"""What it is worth to link a few sentences of one document with a few of another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from aligner.encoding import unit
from aligner.units import Units

Scores: TypeAlias = NDArray[np.float32]
MOST = 3
"""Sentences that one side of a bead may hold."""
ROWS = 64
"""Rows whose similarities are computed together: one large product is many times faster than many small ones."""
BEADS = tuple((a, b) for a in range(1, MOST + 1) for b in range(1, MOST + 1))


@dataclass(frozen=True, slots=True)
class Weights:
    """What a bead is worth; a null link is worth 0, so linking a sentence must pay more than leaving it out.

    A bead of n and m sentences scores (n + m) * (similarity - threshold) - length * |log ratio of the lengths|.
    A larger bead must win over its parts: it loses `merge` for each sentence beyond two, and gains `growth` times
    as much as its similarity exceeds that of the best bead with an outer sentence less. Boilerplate on one side only
    costs `boilerplate`.
    """

    threshold: float = 0.05
    length: float = 0.60
    merge: float = 0.70
    growth: float = 6.0
    boilerplate: float = 0.5


class Beads:
    """The worth of all beads that end at a row of the search; `low` and `high` [n + 1] bound each row's columns."""

    def __init__(
        self, left: Units, right: Units, low: NDArray[np.int64], high: NDArray[np.int64], weights: Weights
    ) -> None:
        self._left, self._right = _Overlaps(left), _Overlaps(right)
        self._low, self._high = low, high
        self._weights = weights
        self._ratio = np.log(_own_length(left) / _own_length(right))
        self._block = _Block(0, 0, np.zeros((0, MOST, MOST, 0), np.float32))

    def gains(self, i: int) -> Iterator[tuple[int, tuple[int, int], Scores]]:
        """The worth [columns] of each bead that ends at row i, from 1 on, and the columns of that row.

        Yields it with the bead's code, its place in BEADS, and its sizes.
        """
        if not self._block.top < i < self._block.top + len(self._block.similarity):
            self._block = self._similarities(i)
        start, stop = int(self._low[i]), int(self._high[i])
        now, before = (self._block.row(k, start, stop) for k in (i, i - 1))
        for code, bead in enumerate(BEADS):
            if self._left.allows(bead)[i]:
                yield code, bead, self._worth(bead, i, slice(start, stop + 1), now, before)

    def _similarities(self, i: int) -> _Block:
        """The similarities of all beads that end at the row before i, i and some rows after it, in one product."""
        rows = slice(i - 1, i + ROWS)
        first, last = int(self._low[rows].min()), int(self._high[rows].max())
        lefts = self._left.vectors[:, rows].reshape(-1, self._left.vectors.shape[2])
        products = np.stack([lefts @ rights[first : last + 1].T for rights in self._right.vectors])
        shaped = products.reshape(MOST, MOST, -1, last + 1 - first)
        return _Block(i - 1, first, np.ascontiguousarray(shaped.transpose(2, 1, 0, 3)))

    def _worth(self, bead: tuple[int, int], i: int, columns: slice, now: Scores, before: Scores) -> Scores:
        weights, (a, b) = self._weights, bead
        similarity, parts = now[a - 1, b - 1], _parts(now, before, a, b)
        mismatch = np.abs(np.log(self._left.lengths[a - 1, i] / self._right.lengths[b - 1, columns]) - self._ratio)
        worth = (a + b) * (similarity - weights.threshold) - weights.length * mismatch - weights.merge * (a + b - 2)
        if parts is not None:
            worth += weights.growth * (similarity - parts)
        else:
            worth -= weights.boilerplate * (self._left.boilerplate[i] ^ self._right.boilerplate[columns])
        return np.where(self._right.allows(bead[::-1])[columns], worth, -np.inf).astype(np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class _Block:
    """Similarities [rows, MOST, MOST, columns] of the beads that end at the rows from `top`, columns from `first`."""

    top: int
    first: int
    similarity: Scores

    def row(self, i: int, start: int, stop: int) -> Scores:
        """Those [MOST, MOST, columns] of a row over the columns start to stop, -1 where they are not known."""
        return np.maximum(shifted(self.similarity[i - self.top], self.first, start, stop), -1)


def _own_length(units: Units) -> float:
    """Code points of the article itself; boilerplate is rarely translated and would bias the ratio."""
    return max(float(units.lengths[~units.boilerplate].sum()), 1.0)


def _parts(now: Scores, before: Scores, a: int, b: int) -> Scores | None:
    """The similarity of the best bead that lacks an outer sentence of either side or both, None for a bead of two."""
    parts = []
    if a > 1:
        parts += [now[a - 2, b - 1], before[a - 2, b - 1]]
    if b > 1:
        parts += [now[a - 1, b - 2], _ending_before(now[a - 1, b - 2])]
    if a > 1 and b > 1:
        parts += [now[a - 2, b - 2], _ending_before(before[a - 2, b - 2])]
    return np.maximum.reduce(parts) if parts else None


def _ending_before(row: Scores) -> Scores:
    """The scores of the beads that end one column earlier."""
    return np.concatenate([np.full(1, -1, np.float32), row[:-1]])


def shifted(row: Scores, row_start: int, start: int, stop: int) -> Scores:
    """The part of an earlier row [..., columns] over the columns start to stop, minus infinity where it has none."""
    result = np.full((*row.shape[:-1], stop - start + 1), -np.inf, np.float32)
    a, b = max(start, row_start), min(stop, row_start + row.shape[-1] - 1)
    if a <= b:
        result[..., a - start : b - start + 1] = row[..., a - row_start : b - row_start + 1]
    return result


class _Overlaps:
    """Vector [MOST, n + 1, d] and length [MOST, n + 1] of the 1 to MOST sentences before each position.

    The vector is the length-weighted sum of the sentences' own (cosine .985 for two and .977 for three to the vector
    of the text they form).
    """

    def __init__(self, units: Units) -> None:
        n = len(units)
        weighted = np.concatenate([np.zeros((1, units.vectors.shape[1])), units.vectors * units.lengths[:, None]])
        self.vectors = np.zeros((MOST, *weighted.shape), np.float32)
        self.lengths = np.ones((MOST, n + 1), np.float32)
        self.boilerplate = np.concatenate([[False], units.boilerplate])
        self._there = np.zeros((MOST, n + 1), np.bool_)
        self._mergeable = np.zeros((MOST, n + 1), np.bool_)
        for size in range(1, min(MOST, n) + 1):
            ends = np.arange(size, n + 1)
            own = [ends - k for k in range(size)]
            self.vectors[size - 1, size:] = unit(np.sum([weighted[e] for e in own], 0))
            self.lengths[size - 1, size:] = np.maximum(np.sum([units.lengths[e - 1] for e in own], 0), 1)
            self._there[size - 1, size:] = True
            self._mergeable[size - 1, size:] = ~np.any([units.alone[e - 1] for e in own], 0)

    def allows(self, bead: tuple[int, int]) -> NDArray[np.bool_]:
        """Before which positions [n + 1] this side of a bead, the first of its sizes, may stand."""
        allowed: NDArray[np.bool_] = (self._there if bead == (1, 1) else self._mergeable)[bead[0] - 1]
        return allowed
