"""Whether an English word is an ordinary one rather than a name, whatever its capital."""

from __future__ import annotations

from functools import lru_cache

from aligner.lang.lexicon import common_words

_ENDINGS = (
    ("ies", "y"), ("ied", "y"), ("ves", "f"), ("ses", "s"), ("xes", "x"), ("zes", "z"), ("hes", "h"), ("oes", "o"),
    ("es", "e"), ("s", ""), ("ed", ""), ("ed", "e"),
    ("ing", ""), ("ing", "e"), ("er", ""), ("er", "e"), ("ly", ""), ("ally", ""),
)  # fmt: skip
"""Regular inflections and adverbs: an ending and what the dictionary form has in its place."""

SHORTEST_ADVERB = 5
"""Letters that an adverb made by rule must exceed: calmly, but Parly is a name."""


@lru_cache(maxsize=1 << 14)
def is_common_word(word: str) -> bool:
    """Tell whether WordNet has the word, or what it is an inflection of, as an ordinary word of tagged texts."""
    word = word.casefold()
    words = common_words()
    stems = (
        word[: -len(ending)] + rest
        for ending, rest in _ENDINGS
        if word.endswith(ending) and (ending != "ly" or len(word) > SHORTEST_ADVERB)
    )
    return word in words or any(stem in words or _undoubled(stem) in words for stem in stems)


def _undoubled(stem: str) -> str:
    """The stem without its last letter if that is doubled, as in «stopped»."""
    return stem[:-1] if stem[-2:-1] == stem[-1:] else stem
