"""The senses of Arabic words that have several, as English words of each."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache
from importlib.resources import files

from aligner.lang.arabic_stems import stems
from aligner.lang.contrasts import members
from aligner.lang.lemmas import lemmas

Senses = tuple[frozenset[str], ...]


@lru_cache(maxsize=1 << 12)
def senses(word: str) -> tuple[Senses, ...]:
    """The senses of each ambiguous Arabic word that a word may be a form of."""
    table = _table()
    return tuple(entry for stem in sorted(stems(word)) for entry in table.get(stem, ()))


def sense_of(word: str, senses: Senses) -> int | None:
    """Which of the senses an English word renders; None if it is none of them or more than one."""
    forms = lemmas(word)
    found = [number for number, words in enumerate(senses) if words & forms]
    return found[0] if len(found) == 1 else None


def attested(english: str, arabic: str) -> bool:
    """Whether the tables have the two words for each other; most pairs they do not know."""
    if set(members(english, "en")) & set(members(arabic, "ar")):
        return True
    forms = lemmas(english)
    return any(words & forms for entry in senses(arabic) for words in entry)


def contrasted(one: str, other: str, arabic: str) -> bool:
    """Whether two English words render different senses of an Arabic word."""
    pairs = [(sense_of(one, entry), sense_of(other, entry)) for entry in senses(arabic)]
    return any(left is not None and right is not None and left != right for left, right in pairs)


@cache
def _table() -> dict[str, list[Senses]]:
    found: defaultdict[str, list[Senses]] = defaultdict(list)
    for line in files("aligner.lang").joinpath("senses_ar.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            words, *columns = line.split("\t")
            for word in words.split():
                found[word].append(tuple(frozenset(column.split()) for column in columns))
    return found
