"""The whole run as one JSON document (schema aligner-feeds/1), the report of each chain in it."""

from __future__ import annotations

import json
from typing import Any

from aligner.feed_formats import of_chain
from aligner.feed_run import Item, Run, item_dict, summary_dict, unmatched_dict
from aligner.lang.controls import escaped

SCHEMA = "aligner-feeds/1"


class Writer:
    """Items as they come, then the rest."""

    def __init__(self) -> None:
        self._before = f'{{"schema": "{SCHEMA}", "items": [\n'

    def item(self, item: Item) -> str:
        """The object of an item; `report` is null for one that was not compared."""
        report = of_chain(item.report, "json").rstrip() if item.report else "null"
        text = f'{self._before}{_text(item_dict(item))[:-1]}, "report": {report}}}'
        self._before = ",\n"
        return text

    def end(self, run: Run) -> str:
        """The end of the list, what has no partner, and the summary."""
        head = self._before if not run.items else ""
        unmatched = [unmatched_dict(each) for each in run.unmatched]
        return f'{head}\n], "unmatched": {_text(unmatched)}, "summary": {_text(summary_dict(run))}}}\n'


def _text(data: Any) -> str:
    return escaped(json.dumps(data, ensure_ascii=False))
