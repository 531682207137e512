"""Whether two English words are opposites, or may stand for each other.

`opposites_en.tsv` has WordNet's antonyms (`benchmarks/make_opposites.py`), `contrasts_en.tsv` the ends of scales that
news texts move on, such as rising and falling.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from aligner.lang.contrasts import is_converse, is_scale, members
from aligner.lang.lemmas import lemmas

DIRECT, NEAR, NONE = 2, 1, 0
_LIGHT_WORDS = """
    here there now then this that other have do give take come go get put bring keep hold lie stand sit no some
    all with without for against ride walk common individual square round
"""
_LIGHT = frozenset(_LIGHT_WORDS.split())
"""Words that are opposites in WordNet, but often stand for each other: come to, go to; give a try, have a try."""
_PARTICLES_WORDS = """
    up down on off in out
"""
PARTICLES = frozenset(_PARTICLES_WORDS.split())
"""Words that depend on the verb before them: «close up» is «close down»."""
_COMPARATIVE = re.compile(r"\w{2,}er\Z")


class Entry(NamedTuple):
    """The opposites and the synonyms of a word."""

    direct: frozenset[str]
    near: frozenset[str]
    synonyms: frozenset[str]


@lru_cache(maxsize=1 << 15)
def opposed(one: str, other: str) -> int:
    """How surely two words are opposites: `DIRECT`, `NEAR` (by way of a synonym) or `NONE`."""
    lefts, rights = lemmas(one), lemmas(other)
    if lefts & rights or lefts & _LIGHT or rights & _LIGHT:
        return NONE
    shared = _shared_families(one, other)
    if shared:
        return DIRECT if any(map(is_scale, shared)) else NONE
    table = opposites()
    entries = [table[word] for word in lefts if word in table]
    if any(entry.direct & rights for entry in entries):
        return DIRECT
    return NEAR if any(entry.near & rights for entry in entries) else NONE


@lru_cache(maxsize=1 << 15)
def alike(one: str, other: str) -> bool:
    """Whether two words are forms of one, synonyms, or stand at the same end of a scale."""
    lefts, rights = lemmas(one), lemmas(other)
    table = opposites()
    if lefts & rights or set(members(one, "en")) & set(members(other, "en")):
        return True
    return any(_synonyms(table, own) & others for own, others in ((lefts, rights), (rights, lefts)))


def converse(one: str, other: str) -> bool:
    """Whether two opposites say the same once what stands before and after them is exchanged."""
    return any(map(is_converse, _shared_families(one, other))) or all(map(_is_comparative, (one, other)))


def _is_comparative(word: str) -> bool:
    return bool(_COMPARATIVE.match(word)) and len(lemmas(word)) > 1


def _synonyms(table: dict[str, Entry], words: Iterable[str]) -> frozenset[str]:
    return frozenset(synonym for word in words if word in table for synonym in table[word].synonyms)


def _shared_families(one: str, other: str) -> set[str]:
    """The families of which the two are different members."""
    left, right = members(one, "en"), members(other, "en")
    return {a[0] for a in left for b in right if a[0] == b[0] and a[1] != b[1]}


@cache
def opposites() -> dict[str, Entry]:
    """WordNet's opposites and synonyms by word."""
    lines = files("aligner.lang").joinpath("opposites_en.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {word: Entry(*(frozenset(column.split()) for column in columns)) for word, *columns in rows}
