"""The result of a comparison and its JSON form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aligner.bitext import Document, Hop, Role, Row, is_boilerplate, unaligned
from aligner.finding import Finding, Severity

SCHEMA = "aligner-report/1"
CHAIN_PARTS = "chain"
"""The name of the chain among the hops, as `fidelity` has it."""
GOOD, FAIR = 80, 50
"""Scores from which a text counts as good and as fair."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What a run's result depends on, in the manner of sacreBLEU (Post 2018); what is at its default is left out.

    The version stands for the weights, tables and rules that come with it.
    """

    fields: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return "|".join(f"{key}:{value}" for key, value in self.fields)


@dataclass(frozen=True, slots=True)
class Scores:
    """What a row or a document keeps: `similarity` is a centred cosine (-1..1), `fidelity` and `chain` 0-100.

    `parts` says, by hop or for the chain, how many points of 100 each part cost. A hop that has text on neither side
    is absent.
    """

    similarity: Mapping[Hop, float]
    fidelity: Mapping[Hop, float]
    chain: float
    parts: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A check that left out documents because it has no tables for their language."""

    check: str
    languages: tuple[str, ...]

    def __str__(self) -> str:
        return f"check {self.check} skipped for {', '.join(self.languages)}: it has no tables for that"


@dataclass(frozen=True, slots=True)
class Report:
    """Documents, aligned rows with their scores, the findings in reading order and the document's scores."""

    signature: Signature
    documents: Mapping[Role, Document]
    rows: tuple[Row, ...]
    scores: tuple[Scores, ...]
    findings: tuple[Finding, ...]
    total: Scores
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[str, ...] = ()

    def unaligned(self) -> dict[Role, int]:
        """How many sentences of each document stand alone in their row, boilerplate left out."""
        return unaligned(self.documents, self.rows)

    def is_boilerplate(self, row: Row) -> bool:
        """Whether a row holds nothing but boilerplate."""
        return is_boilerplate(self.documents, row)

    def to_dict(self) -> dict[str, Any]:
        """The report as plain data, version 1 of the schema; keys are added in later versions, never renamed."""
        return {
            "schema": SCHEMA,
            "signature": {**dict(self.signature.fields), "text": str(self.signature)},
            "documents": {role.value: document_dict(document) for role, document in self.documents.items()},
            "rows": [
                {**row_dict(row, scores.similarity), "fidelity": fidelity_dict(scores), "parts": parts_dict(scores)}
                for row, scores in zip(self.rows, self.scores, strict=True)
            ],
            "findings": [finding_dict(finding) for finding in self.findings],
            "summary": {
                "fidelity": fidelity_dict(self.total),
                "parts": parts_dict(self.total),
                "findings": _by_severity(self.findings),
                "unaligned": {role.value: n for role, n in self.unaligned().items()},
                "skipped": [{"check": s.check, "languages": list(s.languages)} for s in self.skipped],
                "warnings": list(self.warnings),
            },
        }


def grade(score: float) -> str:
    """A score from 0 to 100 in a word."""
    return "good" if score >= GOOD else "fair" if score >= FAIR else "poor"


def finding_dict(finding: Finding) -> dict[str, Any]:
    """A finding as plain data."""
    spans: dict[str, list[dict[str, Any]]] = {role.value: [] for role in Role}
    for place in finding.locations:
        spans[place.role].append({"start": place.span.start, "end": place.span.end, "text": place.text})
    return {
        "id": finding.id,
        "check": finding.check,
        "category": finding.category.value,
        "mqm": finding.category.mqm,
        "severity": finding.severity.value,
        "hop": finding.hop.value,
        "confidence": round(finding.confidence, 2),
        "message": finding.message,
        "row": finding.row,
        "status": finding.status.value,
        **({"reason": finding.reason} if finding.reason else {}),
        "spans": spans,
    }


def document_dict(document: Document) -> dict[str, Any]:
    """A document and where its sentences stand, as plain data."""
    sentences = [{"start": s.span.start, "end": s.span.end, "kind": s.kind.value} for s in document.sentences]
    return {"origin": document.origin, "lang": document.lang, "sentences": sentences}


def row_dict(row: Row, similarity: Mapping[Hop, float]) -> dict[str, Any]:
    """How a row is aligned, as plain data."""
    return {
        **{role.value: list(row.of(role)) for role in Role},
        "similarity": {hop.value: round(value, 4) for hop, value in similarity.items()},
        "confidence": round(row.confidence, 2),
        "moved": row.moved,
        "disputed": row.disputed,
    }


def fidelity_dict(scores: Scores) -> dict[str, float]:
    """Scores from 0 to 100 as plain data."""
    return {**{hop.value: round(value, 2) for hop, value in scores.fidelity.items()}, "chain": round(scores.chain, 2)}


def parts_dict(scores: Scores) -> dict[str, dict[str, float]]:
    """The points that each part cost, by hop and for the chain, as plain data."""
    return {name: {part: round(value, 2) for part, value in parts.items()} for name, parts in scores.parts.items()}


def _by_severity(findings: tuple[Finding, ...]) -> dict[str, int]:
    count = Counter(finding.severity for finding in findings)
    return {severity.value: count[severity] for severity in reversed(Severity)}
