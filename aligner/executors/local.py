"""Processes on this machine, each with one task at a time over a pipe of its own.

A pool of the standard library breaks as a whole when one of its processes is killed, and leaves them all behind when
its own process is. Here a lost worker loses its task alone, and a worker ends with its driver.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from time import monotonic
from types import TracebackType
from typing import Generic, Self

from aligner.errors import ConfigError
from aligner.executors import Answer, Done, Failure, Task, attempted, unheard

_PATIENCE = 5.0
"""Seconds that a worker has to end by itself once nobody has work for it."""


class _Begun:
    """What a worker says before it does its task."""


@dataclass(slots=True)
class _Worker(Generic[Task]):
    process: SpawnProcess
    pipe: Connection
    task: Task | None = None
    begun: bool = False


class LocalExecutor(Generic[Task, Answer]):
    """Runs tasks in `workers` processes that are started when they are needed, and anew when they are lost.

    A worker that takes the place of a lost one is made ready by `prepare` before it begins, which takes its time but
    shows whether it is the task that kills.
    """

    def __init__(self, work: Callable[[Task], Answer], workers: int, prepare: Callable[[], None] | None = None) -> None:
        self._work, self._count, self._prepare = work, workers, prepare
        self._lost = False
        self._workers: list[_Worker[Task]] = []
        self._context = multiprocessing.get_context("spawn")  # a fork would copy the locks of threads that it lacks

    @property
    def room(self) -> int:
        """One task a worker."""
        return self._count

    @property
    def workers(self) -> int:
        """As many as were asked for."""
        return self._count

    def submit(self, task: Task) -> None:
        """Give a task to an idle worker, a new one if there is none."""
        for worker in [worker for worker in self._workers if worker.task is None and not worker.process.is_alive()]:
            self._forget(worker)  # it has died while it had nothing to do
        idle = [worker for worker in self._workers if worker.task is None]
        worker = idle[0] if idle else self._started()
        worker.task, worker.begun = task, False
        # A pipe holds 64 KB: a worker that is just starting must not keep the others waiting.
        threading.Thread(target=_send, args=(worker.pipe, task), daemon=True).start()

    def next(self, timeout: float) -> Done[Task, Answer] | None:
        """The next task that is done, or that lost its worker."""
        until = monotonic() + timeout
        while True:
            busy = [worker for worker in self._workers if worker.task is not None]
            ready = wait([worker.pipe for worker in busy], max(0, until - monotonic()))
            if not ready:
                return None
            for worker in [worker for worker in busy if worker.pipe in ready]:
                done = self._heard(worker)
                if done:
                    return done

    def _heard(self, worker: _Worker[Task]) -> Done[Task, Answer] | None:
        """What a worker has to say, if it is more than that it has begun."""
        task = worker.task
        assert task is not None  # noqa: S101 - it is busy
        try:
            answer = worker.pipe.recv()
        except (EOFError, OSError):
            return Done(task, Failure(self._forget(worker), lost=True, begun=worker.begun))
        if isinstance(answer, _Begun):
            worker.begun = True
            return None
        worker.task = None
        return Done(task, answer)

    def _started(self) -> _Worker[Task]:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=_serve, args=(theirs, self._work, self._prepare if self._lost else None), daemon=True
        )
        with unheard(signal.SIGINT):
            process.start()
        theirs.close()  # so that the end of the worker is the end of the pipe
        worker = _Worker[Task](process, ours)
        self._workers.append(worker)
        return worker

    def _forget(self, worker: _Worker[Task]) -> str:
        """Let go of a lost worker; how it ended."""
        self._lost = True
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.join(_PATIENCE)
        if worker.process.exitcode is None:
            worker.process.kill()
            worker.process.join()
        code = worker.process.exitcode
        return f"signal {-code}" if code and code < 0 else f"exit code {code}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.pipe.close()  # an idle worker ends at that
            if worker.task is not None:
                worker.process.kill()
        for worker in list(self._workers):
            self._forget(worker)


def start(
    work: Callable[[Task], Answer], workers: int, scheduler: str | None, prepare: Callable[[], None] | None
) -> LocalExecutor[Task, Answer]:
    """The executor of this file; raises ConfigError for an address, for it has no use for one."""
    if scheduler:
        raise ConfigError(["--scheduler is for --executor dask; leave it out"])
    return LocalExecutor(work, workers, prepare)


def _send(pipe: Connection, task: object) -> None:
    with suppress(OSError):  # that the worker has died is found out when its answer is waited for
        pipe.send(task)


def _serve(pipe: Connection, work: Callable[[Task], Answer], prepare: Callable[[], None] | None) -> None:
    """What a worker does until its driver has no more tasks, or is no more."""
    threading.Thread(target=_end_with_driver, daemon=True).start()
    with suppress(Exception):  # it is met again by the task
        if prepare:
            prepare()
    while True:
        try:
            task = pipe.recv()
            pipe.send(_Begun())
        except (EOFError, OSError):
            return
        answer = attempted(work, task)
        try:
            pipe.send(answer)
        except OSError:
            return


def _end_with_driver() -> None:
    """End this process as soon as its driver has ended, however that was, and whatever is being worked at."""
    driver = multiprocessing.parent_process()
    if driver:
        driver.join()
        os._exit(1)
