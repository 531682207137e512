"""Which windows of text the embedded encoder runs together, so that nobody's result depends on it.

A window is always run at the same padded length, its own rounded up, alone or among others of that length: batches
differ in nothing but their number of rows, and no row sees another (see graph.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from aligner.encoders.results import each
from aligner.encoders.tokenizer import PAD

STEP = 4
"""Padded lengths are its multiples. 4 leaves 4 % of padding in news; 1 makes few batches, 8 pads by 10 %."""

BUDGET = 256
"""How many padded tokens a batch holds at most, unless one window has more: what the processor's caches like."""

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Windows of one padded length t: their `places` in the list they came from, their `ids` int64 [b, t].

    `lengths` int64 [b] counts the ids of each row that are the window's own; the rest pads.
    """

    places: Sequence[int]
    ids: NDArray[np.int64]
    lengths: NDArray[np.int64]


def run(work: Callable[[Batch], Sequence[Result]], windows: Sequence[Sequence[int]], threads: int) -> list[Result]:
    """What `work` makes of each window's ids, in the order of the windows; `threads` batches run side by side."""
    found = list(batches(windows))
    results: dict[int, Result] = {}
    for batch, rows in zip(found, each(work, found, threads), strict=True):
        results.update(zip(batch.places, rows, strict=True))
    return [results[place] for place in range(len(windows))]


def batches(windows: Sequence[Sequence[int]]) -> Iterator[Batch]:
    """The windows' ids, put together where their padded lengths are equal."""
    alike: defaultdict[int, list[int]] = defaultdict(list)
    for place, window in enumerate(windows):
        alike[-(-len(window) // STEP) * STEP].append(place)
    for padded, places in alike.items():
        rows = max(1, BUDGET // padded)
        for start in range(0, len(places), rows):
            yield _batch(windows, places[start : start + rows], padded)


def _batch(windows: Sequence[Sequence[int]], places: Sequence[int], padded: int) -> Batch:
    ids = np.full((len(places), padded), PAD, np.int64)
    for row, place in enumerate(places):
        ids[row, : len(windows[place])] = windows[place]
    return Batch(places, ids, np.array([len(windows[place]) for place in places], np.int64))
