"""Ctrl-C and other requests to stop a long run: it ends at once where nothing can be left half done.

Else it ends where the next item begins.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, Self

INTERRUPTED = 130
"""The exit code of what Ctrl-C ended, as shells have it (128 + SIGINT)."""


class Stop:
    """Whether somebody has `asked` to stop; to be used as a context that lasts as long as the run.

    `code` is the exit code of what a signal ended, as shells have it (128 + the signal).
    """

    def __init__(self, *signals: signal.Signals) -> None:
        self.asked, self.code = False, INTERRUPTED
        self._breakable = False
        self._signals = signals or (signal.SIGINT,)
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Self:
        for number in self._signals:
            if signal.getsignal(number) is not signal.SIG_IGN:  # a job in the background is not to be stopped so
                with suppress(ValueError):  # no signal reaches a thread that is not the main one
                    self._before[number] = signal.signal(number, self._note)
        return self

    def __exit__(self, *_: object) -> None:
        for number, before in self._before.items():
            signal.signal(number, before)

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

    def _note(self, number: int, _frame: FrameType | None) -> None:
        self.asked, self.code = True, 128 + number
        if self._breakable:
            self._breakable = False
            raise KeyboardInterrupt
