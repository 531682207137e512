"""What a run has to reach to pass: no finding that is too severe, and scores that are high enough."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from aligner.bitext import Hop
from aligner.errors import ConfigError
from aligner.finding import Finding, Severity, Status
from aligner.report import Scores


@dataclass(frozen=True, slots=True)
class Gate:
    """What fails a run; raises ConfigError with all mistakes for scores outside 0-100.

    `fail_on` is the least severity of a new finding that fails it (None: never). The others are the least fidelity:
    of the document's chain, of the document at a hop, of the chain of any single row.
    """

    fail_on: Severity | None = Severity.MAJOR
    document: float | None = None
    hops: Mapping[Hop, float] = field(default_factory=dict)
    row: float | None = None

    def __post_init__(self) -> None:
        given = {"document": self.document, "row": self.row, **{hop.value: least for hop, least in self.hops.items()}}
        mistakes = [
            f"the least score of {name} is {least:g}: give a number from 0 to 100"
            for name, least in given.items()
            if least is not None and not 0 <= least <= 100
        ]
        if mistakes:
            raise ConfigError(mistakes)

    def failures(self, findings: Iterable[Finding], total: Scores, rows: Sequence[Scores] = ()) -> Iterator[str]:
        """Why a document fails, a reason at a time; `rows` are the scores of its rows, counted from 1."""
        severe = [f for f in findings if self.fail_on and f.status is Status.NEW and f.severity.at_least(self.fail_on)]
        if severe:
            yield f"{len(severe)} new finding{'s' * (len(severe) > 1)} of severity {self.fail_on} or above"
        if self.document is not None and total.chain < self.document:
            yield f"fidelity {total.chain:.1f} is under {self.document:g}"
        for hop, least in self.hops.items():
            if hop in total.fidelity and total.fidelity[hop] < least:
                yield f"fidelity {total.fidelity[hop]:.1f} at {hop} is under {least:g}"
        low = [number for number, scores in enumerate(rows, 1) if self.row is not None and scores.chain < self.row]
        if low:
            worst = min(low, key=lambda number: rows[number - 1].chain)
            rest = f", and {len(low) - 1} more" if len(low) > 1 else ""
            yield f"fidelity {rows[worst - 1].chain:.1f} of row {worst} is under {self.row:g}{rest}"
