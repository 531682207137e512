"""How far the words of two sides that correspond stand in the same order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection
from itertools import pairwise
from typing import NamedTuple

from aligner.evidence import Side, WordLinks

LINKED = 0.3
"""Centred cosine from which a link counts."""
STEP = 3
"""Words within which neighbours on one side have to follow each other on the other."""
MOST = 80
"""Links that are looked at; more tell no more, and comparing each with each grows fast."""


class Order(NamedTuple):
    """How many words are linked, and how well their order agrees.

    `follow` (0..1) is the share of neighbours that follow each other on the other side too, `agree` the share of all
    pairs in which the first comes first there as well: 0.5 by chance.
    """

    linked: int
    follow: float
    agree: float


def order(left: Side, right: Side, links: WordLinks, within: Collection[int]) -> Order:
    """The order of the words of the left side by that of the given words of the right one."""
    pairs = sorted(
        (i, j)
        for i, j in links.pairs
        if j in within
        and links.similarity[i, j] >= LINKED
        and left.words[i].text[0].isalnum()
        and right.words[j].text[0].isalnum()
    )[:MOST]
    steps = [(i, j, k, m) for (i, j), (k, m) in pairwise(pairs) if k - i <= STEP]
    kept = _ascending([j for _, j in pairs])
    possible = len(pairs) * (len(pairs) - 1) / 2
    followed = sum(0 < m - j <= STEP for _, j, _, m in steps)
    return Order(len(pairs), followed / len(steps) if steps else 1.0, kept / possible if possible else 1.0)


def _ascending(places: list[int]) -> int:
    """How many pairs of places stand in ascending order."""
    before: list[int] = []
    kept = 0
    for place in places:
        at = bisect_left(before, place)
        kept += at
        before.insert(at, place)
    return kept
