"""Every setting of a run, checked as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from aligner.errors import ConfigError
from aligner.finding import Severity
from aligner.glossary import EMPTY, Glossary

MEGABYTE = 1_000_000
MAX_BYTES = 20 * MEGABYTE
"""The largest document that is read by default."""


@dataclass(frozen=True, slots=True)
class Config:
    """Settings with their defaults; raises ConfigError with all mistakes when one is out of range.

    `fail_on` is the least severity that fails a run (None: never), `min_score` the least chain fidelity of the
    document (0-100), `severities` overrides the severity of all findings of a check, `max_bytes` bounds the
    size of one document, `force` compares documents that do not seem to tell the same story,
    `glossary` holds the terms that have to be rendered in a certain way.
    """

    fail_on: Severity | None = Severity.MAJOR
    min_score: float | None = None
    severities: Mapping[str, Severity] = field(default_factory=dict)
    max_bytes: int = MAX_BYTES
    force: bool = False
    glossary: Glossary = EMPTY

    def __post_init__(self) -> None:
        mistakes = []
        if self.min_score is not None and not 0 <= self.min_score <= 100:
            mistakes.append(f"the least score is {self.min_score:g}: give a number from 0 to 100")
        if self.max_bytes < 1:
            mistakes.append(f"the largest size is {self.max_bytes}: give a number of bytes above 0")
        if mistakes:
            raise ConfigError(mistakes)
