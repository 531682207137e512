"""What a number written in figures may be worth, in any script and with any country's signs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from fractions import Fraction

SPACES = " \u00a0\u2009\u202f"
"""White space that may part thousands."""
# A decimal sign of one country parts the thousands of another; an apostrophe parts them in Switzerland.
FIGURE = (
    rf"\d{{1,3}}(?:(?P<gap>[{SPACES}])\d{{3}})(?:(?P=gap)\d{{3}})*(?![\d{SPACES}]*\d)(?:[.,]\d+)?"
    rf"|\d+(?:[.,،'’](?=\d)\d+)*"
)
_SIGNS = re.compile(r"[.,،'’]")
LONGEST = 24
"""Figures beyond which a number is a code."""


def values(figure: str, language: str) -> tuple[Fraction, ...]:
    """What the figures may be worth, the likeliest first; nothing for a version, an address or the like.

    A sign before exactly three figures may part thousands or decimals: 1.234; an English comma parts thousands.
    """
    text = "".join(str(unicodedata.decimal(letter, letter)) for letter in figure if letter not in SPACES)
    text = text.replace("،", ",").replace("’", "'")
    if len(text) > LONGEST:
        return ()
    signs, groups = _SIGNS.findall(text), _SIGNS.split(text)
    whole = Fraction(int("".join(groups)))
    decimal = whole / 10 ** len(groups[-1]) if signs else whole
    if len(signs) < 2:
        return _one_sign(signs[0], groups, whole, decimal, language) if signs else (whole,)
    if len(set(signs)) == 1:
        # The last group of Indian lakhs has three figures too: 12,34,567.
        return (whole,) if len(groups[-1]) == 3 and (_thousands(groups) or signs[0] == ",") else ()
    return (decimal,) if len(set(signs[:-1])) == 1 and signs[-1] not in signs[:-1] else ()


def _one_sign(
    sign: str, groups: Sequence[str], whole: Fraction, decimal: Fraction, language: str
) -> tuple[Fraction, ...]:
    if sign == "'" or (sign == "," and language == "en" and _thousands(groups)):
        return (whole,)
    if not _thousands(groups) or groups[0].startswith("0"):
        return (decimal,)
    return (decimal, whole) if sign == "." else (whole, decimal)


def _thousands(groups: Sequence[str]) -> bool:
    return len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
