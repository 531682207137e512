"""Articles on one event as their statements: each sentence with its words, its vector and the states of its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from aligner.bitext import Document, Role, Row, SentenceKind, Span
from aligner.encoding import Encoder, Vectors
from aligner.errors import InputError
from aligner.evidence import Side
from aligner.segment import segment
from aligner.units import Units, units_of
from aligner.words import sides_of, word_states

FEWEST = 2
"""Articles without which there is nothing to compare."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: the number of the article, that of the sentence in it, and the text at the span."""

    article: int
    sentence: int
    span: Span
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """A sentence that is no boilerplate, with its centred unit vector [d] and the states [words, d] of its words.

    Numbers of articles and sentences count from 0.
    """

    article: int
    sentence: int
    side: Side
    vector: Vectors
    states: Vectors

    @property
    def text(self) -> str:
        """The sentence."""
        return self.side.document.slice(self.side.sentences[0].span)

    @property
    def words(self) -> list[str]:
        """Its words and marks."""
        return [word.text for word in self.side.words]

    def place(self, span: Span) -> Place:
        """Something that stands in it."""
        return Place(self.article, self.sentence, span, self.side.document.slice(span))

    def place_of(self, first: int, last: int) -> Place:
        """Its words `first` to `last`, inclusive."""
        return self.place(Span(self.side.words[first].span.start, self.side.words[last].span.end))


@dataclass(frozen=True, slots=True, eq=False)
class Article:
    """A segmented document, its sentences as the aligner sees them, and its statements in reading order."""

    document: Document
    units: Units
    statements: tuple[Statement, ...]

    @property
    def lang(self) -> str:
        """The language it is written in."""
        return self.document.lang


def dossier(documents: Sequence[Document], encoder: Encoder) -> tuple[Article, ...]:
    """Read the articles on an event; raises InputError if there are too few or one holds no words.

    What role a document was read for does not matter here.
    """
    if len(documents) < FEWEST:
        raise InputError(f"an event needs at least two articles, and {len(documents)} given; name more files")
    for document in documents:
        if not any(letter.isalnum() for letter in document.text):
            raise InputError(f"{document.origin} holds no words; give a document with text in it")
    return tuple(_article(number, document, encoder) for number, document in enumerate(documents))


def _article(number: int, document: Document, encoder: Encoder) -> Article:
    document = replace(document, role=Role.SOURCE, sentences=segment(document))
    units = units_of(document, encoder)
    sides = dict(_sides(document))
    states = word_states(list(sides.values()), encoder, encoder.token_states)
    statements = (
        Statement(number, k, side, units.vectors[k], own.vectors)
        for (k, side), own in zip(sides.items(), states, strict=True)
    )
    return Article(document, units, tuple(statements))


def _sides(document: Document) -> Iterator[tuple[int, Side]]:
    for k, sentence in enumerate(document.sentences):
        if sentence.kind is not SentenceKind.BOILERPLATE:
            for side in sides_of({Role.SOURCE: document}, Row(source=(k,))).values():
                yield k, side
