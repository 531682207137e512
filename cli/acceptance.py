"""What is accepted and what is known, in the commands that judge findings."""
# ruff: noqa: PLC0415 - only for those who have a baseline

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aligner.config import MAX_BYTES, Config
from aligner.errors import InputError
from aligner.finding import Finding

if TYPE_CHECKING:
    from aligner.baseline import Baseline
    from aligner.settings import Settings

BaselineFile = Annotated[
    Path | None,
    typer.Option(
        "--baseline",
        metavar="FILE",
        help="Findings that are known: shown, but they do not fail a run (see aligner baseline create).",
    ),
]


class Acceptance:
    """Marks the findings of one document after the other by settings and baseline, and says what that came to."""

    def __init__(self, settings: Settings, baseline: Path | None = None) -> None:
        from aligner.baseline import Marker

        self._settings = settings
        self._today = date.today()
        self._active = settings.accepted(self._today)
        self._tried: set[int] = set()
        self._used: set[int] = set()
        self._baseline, self._marker = baseline, None
        if baseline:
            known = read_baseline(baseline)
            self._count, self._marker = len(known), Marker(known)

    def applied(self, config: Config) -> Config:
        """The configuration with what the settings say besides options."""
        return self._settings.applied(config, self._today)

    def marked(self, findings: Collection[Finding], origins: Collection[str]) -> tuple[Finding, ...]:
        """The findings of a chain of documents of these names, those that are known marked."""
        for number, entry in enumerate(self._active):
            if number not in self._used and entry.concerns(origins):
                self._tried.add(number)
                if any(entry.matches(finding) for finding in findings):
                    self._used.add(number)
        return tuple(self._marker.marked(findings) if self._marker else findings)

    def ignores(self, origins: Collection[str]) -> bool:
        """Whether a chain with documents of these names cannot fail."""
        return any(self._settings.ignores(origin) for origin in origins)

    def remarks(self) -> Iterator[str]:
        """What became of suppressions and baseline, once all is marked."""
        where = self._settings.where
        for entry in self._settings.suppress:
            if entry.expired(self._today):
                yield f"warning: {where}: the suppression of {entry} ended on {entry.until}: those findings count again"
        for number in sorted(self._tried - self._used) if self._settings.warn_unused else ():
            yield f"warning: {where}: the suppression of {self._active[number]} matches nothing; take it out"
        if self._marker and self._marker.unfound:
            of_all = f"{self._marker.unfound} of {self._count} findings in {self._baseline}"
            yield f"notice: {of_all} were not found any more; aligner baseline update drops them"


def read_baseline(path: Path) -> Baseline:
    """The baseline in a file; raises InputError."""
    from aligner.baseline import from_text

    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"{path} cannot be read ({reason}); make a baseline: aligner baseline create") from None
    if len(data) > MAX_BYTES:
        raise InputError(f"{path} is larger than {MAX_BYTES:,} bytes, which no baseline is; check the path")
    try:
        return from_text(data.decode("utf-8-sig"), str(path))
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is no UTF-8 (byte {error.start}); save it as UTF-8") from None
