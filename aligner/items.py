"""Segments that are already aligned: as they were given, as they cannot be used, and with their scores."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from aligner.bitext import Document, Role, Row
from aligner.finding import Finding
from aligner.lang.controls import STEERING
from aligner.lang.tokens import words
from aligner.report import Scores, Signature, fidelity_dict, finding_dict, parts_dict

MOST_WORDS = 3_000
"""Words and punctuation marks that one text may have: all words of two texts are compared with each other."""


@dataclass(frozen=True, slots=True)
class Item:
    """Two or three texts that say the same; `fields` is whatever else came with them, `line` where they stand."""

    id: Any
    texts: Mapping[Role, str]
    fields: Mapping[str, Any]
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class BadItem:
    """What stands at a line (from 1) of the input and cannot be scored, with the reason in words."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


@dataclass(frozen=True, slots=True)
class ScoredItem:
    """An item, its texts as the checks saw them, what was found in them and what is left of the meaning.

    `windowed` counts the sentences that the encoder could not take at once, and read in parts; `peers` are the scores
    of other metrics by their names, if they were asked for.
    """

    item: Item
    documents: Mapping[Role, Document]
    row: Row
    scores: Scores
    findings: tuple[Finding, ...]
    signature: Signature
    windowed: int = 0
    peers: Mapping[str, float] | None = None

    def to_dict(self) -> dict[str, Any]:
        """The result as plain data; the item's own fields stand beside it."""
        found = [finding_dict(finding) for finding in self.findings]
        scores: dict[str, Any] = {"fidelity": fidelity_dict(self.scores), "parts": parts_dict(self.scores)}
        if self.peers is not None:
            scores["peers"] = {name: round(score, 2) for name, score in self.peers.items()}
        return {
            "id": self.item.id,
            **self.item.fields,
            **scores,
            "findings": found,
            "signature": str(self.signature),
        }


_OWN = frozenset({"id", *Role, "fidelity", "parts", "peers", "findings", "signature"})


def item_of(fields: Mapping[str, Any], line: int) -> Item | BadItem:
    """The item that a line of the input tells; without an id it is called by its line.

    A text without any visible character counts as absent.
    """
    told = {role: fields.get(role) for role in Role}
    unfit = next((reason for role, value in told.items() for reason in _unfit(role, value)), None)
    if unfit:
        return BadItem(line, unfit)
    texts = {role: text for role, text in told.items() if text and STEERING.sub("", text).strip()}
    if len(texts) < 2:
        given = f"only the {next(iter(texts))} has" if texts else f"none of {', '.join(Role)} has"
        return BadItem(line, f"{given} text; give at least two")
    name = fields.get("id")
    rest = {key: value for key, value in fields.items() if key not in _OWN}
    return Item(line if name in (None, "") else name, texts, rest, line)


def of_segment(item: Item) -> Item | BadItem:
    """The item, unless a text of it is too long to be compared as one."""
    for role, text in item.texts.items():
        if len(text) > MOST_WORDS and len(words(text)) > MOST_WORDS:
            reason = f"the {role} has more than {MOST_WORDS:,} words; `aligner diff` compares whole documents"
            return BadItem(item.line, reason)
    return item


_HALF = re.compile("[\ud800-\udfff]")


def _unfit(role: Role, text: object) -> Iterator[str]:
    """Why a value cannot be the text of a role."""
    if text is None:
        return
    if not isinstance(text, str):
        yield f"the {role} is no text; put it in quotes"
    elif _HALF.search(text):
        yield f"the {role} holds half a character (a lone surrogate); write the whole"
