"""Whether an Arabic word is plainly a name in transcription, and whether a text has lost its spaces."""

from __future__ import annotations

import re
from functools import lru_cache

from aligner.lang.arabic import folded
from aligner.lang.common_arabic import is_common_arabic
from aligner.lang.places import arabic_place_words

LONGEST = 14
"""Letters that one Arabic word may have before it is more likely two without a space between."""
_JOINED = re.compile(f"[\u0629\u0649][\u0621-\u064a]|[\u0621-\u064a]{{{LONGEST},}}")
_PROCLITICS = re.compile("\\A(?:و|ف)?(?:ب|ل|ك)?(?=[\u0621-\u064a]{4})")
_INFLECTED = re.compile("(?:\\A(?:ال|لل|وال|بال|است|مست|مت|يست|تست).*|.*(?:ية|يات|يين|يون|ائه|تها|تهم|ها|هم|نا)\\Z)")
"""Articles, verbal patterns and endings that ordinary Arabic words have and transcribed names seldom do."""
SHORTEST = 3


@lru_cache(maxsize=1 << 12)
def is_transcribed(word: str) -> bool:
    """Tell whether a word is the name of a place, or one that Arabic neither has nor inflects as its own."""
    plain = folded(word)
    bare = _PROCLITICS.sub("", plain)
    names = arabic_place_words()
    if plain in names or bare in names:
        return not _is_adjective(bare)
    if len(plain) < SHORTEST or is_common_arabic(word):
        return False
    return not _INFLECTED.match(plain)


def _is_adjective(plain: str) -> bool:
    """Whether it may be the adjective of a place: what the team, league or minister is."""
    return plain.startswith("ال") and plain.endswith(("ي", "ية", "يين", "يون"))


def runs_together(text: str) -> bool:
    """Tell whether Arabic words stand without spaces, as in text taken from a damaged file."""
    return bool(_JOINED.search(text))
