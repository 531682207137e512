"""The words that a language builds numbers from, and the tokens of a text that has some."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from aligner.lang import figures

_TOKEN = re.compile(
    rf"(?P<figure>(?<!\d)(?<!\d[.,])(?:{figures.FIGURE}))|(?P<vulgar>[¼½¾⅓⅔⅛])|(?P<word>[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)?)"
    r"|(?P<sign>[^\w\s]|_)"
)
_VULGAR = {"¼": (1, 4), "½": (1, 2), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3), "⅛": (1, 8)}
_JOINED = re.compile(r"([وف]?)([بلك]?)(ال|(?<=ل)ل)?(.+)", re.DOTALL)
"""Arabic writes «and», «with», «for», «as» and the article together with the word."""

_OWNED = re.compile(r"(?:ها?|هما?|هن|نا)$")
"""Pronouns that Arabic joins to a part: نصفهم, ثلثها."""


class Token(NamedTuple):
    """A figure, a word or a sign of a folded text; `classes` are what the table says of a word, and what it is worth.

    `values` are those of a figure; `spaced` tells white space before it, `joined` an Arabic «and», `definite` an
    article, `capital` a first letter in upper case.
    """

    start: int
    end: int
    text: str
    kind: str
    spaced: bool
    values: tuple[Fraction, ...] = ()
    classes: Mapping[str, Fraction] = {}
    joined: bool = False
    definite: bool = False
    capital: bool = False


def tokens(text: str, language: str) -> tuple[Token, ...]:
    """The tokens of a text that `aligner.lang.arabic.fold` has folded."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        start, end, kind, raw = *match.span(), str(match.lastgroup), match[0]
        # The name of an inner group may come last.
        kind = "figure" if kind == "gap" else kind
        spaced = start == 0 or text[start - 1].isspace()
        if kind == "figure":
            found.append(Token(start, end, raw, kind, spaced, figures.values(raw, language)))
        elif kind == "vulgar":
            found.append(Token(start, end, raw, "figure", spaced, (Fraction(*_VULGAR[raw]),)))
        elif kind == "word":
            classes, joined, definite = _word(raw.casefold(), language)
            capital = raw[0].isupper()
            found.append(Token(start, end, raw.casefold(), kind, spaced, (), classes, joined, definite, capital))
        else:
            found.append(Token(start, end, raw, kind, spaced))
    return tuple(found)


@lru_cache(maxsize=1 << 14)
def _word(word: str, language: str) -> tuple[Mapping[str, Fraction], bool, bool]:
    """The classes of a word, whether an «and» is joined to it, and whether it has the article."""
    known = _table(language)
    if word in known or language != "ar":
        return known.get(word, {}), False, False
    parts = _JOINED.fullmatch(word)
    if parts is None:
        return {}, False, False
    conjunction, preposition, article, stem = parts.groups()
    for joined, definite, form in (
        (conjunction, article, stem),
        (conjunction, "", f"{article or ''}{stem}"),
        (conjunction, "", f"{preposition}{article or ''}{stem}"),
    ):
        if form in known:
            return known[form], joined == "و", bool(definite)
    owned = known.get(_OWNED.sub("", stem), {})
    if "part" in owned:
        return {"part": owned["part"]}, conjunction == "و", True
    return {}, conjunction == "و", bool(article)


@cache
def _table(language: str) -> dict[str, dict[str, Fraction]]:
    """Word to class to value."""
    table: dict[str, dict[str, Fraction]] = {}
    lines = files("aligner.lang").joinpath("numbers.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if not line or line.startswith("#"):
            continue
        owner, kind, value, words = line.split("\t")
        if owner == language:
            for word in words.split():
                table.setdefault(word.casefold(), {}).setdefault(kind, Fraction(value))
    return table
