"""Whether a name of one English text stands in another, in whatever form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Prefix

from aligner.lang.mentions import is_acronym
from aligner.lang.names import acronym_of, plain_words, same_name
from aligner.lang.places import begins_place, place_keys

LONGEST_PLACE, LONGEST_ACRONYM = 4, 7
"""Words that the name of a place, and what an acronym stands for, may have."""
_ENDINGS = """
    a al an ans ally c ean eans ed er ers es ese i ia ian ians ic ical ics ing ine is ish ism ist ists ite ites n ns o
    or ors os ous s ska ski sko sky skie skiego y
"""
DERIVED = frozenset({"", *_ENDINGS.split()})
"""Endings that make another word of the same name: Iraq, Iraqi; Islam, Islamic; Senate, Senator."""


class _Index(NamedTuple):
    """What is looked up in a text's words again and again."""

    plain: frozenset[str]
    pairs: frozenset[str]
    acronyms: tuple[str, ...]
    places: frozenset[str]


def has_counterpart(index: int, words: Sequence[str], others: Sequence[str]) -> bool:
    """Tell whether the name at `index` of one text's words has a form of itself among another text's words."""
    name, there = words[index], _indexed(tuple(others))
    plain = _joined(name)
    return (
        plain in there.plain
        or plain in there.pairs
        or any(_joined(*pair) in there.plain for pair in _around(index, words, 2))
        or any(_same(name, other) for other in others)
        or _stands_for(name, others)
        or _is_part_of_acronym(index, words, there.acronyms)
        or _is_same_place(index, words, there.places)
    )


@lru_cache(maxsize=64)
def _indexed(others: tuple[str, ...]) -> _Index:
    return _Index(
        frozenset(map(_joined, others)) - {""},
        frozenset(_joined(*pair) for pair in _windows(others, 2, 2)) - {""},
        tuple(filter(is_acronym, others)),
        frozenset().union(*(place_keys(text) for text in _place_texts(others))),
    )


def _place_texts(words: tuple[str, ...]) -> Iterator[str]:
    """What may name a place in a text: a word that begins such a name, alone and with those after it."""
    for first, word in enumerate(words):
        if begins_place(word):
            yield from (" ".join(words[first : first + size]) for size in range(1, LONGEST_PLACE + 1))


def _joined(*words: str) -> str:
    """The letters of words without case, accents and spaces."""
    return "".join(part for word in words for part in plain_words(word))


@lru_cache(maxsize=1 << 14)
def _same(name: str, other: str) -> bool:
    return same_name(name, other) or _related(name, other)


def _related(name: str, other: str) -> bool:
    """Whether the two are forms of one stem, or share a part between hyphens."""
    left, right = plain_words(name), plain_words(other)
    if len(left) > 1 or len(right) > 1:
        return any(len(part) > 1 and part in right for part in left)
    if not left or not right:
        return False
    stem = Prefix.similarity(left[0], right[0])
    return stem > 3 and {left[0][stem:], right[0][stem:]} <= DERIVED


def _stands_for(name: str, others: Sequence[str]) -> bool:
    """Whether an acronym is written out among the other words."""
    if not is_acronym(name):
        return False
    return any(acronym_of(name, window) for window in _windows(others, 2, LONGEST_ACRONYM))


def _is_part_of_acronym(index: int, words: Sequence[str], acronyms: Sequence[str]) -> bool:
    """Whether the other text abbreviates the words around the name."""
    return any(
        acronym_of(acronym, window)
        for acronym in acronyms
        for size in range(2, LONGEST_ACRONYM + 1)
        for window in _around(index, words, size)
    )


def _is_same_place(index: int, words: Sequence[str], places: frozenset[str]) -> bool:
    """Whether the other text names the same place or people otherwise: US, United States, American."""
    return any(
        not places.isdisjoint(place_keys(" ".join(window)))
        for size in range(1, LONGEST_PLACE + 1)
        for window in _around(index, words, size)
    )


def _windows(words: Sequence[str], least: int, most: int) -> Iterator[Sequence[str]]:
    for size in range(least, most + 1):
        yield from (words[k : k + size] for k in range(len(words) - size + 1))


def _around(index: int, words: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """The windows of a size that hold a word."""
    for first in range(max(0, index - size + 1), min(index, len(words) - size) + 1):
        yield words[first : first + size]
