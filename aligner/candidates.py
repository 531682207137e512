"""Which articles of two pools may belong together: by their leads, the words and figures they share, their dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from zlib import crc32

import numpy as np

from aligner.encoding import Vectors, unit
from aligner.profiles import Profile

NEAREST = 8
"""Candidates that each article of either pool has."""
BLOCK = 512
"""Articles that are compared at once with all others, so that memory grows with the size of one pool only.

Every pair is looked at: 10,000 by 10,000 take about as long as to encode 300 articles. An approximate index (HNSW)
would only pay beyond some 50,000 articles a pool.
"""
BUCKETS = 256
"""Shared words are hashed to so many dimensions (Weinberger et al. 2009)."""
SHARE = 0.3
"""Part of the shared words and figures in the vector that is searched by; the rest is the lead's."""
WINDOW = 30
"""Days apart beyond which it makes no further difference how many."""
LATE = 0.1
"""What WINDOW days apart take from a similarity: dates prefer, and forbid nothing, for those of feeds may be wrong."""


def candidates(left: Sequence[Profile], right: Sequence[Profile], *, both_ways: bool = True) -> set[tuple[int, int]]:
    """The pairs (i, j) in which the right one is among the NEAREST of the left one, or, `both_ways`, vice versa."""
    if not left or not right:
        return set()
    ours, theirs = _searchable(left, right)
    days, other_days = (np.array([profile.day for profile in pool]) for pool in (left, right))
    found = set(_nearest(ours, theirs, days, other_days))
    if not both_ways:
        return found
    return found | {(i, j) for j, i in _nearest(theirs, ours, other_days, days)}


def lateness(one: Profile, other: Profile) -> float:
    """What the days between two articles take from their likeness, 0 to LATE."""
    return float(_late(np.array([one.day]), np.array([other.day]))[0, 0])


def _late(days: Vectors, others: Vectors) -> Vectors:
    """The same [n, m]; nothing where a date is unknown."""
    apart = np.nan_to_num(np.abs(days[:, None] - others[None, :]), nan=0.0)
    result: Vectors = LATE * np.minimum(np.log1p(apart) / np.log1p(WINDOW), 1)
    return result


def _nearest(ours: Vectors, theirs: Vectors, days: Vectors, other_days: Vectors) -> Iterator[tuple[int, int]]:
    count = min(NEAREST, len(theirs))
    for start in range(0, len(ours), BLOCK):
        block = slice(start, start + BLOCK)
        similarity = ours[block] @ theirs.T - _late(days[block], other_days)
        best = np.argpartition(-similarity, count - 1, axis=1)[:, :count]
        yield from ((start + i, int(j)) for i, row in enumerate(best) for j in row)


def _searchable(left: Sequence[Profile], right: Sequence[Profile]) -> tuple[Vectors, Vectors]:
    """The vectors [n, d + BUCKETS] of both pools: leads beside the words that stand in both pools, rare ones first."""
    counts = [Counter(chain.from_iterable(profile.words for profile in pool)) for pool in (left, right)]
    total = len(left) + len(right)
    weights = {
        word: np.log(total / (counts[0][word] + counts[1][word])) for word in counts[0].keys() & counts[1].keys()
    }
    ours, theirs = (
        np.hstack(
            [
                np.sqrt(1 - SHARE) * np.stack([profile.lead for profile in pool]),
                np.sqrt(SHARE) * unit(np.stack([_hashed(profile.words & weights.keys(), weights) for profile in pool])),
            ]
        ).astype(np.float32)
        for pool in (left, right)
    )
    return ours, theirs


def _hashed(words: frozenset[str], weights: dict[str, float]) -> Vectors:
    """Each word adds its weight, or takes it away, at a place of its own: by a hash, the same in every run."""
    vector = np.zeros(BUCKETS, np.float32)
    for word in sorted(words):
        code = crc32(word.encode("utf-8", "surrogatepass"))
        vector[code % BUCKETS] += weights[word] if code & 1 << 20 else -weights[word]
    return vector
