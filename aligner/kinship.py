"""How much of one article stands in another: rows that align, whether in the same order, and sentences in common."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from aligner.align import align
from aligner.dossier import Article
from aligner.encoding import Encoder
from aligner.relatedness import STRONG, same_article
from aligner.units import run_encoder

HALF, ORDERED = 0.5, 0.8
"""The share of the shorter article that a text and its translation have in common at least, and of that in order."""


@dataclass(frozen=True, slots=True)
class Kinship:
    """Two articles by their numbers, `left` before `right`, and what they have in common.

    `shares` are those (0..1) of either one's sentences that align with the other's; `order` is the share of what they
    have in common that stands in the same order; `likeness` the mean centred cosine of what aligns. `common` are the
    sentences that are each other's nearest and say the same, by their numbers in either article.
    """

    left: int
    right: int
    shares: tuple[float, float]
    order: float
    likeness: float
    common: tuple[tuple[int, int], ...]
    related: bool

    @property
    def share(self) -> float:
        """The larger share: how much of the shorter article the other has."""
        return max(self.shares)

    @property
    def closeness(self) -> float:
        """How closely one renders the other: how alike what aligns is, and how much aligns on both sides (0..1)."""
        return self.likeness * sum(self.shares) / 2


def kinships(articles: Sequence[Article], encoder: Encoder) -> tuple[Kinship, ...]:
    """Every two articles, in the order in which they were given."""
    return tuple(_kinship(pair, articles, encoder) for pair in combinations(range(len(articles)), 2))


def _kinship(pair: tuple[int, int], articles: Sequence[Article], encoder: Encoder) -> Kinship:
    left, right = (articles[k] for k in pair)
    level = STRONG[left.lang == right.lang]
    encoders = run_encoder(left.document, encoder), run_encoder(right.document, encoder)
    full = [link for link in align(left.units, right.units, encoders=encoders) if link.left and link.right]
    alike = [float(left.units.together(link.left) @ right.units.together(link.right)) for link in full]
    strong = [(link, value) for link, value in zip(full, alike, strict=True) if value >= level]
    shares = (
        _share([i for link, _ in strong for i in link.left], left),
        _share([j for link, _ in strong for j in link.right], right),
    )
    common = _common(left, right, level)
    order = _in_order([j for _, j in common])
    related = same_article(left.units, right.units, left.lang == right.lang)
    likeness = float(np.mean([value for _, value in strong])) if strong else 0.0
    return Kinship(*pair, shares, order, likeness, common, related and max(shares) >= HALF and order >= ORDERED)


def _share(linked: Sequence[int], article: Article) -> float:
    own = {statement.sentence for statement in article.statements}
    return len(own.intersection(linked)) / len(own) if own else 0.0


def _common(left: Article, right: Article, level: float) -> tuple[tuple[int, int], ...]:
    """The statements that are each other's nearest, and near enough."""
    if not left.statements or not right.statements:
        return ()
    ours, theirs = (np.stack([statement.vector for statement in side.statements]) for side in (left, right))
    products = ours @ theirs.T
    there, back = products.argmax(1), products.argmax(0)
    return tuple(
        (left.statements[i].sentence, right.statements[j].sentence)
        for i, j in enumerate(there)
        if back[j] == i and products[i, j] >= level
    )


def _in_order(places: Sequence[int]) -> float:
    """The share of places in the longest ascending run of them; 1 if there are none."""
    ends: list[int] = []
    for place in places:
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
    return len(ends) / len(places) if places else 1.0
