"""Words of one side in whose place another side of the same language has words that exclude them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from aligner.bitext import Role
from aligner.evidence import Evidence, Side
from aligner.lang.arabic import folded
from aligner.lang.negators import negators
from aligner.lang.opposites import converse
from aligner.lang.stopwords import stopwords

REACH = 4
"""How many words before a word may deny it, and how many content words around it are looked at."""


class Replacement(NamedTuple):
    """A word of the left side, the one of the right that excludes it, how surely it does, and whether they are linked."""

    left: int
    right: int
    grade: int
    linked: bool


def replacements(
    evidence: Evidence,
    roles: tuple[Role, Role],
    excludes: Callable[[str, str], int],
    alike: Callable[[str, str], bool],
) -> Iterator[Replacement]:
    """Pairs of words that exclude each other and stand in each other's place.

    Neither may have a counterpart on the other side, a form or a synonym of its own; a denial on one side only makes
    up for the change, and so does an exchange of what stands before and after (A beats B, B loses to A).
    """
    left, right = (evidence.sides[role] for role in roles)
    links = evidence.between(*roles)
    linked, ours, theirs = set(links.pairs), *({pair[k] for pair in links.pairs} for k in (0, 1))
    news = _news(left, right), _news(right, left)
    for i in news[0]:
        for j in news[1]:
            one, other = left.words[i].text, right.words[j].text
            grade = excludes(one, other)
            if not grade:
                continue
            near = {(i - 1, j - 1), (i + 1, j + 1)} & linked
            if (i, j) not in linked and (not near or i in ours or j in theirs):
                continue
            if any(alike(one, word.text) for word in right.words) or any(alike(other, word.text) for word in left.words):
                continue
            if denied(left, i) != denied(right, j):
                continue
            if not (converse(one, other) and _exchanged(left, right, linked, i, j)):
                yield Replacement(i, j, grade, (i, j) in linked)


def denied(side: Side, word: int) -> bool:
    """Whether an odd number of denials stand shortly before a word."""
    start = max(0, word - REACH)
    return sum(side.words[k].text.casefold() in negators(side.lang) for k in range(start, word)) % 2 == 1


def _news(side: Side, other: Side) -> list[int]:
    """The words that the other side does not have."""
    known = {word.text.casefold() for word in other.words}
    return [k for k, word in enumerate(side.words) if word.text[0].isalpha() and word.text.casefold() not in known]


def _exchanged(left: Side, right: Side, linked: set[tuple[int, int]], i: int, j: int) -> bool:
    """Whether what follows the one word does not follow the other, but precedes it or stands beyond its clause."""
    own, others = _following(left, i), _following(right, j)
    partners = [{b for a, b in linked if a in own}, {a for a, b in linked if b in others}]
    if not all(partners):
        return False
    return not partners[0] & others


def _following(side: Side, word: int) -> set[int]:
    """The next content words of the same clause."""
    found: set[int] = set()
    for k in range(word + 1, len(side.words)):
        if len(found) == REACH or (found and not side.words[k].text[0].isalnum()):
            break
        if is_content(side, k):
            found.add(k)
    return found


def is_content(side: Side, word: int) -> bool:
    """Whether a word carries meaning of its own."""
    text = side.words[word].text
    return text[0].isalnum() and folded(text.casefold()) not in stopwords(side.lang)
