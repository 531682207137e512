"""Whether a word is English, in any regular form, British or American.

`lexicon_en.txt` has WordNet's words (`benchmarks/make_lexicon.py`), `lexicon_more_en.txt` what it lacks: irregular
forms, words of grammar, recent words. Inflections, frequent derivations and compounds are made by rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from aligner.lang.stopwords import stopwords

INFLECTIONS = (
    ("ies", "y"), ("ied", "y"), ("ier", "y"), ("iest", "y"), ("ily", "y"), ("iness", "y"), ("men", "man"), ("ves", "f"),
    ("ves", "fe"), ("es", ""), ("es", "e"), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ings", ""),
    ("ings", "e"), ("ying", "ie"), ("er", ""), ("er", "e"), ("ers", ""), ("ers", "e"), ("est", ""), ("est", "e"),
    ("ly", ""), ("ally", ""), ("ly", "le"),
)  # fmt: skip
"""Regular inflections and adverbs: an ending and what the dictionary form has in its place."""
DERIVATIONS = (
    ("ness", ""), ("less", ""), ("like", ""), ("able", ""), ("able", "e"), ("ment", ""), ("ship", ""), ("hood", ""),
    ("wise", ""), ("ward", ""), ("wards", ""), ("ism", ""), ("ist", ""), ("ity", ""), ("ity", "e"), ("ability", "able"),
    ("ize", ""), ("ise", ""), ("ization", ""), ("isation", ""), ("ization", "e"), ("isation", "e"), ("ization", "y"),
    ("isation", "y"), ("ise", "ize"), ("isation", "ize"), ("isation", "ization"), ("yse", "yze"), ("our", "or"),
    ("tre", "ter"), ("ogue", "og"), ("ful", ""), ("ic", "y"), ("ical", "y"), ("ally", "al"), ("ation", "ate"),
    ("ative", "ate"), ("ator", "ate"), ("ing", ""), ("or", ""), ("or", "e"), ("al", ""), ("al", "e"), ("y", ""),
)  # fmt: skip
"""Frequent derivations, and British spellings of American words."""
_PREFIXES = """
    un re non anti post pre over under out mis dis de co sub super inter multi micro mini mega semi counter trans ultra
    hyper pro bi tri eco bio geo neo cyber tele auto photo hydro electro aero astro socio psycho neuro cardio para
    extra intra infra mid self up down cross poly mono
"""
PREFIXES = tuple(_PREFIXES.split())
"""What goes before a word to make another."""
_BRITISH = re.compile("ae|oe|our|ll|ph")
_AMERICAN = {"ae": "e", "oe": "e", "our": "or", "ll": "l", "ph": "f"}
SHORT = 2
SHORTEST_PART = 3
_CONTRACTED = re.compile(r"(?:n['’]t|['’](?:s|ll|re|ve|d|m|em))\Z")


@lru_cache(maxsize=1 << 15)
def in_lexicon(word: str) -> bool:
    """Whether English has the word: a letter or two always counts, and every part between hyphens must be one."""
    parts = re.split(r"[-‐‑'’]", _CONTRACTED.sub("", word.casefold()))
    return all(_has(part) for part in parts if len(part) > SHORT)


def _has(word: str) -> bool:
    return is_inflected(word) or _is_derived(word) or _is_compound(word)


def is_inflected(word: str) -> bool:
    """Whether the word, in lower case, stands in the lexicon or is a regular inflection of one that does."""
    words = lexicon()
    return word in words or any(stem in words for stem in _stems(word, INFLECTIONS))


@lru_cache(maxsize=1 << 14)
def is_frequent(word: str) -> bool:
    """Whether the word, in lower case, is a common one, a regular inflection of one or a stop word."""
    common = common_words()
    return word in common or word in stopwords("en") or any(stem in common for stem in _stems(word, INFLECTIONS))


def _is_derived(word: str) -> bool:
    if any(is_inflected(stem) for stem in _stems(word, DERIVATIONS) if len(stem) > SHORTEST_PART):
        return True
    american = _BRITISH.sub(lambda found: _AMERICAN[found[0]], word)
    if american != word and is_inflected(american):
        return True
    rests = (word[len(prefix) :] for prefix in PREFIXES if word.startswith(prefix))
    return any(len(rest) > SHORTEST_PART and is_inflected(rest) for rest in rests)


def _is_compound(word: str) -> bool:
    """Whether two common words of at least four letters make it, as in «lawmaker»; shorter ones meet by chance."""
    common = common_words()
    return any(
        word[:cut] in common and (word[cut:] in common or any(s in common for s in _stems(word[cut:], INFLECTIONS)))
        for cut in range(4, len(word) - 3)
    )


def _stems(word: str, endings: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """What the word may be made from; a stem keeps two letters, and may lose a doubled last one as in «stopped»."""
    for ending, rest in endings:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word[: -len(ending)] + rest
            yield stem
            if not rest and stem[-2:-1] == stem[-1:]:
                yield stem[:-1]


@cache
def common_words() -> frozenset[str]:
    """The words of tagged texts, in their dictionary form."""
    return _sections()[0]


@cache
def lexicon() -> frozenset[str]:
    """All words: common, rare, those that WordNet lacks, and the stop words."""
    return frozenset.union(*_sections(), supplement(), stopwords("en"))


@cache
def _sections() -> tuple[frozenset[str], frozenset[str]]:
    text = files("aligner.lang").joinpath("lexicon_en.txt").read_text(encoding="utf-8")
    common, rare = text.split("\n# Rare:\n")
    return frozenset(_uncommented(common)), frozenset(rare.split())


@cache
def supplement() -> frozenset[str]:
    """Words that WordNet lacks: irregular forms, words of grammar, recent words."""
    return frozenset(_uncommented(files("aligner.lang").joinpath("lexicon_more_en.txt").read_text(encoding="utf-8")))


def _uncommented(text: str) -> Iterator[str]:
    return (word for line in text.splitlines() if not line.startswith("#") for word in line.split())
