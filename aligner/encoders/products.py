"""The embedded encoder's matrices as int8 numbers, with scales that were fixed when the model was built.

A product takes in x in uint8 with one scale, so a value's number never depends on the tokens beside it, and nothing has
to be measured while texts run. What makes one scale exact enough:

* Channels that grow large are divided by a factor and their weights multiplied by it, a share of the difference
  (SmoothQuant: arxiv.org/abs/2211.10438).
* After GELU one channel of some layers rises to ten times all others, in the tokens that others rest their attention
  on. It is cut off at the limit that suits the rest; copies of it, each shifted by one limit more, take what was cut.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from aligner.encoders.pack import Pack
from aligner.encoding import Vectors

PAIR_PEAK = 127
"""The most that two neighbouring int8 weights of one sign may sum to.

x86 without VNNI adds the products of two neighbours in 16 bits: 255 * (127 + 1 for rounding) just fits, so figures
are the same there; scaled alone, weights up to 127 would overflow.
"""

MARGIN = 1.05
"""How far beyond the measured peaks a value may go before it is cut off."""
GELU_SLOPE = 1.702
"""GELU is taken for x * sigmoid(GELU_SLOPE * x), as its authors propose (arxiv.org/abs/1606.08415): half the time."""
GELU_FLOOR = 0.17
"""GELU never falls below its negative, in either form."""
FAR = 1.5
"""A channel gets copies when it rises to this many times all others."""
COPIES = 16
"""How many copies it gets: processors take 16 at once, and the furthest rises to 13 limits."""


@dataclass(frozen=True, slots=True, eq=False)
class Linear:
    """The map x -> weight @ x + bias, with weight [rows, columns] and bias [rows]."""

    weight: Vectors
    bias: Vectors

    @classmethod
    def read(cls, pack: Pack, columns: int, name: str) -> Linear:
        """The map that the pack has under a name."""
        return cls(pack.blocks(f"{name}.w", columns).dense(), pack.floats(f"{name}.b"))

    def above(self, other: Linear) -> Linear:
        """Both maps of one input, their results one after the other."""
        return Linear(np.concatenate([self.weight, other.weight]), np.concatenate([self.bias, other.bias]))

    def for_divided(self, factors: Vectors) -> Linear:
        """The same map of an input whose channels were divided by factors [columns]."""
        return Linear(self.weight * factors, self.bias)

    def divided(self, factors: Vectors) -> Linear:
        """The map whose results are this one's divided by factors [rows]."""
        return Linear(self.weight / factors[:, None], self.bias / factors)

    def times(self, factor: float) -> Linear:
        """The map whose results are this one's times a factor."""
        return Linear(self.weight * np.float32(factor), self.bias * np.float32(factor))

    def plus(self, constant: Vectors) -> Linear:
        """The map whose results are this one's and a constant [rows]."""
        return Linear(self.weight, self.bias + constant)

    def rounded(self) -> tuple[NDArray[np.int8], Vectors]:
        """The weight as whole numbers [columns, rows] and the size of one of them in each row [rows]."""
        size: Vectors = _pair_peaks(self.weight) / np.float32(PAIR_PEAK)
        return np.rint(self.weight / size[:, None]).astype(np.int8).T, size


@dataclass(frozen=True, slots=True)
class Scale:
    """How a value becomes a number from 0 to 255: divided by `size`, rounded, and `zero` added."""

    size: float
    zero: int

    def times(self, factor: float) -> Scale:
        """The scale that makes the same numbers of values times a factor."""
        return Scale(self.size * factor, self.zero)

    @property
    def limit(self) -> float:
        """The largest value that is not cut off."""
        return (255 - self.zero) * self.size


def balance(peaks: Vectors, weight: Vectors, share: float) -> tuple[Vectors, Scale]:
    """By what to divide the channels of an input [columns] with these peaks, and the scale of what comes of it.

    The share of the channels' difference that goes into their weights is SmoothQuant's alpha, from 0 to 1.
    """
    largest = np.abs(weight).max(0)
    peaks, largest = np.maximum(peaks, 1e-4), np.maximum(largest, 1e-6)
    # peaks ** share / largest ** (1 - share), in a form that gives the bits of a square root at .5.
    factors = (peaks / largest) ** share * largest ** (2 * share - 1)
    factors = (factors / np.exp(np.log(factors).mean())).astype(np.float32)
    return factors, Scale(float((peaks / factors).max()) * MARGIN / 127, 128)


def gelu_scale(first: float, second: float) -> Scale:
    """For the two largest peaks after GELU: a scale whose limit is the first, or the second where that needs copies."""
    limit = MARGIN * (second if needs_copies(first, second) else first)
    zero = ceil(255 * GELU_FLOOR / (limit + GELU_FLOOR))
    return Scale(limit / (255 - zero), zero)


def needs_copies(first: float, second: float) -> bool:
    """Whether the channel with the first peak rises too far beyond that with the second."""
    return first > FAR * second


def with_copies(before: Linear, after: Linear, channel: int, limit: float) -> tuple[Linear, Linear]:
    """The maps before and after GELU with copies of a channel: the k-th has what exceeds k limits."""
    lowered = before.bias[channel] - limit * np.arange(1, COPIES + 1, dtype=np.float32)
    before = before.above(Linear(np.repeat(before.weight[channel : channel + 1], COPIES, 0), lowered))
    return before, Linear(np.hstack([after.weight, *[after.weight[:, channel : channel + 1]] * COPIES]), after.bias)


def _pair_peaks(weight: Vectors) -> Vectors:
    """For each row of [rows, columns] the largest sum of two neighbouring weights of one sign."""
    pairs = weight.reshape(len(weight), -1, 2)
    peaks: Vectors = np.maximum(pairs.clip(min=0).sum(-1), -pairs.clip(max=0).sum(-1)).max(1)
    return peaks
