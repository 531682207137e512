"""Numbers changed as a slip of translation changes them, and numbers written in another way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .edits import Edit, Edits, like
from .kinds import Kind, Text, ordered

DIGITS = re.compile(r"(?<![\w.,:/-])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?![\w:/]|[.,-]\d|(?:st|nd|rd|th)\b)")
YEAR = re.compile(
    r"(?<![\w.,-])(1[5-9]\d\d|20[0-3]\d)(?![\w%]|-?\d|,\d)(?! (?:people|meters|km|miles|cases|dollars|euros))"
)
PERCENT = re.compile(r"(?<![\w.,])(\d+(?:\.\d+)?)(?= ?(?:%|percent|per cent))")
DECADE = re.compile(r"(?<!\w)(1[5-9]|20)(\d)0(?='?s\b)")
CENTURY = re.compile(r"(?<!\w)(\d{1,2})(st|nd|rd|th)(?=[ -]centur)")
DAY = re.compile(
    r"(?:(?<=January )|(?<=February )|(?<=March )|(?<=April )|(?<=May )|(?<=June )|(?<=July )|(?<=August )"
    r"|(?<=September )|(?<=October )|(?<=November )|(?<=December ))(\d{1,2})(?!\d)"
)
MILLIONS = re.compile(r"(?<![\w.,])(\d+)(?:\.(\d))? (million|thousand)")
UNITS = ordered("units")
TENS = {20: "twenty", 30: "thirty", 40: "forty", 50: "fifty", 60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety"}
WORDS = {word: value for value, word in enumerate(UNITS)} | {word: value for value, word in TENS.items()}
SPELT = {value: word for word, value in WORDS.items()}
COUNT = re.compile(rf"(?<![\w-])({'|'.join(w for w in WORDS if w not in ('zero', 'one'))})(?![\w-])", re.IGNORECASE)
ORDINALS = ordered("ordinals")
ORDINAL = re.compile(
    rf"(?:(?<=the )|(?<=his )|(?<=its )|(?<=her )|(?<=their ))({'|'.join(ORDINALS)})(?= [a-z])(?! time| of all|-)"
)


def slips(digits: str) -> Iterator[str]:
    """Other values of a run of digits: neighbours changed places, one misread, one lost, one doubled."""
    for i in range(len(digits) - 1):
        if digits[i] != digits[i + 1] and (digits[i + 1] != "0" or i):
            yield digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :]
    for i, digit in enumerate(digits):
        yield digits[:i] + str((int(digit) + 3) % 9 + 1) + digits[i + 1 :]
    if len(digits) > 2:
        yield digits[0] + digits[2:]
    yield digits + digits[-1]


def grouped(digits: str, model: str) -> str:
    return f"{int(digits):,}" if "," in model or (len(digits) > 4 and len(model) <= 3) else digits


def dated(text: str, match: re.Match[str]) -> bool:
    """Whether a number is a year or a day."""
    day = re.match(r"\d+(?:,| and \d+| to \d+)? (?:[A-Z]|of [JFMASOND])", text[match.start() :])
    return bool(YEAR.match(text, match.start()) or DAY.match(text, match.start()) or day)


def misread(text: Text) -> Iterator[Edits]:
    for match in DIGITS.finditer(text.twin):
        if dated(text.twin, match):
            continue
        plain = match[1].replace(",", "")
        for new in slips(plain):
            if new != plain and (new[0] != "0" or len(new) == 1):
                yield (Edit(match.start(), match.end(), grouped(new, match[1]) + (match[2] or "")),)


def decimals(text: Text) -> Iterator[Edits]:
    for match in DIGITS.finditer(text.twin):
        if match[2]:
            whole, part = match[1], match[2][1:]
            for new in (whole + part, f"{whole}.{(int(part) + 4) % 10 ** len(part):0{len(part)}}", f"0.{whole}{part}"):
                yield (Edit(match.start(), match.end(), new),)
            if part.strip("0") and len(whole) == len(part) and whole != part:
                yield (Edit(match.start(), match.end(), f"{part}.{whole}"),)


def percents(text: Text) -> Iterator[Edits]:
    for match in PERCENT.finditer(text.twin):
        value = float(match[1])
        for new in (100 - value, value / 2, value * 2, value + 10, value - 5):
            if 0 < new <= 100 and new != value:
                yield (Edit(match.start(), match.end(), f"{round(new, 1):g}"),)


def words(text: Text) -> Iterator[Edits]:
    for match in COUNT.finditer(text.twin):
        value = WORDS[match[1].lower()]
        step = 10 if value >= 20 else 1
        for new in (value + step, value - step, value + 2 * step, value - 2 * step, value * 2):
            if new in SPELT and new > 1:
                yield (Edit(match.start(), match.end(), like(match[1], SPELT[new])),)


def ordinals(text: Text) -> Iterator[Edits]:
    for match in ORDINAL.finditer(text.twin):
        place = ORDINALS.index(match[1])
        for new in (place + 1, place - 1, place + 2):
            if 0 <= new < len(ORDINALS):
                yield (Edit(match.start(), match.end(), ORDINALS[new]),)


def zeros(text: Text) -> Iterator[Edits]:
    """A zero too many or too few."""
    for match in DIGITS.finditer(text.twin):
        plain = match[1].replace(",", "")
        if match[2] or dated(text.twin, match) or len(plain) < 2:
            continue
        yield (Edit(match.start(), match.end(), grouped(plain + "0", match[1])),)
        if len(plain) > 3:
            yield (Edit(match.start(), match.end(), grouped(plain + "000", match[1] + ",")),)
        if plain.endswith("0") and plain != "10":
            yield (Edit(match.start(), match.end(), grouped(plain[:-1], match[1])),)


def years(text: Text) -> Iterator[Edits]:
    for match in YEAR.finditer(text.twin):
        year = int(match[1])
        swapped = int(match[1][:2] + match[1][3] + match[1][2])
        for new in (year + 1, year - 1, year - 10, year - 100, year + 3, swapped):
            if new != year and new < 2040:
                yield (Edit(match.start(), match.end(), str(new)),)


def days(text: Text) -> Iterator[Edits]:
    for match in DAY.finditer(text.twin):
        day = int(match[1])
        for new in (day + 1, day - 1, day + 10, day - 10, int(match[1][::-1])):
            if 0 < new < 29 and new != day and not match[1].startswith("0"):
                yield (Edit(match.start(), match.end(), str(new)),)


def eras(text: Text) -> Iterator[Edits]:
    """Another decade, another century."""
    for match in DECADE.finditer(text.twin):
        for new in (int(match[2]) + 1, int(match[2]) - 1):
            if 0 < new < 10:
                yield (Edit(match.start(), match.end(), f"{match[1]}{new}0"),)
    for match in CENTURY.finditer(text.twin):
        for value in (int(match[1]) - 1, int(match[1]) + 1):
            if 3 < value < 21:
                yield (Edit(match.start(), match.end(), f"{value}th"),)


def spelt(text: Text) -> Iterator[Edits]:
    """The same number in figures or in words."""
    for match in COUNT.finditer(text.twin):
        if re.match(r" ?[A-Z+\"”]", text.twin[match.end() :]):
            continue
        yield (Edit(match.start(), match.end(), str(WORDS[match[1].lower()])),)
    for match in DIGITS.finditer(text.twin):
        value = int(match[1].replace(",", ""))
        around = text.twin[max(0, match.start() - 2) : match.start()] + text.twin[match.end() : match.end() + 2]
        signed = re.search(r"[-+$€£¥%()]", around)
        if not match[2] and value in SPELT and value > 1 and not signed and not dated(text.twin, match):
            yield (Edit(match.start(), match.end(), SPELT[value]),)


def regrouped(text: Text) -> Iterator[Edits]:
    """2.5 million and 2,500,000, 5,000 and 5000: one value in another dress."""
    for match in MILLIONS.finditer(text.twin):
        scale = 10**6 if match[3] == "million" else 10**3
        value = int(match[1]) * scale + int(match[2] or 0) * scale // 10
        if text.twin[match.start() - 1 : match.start()] not in "$€£":
            yield (Edit(match.start(), match.end(), f"{value:,}"),)
    for match in DIGITS.finditer(text.twin):
        plain = match[1].replace(",", "")
        if not match[2] and "," in match[1] and len(plain) < 7:
            yield (Edit(match.start(), match.end(), plain),)
        if not match[2] and plain.endswith("00000") and "," in match[1] and len(plain) > 6:
            yield (Edit(match.start(), match.end(), f"{int(plain) / 10**6:g} million"),)
        if not match[2] and plain.endswith("000") and "," in match[1] and len(plain) < 6:
            yield (Edit(match.start(), match.end(), f"{plain[:-3]} thousand"),)


KINDS = [
    Kind("number.misread", "number", misread),
    Kind("number.percent", "number", percents),
    Kind("number.decimal", "number", decimals),
    Kind("number.word", "number", words),
    Kind("number.ordinal", "number", ordinals),
    Kind("magnitude.zeros", "magnitude", zeros),
    Kind("date.year", "date", years),
    Kind("date.day", "date", days),
    Kind("date.era", "date", eras),
    Kind("clean.spelt", "clean number", spelt),
    Kind("clean.regrouped", "clean number", regrouped),
]
