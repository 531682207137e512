"""Tab-separated values for spreadsheets and scripts: a header row, then a row a finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aligner.bitext import Role
from aligner.finding import Finding
from aligner.formats import leading_location, path, position
from aligner.lang.controls import visible
from aligner.report import Report

COLUMNS = (
    "id", "status", "severity", "category", "check", "hop", "confidence", "row", "path", "line", "column", "message",
    *Role, "reason",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@")


def render(report: Report) -> dict[str, str]:
    """One file; a row of the alignment is numbered from 0, as in the JSON report, the rest from 1."""
    lines = (COLUMNS, *(tuple(_cells(report, finding)) for finding in report.findings))
    return {"report.tsv": "".join("\t".join(line) + "\n" for line in lines)}


def _cells(report: Report, finding: Finding) -> Iterator[str]:
    place = leading_location(finding)
    document = report.documents[place.role]
    yield from (finding.id, finding.status, finding.severity, finding.category, finding.check, finding.hop)
    yield from (f"{finding.confidence:.2f}", str(finding.row), _text(path(document)))
    yield from map(str, position(document, place.span.start))
    yield _text(finding.message)
    for role in Role:
        yield _text(_together(at.text for at in finding.at(role)))
    yield _text(finding.reason)


def _together(texts: Iterable[str]) -> str:
    """Several places of one document in one cell."""
    return " … ".join(texts)


def _text(text: str) -> str:
    """Text on one line; an apostrophe keeps a spreadsheet from running what looks like a formula."""
    return f"'{visible(text)}" if text.lstrip().startswith(_FORMULA) else visible(text)
