"""Whether a difference in fidelity between variants could be the luck of the rows: paired tests over rows.

Paired bootstrap resampling (Koehn 2004) draws rows with replacement; approximate randomisation (Riezler and Maxwell
2005) swaps rows between two variants. Both work on the document's own score, which weighs rows by length, so that the
difference tested is the one shown. Draws are seeded as sacreBLEU seeds its own: SACREBLEU_SEED, by default 12345.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

SAMPLES, TRIALS = 1000, 10_000
"""Resamples of the bootstrap and trials of the randomisation, as sacreBLEU has them by default."""
LEVEL = 0.05
"""A difference is told from noise if both p-values are below this."""
AT_ONCE = 1000
"""Trials that are drawn together, which bounds the memory."""
NEAR = 1e-9
"""What sums of floats in another order may differ by."""

Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PairTest:
    """Two variants by number: how many points the first is ahead, in which 95 % interval, and the p-values.

    `differing` is in how many rows they differ.
    """

    first: int
    second: int
    difference: float
    interval: tuple[float, float]
    bootstrap: float
    randomisation: float
    differing: int

    @property
    def clear(self) -> bool:
        """Whether the difference can be told from noise."""
        return max(self.bootstrap, self.randomisation) < LEVEL

    @property
    def verdict(self) -> str:
        """What the difference is, in a word or two."""
        return "clear" if self.clear else "noise" if self.differing else "no difference"


@dataclass(frozen=True, slots=True)
class RowTests:
    """The 95 % interval of each variant's fidelity, and each pair of variants."""

    seed: str
    intervals: tuple[tuple[float, float], ...]
    pairs: tuple[PairTest, ...]


def seed() -> int | None:
    """The seed that sacreBLEU takes for its tests too; None draws others each time."""
    given = os.environ.get("SACREBLEU_SEED", "12345")
    return None if given.lower() == "none" else int(given)


def bearable(p_value: float, differing: int) -> float:
    """A p-value that so many differing rows can bear: swapping them at random hits on the same by itself.

    Without this, tests that count only greater differences take copies of one text, or a single row, for evidence.
    """
    return min(1.0, max(p_value, 2.0 ** (1 - differing)))


def row_tests(points: Floats, weights: Floats) -> RowTests:
    """Tests over the rows of variants, given [variants, rows] what each row adds to the sum of points, and its weight.

    The fidelity of a variant is the sum of its points by the sum of its weights.
    """
    start = seed()
    generator = np.random.default_rng(start)
    rows = points.shape[1]
    drawn = generator.multinomial(rows, np.full(rows, 1 / rows), size=SAMPLES).astype(np.float64)
    resampled = _ratio(points @ drawn.T, weights @ drawn.T)
    swaps = [generator.integers(2, size=(AT_ONCE, rows)).astype(np.float64) for _ in range(TRIALS // AT_ONCE)]
    pairs = tuple(
        _pair(points, weights, resampled, swaps, first, second) for first, second in combinations(range(len(points)), 2)
    )
    return RowTests(str(start).lower(), tuple(_interval(values) for values in resampled), pairs)


def _pair(  # noqa: PLR0917 - two tests on two variants
    points: Floats, weights: Floats, resampled: Floats, swaps: Sequence[Floats], first: int, second: int
) -> PairTest:
    totals = _ratio(points.sum(1), weights.sum(1))
    difference = float(totals[first] - totals[second])
    differences = resampled[first] - resampled[second]
    beyond = np.abs(differences - differences.mean()) >= abs(difference) - NEAR
    swapped = np.concatenate(list(_swapped(points[[first, second]], weights[[first, second]], swaps)))
    as_great = np.abs(swapped) >= abs(difference) - NEAR
    apart = np.abs(points[first] - points[second]) + np.abs(weights[first] - weights[second]) > NEAR
    count = int(apart.sum())
    p_values = [bearable((int(hits.sum()) + 1) / (len(hits) + 1), count) for hits in (beyond, as_great)]
    return PairTest(first, second, difference, _interval(differences), p_values[0], p_values[1], count)


def _swapped(points: Floats, weights: Floats, swaps: Sequence[Floats]) -> Iterator[Floats]:
    """The differences of two variants after rows were swapped between them."""
    for swap in swaps:
        moved = np.stack([points[1] - points[0], weights[1] - weights[0]], axis=1)
        change = swap @ moved
        one = _ratio(points[0].sum() + change[:, 0], weights[0].sum() + change[:, 1])
        yield one - _ratio(points[1].sum() - change[:, 0], weights[1].sum() - change[:, 1])


def _ratio(points: Floats, weights: Floats) -> Floats:
    """Points by weight; a sample without any text has lost nothing."""
    result: Floats = np.where(weights > 0, points / np.where(weights > 0, weights, 1.0), 100.0)
    return result


def _interval(values: Floats) -> tuple[float, float]:
    low, high = np.quantile(values, [0.025, 0.975])
    return float(low), float(high)
