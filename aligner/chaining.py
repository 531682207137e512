"""Articles of two or three pools to chains: who is likest to whom, and surely likelier than any other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from aligner.likeness import Likeness
from aligner.logistic import Logistic, probability
from aligner.profiles import Profile

Likenesses: TypeAlias = Mapping[Profile, Mapping[Profile, Likeness]]
"""What each article has in common with those of other pools that may belong to it; it holds in both directions."""
Cluster: TypeAlias = tuple[Profile, ...]

FAINT = 0.15
"""Share of two articles that has to find a counterpart for them to be worth a thought.

Translations have .5 at least, other articles on the same event .5 at most.
"""
SURE = 0.7
"""Confidence from which articles are put together; below, they stay apart: no match is better than a wrong one."""
RELATED = 0.5
"""The score that another article on the same event may have: every match has to be ahead of that."""
FARTHEST = 0.3
"""A rival that is farther behind than this tells no more."""
CONFIDENCE = Logistic({"coverage": 1.8, "lead": 18.8}, -1.2)
"""How likely two articles, or an article and two that belong together, do belong together."""


@dataclass(frozen=True, slots=True)
class Union:
    """Two clusters that may be one, how alike they are, and by how much ahead of what could be in place of either."""

    left: Cluster
    right: Cluster
    likeness: Likeness
    ahead: float

    @property
    def confidence(self) -> float:
        """How sure it is that they belong together."""
        return confidence(self.likeness, self.ahead)

    @property
    def order(self) -> tuple[float, float, object]:
        """The surest first; then by what the articles are called, so that the order of a pool tells nothing."""
        names = sorted([sorted(member.key for member in side) for side in (self.left, self.right)])
        return -self.confidence, -self.likeness.score, names


def chained(likenesses: Likenesses) -> Iterator[tuple[Cluster, float]]:
    """The clusters of two or three articles, each of another role, with the confidence of each.

    Clusters are joined in rounds, the surest first. Of three articles each bears witness for the others: a third joins
    two by the mean of what speaks for it on either side. What is taken is no rival in the rounds that follow.
    """
    clusters: dict[Profile, Cluster] = {profile: (profile,) for profile in likenesses}
    confidences: dict[Cluster, float] = {}
    while joined := _round(clusters, likenesses):
        for union in joined:
            both = (*union.left, *union.right)
            known = (confidences.pop(side, 1.0) for side in (union.left, union.right))
            confidences[both] = min(union.confidence, *known)
            clusters.update(dict.fromkeys(both, both))
    yield from confidences.items()


def _round(clusters: Mapping[Profile, Cluster], likenesses: Likenesses) -> list[Union]:
    """The unions that are sure and do not touch each other."""
    sure = [union for union in unions(clusters, likenesses) if union.confidence >= SURE]
    taken: set[Profile] = set()
    joined = []
    for union in sorted(sure, key=lambda union: union.order):
        members = {*union.left, *union.right}
        if not members & taken:
            joined.append(union)
            taken |= members
    return joined


def unions(clusters: Mapping[Profile, Cluster], likenesses: Likenesses) -> Iterator[Union]:
    """All that could be, each once."""
    near = {cluster: _near(cluster, clusters, likenesses) for cluster in set(clusters.values())}
    for cluster, others in near.items():
        for other, likeness in others.items():
            if cluster[0].key < other[0].key:
                ahead = likeness.score - max(_rival(cluster, other, near), _rival(other, cluster, near))
                yield Union(cluster, other, likeness, ahead)


def confidence(likeness: Likeness, ahead: float) -> float:
    """How likely two belong together that are so alike, and so far ahead of the next that could be in place of one."""
    lead = float(np.clip(ahead, -FARTHEST, FARTHEST))
    values = {"coverage": likeness.coverage, "lead": lead}
    odds = CONFIDENCE.log_odds({name: np.array([value]) for name, value in values.items()})
    return probability(float(odds[0]))


def _near(cluster: Cluster, clusters: Mapping[Profile, Cluster], likenesses: Likenesses) -> dict[Cluster, Likeness]:
    """The clusters of other roles that a cluster has something in common with, and how much on average."""
    roles = {member.role for member in cluster}
    seen: dict[Cluster, list[Likeness]] = {}
    for member in cluster:
        for other, likeness in likenesses[member].items():
            if roles.isdisjoint(one.role for one in clusters[other]):
                seen.setdefault(clusters[other], []).append(likeness)
    return {other: _mean(found) for other, found in seen.items() if max(x.coverage for x in found) >= FAINT}


def _mean(found: Sequence[Likeness]) -> Likeness:
    coverage, agreement, late = (
        sum(values) / len(found) for values in zip(*((x.coverage, x.agreement, x.late) for x in found), strict=True)
    )
    return Likeness(coverage, coverage, agreement, late)


def _rival(cluster: Cluster, chosen: Cluster, near: Mapping[Cluster, Mapping[Cluster, Likeness]]) -> float:
    """The score of the likest that could be in place of the chosen one, or of some other article on the same event."""
    roles = {member.role for member in chosen}
    rivals = (
        likeness.score
        for other, likeness in near[cluster].items()
        if other != chosen and not roles.isdisjoint(member.role for member in other)
    )
    return max([RELATED, *rivals])
