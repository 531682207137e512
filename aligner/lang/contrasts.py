"""Members of closed families, such as kin or compass directions, and the two ends of a scale.

`contrasts_LANGUAGE.tsv` lists the words of each member. Those of one member may stand for each other, those of two
members of a family exclude each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from aligner.lang.arabic_stems import stems
from aligner.lang.lemmas import lemmas


class Reading(NamedTuple):
    """A member of a family, read in the words `first` to `last` (inclusive)."""

    first: int
    last: int
    family: str
    member: str


def readings(words: Sequence[str], language: str) -> list[Reading]:
    """The members of families among the words of a text, from left to right; two words are read before one."""
    found: list[Reading] = []
    taken = -1
    for k, word in enumerate(words):
        if k <= taken:
            continue
        pair = _members(word, words[k + 1], language) if k + 1 < len(words) else ()
        found += (Reading(k, k + bool(pair), *member) for member in pair or members(word, language))
        taken = k + bool(pair)
    return found


@lru_cache(maxsize=1 << 14)
def members(word: str, language: str) -> tuple[tuple[str, str], ...]:
    """The families of a word and which member it is there."""
    table, forms = _table(language), _forms(word, language)
    return tuple(sorted({member for form in forms for member in table.get(form, ())}))


@lru_cache(maxsize=1 << 14)
def _members(word: str, following: str, language: str) -> tuple[tuple[str, str], ...]:
    """The families of two words that belong together."""
    table = _table(language)
    firsts = [form for form in _forms(word, language) if form in _openings(language)]
    pairs = (f"{first}_{second}" for first in firsts for second in _forms(following, language))
    return tuple(sorted({member for pair in pairs for member in table.get(pair, ())}))


def _forms(word: str, language: str) -> frozenset[str]:
    return {"ar": stems, "en": lemmas}[language](word)


@cache
def family_sizes() -> dict[str, int]:
    """How many members each family has."""
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
