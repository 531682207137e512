"""The best monotone chain of beads and null links, by dynamic programming over the blocks of a search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from aligner.beads import Shape
from aligner.bitext import Link
from aligner.blocks import LONGEST, Block, Scores, Values

Codes: TypeAlias = NDArray[np.uint8]
_BEAD, _LEFT, _RIGHT = range(3)
"""The state of a chain: what it ends with, a bead, a null link of the left side or one of the right.

In a gap the left ones come first, so that each set of links is one chain.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Nulls:
    """The scores of null links: `left` [n], `right` [m], what each `run` of them adds, and a run facing another."""

    left: Values
    right: Values
    run: float
    both_sides: float


def best_chain(
    blocks: Sequence[Block], shapes: Sequence[Shape], scores: Callable[[Block], Scores], nulls: Nulls
) -> tuple[tuple[Link, float], ...]:
    """The links of the chain with the highest sum of scores, each with its gain.

    The gain of a bead is its score less those of null links for all of its sentences; that of a null link is 0.

    `blocks` cover all rows in order, `scores(block)` [shapes, rows, columns] are those of the beads that end there.
    """
    walked = []
    frontier = _Frontier.start(blocks[0], nulls)
    for block in blocks:
        walk = _Walk(block, shapes, nulls, frontier.seen_from(block))
        frontier = walk.through(scores(block))
        walked.append(walk.steps())
    return _traced(walked, shapes, nulls)


@dataclass(frozen=True, slots=True, eq=False)
class _Frontier:
    """The last rows of a walk: the best scores in any state [LONGEST, columns], and the last row's in two of them."""

    first: int
    best: Values
    bead: Values
    left: Values

    @classmethod
    def start(cls, block: Block, nulls: Nulls) -> _Frontier:
        """Before the first row: nothing but null links of the right side."""
        columns = block.last - block.first + 1
        best = np.full((LONGEST, columns), -np.inf)
        begin = np.where(np.arange(columns) == 0, 0.0, -np.inf)
        best[-1, 0] = 0.0
        best[-1, 1:] = nulls.run + np.cumsum(nulls.right[: columns - 1])
        return cls(block.first, best, begin, np.full(columns, -np.inf))

    def seen_from(self, block: Block) -> _Frontier:
        """The same over the columns of the next block; what the walk did not reach is minus infinity."""
        old = self.best.shape[1]
        columns = block.last - block.first + 1
        start, stop = max(block.first, self.first), min(block.last + 1, self.first + old)
        here, there = slice(start - block.first, stop - block.first), slice(start - self.first, stop - self.first)
        best = np.full((LONGEST, columns), -np.inf)
        bead, left = np.full(columns, -np.inf), np.full(columns, -np.inf)
        best[:, here], bead[here], left[here] = self.best[:, there], self.bead[there], self.left[there]
        return _Frontier(block.first, best, bead, left)


class _Walk:
    """The rows of one block: the scores reached at each cell in each state, and by which bead."""

    def __init__(self, block: Block, shapes: Sequence[Shape], nulls: Nulls, entry: _Frontier) -> None:
        rows, columns = block.shape
        self.block = block
        self._nulls = nulls
        self._best = np.full((LONGEST + rows, LONGEST + columns), -np.inf)
        self._best[:LONGEST, LONGEST:] = entry.best
        self._bead, self._left, self._right = (np.full((rows + 1, columns), -np.inf) for _ in range(3))
        self._bead[0], self._left[0] = entry.bead, entry.left
        self._codes = np.zeros((rows, columns), np.uint8)
        self._scores = np.zeros((rows, columns), np.float32)
        self._rights = np.concatenate([[0.0], np.cumsum(nulls.right)])[block.first : block.last + 1]
        self._sizes = tuple(np.array(sizes) - 1 for sizes in zip(*shapes, strict=True))

    def through(self, gains: Scores) -> _Frontier:
        """Walk all rows; `gains` [shapes, rows, columns] are the scores of the beads."""
        before, columns = self._before(), np.arange(self._codes.shape[1])
        run, both_sides = self._nulls.run, self._nulls.both_sides
        opening = run - self._rights
        for row in range(len(self._codes)):
            reached = before[row][self._sizes]
            reached += gains[:, row]
            self._codes[row] = code = reached.argmax(0)
            self._scores[row] = gains[code, row, columns]
            bead, left, right = (state[row + 1] for state in (self._bead, self._left, self._right))
            bead[:] = reached[code, columns]
            np.maximum(self._bead[row] + run, self._left[row], out=left)
            left += self._nulls.left[self.block.top + row]
            entry = np.maximum(bead, left + both_sides)
            entry += opening
            right[1:] = np.maximum.accumulate(entry)[:-1]
            right += self._rights
            np.maximum(np.maximum(bead, left), right, out=self._best[LONGEST + row, LONGEST:])
        return _Frontier(self.block.first, self._best[-LONGEST:, LONGEST:], self._bead[-1], self._left[-1])

    def _before(self) -> Values:
        """The best scores [rows, LONGEST, LONGEST, columns] from which beads of each size may reach a cell."""
        down, along = self._best.strides
        shape = (len(self._codes), LONGEST, LONGEST, self._codes.shape[1])
        return as_strided(
            self._best[LONGEST - 1 :, LONGEST - 1 :], shape, (down, -down, -along, along), writeable=False
        )

    def steps(self) -> _Steps:
        """How each cell was reached."""
        nulls, bead, left, right = self._nulls, self._bead, self._left, self._right
        best = self._best[LONGEST:, LONGEST:]
        state = np.where(best == bead[1:], _BEAD, np.where(best == left[1:], _LEFT, _RIGHT))
        before_left = np.where(bead[:-1] + nulls.run >= left[:-1], _BEAD, _LEFT)
        opened = np.maximum(bead[1:], left[1:] + nulls.both_sides) + nulls.run
        before_right = np.where(bead[1:] >= left[1:] + nulls.both_sides, _BEAD, _LEFT)
        before_right = np.where(right[1:] > opened, _RIGHT, before_right)
        states = (codes.astype(np.uint8) for codes in (state, before_left, before_right))
        return _Steps(self.block, self._codes, self._scores, *states)


@dataclass(frozen=True, slots=True, eq=False)
class _Steps:
    """How each cell [rows, columns] of a block was reached.

    `codes` and `scores` are those of the bead that ends there, `state` is what the best chain ends with, `before_left`
    what one ended with that a left null link has come to, `before_right` what one ends with that a right one goes on
    from.
    """

    block: Block
    codes: Codes
    scores: Scores
    state: Codes
    before_left: Codes
    before_right: Codes


def _traced(walked: Sequence[_Steps], shapes: Sequence[Shape], nulls: Nulls) -> tuple[tuple[Link, float], ...]:
    """The links of the best chain, found from its end, and their gains."""
    links = []
    number = len(walked) - 1
    i, j, state = walked[-1].block.bottom, len(nulls.right), None
    while i > 0:
        while i <= walked[number].block.top:
            number -= 1
        steps = walked[number]
        cell = i - steps.block.top - 1, j - steps.block.first
        state = steps.state[cell] if state is None else state
        if state == _BEAD:
            a, b = shapes[steps.codes[cell]]
            gain = steps.scores[cell] - nulls.left[i - a : i].sum() - nulls.right[j - b : j].sum()
            links.append((Link(tuple(range(i - a, i)), tuple(range(j - b, j))), float(gain)))
            i, j, state = i - a, j - b, None
        elif state == _LEFT:
            links.append((Link((i - 1,), ()), 0.0))
            i, state = i - 1, steps.before_left[cell]
        else:
            links.append((Link((), (j - 1,)), 0.0))
            j, state = j - 1, steps.before_right[cell[0], cell[1] - 1]
    links += [(Link((), (k,)), 0.0) for k in reversed(range(j))]
    return tuple(reversed(links))
