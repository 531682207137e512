"""Logistic regressions over named features, and the table that holds their weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
BIAS = "(bias)"
"""The row of a model's table that is no feature."""


@dataclass(frozen=True, slots=True, eq=False)
class Logistic:
    """A weight for each named feature, and the log odds of a case whose features are all 0."""

    weights: Mapping[str, float]
    bias: float

    def log_odds(self, features: Mapping[str, Numbers]) -> Numbers:
        """The log odds [n] of n cases, given each feature's values [n]; KeyError for one that is missing."""
        values = np.stack(np.broadcast_arrays(*(features[name] for name in self.weights)))
        result: Numbers = np.array(list(self.weights.values())) @ values + self.bias
        return result


def chances(log_odds: Numbers) -> Numbers:
    """The chances (0..1) that have these log odds [n]."""
    result: Numbers = 1 / (1 + np.exp(-log_odds))
    return result


def probability(log_odds: float) -> float:
    """The chance (0..1) that has these log odds."""
    return float(chances(np.asarray(log_odds)))


def parse(text: str) -> dict[str, Logistic]:
    """The models of a table by name: `> name` opens one, then a row for each feature and its weight."""
    rows: dict[str, dict[str, float]] = {}
    for line in text.splitlines():
        if line.startswith(">"):
            current = rows.setdefault(line[1:].strip(), {})
        elif line and not line.startswith("#"):
            name, weight = line.split("\t")
            current[name] = float(weight)
    return {name: Logistic(MappingProxyType(table), table.pop(BIAS)) for name, table in rows.items()}


@cache
def learned(table: str) -> Mapping[str, Logistic]:
    """The models of a table that is shipped: a file of this package, which says where it comes from."""
    return parse(files("aligner").joinpath(table).read_text(encoding="utf-8"))
