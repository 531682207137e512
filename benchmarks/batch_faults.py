"""What a batch comes to when all goes wrong: batch_faults.py [--rounds 20] [--only FAULT ...] [--seed 1].

Each fault strikes at a random point of a run over made-up items; afterwards the folder has to be byte for byte that of
an undisturbed run (but for metrics.json, which tells times): nothing lost, nothing twice. Prints a table; exit code 1
if anything differs. Linux; as root a full disk is a small tmpfs, else a limit on the size of a file.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from aligner.encoders.cache import root

ITEMS, SHARD_SIZE, WORKERS = 80, 8, 2
ALIGNER = "from aligner.cli.main import app; app()"
POISON = """
import os, signal
from aligner.batch import perform as work

def perform(job, task):
    if any(entry.item.id == "poison" and entry.number not in task.excluded for entry in task.shard.entries):
        os.kill(os.getpid(), signal.SIGKILL)
    return work(job, task)
"""
POISONED = f"import aligner.batch, poison_for_faults as p; aligner.batch.perform = p.perform; {ALIGNER}"
TEXTS = {
    "source": "Shares of Telvanta fell {n} percent after the mayor, Ines Calloway, closed the port of Valdora.",
    "translation": "تراجعت أسهم تلفانتا بنسبة {n} بالمئة بعد أن أغلقت رئيسة البلدية إينيس كالواي ميناء فالدورا.",
    "twin": "Telvanta shares fell {n} percent after the mayor, Ines Robertson, closed Valdora's port.",
}
NOT_COMPARED = {"metrics.json", ".lock"}
WAIT = 120


class FaultError(Exception):
    """Something is not as it has to be."""


@dataclass
class Bench:
    """Where the runs of a fault are made, what they have to come to, and how long one takes."""

    place: Path
    executor: str
    random: random.Random
    workers: int = WORKERS
    wanted: dict[str, bytes] = field(default_factory=dict)
    seconds: float = 0.0
    environment: dict[str, str] = field(default_factory=lambda: dict(os.environ))

    @property
    def out(self) -> Path:
        """The folder of the run."""
        return self.place / "out"

    @property
    def source(self) -> Path:
        """The items."""
        return self.place / "items.jsonl"

    def start(self, *, out: Path | None = None, program: str = ALIGNER, cache: bool = False, **how: object) -> Run:
        """A run over the items."""
        options = ["--executor", self.executor, "--shard-size", str(SHARD_SIZE), "--workers", str(self.workers), "-q"]
        options += [] if cache else ["--no-cache"]
        command = [sys.executable, "-c", program, "batch", str(self.source), str(out or self.out), *options]
        with (self.place / "errors").open("ab") as errors:
            process = subprocess.Popen(command, stderr=errors, env=self.environment, **how)  # type: ignore[call-overload]
        return Run(process, self.place / "errors")

    def sleep(self) -> None:
        """Until a random point of a run."""
        time.sleep(self.random.uniform(0.05, self.seconds))

    def compare(self) -> None:
        """Raises FaultError unless the folder is as it has to be."""
        found = files(self.out)
        differ = [name for name in sorted({*found, *self.wanted}) if found.get(name) != self.wanted.get(name)]
        if differ:
            raise FaultError(f"differs: {', '.join(differ)}")


@dataclass
class Run:
    """A run that is going on."""

    process: subprocess.Popen[bytes]
    errors: Path

    def ends(self, *codes: int) -> int:
        """Wait for its end; raises FaultError unless it ends with one of these exit codes."""
        code = self.process.wait(WAIT)
        if code not in codes:
            raise FaultError(f"exit code {code}; {self.errors.read_text('utf-8', 'replace')[-300:]!r}")
        return code

    def workers(self) -> list[int]:
        """The processes that it has started to work."""
        return [pid for pid in children(self.process.pid) if b"spawn_main" in command_of(pid)]

    def kill(self) -> None:
        """End it as a power cut does; its workers have to end by themselves."""
        left = self.workers()
        self.process.kill()
        self.process.wait()
        until = time.monotonic() + 20
        while any(b"spawn_main" in command_of(pid) for pid in left):
            if time.monotonic() > until:
                raise FaultError("workers outlive their driver")
            time.sleep(0.02)


def children(pid: int) -> list[int]:
    try:
        told = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:
        return []
    return [int(each) for line in told for each in line.split()]


def command_of(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name not in NOT_COMPARED}


def write_items(path: Path, poison: int | None = None, count: int = ITEMS) -> None:
    """The items, one of which kills whoever works at it."""
    with path.open("w", encoding="utf-8") as file:
        for n in range(1, count + 1):
            texts = {role: text.format(n=n) for role, text in TEXTS.items()}
            name = "poison" if n == poison else f"item {n}"
            file.write(json.dumps({"id": name, **texts}, ensure_ascii=False) + "\n")


def undisturbed(bench: Bench) -> None:
    began = time.monotonic()
    bench.start().ends(0)
    bench.seconds = time.monotonic() - began


def killed_worker(bench: Bench) -> None:
    run = bench.start()
    for _ in range(2):
        bench.sleep()
        workers = run.workers()
        if workers:
            os.kill(bench.random.choice(workers), signal.SIGKILL)
    run.ends(0)


def killed_driver(bench: Bench) -> None:
    for _ in range(2):
        run = bench.start()
        bench.sleep()
        run.kill()
    bench.start().ends(0)


def stopped(bench: Bench) -> None:
    run = bench.start()
    bench.sleep()
    run.process.terminate()
    run.ends(143, -signal.SIGTERM, 0)  # -15 where Python has hardly started
    bench.start().ends(0)


def poison_item(bench: Bench) -> None:
    """All rows but that of the item, which is a dead letter."""
    number = bench.random.randint(1, ITEMS)
    write_items(bench.source, number)
    (bench.place / "poison_for_faults.py").write_text(POISON, "utf-8")
    bench.environment["PYTHONPATH"] = os.pathsep.join([str(bench.place), os.environ.get("PYTHONPATH", "")])
    bench.start(program=POISONED).ends(0)
    found, wanted = files(bench.out), bench.wanted
    (letter,) = map(json.loads, found["dead_letters.jsonl"].decode("utf-8").splitlines())
    if letter["number"] != number:
        raise FaultError(f"the wrong item is dead: {letter['number']}")
    for name in (name for name in wanted if name.startswith("part-")):
        rows = [line for line in wanted[name].splitlines() if json.loads(line)["number"] != number]
        if found[name].splitlines() != rows:
            raise FaultError(f"differs: {name}")
    bench.wanted = found


def full_disk(bench: Bench) -> None:
    """The run says so, with exit code 2, and leaves nothing half; with more room the same command goes on."""
    size = sum(map(len, bench.wanted.values()))
    small = bench.random.randint(size // 20, size * 3 // 4)
    with disk(bench.out, small) as (how, mend):
        bench.start(**how).ends(2)
        for name, data in files(bench.out).items():
            if name not in bench.wanted or data != bench.wanted[name]:
                raise FaultError(f"half a file: {name}")
        mend()
        bench.start().ends(0)
        bench.compare()
        shutil.copytree(bench.out, kept := bench.place / "kept")
    shutil.rmtree(bench.out, ignore_errors=True)
    kept.rename(bench.out)


@contextmanager
def disk(place: Path, size: int) -> Iterator[tuple[dict[str, object], Callable[[], object]]]:
    """A folder that has little room, and how to give it more."""
    place.mkdir()
    options = f"size={max(8192, size)}"
    mount = partial(subprocess.run, check=True, capture_output=True)
    try:
        mount(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)])
    except (OSError, subprocess.CalledProcessError):
        yield {"preexec_fn": limited(size)}, lambda: None
        return
    try:
        yield {}, lambda: mount(["mount", "-o", "remount,size=64m", str(place)])
    finally:
        mount(["umount", "-l", str(place)])


def limited(size: int) -> Callable[[], None]:
    """Stands for a full disk where none can be mounted: no file may be larger."""
    limit = size // 20
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))


def leftovers(bench: Bench) -> None:
    """Temporary files, halves of files without an account, and files of shards that are no more."""
    bench.start().ends(0)
    parts = sorted(bench.out.glob("part-*"))
    for path in bench.random.sample(parts, 3):
        path.write_bytes(path.read_bytes()[: bench.random.randint(0, path.stat().st_size - 1)])
    for path in bench.random.sample(sorted(bench.out.glob(".part-*")), 2):
        path.unlink()
    for _ in range(3):
        (bench.out / f".aligner-{bench.random.randbytes(8).hex()}.tmp").write_bytes(bench.random.randbytes(999))
    shutil.copy(parts[0], bench.out / "part-00099.jsonl")
    (bench.out / "manifest.json").unlink()
    bench.start().ends(0)


def two_at_once(bench: Bench) -> None:
    first = bench.start()
    until = time.monotonic() + 30
    while not (bench.out / ".lock").exists() or not (bench.out / ".lock").stat().st_size:
        if time.monotonic() > until:
            raise FaultError("no lock")
        time.sleep(0.01)
    time.sleep(bench.random.uniform(0, bench.seconds / 4))
    second = bench.start()
    code = second.ends(2, 0)
    if code == 0 and first.process.poll() is None:
        raise FaultError("two runs at once")
    first.ends(0)


def cut_cache(bench: Bench) -> None:
    """The file of the cache, or what was written of it last, is cut short while it is in use."""
    cache = bench.place / "cache"
    cache.mkdir()
    for model in root().glob("e5*"):
        (cache / model.name).symlink_to(model)
    bench.environment["ALIGNER_CACHE"] = str(cache)
    if bench.random.random() < 0.5:  # some items are known
        bench.start(cache=True, out=bench.place / "before").ends(0)
    run = bench.start(cache=True)
    bench.sleep()
    found = [path for path in cache.glob("store/**/entries.sqlite*") if not path.name.endswith("-shm")]
    if found:
        path = bench.random.choice(found)
        with suppress(FileNotFoundError):  # the log goes when the run ends
            os.truncate(path, bench.random.randint(0, path.stat().st_size))
    run.ends(0)
    bench.compare()
    shutil.rmtree(bench.out)
    bench.start(cache=True).ends(0)


FAULTS: dict[str, tuple[Callable[[Bench], None], Sequence[str]]] = {
    "worker killed": (killed_worker, ("local", "dask")),
    "driver killed": (killed_driver, ("local", "dask")),
    "poison item": (poison_item, ("local", "dask")),
    "SIGTERM": (stopped, ("local", "dask")),
    "full disk": (full_disk, ("local",)),
    "leftovers": (leftovers, ("local",)),
    "two at once": (two_at_once, ("local",)),
    "cache cut": (cut_cache, ("local",)),
}


def struck(place: Path, fault: Callable[[Bench], None], engine: str, wanted: Bench, seed: str) -> str:
    """One round in a folder of its own, kept if anything is wrong; what that is, else empty."""
    place.mkdir()
    bench = Bench(place, engine, random.Random(seed), WORKERS, wanted.wanted, wanted.seconds)  # noqa: S311
    write_items(bench.source)
    try:
        fault(bench)
        bench.compare()
    except (FaultError, subprocess.TimeoutExpired, OSError, ValueError, KeyError) as error:
        return f"{type(error).__name__}: {error}"
    shutil.rmtree(place, ignore_errors=True)
    return ""


def reference(folder: Path) -> dict[str, Bench]:
    """An undisturbed run of each executor; all have to leave the same, with any number of workers."""
    benches: dict[str, Bench] = {}
    for engine in ("local", "dask"):
        for count in (1, 2, 4):
            place = folder / f"{engine}-{count}"
            place.mkdir()
            bench = Bench(place, engine, random.Random(1), count)  # noqa: S311
            write_items(bench.source)
            undisturbed(bench)
            bench.wanted = files(bench.out)
            first = benches.setdefault("local", bench)
            same = bench.wanted == first.wanted
            print(f"{engine}, {count} workers: {bench.seconds:.1f} s, {'the same bytes' if same else 'DIFFERS'}")
            if not same:
                raise SystemExit(1)
            if count == WORKERS:
                benches[engine] = bench
    return benches


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--only", nargs="*", default=list(FAULTS), choices=list(FAULTS))
    parser.add_argument("--executor", nargs="*", default=["local", "dask"])
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="batch-faults-"))
    benches = reference(folder)
    print("\n| fault | executor | rounds | failures | seconds |\n|---|---|---|---|---|", flush=True)
    failures = []
    for name in given.only:
        fault, engines = FAULTS[name]
        for engine in (each for each in engines if each in given.executor):
            began = time.monotonic()
            seeds = [f"{name} {engine} {given.seed + k}" for k in range(given.rounds)]
            wrong = {seed: struck(folder / seed, fault, engine, benches[engine], seed) for seed in seeds}
            bad = [f"{seed}: {reason}" for seed, reason in wrong.items() if reason]
            failures += bad
            print(f"| {name} | {engine} | {given.rounds} | {len(bad)} | {time.monotonic() - began:.0f} |", flush=True)
    print("\n".join(["", *failures]))
    if failures:
        print(f"what failed is kept in {folder}")
    else:
        shutil.rmtree(folder)
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main())
