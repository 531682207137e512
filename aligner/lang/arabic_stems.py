"""What an Arabic word may be without the particles, articles and endings that are written together with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from aligner.lang.arabic import folded

_BEFORE = re.compile(r"(?:[وف])?(?:[بك]?ال|لل|[بلكس])?")
_ENDINGS = (
    "", "ة", "ه", "ها", "هم", "هن", "هما", "نا", "ي", "ك", "كم", "ا", "ت", "تا", "وا", "ون", "ين", "ان", "ات", "ية",
    "يا", "يين", "يون", "ته", "تها", "تهم", "تين", "تان", "اته", "اتها", "اتهم", "وه", "وها", "وهم", "يه", "يها", "تنا",
    "اتنا", "تي", "يات",
)  # fmt: skip
SHORTEST = 2
_PERSONS = "تنا"


@lru_cache(maxsize=1 << 14)
def stems(word: str) -> frozenset[str]:
    """All that is left of a word when some of its particles and one of its endings are taken away, folded.

    What may be a verb of the present tense is given in the third person as well, with a ya before it; what stands
    before a pronoun may have a ta for its ta marbuta.
    """
    return frozenset(stem for whole in _without_particles(folded(word)) for stem in _without_ending(whole))


def _without_particles(word: str) -> Iterator[str]:
    longest = _BEFORE.match(word)
    starts = range(longest.end() + 1) if longest else (0,)
    for start in starts:
        rest = word[start:]
        if _BEFORE.fullmatch(word[:start]) and len(rest) >= SHORTEST:
            yield rest
            if rest[0] in _PERSONS and len(rest) > SHORTEST:
                yield "ي" + rest[1:]


def _without_ending(word: str) -> Iterator[str]:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            stem = word[: len(word) - len(ending)]
            yield stem
            if ending.startswith(("ت", "ات")):
                yield stem + "ة"
