"""What a check reads in the sides of a row, with its place there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from aligner.bitext import Role, Span
from aligner.evidence import Evidence, Side
from aligner.finding import Location

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Mark(Generic[Value]):
    """A value that was read at `span` of a document; `words` are the indices of the side's words that it covers."""

    span: Span
    value: Value
    words: tuple[int, ...]


def marks(side: Side, read: Callable[[str, str], Iterable[tuple[int, int, Value]]]) -> Iterator[Mark[Value]]:
    """What `read(text, language)` finds, as (start, end, value), in the sentences of a side."""
    for sentence in side.sentences:
        offset = sentence.span.start
        for start, end, value in read(side.document.slice(sentence.span), side.lang):
            span = Span(offset + start, offset + end)
            yield Mark(span, value, _covered(side, span))


def _covered(side: Side, span: Span) -> tuple[int, ...]:
    """The words of a side that share a code point with a span."""
    first = bisect_right(side.words, span.start, key=lambda word: word.span.end)
    stop = bisect_left(side.words, span.end, key=lambda word: word.span.start)
    return tuple(range(first, stop))


def location(side: Side, span: Span) -> Location:
    """A place in a side's document."""
    return Location(side.role, span, side.document.slice(span))


def words_location(side: Side, first: int, last: int) -> Location:
    """The place of the words `first` to `last` (inclusive) of a side."""
    return location(side, Span(side.words[first].span.start, side.words[last].span.end))


def words_locations(evidence: Evidence, words: Mapping[Role, tuple[int, int]]) -> tuple[Location, ...]:
    """The places of the first to the last word (inclusive) in each side that has some, in the order of the chain."""
    return tuple(words_location(evidence.sides[role], *words[role]) for role in Role if role in words)
