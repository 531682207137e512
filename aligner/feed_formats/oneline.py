"""One line a finding, as for a single chain; the path is the feed and the place of the item in it."""

from __future__ import annotations

from aligner.feed_formats import of_chain
from aligner.feed_run import Item, Run


class Writer:
    """Findings as they come."""

    def item(self, item: Item) -> str:
        """The lines of an item's findings."""
        return of_chain(item.report, "oneline") if item.report else ""

    def end(self, run: Run) -> str:
        """Nothing: whatever else is to be said would be taken for findings."""
        return ""
