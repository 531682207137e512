"""Compares the embedded encoder with sentence-transformers on the same weights: speed per core, likeness, retrieval.

    python benchmarks/encoder_speed.py $DATA

Reads detection/flores200_en_ar/devtest_en_ar.tsv in the data folder. Both run on one thread; sentence-transformers
runs float32 in batches of 32, as it does by default. The rounds of the two take turns, since a machine's speed drifts.
"""

from __future__ import annotations

import argparse
import csv
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

os.environ.update(HF_HUB_DISABLE_PROGRESS_BARS="1", TRANSFORMERS_VERBOSITY="error")

import numpy as np
import torch
from sentence_transformers import SentenceTransformer

from aligner import encoders
from aligner.encoders.export import export

TEXTS = Path("detection", "flores200_en_ar", "devtest_en_ar.tsv")
COLUMNS = {"en": "en", "ar": "ar_human"}

Encode: TypeAlias = Callable[[Sequence[str]], Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="the data folder")
    parser.add_argument("--sentences", type=int, default=200, help="how many of each language to time")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    torch.set_num_threads(1)
    encoders.load()  # so that building the model is not counted as loading it
    with tempfile.TemporaryDirectory() as scratch:
        export(Path(scratch, "e5"))
        embedded = loaded("embedded", encoders.load)
        reference = loaded("sentence-transformers", lambda: SentenceTransformer(str(Path(scratch, "e5")), device="cpu"))
    both: dict[str, Encode] = {
        "embedded": embedded.encode,
        "sentence-transformers": lambda texts: reference.encode(list(texts), show_progress_bar=False),
    }
    for lang, column in COLUMNS.items():
        texts = read(options.data / TEXTS, column)
        compare_speed(lang, both, texts[: options.sentences], options.rounds)
        compare_vectors(lang, both, texts)
    compare_retrieval(both, *(read(options.data / TEXTS, column) for column in COLUMNS.values()))


def read(texts: Path, column: str) -> list[str]:
    with texts.open(encoding="utf-8", newline="") as file:
        return [row[column] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def loaded(name: str, load: Callable[[], Any]) -> Any:
    start = time.perf_counter()
    encoder = load()
    print(f"{name}: loaded in {time.perf_counter() - start:.2f} s")
    return encoder


def compare_speed(lang: str, both: dict[str, Encode], texts: list[str], rounds: int) -> None:
    speeds: dict[str, list[float]] = {name: [] for name in both}
    for turn in range(rounds + 1):
        for name, encode in both.items():
            start = time.perf_counter()
            encode(texts)
            if turn:  # the first round warms up
                speeds[name].append(len(texts) / (time.perf_counter() - start))
    medians = {name: statistics.median(found) for name, found in speeds.items()}
    for name, found in speeds.items():
        print(f"{lang} {name}: {medians[name]:.1f} sentences/s a core (rounds: {min(found):.1f} to {max(found):.1f})")
    print(f"{lang} ratio of medians: {medians['embedded'] / medians['sentence-transformers']:.2f}")


def compare_vectors(lang: str, both: dict[str, Encode], texts: list[str]) -> None:
    ours, theirs = (encode(texts) for encode in both.values())
    cosines = (ours * theirs).sum(1) / (np.linalg.norm(ours, axis=1) * np.linalg.norm(theirs, axis=1))
    print(f"{lang} cosine over {len(texts)} sentences: mean {cosines.mean():.5f}, min {cosines.min():.5f}")


def compare_retrieval(both: dict[str, Encode], english: list[str], arabic: list[str]) -> None:
    """How many sentences have their translation as the nearest of all."""
    for name, encode in both.items():
        ours, theirs = encode(english), encode(arabic)
        likeness = ours @ theirs.T / np.linalg.norm(ours, axis=1)[:, None] / np.linalg.norm(theirs, axis=1)
        forth, back = (100 * (likeness.argmax(axis) == np.arange(len(likeness))).mean() for axis in (1, 0))
        print(f"{name}: {forth:.2f} % of {len(english)} find their translation from English, {back:.2f} % from Arabic")


if __name__ == "__main__":
    main()
