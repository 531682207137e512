"""Every setting of a run, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from aligner.errors import ConfigError
from aligner.finding import Severity
from aligner.gate import Gate
from aligner.glossary import EMPTY, Glossary
from aligner.patterns import Pattern
from aligner.suppressions import Suppression

MEGABYTE = 1_000_000
MAX_BYTES = 20 * MEGABYTE
"""The largest document that is read by default."""


@dataclass(frozen=True, slots=True)
class Config:
    """Settings with their defaults; raises ConfigError when one is out of range.

    `gate` says what fails a run, `severities` overrides the severity of all findings of a check, `max_bytes` bounds
    the size of one document, `force` compares documents that do not seem to tell the same story, `glossary` holds
    the terms that have to be rendered in a certain way. Checks that are `off` are not made, findings less sure than
    `min_confidence` (0 to 1) not reported. Sentences that match `boilerplate` are no part of the article; findings that
    match `suppressions` do not count, and take nothing off the score.
    """

    gate: Gate = field(default_factory=Gate)
    severities: Mapping[str, Severity] = field(default_factory=dict)
    max_bytes: int = MAX_BYTES
    force: bool = False
    glossary: Glossary = EMPTY
    off: frozenset[str] = frozenset()
    min_confidence: float = 0.0
    boilerplate: tuple[Pattern, ...] = ()
    suppressions: tuple[Suppression, ...] = ()

    def __post_init__(self) -> None:
        if self.max_bytes < 1:
            raise ConfigError([f"the largest size is {self.max_bytes}: give a number of bytes above 0"])
