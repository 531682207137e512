"""The weights of the embedded encoder's taggers, learned once and kept as a readable file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib import resources

import numpy as np

from aligner.tagging import Probe, Tagger

FILE = "e5_small_tags.json"
PLACES = ("before", "own", "after")
"""The words whose states a probe weighs; one that it does not weigh is not in the file."""


@cache
def read() -> dict[str, Tagger]:
    """The taggers by ISO 639-1 code; `benchmarks/train_tags.py` makes the file, which names its origin."""
    table = json.loads((resources.files("aligner.encoders") / FILE).read_text(encoding="utf-8"))
    return {
        lang: Tagger(**{tag: _probe(**found) for tag, found in tags.items()}) for lang, tags in table["tags"].items()
    }


def _probe(bias: float, **weights: Sequence[float]) -> Probe:
    size = len(weights["own"])
    return Probe(np.array([weights.get(place, [0.0] * size) for place in PLACES], np.float32), bias)
