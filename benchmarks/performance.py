"""The speed of the whole, side by side in one run: trust its ratios, for a machine's speed drifts.

    python benchmarks/performance.py $DATA [--full] [--only PART ...]

commands    the wall time of `aligner --help` and of `aligner diff samples/iss`, warm and without the cache, in units of
            `python -c "import typer, rich"`, and the latter two beside the sums of their parts, measured by themselves
articles    one article of three texts that grows: compared as a whole, per row, and how much of that is encoding;
            Python's garbage collector is as lazy as on the command line
corpus      aligned segments in growing numbers: per second, and the peak of memory
peers       triples scored: ours, the same checks upon sentence-transformers in float32, and other tools that are
            installed on the part of the work that they share (detection_peers.py)
alignment   long documents aligned: ours, and other aligners that are installed (alignment_peers.py)

The texts are the triples of detection/flores_demetr_triples in the data folder, repeated with a number before each, so
that no text comes twice. One thread. `--full` goes on to 10,000 rows and 100,000 segments, which takes an hour.
"""

from __future__ import annotations

import argparse
import csv
import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS"), "1"))
os.environ.update(HF_HUB_DISABLE_PROGRESS_BARS="1", TRANSFORMERS_VERBOSITY="error")

from aligner.cli.main import OBJECTS

from aligner import encoders
from aligner.bitext import Document, Role
from aligner.encoders.export import export
from aligner.encoding import Encoder
from aligner.items import Item
from aligner.pipeline import compare
from aligner.scoring import score_items
from aligner.store import MOST_BYTES

TRIPLES = Path("detection", "flores_demetr_triples", "triples.tsv")
COLUMNS = {
    Role.SOURCE: "flores_en_source",
    Role.TRANSLATION: "flores_ar_human",
    Role.TWIN: "demetr_mt_sent_as_twin",
}
LANGUAGES = {Role.SOURCE: "en", Role.TRANSLATION: "ar", Role.TWIN: "en"}
ARTICLES, LONG_ARTICLES = (100, 300, 1000), (3000, 10_000)
CORPORA, LARGE_CORPORA = (300, 1000, 3000), (10_000, 100_000)
BITEXTS, LONG_BITEXTS = (200, 1000), (5000, 20_000)
WARM, SCORED = 60, 120
SAMPLE = Path(__file__).parents[1] / "samples" / "iss"
HELP, DIFF = "aligner --help", "aligner diff samples/iss"
CACHES = {DIFF: MOST_BYTES, f"{DIFF} --no-cache": 0}
PARTS = """
import sys, time
def lap(name, start=[time.perf_counter()]):
    now = time.perf_counter()
    print(name, now - start[0])
    start[0] = now
from pathlib import Path
from aligner import checks, encoders, pipeline
import aligner.formats.oneline, cli.main, numpy, rich.console
from cli.encoder import Chosen
lap("imports")
encoder = Chosen(cache_bytes=int(sys.argv[2])).load()
lap("the encoder")
from cli.chain import chain_of, read_chain
from aligner.config import MAX_BYTES
documents = read_chain(chain_of([Path(sys.argv[1])], {}), {}, {}, MAX_BYTES)
lap("reading")
report = pipeline.compare(documents, encoder)
lap("comparing")
aligner.formats.oneline.render(report)
lap("writing")
"""

Row = dict[Role, str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="the data folder")
    parser.add_argument("--full", action="store_true", help="go on to the largest sizes")
    parser.add_argument("--only", nargs="*", choices=PARTS_OF_THIS, default=list(PARTS_OF_THIS), help="what to run")
    options = parser.parse_args()
    for part in options.only:
        print(f"\n{part}", flush=True)
        PARTS_OF_THIS[part](options.data, options.full)


def triples(data: Path) -> list[Row]:
    """The texts of the data folder."""
    with (data / TRIPLES).open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [{role: row[name] for role, name in COLUMNS.items()} for row in table]


def repeated(rows: Sequence[Row], count: int) -> Iterator[Row]:
    """So many rows, of which no two share a text."""
    for k in range(count):
        yield {role: f"{k}: {text}" for role, text in rows[k % len(rows)].items()}


def items(rows: Sequence[Row], count: int) -> list[Item]:
    return [Item(k, row, {}) for k, row in enumerate(repeated(rows, count))]


def commands(_: Path, full: bool) -> None:
    """Command lines beside the libraries that every one of them needs."""
    base = "python -c 'import typer, rich'"
    quiet = ["--quiet", "--output", os.devnull]
    calls = {base: [sys.executable, "-c", "import typer, rich"]}
    for line in (HELP, *CACHES):
        words = [str(SAMPLE) if word == "samples/iss" else word for word in line.split()[1:]]
        calls[line] = [sys.executable, "-m", "cli", *words, *(quiet if line in CACHES else ())]
    taken: dict[str, list[dict[str, float]]] = {line: [] for line in calls}
    for turn in range(8 if full else 4):
        for line, call in calls.items():
            found = {"": _wall(call)} | (_parts(CACHES[line]) if line in CACHES else {})
            taken[line] += [found] if turn else []  # the first round warms up
    unit = statistics.median(found[""] for found in taken[base])
    for line, rounds in taken.items():
        wall, *parts = ((name, statistics.median(found[name] for found in rounds)) for name in rounds[0])
        print(f"  {line}: {wall[1]:.2f} s, ratio {wall[1] / unit:.1f}")
        if parts:
            told = ", ".join(f"{name} {seconds:.2f}" for name, seconds in parts)
            print(f"    {wall[1] / sum(seconds for _, seconds in parts):.2f} times the sum of {told}")


def _parts(cache: int) -> dict[str, float]:
    """The seconds of each part of a diff, with so many bytes of cache."""
    found = {"the interpreter": _wall([sys.executable, "-c", "pass"])}
    call = [sys.executable, "-c", PARTS, SAMPLE, str(cache)]
    lines = subprocess.run(call, capture_output=True, text=True, check=True).stdout.splitlines()
    return found | {name: float(seconds) for name, seconds in (line.rsplit(" ", 1) for line in lines)}


def _wall(call: Sequence[str]) -> float:
    start = time.perf_counter()
    subprocess.run(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)  # findings exit with 1
    return time.perf_counter() - start


def peers(data: Path, full: bool) -> None:
    """Scoring beside the same upon another encoder, and beside tools that do less."""
    given = items(triples(data), WARM + (5 if full else 1) * SCORED)
    dicts = [{str(role): text for role, text in item.texts.items()} for item in given]
    with tempfile.TemporaryDirectory() as scratch:
        export(Path(scratch, "e5"))
        loaded = [encoders.load(spec) for spec in ("embedded", f"sentence-transformers:{Path(scratch, 'e5')}")]
    runs: dict[str, Callable[[slice], object]] = {
        name: lambda some, encoder=encoder: list(score_items(given[some], encoder, languages=LANGUAGES))  # type: ignore[misc]
        for name, encoder in zip(("aligner", "sentence-transformers and our checks"), loaded, strict=True)
    }
    for name, judge in _judges().items():
        runs[name] = lambda some, judge=judge: judge(dicts[some])  # type: ignore[misc]
    speeds: dict[str, list[float]] = {name: [] for name in runs}
    for run in runs.values():
        run(slice(WARM))
    for _ in range(3):
        for name, run in runs.items():
            start = time.process_time()
            run(slice(WARM, None))
            speeds[name].append((len(given) - WARM) / (time.process_time() - start))
    ours = statistics.median(speeds["aligner"])
    for name, found in speeds.items():
        speed = statistics.median(found)
        print(f"  {name}: {speed:.1f} triples/s a core, ours is {ours / speed:.2f} times as fast")


def _judges() -> dict[str, Any]:
    try:
        from detection_peers import PEERS  # noqa: PLC0415 - its libraries may be missing
    except ImportError as error:
        print(f"  {error.name} is not installed: no other tools")
        return {}
    return dict(PEERS)


def alignment(data: Path, full: bool) -> None:
    """Aligning long documents beside other aligners, each in a process of its own."""
    import alignment_peers  # noqa: PLC0415 - it looks for those when it is imported

    encoder = alignment_peers.Memory(encoders.load())
    sizes = BITEXTS + (LONG_BITEXTS if full else ())
    alignment_peers.speed(data / "alignment" / alignment_peers.SETS[0], encoder, sizes)


def articles(data: Path, full: bool) -> None:
    """What a row of an article costs as articles grow."""
    gc.set_threshold(OBJECTS)
    encoder, rows = Timed(), triples(data)
    compare(_article(rows, 30), encoder)  # loads what is loaded once
    for count in ARTICLES + (LONG_ARTICLES if full else ()):
        chain = _article(rows, count)
        encoder.seconds, start = 0.0, time.process_time()
        report = compare(chain, encoder)
        taken = time.process_time() - start
        share = encoder.seconds / taken
        print(
            f"  {len(report.rows)} rows: {taken:.1f} s, {1000 * taken / count:.1f} ms a row, encoding {share:.0%}",
            flush=True,
        )


def _article(rows: Sequence[Row], count: int) -> list[Document]:
    made = list(repeated(rows, count))
    return [Document(role, f"{role}.txt", "\n".join(row[role] for row in made), LANGUAGES[role]) for role in COLUMNS]


class Timed:
    """The embedded encoder, which counts the processor's seconds it takes."""

    def __init__(self) -> None:
        self._encoder: Encoder = encoders.load()
        self.seconds = 0.0

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._encoder, name)
        if name not in ("encode", "token_states", "encode_with_states"):
            return found

        def timed(texts: Sequence[str]) -> Any:
            start = time.process_time()
            result = found(texts)
            self.seconds += time.process_time() - start
            return result

        return timed


def corpus(data: Path, full: bool) -> None:
    """Segments a second and the memory as a corpus grows; it is read as it is scored."""
    encoder, rows = Timed(), triples(data)
    list(score_items(items(rows, WARM), encoder, languages=LANGUAGES))
    for count in CORPORA + (LARGE_CORPORA if full else ()):
        given = (Item(k, row, {}) for k, row in enumerate(repeated(rows, count)))
        encoder.seconds, start = 0.0, time.process_time()
        scored = sum(1 for _ in score_items(given, encoder, languages=LANGUAGES))
        taken = time.process_time() - start
        share = encoder.seconds / taken
        print(
            f"  {scored} segments: {scored / taken:.1f}/s a core, encoding {share:.0%}, peak {_peak()} MB so far",
            flush=True,
        )


def _peak() -> int:
    """The most memory that this process has held, in megabytes, as Linux tells it."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


PARTS_OF_THIS: dict[str, Callable[[Path, bool], None]] = {
    "commands": commands,
    "articles": articles,
    "corpus": corpus,
    "peers": peers,  # their libraries take memory, so they come after what measures it
    "alignment": alignment,
}

if __name__ == "__main__":
    main()
