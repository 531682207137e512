"""How far a score can be taken at its word: calibration.py ITEMS.jsonl RESULTS.jsonl [PLOT.svg].

ITEMS are of the detection benchmark's form, RESULTS what `aligner score --format jsonl` makes of them. Prints, for each
tenth of the scale, how many rows score there and what share of them has a major distortion, faithful and distorted rows
weighed so that one in five is distorted: were the score right, the share would be what it lacks to 100. Changes of the
surface and misspelt words are no major distortion and are left out. With PLOT the table is drawn.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

DISTORTED = 0.2
SLIGHT = ("surface", "misspelt")
TENTHS = 10
FEW = 20
"""Rows of a tenth below which it is not drawn."""
SHARES = {"en-en": "within English", "triple": "three texts", "ar-en": "Arabic and English"}


class Tenth(NamedTuple):
    """Rows with like scores: from where, how many, their mean score and the share (0..100) that is distorted."""

    start: int
    rows: int
    score: float
    distorted: float


def read(items: Path, results: Path) -> Iterator[tuple[str, bool, float]]:
    """The task of each row, whether it is faithful and its score."""
    with items.open(encoding="utf-8") as given, results.open(encoding="utf-8") as found:
        scores = {result["id"]: result["fidelity"]["chain"] for result in map(json.loads, found)}
        for item in map(json.loads, given):
            task = item["task"].removeprefix("own ")
            if task in SHARES and item["category"] not in SLIGHT and item["id"] in scores:
                yield task, item["clean"], scores[item["id"]]


def tenths(rows: Sequence[tuple[bool, float]]) -> Iterator[Tenth]:
    """The tenths that have rows."""
    faithful = np.array([clean for clean, _ in rows])
    scores = np.array([score for _, score in rows])
    weights = np.where(faithful, (1 - DISTORTED) / faithful.sum(), DISTORTED / (~faithful).sum())
    place = np.minimum(scores // TENTHS, TENTHS - 1)
    for number in range(TENTHS):
        here = place == number
        if here.any():
            total = weights[here].sum()
            share = 100 * weights[here & ~faithful].sum() / total
            yield Tenth(TENTHS * number, int(here.sum()), float(weights[here] @ scores[here] / total), float(share))


def draw(tables: dict[str, list[Tenth]], path: Path) -> None:
    """A line for each task beside the one where the scores would be right."""
    from matplotlib import pyplot as plt  # noqa: PLC0415 - only for the picture

    _, axes = plt.subplots(figsize=(6, 4.5))
    axes.plot([0, 100], [100, 0], color="0.7", linestyle="--", label="right")
    for task, found in tables.items():
        drawn = [tenth for tenth in found if tenth.rows >= FEW]
        axes.plot([t.score for t in drawn], [t.distorted for t in drawn], marker="o", label=SHARES[task])
    axes.set(xlabel="score of a row", ylabel="rows with a major distortion, %", xlim=(0, 100), ylim=(0, 100))
    axes.legend()
    plt.tight_layout()
    plt.savefig(path, metadata={"Date": None})


def main(items: Path, results: Path, plot: Path | None) -> None:
    rows = list(read(items, results))
    tables = {task: list(tenths([(c, s) for t, c, s in rows if t == task])) for task in SHARES}
    print("| score | " + " | ".join(SHARES.values()) + " |\n" + "|---" * (len(SHARES) + 1) + "|")
    for start in range(0, 100, TENTHS):
        cells = [next((t for t in found if t.start == start), None) for found in tables.values()]
        shown = (f"{cell.distorted:.0f} % of {cell.rows}" if cell else "" for cell in cells)
        print(f"| {start}-{start + TENTHS} | " + " | ".join(shown) + " |")
    if plot:
        draw(tables, plot)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]) if len(sys.argv) > 3 else None)
