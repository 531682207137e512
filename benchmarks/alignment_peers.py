"""Our aligner beside other ones, on the same sentences and the same vectors: quality, time and memory.

    python benchmarks/alignment_peers.py $DATA --vectors vectors.npz

A peer that is not installed is left out. galechurch is Gale and Church (1993) in Rust: lengths alone, every cell (its
limit of 50 million cells is lifted). sentweave is Vecalign (Thompson and Koehn 2019) in Cython, called sentalign before
0.3.3. Both run with their defaults; since our weights were chosen on these sets, sentweave also runs with deletion
penalties chosen on them (a share of the costs of random pairs, which means another thing in a document of ten lines).
Everything runs on one thread; the memory is read as Linux tells it.

Quality is that of alignment.py. sentweave is given the encoder and has up to 8 neighbours encoded as one text, which
takes half an hour: `--vectors` keeps what was encoded for the next run. Long documents are those of ntrex-dev one after
the other, over and over until the source has so many lines, with noise on the vectors so that no two are equal; here
the sum of their vectors stands for neighbours. Each row of that table is a process of its own: wall seconds of the
call, the peak of resident memory during it and what stood before it (interpreter, libraries, inputs), strict F1.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import subprocess
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

import numpy as np
from alignment import count, document, f1, full, gold_links, lines_of

from aligner import encoders
from aligner.align import align
from aligner.bitext import Link, Role
from aligner.encoding import Encoder, Vectors, unit
from aligner.units import Units, units_of

SETS = ("ntrex-dev", "textberg-dev", "parice-enis")
SIZES = (200, 1000, 5000, 20000)
LIMIT = 120
"""Seconds that a process of the second table may take."""
OVERLAPS = 8
"""How many neighbours sentweave joins, by its default."""
DELETIONS = (0.2, 0.04, 0.02)
"""sentweave's `del_percentile_frac`: its default, the best over the sets, the best up to 5,000 chained lines."""
NOISE = 0.1
"""The length of the noise on a vector of length 1: copies of a sentence then have a centred cosine near .95."""
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS"), "1")

PEERS = {name: import_module(name) for name in ("galechurch", "sentweave") if find_spec(name)}

Encode: TypeAlias = Callable[[list[str]], Vectors]


@dataclass(frozen=True)
class Side:
    """One document as the aligners get it."""

    lines: list[str]
    units: Units


def ours(left: Side, right: Side, _: Encode) -> Iterable[Link]:
    return align(left.units, right.units)


def galechurch(left: Side, right: Side, _: Encode) -> Iterable[Link]:
    cells = (len(left.lines) + 1) * (len(right.lines) + 1)
    for bead in PEERS["galechurch"].align(left.lines, right.lines, max_block_size=cells).beads:
        sides = (bead.source_start, bead.source_end), (bead.target_start, bead.target_end)
        yield Link(*(tuple(range(*side)) for side in sides))


def sentweave(left: Side, right: Side, encode: Encode, **settings: float) -> Iterable[Link]:
    warnings.filterwarnings("ignore", "invalid value encountered in cast")  # of memory that it then overwrites
    for bead in PEERS["sentweave"].align(left.lines, right.lines, encode, **settings).alignments:
        yield Link(tuple(bead.src_indices), tuple(bead.tgt_indices))


ALIGNERS: dict[str, Callable[[Side, Side, Encode], Iterable[Link]]] = {"aligner": ours}
if "galechurch" in PEERS:
    ALIGNERS["galechurch"] = galechurch
if "sentweave" in PEERS:
    ALIGNERS |= {f"sentweave {share}": partial(sentweave, del_percentile_frac=share) for share in DELETIONS}


@dataclass
class Memory:
    """An encoder that encodes a text once, and may add noise to what it gives."""

    encoder: Encoder
    known: dict[str, Vectors] = field(default_factory=dict)
    noise: np.random.Generator | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.encoder, name)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The vectors [texts, d] of the encoder."""
        keys = [sha256(f"{self.encoder.name}\n{text}".encode()).hexdigest() for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self.known}
        if new:
            self.known.update(zip(new, self.encoder.encode(list(new.values())), strict=True))
        vectors = np.stack([self.known[key] for key in keys])
        if self.noise is None:
            return vectors
        noise = self.noise.standard_normal(vectors.shape, np.float32)
        return unit(vectors + NOISE * unit(noise))


def side(lines: list[str], encoder: Encoder) -> Side:
    return Side(lines, units_of(document(Role.SOURCE, lines), encoder))


def bitexts(folder: Path) -> Iterator[tuple[list[str], list[str], set[Link]]]:
    for path in sorted(path.parent for path in folder.glob("*/gold.tsv")):
        yield lines_of(path / "src.txt"), lines_of(path / "tgt.txt"), gold_links(path / "gold.tsv")


def quality(folder: Path, encoder: Encoder) -> None:
    tallies: dict[str, Counter[str]] = {name: Counter() for name in ALIGNERS}
    for left_lines, right_lines, gold in bitexts(folder):
        left, right = side(left_lines, encoder), side(right_lines, encoder)
        for name, run in ALIGNERS.items():
            answer = set(run(left, right, lambda lines: side(lines, encoder).units.vectors))
            tallies[name].update(dict(count(gold, answer)))
    for name, tally in tallies.items():
        strict = f1(tally["right"], tally["answer"], tally["found"], tally["gold"])
        lax = f1(tally["lax right"], tally["answer"], tally["lax found"], tally["gold"])
        null = f1(tally["null right"], tally["null answer"], tally["null right"], tally["null gold"])
        print(f"| {folder.name} | {name} | {strict:.3f} | {lax:.3f} | {null:.3f} |", flush=True)


def long_bitext(folder: Path, size: int) -> tuple[list[str], list[str], set[Link]]:
    """Whole documents one after the other until the left side has `size` lines, and their gold links."""
    left: list[str] = []
    right: list[str] = []
    gold: set[Link] = set()
    for left_part, right_part, links in cycle(bitexts(folder)):
        if len(left) >= size:
            break
        i, j = len(left), len(right)
        gold |= {Link(tuple(i + k for k in link.left), tuple(j + k for k in link.right)) for link in links}
        left += left_part
        right += right_part
    return left, right, gold


def speed(folder: Path, encoder: Memory, sizes: Sequence[int]) -> None:
    with TemporaryDirectory() as scratch:
        for size in sizes:
            left, right, gold = long_bitext(folder, size)
            noisy = replace(encoder, noise=np.random.default_rng(size))
            task = Path(scratch, "task.pickle")
            task.write_bytes(pickle.dumps((side(left, noisy), side(right, noisy))))
            for name in ALIGNERS:
                print(f"| {len(left):,} x {len(right):,} | {name} | {in_a_process(name, task, gold)} |", flush=True)


def in_a_process(name: str, task: Path, gold: set[Link]) -> str:
    command = (sys.executable, __file__, task, "--measure", name)
    try:
        done = subprocess.run(command, env=os.environ | ONE_THREAD, timeout=LIMIT, check=True, stdout=subprocess.PIPE)
    except subprocess.TimeoutExpired:
        return f"over {LIMIT} s | | "
    seconds, before, peak, links = json.loads(done.stdout)
    answer = {Link(tuple(left), tuple(right)) for left, right in links}
    strict = f1(len(gold & answer), len(answer), len(full(gold) & answer), len(full(gold)))
    return f"{seconds:.2f} s | {peak:.0f} MB (before: {before:.0f}) | {strict:.3f}"


def measure(name: str, task: Path) -> None:
    """In a process of its own: align once, print seconds, memory in MB before and at the peak, and the links."""
    left, right = pickle.loads(task.read_bytes())  # noqa: S301 (written by `speed`)
    layers = [*sums(left.units.vectors), *sums(right.units.vectors)][::-1] if "sentweave" in name else []
    Path("/proc/self/clear_refs").write_text("5", encoding="utf-8")  # the peak so far is forgotten
    before, start = resident("VmRSS"), time.perf_counter()
    links = list(ALIGNERS[name](left, right, lambda _: layers.pop()))
    seconds = time.perf_counter() - start
    print(json.dumps([seconds, before, resident("VmHWM"), [(link.left, link.right) for link in links]]))


def sums(vectors: Vectors) -> list[Vectors]:
    """For 1, 2, ... neighbours that end at each sentence the unit vector of their sum."""
    layers = [vectors]
    for back in range(1, OVERLAPS):
        layers.append(layers[-1] + np.pad(vectors, ((back, 0), (0, 0)))[: len(vectors)])
    return [unit(layer) for layer in layers]


def resident(what: str) -> float:
    """Megabytes; `getrusage` would count those of the process that started this one."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.split(f"{what}:")[1].split()[0]) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="the data folder")
    parser.add_argument("--vectors", type=Path, help="an .npz file that keeps the sentence vectors for the next run")
    parser.add_argument("--sets", nargs="*", default=SETS, help="for quality")
    parser.add_argument("--sizes", nargs="*", type=int, default=SIZES, help="lines of long documents")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measure(options.measure, options.data)
        return
    encoder = Memory(encoders.load())
    if options.vectors and options.vectors.exists():
        with np.load(options.vectors) as kept:
            encoder.known.update(zip(kept["keys"].tolist(), kept["vectors"], strict=True))
    print("| set | aligner | strict | lax | null F1 |\n|---|---|---|---|---|")
    for name in options.sets:
        quality(options.data / "alignment" / name, encoder)
    if options.vectors and encoder.known:
        np.savez(options.vectors, keys=np.array(list(encoder.known)), vectors=np.stack(list(encoder.known.values())))
    print("\n| lines | aligner | time | peak memory | strict |\n|---|---|---|---|---|")
    speed(options.data / "alignment" / SETS[0], encoder, options.sizes)


if __name__ == "__main__":
    main()
