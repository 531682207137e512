"""Plain text for people where there is no terminal: a block a row, a line a side."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.alignment import Alignment
from aligner.alignment_formats import numbers, remarks, texts
from aligner.bitext import Row
from aligner.lang.controls import visible

_ROLE, _NUMBERS = 11, 5  # columns


def render(alignment: Alignment) -> str:
    """The documents, then the rows; each control in a text is a visible token, so no text can pass for a line."""
    head = "".join(f"{d.role:{_ROLE}}  {visible(d.origin)} ({d.lang})\n" for d in alignment.documents.values())
    blocks = (_block(alignment, number, row) for number, row in enumerate(alignment.rows))
    return "\n".join([head, *("".join(f"{line}\n" for line in block) for block in blocks)])


def _block(alignment: Alignment, number: int, row: Row) -> Iterator[str]:
    yield ", ".join([f"row {number}: confidence {row.confidence:.2f}", *remarks(alignment, row)])
    for role, document in alignment.documents.items():
        side = row.of(role)
        text = visible(" ".join(texts(document, row))) if side else "(no counterpart)"
        yield f"{role:{_ROLE}}  {numbers(side) or '-':{_NUMBERS}}  {text}".rstrip()
