"""The fidelity of rows and of the document, and what it is lost to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from aligner.bitext import Document, Hop, Role, Row, hops_between, is_boilerplate
from aligner.fidelity import (
    ACROSS,
    CHAIN,
    FINDINGS,
    WITHIN,
    factors,
    fidelity,
    penalty,
    points,
    weighed,
    weights_signature,
)
from aligner.finding import Finding
from aligner.losses import chrf_signature
from aligner.report import CHAIN_PARTS, Scores

UNALIGNED = "unaligned"
"""The part that all is lost to where a side has no counterpart."""

Losses: TypeAlias = Mapping[Hop, Mapping[str, float]]


def score_signature() -> tuple[tuple[str, str], ...]:
    """What the scores depend on besides the encoder: sacreBLEU's own signature of chrF2++, and the weights."""
    return ("chrF2++", chrf_signature()), ("weights", weights_signature())


def score_rows(
    documents: Mapping[Role, Document],
    rows: Sequence[Row],
    similarity: Sequence[Mapping[Hop, float]],
    losses: Sequence[Losses],
    findings: Iterable[Finding],
) -> tuple[Scores, ...]:
    """The scores of each row, given its similarity (-1..1) and its losses (see `losses`) at each hop."""
    found: dict[int, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.row, []).append(finding)
    return tuple(
        _score_row(documents, row, similar, lost, found.get(number, []))
        for number, (row, similar, lost) in enumerate(zip(rows, similarity, losses, strict=True))
    )


def _score_row(
    documents: Mapping[Role, Document],
    row: Row,
    similarity: Mapping[Hop, float],
    losses: Losses,
    findings: Sequence[Finding],
) -> Scores:
    if is_boilerplate(documents, row):
        return Scores(similarity, {}, 100.0)
    scores: dict[Hop, float] = {}
    parts: dict[str, Mapping[str, float]] = {}
    chain: dict[str, float] = {}
    for hop in hops_between(documents):
        present = [bool(row.of(end)) for end in hop.ends]
        if all(present):
            model = model_of(documents, hop)
            # Sides without words have no losses of their own: signs are all they have in common.
            lost = losses.get(hop, {"similarity": 1 - similarity[hop]})
            chain[hop.value] = weighed(model, lost)
            scores[hop], parts[hop.value] = _scored(model, {**lost, FINDINGS: penalty(findings_at(findings, hop))})
        elif any(present):
            scores[hop], parts[hop.value] = _nothing()
    if len(documents) < len(Role):
        total, parts[CHAIN_PARTS] = next(iter(scores.values()), 0.0), next(iter(parts.values()), {})
    elif len(chain) < len(Hop):
        total, parts[CHAIN_PARTS] = _nothing()
    else:
        total, parts[CHAIN_PARTS] = _scored(CHAIN, {**chain, **factors(losses.values()), FINDINGS: penalty(findings)})
    return Scores(similarity, scores, total, parts)


def _scored(model: str, losses: Mapping[str, float]) -> tuple[float, dict[str, float]]:
    return fidelity(model, losses), points(model, losses)


def _nothing() -> tuple[float, dict[str, float]]:
    return 0.0, {UNALIGNED: 100.0}


def model_of(documents: Mapping[Role, Document], hop: Hop) -> str:
    """The model for a pair of documents, by whether they are in one language."""
    left, right = (documents[end].lang for end in hop.ends)
    return WITHIN if left == right else ACROSS


def findings_at(findings: Iterable[Finding], hop: Hop) -> list[Finding]:
    """The findings of one hop; what came in at either hop, or at one that cannot be told, shows from end to end."""
    return [f for f in findings if hop is Hop.SOURCE_TWIN or f.hop in (hop, Hop.SOURCE_TWIN)]


def score_document(documents: Mapping[Role, Document], rows: Sequence[Row], scores: Sequence[Scores]) -> Scores:
    """The rows' scores and parts weighted by their length.

    A row that is missing on one side counts as 0 there, boilerplate not at all.
    """
    weights = [0 if is_boilerplate(documents, row) else _length(documents, row) for row in rows]

    def mean(values: Iterable[float | None]) -> float | None:
        pairs = [(w, v) for w, v in zip(weights, values, strict=True) if w and v is not None]
        return sum(w * v for w, v in pairs) / sum(w for w, _ in pairs) if pairs else None

    def means(tables: Sequence[Mapping[Hop, float]]) -> dict[Hop, float]:
        found = {hop: mean(table.get(hop) for table in tables) for hop in hops_between(documents)}
        return {hop: value for hop, value in found.items() if value is not None}

    def parts_of(name: str) -> dict[str, float]:
        tables = [score.parts.get(name) for score in scores]
        known = dict.fromkeys(part for table in tables for part in table or ())
        found = {part: mean(None if table is None else table.get(part, 0.0) for table in tables) for part in known}
        return {part: value for part, value in found.items() if value is not None}

    chain = mean(score.chain for score in scores)
    names = dict.fromkeys(name for score in scores for name in score.parts)
    return Scores(
        means([score.similarity for score in scores]),
        means([score.fidelity for score in scores]),
        100.0 if chain is None else chain,
        {name: parts_of(name) for name in names},
    )


def _length(documents: Mapping[Role, Document], row: Row) -> float:
    """The mean length of a row's sides, in code points."""
    spans = [[d.sentences[i].span for i in row.of(role)] for role, d in documents.items() if row.of(role)]
    return sum(span.end - span.start for side in spans for span in side) / len(spans)
