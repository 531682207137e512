"""What the user sees of a run over many items: its progress, its log, what it comes to and how it is getting on."""
# ruff: noqa: PLC0415 - rich is imported only when it is wanted

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from aligner.errors import InputError
from aligner.finding import Severity

from .output import say

if TYPE_CHECKING:
    from rich.progress import Progress

    from aligner.batch.metrics import Metrics
    from aligner.batch.run import Summary

A_LINE_EVERY = 60.0
"""Seconds between lines of progress where there is no terminal."""


class Watch:
    """Hears of what happens in a run; tells the user and writes the log."""

    def __init__(self, progress: Progress, log: IO[bytes] | None, *, quiet: bool) -> None:
        self._progress, self._log, self._quiet = progress, log, quiet
        self._task = progress.add_task("preparing", total=None, rate="", left="")
        self._metrics: Metrics | None = None
        self._said = time.monotonic()

    def follow(self, metrics: Metrics) -> None:
        """Show these figures from now on."""
        self._metrics = metrics
        self._progress.update(self._task, description="comparing", total=metrics.expected)

    def __call__(self, event: str, **told: Any) -> None:
        """Hear of something."""
        if event == "lost":
            say(f"warning: a worker was lost at shard {told['shard']} ({told['reason']}); it is tried again")
        elif event == "failed":
            say(f"warning: shard {told['shard']} failed ({told['reason']}); it is tried again")
        elif event == "leftovers":
            say(f"notice: removed {told['files']} unfinished files of a run that was broken off")
        elif event == "removed":
            say(f"notice: removed {told['files']} files of an earlier run that this one does not write")
        if event != "tick":
            self._write({"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event, **told})
        self._show()

    def _write(self, line: Mapping[str, Any]) -> None:
        """A line of the log; that it cannot be written any more is no reason to stop."""
        try:
            if self._log:
                self._log.write(json.dumps(line).encode("ascii") + b"\n")
        except OSError as error:
            say(f"warning: the log cannot be written any more ({error.strerror})")
            self._log = None

    def _show(self) -> None:
        metrics = self._metrics
        if metrics is None:
            return
        rate, left = figures(metrics)
        self._progress.update(self._task, completed=metrics.items, rate=rate, left=left)
        if self._progress.disable and not self._quiet and time.monotonic() - self._said > A_LINE_EVERY:
            self._said = time.monotonic()
            of = f" of {metrics.expected:,}" if metrics.expected else ""
            say(", ".join(part for part in (f"aligner: {metrics.items:,}{of} items", rate, left) if part))


def figures(metrics: Metrics) -> tuple[str, str]:
    """The rate and the remaining time in words, empty while they are not known."""
    if not metrics.computed:
        return "", ""
    rate = metrics.computed / metrics.seconds
    left = max(0, (metrics.expected or 0) - metrics.items) / rate
    return f"{rate:.1f} items/s", f"{timedelta(seconds=round(left))} left" if metrics.expected else ""


@contextmanager
def watching(log: Path | None, *, quiet: bool) -> Iterator[Watch]:
    """Somebody who watches a run; raises InputError if the log cannot be written."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    console = Console(stderr=True, quiet=quiet)
    rate, left = TextColumn("{task.fields[rate]}"), TextColumn("{task.fields[left]}")
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), rate, left)
    shown = Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal)
    with _opened(log) as file, shown as progress:
        yield Watch(progress, file, quiet=quiet)


@contextmanager
def _opened(log: Path | None) -> Iterator[IO[bytes] | None]:
    if log is None:
        yield None
        return
    try:
        file = log.open("ab", buffering=0)
    except OSError as error:
        raise InputError(f"{log} cannot be written ({error.strerror}); give --log another place") from None
    with file:
        yield file


def summarise(summary: Summary, metrics: Metrics, folder: Path, *, quiet: bool) -> None:
    """Say on standard error what a run came to."""
    if summary.dead:
        letters = folder / "dead_letters.jsonl"
        say(f"warning: dead letters {summary.dead}; {letters} tells what cannot be compared, and why")
    if quiet:
        return
    shards, skipped = len(summary.shards), len(summary.shards) - metrics.shards
    say(
        f"items {summary.items} in {shards} files, {summary.flagged} with findings; "
        f"mean fidelity {summary.fidelity or 0:.0f}"
    )
    say("findings " + ", ".join(f"{summary.severities[severity]} {severity}" for severity in reversed(Severity)))
    if skipped:
        say(f"files {metrics.shards} written, {skipped} there already")
    told = metrics.to_dict()
    if told["items_per_second"]:
        say(
            f"{told['items_per_second']:.1f} items/s, {told['items_per_second_per_core']:.1f} a worker; "
            f"encoder {told['encoder_share']:.0%} of the time, {told['cache_hit_share']:.0%} known from earlier runs"
        )


def show_status(folder: Path) -> None:
    """Print how the run in a folder is getting on; raises InputError if there is none."""
    import typer

    from aligner.batch.status import status

    for line in status(folder):
        typer.echo(line)
