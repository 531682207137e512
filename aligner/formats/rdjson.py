"""The diagnostics of reviewdog, which comments on merge requests; what is known already is only INFO."""

from __future__ import annotations

import json
from typing import Any

from aligner.finding import Finding, Severity, Status
from aligner.formats import leading_location, path, position, told, utf8
from aligner.lang.controls import escaped
from aligner.report import Report

LEVELS = {Severity.CRITICAL: "ERROR", Severity.MAJOR: "WARNING", Severity.MINOR: "INFO"}


def render(report: Report) -> dict[str, str]:
    """One file; columns count bytes of UTF-8, and the end is the place after."""
    data = {"source": {"name": "aligner"}, "diagnostics": [_diagnostic(report, finding) for finding in report.findings]}
    return {"report.rdjson": escaped(json.dumps(data, ensure_ascii=False, indent=1)) + "\n"}


def _diagnostic(report: Report, finding: Finding) -> dict[str, Any]:
    place = leading_location(finding)
    document = report.documents[place.role]
    ends = {"start": place.span.start, "end": place.span.end}
    return {
        "message": f"{finding.severity} {finding.category} at {finding.hop}: {told(finding)}",
        "location": {
            "path": path(document),
            "range": {
                name: dict(zip(("line", "column"), position(document, offset, utf8), strict=True))
                for name, offset in ends.items()
            },
        },
        "severity": LEVELS[finding.severity] if finding.status is Status.NEW else "INFO",
        "code": {"value": finding.check},
    }
