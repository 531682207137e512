"""What each side of a row denies, and what two sides deny differently."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from aligner.bitext import Role
from aligner.evidence import Evidence, Side, WordLinks
from aligner.lang.arabic import folded
from aligner.lang.contrasts import members
from aligner.lang.negation import Denial, denials
from aligner.lang.opposites import alike, opposed
from aligner.lang.stopwords import stopwords
from aligner.marks import Mark, marks

REACH, HEADS = 8, 3
"""How many words after a negator are looked through for what it denies, and how many of them may be it."""
NEGATORS = frozenset({Denial.NEGATOR, Denial.JOINED, Denial.WEAK, Denial.LIMIT, Denial.FAINT})
MEANT = frozenset({Denial.VERB, Denial.TRAIT})
FAR = 99


class Sign(NamedTuple):
    """A word that denies and the words that it may deny, the likeliest first."""

    mark: Mark[Denial]
    heads: tuple[int, ...]
    text: str
    lang: str

    @property
    def kind(self) -> Denial:
        """How it denies."""
        return self.mark.value

    @property
    def first(self) -> int:
        """Its first word."""
        return self.mark.words[0]


class Alone(NamedTuple):
    """A denial that the other side has nothing for: `counterparts` are the words there in the place of its heads."""

    sign: Sign
    counterparts: tuple[int, ...]
    closeness: float
    answer: int
    """Words between the place where a denial would stand and the nearest one that is free to answer it."""
    echo: int
    """The same for the nearest word that may answer it, though it denies nothing."""
    taken: int
    same: bool
    opposite: bool
    free: tuple[str, ...]


def signs(side: Side) -> tuple[Sign, ...]:
    """What a side denies, from left to right."""
    return tuple(Sign(mark, _heads(side, mark), side.words[mark.words[0]].text.casefold(), side.lang) for mark in marks(side, denials) if mark.words)


def _heads(side: Side, mark: Mark[Denial]) -> tuple[int, ...]:
    stops = stopwords(side.lang)
    heads: list[int] = []
    for k in range(mark.words[-1] + 1, min(mark.words[-1] + 1 + REACH, len(side.words))):
        text = side.words[k].text
        word = folded(text.casefold())
        if heads and text in ".;:!?؟؛":
            break
        if word[:1].isalnum() and word not in stops:
            heads.append(k)
        if len(heads) == HEADS:
            break
    return tuple(heads)


def alone(evidence: Evidence, own: Role, other: Role, mine: Sequence[Sign], theirs: Sequence[Sign]) -> Iterator[Alone]:
    """The negators of one side that stay single when those of both are married, the most alike first."""
    links = evidence.between(own, other)
    married, answered = _married(mine, theirs, links)
    for i, sign in enumerate(mine):
        if sign.kind in (Denial.NEGATOR, Denial.VERB) and i not in married:
            place = _places(sign, links)
            free = [s for j, s in enumerate(theirs) if j not in answered and s.kind is not Denial.AFFIRM]
            taken = [s for j, s in enumerate(theirs) if j in answered and s.kind in NEGATORS]
            counterparts = tuple(j for h in sign.heads[:2] for i, j in links.pairs if i == h)
            close = max((float(links.similarity[h, j]) for h in sign.heads[:2] for j in counterparts), default=0.0)
            yield Alone(sign, counterparts, close,
             _distance(place, [s for s in free if s.kind is not Denial.ECHO]),
             _distance(place, [s for s in free if s.kind is Denial.ECHO]), _distance(place, taken), _same(evidence,own,other,sign,counterparts,place), _opposite(evidence,own,other,sign,place), tuple(evidence.sides[other].words[s.first].text for s in free))


def alike_words(one: str, other: str) -> bool:
    return one == other or alike(one, other)


def _same(evidence, own, other, sign, counterparts, place):
    mine, theirs = evidence.sides[own], evidence.sides[other]
    if mine.lang != theirs.lang:
        return any(set(members(mine.words[h].text, mine.lang)) & set(members(theirs.words[j].text, theirs.lang)) for h in sign.heads[:2] for j in counterparts)
    return any(alike_words(mine.words[h].text.casefold(), theirs.words[j].text.casefold()) for h in sign.heads[:2] for j in counterparts)


def _opposite(evidence, own, other, sign, place):
    mine, theirs = evidence.sides[own], evidence.sides[other]
    near = {k for j in place for k in range(j - 3, j + 4) if 0 <= k < len(theirs.words)}
    if mine.lang != theirs.lang:
        return any(a[0] == b[0] and a[1] != b[1] for h in sign.heads[:2] for j in near for a in members(mine.words[h].text, mine.lang) for b in members(theirs.words[j].text, theirs.lang))
    return any(opposed(mine.words[h].text.casefold(), theirs.words[j].text.casefold()) for h in sign.heads[:2] for j in near)


def _distance(place: frozenset[int], others: Iterable[Sign]) -> int:
    return min((abs(k - j) for other in others for k in other.mark.words for j in place), default=FAR)


def _places(sign: Sign, links: WordLinks) -> frozenset[int]:
    """Where on the other side the words around a negator are."""
    around = {*sign.heads[:2], *range(sign.first - 2, sign.first + 3)}
    return frozenset(j for i, j in links.pairs if i in around)


def _married(mine: Sequence[Sign], theirs: Sequence[Sign], links: WordLinks) -> tuple[set[int], set[int]]:
    pairs = frozenset(links.pairs)
    couples = []
    for i, one in enumerate(mine):
        for j, other in enumerate(theirs):
            score = _alike(one, other, pairs)
            if score:
                couples.append((-score, abs(one.first - other.first), i, j))
    left: set[int] = set()
    right: set[int] = set()
    for _, _, i, j in sorted(couples):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
    return left, right


def _alike(one: Sign, other: Sign, pairs: frozenset[tuple[int, int]]) -> float:
    """How sure it is that one sign renders the other; 0 if it may not."""
    kinds = {one.kind, other.kind}
    direct = any((i, j) in pairs for i in one.mark.words for j in other.mark.words)
    if not kinds & NEGATORS:
        if Denial.AFFIRM in kinds:
            return 0.0
        same = alike_words(one.text, other.text) if one.lang == other.lang else direct and (len(kinds) == 1 or kinds <= MEANT)
        return 3.0 * same + (1.0 * _heads_alike(one, other, pairs) if kinds <= MEANT else 0)
    if kinds <= NEGATORS:
        linked = 2 * _heads_alike(one, other, pairs) + direct
        if not linked and kinds & {Denial.LIMIT, Denial.FAINT}:
            return 0.0
        return 0.1 + linked + 0.5 * (one.kind is other.kind)
    if kinds & {Denial.ECHO, Denial.AFFIRM}:
        return 0.0
    across = any((i, j) in pairs for i in (*one.mark.words, *one.heads[:1]) for j in (*other.mark.words, *other.heads[:1]))
    return 1.5 * across


def _heads_alike(one: Sign, other: Sign, pairs: frozenset[tuple[int, int]]) -> float:
    return max(
        (1 / (1 + a + b) for a, i in enumerate(one.heads) for b, j in enumerate(other.heads) if (i, j) in pairs),
        default=0.0,
    )
