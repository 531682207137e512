"""One line a finding, as compilers write them: path:line:column: severity category: message."""

from __future__ import annotations

from aligner.finding import Finding
from aligner.formats import leading_location, position, told
from aligner.lang.controls import visible
from aligner.report import Report


def render(report: Report) -> dict[str, str]:
    """One file; empty when there is no finding."""
    return {"report.txt": "".join(f"{_line(report, finding)}\n" for finding in report.findings)}


def _line(report: Report, finding: Finding) -> str:
    place = leading_location(finding)
    document = report.documents[place.role]
    line, column = position(document, place.span.start)
    where = f"{visible(document.origin)}:{line}:{column}"
    return f"{where}: {finding.severity} {finding.category}: {told(finding)} [{finding.hop}]"
