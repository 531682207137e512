"""The sentences of a document, where they stand in its text and what they do there."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from aligner.bitext import Document, Sentence, SentenceKind, Span
from aligner.kinds import Paragraph, kinds
from aligner.lang.boilerplate import ends_in_credit, is_boilerplate_line
from aligner.lang.paragraphs import paragraphs
from aligner.lang.stops import sentence_spans
from aligner.patterns import Pattern


def segment(document: Document, boilerplate: Collection[Pattern] = ()) -> tuple[Sentence, ...]:
    """The sentences of `document`, in order and disjoint; together they hold all of its text but white space.

    A paragraph of an article may hold several. None of them reaches over a paragraph's end. Sentences that match one of
    the user's patterns are `boilerplate` like those of the table.
    """
    text, lang = document.text, document.lang
    found = [
        Paragraph(tuple(Span(*span) for span in sentence_spans(text, start, end, lang)), block)
        for block, ranges in enumerate(paragraphs(text))
        for start, end in ranges
    ]
    sentences: list[Sentence] = []
    for paragraph, paragraph_kinds in zip(found, kinds(text, found), strict=True):
        both = zip(paragraph.sentences, paragraph_kinds, strict=True)
        sentences.extend(Sentence(span, kind, k == 0) for k, (span, kind) in enumerate(both))
    return tuple(_told(sentence, document, boilerplate) for sentence in sentences)


def _told(sentence: Sentence, document: Document, boilerplate: Collection[Pattern]) -> Sentence:
    """The sentence as the user's patterns have it."""
    if any(pattern.found_in(document.slice(sentence.span)) for pattern in boilerplate):
        return replace(sentence, kind=SentenceKind.BOILERPLATE)
    return sentence


_LINE_END = re.compile(r"\r?\n")


def sentence_a_line(document: Document) -> tuple[Sentence, ...]:
    """Every line of `document` as one sentence, blank ones too, so that numbers of lines and sentences agree.

    Lines end at newlines alone, not at U+2028 and its like; the last one's newline is optional.
    """
    text = document.text
    ends = [found.span() for found in _LINE_END.finditer(text)]
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(text)]
    spans = [Span(*pair) for pair in zip(starts, stops, strict=True)]
    if len(spans) > 1 and spans[-1].start == spans[-1].end:
        spans.pop()
    texts = [document.slice(span) for span in spans]
    opening = [True, *(not text.strip() for text in texts[:-1])]
    return tuple(
        Sentence(span, _line_kind(text, number), opens)
        for number, (span, text, opens) in enumerate(zip(spans, texts, opening, strict=True))
    )


def _line_kind(text: str, number: int) -> SentenceKind:
    """Boilerplate by its wording alone: among lines, headings and copies of them cannot be told from sentences."""
    page = is_boilerplate_line(text, first=number == 0) or ends_in_credit(text)
    return SentenceKind.BOILERPLATE if page else SentenceKind.TEXT
