"""What each sentence of an article does: its text, a heading, or boilerplate of the page around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from aligner.bitext import SentenceKind, Span
from aligner.lang.arabic import folded
from aligner.lang.boilerplate import ends_in_credit, is_boilerplate_line, is_boilerplate_sentence
from aligner.lang.stopwords import stopwords

_LONGEST_HEADING = 20  # words
_LONGEST_CREDIT = 80  # code points
_STOPPED = re.compile(r"[.!?…؟。۔।:؛;,،][\"'”’»)\]]*\Z")
_ASKED = re.compile(r"[!?…؟][\"'”’»)\]]*\Z")  # a title may ask or exclaim
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The sentences of a paragraph, and the number of the block between blank lines that it stands in."""

    sentences: tuple[Span, ...]
    block: int

    def of(self, text: str) -> str:
        """The text of the whole paragraph."""
        return text[self.sentences[0].start : self.sentences[-1].end]


def kinds(text: str, paragraphs: Sequence[Paragraph]) -> list[tuple[SentenceKind, ...]]:
    """The kinds of the sentences of each paragraph of `text`.

    Boilerplate is a paragraph or sentence the table of boilerplate knows, a caption that ends in its credit, the
    caption's other wording beside it, and any further copy of a heading. A heading is a short line without a stop,
    and stands over something.
    """
    captions = _captions(text, paragraphs)
    last_text = max((at for at in range(len(paragraphs)) if at not in captions), default=-1)
    headings: set[str] = set()
    found = []
    for at, paragraph in enumerate(paragraphs):
        content = paragraph.of(text)
        wording = _wording(content)
        if at in captions or wording in headings or is_boilerplate_line(content, first=at == 0):
            found.append((SentenceKind.BOILERPLATE,) * len(paragraph.sentences))
            continue
        heading = at < last_text and _is_heading(content, paragraph, is_first=at == 0)
        if heading:
            headings.add(wording)
        found.append(tuple(_sentence_kind(text, span, heading) for span in paragraph.sentences))
    return found


def _sentence_kind(text: str, span: Span, heading: bool) -> SentenceKind:
    if is_boilerplate_sentence(text[span.start : span.end]):
        return SentenceKind.BOILERPLATE
    return SentenceKind.HEADING if heading else SentenceKind.TEXT


def _is_heading(content: str, paragraph: Paragraph, *, is_first: bool) -> bool:
    if len(paragraph.sentences) > 1 or len(content) > 20 * _LONGEST_HEADING:
        return False
    stopped = _STOPPED.search(content[-8:]) and not (is_first and _ASKED.search(content[-8:]))
    return not stopped and len(content.split()) <= _LONGEST_HEADING


def _wording(content: str) -> str:
    """The words of a short paragraph, to tell a second copy of it."""
    return " ".join(_WORD.findall(folded(content).casefold())) if len(content) <= 20 * _LONGEST_HEADING else content


def _captions(text: str, paragraphs: Sequence[Paragraph]) -> set[int]:
    """Which paragraphs are captions: those that end in a credit, and an unstopped line that says the same before one.

    The first paragraph never is the other wording: a title may well resemble the caption under it.
    """
    credited = {at for at, paragraph in enumerate(paragraphs) if ends_in_credit(paragraph.of(text))}
    echoes = {
        at - 1
        for at in credited
        if at > 1
        and not _STOPPED.search(paragraphs[at - 1].of(text)[-8:])
        and _echoes(paragraphs[at - 1].of(text), paragraphs[at].of(text))
    }
    return credited | echoes | _above_credit_lines(text, paragraphs, credited)


def _above_credit_lines(text: str, paragraphs: Sequence[Paragraph], credited: set[int]) -> set[int]:
    """The captions whose credit stands in a line of its own: the two alone between blank lines, and not on top."""
    sizes = Counter(paragraph.block for paragraph in paragraphs)
    return {
        at - 1
        for at in credited
        if paragraphs[at].block > 0
        and sizes[paragraphs[at].block] == 2
        and paragraphs[at - 1].block == paragraphs[at].block
        and len(paragraphs[at].of(text)) <= _LONGEST_CREDIT
    }


def _echoes(line: str, caption: str) -> bool:
    """Whether at least half of the content words of a line are in the caption."""
    words, told = (
        {word for word in _WORD.findall(folded(part[:2_000]).casefold()) if not _is_grammar(word)}
        for part in (line, caption)
    )
    return bool(words) and 2 * len(words & told) >= len(words)


def _is_grammar(word: str) -> bool:
    return word in stopwords("en") or word in stopwords("ar")
