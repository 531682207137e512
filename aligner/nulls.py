"""What it is worth to leave a sentence without a counterpart."""

from __future__ import annotations

import numpy as np

from aligner.blocks import Values
from aligner.calibration import Calibration
from aligner.units import Units
from aligner.weights import Weights

_SHORT = 30.0  # code points
_MOST_FAR = 5.0


def null_scores(units: Units, best: Values, nearest: Values, scale: Calibration, weights: Weights) -> Values:
    """The score [n] of each sentence's null link.

    `best` and `nearest` [n] are its similarity to its nearest sentence of the other document, and the mean of those to
    the nearest few.
    """
    alike = scale.calibrated(best)
    far = np.clip((scale.level - best) / scale.spread, 0, _MOST_FAR)
    total: Values = (
        weights.null
        + weights.null_share * scale.null_share
        + weights.null_similarity * alike
        + weights.null_unlike * np.maximum(0, 0.5 - alike)
        + weights.null_margin * (alike - scale.calibrated(nearest))
        + weights.null_length * np.log(units.lengths / 100)
        + weights.null_unstopped * ~units.stopped
        + weights.null_boilerplate * units.boilerplate
        + weights.null_far_short * far * np.exp(-units.lengths / _SHORT)
    )
    return total
