"""What the file of a shard says of itself: whose it is, and what became of its items."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from aligner.batch.job import SCHEMA, Job
from aligner.batch.shards import DeadLetter, Shard
from aligner.batch_writers import writer
from aligner.finding import Severity


@dataclass(frozen=True, slots=True)
class Account:
    """Nothing in it depends on who made the file, and when.

    `fidelity` is the sum of the items' chains, `failed` counts those that fail the gate, `flagged` those with findings.
    `dead` are the dead letters as plain data.
    """

    shard: int
    fingerprint: str
    signature: str
    first: int
    items: int
    flagged: int = 0
    failed: int = 0
    fidelity: float = 0.0
    severities: Mapping[str, int] = field(default_factory=dict)
    dead: tuple[Mapping[str, Any], ...] = ()

    def to_text(self) -> str:
        """One line of JSON."""
        told = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps({"schema": SCHEMA, **told}, ensure_ascii=True)


def account_of(shard: Shard, signature: str, rows: Sequence[Mapping[str, Any]], dead: Sequence[DeadLetter]) -> Account:
    """The account of the rows of a shard and of the items that have none."""
    counts: Counter[str] = Counter()
    for row in rows:
        counts.update(row["severities"])
    letters = sorted(dead, key=lambda letter: letter.number)
    return Account(
        shard.number,
        shard.fingerprint,
        signature,
        min([entry.number for entry in shard.entries] + [letter.number for letter in shard.dead]),
        len(rows),
        sum(bool(row["findings"]) for row in rows),
        sum(not row["passed"] for row in rows),
        round(sum(row["fidelity"]["chain"] for row in rows), 2),
        {severity.value: counts[severity.value] for severity in reversed(Severity)},
        tuple(letter.to_dict() for letter in letters),
    )


def from_text(text: str | None) -> Account | None:
    """The account that a file gives; None for what is none of this version's."""
    try:
        told = json.loads(text or "")
        if told.pop("schema") != SCHEMA:
            return None
        return Account(**{**told, "dead": tuple(told["dead"])})
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def known(job: Job, stem: str) -> Account | None:
    """What the file of a shard says in the folder of a run, if it is there and whole."""
    return from_text(writer(job.format).account(job.folder, stem))
