"""Why an article has no partner, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from aligner.bitext import Role
from aligner.chaining import RELATED, Cluster, Likenesses, confidence
from aligner.likeness import Likeness
from aligner.profiles import Profile

UNLIKE = 0.3
"""Articles that share less tell different stories; across two languages a glance finds that much by chance."""
CLOSE = 0.1
"""Two articles whose scores differ less are hard to tell apart."""


class Reasons:
    """Tells of what was left alone who came nearest and what spoke against it."""

    def __init__(
        self,
        pools: Mapping[Role, Sequence[Profile]],
        likenesses: Likenesses,
        clusters: Iterable[Cluster],
    ) -> None:
        self._pools, self._likenesses = pools, likenesses
        self._taken = {profile: cluster for cluster in clusters for profile in cluster}

    def missing(self, cluster: Cluster) -> dict[Role, str]:
        """Why a cluster has no article of a role that has a pool."""
        absent = [role for role in self._pools if role not in {profile.role for profile in cluster}]
        return {role: self._why(*max((self._best(p, [role]) for p in cluster), key=_score), [role]) for role in absent}

    def unmatched(self, profile: Profile) -> tuple[Profile | None, float, str]:
        """The nearest, how sure it would be, and what speaks against it."""
        roles = [role for role in self._pools if role is not profile.role]
        found = self._best(profile, roles)
        _, nearest, likeness = found
        if nearest is None or likeness is None:
            return None, 0.0, self._why(*found, roles)
        rivals = [
            seen.score
            for one, other in ((profile, nearest), (nearest, profile))
            for _, seen in self._rivals(one, other)
        ]
        ahead = likeness.score - max([RELATED, *rivals])
        return nearest, confidence(likeness, ahead), self._why(*found, roles)

    def _best(self, profile: Profile, roles: Sequence[Role]) -> tuple[Profile, Profile | None, Likeness | None]:
        others = self._likenesses[profile].items()
        found = [(other, likeness) for other, likeness in others if other.role in roles]
        best = max(found, key=lambda one: (one[1].score, one[0].key), default=(None, None))
        return profile, *best

    def _rivals(self, profile: Profile, chosen: Profile) -> list[tuple[Profile, Likeness]]:
        """Articles that could be in place of the chosen one."""
        return [
            (other, likeness)
            for other, likeness in self._likenesses[profile].items()
            if other.role is chosen.role and other is not chosen
        ]

    def _why(self, profile: Profile, nearest: Profile | None, likeness: Likeness | None, roles: Sequence[Role]) -> str:
        wanted = " and its ".join(roles)
        if nearest is None or likeness is None:
            return "there is nothing to match it with"
        name, share = nearest.article.origin, f"{likeness.coverage:.0%}"
        if likeness.coverage < UNLIKE:
            are = "is not in the pool" if len(roles) == 1 else "are not in the pools"
            return f"its {wanted} {are}: no article tells the same story"
        owner = next((p for p in self._taken.get(nearest, ()) if p.role is profile.role), None)
        if owner is not None:
            return f"{name} is matched with {owner.article.origin}, which is nearer to it"
        for one, other, as_near in ((profile, nearest, "so does {}"), (nearest, profile, "{} is as near to it")):
            rival = self._as_near(one, other, likeness)
            if rival:
                return f"{name} says the same in {share} of the text, but {as_near.format(rival.article.origin)}"
        return f"its {nearest.role} is not in the pool: {name} is nearest and says the same in only {share} of the text"

    def _as_near(self, profile: Profile, chosen: Profile, likeness: Likeness) -> Profile | None:
        """The one that can hardly be told from the chosen one, if there is any."""
        rivals = [(seen.score, other.key, other) for other, seen in self._rivals(profile, chosen)]
        score, _, nearest = max(rivals, default=(-1.0, None, None))
        return nearest if score > likeness.score - CLOSE else None


def _score(found: tuple[Profile, Profile | None, Likeness | None]) -> float:
    return found[2].score if found[2] else -1.0
