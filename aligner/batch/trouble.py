"""What follows when a worker is lost: the shard again, then its items one by one, and what kills is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from aligner.batch.shards import Shard
from aligner.batch.work import Task
from aligner.errors import AlignerError
from aligner.executors import Failure

_HOPELESS = 5
"""Items that die one after the other before anything has gone well: then it is not the items."""


@dataclass(slots=True)
class _Case:
    """A shard that was lost."""

    shard: Shard
    losses: int = 0
    probed: bool = False
    probes: set[int] = field(default_factory=set)
    lost: Counter[int] = field(default_factory=Counter)
    excluded: dict[int, str] = field(default_factory=dict)

    def whole(self, *, singly: bool = False) -> Task:
        return Task(self.shard, dict(self.excluded), singly=singly)


class Trouble:
    """Decides what is to be done next; a shard is lost `max_tries` times before its items are looked at."""

    def __init__(self, max_tries: int) -> None:
        self._tries = max_tries
        self._cases: dict[int, _Case] = {}
        self._gone_well = False

    def after_success(self, task: Task) -> list[Task]:
        """What follows when a task is done: the shard itself, once all its items are probed."""
        self._gone_well = True
        if not task.probe:
            self._cases.pop(task.shard.number, None)
            return []
        return self._probed(self._cases[task.shard.number], task.shard.entries[0].number)

    def after_failure(self, task: Task, failure: Failure) -> list[Task]:
        """What follows when a task was lost; raises AlignerError if nothing can."""
        if failure.ours:
            raise AlignerError(failure.reason)
        case = self._cases.setdefault(task.shard.number, _Case(task.shard))
        if task.probe:
            return self._probe_lost(case, task, failure)
        case.losses += 1
        if case.losses < self._tries:
            return [task]
        case.losses = 0
        if not case.probed:
            return self._probes(case)
        if not task.singly:
            return [case.whole(singly=True)]
        return self._given_up(case, failure)

    def _probes(self, case: _Case) -> list[Task]:
        """A task for each item; it is given alone to a worker of its own."""
        case.probed = True
        case.probes = {entry.number for entry in case.shard.entries}
        alone = [replace(case.shard, entries=(entry,), dead=()) for entry in case.shard.entries]
        return [Task(shard, probe=True) for shard in alone] or [case.whole()]

    def _probe_lost(self, case: _Case, task: Task, failure: Failure) -> list[Task]:
        number = task.shard.entries[0].number
        case.lost[number] += 1
        if case.lost[number] < self._tries:
            return [task]
        case.excluded[number] = f"its worker died {self._tries} times ({failure.reason})"
        if not self._gone_well and len(case.excluded) >= _HOPELESS:
            raise AlignerError(f"workers die whatever they are given ({failure.reason}); is there memory enough?")
        return self._probed(case, number)

    def _probed(self, case: _Case, number: int) -> list[Task]:
        case.probes.discard(number)
        return [] if case.probes else [case.whole()]

    def _given_up(self, case: _Case, failure: Failure) -> list[Task]:
        """All items become dead letters; each alone went well, but not the shard, not even one by one."""
        left: Mapping[int, str] = {
            entry.number: f"the worker of its shard died {self._tries} times ({failure.reason})"
            for entry in case.shard.entries
            if entry.number not in case.excluded
        }
        if not left:
            raise AlignerError(f"workers die whatever they are given ({failure.reason}); is there memory enough?")
        case.excluded |= left
        return [case.whole(singly=True)]
