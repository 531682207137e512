"""Number phrases of any kind: cardinals, half a million, hundreds of, the third, twice."""

from __future__ import annotations

from fractions import Fraction

from aligner.lang.number_cardinals import ARTICLES, LEAST_FRACTION, SEVERAL_WORDS, Cardinals, Reading
from aligner.lang.number_values import CARDINAL, DECADE, MULTIPLE, ORDINAL, PART, SEVERAL, VAGUE
from aligner.lang.units import unit_at

HALF = Fraction(1, 2)
_NO_HALF = frozenset(
    {"first", "second", "other", "last", "opening", "this", "each", "latter", "former", "later", "early"}
)
_WHOLES = frozenset(
    {"of", "more", "less", "as", "the", "a", "an", "its", "their", "his", "her", "our", "my", "all", "these", "this"}
)


class Phrases(Cardinals):
    """The number phrases of one row of tokens; every method takes the token at which it is to read."""

    def read(self, at: int) -> Reading | None:
        """The longest number that starts at a token."""
        token = self.tokens[at]
        if token.kind == "word" and not token.classes and token.text not in SEVERAL_WORDS:
            return None
        return self._vague(at) or self._part(at) or self.number(at) or self._ordinal(at) or self._single(at)

    def _part(self, at: int) -> Reading | None:
        """«half a million», «a third of», «نصف مليون», «ثلثي الأصوات»."""
        english = self.language == "en"
        part = self._english_part(at) if english else self._arabic_part(at)
        if part is None:
            return None
        end = at + 1
        for word in ("of", "a") if english else ():
            end += self.text(end) == word
        after, joined = self.next(end)
        scale = None if joined else self.worth(after, "scale") or self.worth(after, "group")
        if scale and len(self.text(after)) > 1:
            return Reading(after + 1, (part * scale,), CARDINAL, scale)
        unit = unit_at([self.text(k) for k in range(after, after + 3)], self.language)
        counted = self._english_whole(at, part, unit=unit is not None) if english else unit or self._definite(at + 1)
        return Reading(at + 1, (part,), PART) if counted else None

    def _english_part(self, at: int) -> Fraction | None:
        part, ordinal = self.worth(at, "part"), self.worth(at, "ordinal")
        if part is None and ordinal and self.text(at - 1) == "a" and self.text(at + 1) == "of":
            return 1 / ordinal if ordinal >= LEAST_FRACTION else None
        return None if self.text(at).endswith("s") or self.text(at - 1) in _NO_HALF else part

    def _arabic_part(self, at: int) -> Fraction | None:
        """The part that a word names, if it is no digit: خمس may be five or a fifth."""
        digit = self.worth(at, "digit") is not None or self.worth(at, "teenth") is not None
        return None if digit or self.tokens[at].definite else self.worth(at, "part")

    def _english_whole(self, at: int, part: Fraction, *, unit: bool) -> bool:
        """Whether it is said what a part is of: «a quarter», but not «the first quarter»; «half of», not «the half»."""
        if part != HALF:
            return self.text(at - 1) in (*ARTICLES, "one")
        return unit or self.text(at - 1) in ("by", "in") or self.text(at + 1) in _WHOLES

    def _definite(self, at: int) -> bool:
        return at < len(self.tokens) and self.tokens[at].definite and not self.tokens[at].joined

    def _vague(self, at: int) -> Reading | None:
        """«hundreds of thousands», «عشرات الآلاف», «several thousand»."""
        many = self.worth(at, "many")
        if many is None:
            return None
        end, value = at + 1, many
        while True:
            after = end + (self.text(end) == "of" or self.text(end) == "من")
            more = self.worth(after, "many")
            if more is None or more <= value or (self.tokens[after].joined and self.language == "ar"):
                break
            end, value = after + 1, value * more
        return Reading(end, (value,), VAGUE, value)

    def _ordinal(self, at: int) -> Reading | None:
        value = self.worth(at, "ordinal")
        if value is None:
            return None
        if self.language == "ar":
            after, joined = self.next(at + 1)
            if joined and (tens := self.worth(after, "ten")):
                return Reading(after + 1, (value + tens,), ORDINAL)
            if not joined and self.worth(after, "teenth") and not self.tokens[after].definite:
                return Reading(after + 1, (value + 10,), ORDINAL)
        if self.text(at - 1) in (*ARTICLES, "one") and value >= LEAST_FRACTION:
            return Reading(at + 1, (value, 1 / value), ORDINAL)
        return Reading(at + 1, (value,), ORDINAL)

    def _single(self, at: int) -> Reading | None:
        if (
            self.text(at) in SEVERAL_WORDS
            and self.worth(at + 1, "scale") is None
            and self.worth(at + 1, "hundred") is None
        ):
            return Reading(at + 1, (Fraction(1),), SEVERAL)
        for kind, name in (("multiple", MULTIPLE), ("group", VAGUE), ("decade", DECADE)):
            value = self.worth(at, kind)
            if value is not None:
                return Reading(at + 1, (value,), name)
        return None
