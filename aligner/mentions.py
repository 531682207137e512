"""The names in one side of a row, and which of them another side lacks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from aligner.bitext import Span
from aligner.evidence import Side
from aligner.lang.counterparts import has_counterpart
from aligner.lang.mentions import PARTICLES, is_generic, name_words, phrases
from aligner.lang.places import is_place
from aligner.lang.tokens import words as word_spans


SHORT = 3
"""Letters up to which a word may be part of a name broken in pieces, whether or not the other side has it: San."""


class Mention(NamedTuple):
    """A name in one side: the indices of its first and last word and its text.

    It is `certain` if it holds a word that is surely a name; `whole` tells it from a part of a longer name, the rest
    of which the other side has; `bound` if that rest is surely a name too, such as a first name; `generic` if none of
    its words names anybody by itself: President, Ministry.
    """

    first: int
    last: int
    text: str
    certain: bool = True
    whole: bool = True
    bound: bool = False
    generic: bool = False

    @property
    def single(self) -> bool:
        """Whether it is one word."""
        return self.first == self.last

    @property
    def words(self) -> range:
        """The indices of its words."""
        return range(self.first, self.last + 1)


def names_of(side: Side) -> Iterator[Mention]:
    """The words that look like names, sentence by sentence."""
    for start, own in _sentences(side):
        for name in name_words(own):
            yield Mention(start + name.at, start + name.at, own[name.at], name.certain)


def unmatched(side: Side, other: Side) -> list[Mention]:
    """The names of one side, or parts of them, that have no counterpart in the other or next to it, each once."""
    words, others = [word.text for word in side.words], words_around(other)
    found: dict[str, Mention] = {}
    for start, own in _sentences(side):
        names = name_words(own)
        certain = {start + name.at for name in names if name.certain}
        likely = {start + name.at for name in names}
        for first, last in phrases(own, names):
            run = range(start + first, start + last + 1)
            capitals = [k for k in run if words[k][0].isupper()]
            naming = {k for k in capitals if not is_generic(words[k])}
            lacking = [k for k in capitals if not has_counterpart(k, words, others)]
            for part in _neighbours(lacking):
                whole = naming <= set(lacking) or _is_apart(part, run, words)
                bound = any(k in certain and not is_place(words[k]) for k in naming.difference(lacking))
                mention = _mention(side, part, certain, whole, bound and not whole)
                found.setdefault(mention.text, mention)
    return list(found.values())


def _is_apart(part: Sequence[int], run: range, words: Sequence[str]) -> bool:
    """Whether a part of a name may be a name by itself, as is Iran in «Zagros Mountains of Iran»."""
    return part[-1] == run[-1] and part[0] > run[0] and words[part[0] - 1] in PARTICLES


def _mention(side: Side, part: Sequence[int], certain: set[int], whole: bool, bound: bool) -> Mention:
    words = side.words[part[0] : part[-1] + 1]
    text = side.document.slice(Span(words[0].span.start, words[-1].span.end))
    generic = all(is_generic(side.words[k].text) for k in part)
    return Mention(part[0], part[-1], text, is_place(text) or not certain.isdisjoint(part), whole, bound, generic)


def _neighbours(indices: Iterable[int]) -> Iterator[list[int]]:
    """Runs of indices, small words between them left aside."""
    run: list[int] = []
    for index in indices:
        if run and index > run[-1] + 3:
            yield run
            run = []
        run.append(index)
    if run:
        yield run


def _sentences(side: Side) -> Iterator[tuple[int, list[str]]]:
    """The words of each sentence, and the index of the first."""
    start = 0
    for sentence in side.sentences:
        own = [word.text for word in side.words if sentence.span.overlaps(word.span)]
        yield start, own
        start += len(own)


def words_around(side: Side) -> list[str]:
    """The words of a side and of the sentences beside it, since names move across a sentence's end."""
    sentences = side.document.sentences
    first, last = (bisect_left(sentences, side.sentences[k].span, key=lambda s: s.span) for k in (0, -1))
    near = sentences[max(0, first - 1) : last + 2]
    texts = (side.document.slice(sentence.span) for sentence in near)
    return [text[start:end] for text in texts for start, end in word_spans(text)]


def pieces(side: Side, mention: Mention) -> Iterator[Mention]:
    """A name and, if it has several words, each of them that has a capital."""
    yield mention
    if not mention.single:
        for k in mention.words:
            text = side.words[k].text
            if text[0].isupper():
                yield Mention(k, k, text, mention.certain, mention.whole, mention.bound, is_generic(text))


def forms(side: Side, other: Side, new: Sequence[Mention]) -> Iterator[Mention]:
    """What may stand for a lost name: a new name, one of its words, or capitalised words not all in the other side."""
    yield from (part for mention in new for part in pieces(side, mention))
    words, others = [word.text for word in side.words], words_around(other)
    capitalised = {k for k, word in enumerate(words) if word[0].isupper()}
    known = {k for k in capitalised if has_counterpart(k, words, others)}
    for size in (2, 3):
        for first in range(len(words) - size + 1):
            window = set(range(first, first + size))
            strange = {k for k in window - known if len(words[k]) > SHORT}
            if window <= capitalised and strange and all(k in strange or len(words[k]) <= SHORT for k in window):
                span = Span(side.words[first].span.start, side.words[first + size - 1].span.end)
                yield Mention(first, first + size - 1, side.document.slice(span))
