"""Names that say something in Arabic, so that a machine may translate them: حداد, the name Haddad or a blacksmith."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from aligner.lang.arabic import folded

ARTICLE = "ال"
_PROCLITICS = ("", "و", "ب", "ل", "ف", "ول", "وب")


def names_meaning(english: str) -> frozenset[str]:
    """The Arabic names, folded and without article, that an English word translates; for most words none."""
    plain = english.casefold()
    return _by_meaning().get(plain, frozenset()) | _by_meaning().get(plain.removesuffix("'s"), frozenset())


def bare(arabic: str) -> frozenset[str]:
    """The folded word, and what it may be without particles and article."""
    plain = folded(arabic)
    forms = {plain.removeprefix(proclitic) for proclitic in _PROCLITICS}
    return frozenset(forms | {form.removeprefix(ARTICLE) for form in forms} | {plain.removeprefix("لل")})


@cache
def _by_meaning() -> dict[str, frozenset[str]]:
    table: dict[str, frozenset[str]] = {}
    for line in files("aligner.lang").joinpath("calques.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            arabic, english = line.split("\t")
            table |= {word: table.get(word, frozenset()) | {folded(arabic)} for word in english.split("|")}
    return table
