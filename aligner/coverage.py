"""The words of one side of a row for which another side seems to have nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from aligner.bitext import Role
from aligner.evidence import Evidence, Gap, Side
from aligner.lang.arabic import folded
from aligner.lang.light_words import is_light
from aligner.logistic import Numbers, learned, probability
from aligner.support import content, support

TABLE = "coverage_weights.tsv"
PART = -1.0
"""Log odds from which a word beside a likelier one belongs to the same gap."""
LIKELY = 0.5
"""Log odds that the likeliest word of a gap has at least: one in twenty faithful rows has such a word."""
LONGEST = 15
"""Letters of an Arabic word, what is joined to it included; more are several words."""
ENDS = ((Role.SOURCE, Role.TWIN), (Role.SOURCE, Role.TRANSLATION), (Role.TRANSLATION, Role.TWIN))
"""The two sides that are compared, of those a row has the first pair: a third bears witness."""


def direction(side: Side, other: Side) -> str:
    """The name of the model that judges what `side` says and `other` does not.

    Within a language a machine loses other words than it adds; across languages it matters whose words they are.
    """
    if side.lang == other.lang:
        return "lost within" if side.role is Role.SOURCE else "added within"
    return "translation across" if side.role is Role.TRANSLATION else "original across"


def with_gaps(rows: Iterable[Evidence]) -> Iterator[Evidence]:
    """Each row with what its sides lack of each other, and the gaps between its two ends."""
    for row in rows:
        pairs = [pair for hop in row.links for pair in (hop.ends, hop.ends[::-1])]
        judged = replace(row, lacking={pair: lacking(row, *pair) for pair in pairs})
        yield replace(judged, gaps=tuple(gaps(judged)))


def gaps(row: Evidence) -> Iterator[Gap]:
    """The runs of words that one end of the row has and the other lacks, in both directions."""
    ends = next((pair for pair in ENDS if set(pair) <= row.sides.keys()), None)
    if ends is None or any(_runs_on(row.sides[role]) for role in ends):
        return
    for role, other in (ends, ends[::-1]):
        odds = row.lacking[role, other]
        telling = content(row.sides[role])
        if role is not ends[0]:
            telling &= np.array([not is_light(word.text) for word in row.sides[role].words])
        for first, last in runs(odds):
            words = [k for k in range(first, last + 1) if telling[k]]
            if words:
                likeliest = max(words, key=lambda k: odds[k])
                sure = any_of(odds[words]) if role is ends[0] else added(odds[words])
                yield Gap(role, other, first, last, sure, attested(row, role, other, likeliest))


def _runs_on(side: Side) -> bool:
    """Whether words were written without the spaces between them, as files of Arabic sometimes are."""
    return side.lang == "ar" and any(len(folded(word.text)) > LONGEST for word in side.words)


def attested(row: Evidence, role: Role, other: Role, word: int) -> float | None:
    """How likely (0..1) a third side has something for a word, None if there is no third."""
    third = next((third for third in row.sides if third not in (role, other)), None)
    return None if third is None else 1 - probability(row.lacking[role, third][word])


def lacking(row: Evidence, role: Role, other: Role) -> Numbers:
    """For each word of a side the log odds [words] that the other has nothing for it."""
    side, opposite, links = row.sides[role], row.sides[other], row.between(role, other)
    odds = learned(TABLE)[direction(side, opposite)].log_odds(support(side, opposite, links, row.tags))
    theirs = {word.text.casefold() for word in opposite.words}
    return np.where([_may_lack(word.text, theirs) for word in side.words], odds, -np.inf)


def _may_lack(word: str, theirs: set[str]) -> bool:
    """Whether a word is one, and no name that stands on the other side as it is, however it is written there."""
    return word[0].isalnum() and not (word[0].isupper() and word.casefold() in theirs)


def any_of(odds: Numbers) -> float:
    """The chance that at least one of some words is lacking, each by itself: more words are a surer sign."""
    return float(1 - np.prod([1 - probability(each) for each in odds]))


def added(odds: Numbers) -> float:
    """The chance that words were put in, which grows less with their number: whoever explains needs several words."""
    return float(1 - (1 - any_of(odds)) ** (1 / np.sqrt(len(odds))))


def runs(odds: Numbers) -> Iterator[tuple[int, int]]:
    """Where words with high odds stand together, around one that is likely."""
    start = None
    for k, high in enumerate([*(odds >= PART), False]):
        if high and start is None:
            start = k
        elif not high and start is not None:
            if odds[start:k].max() >= LIKELY:
                yield start, k - 1
            start = None
