"""What a run is to do with every shard, small enough to be sent to each worker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from aligner.batch.plain import canonical
from aligner.bitext import Role
from aligner.config import MAX_BYTES, Config
from aligner.gate import Gate
from aligner.store import MOST_BYTES
from aligner.version import __version__

SCHEMA = "aligner-batch/1"
MAX_TRIES = 3


class Mode(StrEnum):
    """What an item is: segments are aligned already, documents have sentences that are aligned first."""

    SEGMENTS = "segments"
    DOCUMENTS = "documents"


@dataclass(frozen=True, slots=True)
class Job:
    """The settings of a run; `folder` is where its files go, and has to be the same place for all workers.

    `encoder` is what `aligner.load_encoder` takes; `encoder_name` is what it calls itself, with its revision, and
    `signature` what scores depend on: see `prepared`. With `independent` no result depends on what stands beside it,
    which holds for encoders that know the means of their vectors. `languages` are those that are given; what an item
    says of its own comes second, what the texts tell last. With `reports` a row holds the whole report of its item too.
    `cache` is the folder of the store, if there is one, and `cache_bytes` what it may hold.
    """

    folder: Path
    mode: Mode = Mode.SEGMENTS
    config: Config = field(default_factory=Config)
    encoder: str = "embedded"
    encoder_name: str = ""
    independent: bool = True
    languages: Mapping[Role, str] = field(default_factory=dict)
    threads: int = 1
    format: str = "jsonl"
    reports: bool = False
    max_tries: int = MAX_TRIES
    signature: str = ""
    cache: Path | None = None
    cache_bytes: int = MOST_BYTES
    version: str = __version__

    @property
    def alone(self) -> bool:
        """Whether the result of an item is the same wherever it is compared."""
        return self.independent or self.mode is Mode.DOCUMENTS

    def identity(self) -> bytes:
        """All that the rows of an item depend on besides the item."""
        return canonical([SCHEMA, self.comparison(), self.config.gate, self.reports])

    def comparison(self) -> str:
        """All that the comparison of an item depends on besides the item."""
        config = replace(self.config, gate=Gate(), max_bytes=MAX_BYTES)
        return canonical([self.version, self.encoder_name, self.signature, self.mode, config]).decode("ascii")
