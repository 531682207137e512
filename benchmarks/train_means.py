"""Measures the mean vectors of English and Arabic news for the embedded encoder.

    python benchmarks/train_means.py $DATA

Reads detection/flores200_en_ar/devtest_en_ar.tsv in the data folder (FLORES-200 devtest, CC BY-SA) and writes
aligner/encoders/e5_small_means.json. Takes about a minute.
"""

from __future__ import annotations

import argparse
import csv
import json
from pathlib import Path

import numpy as np

from aligner import encoders
from aligner.encoders import means
from aligner.encoding import Encoder, Vectors

TEXTS = Path("detection", "flores200_en_ar", "devtest_en_ar.tsv")
COLUMNS = {"en": "en", "ar": "ar_human"}
ABOUT = {
    "origin": "means of multilingual-e5-small's sentence vectors and layer-7 token states over the 1,012 sentences "
    "of FLORES-200 devtest (eng_Latn, arb_Arab)",
    "licence": "CC BY-SA 4.0",
    "script": "benchmarks/train_means.py",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="the data folder")
    texts = parser.parse_args().data / TEXTS
    encoder = encoders.load()
    table: dict[str, object] = {**ABOUT, "encoder": encoder.name, "sentence": {}, "token": {}}
    found = {lang: language_means(encoder, read(texts, column)) for lang, column in COLUMNS.items()}
    for place, part in enumerate(("sentence", "token")):
        table[part] = {lang: [round(float(x), 5) for x in pair[place]] for lang, pair in found.items()}
    target = Path(encoders.__file__).with_name(means.FILE)
    target.write_text(layout(table), encoding="utf-8")
    print(f"wrote {target}")


def read(texts: Path, column: str) -> list[str]:
    with texts.open(encoding="utf-8", newline="") as file:
        return [row[column] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def language_means(encoder: Encoder, texts: list[str]) -> tuple[Vectors, Vectors]:
    """The mean sentence vector and the mean token state [d] of some texts."""
    states = np.concatenate([tokens.states for tokens in encoder.token_states(texts)])
    return encoder.encode(texts).mean(0, dtype=np.float64), states.mean(0, dtype=np.float64)


def layout(table: dict[str, object]) -> str:
    """JSON with a vector a line, so that a change shows as what it is."""
    lines = [f'  "{key}": {json.dumps(value)}' for key, value in table.items() if isinstance(value, str)]
    for part, vectors in table.items():
        if isinstance(vectors, dict):
            rows = ",\n".join(f'    "{lang}": {json.dumps(vector)}' for lang, vector in vectors.items())
            lines.append(f'  "{part}": {{\n{rows}\n  }}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    main()
