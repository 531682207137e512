"""Where a text tells who said, claimed, denied or confirmed what it reports."""

from __future__ import annotations

from functools import lru_cache

from aligner.lang.phrases import Phrase, echoes, phrases

_OPPOSED = ({"claim", "confirm"}, {"deny", "confirm"}, {"deny", "say"}, {"deny", "claim"}, {"deny", "per"})


@lru_cache(maxsize=1 << 10)
def attributions(text: str, language: str) -> tuple[tuple[int, int, Phrase], ...]:
    """The phrases that attribute something to somebody: «said», «according to», «وقالت», «بحسب»."""
    return tuple(phrases("attribution", text, language))


def answers(text: str, language: str) -> tuple[tuple[int, int, Phrase], ...]:
    """The words that may stand for an attribution elsewhere: any of speech, thought, report or source."""
    return echoes("attribution", text, language, "said")


def opposed(one: str, other: str) -> bool:
    """Whether the two kinds of attribution take different stances: claimed and confirmed, denied and said."""
    return {one, other} in _OPPOSED


def keeps_stance(text: str, language: str, kind: str) -> bool:
    """Whether a word of the text may keep the stance of this kind, though its verb does not: «said it did not»."""
    return bool(echoes("attribution", text, language, kind))
