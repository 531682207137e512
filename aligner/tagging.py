"""Tags of a text's words that no other text is needed for: before which a word is missing, and which was put in.

As the GAP and BAD tags of word-level quality estimation (Specia et al. 2018), but as log odds, from logistic
regressions over an encoder's states of a word and its neighbours: a state tells of its surroundings too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Odds = NDArray[np.float64]
States = NDArray[np.float32]


class Tags(NamedTuple):
    """Of each word the log odds [words] that one is missing before it, and that it was put in itself."""

    missing: Odds
    inserted: Odds


@dataclass(frozen=True, slots=True, eq=False)
class Probe:
    """A logistic regression: its `weights` [3, d] are for the states of the word before, the word and the next one."""

    weights: States
    bias: float

    def log_odds(self, states: States) -> Odds:
        """The log odds [words] of each word of a sentence, given their raw states [words, d]."""
        around = np.pad(states, ((1, 1), (0, 0)))
        parts = (around[start : len(states) + start] @ weights for start, weights in enumerate(self.weights))
        return self.bias + sum(parts, np.zeros(len(states)))


@dataclass(frozen=True, slots=True, eq=False)
class Tagger:
    """What an encoder's states tell of the words of one language."""

    missing: Probe
    inserted: Probe

    def tags(self, states: States) -> Tags:
        """The tags of the words of a sentence, given their raw states [words, d]."""
        return Tags(self.missing.log_odds(states), self.inserted.log_odds(states))


def joined(tags: list[Tags]) -> Tags:
    """The tags of several sentences, one after the other."""
    missing, inserted = (np.concatenate(odds) for odds in zip(*tags, strict=True))
    return Tags(missing, inserted)
