"""The JSON report keeps its promises."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from aligner.bitext import Document, Hop, Role, Span
from aligner.config import Config
from aligner.errors import ConfigError
from aligner.finding import Category, Finding, Location, Severity
from aligner.report import Report, Scores, Signature

SCHEMA = json.loads((Path(__file__).parent / "report.schema.json").read_text(encoding="utf-8"))


def finding(start: int = 4, severity: Severity = Severity.MAJOR, text: str = "Navani") -> Finding:
    place = Location(Role.TWIN, Span(start, start + len(text)), text)
    return Finding("names", Category.NAME, severity, Hop.TRANSLATION_TWIN, 0.9, "message", 0, (place,))


def report(*findings: Finding, chain: float = 90.0) -> Report:
    return Report(Signature((("version", "1"),)), {}, (), (), findings, Scores({}, {}, chain))


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


@pytest.mark.parametrize(
    ("worst", "fail_on", "fails"),
    [
        (Severity.CRITICAL, Severity.MAJOR, True),
        (Severity.MAJOR, Severity.MAJOR, True),
        (Severity.MINOR, Severity.MAJOR, False),
        (Severity.MINOR, Severity.MINOR, True),
        (Severity.CRITICAL, None, False),
    ],
)
def test_the_gate_on_severity(worst: Severity, fail_on: Severity | None, fails: bool) -> None:
    assert report(finding(severity=worst)).fails(fail_on, None) is fails


def test_the_gate_on_the_score() -> None:
    assert report(chain=79.9).fails(None, 80)
    assert not report(chain=80.0).fails(None, 80)


def test_the_configuration_names_all_its_mistakes() -> None:
    with pytest.raises(ConfigError) as caught:
        Config(min_score=101, max_bytes=0)
    assert len(caught.value.mistakes) == 2


def test_the_signature_reads_like_sacrebleus(iss_report: Report) -> None:
    text = str(iss_report.signature)
    assert text.startswith("encoder:e5-small-q4@")
    assert "|version:" in text
    assert "languages:source=en,translation=ar,twin=en" in text
