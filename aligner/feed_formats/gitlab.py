"""The Code Quality report of GitLab for all chains; a fingerprint tells in which item its finding is."""

from __future__ import annotations

import json
from typing import Any

from aligner.feed_formats import of_chain
from aligner.feed_run import Item, Run
from aligner.history import item_key
from aligner.lang.controls import escaped


class Writer:
    """Keeps the issues of each item."""

    def __init__(self) -> None:
        self._issues: list[dict[str, Any]] = []

    def item(self, item: Item) -> str:
        """Nothing yet."""
        key = item_key("", item.match.articles).key[:8]
        for issue in json.loads(of_chain(item.report, "gitlab")) if item.report else []:
            self._issues.append(issue | {"fingerprint": f"{issue['fingerprint']}@{key}"})
        return ""

    def end(self, run: Run) -> str:
        """All of them."""
        return escaped(json.dumps(self._issues, ensure_ascii=False, indent=1)) + "\n"
