"""The input cut into shards, in order: who stands where, in which languages, and what cannot be an item."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from aligner.batch.job import Job, Mode
from aligner.batch.plain import canonical
from aligner.bitext import Role
from aligner.items import BadItem, Item
from aligner.lang.detect import UNDETERMINED
from aligner.scoring import ITEMS_AT_ONCE, detected

LANGUAGE_FIELDS = {role: f"{role}_lang" for role in Role}
"""The fields in which an item may name the languages of its texts."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An item at its place in the input, counted from 1, with the languages that are known."""

    number: int
    item: Item
    languages: Mapping[Role, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """What stands at a place in the input and could not be compared, and why; `item` is None where none could be read.

    As plain data it is an item again, so that what could not be compared can be fed once more.
    """

    number: int
    line: int
    reason: str
    item: Item | None = None
    languages: Mapping[Role, str] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The letter as plain data."""
        told: dict[str, Any] = {"number": self.number, "line": self.line, "reason": self.reason}
        if self.item is None:
            return told
        texts = {role.value: text for role, text in self.item.texts.items()}
        languages = {LANGUAGE_FIELDS[role]: lang for role, lang in self.languages.items()}
        return {"id": self.item.id, **texts, **languages, **self.item.fields, **told}


@dataclass(frozen=True, slots=True)
class Shard:
    """Some items that follow each other; `number` counts from 0. `dead` are those that could not be read."""

    number: int
    entries: tuple[Entry, ...]
    dead: tuple[DeadLetter, ...]
    fingerprint: str

    @property
    def stem(self) -> str:
        """What its file is called, without the suffix."""
        return f"part-{self.number:05d}"

    def __len__(self) -> int:
        return len(self.entries) + len(self.dead)


def shards(items: Iterable[Item | BadItem], job: Job, size: int) -> Iterator[Shard]:
    """The shards of an input, each of `size` items; the last one may have fewer. The input is read as they are."""
    places = _places(items, job)
    number = 0
    while found := list(islice(places, size)):
        entries = tuple(each for each in found if isinstance(each, Entry))
        dead = tuple(each for each in found if isinstance(each, DeadLetter))
        yield Shard(number, entries, dead, _fingerprint(job, number, entries, dead))
        number += 1


def _fingerprint(job: Job, number: int, entries: Sequence[Entry], dead: Sequence[DeadLetter]) -> str:
    digest = hashlib.sha256(job.identity())
    digest.update(canonical(number))
    for each in (*entries, *dead):
        digest.update(b"\n" + canonical(each))
    return digest.hexdigest()


def _places(items: Iterable[Item | BadItem], job: Job) -> Iterator[Entry | DeadLetter]:
    """Each item with its place and languages.

    Segments are too short to tell their language: as in `aligner score`, that of a role is told by all its texts among
    the first few hundred. Documents are left for their worker to tell.
    """
    known = dict(job.languages)
    numbered = enumerate(items, 1)
    while batch := list(islice(numbered, ITEMS_AT_ONCE if job.mode is Mode.SEGMENTS else 1)):
        if job.mode is Mode.SEGMENTS:
            known |= detected([item for _, item in batch if isinstance(item, Item)], known)
        for number, item in batch:
            yield _place(number, item, job, known)


def _place(number: int, item: Item | BadItem, job: Job, known: Mapping[Role, str]) -> Entry | DeadLetter:
    if isinstance(item, BadItem):
        return DeadLetter(number, item.line, item.reason)
    told = {role: item.fields.get(LANGUAGE_FIELDS[role]) for role in item.texts}
    codes = {role: _code(value) for role, value in told.items() if value not in (None, "")}
    for role, code in codes.items():
        if not code:
            reason = f"{LANGUAGE_FIELDS[role]} is no code of a language; give one such as en or ar"
            return DeadLetter(number, item.line, reason, item)
    rest = {name: value for name, value in item.fields.items() if name not in LANGUAGE_FIELDS.values()}
    languages = {**known, **codes, **job.languages}
    if job.mode is Mode.SEGMENTS:
        languages = dict.fromkeys(item.texts, UNDETERMINED) | languages
    return Entry(
        number, replace(item, fields=rest), {role: languages[role] for role in item.texts if role in languages}
    )


def _code(value: object) -> str:
    """A language's code without its region; empty for what is none."""
    code = str(value).strip().replace("_", "-").partition("-")[0].lower()
    return code if code.isascii() and code.isalpha() and len(code) in {2, 3} else ""
