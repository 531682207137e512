"""A translation memory of all chains, with the findings of each row as its notes."""

from __future__ import annotations

from aligner.bitext import Document, Role
from aligner.feed_formats import of_chain
from aligner.feed_run import Item, Run
from aligner.tmx import memory

_BEGIN, _END, _NONE = "<body>", "</body>", "<body />"


class Writer:
    """Units as they come; the languages of the first chain are those of the header."""

    def __init__(self) -> None:
        self._rest = ""

    def item(self, item: Item) -> str:
        """The units of an item, after the header if it is the first."""
        text = of_chain(item.report, "tmx").replace(_NONE, f"{_BEGIN}{_END}", 1) if item.report else ""
        head, _, units = text.partition(_BEGIN)  # texts in it are escaped, so that these tags are the only ones
        units, _, rest = units.partition(_END)
        begin = head + _BEGIN if text and not self._rest else ""
        self._rest = self._rest or (_END + rest if text else "")
        return begin + units.rstrip()

    def end(self, run: Run) -> str:
        """The end of the file; an empty memory if there was no chain."""
        return f"\n {self._rest}" if self._rest else memory({Role.SOURCE: Document(Role.SOURCE, "", "")}, ())
