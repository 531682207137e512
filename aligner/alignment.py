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
from aligner.units import Units, run_encoder, units_of
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
    links = _links(documents, units, encoder)
    moved = {hop: moved_links(units[hop.ends[0]], units[hop.ends[1]], bitext) for hop, bitext in links.items()}
    rows = reunited(join(links), moved)
    similarity = similarities(rows, units)
    if len(documents) == len(Role):
        rows = disputed(rows, align(units[Role.SOURCE], units[Role.TWIN]))
    rows = with_confidence(rows, similarity, documents, units)
    return Alignment(documents, rows, similarity, _unrelated(documents, units))


def _links(documents: Mapping[Role, Document], units: Mapping[Role, Units], encoder: Encoder) -> Bitexts:
    """The links of two documents, or those of the translation with either of the others.

    Of three the twin bears witness: it says in the source's language what the translation says.
    """
    encoders = {role: run_encoder(document, encoder) for role, document in documents.items()}
    if len(documents) < len(Role):
        (hop,) = hops_between(documents)
        left, right = hop.ends
        return {hop: align(units[left], units[right], encoders=(encoders[left], encoders[right]))}
    source, translation, twin = (units[role] for role in Role)
    own = encoders[Role.TRANSLATION]
    testimony = align(translation, twin, encoders=(own, encoders[Role.TWIN]))
    witnessed = with_witness(translation, twin, testimony)
    both = encoders[Role.SOURCE], witnessed_encoder(own, translation, twin, testimony)
    return {
        Hop.SOURCE_TRANSLATION: align(source, witnessed, encoders=both),
        Hop.TRANSLATION_TWIN: testimony,
    }


def _unrelated(documents: Mapping[Role, Document], units: Mapping[Role, Units]) -> tuple[str, ...]:
    warnings = []
    for hop in hops_between(documents):
        left, right = (documents[end] for end in hop.ends)
        if not same_article(units[left.role], units[right.role], left.lang == right.lang):
            warnings.append(f"not the same article: {left.origin} ({left.role}) and {right.origin} ({right.role})")
    return tuple(warnings)
