"""Where tasks are worked off: an engine a file, which runs `work(task)` somewhere and knows nothing of either.

An executor is given `room` tasks at most at a time, and says of each what came of it. It tries nothing again: whoever
gives the tasks decides what a lost worker or an error means.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from types import TracebackType
from typing import Any, Generic, Protocol, Self, TypeVar

from aligner.errors import AlignerError, InputError

Task = TypeVar("Task")
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a task has no result: `lost` if its worker died, `ours` if the error has a message for the user.

    A worker that died before it had `begun` did not die of the task.
    """

    reason: str
    lost: bool = False
    ours: bool = False
    begun: bool = True


@dataclass(frozen=True, slots=True)
class Done(Generic[Task, Answer]):
    """A task and what came of it."""

    task: Task
    answer: Answer | Failure


class Executor(Protocol[Task, Answer]):
    """A context; when it is left nothing of it runs any more, and tasks that are not done are dropped."""

    @property
    def room(self) -> int:
        """How many tasks it takes at a time."""

    @property
    def workers(self) -> int:
        """How many of them are worked at side by side; it may change."""

    def submit(self, task: Task) -> None:
        """Take a task; only while it has fewer than `room`."""

    def next(self, timeout: float) -> Done[Task, Answer] | None:
        """A task that is done, as soon as there is one; None if none is within `timeout` seconds."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def executor(
    name: str,
    work: Callable[[Task], Answer],
    workers: int,
    scheduler: str | None = None,
    prepare: Callable[[], None] | None = None,
) -> Executor[Task, Answer]:
    """The executor of this name for some work; raises InputError where it is not there.

    `prepare` makes a worker ready, if there is time for it before its first task. A member of this folder has
    `start(work, workers, scheduler, prepare)`.
    """
    try:
        member: Any = import_module(f"{__name__}.{name}")
    except ModuleNotFoundError as error:
        raise InputError(f"the executor {name} is not installed ({error.name}); use --executor local") from None
    made: Executor[Task, Answer] = member.start(work, workers, scheduler, prepare)
    return made


def attempted(work: Callable[[Task], Answer], task: Task) -> Answer | Failure:
    """What a worker answers: what the work gives, or why it gives nothing."""
    try:
        return work(task)
    except AlignerError as error:
        return Failure(str(error), ours=True)
    except Exception as error:
        return Failure(f"{type(error).__name__}: {error}")


@contextmanager
def unheard(number: signal.Signals) -> Iterator[None]:
    """Processes started here never hear of a signal: Ctrl-C goes to all of a terminal, and the driver sees to it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {number})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
