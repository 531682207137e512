"""What follows when a worker is lost: the shard again, then its items one by one, and what kills is left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from aligner.batch.job import Job
from aligner.batch.results import Result, Results
from aligner.batch.shards import Shard
from aligner.batch.work import Task
from aligner.errors import AlignerError
from aligner.executors import Failure

_HOPELESS_ITEMS = 5
"""Items that die before anything has gone well: then it is not the items."""
_HOPELESS_STARTS = 20
"""Workers that die, one after the other, before they begin: then no other will do better."""


@dataclass(slots=True)
class _Case:
    """A shard that was lost, what its items came to and which are left out."""

    shard: Shard
    losses: int = 0
    probes: set[int] = field(default_factory=set)
    probed: bool = False
    lost: Counter[int] = field(default_factory=Counter)
    known: dict[int, Result] = field(default_factory=dict)
    excluded: dict[int, str] = field(default_factory=dict)


class Trouble:
    """Decides what is to be done next.

    A shard is lost `max_tries` times before each of its items is given alone to a worker; of what they come to the file
    is made. A worker that dies before it has begun is nobody's fault.
    """

    def __init__(self, job: Job) -> None:
        self._tries, self._alone = job.max_tries, job.alone
        self._cases: dict[int, _Case] = {}
        self._gone_well = False
        self._unbegun = 0

    def after_success(self, task: Task, probed: Results | None) -> list[Task]:
        """What follows when a task is done: the shard itself, once all its items are probed."""
        self._gone_well, self._unbegun = True, 0
        if probed is None:
            self._cases.pop(task.shard.number, None)
            return []
        case = self._cases[task.shard.number]
        case.known |= probed.found
        case.excluded |= {letter.number: letter.reason for letter in probed.dead}
        return self._probed(case, task)

    def after_failure(self, task: Task, failure: Failure) -> list[Task]:
        """What follows when a task was lost; raises AlignerError if nothing can."""
        if failure.ours:
            raise AlignerError(failure.reason)
        if failure.lost and not failure.begun:
            self._unbegun += 1
            if self._unbegun >= _HOPELESS_STARTS:
                raise _hopeless(failure)
            return [task]
        case = self._cases.setdefault(task.shard.number, _Case(task.shard))
        if task.probe:
            return self._probe_lost(case, task, failure)
        case.losses += 1
        if case.losses < self._tries:
            return [task]
        if case.probed:
            raise _hopeless(failure)
        return self._probes(case)

    def _probes(self, case: _Case) -> list[Task]:
        """A task for each item; it is given alone to a worker of its own."""
        case.probed, case.losses = True, 0
        case.probes = {entry.number for entry in case.shard.entries}
        alone = [replace(case.shard, entries=(entry,), dead=()) for entry in case.shard.entries]
        return [Task(shard, probe=True) for shard in alone] or [Task(case.shard)]

    def _probe_lost(self, case: _Case, task: Task, failure: Failure) -> list[Task]:
        number = task.shard.entries[0].number
        case.lost[number] += 1
        if case.lost[number] < self._tries:
            return [task]
        case.excluded[number] = f"its worker died {self._tries} times ({failure.reason})"
        if not self._gone_well and len(case.excluded) >= _HOPELESS_ITEMS:
            raise _hopeless(failure)
        return self._probed(case, task)

    def _probed(self, case: _Case, task: Task) -> list[Task]:
        """Once all items are probed, the shard, of what they came to if that is the same as together."""
        case.probes.discard(task.shard.entries[0].number)
        return [] if case.probes else [Task(case.shard, case.excluded, case.known if self._alone else {})]


def _hopeless(failure: Failure) -> AlignerError:
    return AlignerError(f"workers die whatever they are given ({failure.reason}); is there memory enough?")
