"""What each side of a row denies, and what two sides deny differently."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from aligner.bitext import Role
from aligner.evidence import Evidence, Side, WordLinks
from aligner.lang.arabic import folded
from aligner.lang.negation import Denial, denials
from aligner.lang.stopwords import stopwords
from aligner.marks import Mark, marks

REACH, HEADS = 8, 3
"""How many words after a negator are looked through for what it denies, and how many of them may be it."""
FIRM = frozenset({Denial.NEGATOR, Denial.VERB, Denial.TRAIT, Denial.WEAK, Denial.JOINED})
"""What may render a negator anywhere in a sentence."""


class Sign(NamedTuple):
    """A word that denies and the words that it may deny, the likeliest first."""

    mark: Mark[Denial]
    heads: tuple[int, ...]

    @property
    def kind(self) -> Denial:
        """How it denies."""
        return self.mark.value

    @property
    def first(self) -> int:
        """Its first word."""
        return self.mark.words[0]


def signs(side: Side) -> tuple[Sign, ...]:
    """What a side denies, from left to right."""
    return tuple(Sign(mark, _heads(side, mark)) for mark in marks(side, denials) if mark.words)


def _heads(side: Side, mark: Mark[Denial]) -> tuple[int, ...]:
    stops = stopwords(side.lang)
    heads: list[int] = [k for k in mark.words if mark.value is Denial.TRAIT]
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


class Alone(NamedTuple):
    """A negator that the other side has nothing for: `counterparts` are the words there in the place of its heads."""

    sign: Sign
    counterparts: tuple[int, ...]
    closeness: float
    echo: int
    """Words between the place where a negation would stand and the nearest one that may answer it."""
    taken: int


def alone(evidence: Evidence, own: Role, other: Role, mine: Sequence[Sign], theirs: Sequence[Sign]) -> Iterator[Alone]:
    """The negators of one side that stay single when those of both are married, the most alike first."""
    links = evidence.between(own, other)
    married, answered = _married(mine, theirs, links)
    for i, sign in enumerate(mine):
        if sign.kind is Denial.NEGATOR and i not in married:
            place = _places(sign, links)
            free = [s for j, s in enumerate(theirs) if j not in answered]
            taken = [s for j, s in enumerate(theirs) if j in answered]
            counterparts = tuple(j for h in sign.heads[:1] for i, j in links.pairs if i == h)
            close = max((float(links.similarity[h, j]) for h in sign.heads[:1] for j in counterparts), default=0.0)
            yield Alone(sign, counterparts, close, _distance(place, free), _distance(place, taken))


def _distance(place: frozenset[int], others: Iterable[Sign]) -> int:
    return min((abs(k - j) for other in others for k in other.mark.words for j in place), default=99)


def _places(sign: Sign, links: WordLinks) -> frozenset[int]:
    """Where on the other side the words around a negator are."""
    around = {*sign.heads, *range(sign.first - 2, sign.first + 3)}
    return frozenset(j for i, j in links.pairs if i in around)


def _married(mine: Sequence[Sign], theirs: Sequence[Sign], links: WordLinks) -> tuple[set[int], set[int]]:
    couples = []
    for i, one in enumerate(mine):
        for j, other in enumerate(theirs):
            if (one.kind is Denial.NEGATOR or other.kind is Denial.NEGATOR) and one.kind is not Denial.ECHO is not other.kind:
                score = _alike(one, other, links)
                if score > 0 or one.kind is other.kind is Denial.NEGATOR:
                    couples.append((-score, abs(one.first - other.first), i, j))
    left: set[int] = set()
    right: set[int] = set()
    for _, _, i, j in sorted(couples):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
    return left, right


def _alike(one: Sign, other: Sign, links: WordLinks) -> float:
    pairs = set(links.pairs)
    heads = max(
        (1 / (1 + a + b) for a, i in enumerate(one.heads) for b, j in enumerate(other.heads) if (i, j) in pairs),
        default=0.0,
    )
    across = any((i, j) in pairs for i in one.mark.words for j in (*other.mark.words, *other.heads)) or any(
        (i, j) in pairs for i in one.heads for j in other.mark.words
    )
    return 2 * heads + across + 0.5 * (one.kind is other.kind)
