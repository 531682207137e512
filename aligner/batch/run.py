"""The driver: gives shards to an executor, sees to what goes wrong, and tells what it all comes to."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from aligner.batch.account import Account, known
from aligner.batch.job import Job
from aligner.batch.metrics import Metrics
from aligner.batch.output import described, finish
from aligner.batch.shards import Shard, shards
from aligner.batch.trouble import Trouble
from aligner.batch.work import Outcome, Task
from aligner.errors import InputError
from aligner.executors import Done, Executor, Failure
from aligner.items import BadItem, Item

TICK = 1.0
"""Seconds after which those who watch hear that nothing has happened."""


class Tell(Protocol):
    """Hears of what happens (shard, skipped, lost, failed, dead, removed) with all that is to be said; or of a tick."""

    def __call__(self, event: str, **told: Any) -> None:
        """Hear of something."""


@dataclass(slots=True)
class Summary:
    """What a run comes to; nothing in it depends on time or on who did the work."""

    items: int = 0
    flagged: int = 0
    failed: int = 0
    dead: int = 0
    severities: Counter[str] = field(default_factory=Counter)
    shards: dict[int, dict[str, Any]] = field(default_factory=dict)
    _chains: dict[int, float] = field(default_factory=dict)

    def add(self, account: Account, described: dict[str, Any]) -> None:
        """Count a shard."""
        self.items += account.items
        self.flagged += account.flagged
        self.failed += account.failed
        self.dead += len(account.dead)
        self.severities.update(account.severities)
        self.shards[account.shard] = described
        self._chains[account.shard] = account.fidelity

    @property
    def fidelity(self) -> float | None:
        """The mean fidelity of the chains; summed up in order, so that it is the same however the work went."""
        total = sum(self._chains[number] for number in sorted(self._chains))
        return round(total / self.items, 2) if self.items else None

    def to_dict(self) -> dict[str, Any]:
        """The totals as plain data."""
        return {
            "items": self.items,
            "dead_letters": self.dead,
            "flagged": self.flagged,
            "failed": self.failed,
            "fidelity": self.fidelity,
            "severities": dict(self.severities),
        }


class Run:
    """One run over an input, in a folder that is `opened`."""

    def __init__(self, job: Job, executor: Executor[Task, Outcome], tell: Tell, metrics: Metrics) -> None:
        self._job, self._executor, self._tell = job, executor, tell
        self._metrics, self._summary, self._trouble = metrics, Summary(), Trouble(job)

    def go(self, items: Iterable[Item | BadItem], size: int, told: dict[str, Any]) -> Summary:
        """Do all shards that are not done yet; `told` stands in the manifest.

        Raises AlignerError where it cannot go on. However a run ends, the next one goes on from there.
        """
        fresh = self._undone(shards(items, self._job, size))
        again: deque[Task] = deque()
        running = 0
        while True:
            while running < self._executor.room:
                task = again.popleft() if again else next(fresh, None)
                if task is None:
                    break
                self._executor.submit(task)
                running += 1
            if not running:
                break
            done = self._executor.next(TICK)
            if done:
                running -= 1
                again.extendleft(reversed(self._after(done)))  # what was begun is done before what is new
            self._tell("tick")
            self._metrics.workers = max(1, self._executor.workers)
            self._metrics.write(self._job.folder)
        if not self._summary.shards:
            raise InputError("the input holds no items; give some")
        entries = [self._summary.shards[number] for number in sorted(self._summary.shards)]
        removed = finish(self._job, entries, {**told, **self._summary.to_dict()})
        if removed:
            self._tell("removed", files=removed)
        return self._summary

    def _undone(self, found: Iterator[Shard]) -> Iterator[Task]:
        """The shards that have no file yet."""
        for shard in found:
            account = known(self._job, shard.stem)
            if account is None or account.fingerprint != shard.fingerprint:
                yield Task(shard)
                continue
            self._metrics.skipped += account.items
            self._metrics.dead += len(account.dead)
            self._count(account)
            self._tell("skipped", shard=shard.number, items=len(shard))

    def _after(self, done: Done[Task, Outcome]) -> list[Task]:
        """What follows from a task that is done."""
        task, answer = done.task, done.answer
        if isinstance(answer, Failure):
            again = self._trouble.after_failure(task, answer)
            self._metrics.lost += answer.lost
            event = "lost" if answer.lost else "failed"
            self._tell(event, shard=task.shard.number, reason=answer.reason, probe=task.probe)
            return again
        self._metrics.add(answer)
        if answer.account:
            self._count(answer.account)
            self._tell(
                "shard",
                shard=task.shard.number,
                items=len(task.shard),
                seconds=round(answer.seconds, 3),
                encoder_seconds=round(answer.encoding, 3),
                cache_hits=answer.known,
                memory=answer.peak,
            )
        return self._trouble.after_success(task, answer.probed)

    def _count(self, account: Account) -> None:
        for letter in account.dead:
            self._tell("dead", **{name: letter.get(name) for name in ("number", "line", "id", "reason")})
        self._summary.add(account, described(self._job, account))
