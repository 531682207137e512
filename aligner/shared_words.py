"""Which words two documents write alike, and where: numbers and names betray sentences that belong together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np

from aligner.blocks import Block, Numbers, Scores, Values, run_sums
from aligner.overlaps import Overlaps

_MOST_PAIRS = 1_000
"""Pairs of sentences that one word may join; a word of many sentences tells little."""
_LEAST_SCALE = 0.7
_FEW = 2.0


class SharedWords:
    """How much of the words known to both documents the two sides of a bead do not share.

    A word weighs 1 where each document has it in one sentence, and less the more sentences hold it.
    """

    def __init__(self, left: Overlaps, right: Overlaps, words: tuple[Sequence[frozenset[str]], ...]) -> None:
        vocabulary = {word: k for k, word in enumerate(sorted(_all(words[0]) & _all(words[1])))}
        lefts, rights = (_occurrences(side, vocabulary) for side in words)
        counts = np.stack([np.bincount(side[0], minlength=len(vocabulary)) for side in (lefts, rights)])
        usual = max(np.log((left.count + right.count) / 2), _LEAST_SCALE)
        weights = np.maximum(1 - np.log(np.maximum(counts.max(0), 1)) / usual, 0)
        weights[counts.prod(0) > _MOST_PAIRS] = 0
        self._left = left.sums(_total(lefts, weights, left.count)).astype(np.float32)
        self._right = right.sums(_total(rights, weights, right.count)).astype(np.float32)
        self._rows, self._columns, self._weights = _pairs(lefts, rights, counts[1], weights)

    def unshared(self, block: Block, left_sizes: Numbers, right_sizes: Numbers) -> Scores | None:
        """The share [beads, rows, columns] of unshared words, 0 to 1, in beads of these sizes.

        Where there are few words it is smaller. None where there are no words at all.
        """
        up, down, before, after = block.sentences
        inside = slice(*np.searchsorted(self._rows, (up, down)))
        i, j, weights = self._rows[inside] - up, self._columns[inside] - before, self._weights[inside]
        shape = down - up, after - before
        here = (j >= 0) & (j < shape[1])
        table = _sums(i[here] * shape[1] + j[here], weights[here], shape[0] * shape[1]).reshape(shape)
        rows, columns = slice(block.top + 2, block.bottom + 2), slice(block.first + 1, block.last + 2)
        lefts, rights = self._left[left_sizes, rows], self._right[right_sizes, columns]
        if not lefts.any() and not rights.any():
            return None
        share = run_sums(table, int(max(left_sizes.max(), right_sizes.max())))[left_sizes, right_sizes, 1:-1, 1:-1]
        both = lefts[:, :, None] + rights[:, None]
        share *= -2
        share += both
        both += _FEW
        share /= both
        return share


def _all(sentences: Sequence[frozenset[str]]) -> set[str]:
    return set(chain.from_iterable(sentences))


def _occurrences(sentences: Sequence[frozenset[str]], vocabulary: dict[str, int]) -> tuple[Numbers, Numbers]:
    """The words, by number and sorted, and the sentences they stand in."""
    found = [(vocabulary[word], i) for i, words in enumerate(sentences) for word in words if word in vocabulary]
    words, where = np.array(sorted(found), np.int64).reshape(-1, 2).T
    return words, where


def _total(occurrences: tuple[Numbers, Numbers], weights: Values, count: int) -> Values:
    words, where = occurrences
    return _sums(where, weights[words], count)


def _sums(places: Numbers, values: Values, count: int) -> Values:
    """The sum of the values at each of `count` places."""
    return np.bincount(places, values, count).astype(np.float64)


def _pairs(
    lefts: tuple[Numbers, Numbers], rights: tuple[Numbers, Numbers], counts: Numbers, weights: Values
) -> tuple[Numbers, Numbers, Values]:
    """The left and right sentences that share a word, in the order of the left ones, and its weight."""
    words, where = (array[weights[lefts[0]] > 0] for array in lefts)
    starts = np.concatenate([[0], np.cumsum(counts)])
    repeats = counts[words]
    offsets = np.arange(repeats.sum()) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    partners = rights[1][np.repeat(starts[words], repeats) + offsets]
    rows = np.repeat(where, repeats)
    order = np.argsort(rows, kind="stable")
    return rows[order], partners[order], np.repeat(weights[words], repeats)[order]
