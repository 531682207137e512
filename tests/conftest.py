"""What many tests share: the encoder, the sample and its report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from aligner.bitext import Document, Role, Row, Span
from aligner.encoders import load
from aligner.encoding import Encoder
from aligner.events import EventReport, event
from aligner.finding import Finding
from aligner.pipeline import compare
from aligner.readers import read
from aligner.report import Report

SAMPLES = Path(__file__).parents[1] / "samples"
ISS = {
    Role.SOURCE: SAMPLES / "iss/source.txt",
    Role.TRANSLATION: SAMPLES / "iss/arabic.txt",
    Role.TWIN: SAMPLES / "iss/twin.txt",
}


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return load()


@pytest.fixture(scope="session")
def iss() -> dict[Role, Document]:
    return {role: read(path, role) for role, path in ISS.items()}


@pytest.fixture(scope="session")
def iss_report(iss: dict[Role, Document], encoder: Encoder) -> Report:
    return compare(iss.values(), encoder)


@pytest.fixture(scope="session")
def samples_event(encoder: Encoder) -> EventReport:
    """The articles of both samples: arabic, source, twin, end-of-partnership, withdrawal-2025."""
    paths = [*sorted((SAMPLES / "iss").glob("*.txt")), *sorted((SAMPLES / "related").glob("*.txt"))]
    return event([read(path, Role.SOURCE) for path in paths], encoder)


@pytest.fixture(scope="session")
def long_report(iss_report: Report) -> Report:
    """The sample's report again and again, as if its documents had been so long: 5,010 rows."""
    return repeated(iss_report, 167)


@pytest.fixture(scope="session")
def paged_report(iss_report: Report) -> Report:
    """A report of 2,010 rows, just too long for one page."""
    return repeated(iss_report, 67)


def repeated(report: Report, times: int) -> Report:
    documents = report.documents
    steps = {role: len(document.text) + 1 for role, document in documents.items()}

    def shifted(role: Role, span: Span, k: int) -> Span:
        return Span(span.start + k * steps[role], span.end + k * steps[role])

    def longer(document: Document) -> Document:
        role, sentences = document.role, document.sentences
        moved = (replace(s, span=shifted(role, s.span, k)) for k in range(times) for s in sentences)
        return replace(document, text="\n".join([document.text] * times), sentences=tuple(moved))

    def later(row: Row, k: int) -> Row:
        counts = {role: len(document.sentences) for role, document in documents.items()}
        sides = {role.value: tuple(i + k * counts[role] for i in row.of(role)) for role in documents}
        return replace(row, **sides)  # type: ignore[arg-type]

    def found(finding: Finding, k: int) -> Finding:
        places = tuple(replace(place, span=shifted(place.role, place.span, k)) for place in finding.locations)
        return replace(finding, row=finding.row + k * len(report.rows), locations=places)

    return replace(
        report,
        documents={role: longer(document) for role, document in documents.items()},
        rows=tuple(later(row, k) for k in range(times) for row in report.rows),
        scores=report.scores * times,
        findings=tuple(found(finding, k) for k in range(times) for finding in report.findings),
    )
