"""Sentences cut where findings begin and end, and messages cut where they quote."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from aligner.bitext import Document, Sentence, Span
from aligner.finding import Finding
from aligner.lang.direction import RTL_RUN


@dataclass(frozen=True, slots=True)
class Passage:
    """Text on which the same findings stand, by their numbers in the list of all; `ending` are those that end here.

    `opening` are those that no earlier passage of the document has.
    """

    span: Span
    findings: tuple[int, ...] = ()
    opening: frozenset[int] = frozenset()
    ending: frozenset[int] = frozenset()


def passages(document: Document, findings: Sequence[Finding]) -> tuple[tuple[Passage, ...], ...]:
    """For each sentence of a document its passages; put together they are the sentence."""
    starts = [sentence.span.start for sentence in document.sentences]
    places: list[list[tuple[int, Span]]] = [[] for _ in starts]
    for number, finding in enumerate(findings):
        for location in finding.at(document.role):
            index = max(bisect_right(starts, location.span.start) - 1, 0)
            while index < len(starts) and starts[index] < location.span.end:
                if location.span.overlaps(document.sentences[index].span):
                    places[index].append((number, location.span))
                index += 1
    seen = set[int]()
    return tuple(tuple(_cut(*pair, seen)) for pair in zip(document.sentences, places, strict=True))


def _cut(sentence: Sentence, places: Sequence[tuple[int, Span]], seen: set[int]) -> Iterator[Passage]:
    """The passages of a sentence; `seen` are the findings that have been met, and is added to."""
    whole = sentence.span
    cuts = {whole.start, whole.end}
    for _, span in places:
        cuts |= {max(span.start, whole.start), min(span.end, whole.end)}
    for start, end in pairwise(sorted(cuts)):
        here = [(number, span) for number, span in places if span.start <= start and end <= span.end]
        numbers = tuple(dict.fromkeys(number for number, _ in here))
        ending = frozenset(number for number, span in here if end in (span.end, whole.end))
        yield Passage(Span(start, end), numbers, frozenset(numbers) - seen, ending)
        seen.update(numbers)


@dataclass(frozen=True, slots=True)
class Words:
    """A part of a message; `quoted` are a document's words."""

    text: str
    quoted: bool = False


_QUOTED = re.compile(f"(?<=“)[^“”]+(?=”)|{RTL_RUN.pattern}")


def words_of(message: str, longest: int) -> Iterator[Words]:
    """A message in parts, so that what it quotes can be kept from reordering what stands around it.

    Of a quotation of more than `longest` characters the beginning and the end are left.
    """
    at = 0
    for quoted in _QUOTED.finditer(message):
        if quoted.start() > at:
            yield Words(message[at : quoted.start()])
        yield Words(_shortened(quoted.group(), longest), quoted=True)
        at = quoted.end()
    if at < len(message):
        yield Words(message[at:])


def _shortened(text: str, longest: int) -> str:
    """Whole words from both ends, if there are any."""
    if len(text) <= longest:
        return text
    start, end = text[: longest // 2], text[-longest // 2 :]
    return f"{start.rpartition(' ')[0] or start} … {end.partition(' ')[2] or end}"
