"""Which windows of text the embedded encoder runs together, so that nobody's result depends on it.

A window is run with others of exactly its length, or alone: batches differ in nothing but their number of rows, no row
sees another (see graph.py), and nothing is padded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from aligner.encoders.results import each, parts

BUDGET = 384
"""About how many tokens a batch holds, unless one window has more: what the processor's caches like."""

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Windows of one length t: their `places` in the list they came from, their `ids` int64 [b, t]."""

    places: Sequence[int]
    ids: NDArray[np.int64]


def run(work: Callable[[Batch], Sequence[Result]], windows: Sequence[Sequence[int]], threads: int) -> list[Result]:
    """What `work` makes of each window's ids, in the order of the windows; `threads` batches run side by side."""
    found = list(batches(windows))
    results: dict[int, Result] = {}
    for batch, rows in zip(found, each(work, found, threads), strict=True):
        results.update(zip(batch.places, rows, strict=True))
    return [results[place] for place in range(len(windows))]


def batches(windows: Sequence[Sequence[int]]) -> Iterator[Batch]:
    """The windows' ids, put together where their lengths are equal."""
    alike: defaultdict[int, list[int]] = defaultdict(list)
    for place, window in enumerate(windows):
        alike[len(window)].append(place)
    for length, places in alike.items():
        # Parts of like size: a run takes 1.2 ms even for a single row, which stands for 15 tokens.
        for some in parts(places, min(len(places), max(1, round(len(places) * length / BUDGET)))):
            yield Batch(some, np.array([windows[place] for place in some], np.int64))
