"""Whether an Arabic word is an ordinary one rather than a name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from aligner.lang.arabic import folded
from aligner.lang.stopwords import stopwords

_PREFIXES = {
    "": 3,
    "ال": 3,
    "وال": 3,
    "بال": 3,
    "لل": 3,
    "و": 4,
    "ف": 4,
    "ب": 4,
    "ل": 4,
    "ك": 4,
    "فال": 4,
    "كال": 4,
    "ول": 4,
}
"""Article and particles, and how many letters must be left without them; names begin with ك or ب too."""
_ENDINGS = ("", "ة", "ات", "ين", "ون", "ان", "ية", "ي", "ه", "ها", "هم", "نا", "ا")
SHORTEST = 3
"""Letters that must be left without an ending."""


@lru_cache(maxsize=1 << 13)
def is_common_arabic(word: str) -> bool:
    """Tell whether a word, or what is left of it without particles and endings, is frequent and no name."""
    plain = folded(word)
    return plain in stopwords("ar") or any(stem in common_arabic() for stem in _stems(plain))


def _stems(word: str) -> Iterator[str]:
    for prefix, least in _PREFIXES.items():
        rest = word[len(prefix) :]
        if word.startswith(prefix) and len(rest) >= least:
            yield rest
            yield from (
                rest.removesuffix(ending)
                for ending in _ENDINGS[1:]
                if rest.endswith(ending) and len(rest) >= len(ending) + SHORTEST
            )


@cache
def common_arabic() -> frozenset[str]:
    """The words of `common_ar.txt`, which `benchmarks/make_common_ar.py` derives from a list of frequent words."""
    text = files("aligner.lang").joinpath("common_ar.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
