"""How frequent an English word is."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

RARE = 2.5
"""The Zipf frequency of a word that the table lacks."""
_PARTS = re.compile(r"[-‐‑'’]")


@lru_cache(maxsize=1 << 14)
def zipf(word: str) -> float:
    """Its Zipf frequency, log10 of how often it stands in a billion words, in quarters.

    Of parts between hyphens the least counts.
    """
    parts = [part for part in _PARTS.split(word.casefold().removesuffix("'s").removesuffix("’s")) if part]
    return min((_table().get(part, RARE) for part in parts), default=RARE)


@cache
def _table() -> dict[str, float]:
    table: dict[str, float] = {}
    frequency = RARE
    for line in files("aligner.lang").joinpath("frequency_en.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith(">"):
            frequency = float(line[1:])
        elif not line.startswith("#"):
            table.update(dict.fromkeys(line.split(), frequency))
    return table
