"""The words by which variants of one sentence differ."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from rapidfuzz.distance import LCSseq

from aligner.bitext import Document, Span
from aligner.lang.tokens import words

COMMON = 0.75
"""The share of the other variants that have to have a word if it sets none apart."""


def differing(documents: Sequence[Document], sentences: Sequence[Sequence[int]]) -> tuple[tuple[Span, ...], ...]:
    """For each variant the spans of words that a quarter of the other variants or more lack in that place.

    Where there is no other with a text, nothing differs.
    """
    found = [_words(*pair) for pair in zip(documents, sentences, strict=True)]
    folded = [[document.slice(span).casefold() for span in own] for document, own in zip(documents, found, strict=True)]
    shared = [[0] * len(own) for own in found]
    present = [number for number, own in enumerate(found) if own]
    for a, b in combinations(present, 2):
        for block in LCSseq.opcodes(folded[a], folded[b]):
            if block.tag == "equal":
                for k in range(block.src_end - block.src_start):
                    shared[a][block.src_start + k] += 1
                    shared[b][block.dest_start + k] += 1
    enough = COMMON * (len(present) - 1)
    return tuple(
        _runs([(span, count < enough) for span, count in zip(own, counts, strict=True)])
        for own, counts in zip(found, shared, strict=True)
    )


def _words(document: Document, sentences: Sequence[int]) -> list[Span]:
    spans = [document.sentences[i].span for i in sentences]
    return [Span(s.start + start, s.start + end) for s in spans for start, end in words(document.slice(s))]


def _runs(marked: Sequence[tuple[Span, bool]]) -> tuple[Span, ...]:
    """Marked neighbours joined to one span."""
    runs: list[Span] = []
    before = False
    for span, differs in marked:
        if differs and before:
            runs[-1] = Span(runs[-1].start, span.end)
        elif differs:
            runs.append(span)
        before = differs
    return tuple(runs)
