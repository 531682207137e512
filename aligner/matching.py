"""The articles of two or three pools that are versions of each other, told by their texts alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from math import inf

from aligner.articles import Article
from aligner.bitext import Role
from aligner.candidates import candidates
from aligner.chaining import FAINT, Cluster, Likenesses, chained
from aligner.encoding import Encoder
from aligner.likeness import Comparison, Likeness
from aligner.profiles import Profile, learn_whole, profiles
from aligner.reasons import Reasons
from aligner.remembered import RememberedEncoder

CLEAR, APART, AGREED = 0.8, 0.3, 0.3
"""From which share on, how far ahead of all others and with which agreement of digits a glance at a pair is enough."""
REACH = 0.4
"""How far behind the best an article may be and still be looked at closely."""


@dataclass(frozen=True, slots=True)
class Match:
    """Two or three articles that tell one story, one made from the other, and how sure that is (0..1).

    `missing` says of each role that has a pool but no article here why it has none.
    """

    articles: Mapping[Role, Article]
    confidence: float
    missing: Mapping[Role, str]


@dataclass(frozen=True, slots=True)
class Unmatched:
    """An article without a partner, the one that came nearest, how sure that would be, and what speaks against it."""

    role: Role
    article: Article
    nearest: Article | None
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class Matching:
    """Each article of the pools once: in a chain or among the unmatched, both in the order of the pools.

    At the end of the unmatched stand those without words and repeated ones, which nobody was looked for.
    """

    chains: tuple[Match, ...]
    unmatched: tuple[Unmatched, ...]


def match(pools: Mapping[Role, Sequence[Article]], encoder: Encoder) -> Matching:
    """Match the articles of two or three pools one to one.

    No ids are needed, and dates only help. An article that two others are equally near stays unmatched, for no match
    is better than a wrong one. The order of a pool has no influence on who is matched with whom.
    """
    remembered = RememberedEncoder(encoder)
    given = {role: pools[role] for role in Role if role in pools}
    unfit = {role: _unfit(articles) for role, articles in given.items()}
    seen = {
        role: profiles(role, [article for k, article in enumerate(articles) if k not in unfit[role]], remembered)
        for role, articles in given.items()
    }
    found = likenesses(seen, remembered)
    clusters = dict(chained(found))
    why = Reasons(seen, found, clusters)
    place = {profile: k for k, profile in enumerate(chain(*seen.values()))}
    ordered = sorted(clusters, key=lambda cluster: min(place[profile] for profile in cluster))
    chains = (Match(_by_role(cluster), clusters[cluster], why.missing(cluster)) for cluster in ordered)
    taken = {profile for cluster in clusters for profile in cluster}
    alone = (_alone(profile, why) for profile in place if profile not in taken)
    left_out = (Unmatched(role, given[role][k], None, 0.0, unfit[role][k]) for role in given for k in unfit[role])
    return Matching(tuple(chains), (*alone, *left_out))


def _unfit(articles: Sequence[Article]) -> dict[int, str]:
    """The places of articles without words, and of all but the first published that have the same text, and why."""
    first: dict[str, Article] = {}
    reasons = {}
    for k, article in sorted(enumerate(articles), key=lambda one: (*_age(one[1]), one[0])):
        wording = " ".join(article.text.split())
        if not any(map(str.isalnum, wording)):
            reasons[k] = "it holds no words"
        elif wording in first:
            reasons[k] = f"it has the same text as {first[wording].origin}"
        first.setdefault(wording, article)
    return dict(sorted(reasons.items()))


def _age(article: Article) -> tuple[float, str, str]:
    return article.published.timestamp() if article.published else inf, article.id, article.text


def _by_role(cluster: Cluster) -> dict[Role, Article]:
    found = {profile.role: profile.article for profile in cluster}
    return {role: found[role] for role in Role if role in found}


def _alone(profile: Profile, why: Reasons) -> Unmatched:
    nearest, sureness, reason = why.unmatched(profile)
    return Unmatched(profile.role, profile.article, nearest.article if nearest else None, sureness, reason)


def likenesses(pools: Mapping[Role, Sequence[Profile]], encoder: RememberedEncoder) -> Likenesses:
    """How alike the candidates are, those that a glance does not settle by a closer look."""
    comparison = Comparison(encoder)
    found: dict[Profile, dict[Profile, Likeness]] = {profile: {} for profile in chain(*pools.values())}
    pairs = [
        (pools[a][i], pools[b][j]) for a, b in combinations(pools, 2) for i, j in sorted(candidates(pools[a], pools[b]))
    ]
    learn_whole([profile for pair in pairs for profile in pair], encoder)

    def note(one: Profile, other: Profile, likeness: Likeness) -> None:
        found[one][other] = found[other][one] = likeness

    for one, other in pairs:
        note(one, other, comparison.glance(one, other))
    for one, other in [pair for pair in pairs if _unclear(*pair, found)]:
        note(one, other, comparison.closer(found[one][other], one, other))
    return found


def _unclear(one: Profile, other: Profile, found: Likenesses) -> bool:
    """Whether two articles may belong together and it takes more than a glance to tell."""
    likeness = found[one][other]
    rivals = [
        seen.score
        for profile, partner in ((one, other), (other, one))
        for third, seen in found[profile].items()
        if third.role is partner.role and third is not partner
    ]
    behind = max(rivals, default=0.0) - likeness.score
    agreed = likeness.agreement >= AGREED or not (one.digits or other.digits)
    clear = likeness.coverage >= CLEAR and behind <= -APART and agreed
    return likeness.coverage >= FAINT and behind <= REACH and not clear
