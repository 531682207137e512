"""Runs of neighbouring sentences, the two sides that beads are made of, and how alike they are."""

from __future__ import annotations

import numpy as np

from aligner.blocks import WIDEST, Block, Scores, Values, run_sums
from aligner.units import Units

_PAD = WIDEST + 1


class Overlaps:
    """The runs of 1 to WIDEST sentences of one side, each known by its size and by its end.

    Arrays over runs [size, end + 1] reach from end -1 to n + 1, one sentence beyond the document. The vector of a run
    is the sum of its sentences' own, weighted by length (cosine .985, .977 and .970 to the vector of the joined text of
    2, 3 and 4 sentences).
    """

    def __init__(self, units: Units) -> None:
        n, dimensions = units.vectors.shape
        self.count = n
        self.weights = units.lengths / units.lengths.mean()
        self.vectors = np.zeros((n + _PAD + 1, dimensions), np.float32)
        self.vectors[_PAD : _PAD + n] = units.vectors * self.weights[:, None]
        ends, sizes = np.arange(-1, n + 2), np.arange(WIDEST + 1)
        self.missing = (ends < sizes[:, None]) | (ends > n) | (sizes[:, None] == 0)
        self.scale = self._scale()

    def sums(self, values: Values) -> Values:
        """The sum [size, end + 1] of one value [n] a sentence over each run; sentences outside count as 0."""
        total = np.concatenate([[0.0], np.cumsum(np.pad(values, (_PAD, 1)))])
        stops = np.arange(-1, self.count + 2) + _PAD
        return np.stack([total[stops] - total[stops - size] for size in range(WIDEST + 1)])

    def means(self, values: Values) -> Values:
        """The mean [size, end + 1] over each run, weighted by length."""
        return self.sums(values * self.weights) / np.maximum(self.sums(self.weights), 1e-9)

    def _scale(self) -> Scores:
        """One over the length [size, end + 1] of each run's vector."""
        scale = np.zeros(self.missing.shape, np.float32)
        run = np.zeros((self.count + 3, self.vectors.shape[1]), np.float32)
        for size in range(1, WIDEST + 1):
            run += self.vectors[_PAD - 1 - size : _PAD - size + self.count + 2]
            scale[size] = 1 / np.maximum(np.sqrt(np.einsum("ij,ij->i", run, run)), 1e-6)
        return scale


def similarities(left: Overlaps, right: Overlaps, block: Block, longest: int) -> Scores:
    """The centred cosines (-1..1) [a, b, rows + 2, columns + 2] of the runs that end in a block or beside it.

    Sizes go from 0 to `longest`. Where there is no such run the value is -1.
    """
    up, down, before, after = block.sentences
    products = left.vectors[up + _PAD : down + _PAD] @ right.vectors[before + _PAD : after + _PAD].T
    alike = run_sums(products, longest)
    sizes, rows, columns = (
        slice(longest + 1),
        slice(block.top + 1, block.bottom + 3),
        slice(block.first, block.last + 3),
    )
    alike *= left.scale[sizes, None, rows, None]
    alike *= right.scale[None, sizes, None, columns]
    missing = left.missing[sizes, None, rows, None] | right.missing[None, sizes, None, columns]
    np.copyto(alike, -1, where=missing)
    return alike
