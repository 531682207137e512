"""The names in one side of a row, and which of them another side lacks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from aligner.evidence import Side
from aligner.lang.counterparts import has_counterpart
from aligner.lang.mentions import HOLDERS, PARTICLES, is_generic, name_words, phrases
from aligner.lang.places import is_people, is_place
from aligner.lang.tokens import words as word_spans
from aligner.marks import words_location

TITLES = frozenset(("title",))
SHORT = 3
"""Letters up to which a word may be part of a name broken in pieces, whether or not the other side has it: San."""


class Mention(NamedTuple):
    """A name in one side: the indices of its first and last word and its text.

    It is `certain` if it holds a word that is surely a name; `whole` tells it from a part of a longer name, the rest
    of which the other side has; `bound` if that rest is surely a name too, such as a first name; `generic` if none of
    its words names anybody by itself: President, Ministry; `made` if it has an article and names neither office nor
    institution, as a name has that was translated word for word: the Island.
    """

    first: int
    last: int
    text: str
    certain: bool = True
    whole: bool = True
    bound: bool = False
    generic: bool = False
    made: bool = False

    @property
    def single(self) -> bool:
        """Whether it is one word."""
        return self.first == self.last

    @property
    def words(self) -> range:
        """The indices of its words."""
        return range(self.first, self.last + 1)


class Run(NamedTuple):
    """Capitalised words that belong together, with small words between them; which of them surely are names."""

    words: range
    certain: frozenset[int]


def runs(side: Side) -> Iterator[Run]:
    """The names of a side and the capitalised words around them, sentence by sentence."""
    for start, own in _sentences(side):
        names = name_words(own)
        certain = frozenset(start + name.at for name in names if name.certain)
        for first, last in phrases(own, names):
            words = range(start + first, start + last + 1)
            yield Run(words, certain.intersection(words))


def mention(side: Side, first: int, last: int) -> Mention:
    """The words `first` to `last` as a name that is certain."""
    return Mention(first, last, words_location(side, first, last).text)


def unmatched(side: Side, other: Side) -> list[Mention]:
    """The names of one side, or parts of them, that have no counterpart in the other or next to it, each once."""
    words, others = [word.text for word in side.words], words_around(other)
    found: dict[str, Mention] = {}
    for run in runs(side):
        capitals = [k for k in run.words if words[k][0].isupper()]
        lacking = [k for k in capitals if not has_counterpart(k, words, others)]
        naming = {k for k in capitals if not is_generic(words[k])}
        there = naming.difference(lacking)
        bound = any(k in run.certain and not is_place(words[k]) for k in there)
        for part in _neighbours(lacking):
            whole = not there or _is_apart(part, run.words, words)
            name = mention(side, part[0], part[-1])
            name = name._replace(
                certain=is_place(name.text) or not run.certain.isdisjoint(part),
                whole=whole,
                bound=bound and not whole,
                generic=_is_description(part, words),
                made=part[0] > 0 and words[part[0] - 1].casefold() == "the" and not _is_office(part, words),
            )
            found.setdefault(name.text, name)
    return list(found.values())


def _is_description(part: Sequence[int], words: Sequence[str]) -> bool:
    """Whether words name no one: the Ministry, the Chinese President, the Duke of Sussex."""
    if len(part) > 1 and is_generic(words[part[0]], HOLDERS) and words[part[0] + 1] == "of":
        return is_generic(words[part[0]], TITLES)
    named = [k for k in part if not is_generic(words[k])]
    return len(named) < len(part) and all(is_people(words[k]) for k in named)


def _is_office(part: Sequence[int], words: Sequence[str]) -> bool:
    return all(is_generic(words[k], HOLDERS) for k in part)


def _is_apart(part: Sequence[int], run: range, words: Sequence[str]) -> bool:
    """Whether a part of a name may be a name by itself, as is Iran in «Zagros Mountains of Iran»."""
    return part[-1] == run[-1] and part[0] > run[0] and words[part[0] - 1] in PARTICLES


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


def pieces(side: Side, name: Mention) -> Iterator[Mention]:
    """A name and, if it has several words, each of them that has a capital."""
    yield name
    if not name.single:
        for k in name.words:
            text = side.words[k].text
            if text[0].isupper():
                yield name._replace(first=k, last=k, text=text, generic=is_generic(text))


def forms(side: Side, other: Side, new: Sequence[Mention]) -> Iterator[Mention]:
    """What may stand for a lost name: a new name, one of its words, or capitalised words not all in the other side."""
    yield from (part for name in new for part in pieces(side, name))
    words, others = [word.text for word in side.words], words_around(other)
    capitalised = {k for k, word in enumerate(words) if word[0].isupper()}
    known = {k for k in capitalised if has_counterpart(k, words, others)}
    for size in (2, 3):
        for first in range(len(words) - size + 1):
            window = set(range(first, first + size))
            strange = {k for k in window - known if len(words[k]) > SHORT}
            if window <= capitalised and strange and all(k in strange or len(words[k]) <= SHORT for k in window):
                yield mention(side, first, first + size - 1)
