"""Whether a number is a lower or an upper bound: at least five, no more than five, خمسة على الأقل."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from aligner.lang.number_values import Bound
from aligner.lang.number_words import Token

LONGEST, FAR, NEAR = 3, 3, 6
"""The most words of a bound, and how many words after a number it may stand, behind what is counted,
and how many words before it a negation may."""
_CLITICS = re.compile(r"[وف]?[بلك]?")
_NEGATORS = {
    "en": frozenset({"no", "not", "never", "cannot", "nor", "without", "none"}),
    "ar": frozenset({"لا", "لم", "لن", "ليس", "ليست", "غير", "ولا", "ولم", "بما", "الا"}),
}
_NEW = frozenset({"and", "but", "or", "while", "with"})
_SKIPPED = frozenset({"a", "an", "the", "of", "-"})


def bound_of(row: Sequence[Token], first: int, end: int, language: str, *, lasts: bool) -> Bound | None:
    """The bound that the tokens `first` to `end` (exclusive) are, with its tokens; `lasts` tells a length of time."""
    start = first
    while start and row[start - 1].text in _SKIPPED:
        start -= 1
    for size in range(LONGEST, 0, -1):
        for last in dict.fromkeys((first, start)):
            direction = _direction(row, last - size, size, "before", language)
            if direction and not (lasts and size == 1 and row[last - 1].text == "over"):
                return _denied(row, Bound(direction, last - size, last), language)
    for at in range(end, min(end + FAR, len(row))):
        if row[at].kind != "word":
            break
        for size in (2, 1):
            if direction := _direction(row, at, size, "after", language):
                return Bound(direction, at, at + size)
    return None


def _direction(row: Sequence[Token], at: int, size: int, place: str, language: str) -> int:
    if at < 0 or at + size > len(row) or row[at].kind != "word":
        return 0
    text, forms = " ".join(token.text for token in row[at : at + size]), _forms(language)
    bare = _CLITICS.sub("", text, count=1) if language == "ar" else text
    return forms.get((place, text)) or forms.get((place, bare)) or 0


def _denied(row: Sequence[Token], bound: Bound, language: str) -> Bound | None:
    """«No more than» is an upper bound; of what is denied farther in front nothing is known."""
    negators = _NEGATORS.get(language, frozenset())
    for at in range(bound.start - 1, max(-1, bound.start - NEAR), -1):
        token = row[at]
        if row[at + 1].text.startswith("و") or token.kind != "word" or token.text in _NEW:
            break
        if token.text in negators or token.text.endswith(("n't", "n’t")):
            return Bound(-bound.direction, at, bound.end) if at == bound.start - 1 else None
    return bound


@cache
def _forms(language: str) -> Mapping[tuple[str, str], int]:
    lines = files("aligner.lang").joinpath("bounds.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {
        (place, form): int(direction)
        for owner, place, direction, forms in rows
        if owner == language
        for form in forms.split("|")
    }
