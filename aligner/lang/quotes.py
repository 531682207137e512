"""Direct speech and quoted words: what a text puts between quotation marks, or in Arabic behind «قال …:».

Any marks are read: «», “”, „“, "", ‘’ and ''. A mark opens if space stands before it and none behind it, and closes the
other way round; apostrophes do neither. Marks of another kind inside a quotation belong to it. A quotation ends with
its paragraph at the latest; one that lacks its other mark is reported as unsure, and so is speech behind a colon, for
nothing shows where that ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from aligner.lang.attribution import attributions

_PARTNERS = {
    "«": "»", "»": "«", "“": "”\"“", "”": "”\"", "„": "“”\"‟", "‟": "”\"", '"': "\"”“", "‘": "’'", "'": "'’", "’": "’",
    "‚": "‘’", "‹": "›", "「": "」", "『": "』",
}  # fmt: skip
"""What may close a quotation that each mark opens; typing mixes straight and curled ones."""
_MARK = re.compile("[" + "".join(_PARTNERS) + "›」』]")
_SINGLE = "‘’'‚"
_ELISION = re.compile(r"['’](?:\d\ds|t(?:is|was)|em|cause|til|n)\b", re.IGNORECASE)
LONGEST_SINGLE = 600
"""Characters within which a single mark must be closed, or it is an apostrophe."""
LONGEST_SPEECH = 400
"""Characters up to which all that follows a colon in its paragraph may be speech."""
_STOP = re.compile(r"[.!?؟](?=\s|[\u0620-\u064a]|\Z)")
_COLON_REACH = 90
"""Characters between a verb of speech and its colon."""
_BEFORE, _BEHIND = " \t\n\u00a0([{—–-/\u200f\u200e،", " \t\n\u00a0.,;:!?؟،؛)]}—–-/…"
_VERB_AND_COLON = {"ar": re.compile(r":"), "en": re.compile(r":(?=\s)")}


class Quotation(NamedTuple):
    """Where the words of a quotation begin and end, and whether both its ends are marked."""

    start: int
    end: int
    sure: bool


@lru_cache(maxsize=64)
def quotations(text: str, language: str) -> tuple[Quotation, ...]:
    """The outermost quotations of a text, without their marks, in reading order."""
    found: list[Quotation] = []
    for paragraph in re.finditer(r"[^\n]+", text):
        marked = list(_marked(text, paragraph.start(), paragraph.end()))
        found += marked
        found += _spoken(text, paragraph.start(), paragraph.end(), language, marked)
    return tuple(sorted(found))


def _marked(text: str, start: int, end: int) -> Iterator[Quotation]:
    """The quotations between marks in one paragraph.

    A closing mark with nothing to close, or a mark that opens what is open already, tells that a mark was misplaced or
    lost, or that quotations are nested in marks of one kind: what stands around it may be quoted or not.
    """
    opened: int | None = None
    behind = start
    doubtful = False
    for sign in _MARK.finditer(text, start, end):
        at, mark = sign.start(), sign.group()
        if opened is None:
            if _opens(text, at, end):
                opened, doubtful = at, False
            elif mark not in _SINGLE and _closes(text, at) and not text[at - 1 : at].isdigit():
                yield Quotation(behind, at, False)
                behind = at + 1
        elif mark in _PARTNERS[text[opened]] and text[at - 1 : at].isspace() and text[at + 1 : at + 2].isalnum():
            doubtful = True
        elif mark in _PARTNERS[text[opened]] and _closes(text, at) and not doubtful:
            yield Quotation(opened + 1, at, True)
            opened, behind = None, at + 1
    if opened is not None and text[opened] not in _SINGLE:
        yield Quotation(opened + 1, end if doubtful else min(end, opened + LONGEST_SPEECH), False)


def _opens(text: str, at: int, end: int) -> bool:
    before, behind = text[at - 1 : at], text[at + 1 : at + 2]
    sign = text[at]
    free = not before or before in _BEFORE or before in _PARTNERS
    if sign in _SINGLE:
        closer = re.compile(rf"(?<=[\w.,!?…])[{_PARTNERS[sign]}](?!\w)")
        closed = closer.search(text, at + 2, min(end, at + LONGEST_SINGLE))
        return free and behind.isalnum() and not _ELISION.match(text, at) and closed is not None
    if sign in "“„‘«" and not before.isalnum():
        return True
    # Arabic joins a preposition or the article to a quoted word: بـ"الثور"
    joined = before == "ـ" or (before in "بلوكف" and not text[at - 2 : at - 1].strip())
    return (free or joined) and bool(behind) and not (behind.isspace() and before not in ("", " ", "\n"))


def _closes(text: str, at: int) -> bool:
    before, behind = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] in _SINGLE:
        return bool(before.strip()) and not behind.isalnum()
    return not behind or behind in _BEHIND or behind in _PARTNERS or behind.isspace() or not before.isspace()


def _spoken(text: str, start: int, end: int, language: str, marked: list[Quotation]) -> Iterator[Quotation]:
    """Speech without marks behind a colon: «وقال الوزير: …»."""
    for colon in _VERB_AND_COLON.get(language, re.compile(r"(?!)")).finditer(text, start, end):
        at = colon.end()
        if any(q.start <= at <= q.end for q in marked) or not text[at:end].strip():
            continue
        if text[at:end].lstrip()[:1] in _PARTNERS:
            continue
        clause = text[max(start, at - _COLON_REACH) : at - 1]
        clause = re.split(r"[.!?؟]\s", clause)[-1]
        if attributions(clause, language):
            yield Quotation(at, _end_of_speech(text, at, end), False)


def _end_of_speech(text: str, start: int, end: int) -> int:
    """Where speech without marks may end: with a short paragraph, else with its first sentence."""
    stop = _STOP.search(text, start, end)
    return stop.end() if stop and end - start > LONGEST_SPEECH else end
