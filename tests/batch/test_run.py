"""A run: what it writes, how it goes on, and what becomes of items that cannot be compared or kill their worker."""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import pytest

from aligner.batch import Job, Outcome, Task, perform, prepared, results, run_shard, shards
from aligner.batch.files import place
from aligner.batch.lock import holder, locked
from aligner.batch.output import opened
from aligner.batch.status import status
from aligner.batch_readers import Reading, read_input
from aligner.config import Config
from aligner.encoders import load
from aligner.errors import AlignerError, InputError
from aligner.finding import Severity
from aligner.gate import Gate
from aligner.item_readers import read_items
from aligner.items import Item
from aligner.scoring import score_items


def test_each_item_has_one_row_in_order_with_its_own_fields(batch: Any, known: Job, tmp_path: Path) -> None:
    items = [batch.item(1, desk="shares"), batch.item(2), batch.item(3, id=None), batch.item(4, number="mine")]
    source = batch.jsonl(tmp_path / "items.jsonl", items)
    summary = batch(source, replace(known, folder=tmp_path / "out"))
    rows = batch.rows(tmp_path / "out")
    assert [(row["number"], row["id"]) for row in rows] == [(1, "item 1"), (2, "item 2"), (3, 3), (4, "item 4")]
    assert rows[0]["desk"] == "shares"
    assert rows[0]["languages"] == {"source": "en", "translation": "ar", "twin": "en"}
    assert set(rows[0]["fidelity"]) == {"source-translation", "translation-twin", "source-twin", "chain"}
    assert any(finding["category"] == "name" for finding in rows[0]["findings"])
    assert sum(rows[0]["severities"].values()) == len(rows[0]["findings"])
    assert (summary.items, summary.dead, summary.flagged) == (4, 0, 4)
    assert batch.letters(tmp_path / "out") == []


def test_the_result_of_an_item_is_that_of_score(batch: Any, known: Job, source: Path, tmp_path: Path) -> None:

    batch(source, replace(known, folder=tmp_path / "out", reports=True))
    with read_items(source) as items:
        expected = [scored.to_dict() for scored in score_items((i for i in items if isinstance(i, Item)), load())]
    for row, told in zip(batch.rows(tmp_path / "out"), expected, strict=True):
        assert {name: row["report"][name] for name in told.keys() - {"id"}} == {
            name: value for name, value in told.items() if name != "id"
        }


def test_the_manifest_tells_of_every_file(batch: Any, known: Job, source: Path, tmp_path: Path) -> None:

    batch(source, replace(known, folder=tmp_path / "out"))
    told = json.loads((tmp_path / "out/manifest.json").read_text("utf-8"))
    assert (told["items"], told["dead_letters"], told["input"]) == (5, 0, "items.jsonl")
    assert [(shard["file"], shard["first"], shard["items"]) for shard in told["shards"]] == [
        ("part-00000.jsonl", 1, 2),
        ("part-00001.jsonl", 3, 2),
        ("part-00002.jsonl", 5, 1),
    ]
    for shard in told["shards"]:
        data = (tmp_path / "out" / shard["file"]).read_bytes()
        assert (shard["sha256"], shard["bytes"]) == (hashlib.sha256(data).hexdigest(), len(data))


def test_a_run_goes_on_where_another_was_broken_off(batch: Any, known: Job, source: Path, tmp_path: Path) -> None:
    def breaks(job: Job, task: Task) -> Outcome:
        if task.shard.number == 1:
            raise KeyboardInterrupt
        return perform(job, task)

    whole, broken = (replace(known, folder=tmp_path / name) for name in ("whole", "broken"))
    batch(source, whole)
    with pytest.raises(KeyboardInterrupt):
        batch(source, broken, work=breaks)
    assert not (tmp_path / "broken/manifest.json").exists()
    (tmp_path / "broken/.aligner-0123456789abcdef.tmp").write_bytes(b"half")
    batch(source, broken)
    assert batch.written == [0, 1]  # the last one was done first
    assert batch.files(tmp_path / "broken") == batch.files(tmp_path / "whole")
    batch(source, broken)
    assert batch.written == []
    assert batch.metrics.skipped == 5
    assert batch.files(tmp_path / "broken") == batch.files(tmp_path / "whole")


@pytest.mark.parametrize("spoil", ["cut", "changed", "no account"])
def test_a_file_that_is_not_as_it_was_written_is_made_again(
    batch: Any, known: Job, source: Path, tmp_path: Path, spoil: str
) -> None:
    job = replace(known, folder=tmp_path / "out")
    batch(source, job)
    before = batch.files(job.folder)
    part = job.folder / "part-00001.jsonl"
    if spoil == "no account":
        (job.folder / ".part-00001.account.json").unlink()
    else:
        part.write_bytes(part.read_bytes()[:-20] if spoil == "cut" else part.read_bytes().replace(b"major", b"minor"))
    batch(source, job)
    assert batch.written == [1]
    assert batch.files(job.folder) == before


def test_only_shards_whose_items_changed_are_done_again(batch: Any, known: Job, source: Path, tmp_path: Path) -> None:
    job = replace(known, folder=tmp_path / "out")
    batch(source, job)
    items = [batch.item(number) for number in range(1, 6)]
    items[3]["twin"] = items[3]["twin"].replace("Robertson", "Calloway")
    batch(batch.jsonl(source, items), job)
    assert batch.written == [1]


@pytest.mark.parametrize(
    "change",
    [
        {"config": Config(off=frozenset({"names"}))},
        {"config": Config(severities={"names": Severity.MINOR})},
        {"config": Config(Gate(None))},
        {"encoder_name": "another@1"},
        {"signature": "weights:another"},
        {"version": "0.0.0"},
        {"reports": True},
        {"languages": {"source": "fr"}},
    ],
)
def test_what_a_result_depends_on_is_in_the_fingerprint(
    known: Job, batch: Any, source: Path, change: dict[str, Any]
) -> None:

    def fingerprints(job: Job) -> list[str]:
        with read_input(source, Reading()) as items:
            return [shard.fingerprint for shard in shards(items, job, 2)]

    before, after = fingerprints(known), fingerprints(replace(known, **change))
    assert len(set(before)) == 3
    assert not set(before) & set(after)
    assert fingerprints(replace(known, folder=Path("elsewhere"), threads=2, max_tries=9)) == before


def test_shards_that_another_engine_has_done_are_done(batch: Any, known: Job, source: Path, tmp_path: Path) -> None:
    job = prepared(Job(tmp_path / "engine", config=Config(Gate(None))))
    with read_input(source, Reading()) as items:
        for shard in shards(items, job, 2):
            run_shard(shard, job)
            assert run_shard(shard, job).account == run_shard(shard, replace(job, threads=2)).account
    batch(source, job)
    assert batch.written == []
    batch(source, replace(job, folder=tmp_path / "own"))
    assert batch.files(tmp_path / "engine") == batch.files(tmp_path / "own")


def test_files_of_a_run_with_other_shards_are_removed(batch: Any, known: Job, source: Path, tmp_path: Path) -> None:
    job = replace(known, folder=tmp_path / "out")
    batch(source, job, size=1)
    (job.folder / "notes.txt").write_text("mine")
    batch(source, job, size=4)
    assert {"event": "removed", "files": 6} in batch.events
    assert sorted(path.name for path in job.folder.glob("part-*")) == ["part-00000.jsonl", "part-00001.jsonl"]
    assert (job.folder / "notes.txt").exists()
    assert [row["number"] for row in batch.rows(job.folder)] == [1, 2, 3, 4, 5]


def test_an_item_that_kills_its_worker_is_the_only_one_left_out(
    batch: Any, known: Job, source: Path, tmp_path: Path
) -> None:
    def work(job: Job, task: Task) -> Outcome:
        if any(entry.number == 3 and entry.number not in task.excluded for entry in task.shard.entries):
            raise batch.lost("signal 9")
        return perform(job, task)

    job = replace(known, folder=tmp_path / "out")
    summary = batch(source, job, work=work)
    assert [row["number"] for row in batch.rows(job.folder)] == [1, 2, 4, 5]
    (letter,) = batch.letters(job.folder)
    assert (letter["number"], letter["id"], letter["line"]) == (3, "item 3", 3)
    assert letter["reason"] == "its worker died 3 times (signal 9)"
    assert (summary.items, summary.dead) == (4, 1)
    assert batch.metrics.lost == 6  # the shard three times, the item three times
    assert Counter(task.shard.number for task in batch.tasks if not task.probe) == {0: 1, 1: 4, 2: 1}
    batch(source, job, work=work)
    assert batch.written == []


def test_what_could_not_be_compared_is_an_input_again(batch: Any, known: Job, source: Path, tmp_path: Path) -> None:
    def work(job: Job, task: Task) -> Outcome:
        if any(entry.number == 3 and entry.number not in task.excluded for entry in task.shard.entries):
            raise batch.lost("signal 9")
        return perform(job, task)

    batch(source, replace(known, folder=tmp_path / "out"), work=work)
    batch(source, replace(known, folder=tmp_path / "whole"))
    batch(tmp_path / "out/dead_letters.jsonl", replace(known, folder=tmp_path / "again"))
    (row,), whole = batch.rows(tmp_path / "again"), batch.rows(tmp_path / "whole")
    assert (row["id"], row["fidelity"], row["findings"]) == ("item 3", whole[2]["fidelity"], whole[2]["findings"])


def test_a_worker_that_is_lost_by_chance_leaves_no_trace(batch: Any, known: Job, source: Path, tmp_path: Path) -> None:
    seen: Counter[int] = Counter()

    def work(job: Job, task: Task) -> Outcome:
        seen[task.shard.number] += 1
        if seen[task.shard.number] <= 4 and not task.probe:  # also after its items were looked at
            raise batch.lost("signal 9")
        return perform(job, task)

    batch(source, replace(known, folder=tmp_path / "undisturbed"))
    batch(source, replace(known, folder=tmp_path / "disturbed"), work=work)
    assert batch.files(tmp_path / "disturbed") == batch.files(tmp_path / "undisturbed")


def test_a_shard_that_kills_as_a_whole_is_made_of_its_items(
    batch: Any, known: Job, source: Path, tmp_path: Path
) -> None:
    def work(job: Job, task: Task) -> Outcome:
        if len(task.shard.entries) > 1 and not task.known:
            raise batch.lost("signal 9")
        return perform(job, task)

    batch(source, replace(known, folder=tmp_path / "undisturbed"))
    batch(source, replace(known, folder=tmp_path / "disturbed"), work=work)
    assert batch.files(tmp_path / "disturbed") == batch.files(tmp_path / "undisturbed")
    with pytest.raises(AlignerError, match="workers die whatever"):  # together it would come to something else
        batch(source, replace(known, folder=tmp_path / "dependent", independent=False), work=work)


def test_a_worker_that_dies_before_it_begins_counts_against_no_item(
    batch: Any, known: Job, source: Path, tmp_path: Path
) -> None:
    seen: Counter[int] = Counter()

    def work(job: Job, task: Task) -> Outcome:
        seen[task.shard.number] += 1
        if seen[task.shard.number] < 6:
            raise batch.lost("signal 9", False)
        return perform(job, task)

    assert batch(source, replace(known, folder=tmp_path / "out"), work=work).dead == 0
    assert not any(task.probe for task in batch.tasks)


@pytest.mark.parametrize("begun", [True, False])
def test_workers_that_die_whatever_they_are_given_end_the_run(
    batch: Any, known: Job, tmp_path: Path, begun: bool
) -> None:
    def work(job: Job, task: Task) -> NoReturn:
        raise batch.lost("signal 11", begun)

    source = batch.jsonl(tmp_path / "items.jsonl", [batch.item(number) for number in range(20)])
    with pytest.raises(AlignerError, match=r"workers die whatever they are given \(signal 11\)"):
        batch(source, replace(known, folder=tmp_path / "out"), size=20, work=work)
    assert len(batch.tasks) < 40


def test_an_item_that_raises_is_told_and_the_rest_goes_on(
    batch: Any, known: Job, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    tried: Counter[int] = Counter()
    score = results.score_items

    def failing(items: Any, *rest: Any) -> Any:
        for item in items:
            tried[len(items)] += item.id == "item 4"
            if item.id == "item 4":
                raise ZeroDivisionError("of\nnothing")
        return score(items, *rest)

    monkeypatch.setattr(results, "score_items", failing)
    batch(source, replace(known, folder=tmp_path / "out"))
    assert [row["number"] for row in batch.rows(tmp_path / "out")] == [1, 2, 3, 5]
    (letter,) = batch.letters(tmp_path / "out")
    assert letter["reason"] == "internal error: ZeroDivisionError: of\nnothing (tried 3 times)"
    assert tried == {2: 1, 1: 3}


def test_a_full_disk_ends_the_run_with_one_line_and_nothing_half_written(
    batch: Any, known: Job, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = replace(known, folder=tmp_path / "out")

    def full(_descriptor: int) -> NoReturn:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr("aligner.batch.files.os.fsync", full)
        with pytest.raises(InputError, match=r"No space left on device.*run the same command again"):
            batch(source, job)
    assert [path.name for path in job.folder.iterdir()] == [".lock"]
    batch(source, job)
    assert len(batch.rows(job.folder)) == 5


def test_a_second_run_in_one_folder_is_refused(batch: Any, known: Job, source: Path, tmp_path: Path) -> None:
    job = replace(known, folder=tmp_path / "out")
    with opened(job):
        assert f"process {os.getpid()} on" in holder(job.folder)
        assert next(status(job.folder)).startswith(f"running: process {os.getpid()}")
        with pytest.raises(InputError, match=f"in use by another run .process {os.getpid()} on"):
            batch(source, job)
    assert holder(job.folder) == ""
    assert list(status(job.folder)) == ["broken off; the same command goes on from here"]
    batch(source, job)
    assert list(status(job.folder))[:2] == ["complete", "items 5, dead letters 0, files 3"]


def test_a_lock_that_a_dead_process_left_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / ".lock").write_text('{"pid": 1, "host": "elsewhere"}')
    assert holder(tmp_path) == ""
    with locked(tmp_path):
        assert "elsewhere" not in holder(tmp_path)


@pytest.mark.parametrize("name", ["manifest.json", "part-00007.parquet"])
def test_a_folder_with_files_of_something_else_is_left_alone(
    batch: Any, known: Job, source: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / name).write_text('{"name": "a web page"}')
    with pytest.raises(InputError, match="was written by something else"):
        batch(source, replace(known, folder=tmp_path / "out"))
    assert batch.files(tmp_path / "out") == {name: b'{"name": "a web page"}'}


def test_files_that_are_placed_together_are_there_together_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place(tmp_path, {"a": b"1", "b": b"1"})
    write = Path.open

    def failing(path: Path, mode: str = "r", **rest: Any) -> Any:
        if mode == "xb" and sum(1 for _ in tmp_path.glob(".aligner-*")):
            raise OSError(errno.ENOSPC, "full")
        return write(path, mode, **rest)

    monkeypatch.setattr(Path, "open", failing)
    with pytest.raises(InputError):
        place(tmp_path, {"a": b"2", "b": b"2"})
    monkeypatch.undo()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"1", "b": b"1"}


def test_the_gate_counts_items_that_fail_it(batch: Any, known: Job, source: Path, tmp_path: Path) -> None:
    strict = replace(known, folder=tmp_path / "strict", config=Config(Gate(Severity.MINOR)))
    assert batch(source, strict).failed == 5
    assert not any(row["passed"] for row in batch.rows(strict.folder))
    batch(source, strict)
    lenient = replace(known, folder=tmp_path / "lenient", config=Config(Gate(None)))
    assert batch(source, lenient).failed == 0
    low = replace(known, folder=tmp_path / "low", config=Config(Gate(None, document=100)))
    assert batch(source, low).failed == 5


def test_an_input_without_items_is_refused(batch: Any, known: Job, tmp_path: Path) -> None:
    source = tmp_path / "items.tsv"
    source.write_text("source\ttwin\n")
    with pytest.raises(InputError, match="holds no items"):
        batch(source, replace(known, folder=tmp_path / "out"))
