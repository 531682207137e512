"""The sentences of two documents to links: find where to search, calibrate the evidence, take the best chain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from aligner.beads import SHAPES, SMALL_SHAPES, Beads, Shape
from aligner.bitext import Link
from aligner.blocks import Block, Scores
from aligner.calibration import Calibration, guess, refined
from aligner.contested import contested, look_closer
from aligner.neighbours import neighbours
from aligner.nulls import null_scores
from aligner.search import Nulls, best_chain
from aligner.units import RunEncoder, Units
from aligner.weights import Weights, learned

EXACT_CELLS = 250_000
"""Pairs of sentences up to which every cell is looked at; longer documents are searched near a coarse path."""
COARSER = 4
"""Sentences that are joined to one for the coarse path."""
RADIUS = 12
"""Sentences on either side of the coarse path (Vecalign, Thompson and Koehn 2019, searches 5 to 10)."""
ROUNDS = 2
"""How often the calibration is refined by the alignment it gave; a third time changes next to nothing."""
LEAST_GAIN, LEAST_GAIN_ALONE = 1.0, 1.8
"""Gain a sentence, in nats, that all links together need, and else each on its own.

Measured over the sentences of the shorter document: unrelated news .86 at most, true pairs 1.2 at least (see
benchmarks/README.md).
"""
STRETCHES, STRETCH = 4, 250
"""Long documents are calibrated on so many stretches of so many sentences."""
MOST_ROWS, MOST_CELLS = 64, 8_192
"""Of a block; measured, what keeps its arrays in the processor's cache."""


def align(
    left: Units,
    right: Units,
    weights: Weights | None = None,
    encoders: tuple[RunEncoder, RunEncoder] | None = None,
) -> tuple[Link, ...]:
    """Links that cover every sentence of both sides once, in order; null links hold one sentence each.

    With `encoders` the texts of contested beads are encoded whole; else all vectors of beads are composed. Time and
    memory grow with the number of sentences, once their product exceeds EXACT_CELLS.
    """
    if not len(left) or not len(right):
        return (*(Link((i,), ()) for i in range(len(left))), *(Link((), (j,)) for j in range(len(right))))
    weights = weights or learned()
    search, scale = prepared(left, right, weights, encoders)
    return tuple(_supported(search.gains(scale, weights), 2 * min(len(left), len(right))))


def _supported(gains: Sequence[tuple[Link, float]], most: int) -> Iterator[Link]:
    """The links, without the weak ones if all together are too weak for two documents that tell the same story.

    `most` is how many sentences could be linked if the shorter document were translated whole.
    """
    together = sum(gain for _, gain in gains) >= LEAST_GAIN * most
    for link, gain in gains:
        if together or gain >= LEAST_GAIN_ALONE * (len(link.left) + len(link.right)):
            yield link
        else:
            yield from (Link((i,), ()) for i in link.left)
            yield from (Link((), (j,)) for j in link.right)


def prepared(
    left: Units, right: Units, weights: Weights, encoders: tuple[RunEncoder, RunEncoder] | None = None
) -> tuple[Search, Calibration]:
    """The search for the links of two documents that hold sentences, and the calibration it needs."""
    corners = _coarse_corners(left, right, weights)
    search = Search(left, right, corners)
    samples = [search] if len(corners) == 2 else _samples(left, right, corners)
    scale = search.first_guess()
    for _ in range(ROUNDS):
        scale = refined(left, right, [link for sample in samples for link in sample.links(scale, weights)])
    if encoders:
        search.look_closer(scale, weights, encoders)
    return search, scale


class Search:
    """The search for links between two documents, or between a stretch of either.

    It stays near `corners`, ends (i, j) on a path through the plane; two of them leave it all of the plane. The links
    count sentences from `offset`.
    """

    def __init__(
        self,
        left: Units,
        right: Units,
        corners: Sequence[tuple[int, int]] | None = None,
        *,
        offset: tuple[int, int] = (0, 0),
        shapes: Sequence[Shape] = SHAPES,
    ) -> None:
        self._left, self._right = left, right
        self._shapes, self._offset = shapes, offset
        self.blocks = _blocks(*_columns(corners or ((0, 0), (len(left), len(right)))))
        with _one_thread():
            self._near = neighbours(left, right, self.blocks)
            self._beads = Beads(left, right, self._near, shapes)

    def first_guess(self) -> Calibration:
        """The calibration to begin with."""
        return guess(self._left, self._right, self._near)

    def links(self, scale: Calibration, weights: Weights) -> tuple[Link, ...]:
        """The best links under a calibration."""
        i, j = self._offset
        found = self.gains(scale, weights)
        return tuple(Link(tuple(k + i for k in link.left), tuple(k + j for k in link.right)) for link, _ in found)

    def gains(self, scale: Calibration, weights: Weights) -> tuple[tuple[Link, float], ...]:
        """The best links, counted without the offset, and what each gains over leaving its sentences unaligned."""
        with _one_thread():
            return best_chain(
                self.blocks, self._shapes, lambda block: self.scores(block, scale, weights), self.nulls(scale, weights)
            )

    def scores(self, block: Block, scale: Calibration, weights: Weights) -> Scores:
        """Those [shapes, rows, columns] of the beads of a block."""
        return self._beads.scores(block, scale, weights)

    def nulls(self, scale: Calibration, weights: Weights) -> Nulls:
        """The scores of null links."""
        near = self._near
        return Nulls(
            null_scores(self._left, near.left_best, near.left_nearest, scale, weights),
            null_scores(self._right, near.right_best, near.right_nearest, scale, weights),
            weights.null_run,
            weights.null_both_sides,
        )

    def look_closer(self, scale: Calibration, weights: Weights, encoders: tuple[RunEncoder, RunEncoder]) -> None:
        """Encode the texts of beads near the best path that are contested under a calibration."""
        stretches = contested(self.links(scale, weights), self._left, self._right)
        undecided = [self._beads.undecided(block, links, scale) for block, links in stretches]
        if undecided:
            self._beads.know(look_closer(np.concatenate(undecided), self._left, self._right, encoders))


def _one_thread() -> threadpool_limits:
    """Products this small are slower on several threads, many times so on a busy machine."""
    return threadpool_limits(1, "blas")


def _coarse_corners(
    left: Units, right: Units, weights: Weights, exact_cells: int | None = None
) -> tuple[tuple[int, int], ...]:
    """Ends on a path from corner to corner: the path at a coarser resolution, where the documents are long."""
    n, m = len(left), len(right)
    if n * m <= (exact_cells or EXACT_CELLS):
        return (0, 0), (n, m)
    coarse = left.joined(COARSER), right.joined(COARSER)
    few_shapes = EXACT_CELLS * len(SHAPES) // len(SMALL_SHAPES)
    search = Search(*coarse, _coarse_corners(*coarse, weights, few_shapes), shapes=SMALL_SHAPES)
    links = search.links(search.first_guess(), weights)
    sizes = np.array([(0, 0), *((len(link.left), len(link.right)) for link in links)])
    corners = np.minimum(COARSER * np.cumsum(sizes, 0), (n, m))
    return tuple((int(i), int(j)) for i, j in corners)


def _samples(left: Units, right: Units, corners: Sequence[tuple[int, int]]) -> list[Search]:
    """Searches over stretches of both documents, evenly spaced along the path."""
    ends = np.array(corners)
    starts = np.linspace(0, max(len(left) - STRETCH, 0), STRETCHES).astype(np.int64)
    places = [tuple(ends[np.searchsorted(ends[:, 0], (start, start + STRETCH))]) for start in starts]
    return [
        Search(left.some(slice(i, below)), right.some(slice(j, beyond)), offset=(int(i), int(j)))
        for (i, j), (below, beyond) in places
        if below > i and beyond > j
    ]


def _columns(corners: Sequence[tuple[int, int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For every row 0..n the first and the last column to search: all, or those near the corners."""
    ends = np.array(corners)
    n, m = ends[-1]
    if len(corners) == 2:
        return np.zeros(n + 1, np.int64), np.full(n + 1, m, np.int64)
    rows = np.arange(n + 1)
    before, after = np.maximum(rows - RADIUS, 0), np.minimum(rows + RADIUS, n)
    first = ends[np.searchsorted(ends[:, 0], before, "right") - 1, 1]
    last = ends[np.searchsorted(ends[:, 0], after, "left"), 1]
    low, high = np.maximum(first - RADIUS, 0), np.minimum(last + RADIUS, m)
    low[0], high[n] = 0, m
    return low, high


def _blocks(low: NDArray[np.int64], high: NDArray[np.int64]) -> tuple[Block, ...]:
    """Blocks of up to 64 rows, fewer where they are wide, with the columns that any of their rows needs."""
    rows = max(8, min(MOST_ROWS, MOST_CELLS // int((high - low).max() + 1)))
    n = len(low) - 1
    ends = [*range(0, n, rows), n]
    return tuple(
        Block(top, bottom, int(low[top : bottom + 1].min()), int(high[top : bottom + 1].max()))
        for top, bottom in pairwise(ends)
    )
