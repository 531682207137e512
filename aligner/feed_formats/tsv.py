"""Tab-separated values: a header row, then a row a finding, its item's number first."""

from __future__ import annotations

from aligner.feed_formats import of_chain
from aligner.feed_run import Item, Run
from aligner.formats.tsv import COLUMNS

HEAD = "\t".join(("item", *COLUMNS)) + "\n"


class Writer:
    """Findings as they come, under one header."""

    def __init__(self) -> None:
        self._head = HEAD

    def item(self, item: Item) -> str:
        """The rows of an item's findings."""
        head, self._head = self._head, ""
        rows = of_chain(item.report, "tsv").splitlines(keepends=True)[1:] if item.report else []
        return head + "".join(f"{item.number}\t{row}" for row in rows)

    def end(self, run: Run) -> str:
        """The header, if there was no item."""
        return self._head
