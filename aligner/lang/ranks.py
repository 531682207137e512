"""Words that put a person below the one whose title follows: vice president, deputy minister, «نائب الرئيس»."""

from __future__ import annotations

from aligner.lang.arabic_stems import stems
from aligner.lang.lemmas import lemmas

_TITLES = """
    president minister director chairman chairwoman chair mayor governor head chief commander secretary premier
    ambassador editor manager leader principal prosecutor coach captain speaker chancellor
"""
_TITLE_WORDS = frozenset(_TITLES.split())
_RANKS = {
    "en": frozenset({"vice", "deputy", "assistant", "under", "sub", "acting", "second", "former", "undersecretary"}),
    "ar": frozenset({"نائب", "وكيل", "مساعد", "معاون", "ثاني", "سابق", "بالنيابة", "نواب"}),
}
LOWERING = frozenset({"vice", "deputy"})
"""The words that are looked for; the rest may render them."""


def is_title(word: str) -> bool:
    """Whether an English word is a title that has a deputy."""
    return bool(lemmas(word) & _TITLE_WORDS)


def is_rank(word: str, language: str) -> bool:
    """Whether a word may say that somebody is not the first, alone or as the first part of a compound."""
    if language == "ar":
        return bool(stems(word) & _RANKS["ar"])
    return word.casefold().split("-")[0] in _RANKS.get(language, ())
