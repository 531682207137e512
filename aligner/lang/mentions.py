"""Which words of a Latin-script sentence look like names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from aligner.lang.common_words import is_common_word
from aligner.lang.stopwords import stopwords

TITLE_CASE = 0.6
"""The share of capitalised content words from which a line is a headline, where capitals say little."""
_CALENDAR = """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december jan feb mar apr jun jul aug sep sept oct nov dec
"""
CALENDAR = frozenset(_CALENDAR.split())
"""Capitalised words that are dates, not names."""


class Name(NamedTuple):
    """Where a word stands, and whether it is surely a name: a first word may owe its capital to its place."""

    at: int
    certain: bool


def name_words(words: Sequence[str]) -> tuple[Name, ...]:
    """The words of one English sentence that are likely names.

    A name is capitalised and no ordinary word; an acronym or a word with an inner capital is one anywhere, except
    in a headline all in capitals. The first word is certain if it is one of these, or another name follows it.
    """
    capitals = [word for word in words if len(word) > 3 and word[0].isalpha() and not _stop(word)]
    headline = len(capitals) > 3 and sum(word.isupper() for word in capitals) > TITLE_CASE * len(capitals)
    names = [k for k, word in enumerate(words) if _is_name(word, headline)]
    first = next((k for k, word in enumerate(words) if word[0].isalpha()), 0)
    certain = {k for k in names if k != first or k + 1 in names or any(c.isupper() for c in words[k][1:])}
    return tuple(Name(k, k in certain) for k in names)


def is_acronym(word: str) -> bool:
    """Whether a word is written in two to six capitals, with or without full stops."""
    letters = word.removesuffix("'s").removesuffix("’s").removesuffix("s").replace(".", "")
    return 2 <= len(letters) <= 6 and letters.isalpha() and letters.isupper()


def _is_name(word: str, headline: bool) -> bool:
    plain = word.removesuffix("'s").removesuffix("’s")
    letters = [letter for letter in plain if letter.isalpha()]
    if len(letters) < 2 or not any(letter.isupper() for letter in letters) or plain.casefold() in CALENDAR:
        return False
    if any(letter.isupper() for letter in plain[1:]) and not headline:
        return True
    parts = [part for part in plain.replace("-", " ").split() if part]
    return plain[0].isupper() and not _stop(plain) and not all(is_common_word(part) for part in parts)


def _stop(word: str) -> bool:
    return word.casefold().replace("’", "'") in stopwords("en")
