"""Similarity to links: the best monotone chain of beads and null links between two documents."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from aligner.beads import BEADS, Beads, Scores, Weights, shifted
from aligner.bitext import Link
from aligner.encoding import unit
from aligner.units import Units

MOVES = (*BEADS, (1, 0), (0, 1))
LEFT_NULL, RIGHT_NULL = len(BEADS), len(BEADS) + 1
EXACT_CELLS = 1_000_000
"""Pairs of sentences up to which every cell is looked at; longer documents are searched near a coarse path."""
RADIUS = 24
"""Cells on either side of the coarse path (Vecalign, Thompson and Koehn 2019, searches 5 to 10)."""


def align(left: Units, right: Units, weights: Weights | None = None) -> tuple[Link, ...]:
    """Links that cover every sentence of both sides once, in order; null links hold one sentence each."""
    weights = weights or Weights()
    return _links(_path(left, right, weights))


def _path(left: Units, right: Units, weights: Weights) -> list[tuple[int, int]]:
    """The corners (i, j) of the best chain, from (0, 0) to the ends of both sides."""
    n, m = len(left), len(right)
    if n * m <= EXACT_CELLS:
        low, high = np.zeros(n + 1, np.int64), np.full(n + 1, m, np.int64)
    else:
        low, high = _band(_path(_halved(left), _halved(right), weights), n, m)
    return _best_chain(left, right, low, high, weights)


def _halved(units: Units) -> Units:
    """Neighbouring sentences joined two by two: the document at half the resolution."""
    odd = len(units) % 2
    weighted = np.pad(units.vectors * units.lengths[:, None], ((0, odd), (0, 0)))
    lengths = np.pad(units.lengths, (0, odd)).reshape(-1, 2).sum(1)
    vectors = unit(weighted.reshape(len(lengths), 2, -1).sum(1))
    none = np.zeros(len(lengths), np.bool_)
    return Units(vectors, lengths, none, none)


def _band(coarse: Sequence[tuple[int, int]], n: int, m: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For every row i in 0..n the first and the last column searched, around a path at half the resolution."""
    corners = np.minimum(np.array(coarse) * 2, (n, m))
    rows = np.arange(n + 1)
    first = corners[np.searchsorted(corners[:, 0], rows, "right") - 1, 1]
    last = corners[np.minimum(np.searchsorted(corners[:, 0], rows, "left"), len(corners) - 1), 1]
    before, after = np.maximum(rows - RADIUS, 0), np.minimum(rows + RADIUS, n)
    low, high = np.maximum(first[before] - RADIUS, 0), np.minimum(last[after] + RADIUS, m)
    low[0], high[n] = 0, m
    return low, high


def _best_chain(
    left: Units, right: Units, low: NDArray[np.int64], high: NDArray[np.int64], weights: Weights
) -> list[tuple[int, int]]:
    """Dynamic programming row by row inside the band; a row's null links are one running maximum."""
    beads = Beads(left, right, low, high, weights)
    best = [np.zeros(int(high[0]) + 1, np.float32)]
    moves = [np.full(len(best[0]), RIGHT_NULL, np.int8)]
    for i in range(1, len(left) + 1):
        start, stop = int(low[i]), int(high[i])
        row = shifted(best[i - 1], int(low[i - 1]), start, stop)
        move = np.full(len(row), LEFT_NULL, np.int8)
        for code, (a, b), gain in beads.gains(i):
            _improve(row, move, code, shifted(best[i - a], int(low[i - a]), start - b, stop - b) + gain)
        best.append(np.maximum.accumulate(row))
        move[best[-1] > row] = RIGHT_NULL
        moves.append(move)
    return _trace_back(moves, low, len(right))


def _improve(row: Scores, move: NDArray[np.int8], code: int, candidate: Scores) -> None:
    better = candidate > row
    row[better] = candidate[better]
    move[better] = code


def _trace_back(moves: list[NDArray[np.int8]], low: NDArray[np.int64], end: int) -> list[tuple[int, int]]:
    corners = [(len(moves) - 1, end)]
    while corners[-1] != (0, 0):
        i, j = corners[-1]
        code = int(moves[i][j - low[i]])
        a, b = MOVES[code]
        corners.append((i - a, j - b))
    return corners[::-1]


def _links(corners: Sequence[tuple[int, int]]) -> tuple[Link, ...]:
    return tuple(Link(tuple(range(a, c)), tuple(range(b, d))) for (a, b), (c, d) in pairwise(corners))
