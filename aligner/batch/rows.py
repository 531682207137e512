"""The row of an item in the output, whatever the format."""

from __future__ import annotations

from collections import Counter
from typing import Any

from aligner.batch.job import Job, Mode
from aligner.batch.results import Result
from aligner.batch.shards import Entry
from aligner.batch_writers import OWN
from aligner.bitext import Hop
from aligner.finding import Category, Finding, Severity, Status
from aligner.gate import Gate
from aligner.report import Scores


def row_of(entry: Entry, result: Result, job: Job) -> dict[str, Any]:
    """The row: what the item is called, its other fields, and what it comes to."""
    documents = job.mode is Mode.DOCUMENTS
    summary = result["summary"] if documents else result
    languages = {role: told["lang"] for role, told in result["documents"].items()} if documents else result["languages"]
    counts = Counter(finding["severity"] for finding in result["findings"])
    rows = [row["fidelity"] for row in result["rows"]] if documents else [result["fidelity"]]
    row = {
        "number": entry.number,
        "id": entry.item.id,
        **{name: value for name, value in entry.item.fields.items() if name not in OWN},
        "languages": languages,
        "fidelity": summary["fidelity"],
        "severities": {severity.value: counts[severity.value] for severity in reversed(Severity)},
        "passed": not any(_failures(job.config.gate, result["findings"], summary["fidelity"], rows)),
        "warnings": summary["warnings"],
        "findings": result["findings"],
    }
    return {**row, "report": result} if job.reports else row


def _failures(
    gate: Gate, findings: list[dict[str, Any]], fidelity: dict[str, float], rows: list[dict[str, float]]
) -> list[str]:
    """Why the item fails the gate: that of the run, applied to what it says of findings and scores."""
    judged = (
        Finding(
            told["check"],
            Category(told["category"]),
            Severity(told["severity"]),
            Hop(told["hop"]),
            told["confidence"],
            told["message"],
            told["row"],
            (),
            Status(told["status"]),
        )
        for told in findings
    )
    return list(gate.failures(judged, _scores(fidelity), [_scores(row) for row in rows]))


def _scores(fidelity: dict[str, float]) -> Scores:
    return Scores({}, {hop: fidelity[hop.value] for hop in Hop if hop.value in fidelity}, fidelity["chain"])
