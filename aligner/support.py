"""How each word of one side is supported by the words of another, as named features.

Support is the centred cosine of contextual states (SimAlign, Jalili Sabet et al. 2020; BERTScore, Zhang et al. 2020).
What a paraphrase says in other words has some of it, and leaves words over on the other side too; what was put in or
left out has little, and the words beside it close up.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from aligner.bitext import Role, is_earlier
from aligner.evidence import Side, WordLinks
from aligner.lang.arabic import folded
from aligner.lang.stopwords import stopwords
from aligner.logistic import chances
from aligner.tagging import Tags
from aligner.verbatim import FARTHEST, insertions

Numbers: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]
Features: TypeAlias = dict[str, Numbers]

ANCHOR = 0.6
"""Centred cosine from which linked words fix what stands around them: 99 % of linked words of faithful pairs within
English whose spelling agrees have more."""


class Profile(NamedTuple):
    """A side seen from another, each [words]: the best similarity, which words carry meaning, which are words."""

    best: Numbers
    content: Flags
    written: Flags


def profile(side: Side, similarity: Numbers) -> Profile:
    """The profile of a side, given its similarities [words, words of the other side]."""
    words = np.array([word.text[0].isalnum() for word in side.words])
    return Profile(similarity.max(1), content(side), words)


def content(side: Side) -> Flags:
    """Which words of a side carry meaning of their own [words]."""
    return np.array([_carries_meaning(word.text, side.lang) for word in side.words])


@lru_cache(maxsize=20_000)
def _carries_meaning(word: str, lang: str) -> bool:
    return word[0].isalnum() and folded(word.casefold()) not in stopwords(lang)


def spelt(side: Side) -> list[str]:
    """The words of a side without their capitals."""
    return [word.text.casefold() for word in side.words]


def fresh(side: Side, other: Side) -> Flags:
    """Which words of a side carry meaning of their own and stand on the other side in no form [words]."""
    stems = {_stem(word) for word in spelt(other)}
    new: Flags = content(side) & np.array([_stem(word) not in stems for word in spelt(side)])
    return new


def support(side: Side, other: Side, links: WordLinks, tags: Mapping[Role, Tags]) -> Features:
    """The features of each word of `side`, each [words]; `links` lead from `side` to `other`, `tags` may be of both.

    The names are those of `coverage_weights.tsv`, which says what each of them measures.
    """
    similarity = links.similarity.astype(float)
    mine, theirs = profile(side, similarity), profile(other, similarity.T)
    partner = np.full(len(similarity), -1)
    for left, right in links.pairs:
        partner[left] = right
    linked = np.where(partner >= 0, similarity[np.arange(len(partner)), partner], 0.0)
    place = _place(partner, linked, len(theirs.best))
    found = {
        **_similar(similarity, mine, theirs),
        "linked": linked,
        "is_linked": (partner >= 0).astype(float),
        **_spelling(side, other),
        "function": (mine.written & ~mine.content).astype(float),
        **_neighbours(mine.best, similarity.argmax(1), len(theirs.best)),
        **_room(similarity, place, theirs),
        **_left_over(theirs),
        "tagged": _tagged(side.role, other.role, place, tags),
    }
    inserted = _inserted(side, other, dict(links.pairs), mine) if side.lang == other.lang else {}
    return {**found, **_products(found, mine), **inserted}


def _similar(similarity: Numbers, mine: Profile, theirs: Profile) -> Features:
    best, median = mine.best, np.median(mine.best)
    among = np.where(theirs.content[None, :], similarity, -1.0).max(1)
    return {
        "best": best,
        "best_content": np.where(mine.content & theirs.content.any(), among, best),
        "rival": similarity.max(0)[similarity.argmax(1)] - best,
        "median": np.full(len(best), median),
        "above_median": best - median,
        "mean_content": np.full(len(best), best[mine.content].mean() if mine.content.any() else 1.0),
        "far": np.square(np.clip(ANCHOR - best, 0.0, None)),
    }


def _spelling(side: Side, other: Side) -> Features:
    mine, theirs = spelt(side), set(spelt(other))
    stems = {_stem(word) for word in theirs}
    return {
        "same_word": np.array([word in theirs for word in mine], float),
        "same_stem": np.array([_stem(word) in stems for word in mine], float),
        "length": np.array([min(len(word), 20) / 10 for word in mine]),
        "capital": np.array([word.text[0].isupper() for word in side.words], float),
        "digit": np.array([any(map(str.isdigit, word)) for word in mine], float),
    }


_ENDINGS = (
    "ations", "ation", "ments", "ingly", "ment", "ness", "ings", "ing", "ies", "ied", "ers", "ed", "es", "ly", "er",
    "'s", "’s", "s",
)  # fmt: skip


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    """The word without its ending, where three letters are left."""
    ending = next((ending for ending in _ENDINGS if word.endswith(ending) and len(word) - len(ending) > 2), "")
    return word.removesuffix(ending)


def _neighbours(best: Numbers, nearest: NDArray[np.int_], width: int) -> Features:
    """How well the words before and after are supported, and whether their counterparts are neighbours too."""
    before, after = np.r_[1.0, best[:-1]], np.r_[best[1:], 1.0]
    step = np.r_[nearest[1:], width] - np.r_[-1, nearest[:-1]]
    return {
        "before": before,
        "weaker_neighbour": np.minimum(before, after),
        "step": np.clip(step, -3, 6).astype(float),
        "closed_up": (step == 1).astype(float),
    }


class Place(NamedTuple):
    """Where each word [words] would stand on the other side, which has `width` words: after `start` and before `end`.

    They are the partners of the nearest anchors around it, between which are `run` words of its own side.
    """

    start: NDArray[np.int_]
    end: NDArray[np.int_]
    run: NDArray[np.int_]
    width: int


def _place(partner: NDArray[np.int_], linked: Numbers, width: int) -> Place:
    count = len(partner)
    place = np.arange(count)
    anchors = (partner >= 0) & (linked > ANCHOR)
    left = np.r_[-1, np.maximum.accumulate(np.where(anchors, place, -1))[:-1]]
    right = np.r_[np.minimum.accumulate(np.where(anchors, place, count)[::-1])[::-1][1:], count]
    ends = np.r_[partner, width, -1]
    return Place(ends[np.where(left < 0, count + 1, left)], ends[right], right - left - 1, width)


def _room(similarity: Numbers, place: Place, theirs: Profile) -> Features:
    """What stands on the other side between the partners of the nearest anchors on the left and on the right."""
    columns = np.arange(place.width)
    inside = (columns > place.start[:, None]) & (columns < place.end[:, None]) & theirs.written
    free = inside & theirs.content & (theirs.best < ANCHOR)
    return {
        "ordered": (place.end > place.start).astype(float),
        "room": np.minimum(inside.sum(1), 6).astype(float),
        "free_room": np.minimum(free.sum(1), 4).astype(float),
        "best_in_room": np.where(inside, similarity, 0.0).max(1),
        "run": np.minimum(place.run, 8).astype(float),
    }


def _tagged(role: Role, other: Role, place: Place, tags: Mapping[Role, Tags]) -> Numbers:
    """The chance by the tags of the later text that a word was put in there, or is missing where it would stand."""
    later = other if is_earlier(role, other) else role
    if later not in tags:
        return np.zeros(len(place.run))
    if later is role:
        return chances(tags[role].inserted)
    columns = np.arange(place.width)
    there = (columns > place.start[:, None]) & (columns <= place.end[:, None])
    missing: Numbers = np.where(there, chances(tags[later].missing), 0.0).max(1)
    return missing


def _left_over(theirs: Profile) -> Features:
    """How much the other side has for itself: a paraphrase leaves words over on both."""
    lacking = (1.0 - theirs.best)[theirs.content]
    count = len(lacking)
    return {
        "others_lack": np.asarray(lacking.sum() if count else 0.0),
        "other_lacks_most": np.asarray(lacking.max() if count else 0.0),
    }


def _inserted(side: Side, other: Side, linked: dict[int, int], mine: Profile) -> Features:
    """Which new words of content stand between two words that are neighbours on the other side, spelt the same."""
    new = fresh(side, other)
    context = np.zeros(len(new))
    for first, last, before, after in insertions(spelt(side), spelt(other), linked):
        words = slice(first, last + 1)
        if np.array_equal(new[words], mine.content[words]):
            alike = min(before + after, FARTHEST) / FARTHEST / (last - first + 1) ** 0.5
            context[words] = np.maximum(context[words], alike * new[words])
    lack = 1.0 - mine.best
    attributive = mine.content & np.r_[mine.content[1:], False]
    return {
        "inserted": (context > 0).astype(float),
        "inserted_context": context,
        "inserted_lack": context * lack,
        "inserted_attributive": ((context > 0) & attributive).astype(float),
        "attributive": attributive.astype(float),
        "attributive_lack": attributive * lack,
    }


def _products(found: Features, mine: Profile) -> Features:
    """What a lack of support means depends on the word."""
    lack = 1.0 - mine.best
    return {
        "length_best": mine.best * found["length"],
        "closed_up_lack": found["closed_up"] * lack,
        "new_stem_lack": (1.0 - found["same_stem"]) * lack * mine.content,
        "capital_lack": found["capital"] * lack,
        "function_lack": found["function"] * lack,
    }
