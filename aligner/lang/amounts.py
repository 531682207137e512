"""When two numbers say the same amount: alike, in other units, or honestly rounded."""

from __future__ import annotations

from fractions import Fraction

from aligner.lang.number_values import DATE, DECADE, MULTIPLE, NAME, ORDINAL, PART, SEVERAL, VAGUE, Number
from aligner.lang.units import converts, dimension

LOOSE, CLOSE = Fraction(3, 100), Fraction(1, 50)
"""Relative difference up to which a number may stand for a precise one if it says «about», and if it does not."""
PARTLY = Fraction(7, 100)
"""How far a percentage may lie from the part that is said instead: a third of 27 to 40 percent."""
NEAR = Fraction(27, 20)
"""How many times a percentage may be the part that is said instead without being another matter."""
LARGE = 10
"""The least number that is rounded."""
SOME = Fraction(20)
"""How many times a round plural an amount may be that it is said of: thousands of 2,000 to 20,000."""
DOZEN = Fraction(5, 4)
"""How much a round plural may say too much: a dozen of ten."""
EQUAL_PLURALS = Fraction(5, 2)
"""How far two round plurals may lie apart: dozens and عشرات, tens."""


def same(one: Number, other: Number) -> bool:
    """Whether two numbers may say the same amount."""
    kinds = {one.kind, other.kind}
    if SEVERAL in kinds or parted(one, other):
        return len(kinds) == 1
    if DECADE in kinds:
        return _decades(one, other)
    if set(one.values) & set(other.values):
        return True
    if VAGUE in kinds:
        return _vaguely(one, other)
    return _share(one, other) or _share(other, one) or (not kinds & {ORDINAL, NAME} and _nearly(one, other))


def _dated(number: Number) -> bool:
    return number.kind == DECADE or number.use == DATE


def parted(one: Number, other: Number) -> bool:
    """Whether one says how many times and the other may say which part: «fivefold», but «a fifth», «الخمس»."""
    times, part = (one, other) if one.kind == MULTIPLE else (other, one)
    return times.kind == MULTIPLE and "times" not in part.units and any(0 < value < 1 for value in part.values[1:])


def _decades(one: Number, other: Number) -> bool:
    if _dated(one) and _dated(other):
        return one.values[0] % 100 == other.values[0] % 100
    return _in_tens(one, other) or _in_tens(other, one)


def _in_tens(tens: Number, other: Number) -> bool:
    """Whether a number is one of those that «the 80s» of degrees or years of age are."""
    return tens.kind == DECADE and tens.values[0] < 100 and 0 <= other.values[0] - tens.values[0] < 10


def _nearly(one: Number, other: Number) -> bool:
    return _converted(one, other) or _about(one, other)


def same_unit(one: Number, other: Number) -> bool:
    """Whether two numbers may measure the same, or are one amount in two units."""
    return (
        bool(set(one.units) & set(other.units))
        or _kin(one, other)
        or _converted(one, other)
        or not _comparable(one, other)
    )


def _kin(one: Number, other: Number) -> bool:
    """Whether one names its unit more fully: «miles per hour», whose hour may stand elsewhere, or «nautical mile»."""
    return any(
        key.startswith(f"{shorter}-") or key == f"nautical-{shorter}"
        for left, right in ((one, other), (other, one))
        for key in left.units
        for shorter in right.units
    )


def same_dimension(one: Number, other: Number) -> bool:
    """Whether two numbers measure the same: both a length, both money."""
    return bool({dimension(key) for key in one.units} & {dimension(key) for key in other.units})


def _comparable(one: Number, other: Number) -> bool:
    """Whether both say surely what they measure: degrees may be of any scale."""
    kinds = {dimension(key) for key in (*one.units, *other.units)}
    return "angle" not in kinds or kinds == {"angle"}


def _vaguely(one: Number, other: Number) -> bool:
    left, right = one.values[0], other.values[0]
    if one.kind == other.kind:
        return max(left, right) <= EQUAL_PLURALS * min(left, right)
    vague, exact = (left, right) if one.kind == VAGUE else (right, left)
    return vague <= exact * DOZEN and exact <= SOME * vague


def _share(one: Number, other: Number) -> bool:
    """Half and 50 percent."""
    return (
        "percent" in one.units
        and other.kind in (PART, MULTIPLE)
        and abs(one.values[0] / 100 - other.values[0]) <= (Fraction(1, 100) if other.kind == PART else 0)
    )


def _converted(one: Number, other: Number) -> bool:
    return any(
        key != other_key and dimension(key) == dimension(other_key) and converts(value, key, theirs, other_key)
        for key in one.units
        for other_key in other.units
        for value in one.values
        for theirs in other.values
    )


def rounded(one: Number, other: Number) -> bool:
    """Whether one is the other, slightly rounded without a word that says so, or a percentage told as a near part."""
    return _rounded(one, other, CLOSE) or _near_part(one, other) or _near_part(other, one)


def _near_part(one: Number, other: Number) -> bool:
    near = "percent" in one.units and other.kind == PART and one.values[0] > 0
    return near and other.values[0] / NEAR < one.values[0] / 100 < other.values[0] * NEAR


def _rounded(one: Number, other: Number, allowed: Fraction) -> bool:
    coarse, fine = sorted((one.values[0], other.values[0]), key=_figures)
    if min(coarse, fine) < LARGE or abs(coarse - fine) > allowed * max(coarse, fine):
        return False
    return _figures(coarse) < _figures(fine) and abs(coarse - fine) <= _place(coarse) / 2


def _about(one: Number, other: Number) -> bool:
    """Whether «about» one of them is the other; two that say «about» would hardly be rounded again."""
    coarse, fine = sorted((one, other), key=lambda number: _figures(number.values[0]))
    return coarse.rough and _rounded(one, other, CLOSE if fine.rough else LOOSE)


def _figures(value: Fraction) -> int:
    """How many figures a number has before its closing zeros."""
    digits = str(value.numerator * 10**6 // value.denominator).rstrip("0")
    return len(digits)


def _place(value: Fraction) -> Fraction:
    """What the last figure counts."""
    digits = str(value.numerator * 10**6 // value.denominator)
    return Fraction(10 ** (len(digits) - len(digits.rstrip("0"))), 10**6)
