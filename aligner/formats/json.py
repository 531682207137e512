"""The whole report as one JSON document (schema aligner-report/1)."""

from __future__ import annotations

import json

from aligner.lang.controls import escaped
from aligner.report import Report


def render(report: Report) -> dict[str, str]:
    """One file; characters that steer terminals are written as escapes."""
    return {"report.json": escaped(json.dumps(report.to_dict(), ensure_ascii=False, indent=1)) + "\n"}
