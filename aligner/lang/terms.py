"""Where a term of a glossary stands in a text, in any form that it may take there.

Case, accents, hyphens, Arabic vowel signs and the variants of alef make no difference. The last word of an English
term may be plural or possessive; an Arabic word may have the article, a joined conjunction or preposition, and a plain
ending.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from aligner.lang.arabic import fold

_BETWEEN = r"[\s\-‐‑–]*"
_ENDINGS = r"(?:s|es|['’]s?|s['’])?"
_JOINED = r"(?:[وف]?(?:[بك]?ال|لل|[بلك])?)"
_SUFFIXES = r"(?:ا|ان|ين|ون|ات|ية|ي|ه|ها|هم|نا|كم)?"


def find_term(text: str, term: str, language: str, exact: bool = False) -> list[tuple[int, int]]:
    """Where the term stands, as (start, end); with `exact` in these capitals only."""
    plain, offsets = _plain(text)
    pattern = _pattern(term, language, exact)
    if pattern is None:
        return []
    return [(offsets[found.start()], offsets[found.end()]) for found in pattern.finditer(plain)]


@lru_cache(maxsize=256)
def _plain(text: str) -> tuple[str, tuple[int, ...]]:
    """The text without what makes no difference, and the offset of each of its letters."""
    folded, places = fold(text)
    letters: list[str] = []
    offsets: list[int] = []
    for letter, place in zip(folded, places, strict=False):
        for part in unicodedata.normalize("NFKD", letter):
            if not unicodedata.combining(part):
                letters.append(part)
                offsets.append(place)
    return "".join(letters), (*offsets, len(text))


@lru_cache(maxsize=1 << 12)
def _pattern(term: str, language: str, exact: bool) -> re.Pattern[str] | None:
    words = [word for word in re.split(r"[\s\-‐‑–]+", _plain(term)[0]) if word]
    if not words:
        return None
    form = _arabic if re.search("[\u0620-\u064a]", term) and language == "ar" else _other
    body = _BETWEEN.join(form(word, last=k == len(words) - 1) for k, word in enumerate(words))
    return re.compile(rf"(?<!\w){body}(?!\w)", 0 if exact else re.IGNORECASE)


def _other(word: str, *, last: bool) -> str:
    if not last:
        return re.escape(word)
    if re.search(r"[^aeiouAEIOU\W\d_]y\Z", word):
        return rf"(?:{re.escape(word)}(?:['’]s)?|{re.escape(word[:-1])}ies['’]?)"
    return re.escape(word) + _ENDINGS


def _arabic(word: str, *, last: bool) -> str:  # noqa: ARG001 - every Arabic word may have an ending
    stem = word.removeprefix("ال") if len(word) > 4 else word
    if stem.endswith("ة"):
        return rf"{_JOINED}{re.escape(stem[:-1])}(?:ة|ت{_SUFFIXES}|ات{_SUFFIXES})"
    return rf"{_JOINED}{re.escape(stem)}{_SUFFIXES}"
