"""SARIF 2.1.0 with one run that has the results of all chains; of more than GitHub shows the worst are kept."""

from __future__ import annotations

import json
from typing import Any

from aligner.feed_formats import of_chain, remarks
from aligner.feed_run import Item, Run, State
from aligner.finding import Severity
from aligner.formats.sarif import LEVELS, MOST_RESULTS, SCHEMA, literal, rules
from aligner.history import item_key
from aligner.lang.controls import escaped, visible
from aligner.version import __version__

_LEVELS = [LEVELS[severity] for severity in reversed(Severity)]
"""The worst first."""
MOST_NOTES = 1000


class Writer:
    """Keeps the results of each item, and the run around them."""

    def __init__(self) -> None:
        self._results: list[dict[str, Any]] = []
        self._notes: list[str] = []
        self._run: dict[str, Any] = {}

    def item(self, item: Item) -> str:
        """Nothing yet."""
        if item.report is None:
            return ""
        (run,) = json.loads(of_chain(item.report, "sarif"))["runs"]
        key = item_key("", item.match.articles).key[:8]
        for result in run.pop("results"):
            prints = {name: f"{value}@{key}" for name, value in result["partialFingerprints"].items()}
            properties = result["properties"] | {"item": item.number}
            self._results.append(result | {"partialFingerprints": prints, "properties": properties})
        self._results = _kept(self._results) if len(self._results) > 2 * MOST_RESULTS else self._results
        self._notes += [f"item {item.number}: {warning}" for warning in item.report.warnings]
        self._run = self._run or run
        return ""

    def end(self, run: Run) -> str:
        """All of it."""
        texts = [visible(text) for text in (*self._notes, *remarks(run))][:MOST_NOTES]
        notes = [{"level": "warning", "message": {"text": literal(text)}} for text in texts]
        broken = any(item.state is State.BROKEN for item in run.items)
        whole = self._run | {
            "tool": {"driver": {"name": "aligner", "semanticVersion": __version__, "rules": rules()}},
            "automationDetails": {"id": "aligner/feeds/"},
            "invocations": [
                {"executionSuccessful": not run.partial and not broken, "toolExecutionNotifications": notes}
            ],
            "columnKind": "utf16CodeUnits",
            "results": _kept(self._results),
            "properties": {"signature": run.signature, "fidelity": run.fidelity, "partial": run.partial},
        }
        data = {"$schema": SCHEMA, "version": "2.1.0", "runs": [whole]}
        return escaped(json.dumps(data, ensure_ascii=False, indent=1)) + "\n"


def _kept(results: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The worst results that there is room for, in their order."""

    def rank(number: int) -> tuple[bool, int]:
        return results[number]["baselineState"] != "new", _LEVELS.index(results[number]["level"])

    return [results[number] for number in sorted(sorted(range(len(results)), key=rank)[:MOST_RESULTS])]
