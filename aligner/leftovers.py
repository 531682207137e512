"""Marks of one side of a row that have no counterpart among the marks of another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from aligner.bitext import Role
from aligner.evidence import Evidence, Side, WordLinks
from aligner.lang.arabic import folded
from aligner.lang.phrases import Phrase
from aligner.lang.stopwords import stopwords
from aligner.marks import Mark, marks

REACH = 6
"""How many words after a mark are looked through for what it is about."""
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


class Unmatched(NamedTuple):
    """What two sides have for themselves."""

    left: tuple[Sign, ...]
    right: tuple[Sign, ...]


def signs(side: Side, read: Reader) -> tuple[Sign, ...]:
    """What `read` finds in a side, each with its heads."""
    return tuple(Sign(mark, _heads(side, mark)) for mark in marks(side, read) if mark.words)


def unmatched(
    evidence: Evidence,
    sides: tuple[Role, Role],
    found: tuple[Sequence[Sign], Sequence[Sign]],
    compatible: Callable[[str, str], bool],
) -> Unmatched:
    """Marry the marks of two sides, the most alike first, and return those that stay single."""
    links = evidence.between(*sides)
    left, right = found
    couples = sorted(
        (-_alikeness(one, other, links), i, j)
        for i, one in enumerate(left)
        for j, other in enumerate(right)
        if compatible(one.kind, other.kind)
    )
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    for _, i, j in couples:
        if i not in taken_left and j not in taken_right:
            taken_left.add(i)
            taken_right.add(j)
    return Unmatched(
        tuple(sign for i, sign in enumerate(left) if i not in taken_left),
        tuple(sign for j, sign in enumerate(right) if j not in taken_right),
    )


def same_head(one: Sign, other: Sign, links: WordLinks) -> bool:
    """Whether the two are about words that are linked, or are linked themselves."""
    return any(i in one.words and j in other.words for i, j in links.pairs)


def opposite(sign: Sign, links: WordLinks) -> tuple[int, ...]:
    """The words of the other side that stand in the place of a mark's heads, else of the mark itself."""
    heads = tuple(sorted(j for i, j in links.pairs if i in sign.heads))
    return heads or tuple(sorted(j for i, j in links.pairs if i in sign.mark.words))


def _alikeness(one: Sign, other: Sign, links: WordLinks) -> int:
    return (
        2 * any(i in one.heads and j in other.heads for i, j in links.pairs)
        + any(i in one.mark.words and j in other.mark.words for i, j in links.pairs)
        + (one.kind == other.kind)
    )


def _heads(side: Side, mark: Mark[Phrase]) -> frozenset[int]:
    """The first content word after a mark; two in Arabic, where the subject may stand between."""
    wanted, stops = (2 if side.lang == "ar" else 1), stopwords(side.lang)
    heads: list[int] = []
    for k in range(mark.words[-1] + 1, min(mark.words[-1] + 1 + REACH, len(side.words))):
        word = folded(side.words[k].text.casefold())
        if word[0].isalpha() and word not in stops and not word.endswith("ly"):
            heads.append(k)
        if len(heads) == wanted:
            break
    return frozenset(heads)
