"""What is quoted in each side of a row, and whether another side quotes it too."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from aligner.bitext import Role, Span
from aligner.evidence import Evidence, Side
from aligner.lang.arabic import folded
from aligner.lang.quotes import quotations
from aligner.lang.stopwords import stopwords

LINKED = 0.3
"""Centred cosine from which a link tells where a quoted word stands."""
FOUND, IN, OUT = 0.4, 0.5, 0.15
"""Shares of a quotation's words: those that must be found on the other side, and of these how many must stand in
quotation marks there for it to be quoted, and how few for it to be plain."""


class Quote(NamedTuple):
    """A quotation as far as it stands in a row: its place there, and its words."""

    span: Span
    words: tuple[int, ...]


class Quoting(NamedTuple):
    """The quotations of a side that are marked at both ends, and all words that may count as quoted."""

    quotes: tuple[Quote, ...]
    quoted: frozenset[int]
    unsure: frozenset[int]


def quoting(side: Side) -> Quoting:
    """What a side quotes; a quotation that runs on into other rows is cut at the row's ends."""
    quotes: list[Quote] = []
    quoted: set[int] = set()
    unsure: set[int] = set()
    for found in quotations(side.document.text, side.lang):
        span = Span(found.start, found.end)
        words = tuple(k for k, word in enumerate(side.words) if word.span.overlaps(span))
        quoted.update(words)
        if words and found.sure:
            quotes.append(Quote(Span(side.words[words[0]].span.start, side.words[words[-1]].span.end), words))
        elif words:
            unsure.update(words)
    return Quoting(tuple(quotes), frozenset(quoted), frozenset(unsure))


def content(side: Side, words: Collection[int]) -> frozenset[int]:
    """Those of the words that carry meaning of their own."""
    stops = stopwords(side.lang)
    return frozenset(
        k for k in words if side.words[k].text[0].isalnum() and folded(side.words[k].text.casefold()) not in stops
    )


def rendered(evidence: Evidence, role: Role, words: Collection[int], other: Role) -> dict[int, int]:
    """The words of another side that render the given words."""
    links = evidence.between(role, other)
    return {i: j for i, j in links.pairs if i in words and links.similarity[i, j] >= LINKED}


def is_quoted(evidence: Evidence, role: Role, quote: Quote, other: Role, quoted: frozenset[int]) -> bool | None:
    """Whether another side quotes these words as well; None if they hardly stand there, or partly quoted."""
    own = content(evidence.sides[role], quote.words) or frozenset(quote.words)
    there = rendered(evidence, role, own, other)
    if len(there) < max(min(2, len(own)), FOUND * len(own)):
        return None
    share = len(quoted.intersection(there.values())) / len(there)
    return True if share >= IN else False if share <= OUT else None
