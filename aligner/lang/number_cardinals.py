"""Numbers that words and figures build up: twenty-one, 2.5 million, ثلاثة وعشرون ألفا."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from aligner.lang.number_values import CARDINAL, ORDINAL, PART, VAGUE
from aligner.lang.number_words import Token
from aligner.lang.units import unit_at

HYPHENS = frozenset("-‐‑")
_AND = {"en": frozenset({"and"}), "ar": frozenset({"و"})}
ARTICLES = frozenset({"a", "an"})
SEVERAL_WORDS = frozenset({"several", "few", "many", "عدة", "بضع", "بضعة"})
"""Words that leave it open how many."""
_LOWER = frozenset({"2", "3", "4", "5", "8"})
"""What stands below the line of a fraction that a whole number is written with."""
LEAST_FRACTION = 3
"""The least ordinal that also names a part: a third."""
_CONSTRUCT = ("اثنا", "اثني", "اثنتا", "اثنتي")
"""Arabic forms of two that need the ten of twelve; folded, اثني is also «praised»."""


class Reading(NamedTuple):
    """The tokens up to `end` (exclusive) as a number: what it may be worth, its kind, and its last scale."""

    end: int
    values: tuple[Fraction, ...]
    kind: str = CARDINAL
    scale: Fraction = Fraction(1)


class Cardinals:
    """The cardinal numbers of one row of tokens; every method takes the token at which it is to read."""

    def __init__(self, tokens: Sequence[Token], language: str) -> None:
        self.tokens, self.language = tokens, language

    def worth(self, at: int, kind: str) -> Fraction | None:
        """What a token is worth as a word of a class, None if it is none."""
        return self.tokens[at].classes.get(kind) if at < len(self.tokens) else None

    def text(self, at: int) -> str:
        """The text of a token, nothing beyond the ends."""
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def next(self, at: int) -> tuple[int, bool]:
        """The token that may go on with a number, and whether «and» comes before it."""
        if self.text(at) in HYPHENS and not self.tokens[at].spaced:
            return at + 1, False
        if self.text(at) in _AND.get(self.language, ()):
            return at + 1, True
        return at, at < len(self.tokens) and self.tokens[at].joined

    def _small(self, at: int) -> Reading | None:
        """Below a hundred."""
        arabic = self.language == "ar"
        ten, teen = self.worth(at, "ten"), self.worth(at, "teen") or self.worth(at, "teenth")
        digit = self.worth(at, "digit")
        if arabic and digit is None and self.text(at).endswith(("احد", "احدي")):
            digit = Fraction(1) if self._compound(at + 1) else None
        after, joined = self.next(at + 1)
        if arabic and self.text(at).endswith(_CONSTRUCT) and self.worth(after, "teenth") is None:
            return None
        if ten is not None:
            unit = self.worth(after, "digit")
            if not arabic and unit and not joined:
                return Reading(after + 1, (ten + unit,))
            return Reading(at + 1, (ten,))
        if digit is not None and arabic and after < len(self.tokens):
            if not joined and self.worth(after, "teenth") and not self.tokens[after].definite and digit:
                return Reading(after + 1, (digit + 10,))
            if joined and (tens := self.worth(after, "ten")):
                return Reading(after + 1, (digit + tens,))
        value = digit if digit is not None else teen
        return None if value is None else Reading(at + 1, (value,))

    def _compound(self, at: int) -> bool:
        """Whether a word for ten or tens goes on with «احد»."""
        after, joined = self.next(at)
        return (self.worth(after, "ten") is not None) if joined else self.worth(after, "teenth") is not None

    def _group(self, at: int) -> Reading | None:
        """Below a thousand."""
        small, hundreds = self._small(at), self.worth(at, "hundreds")
        if hundreds is None:
            if small is None:
                hundreds, end = self.worth(at, "hundred"), at + 1
            else:
                after, joined = self.next(small.end)
                # With the article it is no part of the number: «ثمانية بالمئة» is eight per cent.
                apart = joined or (after < len(self.tokens) and self.tokens[after].definite)
                times = None if apart else self.worth(after, "hundred")
                if times is None or small.values[0] >= 100:
                    return small
                hundreds, end = small.values[0] * times, after + 1
        else:
            end = at + 1
        if hundreds is None:
            return None
        after, joined = self.next(end)
        rest = self._small(after) if after < len(self.tokens) and (joined or self.language == "en") else None
        # In «one hundred and two hundred» the second number begins after «and».
        if rest and self.worth(self.next(rest.end)[0], "hundred") is None:
            return Reading(rest.end, (hundreds + rest.values[0],))
        return Reading(end, (hundreds,))

    def _figure(self, at: int) -> Reading | None:
        token = self.tokens[at]
        if token.kind != "figure" or not token.values:
            return None
        end, part = self._written_part(at + 1)
        if part and token.values[0].denominator == 1 and token.text.isdecimal():
            return Reading(end, (token.values[0] + part,))
        return Reading(at + 1, token.values)

    def _written_part(self, at: int) -> tuple[int, Fraction]:
        """The fraction in figures that goes on with a whole number: 2 1/2, 1 ½."""
        if at < len(self.tokens) and self.tokens[at].kind == "figure" and self.tokens[at].values:
            part, lower = self.tokens[at].values[0], self.text(at + 2)
            if len(self.text(at)) == 1 and 0 < part < 1:
                return at + 1, part
            slashed = self.text(at + 1) == "/" and not self.tokens[at + 1].spaced and lower in _LOWER
            if slashed and self.tokens[at].spaced and 0 < part < int(lower):
                return at + 3, part / int(lower)
        return at, Fraction(0)

    def _scaled(self, at: int) -> Reading | None:
        """A figure, a group or a scale with the scales that follow: 2.5 million, a thousand, خمسة آلاف."""
        if at >= len(self.tokens):
            return None
        two = self.worth(at, "dual")
        reading = Reading(at + 1, (two,), CARDINAL, two / 2) if two else self._figure(at) or self._group(at)
        if reading is None:
            scale = self.worth(at, "scale")
            counted = self.language == "ar" or self.text(at - 1) in ARTICLES | SEVERAL_WORDS
            if scale is None or not counted or len(self.text(at)) == 1:
                return None
            # «مليونا شخص» is two million, «مليونا وخمسمئة» one.
            dual = self.text(at).endswith("ا") and not self.next(at + 1)[1]
            reading = Reading(at + 1, (2 * scale, scale) if dual else (scale,), CARDINAL, scale)
        reading = self._and_a_half(reading)
        while following := self._scale_after(reading.end):
            end, times = following
            # 4.176 million is no 4,176 million.
            if self.language == "en":
                reading = reading._replace(values=reading.values[:1])
            values = tuple(value * times for value in reading.values)
            reading = self._and_a_half(Reading(end, values, CARDINAL, reading.scale * times))
        return reading

    def _scale_after(self, at: int) -> tuple[int, Fraction] | None:
        after, joined = self.next(at)
        if after >= len(self.tokens) or joined:
            return None
        token = self.tokens[after]
        # A single letter is a scale only right after figures: 500k.
        if len(token.text) == 1 and (token.spaced or after != at):
            return None
        many = token.classes.get("many") if self.language == "ar" and not token.definite else None
        times = token.classes.get("scale") or token.classes.get("group") or (many if many and many >= 1000 else None)
        return (after + 1, times) if times else None

    def _and_a_half(self, reading: Reading) -> Reading:
        """«two and a half», «مليون ونصف المليون»."""
        after, joined = self.next(reading.end)
        if not joined or after >= len(self.tokens):
            return reading
        if self.language == "en":
            article = self.text(after) in ARTICLES
            part = self.worth(after + 1, "part") if article else None
            end = after + 2
        else:
            part = None if self.tokens[after].definite else self.worth(after, "part")
            end = after + 1
            if part and self.worth(after, "digit") is not None:
                return reading
            if part and reading.scale > 1 and self.worth(end, "scale") == reading.scale:
                end += 1
        if part is None or part >= 1:
            return reading
        return reading._replace(end=end, values=tuple(value + part * reading.scale for value in reading.values))

    def number(self, at: int) -> Reading | None:
        """The longest cardinal, fraction in figures or composed ordinal that starts at a token."""
        reading = self._scaled(at)
        if reading is None:
            return None
        if self.text(at - 1) in SEVERAL_WORDS and self.tokens[at].kind == "word":
            return reading._replace(kind=VAGUE)
        while reading.scale > 1 and not self._between(at):
            after, joined = self.next(reading.end)
            if not (joined or self.language == "en") or after >= len(self.tokens):
                break
            more = self._scaled(after)
            # «2 million 500 thousand» is one number, «2 million 500» none.
            loose = self.tokens[after].kind == "figure" and not joined
            if not more or (loose and more.scale == 1) or len(reading.values) > 1 or self._percent(more.end):
                break
            if more.values[0] >= reading.scale or more.values[0].denominator > 1:
                break
            reading = Reading(more.end, (reading.values[0] + more.values[0],), CARDINAL, more.scale)
        return self._fraction(at, reading)

    def _percent(self, at: int) -> bool:
        """Whether a percentage ends before a token, which adds to no other number."""
        unit = unit_at([self.text(k) for k in range(at, at + 3)], self.language)
        return self.text(at) == "%" or (unit is not None and "percent" in unit.keys)

    def _between(self, at: int) -> bool:
        return any(self.text(k) == "between" or self.text(k) == "بين" for k in (at - 1, at - 2))

    def _fraction(self, at: int, reading: Reading) -> Reading:
        """«two-thirds», «ثلاثة أرباع», or the ordinal «twenty-first»."""
        after, joined = self.next(reading.end)
        if joined or after >= len(self.tokens) or reading.scale > 1 or len(reading.values) > 1:
            return reading
        value, ordinal = reading.values[0], self.worth(after, "ordinal")
        part = self.worth(after, "part")
        if self.language == "en" and ordinal and self.worth(at, "ten") and value >= 20 and ordinal < 10:
            return Reading(after + 1, (value + ordinal,), ORDINAL)
        if self.language == "en" and not part and ordinal and ordinal >= LEAST_FRACTION and value == 1:
            part = 1 / ordinal
        plural = self.language == "en" or self.text(after).startswith(("ارباع", "اخماس", "اثلاث", "اعشار"))
        # «أربعة أخماسهم» owns its part.
        if part and plural and value < 1 / part and not self.text(after).startswith("ال"):
            return Reading(after + 1, (value * part,), PART)
        return reading
