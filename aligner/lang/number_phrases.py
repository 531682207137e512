"""Numbers that are built from several words: twenty-one, half a million, ثلاثة وعشرون ألفا."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from aligner.lang.number_words import Token
from aligner.lang.units import unit_at

CARDINAL, ORDINAL, VAGUE, PART = "cardinal", "ordinal", "vague", "part"
MULTIPLE, DECADE, NAME, DUAL, SEVERAL = "multiple", "decade", "name", "dual", "several"
HYPHENS = frozenset("-‐‑")
_AND = {"en": frozenset({"and"}), "ar": frozenset({"و"})}
_ARTICLES = frozenset({"a", "an"})
_SEVERAL = frozenset({"several", "few", "many", "عدة", "بضع", "بضعة"})
_NO_HALF = frozenset(
    {"first", "second", "other", "last", "opening", "this", "each", "latter", "former", "later", "early"}
)
_WHOLES = frozenset(
    {"of", "more", "less", "as", "the", "a", "an", "its", "their", "his", "her", "our", "my", "all", "these", "this"}
)
_LEAST_FRACTION = 3
_CONSTRUCT = ("اثنا", "اثني", "اثنتا", "اثنتي")
"""Arabic forms of two that need the ten of twelve; folded, اثني is also «praised»."""


class Reading(NamedTuple):
    """The tokens up to `end` (exclusive) as a number: what it may be worth, its kind, and its last scale."""

    end: int
    values: tuple[Fraction, ...]
    kind: str = CARDINAL
    scale: Fraction = Fraction(1)


class Phrases:
    """The number phrases of one row of tokens; every method takes the token at which it is to read."""

    def __init__(self, tokens: Sequence[Token], language: str) -> None:
        self.tokens, self.language = tokens, language

    def read(self, at: int) -> Reading | None:
        """The longest number that starts at a token."""
        token = self.tokens[at]
        if token.kind == "word" and not token.classes and token.text not in _SEVERAL:
            return None
        return self._vague(at) or self._part(at) or self._number(at) or self._ordinal(at) or self._single(at)

    def _worth(self, at: int, kind: str) -> Fraction | None:
        return self.tokens[at].classes.get(kind) if at < len(self.tokens) else None

    def _text(self, at: int) -> str:
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def _next(self, at: int) -> tuple[int, bool]:
        """The token that may go on with a number, and whether «and» comes before it."""
        if self._text(at) in HYPHENS and not self.tokens[at].spaced:
            return at + 1, False
        if self._text(at) in _AND.get(self.language, ()):
            return at + 1, True
        return at, at < len(self.tokens) and self.tokens[at].joined

    def _small(self, at: int) -> Reading | None:
        """Below a hundred."""
        arabic = self.language == "ar"
        ten, teen = self._worth(at, "ten"), self._worth(at, "teen") or self._worth(at, "teenth")
        digit = self._worth(at, "digit")
        if arabic and digit is None and self._text(at).endswith(("احد", "احدي")):
            digit = Fraction(1) if self._compound(at + 1) else None
        after, joined = self._next(at + 1)
        if arabic and self._text(at).endswith(_CONSTRUCT) and self._worth(after, "teenth") is None:
            return None
        if ten is not None:
            unit = self._worth(after, "digit")
            if not arabic and unit and not joined:
                return Reading(after + 1, (ten + unit,))
            return Reading(at + 1, (ten,))
        if digit is not None and arabic and after < len(self.tokens):
            if not joined and self._worth(after, "teenth") and not self.tokens[after].definite and digit:
                return Reading(after + 1, (digit + 10,))
            if joined and (tens := self._worth(after, "ten")):
                return Reading(after + 1, (digit + tens,))
        value = digit if digit is not None else teen
        return None if value is None else Reading(at + 1, (value,))

    def _compound(self, at: int) -> bool:
        """Whether a word for ten or tens goes on with «احد»."""
        after, joined = self._next(at)
        return (self._worth(after, "ten") is not None) if joined else self._worth(after, "teenth") is not None

    def _group(self, at: int) -> Reading | None:
        """Below a thousand."""
        small, hundreds = self._small(at), self._worth(at, "hundreds")
        if hundreds is None:
            if small is None:
                hundreds, end = self._worth(at, "hundred"), at + 1
            else:
                after, joined = self._next(small.end)
                times = None if joined else self._worth(after, "hundred")
                if times is None or small.values[0] >= 100:
                    return small
                hundreds, end = small.values[0] * times, after + 1
        else:
            end = at + 1
        if hundreds is None:
            return None
        after, joined = self._next(end)
        rest = self._small(after) if after < len(self.tokens) and (joined or self.language == "en") else None
        # In «one hundred and two hundred» the second number begins after «and».
        if rest and (self.language == "ar" or self._worth(self._next(rest.end)[0], "hundred") is None):
            return Reading(rest.end, (hundreds + rest.values[0],))
        return Reading(end, (hundreds,))

    def _figure(self, at: int) -> Reading | None:
        token = self.tokens[at]
        return Reading(at + 1, token.values) if token.kind == "figure" and token.values else None

    def _scaled(self, at: int) -> Reading | None:
        """A figure, a group or a scale with the scales that follow: 2.5 million, a thousand, خمسة آلاف."""
        if at >= len(self.tokens):
            return None
        dual = self._worth(at, "dual")
        reading = Reading(at + 1, (dual,), CARDINAL, dual / 2) if dual else self._figure(at) or self._group(at)
        if reading is None:
            scale = self._worth(at, "scale")
            counted = self.language == "ar" or self._text(at - 1) in _ARTICLES
            if scale is None or not counted or len(self._text(at)) == 1:
                return None
            reading = Reading(at + 1, (scale,), CARDINAL, scale)
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
        after, joined = self._next(at)
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
        after, joined = self._next(reading.end)
        if not joined or after >= len(self.tokens):
            return reading
        if self.language == "en":
            article = self._text(after) in _ARTICLES
            part = self._worth(after + 1, "part") if article else None
            end = after + 2
        else:
            part = None if self.tokens[after].definite else self._worth(after, "part")
            end = after + 1
            if part and self._worth(after, "digit") is not None:
                return reading
            if part and reading.scale > 1 and self._worth(end, "scale") == reading.scale:
                end += 1
        if part is None or part >= 1:
            return reading
        return reading._replace(end=end, values=tuple(value + part * reading.scale for value in reading.values))

    def _number(self, at: int) -> Reading | None:
        reading = self._scaled(at)
        if reading is None:
            return None
        if self._text(at - 1) in _SEVERAL and self.tokens[at].kind == "word":
            return reading._replace(kind=VAGUE)
        while reading.scale > 1 and not self._between(at):
            after, joined = self._next(reading.end)
            if not (joined or self.language == "en") or after >= len(self.tokens):
                break
            more = self._scaled(after)
            figure = self.tokens[after].kind == "figure"
            if not more or more.values[0] >= reading.scale or (figure and not joined) or len(reading.values) > 1:
                break
            reading = Reading(more.end, (reading.values[0] + more.values[0],), CARDINAL, more.scale)
        return self._fraction(at, reading)

    def _between(self, at: int) -> bool:
        return any(self._text(k) == "between" or self._text(k) == "بين" for k in (at - 1, at - 2))

    def _fraction(self, at: int, reading: Reading) -> Reading:
        """«two-thirds», «ثلاثة أرباع», or the ordinal «twenty-first»."""
        after, joined = self._next(reading.end)
        if joined or after >= len(self.tokens) or reading.scale > 1 or len(reading.values) > 1:
            return reading
        value, ordinal = reading.values[0], self._worth(after, "ordinal")
        part = self._worth(after, "part")
        if self.language == "en" and ordinal and self._worth(at, "ten") and value >= 20 and ordinal < 10:
            return Reading(after + 1, (value + ordinal,), ORDINAL)
        if self.language == "en" and not part and ordinal and ordinal >= _LEAST_FRACTION and value == 1:
            part = 1 / ordinal
        plural = self.language == "en" or self._text(after) in ("ارباع", "اخماس", "اثلاث", "اعشار")
        if part and plural and value < 1 / part and not self.tokens[after].definite:
            return Reading(after + 1, (value * part,), PART)
        return reading

    def _part(self, at: int) -> Reading | None:
        """«half a million», «a third of», «نصف مليون», «ثلثي الأصوات»."""
        part = self._worth(at, "part")
        if self.language == "en":
            if part is None and self._text(at - 1) == "a" and self._text(at + 1) == "of":
                ordinal = self._worth(at, "ordinal")
                part = 1 / ordinal if ordinal and ordinal >= _LEAST_FRACTION else None
            if part is None or self._text(at).endswith("s") or self._text(at - 1) in _NO_HALF:
                return None
        elif part is None or self.tokens[at].definite:
            return None
        end = at + 1
        for word in ("of", "a") if self.language == "en" else ():
            end += self._text(end) == word
        after, joined = self._next(end)
        scale = (
            None if joined or after >= len(self.tokens) else self._worth(after, "scale") or self._worth(after, "group")
        )
        if scale and len(self._text(after)) > 1:
            return Reading(after + 1, (part * scale,), CARDINAL, scale)
        if self.language == "ar":
            whole = at + 1 < len(self.tokens) and self.tokens[at + 1].kind == "word" and not self.tokens[at + 1].joined
            digit = self._worth(at, "digit") or self._worth(at, "teenth")
            if digit is not None:
                return None
            counted = whole and (
                self.tokens[at + 1].definite or unit_at([self._text(k) for k in range(at + 1, at + 4)], self.language)
            )
            return Reading(at + 1, (part,), PART) if counted else None
        if part == Fraction(1, 2) and self._text(at - 1) in ("by", "in"):
            return Reading(at + 1, (part,), PART)
        if part == Fraction(1, 2) and unit_at([self._text(after)], self.language):
            return Reading(at + 1, (part,), PART)
        counted = self._text(at - 1) in (*_ARTICLES, "one") if part != Fraction(1, 2) else self._text(at + 1) in _WHOLES
        return Reading(at + 1, (part,), PART) if counted else None

    def _vague(self, at: int) -> Reading | None:
        """«hundreds of thousands», «عشرات الآلاف», «several thousand»."""
        many = self._worth(at, "many")
        if many is None:
            return None
        end, value = at + 1, many
        while True:
            after = end + (self._text(end) == "of" or self._text(end) == "من")
            more = self._worth(after, "many")
            if more is None or more <= value or (self.tokens[after].joined and self.language == "ar"):
                break
            end, value = after + 1, value * more
        return Reading(end, (value,), VAGUE, value)

    def _ordinal(self, at: int) -> Reading | None:
        value = self._worth(at, "ordinal")
        if value is None:
            return None
        if self.language == "ar":
            after, joined = self._next(at + 1)
            if joined and (tens := self._worth(after, "ten")):
                return Reading(after + 1, (value + tens,), ORDINAL)
            if not joined and self._worth(after, "teenth") and not self.tokens[after].definite:
                return Reading(after + 1, (value + 10,), ORDINAL)
        if self._text(at - 1) in (*_ARTICLES, "one") and value >= _LEAST_FRACTION:
            return Reading(at + 1, (value, 1 / value), ORDINAL)
        return Reading(at + 1, (value,), ORDINAL)

    def _single(self, at: int) -> Reading | None:
        if self._text(at) in _SEVERAL:
            return Reading(at + 1, (Fraction(1),), SEVERAL)
        for kind, name in (("multiple", MULTIPLE), ("group", VAGUE), ("decade", DECADE)):
            value = self._worth(at, kind)
            if value is not None:
                return Reading(at + 1, (value,), name)
        return None
