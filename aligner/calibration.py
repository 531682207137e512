"""What linked and unlinked sentences look like in the documents at hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import TypeVar

import numpy as np

from aligner.bitext import Link
from aligner.blocks import Scores, Values
from aligner.neighbours import Neighbours
from aligner.units import Flags, Units

Real = TypeVar("Real", Values, Scores)

USUAL_LEVEL, USUAL_SPREAD = 0.60, 0.12
"""Similarity of linked sentences in news and literature, and its standard deviation, with the embedded encoder."""
USUAL_NULLS = 0.10
PRIOR_LINKS = 4
"""How many links the usual values weigh, so that short documents stay near them."""
LEAST_SPAN = 0.15


@dataclass(frozen=True, slots=True)
class Calibration:
    """The scale on which the evidence of two documents is read.

    `background` is the mean similarity of any two sentences, `level` and `spread` the mean and standard deviation of
    linked ones, `ratio` the log of the left length over the right one, `null_share` the log odds of standing alone.
    `stop` and `question` say from 0 to 1 how far the ends of linked sentences agree beyond chance.
    """

    background: float
    level: float
    spread: float = USUAL_SPREAD
    ratio: float = 0.0
    null_share: float = log(USUAL_NULLS / (1 - USUAL_NULLS))
    stop: float = 1.0
    question: float = 1.0

    def calibrated(self, similarity: Real) -> Real:
        """Similarities with the background at 0 and the level of links at 1."""
        return (similarity - self.background) / max(self.level - self.background, LEAST_SPAN)


def guess(left: Units, right: Units, near: Neighbours) -> Calibration:
    """A first calibration, from sentences that are each other's most similar one."""
    rows, columns = near.pairs.T
    weights = np.maximum(near.alike, 0) ** 2 * np.sqrt(left.lengths[rows])
    level = (np.sum(weights * near.alike) / max(np.sum(weights), 1e-9)) if len(rows) else USUAL_LEVEL
    level = _drawn(level, len(rows), USUAL_LEVEL)
    ratio = _median(np.log(left.lengths[rows] / right.lengths[columns]), weights)
    return Calibration(_background(left, right, level), level, ratio=ratio)


def refined(left: Units, right: Units, links: Sequence[Link]) -> Calibration:
    """The calibration that an alignment with these links bears out."""
    full = [link for link in links if link.left and link.right]
    alike = np.array([left.together(link.left) @ right.together(link.right) for link in full])
    level = _drawn(float(alike.mean()) if full else 0.0, len(full), USUAL_LEVEL)
    spread = _drawn(float(((alike - level) ** 2).mean()) if full else 0.0, len(full), USUAL_SPREAD**2) ** 0.5
    lefts, rights = [i for link in full for i in link.left], [j for link in full for j in link.right]
    alone = len(links) - len(full)
    share = (alone + 1) / (alone + len(lefts) + len(rights) + 2 * PRIOR_LINKS)
    ratio = log(left.lengths[lefts].sum() / right.lengths[rights].sum()) if full else 0.0
    last = np.array([(link.left[-1], link.right[-1]) for link in full], np.int64).reshape(-1, 2)
    return Calibration(
        _background(left, right, level),
        level,
        spread,
        ratio,
        log(share / (1 - share)),
        _agreement(left.stopped, right.stopped, last),
        _agreement(left.question, right.question, last),
    )


def _background(left: Units, right: Units, level: float) -> float:
    """The mean similarity of all pairs; at most half the level, since links count much in it where there are few."""
    return min(float(left.vectors.mean(0) @ right.vectors.mean(0)), level / 2)


def _drawn(value: float, count: int, usual: float) -> float:
    """A mean over `count` links, drawn towards the usual value."""
    return (value * count + usual * PRIOR_LINKS) / (count + PRIOR_LINKS)


def _median(values: Values, weights: Values) -> float:
    """The weighted median, 0 of nothing."""
    order = np.argsort(values, kind="stable")
    total = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(total, total[-1] / 2)]) if len(total) and total[-1] > 0 else 0.0


def _agreement(left: Flags, right: Flags, last: np.ndarray[tuple[int, int], np.dtype[np.int64]]) -> float:
    """How much less often (0 to 1) the last sentences of links differ in a flag than any two sentences do."""
    differing = float((left[last[:, 0]] != right[last[:, 1]]).sum())
    p, q = left.mean(), right.mean()
    chance = p * (1 - q) + q * (1 - p) + 0.05
    return float(max(0.0, 1 - (differing + 0.2) / (len(last) + PRIOR_LINKS) / chance))
