"""What a number written in figures may be worth, in any script and with any country's signs."""

from __future__ import annotations

import re
import unicodedata
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
    signs = _SIGNS.findall(text)
    if not signs:
        return (Fraction(int(text)),)
    whole = _SIGNS.sub("", text)
    last = text.rpartition(signs[-1])[2]
    grouped = all(len(group) == 3 for group in _SIGNS.split(text)[1:]) and len(_SIGNS.split(text)[0]) <= 3
    decimal = Fraction(int(whole), 10 ** len(last))
    if len(signs) > 1:
        if len(set(signs)) == 1:
            # Groups of two are Indian: 12,34,567.
            return (Fraction(int(whole)),) if grouped or (signs[0] == "," and len(last) == 3) else ()
        return (decimal,) if len(set(signs[:-1])) == 1 and signs[-1] not in signs[:-1] else ()
    if grouped and not text.startswith("0"):
        if signs[0] == ".":
            return decimal, Fraction(int(whole))
        return (Fraction(int(whole)),) if language == "en" else (Fraction(int(whole)), decimal)
    return (decimal,) if signs[0] != "'" else (Fraction(int(whole)),)
