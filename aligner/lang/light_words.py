"""English words that a paraphrase puts in without saying anything new: «the possibility of», «currently», «located»."""

from __future__ import annotations

_LIGHT_WORDS = """
    currently presently now already existing respective various certain particular following
    located situated based called named known
    possibility fact case order terms way process existence presence question issue matter situation use kind type
"""
LIGHT = frozenset(_LIGHT_WORDS.split())


def is_light(word: str) -> bool:
    """Tell whether the word adds nothing by itself."""
    return word.casefold() in LIGHT
