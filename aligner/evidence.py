"""All that a check may see of a row."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from aligner.bitext import Document, Hop, Role, Sentence, Span
from aligner.encoding import Vectors
from aligner.glossary import EMPTY, Glossary
from aligner.tagging import Tags

Lacking: TypeAlias = Mapping[tuple[Role, Role], NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a punctuation mark and where it stands in its document."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Side:
    """The part of one document that belongs to a row, in reading order."""

    document: Document
    sentences: tuple[Sentence, ...]
    words: tuple[Word, ...]

    @property
    def role(self) -> Role:
        """The place of the document in the chain."""
        return self.document.role

    @property
    def lang(self) -> str:
        """The language of the document."""
        return self.document.lang

    @property
    def text(self) -> str:
        """Its sentences, a space between them."""
        return " ".join(self.document.slice(sentence.span) for sentence in self.sentences)


@dataclass(frozen=True, slots=True, eq=False)
class WordLinks:
    """How the words of two sides correspond.

    `similarity` [left words, right words] holds centred cosines in -1..1 of contextual states; `pairs` are the
    (left, right) words that choose each other.
    """

    similarity: Vectors
    pairs: tuple[tuple[int, int], ...]

    @property
    def flipped(self) -> WordLinks:
        """The same links seen from the other side."""
        return WordLinks(np.ascontiguousarray(self.similarity.T), tuple((j, i) for i, j in self.pairs))


@dataclass(frozen=True, slots=True)
class Gap:
    """Words `first` to `last` (inclusive) of `role` for which `other` seems to have nothing.

    `confidence` (0..1) is how likely a gap like this was made by a distortion rather than by paraphrase; `attested` how
    likely a third side has something for them, None if there is no third.
    """

    role: Role
    other: Role
    first: int
    last: int
    confidence: float
    attested: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """A row's sides that have words, its word links and its similarities (centred cosine) per hop.

    `confidence` (0..1) is how sure the row's alignment is; `chain` holds the roles of all documents that are compared,
    so that a side which is missing (a null alignment) can be told from a document that was never given; `lacking` holds
    for two sides the log odds [words] that the second has nothing for each word of the first; `gaps` are the runs of
    words for which the other end has nothing, each run once; `tags` judge the words of a side by themselves, where the
    encoder can; `glossary` is the user's.
    """

    row: int
    sides: Mapping[Role, Side]
    links: Mapping[Hop, WordLinks]
    similarity: Mapping[Hop, float]
    confidence: float
    chain: frozenset[Role]
    lacking: Lacking = field(default_factory=dict)
    gaps: tuple[Gap, ...] = ()
    tags: Mapping[Role, Tags] = field(default_factory=dict)
    glossary: Glossary = EMPTY

    def among(self, languages: Collection[str]) -> Evidence:
        """The same row without the sides in other languages."""
        sides = {role: side for role, side in self.sides.items() if side.lang in languages}
        links = {hop: links for hop, links in self.links.items() if all(end in sides for end in hop.ends)}
        gaps = tuple(gap for gap in self.gaps if {gap.role, gap.other} <= sides.keys())
        chain = self.chain - (self.sides.keys() - sides.keys())
        return replace(self, sides=sides, links=links, gaps=gaps, chain=chain)

    def partners(self, left: Role, words: Iterable[int], right: Role) -> frozenset[int]:
        """The words of `right` that some of the given words of `left` are linked to; KeyError if a side is missing."""
        wanted = frozenset(words)
        return frozenset(j for i, j in self.between(left, right).pairs if i in wanted)

    def between(self, left: Role, right: Role) -> WordLinks:
        """The word links from `left` to `right`, in either order of the chain; KeyError if a side is missing."""
        for hop, links in self.links.items():
            if hop.ends == (left, right):
                return links
            if hop.ends == (right, left):
                return links.flipped
        raise KeyError((left, right))
