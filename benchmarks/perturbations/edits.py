"""An edit of a text, and the text it makes with the place of the change marked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

WORD = re.compile(r"\S+")
ARTICLE = re.compile(r"\b([Aa])(n?) $")
VOWEL = re.compile(r"(?!uni|use|usu|eu|one\b|once|u\.|uk\b|us\b)[aeiou]|hour|honest|8|11\b|18\b", re.IGNORECASE)


class Edit(NamedTuple):
    """What is written in the place of text[start:end]."""

    start: int
    end: int
    text: str


Edits = tuple[Edit, ...]


def like(model: str, text: str) -> str:
    """The text with the capital that its place in the sentence asks for."""
    return text[:1].upper() + text[1:] if model[:1].isupper() and text[:1].islower() else text


def tight(before: str, after: str) -> tuple[int, int]:
    """Where the new text differs from the old, in whole words; where words were only taken out, those beside."""
    old, new = before.split(), list(WORD.finditer(after))
    lead = 0
    while lead < min(len(old), len(new)) and old[lead].casefold() == new[lead].group().casefold():
        lead += 1
    tail = 0
    while tail < min(len(old), len(new)) - lead and old[-1 - tail].casefold() == new[-1 - tail].group().casefold():
        tail += 1
    around = new[max(0, lead - 1) : lead + 1] if len(new) > 4 else new
    kept = new[lead : len(new) - tail] or around
    end = kept[-1].end() if kept else 0
    stop = len(after[:end].rstrip(".,;: "))
    return (kept[0].start(), stop if stop > kept[0].start() else end) if kept else (0, 0)


def agree(text: str, edit: Edit) -> Edit:
    """The edit with the article before it made to fit."""
    article = ARTICLE.search(text, 0, edit.start)
    if not article or not edit.text[:1].isalnum():
        return edit
    fitting = article[1] + ("n" if VOWEL.match(edit.text) else "")
    return Edit(article.start(), edit.end, f"{fitting} {edit.text}")


def apply(text: str, edits: Iterable[Edit]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text with all edits made, and the spans of what is new."""
    made, spans, at = "", [], 0
    for edit in sorted(agree(text, e) for e in edits):
        made += text[at : edit.start]
        new = edit.text if edit.start else like(text, edit.text)
        start, end = tight(text[edit.start : edit.end], new)
        if end > start:
            spans.append((len(made) + start, len(made) + end))
        made, at = made + new, edit.end
    return tidy(made + text[at:], spans)


def tidy(text: str, spans: list[tuple[int, int]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Without doubled spaces and spaces before a comma that a deletion left, and with a capital first."""
    index: list[int] = []
    kept: list[str] = []
    for i, char in enumerate(text):
        index.append(len(kept))
        blank = char == " " and (not kept or kept[-1] == " " or text[i + 1 : i + 2] in (",", ".", ";", " "))
        if not blank:
            kept.append(char)
    index.append(len(kept))
    clean = "".join(kept)
    return clean[:1].upper() + clean[1:], tuple((index[s], index[e]) for s, e in spans)
