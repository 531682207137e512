"""What it is worth to link a few neighbouring sentences of one document with a few of another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import TypeAlias

import numpy as np

from aligner.bitext import Link
from aligner.blocks import LONGEST, Block, Numbers, Scores, Values, run_sums
from aligner.calibration import Calibration
from aligner.contested import KnownBeads
from aligner.neighbours import Neighbours
from aligner.overlaps import Overlaps, similarities
from aligner.shared_words import SharedWords
from aligner.units import Flags, Units
from aligner.weights import Weights

Shape: TypeAlias = tuple[int, int]
SHAPES: tuple[Shape, ...] = tuple(
    (a, b) for a in range(1, LONGEST + 1) for b in range(1, LONGEST + 1) if a + b <= LONGEST + 1
)
"""How many sentences of either side a bead holds, up to eight together."""
SMALL_SHAPES: tuple[Shape, ...] = ((1, 1), (1, 2), (2, 1), (2, 2))
_MOST_GAIN = 0.5
MOST_ENCODED = 3
UNDECIDED_GAIN = 0.0
UNDECIDED_ALIKE = 0.5
"""A bead is undecided if its composed vector is about as good as its parts' and alike at all."""
_MOST_FAR = 5.0
_BEFORE, _HERE, _AFTER = slice(0, -2), slice(1, -1), slice(2, None)
SHORT = 30.0
"""Code points; the similarity of texts of about this length is unsteady."""
_LONG = 100.0


class Beads:
    """The score of every bead of two documents: the sum of its features, each times its weight."""

    def __init__(self, left: Units, right: Units, near: Neighbours, shapes: Sequence[Shape] = SHAPES) -> None:
        self._overlaps = Overlaps(left), Overlaps(right)
        self._words = SharedWords(*self._overlaps, (left.words, right.words))
        self._sizes = tuple(np.array(sizes) for sizes in zip(*shapes, strict=True))
        self._left = _Side.of(left, self._overlaps[0], near.left_nearest)
        self._right = _Side.of(right, self._overlaps[1], near.right_nearest)
        self._known: KnownBeads | None = None

    def know(self, known: KnownBeads) -> None:
        """Take the similarities of some beads from their whole texts."""
        self._known = known

    def undecided(self, block: Block, links: Sequence[Link], scale: Calibration) -> Numbers:
        """The beads [k, 4] of a block, sizes and ends, that may be better or worse than the links they reach into."""
        a, b = (sizes[:, None, None] for sizes in self._sizes)
        similar = similarities(*self._overlaps, block, LONGEST + 1)
        alike = similar[self._sizes[0], self._sizes[1], 1:-1, 1:-1]
        gain = _gain(alike, _parts(similar, *self._sizes))
        rows, columns = np.arange(block.shape[0])[:, None] + 1, np.arange(block.shape[1])
        reached = run_sums(_linked(block, links), LONGEST)[self._sizes[0], self._sizes[1], 1:-1, 1:-1] > 0
        inside = reached & (a <= rows) & (b <= columns) & (a <= MOST_ENCODED) & (b <= MOST_ENCODED) & (a + b > 2)
        shape, row, column = np.nonzero(inside & (gain > UNDECIDED_GAIN) & (scale.calibrated(alike) > UNDECIDED_ALIKE))
        sizes = (size[shape] for size in self._sizes)
        return np.stack([*sizes, row + block.top + 1, column + block.first], 1).astype(np.int64)

    def scores(self, block: Block, scale: Calibration, weights: Weights) -> Scores:
        """The score [shapes, rows, columns] of the beads of a block; minus infinity where there is no such bead."""
        a, b = self._sizes
        left, right = self._left.within(block.rows, a), self._right.within(block.columns, b)
        score = self._shapes_and_sides(left, right, scale, weights)
        score += _ends(left, right, scale, weights)
        short = np.maximum(left.short[:, :, None], right.short[:, None])
        score += self._likeness(block, short, scale, weights)
        _add_lengths(score, left.lengths, right.lengths, scale, weights)
        unshared = self._words.unshared(block, a, b)
        if unshared is not None:
            unshared *= np.float32(weights.words_unshared)
            score += unshared
        np.copyto(score, -np.inf, where=left.missing[:, :, None] | right.missing[:, None])
        return score

    def _shapes_and_sides(self, left: _Side, right: _Side, scale: Calibration, weights: Weights) -> Scores:
        """What the shape and either side on its own are worth: paragraphs, neighbours, boilerplate."""
        a, b = self._sizes
        shape = weights.bead + weights.one_to_one * (a + b == 2)
        shape += weights.extra_sentences * (a + b - 2) + weights.unevenness * np.abs(a - b)
        margin = (weights.margin + weights.margin_each * (a + b - 1))[:, None] / 2
        rows, columns = (
            (weights.paragraph * side.breaks - margin * scale.calibrated(side.nearest)).astype(np.float32)
            for side in (left, right)
        )
        rows += shape[:, None].astype(np.float32)
        score: Scores = rows[:, :, None] + columns[:, None]
        if left.page.any() or right.page.any():
            score += np.float32(weights.boilerplate) * np.abs(left.page[:, :, None] - right.page[:, None])
        return score

    def _likeness(self, block: Block, short: Scores, scale: Calibration, weights: Weights) -> Scores:
        """What the similarity is worth: in itself, by its margin, and against smaller and larger beads."""
        a, b = self._sizes
        similar = similarities(*self._overlaps, block, int(max(a.max(), b.max())) + 1)
        if self._known is not None:
            self._known.write(similar, block)
        alike = similar[a, b, 1:-1, 1:-1]
        each = weights.similarity + weights.margin + (weights.similarity_each + weights.margin_each) * (a + b - 1)
        score: Scores = each[:, None, None].astype(np.float32) * scale.calibrated(alike)
        far = (np.float32(scale.level) - alike) * np.float32(1 / scale.spread)
        short *= np.clip(far, 0, _MOST_FAR)
        short *= np.float32(weights.far_short)
        score += short
        far -= 1
        np.clip(far, 0, _MOST_FAR - 1, out=far)
        far *= np.float32(weights.far)
        score += far
        is_more = (a + b > 2)[:, None, None].astype(np.float32)
        score += np.float32(weights.over_parts) * is_more * _gain(alike, _parts(similar, a, b))
        score += np.float32(weights.over_wider) * _gain(alike, _wider(similar, a, b))
        return score


def _ends(left: _Side, right: _Side, scale: Calibration, weights: Weights) -> Scores:
    """Whether the last sentences [rows, columns] end alike."""
    stop, question = weights.stop * scale.stop, weights.question * scale.question
    unlike = stop * (left.stopped[:, None] ^ right.stopped) + question * (left.question[:, None] ^ right.question)
    return unlike.astype(np.float32)


def _add_lengths(score: Scores, left: Scores, right: Scores, scale: Calibration, weights: Weights) -> None:
    """Add what it costs that the lengths do not agree, the more the longer the texts are."""
    mismatch = (np.log(left) - np.float32(scale.ratio))[:, :, None] - np.log(right)[:, None]
    np.abs(mismatch, out=mismatch)
    long = (np.float32(weights.length_long) * (left / _LONG) ** 0.25)[:, :, None] * (right / _LONG)[:, None] ** 0.25
    long += np.float32(weights.length)
    long *= mismatch
    score += long


def _linked(block: Block, links: Sequence[Link]) -> Values:
    """1 for each left and right sentence of a block (`Block.sentences`) that are linked, 0 for others."""
    up, down, before, after = block.sentences
    table = np.zeros((down - up, after - before))
    for link in links:
        if link.left and link.right:
            table[link.left[0] - up : link.left[-1] + 1 - up, link.right[0] - before : link.right[-1] + 1 - before] = 1
    return table


def _gain(alike: Scores, others: Iterable[Scores]) -> Scores:
    """How much more alike the beads are than the best of others."""
    highest = -np.ones_like(alike)
    for other in others:
        np.maximum(highest, other, out=highest)
    gain: Scores = np.subtract(alike, highest, out=highest)
    return np.clip(gain, -_MOST_GAIN, _MOST_GAIN, out=gain)


def _parts(similar: Scores, a: Numbers, b: Numbers) -> Iterator[Scores]:
    """The similarities of the beads that lack an outer sentence of either side or of both."""
    for rows in (_HERE, _BEFORE):
        yield similar[a - 1, b, rows, _HERE]
    for columns in (_HERE, _BEFORE):
        yield similar[a, b - 1, _HERE, columns]
    for both in (_HERE, _BEFORE):
        yield similar[a - 1, b - 1, both, both]


def _wider(similar: Scores, a: Numbers, b: Numbers) -> Iterator[Scores]:
    """Those of the beads with one more outer sentence."""
    for rows in (_HERE, _AFTER):
        yield similar[a + 1, b, rows, _HERE]
    for columns in (_HERE, _AFTER):
        yield similar[a, b + 1, _HERE, columns]


@dataclass(frozen=True, slots=True, eq=False)
class _Side:
    """What beads ask of the runs [size, ends] of one side, and of the last sentences [ends] of these."""

    nearest: Values
    breaks: Values
    page: Scores
    lengths: Scores
    short: Scores
    missing: Flags
    stopped: Flags
    question: Flags

    @classmethod
    def of(cls, units: Units, runs: Overlaps, nearest: Values) -> _Side:
        """Those of a whole document, for the ends 0 to n."""
        breaks = np.roll(
            runs.sums(units.opening.astype(np.float64)), 1, 0
        )  # the first sentence of a run may open a paragraph
        breaks[:2] = 0
        lengths = np.maximum(runs.sums(units.lengths), 1)
        page = runs.means(units.boilerplate.astype(np.float64))
        arrays = (
            runs.means(nearest),
            breaks,
            *(x.astype(np.float32) for x in (page, lengths, np.exp(-lengths / SHORT))),
        )
        last = (np.concatenate([[False], flags]) for flags in (units.stopped, units.question))
        return cls(*(array[:, 1:-1] for array in (*arrays, runs.missing)), *last)

    def within(self, ends: slice, sizes: Numbers) -> _Side:
        """Those of the ends in a block, for the runs [beads, ends] of beads of these sizes."""
        arrays = (getattr(self, field.name) for field in fields(self))
        return _Side(*(array[sizes, ends] if array.ndim == 2 else array[ends] for array in arrays))
