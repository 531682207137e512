"""The words that a pattern of a date may begin with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from aligner.lang.arabic import folded

_NAME = re.compile(r"[<{]([a-z][a-z-]*)\d?[>}]")
_WORD = re.compile(r"\[(\w)\w\](\w*)|(\w+)")
_CLASS = re.compile(r"\[[^\]]*\]\?")
_BEHIND = re.compile(r"\(\?<![^)]*\)")
DIGIT = "0"
"""Stands for any number."""


def openings(form: str, words: Mapping[str, set[str]]) -> Iterator[str]:
    """The first words, case folded, of what a pattern's form matches, with `words` for the names in it.

    A form begins, after what must not precede it, with a name, a literal word, an optional class of characters, or a
    group of alternatives of these.
    """
    if behind := _BEHIND.match(form):
        yield from openings(form[behind.end() :], words)
    elif form.startswith("(?:"):
        end = _closing(form)
        for alternative in _alternatives(form[3:end]):
            # What is joined to the next word does not open by itself.
            joined = "" if alternative.endswith(" ") or not alternative.isalpha() else alternative
            yield from openings(alternative, words)
            if joined:
                yield from (folded(joined) + first for first in openings(form[end + 1 :].lstrip("?"), words))
        if form[end + 1 : end + 2] == "?":
            yield from openings(form[end + 2 :], words)
    elif optional := _CLASS.match(form):
        yield from openings(form[optional.end() :], words)
    elif name := _NAME.match(form):
        yield from words.get(name[1], {DIGIT})
    elif word := _WORD.match(form):
        yield folded((word[1] or "") + (word[2] or word[3] or "")).casefold()
    else:
        yield DIGIT


def _closing(form: str) -> int:
    """Where the group that a form begins with ends."""
    depth = 0
    for at, sign in enumerate(form):
        depth += (sign == "(") - (sign == ")")
        if not depth:
            return at
    raise ValueError(form)


def _alternatives(inside: str) -> Iterator[str]:
    depth, start = 0, 0
    for at, sign in enumerate(inside):
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            yield inside[start:at]
            start = at + 1
    yield inside[start:]
