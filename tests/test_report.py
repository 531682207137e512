"""The JSON report keeps its promises."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema

from aligner.bitext import Document, Hop, Role, Span
from aligner.finding import Category, Finding, Location, Severity
from aligner.report import Report

SCHEMA = json.loads((Path(__file__).parent / "report.schema.json").read_text(encoding="utf-8"))


def finding(start: int = 4, severity: Severity = Severity.MAJOR, text: str = "Navani") -> Finding:
    place = Location(Role.TWIN, Span(start, start + len(text)), text)
    return Finding("names", Category.NAME, severity, Hop.TRANSLATION_TWIN, 0.9, "message", 0, (place,))


def test_the_report_is_valid_against_the_schema(iss_report: Report) -> None:
    jsonschema.validate(iss_report.to_dict(), SCHEMA)


def test_every_span_is_the_documents_text(iss_report: Report, iss: dict[Role, Document]) -> None:
    spans = [(role, s) for f in iss_report.to_dict()["findings"] for role, places in f["spans"].items() for s in places]
    assert len(spans) >= 9
    for role, span in spans:
        assert iss[Role(role)].text[span["start"] : span["end"]] == span["text"]


def test_every_sentence_stands_in_exactly_one_row(iss_report: Report) -> None:
    data = iss_report.to_dict()
    for role, document in data["documents"].items():
        indices = [index for row in data["rows"] for index in row[role]]
        assert sorted(indices) == list(range(len(document["sentences"])))


def test_an_id_survives_edits_elsewhere_but_not_another_text() -> None:
    assert finding(start=4).id == finding(start=90).id == finding(text="NAVANI").id
    assert finding().id != finding(text="Navanni").id


def test_the_signature_reads_like_sacrebleus(iss_report: Report) -> None:
    text = str(iss_report.signature)
    assert text.startswith("encoder:e5-small-q4@")
    assert "|version:" in text
    assert "languages:source=en,translation=ar,twin=en" in text
