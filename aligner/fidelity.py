"""From losses to fidelity: how likely it is that a row has no major distortion, on a scale to 100.

A logistic regression for each kind of pair (one language or two) over the losses and what the findings weigh, and one
for the chain over its three pairs. Learned from faithful rows and distorted ones, calibrated for texts in which one row
in five has a major distortion: see `fidelity_weights.tsv`. Equal texts score 100.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from aligner.finding import Finding
from aligner.logistic import Logistic, learned, probability

TABLE = "fidelity_weights.tsv"
WITHIN, ACROSS, CHAIN = "within", "across", "chain"
FINDINGS = "findings"
"""The part that the findings are; the others are those of `losses` and, in the chain, the hops."""
MOST_POINTS = 10
"""MQM points from which a row cannot get worse; capped where the WMT caps, 25, held-out rows are told apart less well
(area under the curve .825 against .841 on DEMETR's)."""

Losses = Mapping[str, float]


def penalty(findings: Iterable[Finding]) -> float:
    """What findings cost, 0 to 1: their MQM points (minor 1, major 5, critical 25) of the most that count."""
    return min(sum(finding.severity.weight for finding in findings), MOST_POINTS) / MOST_POINTS


def fidelity(model: str, losses: Losses) -> float:
    """The fidelity (0-100) of a pair or a chain, given its losses, `findings` among them."""
    regression = learned(TABLE)[model]
    chance = probability(_log_odds(regression, losses)) / probability(regression.bias)
    return 100 * min(chance, 1.0)


def points(model: str, losses: Losses) -> dict[str, float]:
    """The points of 100 that each part costs; their sum is what the fidelity lacks to 100.

    Findings cost what they take from the score that the row would have without them, the other parts share the rest
    as they weigh in the log odds.
    """
    regression = learned(TABLE)[model]
    bare = {part: loss for part, loss in losses.items() if part != FINDINGS}
    lacking = 100 - fidelity(model, bare)
    weighed = {part: regression.weights.get(part, 0.0) * loss for part, loss in bare.items()}
    total = sum(weighed.values()) or 1.0
    shares = {part: abs(lacking * value / total) for part, value in weighed.items()}
    if losses.get(FINDINGS):
        shares[FINDINGS] = fidelity(model, bare) - fidelity(model, losses)
    return shares


def weighed(model: str, losses: Losses) -> float:
    """How much the losses of a pair take from the log odds of equal texts, findings left out; from 0 up."""
    regression = learned(TABLE)[model]
    return regression.bias - _log_odds(regression, {part: v for part, v in losses.items() if part != FINDINGS})


def _log_odds(regression: Logistic, losses: Losses) -> float:
    return regression.bias + sum(regression.weights.get(part, 0.0) * loss for part, loss in losses.items())


@cache
def weights_signature() -> str:
    """The first digits of the hash of the table, which stand for all its weights."""
    return hashlib.sha256(files("aligner").joinpath(TABLE).read_bytes()).hexdigest()[:8]
