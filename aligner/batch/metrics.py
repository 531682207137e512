"""How fast a run is, and what it spends its time on; the only file in which times are told."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aligner.batch.output import METRICS
from aligner.batch.work import Outcome

EVERY = 5.0
"""Seconds after which the file is written anew while the run goes on."""


@dataclass(slots=True)
class Metrics:
    """What has been done so far; `expected` is how many items there are, about, if that is known.

    `computed` items were compared by this run, `known` ones of them had a result from an earlier run. `skipped` ones
    stood in files that were there already.
    """

    workers: int
    expected: int | None = None
    computed: int = 0
    known: int = 0
    skipped: int = 0
    dead: int = 0
    shards: int = 0
    lost: int = 0
    working: float = 0.0
    encoding: float = 0.0
    peak: int = 0
    began: float = field(default_factory=time.monotonic)
    _written: float = 0.0

    @property
    def items(self) -> int:
        """The items that are through."""
        return self.computed + self.skipped + self.dead

    @property
    def seconds(self) -> float:
        """Since the run began."""
        return time.monotonic() - self.began

    def add(self, outcome: Outcome) -> None:
        """Count what a worker did."""
        self.working += outcome.seconds
        self.encoding += outcome.encoding
        self.peak = max(self.peak, outcome.peak)
        if outcome.account:
            self.shards += 1
            self.computed += outcome.account.items
            self.known += outcome.known
            self.dead += len(outcome.account.dead)

    def to_dict(self) -> Mapping[str, Any]:
        """The figures as plain data; a rate that cannot be told yet is None."""
        rate = self.computed / self.seconds if self.computed else None
        return {
            "seconds": round(self.seconds, 2),
            "expected": self.expected,
            "items": {"computed": self.computed, "skipped": self.skipped, "dead_letters": self.dead},
            "items_per_second": rate and round(rate, 2),
            "items_per_second_per_core": rate and round(rate / self.workers, 2),
            "workers": self.workers,
            "workers_lost": self.lost,
            "shards": self.shards,
            "cache_hits": self.known,
            "cache_hit_share": round(self.known / self.computed, 4) if self.computed else None,
            "working_seconds": round(self.working, 2),
            "encoder_seconds": round(self.encoding, 2),
            "encoder_share": round(self.encoding / self.working, 4) if self.working else None,
            "most_memory_of_a_worker": self.peak,
        }

    def write(self, folder: Path, *, now: bool = False) -> None:
        """Write the file, if that is due or has to be `now`; it is no loss if it cannot be written."""
        if not now and time.monotonic() - self._written < EVERY:
            return
        self._written = time.monotonic()
        temporary = folder / f".{METRICS}"
        try:
            temporary.write_text(json.dumps(self.to_dict(), indent=1) + "\n", encoding="ascii")
            temporary.replace(folder / METRICS)
        except OSError:
            temporary.unlink(missing_ok=True)
