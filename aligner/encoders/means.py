"""The mean vectors of a language, measured once on news and kept as a readable file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from aligner.encoding import ANY_LANGUAGE, Vectors

FILE = "e5_small_means.json"


@dataclass(frozen=True, slots=True, eq=False)
class Means:
    """By ISO 639-1 code: the mean sentence vector [d] and the mean token state [d] of a language.

    ANY_LANGUAGE holds the mean of those known.
    """

    sentence: Mapping[str, Vectors]
    token: Mapping[str, Vectors]


@cache
def read() -> Means:
    """The means of the embedded encoder; `benchmarks/train_means.py` makes the file, which names its origin."""
    file = resources.files("aligner.encoders") / FILE
    table = json.loads(file.read_text(encoding="utf-8"))
    sentence, token = (
        {lang: np.array(mean, np.float32) for lang, mean in table[part].items()} for part in ("sentence", "token")
    )
    for known in (sentence, token):
        known[ANY_LANGUAGE] = np.mean(list(known.values()), axis=0)
    return Means(sentence, token)
