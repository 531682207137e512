"""What a date says: a kind of calendar value and the range it may lie in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

Range = tuple[int, int]
"""The first and the last value that are meant."""
Words = Mapping[str, Mapping[str, Range]]
"""What the words of each kind are worth."""

DAY, HALF_DAY, MONTH = 1440, 720, 43830
"""Minutes."""
PRESENT = 10**30
"""Where «today», «this week», «this year» lie, each in a place of its own."""
ROUGHLY, EXACTLY = 0.1, 0.015
"""How far off one or two units may be and still mean the same (a month ago, four weeks ago), and how far off more."""
_KINDS = {
    "years": "year",
    "old": "year",
    "monthnumber": "month",
    "anymonth": "month",
    "month_short": "month",
    "weekday_short": "weekday",
    "season_doubtful": "season",
    "ordinal": "day",
}


class Moment(NamedTuple):
    """A calendar value: one of kind `month`, `year`, `relative` ..., in one of the inclusive `ranges`."""

    kind: str
    ranges: tuple[Range, ...]

    def meets(self, other: Moment) -> bool:
        """Whether both may mean the same time: 1994 and the 1990s do."""
        return self.kind == other.kind and any(
            one[0] <= two[1] and two[0] <= one[1] for one in self.ranges for two in other.ranges
        )

    def contradicts(self, other: Moment) -> bool:
        """Whether they cannot mean the same time; «today» is also this week, this year, or simply now.

        For that, «for ten years» may be said as well.
        """
        if TODAY in (self, other):
            far = next((moment for moment in (self, other) if moment != TODAY), self)
            return not self.meets(other) and all(max(map(abs, span)) < MONTH for span in far.ranges)
        return not self.meets(other)


TODAY = Moment("relative", ((PRESENT, PRESENT),))


class Groups:
    """The parts of a date that a pattern captured, with the values of their words."""

    def __init__(self, texts: Mapping[str, str], words: Words) -> None:
        self._texts, self._words = texts, words

    def __contains__(self, name: str) -> bool:
        return name in self._texts

    def value(self, name: str) -> Range:
        """The range that a part means, read as digits or by the table."""
        text, words = self._texts[name], self._words.get(_WORDS.get(plain(name), plain(name)), {})
        digits = text.replace(",", "").replace("٬", "")
        if digits.isdecimal():
            return int(digits), int(digits)
        key = " ".join(text.casefold().split())
        return words.get(key) or words[key.rstrip(".")]

    def first(self, *names: str) -> Range | None:
        """The value of the first of these parts that is there."""
        return next((self.value(name) for name in names if name in self), None)


_WORDS = {"anymonth": "month"}


def plain(name: str) -> str:
    """The name of a part without the digit that tells two of a kind apart."""
    return name.rstrip("0123456789")


def part(name: str, groups: Groups) -> Moment:
    """What a part of a date says by itself."""
    if plain(name) in {"deictic", "thisday"}:
        return _deictic(groups)
    kind, value = _KINDS.get(plain(name), plain(name)), groups.value(name)
    # «This Sunday» may be past or to come.
    return Moment(kind, ((-1, 1),) if kind == "turn" and value == (0, 0) else (value,))


def _span(groups: Groups) -> Moment:
    """«two years ago», «next week», «this month», in minutes from now."""
    direction = groups.first("turn", "way", "this") or (1, 1)
    unit = (groups.first("unit", "units", "dual", "brief") or (DAY, DAY))[0]
    if "scale" in groups:
        unit *= groups.value("scale")[0]
    if "halved" in groups:
        unit //= 2
    if direction[0] == 0:
        return Moment("relative", ((PRESENT + unit, PRESENT + unit),))
    few = (2, 9) if "units" in groups else None
    count = groups.first("count", "number") or few
    if count and "count2" in groups:
        count = (count[0] + groups.value("count2")[0], count[1] + groups.value("count2")[1])
    if "andhalf" in groups:
        low = (count or (1, 1))[0] * unit
        return _away(direction[0], low * 1.05, low * 1.5 + unit / 2)
    if count or "turn" not in groups or "dual" in groups:
        low, high = count or (1, 1)
        slack = ROUGHLY if high <= 2 else EXACTLY
        return _away(direction[0], low * unit * (1 - slack), high * unit * (1 + slack))
    return _away(direction[0], unit * 0.6, unit * 2.0)


def _away(direction: int, near: float, far: float) -> Moment:
    first, last = sorted((round(direction * near), round(direction * far)))
    return Moment("relative", ((first, last),))


def _deictic(groups: Groups) -> Moment:
    days = (groups.first("deictic", "thisday") or (0, 0))[0]
    if not days:
        return TODAY
    return _away(1 if days > 0 else -1, (abs(days) - 0.4) * DAY, (abs(days) + 0.4) * DAY)


def _clock(groups: Groups) -> Moment:
    """Minutes since midnight; of an hour without its half of the day both are meant."""
    hour = (groups.first("hour", "hourname") or (0, 0))[0]
    minutes = (groups.first("minute", "fraction") or (0, 0))[0]
    halves = groups.first("half", "letter") or ((0, 1) if 0 < hour <= 12 else (0, 0))
    if hour > 12:
        times = [hour * 60 + minutes]
    else:
        times = [hour % 12 * 60 + minutes + HALF_DAY * half for half in range(halves[0], halves[1] + 1)]
    return Moment("clock", tuple((time % DAY, time % DAY) for time in times))


def _military(groups: Groups) -> Moment:
    hour, minutes = divmod(groups.value("four")[0], 100)
    time = (hour * 60 + minutes) % DAY
    return Moment("clock", ((time, time),))


def _midpoint(groups: Groups) -> Moment:
    return Moment("clock", (groups.value("midpoint"),))


def _century(groups: Groups) -> Moment:
    numbers = [value for name in ("ordinal", "ordinal2", "ordinal3", "number") if (value := groups.first(name))]
    ranges = [(100 * low - 99, 100 * low - 1) for low, _ in numbers]
    before = [(-last, -first) for first, last in ranges]
    return Moment("year", tuple(before if "bc" in groups else ranges))


def _decade(groups: Groups) -> Moment:
    """«1990s», or «'90s» and «nineties» of any century."""
    if "tenyears" in groups:
        year = groups.value("tenyears")[0]
        return Moment("year", ((year, year + (9 if year % 100 else 99)),))
    tens = (groups.first("tens", "tenth") or (0, 0))[0]
    century = groups.first("ordinal", "number", "lastcentury")
    if century:
        year = 100 * (century[0] - 1) + tens
        return Moment("year", ((year, year + 9),))
    return Moment("year", tuple((century + tens, century + tens + 9) for century in range(1000, 2100, 100)))


def _bc(groups: Groups) -> Moment:
    return Moment(
        "year", tuple((-year, -year) for name in ("old", "old2") if name in groups for year in groups.value(name))
    )


def _hijri(groups: Groups) -> Moment:
    """A lunar year lies in two or three years of the sun."""
    year = 622 + (groups.value("old")[0] - 1) * 354.367 / 365.2425
    return Moment("year", ((int(year), int(year) + 1),))


def _rate(groups: Groups) -> Moment:
    return Moment("rate", (groups.first("unit", "often") or (DAY, DAY),))


def _part(groups: Groups) -> Moment:
    return Moment("quarter" if "quarter" in groups else "halfyear", (groups.value("part"),))


def _quarter(groups: Groups) -> Moment:
    return Moment("quarter", (groups.value("quarternumber"),))


def slashed(groups: Groups) -> Iterator[tuple[str, Moment]]:
    """The parts of 03/04/2021, whose order of day and month cannot be told."""
    both = (groups.value("a"), groups.value("b"))
    months = tuple(number for number in both if 1 <= number[0] <= 12)
    if months and all(1 <= low <= 31 for low, _ in both):
        yield "a", Moment("month", months)
        yield "b", Moment("day", both)
    if "years" in groups:
        yield "years", part("years", groups)


SHAPES: Mapping[str, Callable[[Groups], Moment]] = {
    "span": _span,
    "deictic": _deictic,
    "clock": _clock,
    "military": _military,
    "midpoint": _midpoint,
    "century": _century,
    "decade": _decade,
    "bc": _bc,
    "hijri": _hijri,
    "rate": _rate,
    "part": _part,
    "quarter": _quarter,
}
"""How the whole of a pattern is read; of shape `parts` each group says something of its own, of `none` nothing."""
