"""The figures and dates that an article states, which tell today's market report from yesterday's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from aligner.bitext import Document, SentenceKind
from aligner.lang.dates import dates
from aligner.lang.moments import Moment
from aligner.lang.number_values import FIRM
from aligner.lang.numbers import numbers

CALENDAR = frozenset({"year", "month", "day", "weekday", "clock"})
"""What a date says that both languages write out; «today» and «last week» depend on the day of writing."""
DOUBT = 3
"""Statements that an article is assumed to make which are neither shared nor missed: a single one proves little."""

Values: TypeAlias = frozenset[Fraction | Moment]


@dataclass(frozen=True, slots=True)
class Particulars:
    """Each distinct number or part of a date that is stated, with all the values it may have."""

    stated: frozenset[Values]

    def agreement(self, other: Particulars) -> float:
        """From -1, all differ, to 1, all are shared; near 0 where little is stated, 0 where one side states nothing."""
        found = _found(self, other) + _found(other, self)
        return balance(found, len(self.stated), len(other.stated))


def balance(found: int, ours: int, theirs: int) -> float:
    """The agreement of two articles of whose statements so many, of both together, are found in the other."""
    total = ours + theirs
    return (2 * found - total) / (total + DOUBT) if ours and theirs else 0.0


def _found(one: Particulars, other: Particulars) -> int:
    """How many statements of one the other makes too."""
    values = frozenset().union(*other.stated)
    return sum(not values.isdisjoint(stated) for stated in one.stated)


def particulars(document: Document) -> Particulars:
    """Those of a segmented document; boilerplate states nothing."""
    texts = [document.slice(s.span) for s in document.sentences if s.kind is not SentenceKind.BOILERPLATE]
    return Particulars(frozenset(stated for text in texts for stated in _stated(text, document.lang)))


def _stated(text: str, lang: str) -> Sequence[Values]:
    figures: list[Values] = [frozenset(number.values) for _, _, number in numbers(text, lang) if number.use == FIRM]
    days: list[Values] = [frozenset({moment}) for _, _, moment in dates(text, lang) if moment.kind in CALENDAR]
    return figures + days
