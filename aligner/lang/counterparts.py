"""Whether a name of one English text stands in another, in whatever form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from rapidfuzz.distance import Prefix

from aligner.lang.mentions import is_acronym
from aligner.lang.names import acronym_of, plain_words, same_name
from aligner.lang.places import is_place, same_place

LONGEST_PLACE, LONGEST_ACRONYM = 4, 7
"""Words that the name of a place, and what an acronym stands for, may have."""
_ENDINGS = """
    a al an ans ally c ean eans ed er ers es ese i ia ian ians ic ical ics ing ine is ish ism ist ists ite ites n ns o
    or ors os ous s y
"""
DERIVED = frozenset({"", *_ENDINGS.split()})
"""Endings that make another word of the same name: Iraq, Iraqi; Islam, Islamic; Senate, Senator."""


def has_counterpart(index: int, words: Sequence[str], others: Sequence[str]) -> bool:
    """Tell whether the name at `index` of one text's words has a form of itself among another text's words."""
    name = words[index]
    return (
        any(_same(name, other) for other in others)
        or any(same_name(name, " ".join(pair)) for pair in _windows(others, 2, 2))
        or any(same_name(" ".join(pair), other) for pair in _around(index, words, 2) for other in others)
        or _stands_for(name, others)
        or _is_part_of_acronym(index, words, others)
        or _is_same_place(index, words, others)
    )


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


def _is_part_of_acronym(index: int, words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether the other text abbreviates the words around the name."""
    acronyms = [other for other in others if is_acronym(other)]
    return any(
        acronym_of(acronym, window)
        for acronym in acronyms
        for size in range(2, LONGEST_ACRONYM + 1)
        for window in _around(index, words, size)
    )


def _is_same_place(index: int, words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether the other text names the same place or people otherwise: US, United States, American."""
    mine = {" ".join(w) for size in range(1, LONGEST_PLACE + 1) for w in _around(index, words, size)}
    mine = {text for text in mine if is_place(text)}
    if not mine:
        return False
    theirs = (" ".join(window) for window in _windows(others, 1, LONGEST_PLACE))
    return any(same_place(one, other) for other in theirs if is_place(other) for one in mine)


def _windows(words: Sequence[str], least: int, most: int) -> Iterator[Sequence[str]]:
    for size in range(least, most + 1):
        yield from (words[k : k + size] for k in range(len(words) - size + 1))


def _around(index: int, words: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """The windows of a size that hold a word."""
    for first in range(max(0, index - size + 1), min(index, len(words) - size) + 1):
        yield words[first : first + size]
