"""Right-to-left text in the order in which it is seen, for terminals that show characters as they come."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TypedDict

from bidi import algorithm
from bidi.mirror import MIRRORED
from rich.text import Text

MARKS = frozenset({"Mn", "Me"})
"""Characters that stand on the one before; a terminal wants them after it in either direction."""
_STRONG = {"L": "L", "R": "R", "EN": "R", "AN": "R"}
"""The direction that types of characters count for beside brackets."""


class _Character(TypedDict):
    """A character as python-bidi's algorithm hands it from rule to rule, with its place in the line."""

    ch: str
    type: str
    at: int


def reordered(text: Text) -> Text:
    """The line, wrapped before, as it is seen when it reads from right to left: styles move along, brackets turn.

    Letters are not joined: that is the terminal's part.
    """
    characters = list(_in_order(text.plain))
    shown = Text("".join(character["ch"] for character in characters), text.style)
    for span in text.spans:
        places = [place for place, character in enumerate(characters) if span.start <= character["at"] < span.end]
        for first, last in _stretches(places):
            shown.stylize(span.style, first, last)
    return shown


def _in_order(line: str) -> Iterator[_Character]:
    """The characters from left to right, each followed by its marks."""
    letters = _visual(line)
    marks = {letter["at"]: letter for letter in letters if _is_mark(letter["ch"])}
    for letter in letters:
        if letter["at"] not in marks:
            yield letter
            at = letter["at"] + 1
            while at in marks:
                yield marks[at]
                at += 1


def _visual(line: str) -> list[_Character]:
    """The characters of a right-to-left line by the Unicode bidirectional algorithm (UAX #9)."""
    storage = {**algorithm.get_empty_storage(), "base_level": 1, "base_dir": "R"}
    algorithm.get_embedding_levels(line, storage)
    characters: list[_Character] = storage["chars"]
    for at, character in enumerate(characters):
        character["at"] = at
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    _pair_brackets(storage["chars"])
    algorithm.resolve_neutral_types(storage, debug=False)
    algorithm.resolve_implicit_levels(storage, debug=False)
    algorithm.reorder_resolved_levels(storage, debug=False)
    algorithm.apply_mirroring(storage, debug=False)
    ordered: list[_Character] = storage["chars"]
    return ordered


def _pair_brackets(characters: list[_Character]) -> None:
    """Give brackets the direction of what they hold: rule N0 of the algorithm, which python-bidi's own is without."""
    for first, last in sorted(_brackets(characters)):
        inside = {_STRONG.get(character["type"]) for character in characters[first + 1 : last]}
        if inside & {"L", "R"}:
            before = (_STRONG[c["type"]] for c in reversed(characters[:first]) if c["type"] in _STRONG)
            direction = "R" if "R" in inside else next(before, "R")
            characters[first]["type"] = characters[last]["type"] = direction


def _brackets(characters: list[_Character]) -> Iterator[tuple[int, int]]:
    """Where brackets that belong together stand."""
    opened: list[int] = []
    for at, character in enumerate(characters):
        kind = unicodedata.category(character["ch"])
        if kind == "Ps":
            opened.append(at)
        elif kind == "Pe":
            fits = [k for k, place in enumerate(opened) if MIRRORED.get(characters[place]["ch"]) == character["ch"]]
            if fits:
                yield opened[fits[-1]], at
                del opened[fits[-1] :]


def _stretches(places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Ascending places as half-open stretches without gaps."""
    for _, group in groupby(enumerate(places), lambda numbered: numbered[1] - numbered[0]):
        stretch = [place for _, place in group]
        yield stretch[0], stretch[-1] + 1


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in MARKS
