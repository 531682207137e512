"""The open set of formats of an alignment: one a file, each with `render(alignment) -> text`."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

from aligner.alignment import Alignment
from aligner.bitext import Document, Row, is_boilerplate, order_notes, sides

Render = Callable[[Alignment], str]

DOUBTFUL = 0.5
"""The confidence under which a row is shown to be doubtful: more likely wrong than right."""


def discover() -> dict[str, Render]:
    """All formats by name, found afresh on each call."""
    return {info.name: import_module(f"{__name__}.{info.name}").render for info in iter_modules(__path__)}


def numbers(sentences: tuple[int, ...]) -> str:
    """Sentence numbers, from 0, as 3,4."""
    return ",".join(map(str, sentences))


def texts(document: Document, row: Row) -> list[str]:
    """The sentences of a document that are in a row."""
    return [document.slice(document.sentences[i].span) for i in row.of(document.role)]


def remarks(alignment: Alignment, row: Row) -> list[str]:
    """What a reader must know of a row beyond its sentences; nothing is doubtful about boilerplate on its own."""
    alone = len(sides(alignment.documents, row)) == 1
    doubtful = row.confidence < DOUBTFUL and not (alone and is_boilerplate(alignment.documents, row))
    return ["doubtful"] * doubtful + order_notes(row)
