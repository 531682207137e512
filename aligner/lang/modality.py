"""How likely, intended, binding or conditional a text calls what it says."""

from __future__ import annotations

from aligner.lang.phrases import Phrase, echoes, phrases

RANKS = {"possible": 1, "consider": 1, "likely": 2, "intend": 3, "expect": 3, "certain": 4, "decided": 5}
"""Strength from what may be to what is settled. Obligation (`require`), `condition` and `time` stand apart."""
_OPPOSED = ({"require", "possible"}, {"condition", "time"})


def modality(text: str, language: str) -> list[tuple[int, int, Phrase]]:
    """The words of a text that say how sure, intended, binding or conditional something is."""
    return phrases("modality", text, language)


def answers(text: str, language: str, kind: str) -> list[tuple[int, int, Phrase]]:
    """The words of a text that may stand for a phrase of this kind elsewhere."""
    return echoes("modality", text, language, kind)


def differs(one: str, other: str) -> bool:
    """Whether a reader who is told the one kind learns something else than one who is told the other."""
    if {one, other} in _OPPOSED:
        return True
    return one in RANKS and other in RANKS and abs(RANKS[one] - RANKS[other]) > 1


def compatible(one: str, other: str) -> bool:
    """Whether one kind may render the other."""
    return one == other or (one in RANKS and other in RANKS and abs(RANKS[one] - RANKS[other]) <= 1)
