"""What a worker does: a shard in, its file out."""

from __future__ import annotations

import atexit
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from threadpoolctl import threadpool_limits

from aligner.batch.account import Account, account_of
from aligner.batch.files import place
from aligner.batch.job import Job
from aligner.batch.results import Result, Results, results
from aligner.batch.rows import row_of
from aligner.batch.shards import DeadLetter, Entry, Shard
from aligner.batch.worker_encoder import WorkerEncoder
from aligner.batch_writers import writer
from aligner.bitext import Role
from aligner.encoders import load
from aligner.encoding import ANY_LANGUAGE
from aligner.errors import EncoderError
from aligner.items import Item
from aligner.signature import signature_of
from aligner.store import Store
from aligner.version import __version__


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a task: the account of the file that was written, or the results of a probe; and what it took.

    `known` counts items whose result was known from an earlier run, `peak` is the memory in bytes that the worker's
    process has taken at most.
    """

    account: Account | None
    probed: Results | None
    seconds: float
    encoding: float
    known: int
    peak: int


@dataclass(frozen=True, slots=True)
class Task:
    """A shard to be done, without the items in `excluded` (by their number, with the reason).

    A `probe` writes no file: it is to show whether a worker survives the items, and what they come to. `known` are
    such results, which are not worked out again.
    """

    shard: Shard
    excluded: Mapping[int, str] = field(default_factory=dict)
    known: Mapping[int, Result] = field(default_factory=dict)
    probe: bool = False


def prepared(job: Job) -> Job:
    """The job with all that is to be known of its encoder; raises EncoderError if it cannot be had."""
    encoder = load(job.encoder, store=Store.open(job.cache, job.cache_bytes) if job.cache else None)
    known = encoder.sentence_mean(ANY_LANGUAGE) is not None
    signature = str(signature_of(encoder, job.config, {}))
    return replace(job, encoder_name=encoder.name, independent=known, signature=signature)


def run_shard(shard: Shard, job: Job, excluded: Mapping[int, str] | None = None) -> Outcome:
    """Compare the items of a shard and write its file into `job.folder`, in one step and the same whoever does it.

    This is all that an engine such as Ray or Spark has to call, anywhere where the folder is at hand. It may be called
    for one shard any number of times. The encoder is loaded once a process. An item that cannot be compared becomes a
    dead letter in the file's account; an item that kills its process can be `excluded`, with the reason, the next time.
    Raises an AlignerError where no item could be compared, or the file cannot be written.
    """
    return perform(job, Task(shard, excluded or {}))


def perform(job: Job, task: Task) -> Outcome:
    """Do a task of a run."""
    began = time.perf_counter()
    encoder, store = _tools(job)
    before = encoder.seconds
    entries = [entry for entry in task.shard.entries if entry.number not in {*task.excluded, *task.known}]
    with threadpool_limits(1, "blas"):
        found = results(entries, job, encoder, store) if entries else Results({}, ())
    account = None if task.probe else _written(task, job, found)
    probed = found if task.probe else None
    return Outcome(account, probed, time.perf_counter() - began, encoder.seconds - before, found.known, _peak())


def warm(job: Job) -> None:
    """Load all that a process needs for a job, so that the next task takes no longer than its items do."""
    encoder, _ = _tools(job)
    encoder.ready()
    texts = dict(zip(Role, ("Rain fell on the town.", "هطل المطر على المدينة.", "Rain fell on a town."), strict=True))
    results([Entry(0, Item(0, texts, {}), dict(zip(Role, ("en", "ar", "en"), strict=True)))], job, encoder)


def _written(task: Task, job: Job, found: Results) -> Account:
    shard = task.shard
    whole = {**task.known, **found.found}
    rows = [row_of(entry, whole[entry.number], job) for entry in shard.entries if entry.number in whole]
    excluded = (
        DeadLetter(entry.number, entry.item.line, task.excluded[entry.number], entry.item, entry.languages)
        for entry in shard.entries
        if entry.number in task.excluded
    )
    account = account_of(shard, job.signature, rows, [*shard.dead, *found.dead, *excluded])
    place(job.folder, writer(job.format).render(shard.stem, rows, account.to_text()))
    return account


@lru_cache(maxsize=1)
def _tools_of(
    spec: str, threads: int, name: str, cache: Path | None, cache_bytes: int
) -> tuple[WorkerEncoder, Store | None]:
    store = Store.open(cache, cache_bytes) if cache else None
    if store:
        atexit.register(store.close)  # else it never hears of what was used
    return WorkerEncoder(spec, threads, name, store), store


def _tools(job: Job) -> tuple[WorkerEncoder, Store | None]:
    """The encoder and the store of this process."""
    if job.version != __version__:
        raise EncoderError(f"this worker has aligner {__version__}, the run {job.version}; install the same on both")
    return _tools_of(job.encoder, job.threads, job.encoder_name, job.cache, job.cache_bytes)


def _peak() -> int:
    """The most memory that this process has taken, 0 where the system does not tell."""
    try:
        # Linux counts what started the process too, except here.
        told = Path("/proc/self/status").read_text("ascii", "replace").partition("VmHWM:")[2].split()
        return int(told[0]) * 1024
    except (OSError, ValueError, IndexError):
        pass
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
