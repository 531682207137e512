"""Processes on this machine: killed, orphaned, failing, and with items that kill."""

from __future__ import annotations

import multiprocessing
import os
import signal
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
from aligner.executors import Done, Failure, executor
from aligner.executors.local import LocalExecutor

WORK = """
import os, signal, time
from aligner.errors import InputError

def work(task):
    if task == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if task == "leave":
        os._exit(7)
    if task == "raise":
        raise ZeroDivisionError("of nothing")
    if task == "mendable":
        raise InputError("mend it")
    if task == "sleep":
        time.sleep(600)
    return os.getpid(), signal.getsignal(signal.SIGINT) is not None, len(task)
"""


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Any]:
    (tmp_path / "work_for_tests.py").write_text(WORK)
    monkeypatch.syspath_prepend(tmp_path)
    function: Callable[[str], Any] = import_module("work_for_tests").work
    return function


def answer(pool: LocalExecutor[Any, Any], task: str) -> Any:
    pool.submit(task)
    done: Done[Any, Any] | None = None
    while done is None:
        done = pool.next(10)
    assert done.task == task
    return done.answer


def test_a_lost_worker_loses_its_task_alone(work: Callable[[str], Any]) -> None:
    with LocalExecutor(work, 1) as pool:
        first, _, size = answer(pool, "x" * 1_000_000)  # more than a pipe holds
        assert size == 1_000_000
        assert answer(pool, "die") == Failure("signal 9", lost=True)
        second, *_ = answer(pool, "x")
        assert answer(pool, "leave") == Failure("exit code 7", lost=True)
        assert answer(pool, "raise") == Failure("ZeroDivisionError: of nothing")
        assert answer(pool, "mendable") == Failure("mend it", ours=True)
        third, *_ = answer(pool, "x")
        assert len({first, second, third, os.getpid()}) == 4
        os.kill(third, signal.SIGKILL)  # while it has nothing to do
        time.sleep(0.2)
        assert answer(pool, "x")[0] != third
    with pytest.raises(ProcessLookupError):
        os.kill(third, 0)


def test_a_worker_in_the_place_of_a_lost_one_is_made_ready(work: Callable[[str], Any], tmp_path: Path) -> None:
    with LocalExecutor(work, 1, partial((tmp_path / "ready").mkdir, exist_ok=True)) as pool:
        answer(pool, "x")
        assert not (tmp_path / "ready").exists()
        answer(pool, "die")
        answer(pool, "x")
        assert (tmp_path / "ready").exists()


def test_leaving_ends_what_is_being_worked_at(work: Callable[[str], Any]) -> None:
    began = time.monotonic()
    with LocalExecutor(work, 1) as pool:
        pool.submit("sleep")
        assert pool.next(0.01) is None
    assert time.monotonic() - began < 10


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_workers_end_with_their_driver_however_it_ends(tmp_path: Path) -> None:
    (tmp_path / "work_for_tests.py").write_text(WORK)
    driver = tmp_path / "driver.py"
    driver.write_text(
        "from work_for_tests import work\n"
        "from aligner.executors.local import LocalExecutor\n"
        "if __name__ == '__main__':\n"
        "    with LocalExecutor(work, 1) as pool:\n"
        "        pool.submit('x')\n"
        "        pid = pool.next(60).answer[0]\n"
        "        pool.submit('sleep')\n"
        "        print(pid, flush=True)\n"
        "        pool.next(600)\n"
    )
    with subprocess.Popen([sys.executable, driver], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        worker = int(process.stdout.readline())
        process.kill()
    gone = time.monotonic() + 10
    while time.monotonic() < gone and Path(f"/proc/{worker}").exists():
        time.sleep(0.05)
    assert not Path(f"/proc/{worker}").exists()


POISON = """
import os, signal
from aligner.batch import perform

def poisoned(job, task):
    for entry in task.shard.entries:
        if "poison" in entry.item.texts["source"] and entry.number not in task.excluded:
            os.kill(os.getpid(), signal.SIGKILL)
    return perform(job, task)
"""


def test_real_workers_write_the_same_bytes_and_survive_poison(
    batch: Any, known: Job, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "poison_for_tests.py").write_text(POISON)
    monkeypatch.syspath_prepend(tmp_path)
    poisoned = import_module("poison_for_tests").poisoned
    items = [batch.item(number) for number in range(1, 6)]
    items[1]["source"] = "A poison was found in the port of Valdora."
    source = batch.jsonl(tmp_path / "items.jsonl", items)
    batch(source, replace(known, folder=tmp_path / "here"))
    job = replace(known, folder=tmp_path / "there")
    heard: list[str] = []
    with opened(job), read_input(source, Reading()) as found, LocalExecutor(partial(perform, job), 2) as pool:
        Run(job, pool, lambda event, **_: heard.append(event), Metrics(2)).go(found, 2, {"input": source.name})
    assert batch.files(tmp_path / "there") == batch.files(tmp_path / "here")
    job = replace(known, folder=tmp_path / "poisoned", max_tries=2)
    with opened(job), read_input(source, Reading()) as found, LocalExecutor(partial(poisoned, job), 2) as pool:
        Run(job, pool, lambda event, **_: heard.append(event), Metrics(2)).go(found, 2, {"input": source.name})
    (letter,) = batch.letters(job.folder)
    assert (letter["id"], letter["reason"]) == ("item 2", "its worker died 2 times (signal 9)")
    assert batch.rows(job.folder) == [row for row in batch.rows(tmp_path / "here") if row["number"] != 2]
    assert heard.count("lost") == 4


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_worker_that_dies_early_has_not_begun(tmp_path: Path, work: Callable[[str], Any]) -> None:
    with LocalExecutor(work, 1) as pool:
        pool.submit("x")
        time.sleep(0.05)  # Python takes longer to start
        (worker,) = multiprocessing.active_children()
        worker.kill()
        done = pool.next(10)
        assert done and done.answer == Failure("signal 9", lost=True, begun=False)


def test_an_executor_is_opened_by_its_name(work: Callable[[str], Any]) -> None:
    assert isinstance(executor("local", work, 2), LocalExecutor)
    with pytest.raises(ConfigError, match="--scheduler"):
        executor("local", work, 2, "tcp://127.0.0.1:8786")
    with pytest.raises(InputError, match="is not installed"):
        executor("no_such_executor", work, 2)
