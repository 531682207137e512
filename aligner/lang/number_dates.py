"""Which numbers of a text belong to a date or a time of day, so that they count nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from aligner.lang.number_words import Token
from aligner.lang.stopwords import stopwords

DAYS, FIRST_YEAR, LAST_YEAR = 31, 1500, 2099
_JOINTS = frozenset({"-", "–", "—", "/", ",", "،", "and", "to", "or", "و", "الي", "او", "حتي", "until", "through"})
_OF = frozenset({"of", "من"})
_BEFORE_YEARS = frozenset(
    {"the", "this", "last", "next", "its", "his", "her", "their", "in", "since", "until", "till", "by", "of", "from"}
    | {"during", "s", "early", "late", "mid", "after", "before"}
)
_BEFORE_DAYS = frozenset({"on", "from", "until", "till", "by", "since", "through", "between"})
_DATE = re.compile(
    r"(?<!\d)(?:\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|(?:1[5-9]|20)\d\d[-/–]\d\d"
    r"|\d{1,2}/(?:[0-2]?\d|3[01]))(?!\d)"
)
_DAYTIMES = ("a.m", "p.m", "inthemorning", "intheafternoon", "intheevening", "atnight")
_PAST = frozenset({"half", "quarter", "five", "ten", "twenty"})
_AND_PARTS = frozenset({"والنصف", "ونصف", "والربع", "وربع", "والثلث", "وثلث", "الا"})
_PEOPLE = frozenset({"people", "men", "women", "children"})


def dated(tokens: Sequence[Token], first: int, last: int, value: Fraction, *, ordinal: bool, language: str) -> bool:
    """Whether the number that the tokens `first` to `last` (inclusive) write is part of a date or a time of day."""
    before, after = _around(tokens, first, last)
    return (
        (value <= DAYS and (_month(before[:1]) or _month(after[:1]) or (_is(after, 0, _OF) and _month(after[1:2]))))
        or _clock(tokens, first, last, before, after)
        or (ordinal and (_class(after[:4], "century") or _class(before[:3], "century") or _day(before, after)))
        or (tokens[first].definite and _class(before[:1], "century") and before[0].definite)
        or (first == last and _year(tokens[first], value, before, after, language))
        or _slashed(tokens, first, last)
    )


def continues(tokens: Sequence[Token], end: int, first: int, value: Fraction) -> bool:
    """Whether a number that starts at token `first` goes on with a date that ended before token `end`."""
    between = tokens[end:first]
    return len(between) <= 1 and value <= LAST_YEAR and all(token.text in _JOINTS for token in between)


def _around(tokens: Sequence[Token], first: int, last: int) -> tuple[list[Token], list[Token]]:
    """The four tokens before a number, the nearest first, and those after it."""
    return list(tokens[max(0, first - 4) : first])[::-1], list(tokens[last + 1 : last + 5])


def _is(near: Sequence[Token], place: int, words: frozenset[str]) -> bool:
    return len(near) > place and near[place].text in words


def _class(near: Sequence[Token], kind: str) -> bool:
    return any(kind in token.classes for token in near)


def _month(near: Sequence[Token]) -> bool:
    """Whether it is a month or a day of the week; English writes both with a capital."""
    return any(
        ("month" in token.classes or "weekday" in token.classes) and (token.capital or token.text > "z")
        for token in near
    )


def _clock(tokens: Sequence[Token], first: int, last: int, before: list[Token], after: list[Token]) -> bool:
    """Whether it is an hour or a minute of the day."""
    hour = (_class(before[:1], "clock") and before[0].definite) or _told(tokens[first], before, after)
    named = _class(after[:1], "zone") or (_class(after[:1], "clock") and after[0].text == "o'clock")
    daytime = "".join(token.text for token in after[:4]).startswith(_DAYTIMES)
    return hour or named or daytime or _minutes(tokens, first) or _minutes(tokens, last - 2)


def _told(token: Token, before: list[Token], after: list[Token]) -> bool:
    """Whether it is the hour of «half past four» or «التاسعة إلا ربعا»."""
    english = _is(before, 0, frozenset({"past", "to"})) and _is(before, 1, _PAST)
    return english or (token.definite and token.text.endswith("ة") and _is(after, 0, _AND_PARTS))


def _minutes(tokens: Sequence[Token], hour: int) -> bool:
    """Whether 8:30 starts at a token; a ratio like 3:2 has no two figures."""
    if hour < 0 or hour + 2 >= len(tokens):
        return False
    one, colon, other = tokens[hour : hour + 3]
    if any(0 <= k < len(tokens) and tokens[k].text == ":" for k in (hour - 1, hour + 3)):
        # 2:03:59 is the time that a race took.
        return False
    figures = one.kind == other.kind == "figure" and colon.text == ":" and len(other.text) == 2 and len(one.text) <= 2
    return figures and one.text.isdecimal() and other.text.isdecimal() and int(one.text) <= 24 and int(other.text) < 60


def _day(before: list[Token], after: list[Token]) -> bool:
    """«on the 25th» without a noun after it."""
    noun = bool(after) and after[0].kind == "word" and after[0].spaced and after[0].text not in stopwords("en")
    return _is(before, 0, frozenset({"the"})) and _is(before, 1, _BEFORE_DAYS) and not noun


def _year(token: Token, value: Fraction, before: list[Token], after: list[Token], language: str) -> bool:
    if token.kind != "figure" or not token.text.isdecimal():
        return False
    era = _class(after[:1], "era") and (language == "ar" or after[0].capital)
    if era or (_class(before[:1], "year") and len(token.text) in (3, 4)):
        return True
    if len(token.text) != 4 or not FIRST_YEAR <= value <= LAST_YEAR:
        return False
    return not _counts(before, after, language)


def _counts(before: list[Token], after: list[Token], language: str) -> bool:
    """Whether what looks like a year is how many there are of the noun after it: «1800 people»."""
    if not after or after[0].kind != "word" or not after[0].spaced or after[0].capital:
        return False
    if after[0].text in stopwords(language) or after[0].joined:
        return False
    if language == "ar":
        return not after[0].definite and not _month(before[:2])
    plural = after[0].text.endswith("s") or after[0].text in _PEOPLE
    return plural and bool(before) and before[0].text not in _BEFORE_YEARS


def is_written_date(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the tokens `first` to `last` (inclusive) are a date in figures."""
    return _DATE.fullmatch("".join(token.text for token in tokens[first : last + 1])) is not None


def _slashed(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether it is part of 12/05/2019 or 9/11, or of 2018-19 and 2018/19."""
    if first != last or not tokens[first].text.isdecimal():
        return False
    near = tokens[max(0, first - 4) : last + 5]
    texts = "".join(token.text if token.kind == "figure" else token.text[:1] for token in near)
    return any(tokens[first].text in re.split(r"[-/.–]", found) for found in _DATE.findall(texts))
