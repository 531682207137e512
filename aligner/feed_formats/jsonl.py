"""One JSON object a line: each item, followed by the lines of its chain, then what has no partner and the run."""

from __future__ import annotations

import json
from typing import Any

from aligner.feed_formats import of_chain
from aligner.feed_run import Item, Run, item_dict, summary_dict, unmatched_dict
from aligner.lang.controls import escaped


class Writer:
    """Each line names its `type`: item, chain, row, summary (these three of the item before), unmatched or run."""

    def item(self, item: Item) -> str:
        """The line of an item, and those of its report."""
        return _line("item", item_dict(item)) + (of_chain(item.report, "jsonl") if item.report else "")

    def end(self, run: Run) -> str:
        """What has no partner, and the summary of the run."""
        return "".join(_line("unmatched", unmatched_dict(each)) for each in run.unmatched) + _line(
            "run", summary_dict(run)
        )


def _line(kind: str, data: dict[str, Any]) -> str:
    return escaped(json.dumps({"type": kind, **data}, ensure_ascii=False)) + "\n"
