"""Words that keep a writer from vouching for what is said."""

from __future__ import annotations

from aligner.lang.phrases import Found, echoes, phrases

APPROXIMATE, DEEM, SOURCE = "approximate", "deem", "source"
"""Kinds of their own: «about 300», «is seen as», «according to»."""
_APART = {APPROXIMATE, DEEM}


def hedges(text: str, language: str) -> Found:
    """The words of a text that mark hearsay, allegation, belief, appearance or approximation."""
    return phrases("hedges", text, language)


def answers(text: str, language: str, kind: str) -> Found:
    """The words of a text that may stand for a hedge of this kind elsewhere."""
    kinds = (kind,) if kind in _APART else (kind, "possible")
    return tuple(found for own in kinds for found in echoes("hedges", text, language, own))


def attributions(text: str, language: str) -> Found:
    """The words of a text that name or imply a speaker."""
    return echoes("hedges", text, language, "attribution")


def compatible(one: str, other: str) -> bool:
    """Whether one kind may render the other; hearsay, allegation, belief and appearance all leave it open."""
    return one == other or not {one, other} & _APART
