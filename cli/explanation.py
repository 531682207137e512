"""What a score is made of, in words."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.overview import costs
from aligner.report import CHAIN_PARTS, Scores


def explained(scores: Scores) -> Iterator[str]:
    """For each pair of texts and for the chain, what the score lacks to 100, the costliest part first."""
    values = {**{hop.value: value for hop, value in scores.fidelity.items()}, CHAIN_PARTS: scores.chain}
    for name, parts in scores.parts.items():
        lost = "".join(f" − {points:.1f} {part}" for part, points in costs(parts))
        yield f"{name} {values[name]:.1f} = 100{lost}"
