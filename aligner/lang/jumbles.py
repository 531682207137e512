"""Neighbours that no sentence has: «the of», «a and», «an killed», an article before a full stop.

A text whose words are shuffled is full of them, running text has next to none, not even poor machine translation.
Only words of grammar are looked at, for of these each language has few and their order is fixed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from aligner.lang.arabic import folded
from aligner.lang.tokens import words

_PAIRS = {
    "en": (
        ("the a an", "the a an of to from with than and or are was were has have had would been be it they we he she"),
        ("the a an", "is at by as for in about not which who whose that this these those his any some"),
        ("the a an", "after during until since because against into onto will would could should has"),
        ("my your our their its every", "the a an my your our their its of and or , . ; : ? ! ) is are was were"),
        ("the an", ", . ; : )"),
        ("of from into with at", "of to in by for with from and is are was were has have had will would be been"),
        ("of from into with at", "they we he she"),
        ("of into with at", ". ; !"),
        ("by for to", "of"),
        ("to", "been was were had has are to which"),
        ("and", "and or . ; ? ! )"),
        ("or but", "and or but . ; ? ! )"),
        ("are was were have had would could should can", "of"),
        ("is are was were will would could should can be been", "are were will would could or"),
        ("which who", "of which who and or . ; !"),
        ("because although whose than", ". ; ? ! and or"),
    ),
    "ar": (
        ("في عن", "في عن علي لم لن سوف . ؟ !"),
        ("من علي مع", "الي لم لن سوف . ؟ !"),
        ("لم لن قد سوف", "في من الي علي عن لم لن قد ان . ؟ !"),
    ),
}
_KEPT = {("from", "with"), ("from", "in"), ("from", "by"), ("of", "to"), ("with", "in"), ("at", "for")}
"""Neighbours that a relative clause brings together («not familiar with in their regions») or a phrase has."""
_ARTICLES = frozenset(("the", "a", "an"))
_SLIPS = frozenset(("i", "we", "they", "he", "she", "it", "its", "my", "your", "our", "their", "which", "who", "this"))
_VOWEL, _CONSONANT = re.compile("[aeio]|u[^ns]"), re.compile("[bcdfgjklmnpqrstvwxyz]")
_SILENT = re.compile("one|eu|ou")


@lru_cache(maxsize=1 << 10)
def broken(text: str, language: str) -> tuple[tuple[int, int, str], ...]:
    """The pairs of neighbours that grammar forbids, as (start, end, pair)."""
    forbidden = _forbidden(language)
    tokens = [(start, end, _read(text[start:end], start)) for start, end in words(text)]
    return tuple(
        (start, end, f"{left} {right}")
        for (start, _, left), (_, end, right) in pairwise(tokens)
        if (left, right) in forbidden or (language == "en" and _misfit(left, right))
    )


def _read(word: str, start: int) -> str:
    """The word as the tables have it; a capital A inside a sentence is a letter, such as a grade."""
    return word if word == "A" and start else folded(word.lower())


def surely_broken(pair: str) -> bool:
    """Whether the pair alone tells that a word is missing or out of place: an article without its noun.

    A preposition may be stranded («taken care of by»), and «its is» or «a hour» is a slip that harms nobody.
    """
    left, right = pair.split(" ")
    if left in _ARTICLES:
        return (left, right) in _forbidden("en") and right not in _SLIPS and (left, right) != ("a", "to")
    return (left, right) in _forbidden("ar") and left != "من"


def _misfit(left: str, right: str) -> bool:
    """Whether the article is not the one that goes before the word's first letter."""
    if left == "a":
        return len(right) > 3 and bool(_VOWEL.match(right)) and not _SILENT.match(right)
    return left == "an" and len(right) > 3 and bool(_CONSONANT.match(right))


@lru_cache(maxsize=8)
def _forbidden(language: str) -> frozenset[tuple[str, str]]:
    rows = _PAIRS.get(language, ())
    return frozenset((a, b) for left, right in rows for a in left.split() for b in right.split()) - _KEPT
