"""Signs of one side of a row that nothing answers in another, and who is to blame for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from aligner.bitext import Hop, Role, hop_between
from aligner.evidence import Evidence, Side, WordLinks
from aligner.finding import Location
from aligner.lang.arabic import folded
from aligner.lang.phrases import Phrase
from aligner.lang.stopwords import stopwords
from aligner.marks import Mark, marks, words_location

REACH = 6
"""How many words after a mark are looked through for what it is about."""
NEAR = 12
"""How far from the place of a sign, in words, an answer may stand; longer sentences say more than one thing."""
CLOSE = 4
"""The same where another sign stands in its place already."""
LINKED = 0.3
"""Centred cosine from which a linked word stands in another's place."""
STRONG = 0.4
"""The same where nothing else tells that two words of different languages do."""
Reader = Callable[[str, str], Iterable[tuple[int, int, Phrase]]]


class Sign(NamedTuple):
    """A mark and the words that it is about, such as the verb after a modal."""

    mark: Mark[Phrase]
    heads: frozenset[int]

    @property
    def kind(self) -> str:
        """What it says."""
        return self.mark.value.kind

    @property
    def words(self) -> frozenset[int]:
        """The mark's own words and its heads."""
        return self.heads.union(self.mark.words)


class Single(NamedTuple):
    """The signs that two sides have for themselves."""

    left: tuple[Sign, ...]
    right: tuple[Sign, ...]


def ends(evidence: Evidence) -> tuple[Role, Role] | None:
    """The two sides that are compared: source and twin, else the only two; a third is the referee."""
    present = [role for role in Role if role in evidence.sides]
    return (present[0], present[-1]) if len(present) > 1 else None


def hop_told(evidence: Evidence, pair: tuple[Role, Role], backing: tuple[bool, bool]) -> Hop:
    """The hop at which two ends came apart; `backing` tells which of them the translation supports."""
    if len(evidence.sides) < len(Role):
        return hop_between(*pair)
    source, twin = backing
    return Hop.SOURCE_TRANSLATION if twin and not source else Hop.TRANSLATION_TWIN


def signs(side: Side, read: Reader) -> tuple[Sign, ...]:
    """What `read` finds in a side, each with its heads."""
    return tuple(Sign(mark, heads(side, mark.words[-1])) for mark in marks(side, read) if mark.words)


def heads(side: Side, last: int) -> frozenset[int]:
    """The first content word after the word `last`; two in Arabic, where the subject may stand between."""
    wanted, stops = (2 if side.lang == "ar" else 1), stopwords(side.lang)
    found: list[int] = []
    for k in range(last + 1, min(last + 1 + REACH, len(side.words))):
        word = folded(side.words[k].text.casefold())
        if word[0].isalpha() and word not in stops and not word.endswith("ly"):
            found.append(k)
        if len(found) == wanted:
            break
    return frozenset(found)


def single(links: WordLinks, found: Single, compatible: Callable[[str, str], bool]) -> Single:
    """Marry the signs of two sides, the most alike first, and return those that stay single."""
    couples = sorted(
        (-_alikeness(one, other, links), i, j)
        for i, one in enumerate(found.left)
        for j, other in enumerate(found.right)
        if compatible(one.kind, other.kind)
    )
    taken: tuple[set[int], set[int]] = set(), set()
    for _, i, j in couples:
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
    left, right = (_alone(own, married, compatible) for own, married in zip(found, taken, strict=True))
    return Single(left, right)


def _alone(own: Sequence[Sign], married: set[int], compatible: Callable[[str, str], bool]) -> tuple[Sign, ...]:
    """The signs that are not married and do not double one that is: «may possibly», «should ever have to»."""
    spoken = [own[k] for k in married]
    return tuple(
        sign
        for k, sign in enumerate(own)
        if k not in married
        and not any(compatible(sign.kind, other.kind) and sign.words & other.words for other in spoken)
    )


def same_place(one: Sign, other: Sign, links: WordLinks) -> bool:
    """Whether the two are about words that are linked, or are linked themselves; auxiliaries are so by chance."""
    linked = ((i, j) for i, j in links.pairs if i in one.words and j in other.words)
    return any((i in one.heads) == (j in other.heads) and links.similarity[i, j] >= LINKED for i, j in linked)


def same_subject(one: Sign, other: Sign, evidence: Evidence, pair: tuple[Role, Role]) -> bool:
    """Whether the last content words before two signs are linked or the same: «Russia is mulling», «Russia plans»."""
    left, right = (evidence.sides[role] for role in pair)
    first, second = _before(left, one), _before(right, other)
    if first is None or second is None:
        return False
    if left.words[first].text.casefold() == right.words[second].text.casefold():
        return True
    links = evidence.between(*pair)
    return (first, second) in links.pairs and bool(links.similarity[first, second] >= LINKED)


def opposite(words: Iterable[int], links: WordLinks, least: float = LINKED) -> tuple[int, ...]:
    """The words of the other side that stand in the place of some words of this one."""
    wanted = frozenset(words)
    return tuple(sorted(j for i, j in links.pairs if i in wanted and links.similarity[i, j] >= least))


def answered(
    sign: Sign, evidence: Evidence, pair: tuple[Role, Role], answers: Sequence[Mark[Phrase]], near: int = NEAR
) -> bool:
    """Whether one of `answers`, marks of the second of two sides, may stand for a sign of the first.

    It has to stand within `near` words of the place of the sign, if that is known, and not to be the counterpart of
    the same word elsewhere: «can» that renders another «can» does not answer «may».
    """
    links, own, other = evidence.between(*pair), evidence.sides[pair[0]], evidence.sides[pair[1]]
    least = LINKED if own.lang == other.lang else STRONG
    place = opposite({*sign.heads, *_telling(own, sign)}, links, least)
    return any(
        not _spoken_for(mark, sign, links, own, other)
        and (not place or min(abs(mark.words[0] - k) for k in place) <= near)
        for mark in answers
        if mark.words
    )


def counterpart(evidence: Evidence, sign: Sign, own: Role, other: Role) -> tuple[Location, ...]:
    """Where the other side has what a sign is about, or at least what stands in its place."""
    links = evidence.between(own, other)
    found = opposite(sign.heads, links) or opposite(sign.mark.words, links)
    return tuple(words_location(evidence.sides[other], k, k) for k in found[:1])


def _spoken_for(mark: Mark[Phrase], sign: Sign, links: WordLinks, own: Side, other: Side) -> bool:
    words = {other.words[j].text.casefold() for j in mark.words}
    partners = {i for i, j in links.pairs if j in mark.words} - sign.words
    return any(own.words[i].text.casefold() in words for i in partners)


def _telling(side: Side, sign: Sign) -> tuple[int, ...]:
    """The words of a mark that are more than grammar, all if none is: «mulling» of «is mulling»."""
    stops = stopwords(side.lang)
    telling = tuple(k for k in sign.mark.words if folded(side.words[k].text.casefold()) not in stops)
    return telling or sign.mark.words


def _before(side: Side, sign: Sign) -> int | None:
    stops = stopwords(side.lang)
    words = range(sign.mark.words[0] - 1, max(-1, sign.mark.words[0] - 1 - REACH), -1)
    return next((k for k in words if folded(side.words[k].text.casefold()) not in stops), None)


def _alikeness(one: Sign, other: Sign, links: WordLinks) -> int:
    return (
        2 * any(i in one.heads and j in other.heads for i, j in links.pairs)
        + any(i in one.mark.words and j in other.mark.words for i, j in links.pairs)
        + (one.kind == other.kind)
    )
