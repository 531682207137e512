"""Words of one end of the chain that say something else than what the other two sides agree on in their place.

What stands in a word's place is linked to it, or is where its neighbours lead. How unlike the words are, how well the
other two agree and whether they are left over on their sides is weighed by a logistic regression, learned from faithful
rows in which a word was replaced by another at random.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from aligner.bitext import Role
from aligner.encoding import Vectors
from aligner.evidence import Evidence, Side, WordLinks
from aligner.lang.arabic import folded
from aligner.lang.opposites import alike
from aligner.lang.stopwords import stopwords
from aligner.logistic import Numbers, learned

TABLE = "misfit_weights.tsv"
LEFT_OVER = 0.6
"""Centred cosine from which something on the odd word's side answers to a word of the other two."""
SUPPORTED = 0.5
"""Centred cosine from which the far side has something for a word, wherever it stands."""
NEUTRAL = 0.8
"""The support of the neighbour that the first and the last word lack."""
ENDINGS = ("ing", "ed", "ly", "tion", "s")
"""Endings by which words of one kind are known."""
PRONOUNS = frozenset({"one", "ones"})
"""Words that may stand for any other."""


class Place(NamedTuple):
    """A word of the odd end, and those that stand in its place on the far end and in the translation."""

    odd: int
    far: int
    middle: int


class Misfit(NamedTuple):
    """A place and the log odds that its odd word was put there by mistake."""

    place: Place
    log_odds: float


class Triangle(NamedTuple):
    """The links from the odd end to the far one, from it to the translation, and from the far end to that."""

    across: WordLinks
    inward: WordLinks
    agreed: WordLinks


def misfits(evidence: Evidence, odd: Role, far: Role) -> Iterator[Misfit]:
    """The likeliest place of each word of the odd end that may be a misfit, whatever its odds."""
    links = triangle(evidence, odd, far)
    found = places(evidence.sides[odd], evidence.sides[far], links)
    if not found:
        return
    values = learned(TABLE)[odd.value].log_odds(features(evidence.sides[odd], evidence.sides[far], links, found))
    best: dict[int, Misfit] = {}
    for place, value in zip(found, values, strict=True):
        if place.odd not in best or value > best[place.odd].log_odds:
            best[place.odd] = Misfit(place, float(value))
    yield from best.values()


def triangle(evidence: Evidence, odd: Role, far: Role) -> Triangle:
    """The links among three sides, seen from the odd one."""
    middle = Role.TRANSLATION
    return Triangle(evidence.between(odd, far), evidence.between(odd, middle), evidence.between(far, middle))


def places(side: Side, other: Side, links: Triangle) -> list[Place]:
    """The words of `side` that neither end accounts for, with what is left over in their place."""
    renders, direct, inward = dict(links.agreed.pairs), dict(links.across.pairs), dict(links.inward.pairs)
    rendered = {middle: far for far, middle in links.agreed.pairs}
    lost = _left_over(links.across.similarity.T, links.inward.similarity.T, renders)
    candidates = {k for k in _content(other) & lost if not any(alike(other.words[k].text, w.text) for w in side.words)}
    found: list[Place] = []
    for word in sorted(_content(side)) if candidates else ():
        if links.across.similarity[word].max() >= SUPPORTED:
            continue
        near = {direct.get(word), rendered.get(inward.get(word, -1)), direct.get(word - 1, -2) + 1}
        near.add(direct.get(word + 1, 0) - 1)
        standing = sorted(k for k in near if k is not None and k in candidates)
        if standing and not any(alike(side.words[word].text, w.text) for w in other.words):
            found += (Place(word, k, renders[k]) for k in standing)
    return found


def features(side: Side, other: Side, links: Triangle, found: Sequence[Place]) -> dict[str, Numbers]:
    """The features of each place, each [places], by their names in `misfit_weights.tsv`."""
    across, inward, agreed = (one.similarity.astype(float) for one in links)
    odd, far, middle = np.array(found).T
    best = np.r_[across.max(1), NEUTRAL]
    best_across, best_inward, agreement = across[odd].max(1), inward[odd].max(1), agreed[far, middle]
    direct = dict(links.across.pairs)
    inner = set(links.inward.pairs)
    texts = [(side.words[i].text, other.words[j].text) for i, j in zip(odd, far, strict=True)]
    between = [direct.get(i - 1) == j - 1 and direct.get(i + 1) == j + 1 for i, j in zip(odd, far, strict=True)]
    return {
        "across": across[odd, far],
        "best_across": best_across,
        "best_inward": best_inward,
        "agreement": agreement,
        "far_best": across.max(0)[far],
        "middle_best": inward.max(0)[middle],
        "margin": agreement - np.maximum(best_across, best_inward),
        "same_kind": np.array([_ending(one) == _ending(two) for one, two in texts], float),
        "between": np.array(between, float),
        "length": np.array([len(one) for one, _ in texts], float),
        "linked": np.array([direct.get(i) == j or (i, k) in inner for i, j, k in found], float),
        "words": np.full(len(found), float(len(across))),
        "before": np.where(odd > 0, best[odd - 1], NEUTRAL),
        "after": best[odd + 1],
        "median": np.full(len(found), float(np.median(across.max(1)))),
    }


def _left_over(across: Vectors, inward: Vectors, renders: dict[int, int]) -> set[int]:
    """The far words that, like what renders them in the translation, the odd end has nothing for."""
    far, middle = across.max(1), inward.max(1)
    return {k for k, partner in renders.items() if far[k] < LEFT_OVER and middle[partner] < LEFT_OVER}


def _content(side: Side) -> set[int]:
    """The words in small letters that carry meaning of their own."""
    stops = stopwords(side.lang) | PRONOUNS
    texts = ((k, word.text) for k, word in enumerate(side.words))
    return {k for k, text in texts if len(text) > 1 and text[0].islower() and folded(text) not in stops}


def _ending(word: str) -> str:
    return next((ending for ending in ENDINGS if word.endswith(ending)), "")
