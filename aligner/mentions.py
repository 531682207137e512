"""The names in one side of a row, and which of them another side lacks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from aligner.bitext import Span
from aligner.evidence import Side
from aligner.lang.counterparts import has_counterpart
from aligner.lang.mentions import name_words
from aligner.lang.tokens import words as word_spans


class Mention(NamedTuple):
    """A name in one side: the indices of its first and last word, its text, and whether it is surely a name."""

    first: int
    last: int
    text: str
    certain: bool = True

    @property
    def single(self) -> bool:
        """Whether it is one word."""
        return self.first == self.last


def names_of(side: Side) -> Iterator[Mention]:
    """The words that look like names, sentence by sentence."""
    start = 0
    for sentence in side.sentences:
        own = [word.text for word in side.words if sentence.span.overlaps(word.span)]
        for name in name_words(own):
            yield Mention(start + name.at, start + name.at, own[name.at], name.certain)
        start += len(own)


def unmatched(side: Side, other: Side) -> list[Mention]:
    """The names of one side without a counterpart in the other or next to it, each once."""
    words, others = [word.text for word in side.words], words_around(other)
    alone = [name for name in names_of(side) if not has_counterpart(name.first, words, others)]
    return list({name.text: name for name in reversed(alone)}.values())[::-1]


def words_around(side: Side) -> list[str]:
    """The words of a side and of the sentences beside it, since names move across a sentence's end."""
    sentences = side.document.sentences
    first, last = (bisect_left(sentences, side.sentences[k].span, key=lambda s: s.span) for k in (0, -1))
    near = sentences[max(0, first - 1) : last + 2]
    texts = (side.document.slice(sentence.span) for sentence in near)
    return [text[start:end] for text in texts for start, end in word_spans(text)]


def forms(side: Side, other: Side, new: Sequence[Mention]) -> Iterator[Mention]:
    """What may stand for a lost name: a new name, or two or three capitalised words not all in the other side."""
    yield from new
    words, others = [word.text for word in side.words], words_around(other)
    capitalised = {k for k, word in enumerate(words) if word[0].isupper()}
    known = {k for k in capitalised if has_counterpart(k, words, others)}
    for size in (2, 3):
        for first in range(len(words) - size + 1):
            window = set(range(first, first + size))
            if window <= capitalised and not window <= known:
                span = Span(side.words[first].span.start, side.words[first + size - 1].span.end)
                yield Mention(first, first + size - 1, side.document.slice(span))
