"""The numbers that a text states, in figures and in words, with what they are worth and what they measure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache

from aligner.lang.arabic import fold
from aligner.lang.bounds import bound_of
from aligner.lang.number_cardinals import HYPHENS, Reading
from aligner.lang.number_codes import code_at
from aligner.lang.number_dates import continues, dated
from aligner.lang.number_phrases import Phrases
from aligner.lang.number_runs import Item, ranges, rates, stop, sums
from aligner.lang.number_units import half_after, measure_of, money_before, noun
from aligner.lang.number_values import (
    CARDINAL,
    DATE,
    DECADE,
    DUAL,
    ECHO,
    FIRM,
    MULTIPLE,
    NAME,
    ORDINAL,
    PART,
    SEVERAL,
    SOFT,
    Bound,
    Measure,
    Number,
)
from aligner.lang.number_words import Token, tokens
from aligner.lang.units import dimension, money_sign, sign_at, unit_at

_ROUGH = frozenset({"than", "اكثر", "اقل", "يزيد", "تزيد"})
_ROMAN = {"ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "xi": 11, "xii": 12, "xiii": 13, "xiv": 14}
_DUAL = ("ان", "ين", "تا", "تي")
_SURELY_DUAL = ("تان", "تين", "ان")
"""Endings of an Arabic dual; -ين may be a plural, -تا and -تي a verb or an adjective."""
ORDINALS = ("st", "nd", "rd", "th")
_NEAR = 3
_OWNERS = frozenset({"his", "her", "their", "my", "our", "your", "aged"})


@lru_cache(maxsize=1 << 10)
def numbers(text: str, language: str) -> tuple[tuple[int, int, Number], ...]:
    """All numbers of a text from left to right, as (start, end, number); two checks read each sentence."""
    # Folding changes nothing in most English.
    plain, offsets = (text, range(len(text) + 1)) if text.isascii() else fold(text)
    row = tokens(plain, language)
    items = ranges(row, list(_items(row, language)))
    items += [*rates(row, items), *sums(row, items)]
    return tuple(
        (offsets[row[item.first].start], offsets[row[item.end - 1].end], _placed(item, row, offsets)) for item in items
    )


def _placed(item: Item, row: Sequence[Token], offsets: Sequence[int]) -> Number:
    """The number with the places of its unit and its bound in the text as it was read."""
    measure, bound, start = item.number.measure, item.number.bound, offsets[row[item.first].start]

    def place(words: Measure | Bound) -> tuple[int, int]:
        return offsets[row[words.start].start] - start, offsets[row[words.end - 1].end] - start

    return item.number._replace(
        measure=measure and Measure(measure.keys, *place(measure)),
        bound=bound and Bound(bound.direction, *place(bound)),
    )


def _items(row: Sequence[Token], language: str) -> Iterator[Item]:
    phrases = Phrases(row, language)
    at, date_end = 0, -1
    while at < len(row):
        code = code_at(row, at) if row[at].kind == "figure" else None
        if code:
            yield code
            at = code.end
            continue
        reading = phrases.read(at)
        if reading is None:
            yield from _echoes(row, at, language)
            at += 1
            continue
        item = _item(row, at, reading, language)
        ordinal = item.number.kind == ORDINAL
        value = item.number.values[0]
        measured = item.number.measure is not None and not (ordinal and "century" in item.number.units)
        unmeasured = not measured and item.scale == 1 and item.number.use != ECHO
        if unmeasured and (
            dated(row, at, item.end - 1, value, ordinal=ordinal, language=language)
            or (date_end >= 0 and continues(row, date_end, at, value) and row[at].kind == "figure" and _last(row, item))
        ):
            item = item._replace(number=item.number._replace(use=DATE))
            date_end = item.end
        yield _bounded(row, item, language)
        at = max(stop(item), at + 1)


def _bounded(row: Sequence[Token], item: Item, language: str) -> Item:
    measure = item.number.measure
    if item.number.use == DATE:
        return item
    first = min(item.first, measure.start) if measure else item.first
    lasts = measure is not None and dimension(measure.keys[0]) == "time"
    bound = bound_of(row, first, max(item.end, measure.end if measure else 0), language, lasts=lasts)
    return item._replace(number=item.number._replace(bound=bound)) if bound else item


def _last(row: Sequence[Token], item: Item) -> bool:
    """Whether no noun follows that a number could count: the 27 of «25-27 July», not of «on July 25, 27 people»."""
    return item.end >= len(row) or row[item.end].kind != "word" or "month" in row[item.end].classes


def _item(row: Sequence[Token], at: int, reading: Reading, language: str) -> Item:
    end, values, kind, scale = reading
    special = _suffixed(row, at, reading) or _named(row, at, reading, language) if row[at].kind == "figure" else None
    if special:
        return special
    if kind == DECADE:
        return Item(at, end, Number(values, DECADE, FIRM if _aged(row, at, end) else DATE))
    if scale == 1 and language == "ar" and "part" in row[at].classes and kind == CARDINAL:
        part = row[at].classes["part"]
        if end < len(row) and row[end].definite and not row[end].joined:
            # «خمس السكان»: a fifth, hardly five.
            values, kind = (part, *values), PART
        elif end == at + 1:
            # «بنحو الخمس»: by a fifth; «الدول الخمس»: the five countries.
            values = (*values, part)
    if _text(row, end) == "m" and not row[end].spaced:
        values = (*values, *(value * 10**6 for value in values))
    whole = end
    while kind == PART and _text(row, whole) in ("of", "a", "an"):
        whole += 1
    measure, more = measure_of(row, at, whole, language)
    if measure and more and scale == 1:
        values = tuple(value + more for value in values)
    use = _use(row[at], kind, values[0], measured=measure is not None)
    number = Number(values, kind, use, measure, _rough(row, at, end), figures=row[at].kind == "figure")
    return Item(at, end, number, scale)


def _text(row: Sequence[Token], at: int) -> str:
    return row[at].text if at < len(row) else ""


def _suffixed(row: Sequence[Token], at: int, reading: Reading) -> Item | None:
    """Figures with letters that say of what kind they are: 3rd, the 1990s, £5m."""
    end = reading.end
    if end != at + 1 or end >= len(row) or row[end].spaced:
        return None
    end += _text(row, end) in ("'", "’") and _text(row, end + 1) == "s"
    if _text(row, end) in ORDINALS:
        return Item(at, end + 1, Number(reading.values, ORDINAL))
    if _text(row, end) == "s":
        decade = reading.values[0] % 10 == 0
        use = FIRM if not decade or _aged(row, at, end + 1) else DATE
        return Item(at, end + 1, Number(reading.values, DECADE if decade else CARDINAL, use))
    money = money_before(row, at)
    if _text(row, end) == "m" and money:
        millions = tuple(value * 10**6 for value in reading.values)
        return Item(at, end + 1, Number(millions, CARDINAL, FIRM, money, figures=True), Fraction(10**6))
    return None


def _aged(row: Sequence[Token], at: int, end: int) -> bool:
    """Whether a decade is one of someone's age: «in her 30s», «في الثلاثينيات من عمرها»."""
    near = {token.text for token in (*row[max(0, at - 2) : at], *row[end : end + 2])}
    return bool(near & _OWNERS) or any(text.startswith("عمر") for text in near)


def _use(token: Token, kind: str, value: Fraction, *, measured: bool) -> str:
    """How much a number counts: «one» is often a pronoun, «first» an adverb."""
    if kind in (MULTIPLE, SEVERAL) or (kind == ORDINAL and value <= 2):
        return SOFT
    return SOFT if kind == CARDINAL and value <= 1 and token.kind == "word" and not measured else FIRM


def _named(row: Sequence[Token], at: int, reading: Reading, language: str) -> Item | None:
    """A figure with letters joined to it: G20, F-16, 5G, but not 500k, 20kg, 3rd or ب5."""
    start, end = _label_start(row, at, language), reading.end
    if start < at:
        label = row[start].text
        return None if money_sign(label) else Item(start, end, Number(reading.values, NAME, FIRM, label=label))
    if end != at + 1 or end >= len(row) or row[end].spaced or row[end].kind != "word":
        return None
    tail, capital = row[end].text, row[end].capital
    if tail == "d" and capital:
        # 3D is three-dimensional.
        return Item(at, end + 1, Number(reading.values, figures=True))
    unit = (tail != "g" or not capital) and (sign_at([tail]) or unit_at([tail], language))
    if unit or tail in ("am", "pm") or not tail.isascii():
        return None
    return Item(at, end + 1, Number(reading.values, NAME, FIRM, label=f"-{tail}"))


def _label_start(row: Sequence[Token], at: int, language: str) -> int:
    """The token of the letters before a figure in a name, or the figure itself: the F of F-16, not the و of و200."""
    before = at - 1
    if at == 0 or row[at].spaced:
        return at
    if row[before].text in HYPHENS and before and not row[before].spaced:
        before -= 1
    letters = row[before]
    latin = letters.text.isascii() or language != "ar"
    named = letters.capital if latin else before < at - 1
    return before if letters.kind == "word" and named and "month" not in letters.classes else at


def _rough(row: Sequence[Token], first: int, end: int) -> bool:
    near = row[max(0, first - _NEAR) : first]
    return any("rough" in token.classes or token.text in _ROUGH for token in near) or any(
        "rough" in token.classes for token in row[end : end + 2] if token.text in ("تقريبا", "approximately", "roughly")
    )


def _echoes(row: Sequence[Token], at: int, language: str) -> Iterator[Item]:
    """What a word that is no number says of one: «both» of two, «a week» of one week, an Arabic dual of two."""
    token = row[at]
    if token.kind != "word":
        return
    unit = unit_at([other.text for other in row[at : at + 3]], language)
    if not unit and language == "ar":
        unit = unit_at([noun(token.text)], language)
    if unit and unit.number and not (language == "en" and token.capital and at):
        value = unit.number + half_after(row, at + unit.size)
        measure = Measure(unit.keys, at, min(at + unit.size, len(row)))
        ranked = measure.end < len(row) and "ordinal" in row[measure.end].classes
        use = FIRM if unit.number > 1 and not ranked else ECHO
        yield Item(at, measure.end, Number((value,), CARDINAL, use, measure))
    if token.text in _ROMAN:
        yield Item(at, at + 1, Number((Fraction(_ROMAN[token.text]),), ORDINAL, ECHO))
    for kind in ("echo", "part", "scale", "many", "hundred"):
        if kind in token.classes:
            value = token.classes[kind]
            yield Item(at, at + 1, Number((value,), CARDINAL if value.denominator == 1 else PART, ECHO))
    if language == "ar" and not unit and len(token.text) >= 4 and token.text.endswith(_DUAL):
        yield Item(at, at + 1, Number((Fraction(2),), DUAL, ECHO, rough=not token.text.endswith(_SURELY_DUAL)))
