"""What numbers that stand side by side say together: ranges, rates, amounts in two units."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from aligner.lang.number_cardinals import HYPHENS
from aligner.lang.number_values import CARDINAL, ECHO, FIRM, PART, Number
from aligner.lang.number_words import Token
from aligner.lang.units import MONEY, dimension, larger

_RANGE = frozenset({*HYPHENS, "–", "—", "to", "and", "or", "الي", "و", "او", "till"})
_JOINTS = frozenset({"and", "و", ",", "،"})
_RATES = frozenset(
    {"in", "in every", "out of", "out of every", "of every", "من كل", "من بين كل", "من اصل كل", "من اصل"}
)


CENTS = Fraction(100)
"""How many small coins of a currency make one."""


class Item(NamedTuple):
    """A number and the tokens `first` to `end` (exclusive) that write it."""

    first: int
    end: int
    number: Number
    scale: Fraction = Fraction(1)


def stop(item: Item) -> int:
    """The token after a number and the unit that follows it: the hundred in «في المئة» is none."""
    measure = item.number.measure
    return max(item.end, measure.end) if measure and measure.start <= item.end + 1 else item.end


def ranges(row: Sequence[Token], items: list[Item]) -> list[Item]:
    """Give the first numbers of a range or list the scale and unit of the last: «2 to 3 million», «5, 10 and 20 %»."""
    for k in range(len(items) - 2, -1, -1):
        item, other = items[k], items[k + 1]
        one, two = item.number, other.number
        gap = [token.text for token in row[item.end : other.first]]
        linked = gap in ([","], ["،"], [",", "and"], ["-", "to", "-"]) or (len(gap) == 1 and gap[0] in _RANGE)
        if not (linked or (not gap and row[other.first].joined)):
            continue
        ahead = one.measure is None or one.measure.start < item.first
        if one.use == two.use == FIRM and one.kind == two.kind == CARDINAL and ahead:
            values = one.values + tuple(v * other.scale for v in one.values if other.scale > 1 and item.scale == 1)
            items[k] = item._replace(number=one._replace(values=values, measure=one.measure or two.measure))
            if one.measure and not two.measure:
                # «$2-3 billion»
                items[k + 1] = other._replace(number=two._replace(measure=one.measure))
    return items


def rates(row: Sequence[Token], items: Sequence[Item]) -> list[Item]:
    """What two numbers say together: «six in 10», «nine out of every ten», «تسعة من كل عشرة»."""
    found = []
    for item, other in pairwise(items):
        one, two = item.number.values[0], other.number.values[0]
        gap = " ".join(token.text for token in row[item.end : other.first])
        if gap in _RATES and 0 < one < two and item.number.kind == other.number.kind == CARDINAL:
            found.append(Item(item.first, other.end, Number((one / two,), PART, ECHO)))
    return found


def sums(row: Sequence[Token], items: Sequence[Item]) -> list[Item]:
    """What an amount in two units comes to in the first: «two hours and 30 minutes», «5 ft 10 in»."""
    found = []
    for item, other in pairwise(items):
        one, two = item.number, other.number
        gap = row[stop(item) : other.first]
        close = len(gap) <= 1 and all(token.text in _JOINTS for token in gap)
        if close and one.measure and two.measure and CARDINAL == one.kind == two.kind:
            ratio = CENTS if two.units[0] == "cent" and dimension(one.units[0]) == MONEY else None
            ratio = ratio or larger(one.units[0], two.units[0])
            if ratio:
                value = one.values[0] + two.values[0] / ratio
                found.append(Item(item.first, stop(other), Number((value,), PART, ECHO, one.measure)))
    return found
