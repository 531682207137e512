"""Workers of a Dask cluster: the same bytes, killed, on this machine only, and refused where others listen in."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from aligner.batch import Job, perform
from aligner.batch.metrics import Metrics
from aligner.batch.output import opened
from aligner.batch.run import Run
from aligner.batch_readers import Reading, read_input
from aligner.errors import ConfigError, InputError
from aligner.executors import Failure, executor

pytest.importorskip("distributed")

WORK = """
import os, signal, time
from aligner.errors import InputError
from aligner.batch import perform

def work(task):
    if task == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if task == "raise":
        raise ZeroDivisionError("of nothing")
    if task == "mendable":
        raise InputError("mend it")
    if task == "sleep":
        time.sleep(600)
    return os.getpid()

def poisoned(job, task):
    for entry in task.shard.entries:
        if "poison" in entry.item.texts["source"] and entry.number not in task.excluded:
            os.kill(os.getpid(), signal.SIGKILL)
    return perform(job, task)
"""


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    (tmp_path / "dask_work_for_tests.py").write_text(WORK)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    return import_module("dask_work_for_tests")


def answer(pool: Any, task: str) -> Any:
    pool.submit(task)
    done = None
    until = time.monotonic() + 60
    while done is None and time.monotonic() < until:
        done = pool.next(10)
    assert done
    assert done.task == task
    return done.answer


def listening(pids: set[int]) -> set[str]:
    """The addresses on which processes listen."""
    told = subprocess.run([shutil.which("ss") or "", "-Hltnp"], capture_output=True, text=True, check=True).stdout
    lines = [line for line in told.splitlines() if any(f"pid={pid}," in line for pid in pids)]
    return {line.split()[3].rpartition(":")[0] for line in lines}


def family(pid: int) -> set[int]:
    children = {int(each) for path in Path(f"/proc/{pid}/task").glob("*/children") for each in path.read_text().split()}
    return {pid, *(each for child in children for each in family(child))}


def test_a_cluster_of_our_own_loses_one_task_listens_here_only_and_ends_at_once(module: Any) -> None:
    pool = executor("dask", module.work, 2)
    assert pool.workers == 2
    with pool:
        assert pool.room == 4
        assert answer(pool, "die") == Failure("killed or cut off", lost=True)
        worker = answer(pool, "x")
        assert worker != os.getpid()
        assert answer(pool, "raise") == Failure("ZeroDivisionError: of nothing")
        assert answer(pool, "mendable") == Failure("mend it", ours=True)
        if shutil.which("ss") and Path("/proc/self/task").exists():
            assert listening(family(os.getpid())) == {"127.0.0.1"}
        pool.submit("sleep")
        assert pool.next(0.5) is None
        began = time.monotonic()
    assert time.monotonic() - began < 10
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_task_that_waits_behind_a_deadly_one_has_not_begun(module: Any) -> None:
    with executor("dask", module.work, 1) as pool:
        pool.submit("die")
        pool.submit("x")
        answers: dict[str, Any] = {}
        until = time.monotonic() + 60
        while len(answers) < 2 and time.monotonic() < until:
            done = pool.next(5)
            if done:
                answers[done.task] = done.answer
    assert answers["die"] == Failure("killed or cut off", lost=True)
    assert isinstance(answers["x"], int) or answers["x"] == Failure("killed or cut off", lost=True, begun=False)


def test_it_writes_the_same_bytes_and_survives_poison(batch: Any, known: Job, tmp_path: Path, module: Any) -> None:
    items = [batch.item(number) for number in range(1, 6)]
    items[1]["source"] = "A poison was found in the port of Valdora."
    source = batch.jsonl(tmp_path / "items.jsonl", items)
    batch(source, replace(known, folder=tmp_path / "here"))

    def run(job: Job, work: Callable[..., Any]) -> None:
        with opened(job), read_input(source, Reading()) as found, executor("dask", partial(work, job), 2) as pool:
            Run(job, pool, lambda event, **_: heard.append(event), Metrics(2)).go(found, 2, {"input": source.name})

    heard: list[str] = []
    run(replace(known, folder=tmp_path / "there"), perform)
    assert batch.files(tmp_path / "there") == batch.files(tmp_path / "here")
    run(job := replace(known, folder=tmp_path / "poisoned", max_tries=1), module.poisoned)
    (letter,) = batch.letters(job.folder)
    assert (letter["id"], letter["reason"]) == ("item 2", "its worker died 1 times (killed or cut off)")
    assert batch.rows(job.folder) == [row for row in batch.rows(tmp_path / "here") if row["number"] != 2]


def test_a_cluster_that_loses_a_worker_while_it_starts_is_started_again(monkeypatch: pytest.MonkeyPatch) -> None:
    starts = []

    def broken(**told: Any) -> Any:
        starts.append(told["host"])
        raise RuntimeError("Nanny failed to start.")

    monkeypatch.setattr("aligner.executors.dask.LocalCluster", broken)
    with pytest.raises(InputError, match=r"Nanny failed to start.*--executor local"), executor("dask", print, 1):
        pass
    assert starts == ["127.0.0.1"] * 5


@pytest.mark.parametrize(
    "address", ["tcp://192.0.2.7:8786", "192.0.2.7:8786", "scheduler.example:8786", "ws://127.0.0.1:1", "127.0.0.1"]
)
def test_plain_text_off_this_machine_is_refused(address: str) -> None:
    with pytest.raises(ConfigError, match="tls://"):
        executor("dask", print, 1, address)


@pytest.mark.parametrize("address", ["127.0.0.1:9", "tcp://localhost:9", "tls://127.0.0.1:9", "tcp://[::1]:9"])
def test_nobody_at_an_address_is_told(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aligner.executors.dask._PATIENCE", 0.2)
    with pytest.raises(InputError, match=r"no scheduler answers|no TLS"), executor("dask", print, 1, address):
        pass


def test_without_the_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "aligner.executors.dask", raising=False)
    with pytest.raises(InputError, match=r"pip install 'aligner-diff\[dask\]'"):
        executor("dask", print, 1)


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_running_cluster_is_used_and_left(module: Any) -> None:
    from distributed import LocalCluster  # noqa: PLC0415

    with LocalCluster(
        n_workers=1, threads_per_worker=2, host="127.0.0.1", scheduler_kwargs={"dashboard": False}
    ) as own:
        with executor("dask", module.work, 7, own.scheduler_address) as pool:
            assert pool.workers == 1
            assert answer(pool, "die") == Failure("killed or cut off", lost=True)  # not after four workers
            assert answer(pool, "x") != os.getpid()
        with executor("dask", module.work, 7, own.scheduler_address) as pool:
            assert isinstance(answer(pool, "x"), int)
