"""The unit or currency that a number of a text is in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from aligner.lang.number_cardinals import HYPHENS
from aligner.lang.number_values import Measure
from aligner.lang.number_words import Token
from aligner.lang.units import MONEY, dimension, money_sign, sign_at, unit_at

_CLITICS = re.compile(r"(?:[وف]?[بلك]?ال|[وف]?لل|[وف][بلك]?|[بلك])(?=.{3})")
"""What Arabic joins to the front of a noun."""


def measure_of(row: Sequence[Token], first: int, end: int, language: str) -> tuple[Measure | None, Fraction]:
    """The unit of a number, in token indices, and what «and a half» after the unit adds."""
    words = [token.text for token in row[end : end + 5]]
    skip = 1 if words[:1] and words[0] in HYPHENS else 0
    found = None
    if words and (row[first].kind == "figure" or row[end].kind == "sign"):
        found = sign_at(words[skip:])
    rest = [word for word in words[skip:] if word not in HYPHENS]
    named = unit_at(rest, language)
    # «1976 الساعة 12:00» has no hours.
    clock = end < len(row) and "clock" in row[end].classes and row[end].definite and row[end - 1].kind == "figure"
    if not named and rest and language == "ar" and not clock:
        named = unit_at([noun(rest[0]), *rest[1:]], language)
    found = named if named and (not found or named.size > found.size) else found
    if found:
        place = end + skip
        return Measure(found.keys, place, min(place + found.size, len(row))), half_after(row, place + found.size)
    if money := money_before(row, first):
        return money, Fraction(0)
    for far in (1, 2):
        # «5 million US dollars», «5 ملايين من الدولارات»
        unit = unit_at(words[far : far + 1], language)
        if unit and all(row[end + k].kind == "word" for k in range(far)) and dimension(unit.keys[0]) == MONEY:
            return Measure(unit.keys, end + far, end + far + 1), Fraction(0)
    return None, Fraction(0)


def half_after(row: Sequence[Token], at: int) -> Fraction:
    """«three years and a half», «عامين ونصف العام»."""
    texts = [token.text for token in row[at : at + 3]]
    if texts == ["and", "a", "half"] or (texts[:1] == ["ونصف"]):
        return Fraction(1, 2)
    return Fraction(0)


def money_before(row: Sequence[Token], first: int) -> Measure | None:
    """The currency whose sign or code stands before an amount: $5, US$5, EUR 5."""
    if not first:
        return None
    start = first - 1
    before, text = row[start], row[start].text
    country = row[start - 1].text if start and before.kind == "sign" and not before.spaced else ""
    if money_sign(country + text) and country:
        text, start = country + text, start - 1
    keys = money_sign(text) if before.kind == "sign" or before.capital or len(text) > 2 else ()
    return Measure(keys, start, first) if keys else None


@lru_cache(maxsize=1 << 12)
def noun(word: str) -> str:
    """An Arabic noun without what is joined to its front."""
    return _CLITICS.sub("", word, count=1)
