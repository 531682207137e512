"""Measures the peaks of what goes into the embedded encoder's products, which set the scales of its int8 numbers.

Also what the second product of each feed-forward lacks on average where GELU is taken for its short form.

    python benchmarks/train_peaks.py $DATA

Reads English and Arabic news (alignment/ntrex-dev) and the odd rows of ten languages (detection/demetr/base.tsv) in the
data folder, runs them through the float32 weights and writes aligner/encoders/e5_small_peaks.json. Takes minutes.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

os.environ.update(HF_HUB_DISABLE_PROGRESS_BARS="1", TRANSFORMERS_VERBOSITY="error")

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer

from aligner import encoders
from aligner.encoders import peaks
from aligner.encoders.export import export
from aligner.encoders.graph import WORD_LAYER
from aligner.encoders.products import GELU_SLOPE

NEWS, SENTENCES = Path("alignment", "ntrex-dev"), Path("detection", "demetr", "base.tsv")
OTHERS = (
    "",
    "a",
    "###",
    "...",
    "http://www.example.org/a?b=c&d=1",
    "x = [f(y) for y in z if y > 0]",
    "\N{GRINNING FACE}" * 9,
)
ABOUT = {
    "origin": "the largest absolute values that multilingual-e5-small's products take in, by channel, over the English "
    "and Arabic news of NTREX-128 and sentences of ten languages from DEMETR; missed: what GELU's short form lacks",
    "licence": "CC BY-SA 4.0",
    "script": "benchmarks/train_peaks.py",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="the data folder")
    texts = list(read(parser.parse_args().data))
    with tempfile.TemporaryDirectory() as scratch:
        export(Path(scratch, "e5"))
        found = measure(SentenceTransformer(str(Path(scratch, "e5")), device="cpu"), texts)
    target = Path(encoders.__file__).with_name(peaks.FILE)
    target.write_text(layout(found), encoding="utf-8")
    print(f"{len(texts)} texts; wrote {target}")


def read(data: Path) -> Iterator[str]:
    for folder in sorted((data / NEWS).iterdir()):
        for name in ("src.txt", "tgt.txt"):
            yield from (folder / name).read_text(encoding="utf-8").splitlines()
    with (data / SENTENCES).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    yield from (row["src_sent"] for row in rows[::2])
    yield from OTHERS


def measure(model: Any, texts: Sequence[str]) -> list[dict[str, NDArray[np.float32]]]:
    """By layer and product the largest absolute value of each channel, and what is `missed`: see `peaks.Peaks`."""
    layers = model[0].auto_model.encoder.layer
    found: list[dict[str, NDArray[np.float32]]] = [{} for _ in layers]
    lacking = {number: Lacking() for number in range(WORD_LAYER, len(layers))}

    def watch(module: Any, number: int, name: str) -> None:
        def note(_: Any, inputs: tuple[Any, ...]) -> None:
            peak = inputs[0].detach().reshape(-1, inputs[0].shape[-1]).abs().amax(0).numpy()
            found[number][name] = np.maximum(peak, found[number].get(name, 0))

        module.register_forward_pre_hook(note)

    for number, layer in enumerate(layers):
        watch(layer.attention.self.query, number, "attention")
        watch(layer.attention.output.dense, number, "mixed")
        watch(layer.intermediate.dense, number, "feed")
        watch(layer.output.dense, number, "inner")
    for number, lack in lacking.items():
        layers[number].intermediate.dense.register_forward_hook(lack)
    model.encode(texts, batch_size=1, show_progress_bar=False)  # alone, so that no padding is measured
    for number, lack in lacking.items():
        weight = layers[number].output.dense.weight.detach().double()
        found[number]["missed"] = (weight @ lack.mean()).float().numpy()
    return found


class Lacking:
    """How far GELU is above its short form, in the mean over all tokens that pass."""

    def __init__(self) -> None:
        self._sum, self._tokens = torch.zeros(1, dtype=torch.float64), 0

    def __call__(self, _: Any, __: Any, values: torch.Tensor) -> None:
        """Of the values [..., channels] that go into GELU."""
        rows = values.detach().double().reshape(-1, values.shape[-1])
        self._sum = self._sum + (torch.nn.functional.gelu(rows) - rows * torch.sigmoid(GELU_SLOPE * rows)).sum(0)
        self._tokens += len(rows)

    def mean(self) -> torch.Tensor:
        """Of each channel [channels]."""
        return self._sum / self._tokens


def short(values: Iterable[float]) -> list[float]:
    return [float(f"{value:.3g}") for value in values]


def layout(layers: list[dict[str, NDArray[np.float32]]]) -> str:
    """JSON with a product a line, so that a change shows as what it is."""
    lines = [f'  "{key}": {json.dumps(value)}' for key, value in ABOUT.items()]
    rows = []
    for found in layers:
        second, first = np.sort(found["inner"])[-2:]
        parts: dict[str, Any] = {name: short(peak) for name, peak in (found | {"inner": (first, second)}).items()}
        parts["furthest"] = int(found["inner"].argmax())
        rows.append("    {\n" + ",\n".join(f'      "{k}": {json.dumps(v)}' for k, v in parts.items()) + "\n    }")
    lines.append('  "layers": [\n' + ",\n".join(rows) + "\n  ]")
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    main()
