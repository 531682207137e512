"""The diagnostics of reviewdog for all chains."""

from __future__ import annotations

import json
from typing import Any

from aligner.feed_formats import of_chain
from aligner.feed_run import Item, Run
from aligner.lang.controls import escaped


class Writer:
    """Keeps the diagnostics of each item."""

    def __init__(self) -> None:
        self._diagnostics: list[dict[str, Any]] = []

    def item(self, item: Item) -> str:
        """Nothing yet."""
        self._diagnostics += json.loads(of_chain(item.report, "rdjson"))["diagnostics"] if item.report else []
        return ""

    def end(self, run: Run) -> str:
        """All of them."""
        data = {"source": {"name": "aligner"}, "diagnostics": self._diagnostics}
        return escaped(json.dumps(data, ensure_ascii=False, indent=1)) + "\n"
