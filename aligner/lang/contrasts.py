"""Members of closed families, such as kin or compass directions, and the two ends of a scale.

`contrasts_LANGUAGE.tsv` lists the words of each member. Those of one member may stand for each other, those of two
members of a family exclude each other.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from aligner.lang.arabic_stems import stems
from aligner.lang.lemmas import lemmas

_CONVERSE_WORDS = """
    before earlier sooner order victory sell lend send give teach parcel trade above direction parent work guest
    more attack heading birth question progress employ enter arrive crime tie flow bound kin
"""
_CONVERSE = frozenset(_CONVERSE_WORDS.split())
"""Families of which one member says with its arguments exchanged what another does: A sells to B, B buys from A."""


_OTHER_WORDS = {"left": frozenset({"remain"})}
"""Forms that in these families are rather forms of another word: «three days left» remain."""


class Reading(NamedTuple):
    """A member of a family, read in the words `first` to `last` (inclusive)."""

    first: int
    last: int
    family: str
    member: str


@lru_cache(maxsize=1 << 8)
def readings(words: tuple[str, ...], language: str) -> tuple[Reading, ...]:
    """The members of families among the words of a text, from left to right; two words are read before one."""
    found: list[Reading] = []
    taken = -1
    for k, word in enumerate(words):
        if k <= taken:
            continue
        pair = _members(word, words[k + 1], language) if k + 1 < len(words) else ()
        found += (Reading(k, k + bool(pair), *member) for member in pair or members(word, language))
        taken = k + bool(pair)
    return tuple(found)


@lru_cache(maxsize=1 << 14)
def members(word: str, language: str) -> tuple[tuple[str, str], ...]:
    """The families of a word and which member it is there, in each as the form with most of its letters says."""
    table = _table(language)
    found: dict[str, tuple[int, set[str]]] = {}
    for form in sorted(_forms(word, language), key=len, reverse=True):
        for family, member in table.get(form, ()):
            if family in _OTHER_WORDS.get(word.casefold(), ()):
                continue
            length, names = found.setdefault(family, (len(form), set()))
            if length == len(form):
                names.add(member)
    return tuple(sorted((family, member) for family, (_, names) in found.items() for member in names))


@lru_cache(maxsize=1 << 14)
def _members(word: str, following: str, language: str) -> tuple[tuple[str, str], ...]:
    """The families of two words that belong together."""
    table = _table(language)
    firsts = [form for form in _forms(word, language) if form in _openings(language)]
    pairs = (f"{first}_{second}" for first in firsts for second in _forms(following, language))
    return tuple(sorted({member for pair in pairs for member in table.get(pair, ())}))


def _forms(word: str, language: str) -> frozenset[str]:
    return {"ar": stems, "en": lemmas}[language](word)


def is_scale(family: str) -> bool:
    """Whether a family has two members only, which are opposites then."""
    return _sizes().get(family) == 2


def is_converse(family: str) -> bool:
    """Whether exchanged arguments may make up for another member of this family."""
    return family in _CONVERSE


@cache
def _sizes() -> dict[str, int]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for entries in _table("en").values():
        for family, member in entries:
            found[family].add(member)
    return {family: len(names) for family, names in found.items()}


@cache
def _openings(language: str) -> frozenset[str]:
    return frozenset(word.split("_")[0] for word in _table(language) if "_" in word)


@cache
def _table(language: str) -> dict[str, tuple[tuple[str, str], ...]]:
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    lines = files("aligner.lang").joinpath(f"contrasts_{language}.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line and not line.startswith("#"):
            family, member, words = line.split("\t")
            for word in words.split():
                found[word].append((family, member))
    return {word: tuple(entries) for word, entries in found.items()}
