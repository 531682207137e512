"""A translation memory for CAT tools (TMX 1.4b), with the findings of each row as its notes."""

from __future__ import annotations

from collections import defaultdict

from aligner.formats import told
from aligner.report import Report
from aligner.tmx import memory


def render(report: Report) -> dict[str, str]:
    """One file; a sentence that stands alone is in it only if there is a finding about it."""
    notes: dict[int, list[str]] = defaultdict(list)
    for finding in report.findings:
        notes[finding.row].append(f"{finding.severity} {finding.category} at {finding.hop}: {told(finding)}")
    return {"report.tmx": memory(report.documents, report.rows, notes)}
