"""The Code Quality report of GitLab, which shows in merge requests what a branch brings in or mends.

What is known already is only of severity info. GitLab keeps one finding a fingerprint, so each has its own.
"""

from __future__ import annotations

import json
from typing import Any

from aligner.finding import Finding, Status
from aligner.formats import fingerprints, leading_location, path, position, told
from aligner.lang.controls import escaped
from aligner.report import Report


def render(report: Report) -> dict[str, str]:
    """One file, without a byte order mark: GitLab refuses one."""
    unique = fingerprints(report.findings)
    issues = [_issue(report, finding, own) for finding, own in zip(report.findings, unique, strict=True)]
    return {"gl-code-quality-report.json": escaped(json.dumps(issues, ensure_ascii=False, indent=1)) + "\n"}


def _issue(report: Report, finding: Finding, fingerprint: str) -> dict[str, Any]:
    """An issue as Code Climate defines it, whose columns are code points; GitLab reads no more than its line."""
    place = leading_location(finding)
    document = report.documents[place.role]
    ends = {"begin": place.span.start, "end": place.span.end}
    return {
        "type": "issue",
        "check_name": finding.check,
        "description": f"{finding.category} at {finding.hop}: {told(finding)}",
        "categories": ["Bug Risk"],
        "severity": finding.severity.value if finding.status is Status.NEW else "info",
        "fingerprint": fingerprint,
        "location": {
            "path": path(document),
            "positions": {
                name: dict(zip(("line", "column"), position(document, offset), strict=True))
                for name, offset in ends.items()
            },
        },
    }
