"""Texts side by side or stacked in a terminal, Arabic in its order: what the views for people share."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from rich.console import Console
from rich.table import Table
from rich.text import Text

from aligner.bitext import Document, Role, SentenceKind
from aligner.lang.direction import runs_right_to_left

from .bidi import Bidi, wanted
from .output import utf8

SIDE_BY_SIDE, LEAST_WIDTH = 110, 40
"""Columns a terminal needs for texts next to each other, and columns below which lines are left to wrap."""
UNBROKEN = 200
"""Columns for what is no terminal, so that a line of a table stays one."""
MARGIN, LABEL, GAP = 5, 12, 2
"""Columns for what is said of a row, for a document's role where texts are stacked, and between texts."""
KIND_STYLES = {SentenceKind.TEXT: "", SentenceKind.BOILERPLATE: "dim", SentenceKind.HEADING: "bold"}


class Screen(Console):
    """Standard output as a console that shows texts as they are, in the order that `bidi` asks for."""

    def __init__(self, bidi: Bidi, *, no_color: bool) -> None:
        super().__init__(no_color=no_color or None, highlight=False, emoji=False, markup=False)
        self.width = max(self.width, LEAST_WIDTH)
        self.bidi = wanted(bidi, os.environ)


@contextmanager
def terminal(bidi: Bidi, *, no_color: bool) -> Iterator[Screen | None]:
    """Standard output as a screen that takes any character, if it is a terminal."""
    with utf8(sys.stdout):
        screen = Screen(bidi, no_color=no_color)
        yield screen if screen.is_terminal else None


@contextmanager
def page(bidi: Bidi, *, no_color: bool) -> Iterator[Screen]:
    """Standard output as a screen; what is no terminal gets the same words, plain and in logical order."""
    with utf8(sys.stdout):
        screen = Screen(bidi, no_color=no_color)
        if not screen.is_terminal:
            screen.bidi, screen.width = Bidi.OFF, UNBROKEN
        yield screen


class Layout:
    """Prints rows of texts, a column a document where the terminal is wide enough, else one under the other."""

    def __init__(self, screen: Screen, documents: Iterable[Document]) -> None:
        self.documents = tuple(documents)
        self._screen = screen
        self._wide = screen.width >= SIDE_BY_SIDE
        taken = MARGIN + GAP if self._wide else MARGIN + LABEL + GAP
        room = screen.width - taken
        self._width = room // len(self.documents) - GAP if self._wide else max(room, 20)

    def head(self, margin: str) -> None:
        """Print what the columns hold, if there are columns."""
        if self._wide:
            titles = {document.role: Text(f"{document.role} ({document.lang})", "dim") for document in self.documents}
            self._screen.print(self._line(Text(margin, "dim"), titles))

    def row(self, margin: Text, texts: Mapping[Role, Text]) -> None:
        """Print a row; where texts are stacked, empty ones are left out and the margin stands beside the first."""
        cells = {document.role: self._cell(document, texts[document.role]) for document in self.documents}
        if self._wide:
            self._screen.print(self._line(margin, cells))
            return
        for role, cell in cells.items():
            if cell:
                label = Text.assemble(margin, " " * (MARGIN - len(margin)), (f"{role:{LABEL}}", "dim"))
                self._screen.print(self._line(label, {role: cell}))
                margin = Text()

    def _line(self, margin: Text, cells: Mapping[Role, Text]) -> Table:
        """Cells side by side after the margin, flush right where a language runs right to left."""
        table = Table(box=None, show_header=False, padding=(0, GAP, 0, 0), pad_edge=False)
        table.add_column(width=MARGIN if self._wide else MARGIN + LABEL, no_wrap=True)
        for document in self.documents:
            if document.role in cells:
                flush_right = runs_right_to_left(document.lang)
                table.add_column(width=self._width, no_wrap=True, justify="right" if flush_right else "left")
        table.add_row(margin, *cells.values())
        return table

    def _cell(self, document: Document, text: Text) -> Text:
        """A text wrapped in logical order, each line put in order after that."""
        if not text:
            return text
        lines = text.wrap(self._screen, self._width - 1)
        for line in lines:
            line.rstrip()
        bidi = self._screen.bidi
        return Text("\n").join(map(bidi.line if runs_right_to_left(document.lang) else bidi.embedded, lines))
