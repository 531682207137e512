"""What a score is made of, in words."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.report import CHAIN_PARTS, Scores

LEAST = 0.05
"""Points that are worth a word."""


def explained(scores: Scores) -> Iterator[str]:
    """For each pair of texts and for the chain, what the score lacks to 100, the costliest part first."""
    values = {**{hop.value: value for hop, value in scores.fidelity.items()}, CHAIN_PARTS: scores.chain}
    for name, parts in scores.parts.items():
        costs = sorted(parts.items(), key=lambda part: -part[1])
        lost = "".join(f" − {cost:.1f} {part.replace('_', ' ')}" for part, cost in costs if cost >= LEAST)
        yield f"{name} {values[name]:.1f} = 100{lost}"
