"""From losses to fidelity: how likely it is that a row has no major distortion, on a scale to 100.

A logistic regression for each kind of pair (one language or two) over the losses and what the findings weigh, and one
for the chain over its three pairs. Learned from faithful rows and distorted ones, calibrated for texts in which one row
in five has a major distortion: see `fidelity_weights.tsv`. Equal texts score 100. Of that chance remains what is
related and translated at all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from math import prod

from aligner.finding import Finding
from aligner.logistic import Logistic, learned, probability
from aligner.losses import FACTORS

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
    return 100 * min(chance, 1.0) * prod(1 - losses.get(part, 0.0) for part in FACTORS)


def points(model: str, losses: Losses) -> dict[str, float]:
    """The points of 100 that each part costs; their sum is what the fidelity lacks to 100.

    Findings cost what they take from the score that the row would have without them, and factors what they take from
    the score without both; what is missing then is shared by the other parts as they weigh in the log odds.
    """
    regression = learned(TABLE)[model]
    weighed = {part: regression.weights[part] * loss for part, loss in losses.items() if part in regression.weights}
    findings = weighed.pop(FINDINGS, 0.0)
    kept = {part: loss for part, loss in losses.items() if part in weighed}
    left = fidelity(model, kept)
    total = sum(weighed.values()) or 1.0
    costs = {part: abs((100 - left) * value / total) for part, value in weighed.items()}
    for part in (*FACTORS, *([FINDINGS] if findings else ())):
        if part in losses:
            kept[part] = losses[part]
            costs[part], left = left - fidelity(model, kept), fidelity(model, kept)
    return costs


def weighed(model: str, losses: Losses) -> float:
    """How much the losses of a pair take from the log odds of equal texts, findings left out; from 0 up."""
    regression = learned(TABLE)[model]
    return regression.bias - _log_odds(regression, {part: v for part, v in losses.items() if part != FINDINGS})


def factors(pairs: Iterable[Losses]) -> dict[str, float]:
    """What is unrelated or untranslated in a chain: at any of its pairs."""
    pairs = list(pairs)
    return {part: 1 - prod(1 - losses.get(part, 0.0) for losses in pairs) for part in FACTORS}


def _log_odds(regression: Logistic, losses: Losses) -> float:
    return regression.bias + sum(weight * losses.get(part, 0.0) for part, weight in regression.weights.items())


@cache
def weights_signature() -> str:
    """The first digits of the hash of the table, which stand for all its weights."""
    return hashlib.sha256(files("aligner").joinpath(TABLE).read_bytes()).hexdigest()[:8]
