"""One JSON object a line: the chain, its rows with their findings, the summary."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from aligner.lang.controls import escaped
from aligner.report import Report


def render(report: Report) -> dict[str, str]:
    """One file; each line names its `type`: chain, row or summary."""
    lines = (escaped(json.dumps(item, ensure_ascii=False)) for item in _items(report))
    return {"report.jsonl": "".join(f"{line}\n" for line in lines)}


def _items(report: Report) -> Iterator[dict[str, Any]]:
    data = report.to_dict()
    yield {"type": "chain", "schema": data["schema"], "signature": data["signature"], "documents": data["documents"]}
    for number, row in enumerate(data["rows"]):
        findings = [finding for finding in data["findings"] if finding["row"] == number]
        yield {"type": "row", "row": number, **row, "findings": findings}
    yield {"type": "summary", **data["summary"]}
