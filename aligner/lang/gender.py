"""Whether a word speaks of a man or of a woman.

English pronouns and nouns say so; Arabic verbs and the pronouns written together with a noun or verb do too. An Arabic
verb of the past tense says «he» only by lacking an ending, so those that are common in the news are listed.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from aligner.lang.arabic import folded

MASCULINE, FEMININE = "m", "f"
SHORTEST_VERB = 4
_CONTRACTED = ("'s", "'d", "'ll", "'ve")


class Telling(NamedTuple):
    """How a word tells a gender (subject, object, possessive, noun; in Arabic verb, suffix), and which."""

    manner: str
    gender: str


def tellings(word: str, language: str) -> frozenset[Telling]:
    """What a word tells of a person's gender."""
    return _arabic(word) if language == "ar" else _english(word)


@lru_cache(maxsize=1 << 12)
def _english(word: str) -> frozenset[Telling]:
    form = word.casefold().replace("’", "'")
    for ending in _CONTRACTED:
        form = form.removesuffix(ending)
    return frozenset(_table("en").get(form, ()))


@lru_cache(maxsize=1 << 14)
def _arabic(word: str) -> frozenset[Telling]:
    """Only endings and beginnings that hardly anything but a verb or a pronoun has."""
    form, found = folded(word), set()
    bare = form[1:] if form[:1] in ("و", "ف") and len(form) > SHORTEST_VERB - 1 else form
    verbs = _table("ar")
    if bare in verbs:
        found.add(Telling("verb", MASCULINE))
    if bare.endswith("ت") and bare[:-1] in verbs:
        found.add(Telling("verb", FEMININE))
    if form.startswith(("ال", "وال")):
        return frozenset(found)
    if bare.startswith(("سي", "ي")) and len(bare) >= SHORTEST_VERB:
        found.add(Telling("verb", MASCULINE))
    if bare.startswith("ست") and len(bare) > SHORTEST_VERB:
        found.add(Telling("verb", FEMININE))
    if form.endswith("ها"):
        found.add(Telling("suffix", FEMININE))
    elif form.endswith("ه") and len(form) >= SHORTEST_VERB:
        found.add(Telling("suffix", MASCULINE))
    return frozenset(found)


@cache
def _table(language: str) -> dict[str, tuple[Telling, ...]]:
    found: defaultdict[str, list[Telling]] = defaultdict(list)
    for line in files("aligner.lang").joinpath("gender.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith(f"{language}\t"):
            _, gender, manner, words = line.split("\t")
            for word in words.split():
                found[word].append(Telling(manner, gender))
    return {word: tuple(entries) for word, entries in found.items()}
