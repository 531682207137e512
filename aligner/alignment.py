"""Two or three segmented documents to rows: encode, align each bitext, join."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aligner.align import align
from aligner.bitext import Document, Hop, Role, Row, hops_between
from aligner.encoding import Encoder
from aligner.join import join, similarities, with_confidence
from aligner.relatedness import same_article
from aligner.units import Units, units_of


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
    rows = join({hop: align(units[left], units[right]) for hop in bitexts(documents) for left, right in [hop.ends]})
    similarity = similarities(rows, units)
    rows = with_confidence(rows, similarity, documents, units)
    return Alignment(documents, rows, similarity, _unrelated(documents, units))


def bitexts(documents: Mapping[Role, Document]) -> tuple[Hop, ...]:
    """The hops that are aligned: neighbours in the chain."""
    hops = hops_between(documents)
    return hops if len(hops) == 1 else (Hop.SOURCE_TRANSLATION, Hop.TRANSLATION_TWIN)


def _unrelated(documents: Mapping[Role, Document], units: Mapping[Role, Units]) -> tuple[str, ...]:
    warnings = []
    for hop in hops_between(documents):
        left, right = (documents[end] for end in hop.ends)
        if not same_article(units[left.role], units[right.role], left.lang == right.lang):
            warnings.append(f"not the same article: {left.origin} ({left.role}) and {right.origin} ({right.role})")
    return tuple(warnings)
