"""Ctrl-C in a long run: it ends at once where nothing can be left half done, and else where the next item begins."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, Self

INTERRUPTED = 130
"""The exit code of what Ctrl-C ended, as shells have it (128 + SIGINT)."""


class Stop:
    """Whether somebody has `asked` to stop; to be used as a context that lasts as long as the run."""

    def __init__(self) -> None:
        self.asked = False
        self._breakable = False
        self._before: Any = None

    def __enter__(self) -> Self:
        if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:  # a job in the background is not to be stopped so
            with suppress(ValueError):  # no signal reaches a thread that is not the main one
                self._before = signal.signal(signal.SIGINT, self._note)
        return self

    def __exit__(self, *_: object) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    @contextmanager
    def breakable(self) -> Iterator[None]:
        """What may be broken off in the middle; it is then left, and nothing is raised."""
        try:
            self._breakable = not self.asked
            yield
        except KeyboardInterrupt:
            self.asked = True
        finally:
            self._breakable = False

    def _note(self, _signal: int, _frame: FrameType | None) -> None:
        self.asked = True
        if self._breakable:
            self._breakable = False
            raise KeyboardInterrupt
