"""Units of measure, time and money: what words name them, and which amounts of two units are one."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from aligner.lang.arabic import folded

MONEY = "money"
ZERO = {"celsius": Fraction(0), "fahrenheit": Fraction(-32)}
"""What is added to a temperature before it is scaled."""
CLOSE, SMALL = Fraction(1, 40), Fraction(1, 12)
"""Relative difference up to which a conversion is an honest rounding, and of one below ten."""


class Unit(NamedTuple):
    """A unit: what it measures and how much one is in the base unit."""

    key: str
    dimension: str
    factor: Fraction


class Named(NamedTuple):
    """Units that a word or sign may name, how many tokens it has, and how many it says by itself.

    That is two of an Arabic dual, one of a singular, none of a plural.
    """

    keys: tuple[str, ...]
    size: int
    number: int = 1


def unit_at(words: Sequence[str], language: str) -> Named | None:
    """The unit that the first of these words name, the longest name wins."""
    names = _names(language)
    if not words or words[0] not in _first_words(language):
        return None
    for size in range(min(4, len(words)), 0, -1):
        found = names.get(" ".join(words[:size]))
        if found:
            return Named(found[0], size, found[1])
    return None


def sign_at(words: Sequence[str]) -> Named | None:
    """The unit whose sign stands right after figures: 5km, 30°C, 20%."""
    for size in range(min(4, len(words)), 0, -1):
        found = _signs().get("".join(words[:size]))
        if found:
            return Named(found, size)
    return None


def money_sign(text: str) -> tuple[str, ...]:
    """The currencies that a sign or code before or after an amount stands for."""
    return _money_signs().get(text.casefold(), ())


def dimension(key: str) -> str:
    """What a unit measures; currencies measure money."""
    unit = units().get(key)
    return unit.dimension if unit else MONEY


def converts(value: Fraction, key: str, other: Fraction, other_key: str) -> bool:
    """Whether two amounts in different units of one dimension are the same, honestly rounded."""
    one, two = units().get(key), units().get(other_key)
    if not one or not two or one.dimension != two.dimension:
        return False
    left = (value + ZERO.get(key, 0)) * one.factor
    right = (other + ZERO.get(other_key, 0)) * two.factor
    if one.dimension == "temperature":
        return abs(left - right) <= 1
    close = SMALL if min(value, other) < 10 else CLOSE
    slack = _grain(value) * one.factor + _grain(other) * two.factor
    return abs(left - right) <= min(slack, close * max(abs(left), abs(right)))


def larger(key: str, other: str) -> Fraction | None:
    """How many times a unit is larger than another that measures the same; None if it is not."""
    one, two = units().get(key), units().get(other)
    if not one or not two or one.dimension != two.dimension or one.factor <= two.factor:
        return None
    return one.factor / two.factor


def _grain(value: Fraction) -> Fraction:
    """Half of the last place that a number is given to, its closing zeros taken for rounding."""
    place = Fraction(1, 2)
    if value.denominator != 1 or value == 0:
        return place / 10
    while value.numerator % 10 == 0 and value.numerator:
        value, place = value / 10, place * 10
    return place


@cache
def units() -> dict[str, Unit]:
    """All units but currencies by key."""
    found = {}
    for key, kind, factor, *_ in _rows("units"):
        above, _, below = factor.partition("/")
        found[key] = Unit(key, kind, Fraction(above) / Fraction(below or 1))
    return found


@cache
def _names(language: str) -> dict[str, tuple[tuple[str, ...], int]]:
    column = {"en": 3, "ar": 4}.get(language)
    names: dict[str, tuple[tuple[str, ...], int]] = {}
    if column is None:
        return names
    for row in _rows("units"):
        forms = row[column].split("|")
        for text in forms:
            _add(names, text, row[0], 1 if _singular(text, forms[0], language) else 0)
        for text in row[5].split("|") if language == "ar" else ():
            _add(names, text, row[0], 2)
    for row in _rows("currencies"):
        forms = folded(row[column - 2]).split("|")
        for text in forms:
            # CLDR has the dual in the nominative: دولاران; an oblique one ends in -ين.
            dual = language == "ar" and text.endswith("ان") and text[:-2] in forms
            _add(names, text, row[0], 2 if dual else int(_singular(text, forms[0], language)))
            if dual:
                _add(names, text[:-2] + "ين", row[0], 2)
    return names


@cache
def _first_words(language: str) -> frozenset[str]:
    return frozenset(name.split()[0] for name in _names(language))


def _singular(text: str, first: str, language: str) -> bool:
    """Whether a form says one: Arabic tables begin with the singular, which may take an accusative alef."""
    if language == "ar":
        return folded(text) in (first, f"{first}ا")
    return not text.endswith(("s", "feet")) or text in ("celsius", "hertz")


def _add(names: dict[str, tuple[tuple[str, ...], int]], text: str, key: str, count: int) -> None:
    text = folded(text.casefold())
    if text:
        keys, _ = names.get(text, ((), 0))
        names[text] = (tuple(dict.fromkeys((*keys, key))), count)


@cache
def _signs() -> dict[str, tuple[str, ...]]:
    signs: dict[str, tuple[str, ...]] = {}
    for row in _rows("units"):
        for sign in filter(None, row[6].split("|")):
            signs[folded(sign)] = tuple(dict.fromkeys((*signs.get(folded(sign), ()), row[0])))
    return signs


@cache
def _money_signs() -> dict[str, tuple[str, ...]]:
    signs: dict[str, tuple[str, ...]] = {}
    for noun, _, _, codes in _rows("currencies"):
        for sign in filter(None, codes.split("|")):
            signs[sign.casefold()] = (*signs.get(sign.casefold(), ()), noun)
    return signs


@cache
def _rows(table: str) -> tuple[list[str], ...]:
    lines = files("aligner.lang").joinpath(f"{table}.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(line.split("\t") for line in lines if line and not line.startswith("#"))
