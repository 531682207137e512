"""Phrases that signal a matter, as a table lists them, found in a text."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple, TypeAlias

from aligner.lang.arabic import fold, folded

_JOINED = {"ar": "[وف]?"}
"""What a language writes together with the first word of a phrase."""
_JOINED_TO_ECHO = {"ar": "[وف]?(?:ال|[بلك](?:ال)?|لل)?"}
"""The same for words that only answer, nouns among them: «لادعاء», «بالتوقعات»."""


class Phrase(NamedTuple):
    """What a phrase says and how much its loss tells.

    A `firm` one is missed, one of use `across` only in another language, a `soft` one only if another kind stands in
    its place; an `echo` only answers others.
    """

    kind: str
    use: str


Found: TypeAlias = tuple[tuple[int, int, Phrase], ...]
"""Phrases by the offsets of their start and end."""


def phrases(table: str, text: str, language: str) -> Found:
    """The firm and soft phrases of a table (a file of `aligner.lang` without `.tsv`) in a text, from left to right.

    Of phrases that start together the one of most words counts; phrases of use `none` only keep others from being
    read there.
    """
    return tuple(found for found in _found(table, text, language, "") if found[2].use != "none")


def echoes(table: str, text: str, language: str, kind: str) -> Found:
    """The words of a text that may answer a phrase of this kind elsewhere without saying quite the same."""
    return _found(table, text, language, kind)


@lru_cache(maxsize=256)
def _found(table: str, text: str, language: str, echoed: str) -> Found:
    # Checks ask for the same sentence again and again while they look at a row.
    pattern, values = _pattern(table, language, echoed)
    if pattern is None:
        return ()
    text, offsets = fold(text) if language == "ar" else (text, tuple(range(len(text) + 1)))
    return tuple(
        (offsets[found.start(found.lastgroup)], offsets[found.end()], values[int(found.lastgroup[1:])])
        for found in pattern.finditer(text)
        if found.lastgroup
    )


@lru_cache(maxsize=64)
def _pattern(table: str, language: str, echoed: str) -> tuple[re.Pattern[str] | None, tuple[Phrase, ...]]:
    """One pattern for all phrases, or for the echoes of one kind, in a language, and the value of each group."""
    rows = [row for row in _rows(table) if row[0] == language]
    macros = {name: text for _, name, use, text in rows if use == "macro"}
    wanted = [row for row in rows if (row[1] == echoed if row[2] == "echo" else not echoed) and row[2] != "macro"]
    listed = [(part.strip(), Phrase(kind, use)) for _, kind, use, text in wanted for part in text.split(";")]
    # A regular expression takes the first alternative that fits, which is to be the longest.
    listed.sort(key=lambda entry: -entry[0].count(" "))
    if not listed:
        return None, ()
    groups = (f"(?P<g{k}>{_expression(phrase, macros, language)})" for k, (phrase, _) in enumerate(listed))
    joined = (_JOINED_TO_ECHO if echoed else _JOINED).get(language, "")
    # Headlines write «May» and «Could» with capitals; what only answers may be read there.
    flags = re.IGNORECASE if echoed else 0
    pattern = rf"(?:(?<![\w-])|(?=['’])){joined}(?:{'|'.join(groups)})(?![\w-])"
    return re.compile(pattern, flags), tuple(value for _, value in listed)


def _expression(phrase: str, macros: dict[str, str], language: str) -> str:
    for name, text in macros.items():
        phrase = phrase.replace(f"{{{name}}}", text)
    if language == "ar":
        return folded(phrase).replace(" ", r"\s+")
    first = phrase[0]
    # A sentence may begin with the phrase; «May» and «Will» are more often names.
    if first.islower() and not phrase.startswith(("may", "will")):
        phrase = f"[{first}{first.upper()}]{phrase[1:]}"
    elif phrase.startswith("(?:"):
        phrase = f"(?i:{phrase[3:]}"
    return phrase.replace(" ", r"\s+")


@cache
def _rows(table: str) -> tuple[list[str], ...]:
    lines = files("aligner.lang").joinpath(f"{table}.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(line.split("\t") for line in lines if line and not line.startswith("#"))
