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
    """A name in one side: the indices of its first and last word, and its text."""

    first: int
    last: int
    text: str


def names_of(side: Side) -> Iterator[int]:
    """The indices of the words that look like names, sentence by sentence."""
    start = 0
    for sentence in side.sentences:
        own = [word.text for word in side.words if sentence.span.overlaps(word.span)]
        yield from (start + k for k in name_words(own))
        start += len(own)


def unmatched(side: Side, other: Side) -> list[Mention]:
    """The names of one side without a counterpart in the other or next to it, each once."""
    words, others = [word.text for word in side.words], words_around(other)
    alone = [k for k in names_of(side) if not has_counterpart(k, words, others)]
    return [Mention(k, k, words[k]) for n, k in enumerate(alone) if words[k] not in {words[i] for i in alone[:n]}]


def words_around(side: Side) -> list[str]:
    """The words of a side and of the sentences beside it, since names move across a sentence's end."""
    sentences = side.document.sentences
    first, last = (bisect_left(sentences, side.sentences[k].span, key=lambda s: s.span) for k in (0, -1))
    near = sentences[max(0, first - 1) : last + 2]
    texts = (side.document.slice(sentence.span) for sentence in near)
    return [text[start:end] for text in texts for start, end in word_spans(text)]


def forms(side: Side, new: Sequence[Mention]) -> Iterator[Mention]:
    """What may stand for a lost name: a new name, or two capitalised words of which one is new."""
    yield from new
    for first in range(len(side.words) - 1):
        pair = side.words[first : first + 2]
        if any(first <= mention.first <= first + 1 for mention in new) and all(w.text[0].isupper() for w in pair):
            span = Span(pair[0].span.start, pair[1].span.end)
            yield Mention(first, first + 1, side.document.slice(span))
