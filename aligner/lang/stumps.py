"""Ends that are missing: brackets without a partner, and text that breaks off before it is complete."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from aligner.lang.arabic import folded
from aligner.lang.tokens import words

_PARTNERS = {"(": ")", "[": "]", "{": "}", "（": "）"}
_OPENERS = {closing: opening for opening, closing in _PARTNERS.items()}
_LABEL = re.compile(r"(?:^|[\s(،,;:؛])[\w]{1,3}\)|[:;=8]['-]?[)(\]\[]")
"""A list's label («a)», «12)») or a smiley: its bracket needs no partner."""
_PENDING = {
    "en": "the a an and or but of their its our your my his because although than every whose",
    "ar": "في من الي علي عن مع او ان بسبب لكن حيث الذي التي الذين",
}


@lru_cache(maxsize=16)
def lone_brackets(text: str) -> tuple[int, ...]:
    """Where brackets stand that open or close nothing; a bracket may close in another paragraph."""
    labels = {k for found in _LABEL.finditer(text) for k in range(found.start(), found.end())}
    opened: dict[str, list[int]] = {opening: [] for opening in _PARTNERS}
    lone: list[int] = []
    for at, sign in enumerate(text):
        if sign in opened and at not in labels:
            opened[sign].append(at)
        elif sign in _OPENERS:
            if opened[_OPENERS[sign]]:
                opened[_OPENERS[sign]].pop()
            elif at not in labels:
                lone.append(at)
    return tuple(sorted([*lone, *(at for places in opened.values() for at in places)]))


def cut_off(sentence: str, language: str) -> tuple[int, int] | None:
    """The last word of a sentence without an end that cannot be its last: an article, a conjunction."""
    spans = words(sentence)
    if not spans or len(spans) < 4:
        return None
    start, end = spans[-1]
    return (start, end) if folded(sentence[start:end].casefold()) in _pending(language) else None


@cache
def _pending(language: str) -> frozenset[str]:
    return frozenset(_PENDING.get(language, "").split())
