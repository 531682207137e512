"""The learned weights of the aligner's log-linear model, from `alignment_weights.tsv`."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature adds to the score of a bead, a null link, or a run of null links.

    The table says what each feature measures, in the order of this class; `beads` and `nulls` compute them.
    """

    bead: float
    one_to_one: float
    extra_sentences: float
    unevenness: float
    similarity: float
    similarity_each: float
    margin: float
    margin_each: float
    far: float
    far_short: float
    over_parts: float
    over_wider: float
    length: float
    length_long: float
    words_unshared: float
    stop: float
    question: float
    boilerplate: float
    paragraph: float
    null: float
    null_similarity: float
    null_unlike: float
    null_margin: float
    null_length: float
    null_unstopped: float
    null_boilerplate: float
    null_far_short: float
    null_share: float
    null_run: float
    null_both_sides: float


@lru_cache(maxsize=1)
def learned() -> Weights:
    """The weights that are shipped; `benchmarks/train_alignment.py` learns them."""
    lines = files("aligner").joinpath("alignment_weights.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    values = {name: float(value) for name, value, _ in rows}
    return Weights(**{field.name: values[field.name] for field in fields(Weights)})
