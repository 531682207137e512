"""What each sentence of an article does: its text, a heading, or boilerplate of the page around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aligner.bitext import SentenceKind, Span


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The sentences of a paragraph, and the number of the block between blank lines that it stands in."""

    sentences: tuple[Span, ...]
    block: int


def kinds(text: str, paragraphs: Sequence[Paragraph]) -> list[tuple[SentenceKind, ...]]:
    return [tuple(SentenceKind.TEXT for _ in p.sentences) for p in paragraphs]
