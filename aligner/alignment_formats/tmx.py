"""A translation memory for CAT tools (TMX 1.4b): the rows with text on two sides or more."""

from __future__ import annotations

from aligner.alignment import Alignment
from aligner.tmx import memory


def render(alignment: Alignment) -> str:
    """A unit a row; what stands alone is left out, since there is nothing to translate it by."""
    return memory(alignment.documents, alignment.rows)
