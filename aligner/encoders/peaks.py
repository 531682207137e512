"""What was measured of the embedded encoder's values, once, and is kept in a file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources

import numpy as np

from aligner.encoding import Vectors

FILE = "e5_small_peaks.json"


@dataclass(frozen=True, slots=True, eq=False)
class Peaks:
    """Of one layer: the largest absolute value in each channel [d] of the input to three of its products.

    Those are the product before `attention`, that of the `mixed` values after it, and the `feed`-forward's first. Of
    the input to its second there are the two largest peaks, `inner`, and the channel that has the first. `missed` [d]
    is what its second lacks on average where GELU is taken for its short form (see `products.GELU_SLOPE`), in layers
    above those that words are aligned by; None in these.
    """

    attention: Vectors
    mixed: Vectors
    feed: Vectors
    inner: tuple[float, float]
    furthest: int
    missed: Vectors | None


def read() -> list[Peaks]:
    """The layers' peaks; `benchmarks/train_peaks.py` makes the file, which names its origin."""
    table = json.loads((resources.files("aligner.encoders") / FILE).read_text(encoding="utf-8"))
    return [_peaks(**layer) for layer in table["layers"]]


def _peaks(inner: list[float], furthest: int, missed: list[float] | None = None, **channels: list[float]) -> Peaks:
    first, second = inner
    known = {name: np.array(peaks, np.float32) for name, peaks in channels.items()}
    lacking = None if missed is None else np.array(missed, np.float32)
    return Peaks(**known, inner=(first, second), furthest=furthest, missed=lacking)
