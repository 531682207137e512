"""Workers of a Dask cluster: one that is running somewhere, or processes of our own that only this machine can reach.

Dask by itself tries a task again whose worker is lost. It is told not to, for our tasks alone, so that the cluster of
somebody else stays as it is: what follows from a loss is decided by whoever gave the task.
"""

from __future__ import annotations

import logging
import pickle
import queue
import signal
import threading
from collections.abc import Callable
from contextlib import ExitStack, suppress
from time import monotonic
from types import TracebackType
from typing import Any, Generic, Self
from uuid import uuid4

from aligner.cluster import check, connected
from aligner.errors import InputError
from aligner.executors import Answer, Done, Failure, Task, attempted, unheard
from aligner.extras import needed

with needed("Dask clusters", "dask"):
    import dask
    from distributed import Client, Future, KilledWorker, LocalCluster, SchedulerPlugin, Worker, WorkerPlugin
    from distributed import get_worker as this_worker
    from distributed.client import FutureCancelledError
    from distributed.utils import sync

_LOOPBACK = "127.0.0.1"
_NAME = "aligner"
_TASKS_A_WORKER = 2
"""One that is worked at and one that waits, so that no worker waits for the driver."""
_TIMEOUTS = {"distributed.comm.timeouts.connect": "10s", "distributed.comm.timeouts.tcp": "12s"}
"""After which a silent link counts as lost, by default 30 s; the scheduler of a running cluster has its own."""
_PATIENCE = 10.0
"""Seconds for what takes milliseconds unless a link is lost."""
_NO_WORKERS = 300.0
"""Seconds that a cluster may be without workers, for some start them only when there are tasks."""
_COUNTED_EVERY = 2.0
_STARTS = 5
_ALONE = threading.Lock()
"""A process does one task at a time, however many threads its worker has."""


class DaskExecutor(Generic[Task, Answer]):
    """Runs tasks on the cluster of a scheduler, or on `workers` processes of its own if there is no address.

    When it is left, tasks that a running cluster has begun come to their end there, unheard.
    """

    def __init__(
        self, work: Callable[[Task], Answer], workers: int, address: str | None, prepare: Callable[[], None] | None
    ) -> None:
        self._work, self._count, self._address, self._prepare = work, workers, address, prepare
        self._topic = f"{_NAME}-{uuid4().hex}"
        self._given = 0
        self._tasks: dict[Future[Any], tuple[int, Task]] = {}
        self._begun: set[int] = set()
        self._done: queue.SimpleQueue[Future[Any]] = queue.SimpleQueue()
        self._counted = self._seen = 0.0
        self._open = ExitStack()

    @property
    def room(self) -> int:
        """A few tasks a worker."""
        return _TASKS_A_WORKER * max(1, self.workers)

    @property
    def workers(self) -> int:
        """As many as the cluster has now; raises InputError if it has gone, or had none for long."""
        now = monotonic()
        if self._address and now - self._counted > _COUNTED_EVERY:
            try:
                self._count = len(self._client.nthreads())
            except (OSError, TimeoutError, RuntimeError):
                raise InputError(
                    f"the scheduler at {self._address} is lost; start it again, the same command goes on from here"
                ) from None
            self._counted = monotonic()
            self._seen = self._counted if self._count else self._seen
            if now - self._seen > _NO_WORKERS:
                raise InputError(f"the cluster of {self._address} has no workers; start some with: dask worker ADDRESS")
        return self._count

    def submit(self, task: Task) -> None:
        """Hand a task to the scheduler, as bytes: Dask would look into it, and replace what looks like a key."""
        self._given += 1
        data = pickle.dumps((self._work, task))
        future = self._client.submit(
            _serve, data, self._topic, self._given, key=f"{self._topic}-{self._given}", pure=False
        )
        self._tasks[future] = (self._given, task)
        future.add_done_callback(self._done.put)

    def next(self, timeout: float) -> Done[Task, Answer] | None:
        """The next task that is done, or whose worker was lost."""
        try:
            future = self._done.get(timeout=timeout)
        except queue.Empty:
            _ = self.workers  # raises if there is nobody to wait for
            return None
        number, _ = self._tasks[future]
        answer: Answer | Failure
        try:
            answer = future.result(timeout=_PATIENCE)
        except KilledWorker:
            answer = Failure("killed or cut off", lost=True, begun=number in self._begun)
        except FutureCancelledError:
            answer = Failure("the link to the scheduler was lost", lost=True, begun=False)
        except (TimeoutError, OSError):  # the worker that holds the answer is lost too, and Dask sees to it
            future.add_done_callback(self._done.put)
            return None
        except Exception as error:
            answer = Failure(f"{type(error).__name__}: {error}")
        _, task = self._tasks.pop(future)
        self._begun.discard(number)
        future.release()
        return Done(task, answer)

    def __enter__(self) -> Self:
        with ExitStack() as opening:
            opening.enter_context(dask.config.set(_TIMEOUTS))
            self._client = opening.enter_context(
                connected(self._address, _PATIENCE) if self._address else self._own(opening)
            )
            self._client.register_plugin(_NoSecondTry(), name=_NAME)
            with suppress(OSError):  # a worker is lost meanwhile; the one in its place has it from the scheduler
                self._client.register_plugin(_Ready(self._prepare), name=_NAME)
            self._client.subscribe_topic(self._topic, lambda event: self._begun.add(event[1]))
            self._seen = monotonic()
            self._open = opening.pop_all()
        return self

    def _own(self, opening: ExitStack) -> Client:
        """A cluster of processes that end with this one."""
        reason: Exception | None = None
        for _ in range(_STARTS):
            try:
                with unheard(signal.SIGINT):
                    cluster = LocalCluster(
                        n_workers=self._count,
                        threads_per_worker=1,
                        host=_LOOPBACK,  # never all interfaces, which is what Dask takes elsewhere
                        scheduler_kwargs={"dashboard": False, "dashboard_address": f"{_LOOPBACK}:0"},
                        memory_limit=0,  # which is for the system to see to
                        silence_logs=logging.CRITICAL,
                    )
                    opening.enter_context(cluster)
                    return Client(cluster)
            except (RuntimeError, OSError, TimeoutError) as error:  # a worker that is killed while it starts ends all
                reason = error
        raise InputError(f"no Dask cluster can be started on this machine ({reason}); use --executor local")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._open, suppress(OSError, TimeoutError, RuntimeError):
            self._client.cancel(list(self._tasks), force=True)
            if self._address:
                self._client.unregister_worker_plugin(_NAME)


def start(
    work: Callable[[Task], Answer], workers: int, scheduler: str | None, prepare: Callable[[], None] | None
) -> DaskExecutor[Task, Answer]:
    """The executor of this file; raises ConfigError for an address that others could listen in on."""
    if scheduler:
        check(scheduler)
    return DaskExecutor(work, workers, scheduler, prepare)


class _NoSecondTry(SchedulerPlugin):
    """Lets the scheduler give up a task of ours at the first worker that it loses."""

    idempotent = True

    async def start(self, scheduler: Any) -> None:
        """Keep the scheduler that it is for."""
        self._scheduler = scheduler

    def transition(self, key: Any, start: str, finish: str, *args: Any, **told: Any) -> None:  # noqa: ARG002
        """Hear of any task."""
        if finish == "processing" and isinstance(key, str) and key.startswith(f"{_NAME}-"):
            self._scheduler.tasks[key].suspicious = self._scheduler.allowed_failures


class _Ready(WorkerPlugin):
    """Makes each worker ready before its first task."""

    idempotent = True

    def __init__(self, prepare: Callable[[], None] | None) -> None:
        self._prepare = prepare

    def setup(self, worker: Worker) -> None:
        """Begin with it; tasks wait for it in the same line."""
        worker.executors["default"].submit(self._go)

    def _go(self) -> None:
        with _ALONE, suppress(Exception):  # it is met again by the task
            if self._prepare:
                self._prepare()


def _serve(data: bytes, topic: str, number: int) -> object:
    """What a worker does with a task."""
    with _ALONE:
        worker = this_worker()
        with suppress(OSError, TimeoutError):  # then it is cut off, and nobody waits for it
            sync(worker.loop, worker.scheduler.log_event, callback_timeout=_PATIENCE, topic=topic, msg=number)
        try:
            work, task = pickle.loads(data)  # noqa: S301 - whoever may give tasks may run code here anyway
        except Exception as error:
            return Failure(f"a worker cannot read its task ({error}); install the same aligner everywhere", ours=True)
        return attempted(work, task)
