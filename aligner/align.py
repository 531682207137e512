"""Similarity to links: the best monotone chain of beads and null links between two documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.bitext import Document, Link, SentenceKind
from aligner.encoding import Encoder, Vectors, centred, unit

MOST = 3
"""Sentences that one side of a bead may hold."""
BEADS = tuple((n, m) for n in range(1, MOST + 1) for m in range(1, MOST + 1))
EXACT_CELLS = 1_000_000
"""Pairs of sentences up to which every cell is looked at; longer documents are searched near a coarse path."""
RADIUS = 24
"""Cells on either side of the coarse path (Vecalign, Thompson and Koehn 2019, searches 5 to 10)."""


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """The sentences of one document as the aligner sees them.

    `vectors` [n, d] are centred unit vectors, `lengths` [n] code points; a sentence that is `alone` [n] (heading
    or boilerplate) is never merged with others.
    """

    vectors: Vectors
    lengths: NDArray[np.float32]
    alone: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.lengths)


def units_of(document: Document, encoder: Encoder) -> Units:
    """Encode the sentences of a document."""
    vectors = encoder.encode([document.slice(sentence.span) for sentence in document.sentences])
    return Units(
        centred(vectors, encoder.sentence_mean(document.lang)),
        np.array([s.span.end - s.span.start for s in document.sentences], np.float32),
        np.array([s.kind is not SentenceKind.TEXT for s in document.sentences], np.bool_),
    )


@dataclass(frozen=True, slots=True)
class Weights:
    """What a bead is worth; a null link is worth 0.

    A bead of n and m sentences scores (n + m) * (similarity - threshold) - length * |log ratio of the lengths|
    - merge * (n + m - 2), so that linking a sentence must pay more than leaving it out.
    """

    threshold: float = 0.15
    length: float = 0.40
    merge: float = 0.50


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
    return Units(vectors, lengths, np.zeros(len(lengths), np.bool_))


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


def _overlaps(units: Units, size: int) -> tuple[Vectors, NDArray[np.float32], NDArray[np.bool_]]:
    """Vector, length and admissibility of the `size` sentences that end before each position 0..n.

    The vector is the length-weighted sum of the sentences' own (cosine .985 for two and .977 for three to the
    vector of the text they form).
    """
    n = len(units)
    weighted = np.zeros((n + 1, units.vectors.shape[1]), np.float32)
    lengths, allowed = np.zeros(n + 1, np.float32), np.zeros(n + 1, np.bool_)
    for k in range(size):
        stop = n - size + 1 + k
        weighted[size:] += units.vectors[k:stop] * units.lengths[k:stop, None]
        lengths[size:] += units.lengths[k:stop]
    allowed[size:] = True
    if size > 1:
        for k in range(size):
            allowed[size:] &= ~units.alone[k : n - size + 1 + k]
    return unit(weighted), np.maximum(lengths, 1), allowed


def _best_chain(
    left: Units, right: Units, low: NDArray[np.int64], high: NDArray[np.int64], weights: Weights
) -> list[tuple[int, int]]:
    """Dynamic programming row by row inside the band; a row's null links are one running maximum."""
    n = len(left)
    lefts = [_overlaps(left, size) for size in range(min(MOST, n) + 1)]
    rights = [_overlaps(right, size) for size in range(min(MOST, len(right)) + 1)]
    ratio = np.log(max(left.lengths.sum(), 1) / max(right.lengths.sum(), 1))
    best: list[NDArray[np.float32]] = []
    moves: list[NDArray[np.int8]] = []
    for i in range(n + 1):
        start, stop = int(low[i]), int(high[i])
        row = np.full(stop - start + 1, -np.inf, np.float32)
        move = np.full(len(row), -1, np.int8)
        if i == 0:
            row[0] = 0.0
        else:
            _improve(row, move, len(BEADS), _shifted(best[i - 1], int(low[i - 1]), start, stop))
        for code, (a, b) in enumerate(BEADS):
            if a > min(i, len(lefts) - 1) or b >= len(rights) or not lefts[a][2][i]:
                continue
            gain = _gain(lefts[a], i, rights[b], start, stop, ratio, weights, a + b)
            _improve(row, move, code, _shifted(best[i - a], int(low[i - a]), start - b, stop - b) + gain)
        best.append(np.maximum.accumulate(row))
        move[best[-1] > row] = len(BEADS) + 1
        moves.append(move)
    return _trace_back(moves, low, len(right))


def _improve(row: NDArray[np.float32], move: NDArray[np.int8], code: int, candidate: NDArray[np.float32]) -> None:
    better = candidate > row
    row[better] = candidate[better]
    move[better] = code


def _shifted(row: NDArray[np.float32], row_start: int, start: int, stop: int) -> NDArray[np.float32]:
    """The part of an earlier row over the columns start..stop, minus infinity where it has none."""
    result = np.full(stop - start + 1, -np.inf, np.float32)
    a, b = max(start, row_start), min(stop, row_start + len(row) - 1)
    if a <= b:
        result[a - start : b - start + 1] = row[a - row_start : b - row_start + 1]
    return result


def _gain(
    left: tuple[Vectors, NDArray[np.float32], NDArray[np.bool_]],
    i: int,
    right: tuple[Vectors, NDArray[np.float32], NDArray[np.bool_]],
    start: int,
    stop: int,
    ratio: float,
    weights: Weights,
    size: int,
) -> NDArray[np.float32]:
    """What the beads that end at row i and columns start..stop are worth."""
    vectors, lengths, allowed = (part[start : stop + 1] for part in right)
    similarity = vectors @ left[0][i]
    mismatch = np.abs(np.log(left[1][i] / lengths) - ratio)
    gain = size * (similarity - weights.threshold) - weights.length * mismatch - weights.merge * (size - 2)
    return np.where(allowed, gain, -np.inf).astype(np.float32)


def _trace_back(moves: list[NDArray[np.int8]], low: NDArray[np.int64], end: int) -> list[tuple[int, int]]:
    corners = [(len(moves) - 1, end)]
    while corners[-1] != (0, 0):
        i, j = corners[-1]
        code = int(moves[i][j - low[i]])
        a, b = BEADS[code] if code < len(BEADS) else ((1, 0) if code == len(BEADS) else (0, 1))
        corners.append((i - a, j - b))
    return corners[::-1]


def _links(corners: Sequence[tuple[int, int]]) -> tuple[Link, ...]:
    return tuple(
        Link(tuple(range(a, c)), tuple(range(b, d))) for (a, b), (c, d) in zip(corners, corners[1:], strict=False)
    )
