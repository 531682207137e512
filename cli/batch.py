"""`aligner batch`: any number of chains, shard by shard, into a folder."""
# ruff: noqa: PLC0415 - numpy and the encoder are imported only when there is something to compare

from __future__ import annotations

import os
import signal
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from aligner.config import MAX_BYTES, MEGABYTE, Config
from aligner.errors import InputError

from . import batch_options, options, settings, values
from .acceptance import Acceptance
from .encoder import cache_folder, chosen
from .output import say
from .stopping import Stop

if TYPE_CHECKING:
    from aligner.batch import Job
    from aligner.batch.run import Summary
    from aligner.batch_readers import Reading

STATUS, STANDARD_INPUT = "status", "-"
SEGMENTS_AT_ONCE, DOCUMENTS_AT_ONCE = 250, 20


def batch(  # noqa: PLR0917 - one parameter an option
    context: typer.Context,
    input: batch_options.Input,
    output_dir: batch_options.OutputFolder,
    items: batch_options.Of = None,
    format: batch_options.FormatName = options.BatchFormat.JSONL,
    reports: batch_options.WithReports = False,
    shard_size: batch_options.ShardSize = None,
    workers: batch_options.Workers = None,
    executor: batch_options.EngineName = batch_options.Engine.LOCAL,
    scheduler: batch_options.Scheduler = None,
    max_tries: batch_options.Tries = 3,
    log: batch_options.LogFile = None,
    fail_on: options.Severe = options.FailOn.NEVER,
    min_score: options.MinScores = None,
    strict: batch_options.Strict = False,
    lang: options.Languages = None,
    encoding: options.Encodings = None,
    encoder: options.EncoderName = "embedded",
    threads: options.Threads = 1,
    glossary: options.GlossaryFile = None,
    max_size: options.MaxSize = MAX_BYTES // MEGABYTE,
    force: options.Force = False,
    no_cache: options.NoCache = False,
    quiet: options.Quiet = False,
    isolated: settings.Isolated = False,
    config: settings.SettingsFile = None,
) -> None:
    """Compare any number of chains, shard by shard, and write a row an item into files of a folder.

    Whatever ends a run, the same command goes on where it stopped, and what
    it leaves is the same as if nothing had happened. An item that cannot be
    compared is told in dead_letters.jsonl, and the rest goes on.

    Exit codes: 0 done, whatever was found, 1 an item fails --fail-on or
    --min-score, if they are given (or there are dead letters, with
    --strict), 2 could not run, 130 and 143 stopped by Ctrl-C and SIGTERM.
    """
    if input == STATUS:
        from .batch_view import show_status

        show_status(output_dir)
        return
    from aligner.batch import Job, Mode
    from aligner.batch_readers import Reading

    run = Config(values.gate(fail_on, min_score), max_bytes=values.in_bytes(max_size), force=force)
    run = replace(run, glossary=values.glossary(glossary))
    path = _checked(Path(input), output_dir)
    documents = items is batch_options.Kind.DOCUMENTS or (items is None and path.is_dir())
    choice = chosen(context, encoder, threads, no_cache)
    job = Job(
        output_dir,
        Mode.DOCUMENTS if documents else Mode.SEGMENTS,
        Acceptance(settings.of(context)).applied(run),
        choice.name,
        languages=values.languages(lang),
        threads=choice.threads,
        format=format.value,
        reports=reports,
        max_tries=max_tries,
        cache=cache_folder() if choice.cache_bytes else None,
        cache_bytes=choice.cache_bytes,
    )
    reading = Reading(documents, values.by_role(encoding, "--encoding", for_all=True), run.max_bytes)
    size = shard_size or (DOCUMENTS_AT_ONCE if documents else SEGMENTS_AT_ONCE)
    with Stop(signal.SIGINT, signal.SIGTERM) as stop:
        summary: Summary | None = None
        with stop.breakable():
            summary = _run(
                job,
                path,
                reading,
                size,
                engine=executor.value,
                workers=workers or _cores(),
                scheduler=scheduler,
                log=log,
                quiet=quiet,
            )
    if summary is None:
        say("aligner: stopped; the same command goes on from here")
        raise typer.Exit(stop.code)
    raise typer.Exit(int(summary.failed > 0 or (strict and summary.dead > 0)))


def _run(
    job: Job,
    path: Path,
    reading: Reading,
    size: int,
    *,
    engine: str,
    workers: int,
    scheduler: str | None,
    log: Path | None,
    quiet: bool,
) -> Summary:
    """The run, watched by the user."""
    from aligner.batch import perform, prepared, warm
    from aligner.batch.metrics import Metrics
    from aligner.batch.output import opened
    from aligner.batch.run import Run
    from aligner.batch_readers import expected, read_input
    from aligner.executors import executor

    from .batch_view import summarise, watching

    with opened(job) as left, watching(log, quiet=quiet) as watch:
        job = prepared(job)
        if left:
            watch("leftovers", files=left)
        metrics = Metrics(workers, expected(path))
        watch.follow(metrics)
        engaged = executor(engine, partial(perform, job), workers, scheduler, partial(warm, job))
        with engaged as working, read_input(path, reading) as items:
            told = {"input": path.name, "items_are": job.mode.value, "signature": job.signature}
            try:
                summary = Run(job, working, watch, metrics).go(items, size, told)
            finally:
                metrics.write(job.folder, now=True)
        watch("done", **summary.to_dict())
    summarise(summary, metrics, job.folder, quiet=quiet)
    return summary


def _checked(path: Path, output: Path) -> Path:
    """The input; raises InputError, before any work is done, if it and the output are in each other's way."""
    if str(path) == STANDARD_INPUT:
        return path
    if not path.exists():
        raise InputError(f"{path} does not exist; check the path")
    here, there = path.resolve(), output.resolve()
    if output.exists() and not output.is_dir():
        raise InputError(f"{output} is no folder; give another place")
    if here == there or there in here.parents or here in there.parents:
        raise InputError(f"{output} and {path} lie in each other; give OUTPUT_DIR a place of its own")
    return path


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
