"""The view of an alignment for people: rows of numbered sentences, what stands alone and what is doubtful."""

from __future__ import annotations

from rich.padding import Padding
from rich.text import Text

from aligner.alignment import Alignment
from aligner.alignment_formats import numbers, remarks
from aligner.bitext import Document, Row, unaligned
from aligner.lang.controls import visible

from .layout import GAP, KIND_STYLES, MARGIN, Layout, Screen


def show(alignment: Alignment, screen: Screen) -> None:
    """Print the rows, then how many there are."""
    layout = Layout(screen, alignment.documents.values())
    layout.head("conf.")
    for row in alignment.rows:
        notes = remarks(alignment, row)
        screen.print()
        confidence = Text(f"{row.confidence:.2f}", "red" if notes else "dim")
        layout.row(confidence, {role: _text(document, row) for role, document in alignment.documents.items()})
        if notes:
            screen.print(Padding(Text(", ".join(notes), "red"), (0, 0, 0, MARGIN + GAP)))
    screen.print()
    screen.print(Text(summary(alignment)))


def summary(alignment: Alignment) -> str:
    """How many rows there are, and how many sentences of each document stand alone; boilerplate is left out."""
    alone = unaligned(alignment.documents, alignment.rows)
    counts = ", ".join(f"{count} in the {role}" for role, count in alone.items() if count)
    return f"{len(alignment.rows)} rows; sentences without a counterpart: {counts or 'none'}"


def _text(document: Document, row: Row) -> Text:
    """A side's numbers and text, or that it has none."""
    sentences = row.of(document.role)
    if not sentences:
        return Text("no counterpart", "yellow")
    text = Text.assemble((numbers(sentences), "dim"), " ")
    for sentence in (document.sentences[i] for i in sentences):
        text.append(visible(document.slice(sentence.span)), KIND_STYLES[sentence.kind]).append(" ")
    return text
