"""How well the similarity agrees with people: similarity.py DATA.

The 250 English-Arabic pairs of STS 2017 (DATA/detection/sts17_ar_en), rated 0 to 5. Prints Pearson's correlation of the
ratings with the plain cosine of the vectors, with the centred one that the pipeline uses, and with the fidelity of the
pairs: what is left of the similarity after its part of the score, and the whole.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np

from aligner.bitext import Hop, Role
from aligner.encoders import load
from aligner.fidelity import ACROSS, fidelity
from aligner.items import Item
from aligner.scoring import examine, score_items

LANGUAGES = {Role.SOURCE: "en", Role.TRANSLATION: "ar"}


def main(data: Path) -> None:
    with (data / "detection/sts17_ar_en/sts17_track2_ar_en.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    ratings = [float(row["score_0_5"]) for row in rows]
    encoder = load()
    left, right = (encoder.encode([row[name] for row in rows]) for name in ("text1", "text2"))
    items = [Item(k, {Role.SOURCE: row["text1"], Role.TRANSLATION: row["text2"]}, {}) for k, row in enumerate(rows)]
    lost = [seen.losses[Hop.SOURCE_TRANSLATION]["similarity"] for seen in examine(items, encoder, languages=LANGUAGES)]
    found = {
        "plain cosine": (left * right).sum(1),
        "centred cosine": 1 - np.array(lost),
        "similarity part of the fidelity": [fidelity(ACROSS, {"similarity": loss}) for loss in lost],
        "fidelity": [item.scores.chain for item in score_items(items, encoder, languages=LANGUAGES)],
    }
    for name, values in found.items():
        print(f"{name}: {np.corrcoef(ratings, values)[0, 1]:.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
