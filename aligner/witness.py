"""The twin as a witness of what the translation says, in the language of the source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from aligner.bitext import Link
from aligner.encoding import Vectors, unit
from aligner.units import RunEncoder, Units

SHARE = 0.3
"""Part of the witness in a sentence's vector; measured best on English-Arabic gold alignments with their twin."""


def with_witness(units: Units, witness: Units, links: Sequence[Link]) -> Units:
    """The units of a translation with the vectors of the twin's sentences mixed into those they are linked to."""
    return replace(units, vectors=_mixed(units.vectors, _testimony(units, witness, links)))


def witnessed_encoder(encode: RunEncoder, units: Units, witness: Units, links: Sequence[Link]) -> RunEncoder:
    """The same for an encoder of runs of the translation."""
    testimony = replace(units, vectors=_testimony(units, witness, links))

    def encode_both(runs: Sequence[tuple[int, int]]) -> Vectors:
        return _mixed(encode(runs), np.stack([testimony.together(range(start, end)) for start, end in runs]))

    return encode_both


def _testimony(units: Units, witness: Units, links: Sequence[Link]) -> Vectors:
    """The vector [n, d] of the witness for each sentence; zero where it speaks of none or of several at once."""
    vectors = np.zeros_like(units.vectors)
    for link in links:
        if len(link.left) == 1 and link.right:
            vectors[link.left[0]] = witness.together(link.right)
    return vectors


def _mixed(own: Vectors, testimony: Vectors) -> Vectors:
    return unit((1 - SHARE) * own + SHARE * testimony)
