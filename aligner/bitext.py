"""The documents of a chain and how their sentences belong together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """The place of a document in the chain, in the order in which they were made."""

    SOURCE = "source"
    TRANSLATION = "translation"
    TWIN = "twin"


def is_earlier(one: Role, other: Role) -> bool:
    """Whether the document in the first place was made before the one in the other."""
    return list(Role).index(one) < list(Role).index(other)


class Hop(StrEnum):
    """Two documents of a chain that are compared; `SOURCE_TWIN` spans both hops."""

    SOURCE_TRANSLATION = "source-translation"
    TRANSLATION_TWIN = "translation-twin"
    SOURCE_TWIN = "source-twin"

    @property
    def ends(self) -> tuple[Role, Role]:
        """The earlier and the later document."""
        return _ENDS[self]


_ENDS = {hop: (Role(hop.partition("-")[0]), Role(hop.partition("-")[2])) for hop in Hop}


def hops_between(roles: Collection[Role]) -> tuple[Hop, ...]:
    """The hops whose two ends are both among `roles`."""
    return tuple(hop for hop in Hop if all(end in roles for end in hop.ends))


def hop_between(one: Role, other: Role) -> Hop:
    """The hop whose two ends these are, in either order."""
    return next(hop for hop in Hop if set(hop.ends) == {one, other})


class SentenceKind(StrEnum):
    """What a sentence does in an article; boilerplate never counts as an omission or addition."""

    TEXT = "text"
    HEADING = "heading"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of Unicode code points in a document's text as it was read."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a document, without the white space around it; `opening` tells the first of a paragraph."""

    span: Span
    kind: SentenceKind = SentenceKind.TEXT
    opening: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One article: `origin` is the path or address it came from, `lang` an ISO 639-1 code or "und"."""

    role: Role
    origin: str
    text: str
    lang: str = "und"
    sentences: tuple[Sentence, ...] = ()

    def slice(self, span: Span) -> str:
        """The text that stands at `span`."""
        return self.text[span.start : span.end]

    @property
    def sentence_texts(self) -> list[str]:
        """The text of each sentence."""
        return [self.slice(sentence.span) for sentence in self.sentences]


@dataclass(frozen=True, slots=True)
class Link:
    """A bead: sentences of one document that render sentences of another; an empty side makes it a null link."""

    left: tuple[int, ...]
    right: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """The sentences (by index) of up to three documents that say the same thing.

    `confidence` is 0 to 1. A row that was `moved` stands in another place in one of the documents; one is `disputed` if
    source and twin, aligned with each other, do not bear out what they are linked to by way of the translation.
    """

    source: tuple[int, ...] = ()
    translation: tuple[int, ...] = ()
    twin: tuple[int, ...] = ()
    confidence: float = 1.0
    moved: bool = False
    disputed: bool = False

    def of(self, role: Role) -> tuple[int, ...]:
        """The sentences of one document."""
        match role:
            case Role.SOURCE:
                return self.source
            case Role.TRANSLATION:
                return self.translation
            case Role.TWIN:
                return self.twin


def order_notes(row: Row) -> list[str]:
    """What is unusual about how a row was put together, in words."""
    return ["moved"] * row.moved + ["disputed: source and twin align otherwise"] * row.disputed


def is_boilerplate(documents: Mapping[Role, Document], row: Row) -> bool:
    """Whether a row holds nothing but boilerplate."""
    kinds = (documents[role].sentences[i].kind for role in documents for i in row.of(role))
    return all(kind is SentenceKind.BOILERPLATE for kind in kinds)


def sides(documents: Collection[Role], row: Row) -> tuple[Role, ...]:
    """The documents that have sentences in a row; a single one makes it a null alignment."""
    return tuple(role for role in documents if row.of(role))


def unaligned(documents: Mapping[Role, Document], rows: Iterable[Row]) -> dict[Role, int]:
    """How many sentences of each document stand alone in their row, boilerplate left out."""
    count = dict.fromkeys(documents, 0)
    for row in rows:
        present = sides(documents, row)
        if len(present) == 1 and not is_boilerplate(documents, row):
            count[present[0]] += len(row.of(present[0]))
    return count
