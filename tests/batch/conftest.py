"""What the tests of batches share: small inputs, and an executor that works in this process."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, Self

import pytest

from aligner.batch import Job, Outcome, Task, perform, prepared
from aligner.batch.metrics import Metrics
from aligner.batch.output import opened
from aligner.batch.run import Run, Summary
from aligner.batch_readers import Reading, read_input
from aligner.executors import Done, Failure

SOURCE = "Shares of Telvanta fell {n} percent after the mayor, Ines Calloway, closed the port."
TRANSLATION = "تراجعت أسهم تلفانتا بنسبة {n} بالمئة بعد أن أغلقت رئيسة البلدية إينيس كالواي الميناء."
TWIN = "Telvanta shares fell {n} percent after the mayor, Ines Robertson, closed the port."


class LostError(Exception):
    """Stands for a worker that dies."""


class Inline:
    """Works in this process, the last task first, so that shards are not done in order."""

    room = workers = 3

    def __init__(self, work: Callable[[Task], Outcome]) -> None:
        self._work = work
        self._tasks: deque[Task] = deque()
        self.tasks: list[Task] = []

    def submit(self, task: Task) -> None:
        assert len(self._tasks) < self.room
        self._tasks.append(task)
        self.tasks.append(task)

    def next(self, timeout: float) -> Done[Task, Outcome] | None:
        task = self._tasks.pop()
        try:
            return Done(task, self._work(task))
        except LostError as error:
            return Done(task, Failure(error.args[0], lost=True, begun=error.args[-1] is not False))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def known() -> Job:
    """A job with all that is known of the encoder."""
    return prepared(Job(Path()))


class Batch:
    """Runs batches in this process and keeps what was heard of the last one; makes inputs and reads outputs."""

    lost = LostError

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []
        self.tasks: list[Task] = []
        self.metrics = Metrics(1)

    def __call__(
        self,
        source: Path,
        job: Job,
        *,
        size: int = 2,
        work: Callable[[Job, Task], Outcome] = perform,
        reading: Reading | None = None,
    ) -> Summary:
        self.events, self.metrics = [], Metrics(1)
        executor = Inline(partial(work, job))
        self.tasks = executor.tasks
        with opened(job), read_input(source, reading or Reading()) as items:
            return Run(job, executor, self._hear, self.metrics).go(items, size, {"input": source.name})

    def _hear(self, event: str, **told: Any) -> None:
        if event != "tick":
            self.events.append({"event": event, **told})

    @property
    def written(self) -> list[int]:
        """The shards that the last run did, in order."""
        return sorted(event["shard"] for event in self.events if event["event"] == "shard")

    @staticmethod
    def item(number: int, /, **more: Any) -> dict[str, Any]:
        """A segment with a wrong name in the twin."""
        texts = {"source": SOURCE, "translation": TRANSLATION, "twin": TWIN}
        return {"id": f"item {number}", **{role: text.format(n=number) for role, text in texts.items()}, **more}

    @staticmethod
    def jsonl(path: Path, items: Iterable[object]) -> Path:
        lines = (each if isinstance(each, str) else json.dumps(each, ensure_ascii=False) for each in items)
        path.write_bytes("".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass"))
        return path

    @staticmethod
    def files(folder: Path) -> dict[str, bytes]:
        """All that a run leaves and that has to be the same whoever did it."""
        found = sorted(folder.iterdir())
        return {path.name: path.read_bytes() for path in found if path.name not in {"metrics.json", ".lock"}}

    @staticmethod
    def rows(folder: Path) -> list[dict[str, Any]]:
        paths = sorted(folder.glob("part-*.jsonl"))
        return [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]

    @staticmethod
    def letters(folder: Path) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (folder / "dead_letters.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture
def batch() -> Batch:
    return Batch()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Five items, three shards of two."""
    return Batch.jsonl(tmp_path / "items.jsonl", [Batch.item(number) for number in range(1, 6)])
