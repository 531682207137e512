"""The sentences of a document, where they stand in its text and what they do there."""

from __future__ import annotations

from aligner.bitext import Document, Sentence, Span
from aligner.kinds import Paragraph, kinds
from aligner.lang.paragraphs import paragraphs
from aligner.lang.stops import sentence_spans


def segment(document: Document) -> tuple[Sentence, ...]:
    """The sentences of `document`, in order and disjoint; together they hold all of its text but white space.

    A paragraph of an article may hold several. None of them reaches over a paragraph's end.
    """
    text, lang = document.text, document.lang
    found = [
        Paragraph(tuple(Span(*span) for span in sentence_spans(text, start, end, lang)), block)
        for block, ranges in enumerate(paragraphs(text))
        for start, end in ranges
    ]
    sentences: list[Sentence] = []
    for paragraph, paragraph_kinds in zip(found, kinds(text, found), strict=True):
        sentences.extend(Sentence(*pair) for pair in zip(paragraph.sentences, paragraph_kinds, strict=True))
    return tuple(sentences)
