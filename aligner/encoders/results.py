"""What every encoder does with its model's results: in order, joined over windows, rounded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import TypeVar

import numpy as np

from aligner.encoding import Vectors, unit

CHUNK = 1024
"""How many texts are in work at a time, which bounds the memory."""

Item = TypeVar("Item")
Result = TypeVar("Result")


def each(work: Callable[[Item], Result], items: Sequence[Item], threads: int) -> Iterator[Result]:
    """The work's results in the order of the items (texts, or batches of them), `threads` of them made side by side."""
    if threads == 1:
        yield from map(work, items)
        return
    with ThreadPoolExecutor(threads) as pool:
        for start in range(0, len(items), CHUNK):
            yield from pool.map(work, items[start : start + CHUNK])


def parts(items: Sequence[Item], count: int) -> Iterator[Sequence[Item]]:
    """The items in so many parts, one after the other, whose lengths differ by one at most."""
    ends = [len(items) * part // count for part in range(count + 1)]
    return (items[start:end] for start, end in pairwise(ends))


def joined(vectors: Sequence[Vectors], tokens: Sequence[int]) -> Vectors:
    """One unit vector [d], rounded, from those of a text's windows, each weighing as much as it has tokens."""
    return rounded(unit(weighted(vectors, tokens)))


def weighted(vectors: Sequence[Vectors], tokens: Sequence[int]) -> Vectors:
    """The mean [d] of the vectors of a text's windows, each weighing as much as it has tokens."""
    mean: Vectors = vectors[0] if len(vectors) == 1 else np.average(vectors, axis=0, weights=tokens)
    return mean


def rounded(vectors: Vectors) -> Vectors:
    """Float16 values as float32: the last bits differ between processors, and no figure should."""
    return vectors.astype(np.float16).astype(np.float32)
