"""For every sentence, the sentences of the other document it is most like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.blocks import Block, Values
from aligner.units import Units

NEAREST = 4
"""How many neighbours the margin is taken from (Artetxe and Schwenk 2019 take 4)."""


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """The similarity to the most similar sentence, and the mean similarity to the NEAREST, of each left and right one.

    `pairs` [p, 2] are the sentences that are each other's most similar one, `alike` [p] their similarities.
    """

    left_best: Values
    right_best: Values
    left_nearest: Values
    right_nearest: Values
    pairs: NDArray[np.int64]
    alike: Values


def neighbours(left: Units, right: Units, blocks: Sequence[Block]) -> Neighbours:
    """Look for neighbours among the sentences that share a block."""
    lefts = _Nearest(len(left))
    rights = _Nearest(len(right))
    for block in blocks:
        rows, columns = np.arange(block.top, block.bottom), np.arange(block.first, block.last)
        products = left.vectors[rows] @ right.vectors[columns].T
        lefts.add(rows, columns, products)
        rights.add(columns, rows, products.T)
    mutual = np.flatnonzero(rights.partner[lefts.partner] == np.arange(len(left)))
    pairs = np.stack([mutual, lefts.partner[mutual]], 1)
    return Neighbours(lefts.best(), rights.best(), lefts.mean(), rights.mean(), pairs, lefts.best()[mutual])


class _Nearest:
    """The NEAREST similarities of each of n sentences met so far, and the number of the most similar one."""

    def __init__(self, n: int) -> None:
        self._values = np.full((n, NEAREST), -np.inf)
        self.partner = np.full(n, -1, np.int64)

    def best(self) -> Values:
        best: Values = self._values.max(1, initial=-1.0)
        return best

    def mean(self) -> Values:
        known = np.isfinite(self._values)
        mean: Values = np.where(known, self._values, 0).sum(1) / np.maximum(known.sum(1), 1)
        return mean

    def add(self, own: NDArray[np.int64], others: NDArray[np.int64], products: NDArray[np.float32]) -> None:
        """The similarities [own, others] of some of the sentences with some others."""
        if not len(own) or not len(others):
            return
        nearest = products.argmax(1)
        highest = products[np.arange(len(own)), nearest]
        closer = highest > self._values[own].max(1)
        self.partner[own[closer]] = others[nearest[closer]]
        both = np.concatenate([self._values[own], products.astype(np.float64)], 1)
        self._values[own] = np.partition(both, -NEAREST, 1)[:, -NEAREST:]
