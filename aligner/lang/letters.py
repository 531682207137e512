"""How well a Latin spelling renders an Arabic name, by a learned table of matching letters.

The table `letters_ar.tsv` holds an association weight for each segment, a short run of Arabic letters and the Latin
letters it stands for (ش = sh, كس = x, nothing = a short vowel): the log of how much more often the two meet in names
than chance would have it. `benchmarks/train_letters.py` learns it. A pair is scored by its best segmentation.
"""

import math
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from string import ascii_lowercase
from typing import NamedTuple

from aligner.lang.arabic import folded

LONGEST = 40
"""Letters read of either side; the rest of a longer name is left out, which bounds time and memory."""

SHAPES = ((0, 1), (1, 0), (1, 1), (1, 2), (1, 3), (2, 1), (2, 2))
"""Sizes of a segment: Arabic letters, Latin letters."""

UNLIKELY = -6.0
"""The least weight of a segment: a consonant that stands for a quite different one."""

_SEATS = str.maketrans({"ئ": "ي", "ؤ": "و", "ء": None})
_ARABIC = frozenset("ابتثجحخدذرزسشصضطظعغفقكلمنهويةپچژڤگڭ")
_ARABIC_VOWELS = frozenset(("", *"اويةعه"))
_LATIN_VOWELS = frozenset(("", *"aeiouyhw"))
_LATIN = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_PROCLITICS = ("وال", "بال", "فال", "كال", "لل", "ال", "و", "ب", "ل", "ف", "ك")
_ARTICLES = ("al", "el")


class Segment(NamedTuple):
    """A step of the best segmentation: what stands for what, and its weight (negative: against the odds)."""

    arabic: str
    latin: str
    weight: float


class Spelling(NamedTuple):
    """How well a Latin spelling renders an Arabic name: a score, and its weakest segment, which shows small errors."""

    score: float
    worst: Segment


def arabic_letters(text: str) -> str:
    """Fold Arabic text to bare letters: no marks, spaces or hamzas, one form of alef and of ya."""
    return "".join(letter for letter in folded(text).translate(_SEATS) if letter in _ARABIC)


def latin_letters(text: str) -> str:
    """Fold Latin text to a-z: no accents, spaces, hyphens or case, and doubled consonants written once."""
    text = unicodedata.normalize("NFKD", text.casefold().translate(_LATIN))
    letters = [letter for letter in text if "a" <= letter <= "z"]
    return "".join(after for before, after in pairwise(["", *letters]) if before != after or after in "aeiou")


def may_spell(arabic: str, latin: str) -> bool:
    """Tell at little cost whether two names could score above about -1.6: in length, and by half of the consonants."""
    letters, sounds = _arabic_letters(arabic[: 4 * LONGEST]), frozenset(_latin_letters(latin[: 4 * LONGEST]))
    length = len(_latin_letters(latin[: 4 * LONGEST]))
    if not letters or len(letters) > 1.3 * length + 5 or length > 3 * len(letters) + 2:
        return False
    consonants = [letter for letter in letters if letter not in _ARABIC_VOWELS]
    unlike = sum(_sounds()[letter].isdisjoint(sounds) for letter in consonants)
    return unlike < 2 or 2 * unlike < len(consonants)


@lru_cache(maxsize=1)
def _sounds() -> dict[str, frozenset[str]]:
    """The Latin letters that each Arabic one, alone or with a neighbour, stands for at all likely."""
    sounds: dict[str, set[str]] = {letter: set() for letter in _ARABIC}
    for arabic, row in _weights().items():
        for latin, weight in row.items():
            if weight > -1.5:
                for letter in arabic:
                    sounds[letter].update(latin)
    return {letter: frozenset(latin) for letter, latin in sounds.items()}


_arabic_letters = lru_cache(maxsize=1 << 13)(arabic_letters)
_latin_letters = lru_cache(maxsize=1 << 12)(latin_letters)


def spelling(arabic: str, latin: str) -> Spelling:
    """Score a Latin spelling of an Arabic name, of one word or several; see `spelling_score` for the scale."""
    margin = LONGEST * 4  # room for the marks, spaces and doubled letters that folding takes out
    return _spelling(arabic_letters(arabic[:margin])[:LONGEST], latin_letters(latin[:margin])[:LONGEST])


def spelling_score(arabic: str, latin: str) -> float:
    """Say how well a Latin spelling renders an Arabic name, from -6 (not at all) to about 3 (letter by letter).

    The mean association weight a letter, less half of what the worst segment lies below -1.5. On held-out names
    (benchmarks/names.py): 95 % of true spellings score above 1.3, half above 2.2; three in four with one consonant
    garbled score below 0.1, and 95 % of random names below -2.8. A good threshold is 0.85.
    """
    return spelling(arabic, latin).score


@lru_cache(maxsize=1 << 14)
def _spelling(arabic: str, latin: str) -> Spelling:
    if not arabic or not latin:
        return Spelling(UNLIKELY, Segment(arabic, latin, UNLIKELY))
    segments = tuple(_segments(arabic, latin))
    worst = min(segments, key=lambda segment: segment.weight)
    letters = sum(len(segment.arabic) + len(segment.latin) for segment in segments)
    mean = 2 * sum(segment.weight for segment in segments) / letters
    return Spelling(max(UNLIKELY, mean + 0.5 * min(0.0, worst.weight + 1.5)), worst)


def _penalty(arabic: str, latin: str) -> float:
    """Weigh a segment of at most one letter each that was never seen: vowels come and go, consonants do not."""
    vowels = arabic in _ARABIC_VOWELS and latin in _LATIN_VOWELS
    if arabic and latin:
        return -3.0 if vowels else UNLIKELY
    return -1.0 if vowels else -4.5


@lru_cache(maxsize=1)
def _weights() -> dict[str, dict[str, float]]:
    """Load the table, completed with penalties: Arabic letters to Latin letters to weight."""
    weights = {
        arabic: {latin: _penalty(arabic, latin) for latin in ("", *ascii_lowercase)} for arabic in ("", *_ARABIC)
    }
    lines = files("aligner.lang").joinpath("letters_ar.tsv").read_text(encoding="utf-8").splitlines()
    for arabic, latin, weight in (line.split("\t") for line in lines if not line.startswith("#")):
        row = weights.setdefault(arabic, {})
        row[latin] = max(float(weight), row.get(latin, UNLIKELY))
    return weights


def _starts(arabic: str, latin: str) -> Iterator[tuple[int, int, float]]:
    """List where the names proper may begin, and at what cost: after an article for free, after «و» for a little."""
    yield 0, 0, 0.0
    for proclitic in _PROCLITICS:
        if arabic.startswith(proclitic) and len(arabic) >= len(proclitic) + 3:
            yield len(proclitic), 0, 0.0 if len(proclitic) > 1 else -2.0
    if latin.startswith(_ARTICLES) and len(latin) >= 5:
        yield 0, 2, 0.0


def _segments(arabic: str, latin: str) -> Iterator[Segment]:
    """Find the best segmentation (Viterbi over the cells (i, j): so many letters of either side are used up)."""
    best = [[-math.inf] * (len(latin) + 1) for _ in range(len(arabic) + 1)]
    steps: list[list[Segment | None]] = [[None] * (len(latin) + 1) for _ in best]
    for i, j, cost in _starts(arabic, latin):
        best[i][j] = cost
    cuts = [[(j + b, latin[j : j + b]) for b in range(4) if j + b <= len(latin)] for j in range(len(latin) + 1)]
    for i, totals in enumerate(best):
        runs = [(k, arabic[i:k]) for k in range(i, min(i + 3, len(best)))]
        rows = [(best[k], steps[k], run, _weights()[run]) for k, run in runs if run in _weights()]
        for j in range(len(latin) + 1):
            for onward, back, run, row in rows:
                for k, cut in cuts[j]:
                    weight = row.get(cut)
                    if weight is not None and totals[j] + weight > onward[k]:
                        onward[k] = totals[j] + weight
                        back[k] = Segment(run, cut, weight)
    return _trace(steps)


def _trace(steps: list[list[Segment | None]]) -> Iterator[Segment]:
    """Walk the best segmentation back from the end."""
    i, j = len(steps) - 1, len(steps[0]) - 1
    while step := steps[i][j]:
        yield step
        i, j = i - len(step.arabic), j - len(step.latin)
