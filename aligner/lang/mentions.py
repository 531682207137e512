"""Which words of a Latin-script sentence look like names, and which of them belong together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from aligner.lang.common_words import is_common_word
from aligner.lang.lexicon import in_lexicon
from aligner.lang.places import is_country, is_place
from aligner.lang.stopwords import stopwords

SHOUTED, TITLED = 0.6, 0.9
"""The share of content words all in capitals, or with one, above which capitals say little, as in a headline."""
_CALENDAR = """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december jan feb mar apr jun jul aug sep sept oct nov dec
"""
CALENDAR = frozenset(_CALENDAR.split())
"""Capitalised words that are dates, not names."""
KINDS = frozenset(("title", "body", "place", "other", "role"))
"""The kinds of generic words."""
HOLDERS = frozenset(("title", "body"))
"""Those that may stand for a person or an institution: the President, the Ministry."""
_PARTICLES = "of the de da del della di do dos du des la le van von der den bin ibn abu al el ul y &"
PARTICLES = frozenset(_PARTICLES.split())
"""Small words within a name: University of Oxford, Charles de Gaulle."""
LONGEST_ACRONYM = 5
"""Letters up to which a word all in capitals may be an acronym although English has it: AIDS, TIME."""
_OPENING = frozenset("\"“”„«»'‘:;.!?…-–—(•*")
"""Marks after which a capital may be that of a first word."""


class Name(NamedTuple):
    """Where a word stands, and whether it is surely a name."""

    at: int
    certain: bool


def name_words(words: Sequence[str]) -> tuple[Name, ...]:
    """The words of one English sentence that are likely names.

    A name is capitalised and no ordinary word; an acronym or a word with an inner capital is one anywhere, except
    in a headline all in capitals. It is certain if English has no such word, or if it is that of a place.
    """
    headline = _share(words, str.isupper) > SHOUTED
    names = [k for k, word in enumerate(words) if _is_name(word, headline)]
    return tuple(Name(k, _is_proper(words[k], headline, opens(k, words))) for k in names)


def phrases(words: Sequence[str], names: Sequence[Name]) -> Iterator[tuple[int, int]]:
    """The first and last word of each run of capitalised words, such as names have: South China Morning Post.

    Ordinary words count if their capital does not come from their place; titles and offices alone make no run.
    """
    likely = {name.at for name in names}
    titled = _share(words, lambda word: word[0].isupper()) > TITLED
    inside = [k in likely or (not titled and _is_capital(k, words, likely)) for k in range(len(words))]
    start = 0
    while start < len(words):
        if not inside[start]:
            start += 1
            continue
        last = after = start
        while after < len(words) and (inside[after] or _joins(after, words)):
            last = after if inside[after] else last
            after += 1
        yield start, last
        start = last + 1


def is_acronym(word: str) -> bool:
    """Whether a word is written in two to six capitals, with or without full stops."""
    letters = word.removesuffix("'s").removesuffix("’s").removesuffix("s").replace(".", "")
    return 2 <= len(letters) <= 6 and letters.isalpha() and letters.isupper()


def is_generic(word: str, kinds: frozenset[str] | None = None) -> bool:
    """Whether a word names an office, a rank, an institution or a kind of place, whoever holds or has it."""
    plain = word.casefold().removesuffix("'s").removesuffix("’s")
    return not {*generic_words().get(plain, ()), *generic_words().get(plain.removesuffix("s"), ())}.isdisjoint(
        kinds or KINDS
    )


@cache
def generic_words() -> dict[str, frozenset[str]]:
    """Words that are written with a capital beside a name, or in its stead, and of what kind: President, Street."""
    table: dict[str, frozenset[str]] = {}
    for line in files("aligner.lang").joinpath("generic_names.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            kind, words = line.split("\t")
            table |= {word: table.get(word, frozenset()) | {kind} for word in words.split()}
    return table


def opens(index: int, words: Sequence[str]) -> bool:
    """Whether a word begins a sentence, a quotation or a part of its own."""
    return index == 0 or words[index - 1] in _OPENING


def _is_capital(index: int, words: Sequence[str], likely: set[int]) -> bool:
    """Whether an ordinary word has a capital that its place does not explain."""
    word = words[index]
    if not word[0].isupper() or not word[0].isalpha() or word.casefold() in CALENDAR or _stop(word):
        return False
    following = words[index + 1] if index + 1 < len(words) else ""
    return not opens(index, words) or index + 1 in likely or (following[:1].isupper() and not _stop(following))


def _is_proper(word: str, headline: bool, first: bool) -> bool:
    """Whether a word is a name even where any word has a capital."""
    plain = word.removesuffix("'s").removesuffix("’s")
    if any(letter.isupper() for letter in plain[1:]) and not headline:
        parts = plain.split("-")
        return len(parts) == 1 or not all(in_lexicon(part) for part in parts)
    return not in_lexicon(plain) or is_country(plain) or (not first and is_place(plain))


def _joins(index: int, words: Sequence[str]) -> bool:
    """Whether a word or mark may stand within a name: a particle, the full stop of an initial."""
    if words[index] == ".":
        return len(words[index - 1]) == 1
    return words[index] in PARTICLES


def _share(words: Sequence[str], has: Callable[[str], bool]) -> float:
    """The share of the longer content words that have a property; none in a short line."""
    capitals = [word for word in words if len(word) > 3 and word[0].isalpha() and not _stop(word)]
    return sum(map(has, capitals)) / len(capitals) if len(capitals) > 3 else 0.0


@lru_cache(maxsize=1 << 14)
def _is_name(word: str, headline: bool) -> bool:
    if word.islower() or not word[0].isalnum():
        return False
    plain = word.removesuffix("'s").removesuffix("’s")
    letters = [letter for letter in plain if letter.isalpha()]
    if len(letters) < 2 or not any(letter.isupper() for letter in letters) or plain.casefold() in CALENDAR:
        return False
    if plain.isupper() and len(plain) > LONGEST_ACRONYM and is_common_word(plain):
        return False  # shouted
    if any(letter.isupper() for letter in plain[1:]) and not headline:
        return True
    parts = [part for part in plain.replace("-", " ").split() if part]
    if not plain[0].isupper() or _stop(plain):
        return False
    return is_country(plain) or not all(is_common_word(part) for part in parts)


def _stop(word: str) -> bool:
    return word.casefold().replace("’", "'") in stopwords("en")
