"""English words of one side in whose place another side has their opposites."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from aligner.bitext import Role
from aligner.evidence import Evidence, Side
from aligner.lang.arabic import folded
from aligner.lang.negators import is_negator
from aligner.lang.opposites import PARTICLES, alike, converse, opposed
from aligner.lang.stopwords import stopwords

DENIAL_REACH = 4
"""How many words before a word may deny it."""
NEAREST = 4
"""How many content words before and after a word tell what it is about."""

PARTIES = frozenset({"to", "by", "from"})
"""Prepositions that name the other party of a deed: sold to, won by, taken from."""
PARTY_REACH = 1
"""How many words after a verb they are looked for."""


class Replacement(NamedTuple):
    """The word of the left side, the one of the right that excludes it, and how surely it does (0: not at all)."""

    left: int
    right: int
    grade: int


def replacements(evidence: Evidence, roles: tuple[Role, Role]) -> Iterator[Replacement]:
    """Pairs of words that exclude each other and stand in each other's place.

    Each side must have more words that may stand for its own one than the other side has, forms and synonyms. A denial
    on one side only makes up for the change, and so does an exchange of what the words are about (A beats B, B loses
    to A).
    """
    left, right = (evidence.sides[role] for role in roles)
    if {left.lang, right.lang} != {"en"}:
        return
    linked = frozenset(evidence.between(*roles).pairs)
    for i, j in _in_place(linked, _news(left, right), _news(right, left)):
        one, other = left.words[i].text, right.words[j].text
        grade = opposed(one, other)
        if not grade or denied(left, i) != denied(right, j) or not _same_verb((left, right), i, j):
            continue
        if not (_count(left, one) > _count(right, one) and _count(right, other) > _count(left, other)):
            continue
        if not (converse(one, other) and exchanged((left, right), linked, i, j)):
            yield Replacement(i, j, grade)


def _count(side: Side, word: str) -> int:
    """How many words of a side may stand for the given one."""
    return sum(alike(word, other.text) for other in side.words)


def _same_verb(sides: tuple[Side, Side], i: int, j: int) -> bool:
    """Whether particles such as «up» and «down» follow forms of one verb; other words pass."""
    one, other = sides[0].words[i].text, sides[1].words[j].text
    if one.casefold() not in PARTICLES and other.casefold() not in PARTICLES:
        return True
    return i > 0 < j and alike(sides[0].words[i - 1].text, sides[1].words[j - 1].text)


def denied(side: Side, word: int) -> bool:
    """Whether an odd number of denials stand shortly before a word."""
    before = side.words[max(0, word - DENIAL_REACH) : word]
    return sum(is_negator(other.text, side.lang) for other in before) % 2 == 1


def exchanged(sides: tuple[Side, Side], linked: frozenset[tuple[int, int]], i: int, j: int) -> bool:
    """Whether what stands before and after the left word stands the other way round about the right one.

    So it does as well if one alone is «lost to» or «won by» somebody, and if the clause that follows is another.
    """
    if _is_turned(sides[0], i) != _is_turned(sides[1], j):
        return True
    (before, after), (their_before, their_after) = _around(sides[0], i), _around(sides[1], j)
    crossed = any((a in before and b in their_after) or (a in after and b in their_before) for a, b in linked)
    # An Arabic verb goes before its agent.
    same_order = sides[0].lang == sides[1].lang
    if same_order and crossed and not any(a in before and b in their_before for a, b in linked):
        return True
    partners = {b for a, b in linked if a in after}
    return bool(partners) and any(b in their_after for _, b in linked) and not partners & their_after


def _is_turned(side: Side, word: int) -> bool:
    """Whether a preposition after a word names the other party."""
    return any(other.text.casefold() in PARTIES for other in side.words[word + 1 : word + 1 + PARTY_REACH])


def is_content(side: Side, word: int) -> bool:
    """Whether a word carries meaning of its own."""
    text = side.words[word].text
    return text[0].isalnum() and folded(text.casefold()) not in stopwords(side.lang)


def _news(side: Side, other: Side) -> set[int]:
    """The words that the other side does not have."""
    known = {word.text.casefold() for word in other.words}
    return {k for k, word in enumerate(side.words) if word.text[0].isalpha() and word.text.casefold() not in known}


def _in_place(
    linked: frozenset[tuple[int, int]], left: AbstractSet[int], right: AbstractSet[int]
) -> list[tuple[int, int]]:
    """Pairs of these words that are linked with each other, or with nothing while their neighbours are linked."""
    ours, theirs = left - {i for i, _ in linked}, right - {j for _, j in linked}
    beside = {(i + step, j + step) for i, j in linked for step in (-1, 1)}
    found = {(i, j) for i, j in linked if i in left and j in right}
    return sorted(found | {(i, j) for i, j in beside if i in ours and j in theirs})


def _around(side: Side, word: int) -> tuple[set[int], set[int]]:
    """The nearest content words of the same clause before and after a word."""
    return _clause(side, range(word - 1, -1, -1)), _clause(side, range(word + 1, len(side.words)))


def _clause(side: Side, words: range) -> set[int]:
    found: set[int] = set()
    for k in words:
        if len(found) == NEAREST or (found and not side.words[k].text[0].isalnum()):
            break
        if is_content(side, k):
            found.add(k)
    return found
