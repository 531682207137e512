"""Two or three segmented documents to rows: encode, align each bitext, find what moved, join."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from aligner.align import align
from aligner.bitext import Document, Hop, Link, Role, Row, hops_between
from aligner.encoding import Encoder
from aligner.join import disputed, join, similarities, with_confidence
from aligner.moved import moved_links, reunited
from aligner.relatedness import same_article
from aligner.units import RunEncoder, Units, run_encoder, units_of
from aligner.witness import with_witness, witnessed_encoder

Bitexts: TypeAlias = Mapping[Hop, Sequence[Link]]


@dataclass(frozen=True, slots=True)
class Alignment:
    """The segmented documents of a chain, the rows that hold every sentence once, and how alike each row's sides are.

    `similarity` has for each row the centred cosine (-1..1) of every two sides that hold text; `unrelated` names the
    pairs of documents that do not tell the same story.
    """

    documents: Mapping[Role, Document]
    rows: tuple[Row, ...]
    similarity: tuple[Mapping[Hop, float], ...]
    unrelated: tuple[str, ...] = ()


def aligned(documents: Mapping[Role, Document], encoder: Encoder) -> Alignment:
    """Align the documents of a chain, which have their sentences."""
    units = {role: units_of(document, encoder) for role, document in documents.items()}
    links, moved = _links(documents, units, encoder)
    rows = reunited(join(links), moved)
    similarity = similarities(rows, units)
    if len(documents) == len(Role):
        rows = disputed(rows, align(units[Role.SOURCE], units[Role.TWIN]))
    rows = with_confidence(rows, similarity, documents, units)
    return Alignment(documents, rows, similarity, _unrelated(documents, units))


def line_by_line(documents: Mapping[Role, Document], encoder: Encoder) -> Alignment:
    """Documents of as many lines, each a sentence, as rows of the lines of one number; a blank line is no side."""
    units = {role: units_of(document, encoder) for role, document in documents.items()}
    numbers = range(min(len(document.sentences) for document in documents.values()))

    def side(role: Role, number: int) -> tuple[int, ...]:
        document = documents.get(role)
        return (number,) if document and document.slice(document.sentences[number].span).strip() else ()

    rows = tuple(Row(side(Role.SOURCE, k), side(Role.TRANSLATION, k), side(Role.TWIN, k)) for k in numbers)
    return Alignment(documents, rows, similarities(rows, units))


def _links(
    documents: Mapping[Role, Document], units: Mapping[Role, Units], encoder: Encoder
) -> tuple[Bitexts, Bitexts]:
    """The links of two documents, or those of the translation with either of the others, and the moved links.

    Of three the twin bears witness: it says in the source's language what the translation says.
    """
    encoders = {role: run_encoder(document, encoder) for role, document in documents.items()}
    links: dict[Hop, Sequence[Link]] = {}
    moved: dict[Hop, Sequence[Link]] = {}

    def link(hop: Hop, left: Units, right: Units, own: tuple[RunEncoder, RunEncoder]) -> None:
        links[hop] = align(left, right, encoders=own)
        moved[hop] = moved_links(left, right, links[hop])

    if len(documents) < len(Role):
        (hop,) = hops_between(documents)
        left, right = hop.ends
        link(hop, units[left], units[right], (encoders[left], encoders[right]))
        return links, moved
    source, translation, twin = (units[role] for role in Role)
    first, second, third = (encoders[role] for role in Role)
    link(Hop.TRANSLATION_TWIN, translation, twin, (second, third))
    testimony = links[Hop.TRANSLATION_TWIN]
    both = first, witnessed_encoder(second, translation, twin, testimony)
    link(Hop.SOURCE_TRANSLATION, source, with_witness(translation, twin, testimony), both)
    return links, moved


def _unrelated(documents: Mapping[Role, Document], units: Mapping[Role, Units]) -> tuple[str, ...]:
    warnings = []
    for hop in hops_between(documents):
        left, right = (documents[end] for end in hop.ends)
        if not same_article(units[left.role], units[right.role], left.lang == right.lang):
            warnings.append(f"not the same article: {left.origin} ({left.role}) and {right.origin} ({right.role})")
    return tuple(warnings)
