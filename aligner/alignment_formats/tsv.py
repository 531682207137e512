"""Tab-separated sentence numbers, a column a document: 3,4<TAB>3; an empty field where a side has no counterpart."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.alignment import Alignment
from aligner.alignment_formats import numbers
from aligner.bitext import Role, Row, sides


def render(alignment: Alignment) -> str:
    """A line a row, in reading order; sentences without any counterpart get a line each, as gold alignments have it."""
    return "".join(f"{line}\n" for row in alignment.rows for line in _lines(alignment, row))


def _lines(alignment: Alignment, row: Row) -> Iterator[str]:
    present = sides(alignment.documents, row)
    if len(present) == 1:
        (role,) = present
        for sentence in row.of(role):
            yield _line(alignment, {role: (sentence,)})
    else:
        yield _line(alignment, {role: row.of(role) for role in present})


def _line(alignment: Alignment, sentences: dict[Role, tuple[int, ...]]) -> str:
    return "\t".join(numbers(sentences.get(role, ())) for role in alignment.documents)
