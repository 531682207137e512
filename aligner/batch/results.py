"""What each item of a shard comes to, as plain data: computed together, or known from an earlier run."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, TypeAlias

from aligner.batch.job import Job, Mode
from aligner.batch.plain import canonical
from aligner.batch.shards import DeadLetter, Entry
from aligner.batch.worker_encoder import WorkerEncoder
from aligner.bitext import Document
from aligner.encoding import in_parts
from aligner.errors import AlignerError, EncoderError
from aligner.items import Item, ScoredItem
from aligner.lang.detect import detect
from aligner.pipeline import compare
from aligner.remembered import RememberedEncoder
from aligner.scoring import CHARACTERS_AT_ONCE, score_items
from aligner.segment import segment
from aligner.store import Store

KIND = "report"
"""What the store calls the results of items."""
Result: TypeAlias = dict[str, Any]
"""Of a segment what `aligner score` says of it, without its own fields; of documents their report."""


@dataclass(frozen=True, slots=True)
class Results:
    """The results by the place of their item, what could not be compared, and how many were known."""

    found: Mapping[int, Result]
    dead: tuple[DeadLetter, ...]
    known: int = 0


def results(entries: Sequence[Entry], job: Job, encoder: WorkerEncoder, store: Store | None = None) -> Results:
    """The result of each entry; one that cannot be compared becomes a dead letter.

    Raises EncoderError if the encoder cannot be had, for then none can.
    """
    keeping = store if job.alone and store and encoder.identity else None
    keys = dict(_keys(entries, job, encoder.identity)) if keeping else {}
    stored = keeping.get(KIND, list(keys.values())) if keeping else {}
    known = {number: _unpacked(stored[key]) for number, key in keys.items() if key in stored}
    new, dead = _computed([entry for entry in entries if entry.number not in known], job, encoder)
    if keeping and new:
        keeping.put(KIND, {keys[number]: _packed(result) for number, result in new.items()})
    return Results(known | new, dead, len(known))


def _computed(
    entries: Sequence[Entry], job: Job, encoder: WorkerEncoder
) -> tuple[dict[int, Result], tuple[DeadLetter, ...]]:
    """All together; if that fails, each alone shows which it is, and the others are done without it."""
    together = _documents if job.mode is Mode.DOCUMENTS else _segments
    try:
        return dict(together(entries, job, encoder)), ()
    except EncoderError:
        raise
    except Exception:  # noqa: S110 - whatever it is, it is met again below, by the item that it comes from
        pass
    alone: dict[int, Result] = {}
    dead = []
    for entry in entries:
        result = _tried(lambda entry=entry: dict(together([entry], job, encoder)), job.max_tries)  # type: ignore[misc]
        if isinstance(result, str):
            dead.append(DeadLetter(entry.number, entry.item.line, result, entry.item, entry.languages))
        else:
            alone |= result
    if job.alone or not alone:
        return alone, tuple(dead)
    return dict(together([entry for entry in entries if entry.number in alone], job, encoder)), tuple(dead)


def _tried(work: Callable[[], dict[int, Result]], tries: int) -> dict[int, Result] | str:
    """What the work gives, or why it does not; what the user can mend is not tried again."""
    reason = ""
    for _ in range(tries):
        try:
            return work()
        except EncoderError:
            raise
        except AlignerError as error:
            return str(error)
        except Exception as error:
            reason = f"internal error: {type(error).__name__}: {error}"
    return f"{reason} (tried {tries} times)"


def _segments(entries: Sequence[Entry], job: Job, encoder: WorkerEncoder) -> Iterator[tuple[int, Result]]:
    """Those in the same languages together."""

    def languages(entry: Entry) -> list[tuple[str, str]]:
        return [(role.value, lang) for role, lang in entry.languages.items()]

    for _, group in groupby(sorted(entries, key=languages), key=languages):
        alike = list(group)
        items = [Item(entry.item.id, entry.item.texts, {}) for entry in alike]
        for entry, scored in zip(alike, score_items(items, encoder, job.config, alike[0].languages), strict=True):
            yield entry.number, _segment(scored)


def _segment(scored: ScoredItem) -> Result:
    told = scored.to_dict()
    del told["id"]
    told["languages"] = {role.value: document.lang for role, document in scored.documents.items()}
    told["warnings"] = [in_parts(scored.windowed)] if scored.windowed else []
    return told


def _documents(entries: Sequence[Entry], job: Job, encoder: WorkerEncoder) -> Iterator[tuple[int, Result]]:
    """A few chains at a time, all their sentences encoded together."""
    for group in _together(entries):
        chains = [_chain(entry) for entry in group]
        remembered = RememberedEncoder(encoder)
        remembered.read(text for chain in chains for document in chain for text in _sentences(document, job))
        for entry, chain in zip(group, chains, strict=True):
            yield entry.number, compare(chain, remembered, job.config).to_dict()


def _together(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    group: list[Entry] = []
    size = 0
    for entry in entries:
        more = sum(map(len, entry.item.texts.values()))
        if group and size + more > CHARACTERS_AT_ONCE:
            yield group
            group, size = [], 0
        group.append(entry)
        size += more
    if group:
        yield group


def _chain(entry: Entry) -> list[Document]:
    return [
        Document(role, f"{entry.item.id}", text, entry.languages.get(role) or detect(text))
        for role, text in entry.item.texts.items()
    ]


def _sentences(document: Document, job: Job) -> list[str]:
    return replace(document, sentences=segment(document, job.config.boilerplate)).sentence_texts


def _keys(entries: Iterable[Entry], job: Job, vectors: str) -> Iterator[tuple[int, bytes]]:
    """All that a result depends on; the name of the item only where the result tells it or a glob looks at it."""
    comparison = job.comparison()
    named = job.mode is Mode.DOCUMENTS or any(each.path for each in job.config.suppressions)
    for entry in entries:
        name = str(entry.item.id) if named else ""
        told = canonical([comparison, vectors, name, entry.languages, entry.item.texts])
        yield entry.number, hashlib.blake2b(told, digest_size=32).digest()


def _packed(result: Result) -> bytes:
    return zlib.compress(json.dumps(result, ensure_ascii=True, separators=(",", ":")).encode("ascii"), 6)


def _unpacked(value: bytes) -> Result:
    result: Result = json.loads(zlib.decompress(value))
    return result
