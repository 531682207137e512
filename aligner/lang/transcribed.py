"""Whether an Arabic word is plainly a name in transcription, and whether a text has lost its spaces."""

from __future__ import annotations

import re
from functools import lru_cache

from aligner.lang.arabic import folded
from aligner.lang.common_arabic import common_arabic, is_common_arabic
from aligner.lang.places import arabic_place_words

LONGEST = 14
"""Letters that one Arabic word may have before it is more likely two without a space between."""
SHORTEST = 3
_LETTER = "[\u0621-\u064a]"
_JOINED = re.compile(
    f"[\u0629\u0649]{_LETTER}|[^\u0644\u0628\u0648\u0641\u0643\u0623\\W]\u0625|{_LETTER}{{{LONGEST},}}"
)
"""A final letter within a word, a hamza that only opens one, or too many letters."""
_PROCLITICS = re.compile(f"\\A(?:و|ف)?(?:ب|ل|ك)?(?={_LETTER}{{4}})")
_INFLECTED = re.compile("(?:ال|لل|وال|بال|است|مست|مت|يست|تست).*|.*(?:ة|ات|يين|يون|ائه|تها|تهم|ها|هم|نا)")
"""Articles, verbal patterns and endings that ordinary Arabic words have and transcribed names seldom do."""

_WORDS = "جزيرة جزر عالم رياض بيضاء تل وسط شمال جنوب شرق غرب اسلامية صليب احمر"
_ORDINARY = frozenset(_WORDS.split())
"""Words of places' names that mean something by themselves where they have no article."""


@lru_cache(maxsize=1 << 12)
def is_transcribed(word: str) -> bool:
    """Tell whether a word is the name of a place, or one that Arabic neither has nor inflects as its own."""
    plain = folded(word)
    if is_placed(word):
        return not _is_adjective(_PROCLITICS.sub("", plain))
    if len(plain) < SHORTEST or is_common_arabic(word):
        return False
    return not _INFLECTED.fullmatch(plain)


@lru_cache(maxsize=1 << 12)
def is_placed(word: str) -> bool:
    """Tell whether a word names a place or its people, as far as the tables know."""
    plain = folded(word)
    names = place_words()
    return (
        plain in names or _PROCLITICS.sub("", plain) in names or (plain.startswith("لل") and "ال" + plain[2:] in names)
    )


@lru_cache(maxsize=1)
def place_words() -> frozenset[str]:
    """The Arabic words that name places and peoples, less those that mean other things too."""
    return arabic_place_words() - common_arabic() - _ORDINARY


def _is_adjective(plain: str) -> bool:
    """Whether it may be the adjective of a place: what the team, league or minister is."""
    return plain.endswith(("ي", "ية", "يين", "يون", "يات"))


def runs_together(word: str) -> bool:
    """Tell whether an Arabic word is several without spaces between, as in text taken from a damaged file."""
    return bool(_JOINED.search(word))
