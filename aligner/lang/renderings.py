"""Where an Arabic text has a Latin name, and how well it spells it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from aligner.lang.arabic import folded
from aligner.lang.letters import UNLIKELY, may_spell, spelling_score
from aligner.lang.names import nearness, same_name
from aligner.lang.places import place_renderings

CERTAIN = 3.0
"""The score of a name that stands there in Latin letters, or of a place by its Arabic name."""
PROCLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل")
_POSSESSIVE = re.compile(r"['’](?:s\b|(?!\w))")
_LATIN = re.compile(r"[^\W\d_\u0600-\u06ff]{2,}")
_ARABIC = re.compile("[\u0620-\u064a]")


class Rendering(NamedTuple):
    """The words `first` to `last` (inclusive) that come nearest to a name, and their spelling score (-6 to 3)."""

    score: float
    first: int
    last: int


@lru_cache(maxsize=1 << 10)
def rendering(name: str, words: tuple[str, ...]) -> Rendering | None:
    """The best rendering of a Latin name among the words of an Arabic text, None if it has no words."""
    name = _POSSESSIVE.sub("", name) or name
    places = place_renderings(name)
    best = _place(places, words) if places else None
    if best:
        return best
    for first, last in _windows(words):
        score = _score(name, " ".join(words[first : last + 1]))
        # A longer window must win clearly: a neighbour adds letters, and chance.
        if best is None or score > best.score + (0.3 if last > first else 0.0):
            best = Rendering(score, first, last)
        if best.score >= CERTAIN:
            break
    return best


def _windows(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Single words, then neighbours: «سبيس إكس» is SpaceX."""
    yield from ((k, k) for k, word in enumerate(words) if word[0].isalpha())
    yield from ((k, k + 1) for k in range(len(words) - 1) if words[k][0].isalpha() and words[k + 1][0].isalpha())


def _place(places: frozenset[str], words: Sequence[str]) -> Rendering | None:
    """Where a place, or another name that is translated, stands by one of its Arabic forms."""
    longest = 1 + max(form.count(" ") for form in places)
    plain = [folded(word) for word in words]
    for size in range(longest, 0, -1):
        for first in range(len(words) - size + 1):
            if _is_form(" ".join(plain[first : first + size]), places):
                return Rendering(CERTAIN, first, first + size - 1)
    return None


def _is_form(text: str, places: frozenset[str]) -> bool:
    if text.startswith("لل") and "ال" + text[2:] in places:
        return True
    return any(text.startswith(proclitic) and text[len(proclitic) :] in places for proclitic in PROCLITICS)


def _score(name: str, text: str) -> float:
    if not _ARABIC.search(text):
        return CERTAIN if same_name(name, text) else max(UNLIKELY, 9 * nearness(name, text) - 7)
    latin = _LATIN.search(text)
    # The particle «و» may be joined to Latin letters.
    if latin and same_name(name, latin[0]):
        return CERTAIN
    return spelling_score(text, name) if may_spell(text, name) else UNLIKELY
