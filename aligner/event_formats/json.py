"""An event as JSON, version 1 of its schema; docs/event.md describes it."""

from __future__ import annotations

import json

from aligner.events import EventReport
from aligner.lang.controls import escaped


def render(report: EventReport) -> str:
    """One object, its texts in their own letters; characters that steer terminals are written as escapes."""
    return escaped(json.dumps(report.to_dict(), ensure_ascii=False, indent=1)) + "\n"
