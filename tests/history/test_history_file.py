"""The file of the history survives whatever happens to a run, and nothing else is ever taken for it."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from aligner.errors import InputError
from aligner.history import History, State, schema

ROOT = Path(__file__).parents[2]
WRITER = """
import sys
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from aligner.history import History, Item, ItemKey, KnownFinding

path, name, most = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
now = datetime(2026, 11, 26, tzinfo=UTC)
with History(path, create=True) as history:
    run = history.begin(now, "s", [name])
    for number in count() if most == 0 else range(most):
        kind = ("names", "name", "major", "translation-twin", "new", "m")
        found = tuple(KnownFinding(f"{place:016x}", *kind) for place in range(5))
        key = ItemKey("space", f"{name}{number}", "1")
        history.record(run, Item(key, f"Title {number}", "Desk", now, {"chain": 50.0, "source-twin": 60.0}, found), now)
        print(number, flush=True)
    history.finish(run, now)
"""


def writer(path: Path, name: str, most: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(path), name, str(most)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)})


@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGINT])
@pytest.mark.parametrize("after", [1, 57, 301])
def test_a_run_that_is_killed_leaves_all_it_had_done(
    blow: signal.Signals, after: int, path: Path, now: datetime
) -> None:
    process = writer(path, "a", 0)
    assert process.stdout
    for _ in range(after):
        process.stdout.readline()
    process.send_signal(blow)
    said = [line for line in process.stdout.read().splitlines() if line.isdecimal()]
    process.wait(10)
    with History(path) as history:
        (run,) = history.runs()
        items = history.items(run.number)
        assert not run.complete and run.ended is None
        assert after + len(said) <= len(items) <= after + len(said) + 1, "one may be recorded and not yet told"
        assert all(len(item.findings) == 5 and len(item.scores) == 2 for item in items)
        assert set(history.seen([item.key for item in items], "s").values()) == {State.KNOWN}
        history.finish(history.begin(now, "s"), now)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert not connection.execute("PRAGMA foreign_key_check").fetchall()


def test_two_runs_write_at_once(path: Path) -> None:
    processes = [writer(path, name, 150) for name in "ab"]  # neither finds a file that is there
    assert all("149" in process.communicate(timeout=60)[0] for process in processes)
    with History(path) as history:
        runs = history.runs()
        assert {run.arguments for run in runs} == {("a",), ("b",)}
        assert all(run.complete and run.items == 150 for run in runs)
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_many_make_the_file_at_once(path: Path, now: datetime) -> None:
    def run() -> None:
        with History(path, create=True) as history:
            history.begin(now, "s")

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with History(path) as history:
        assert len(history.runs()) == 8


def test_what_an_error_interrupts_is_not_there_at_all(history: History, item: Any, now: datetime) -> None:
    run = history.begin(now, "s")
    history.record(run, item("a"), now)
    broken = item("b", 50, "cm")
    broken.scores["source-twin"] = object()
    with pytest.raises(Exception, match="type"):
        history.record(run, broken, now)
    history.record(run, item("c"), now)
    assert [entry.key.key for entry in history.items(run)] == ["a", "c"]


def test_a_writer_that_does_not_end_is_told_of(history: History, now: datetime) -> None:
    with (
        closing(sqlite3.connect(history.path, isolation_level=None)) as other,
        History(history.path, timeout=0.1) as mine,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(InputError, match="another run is writing"):
            mine.begin(now, "s")
        assert mine.runs() == (), "reading goes on"


def test_only_its_owner_may_look_into_it(history: History, now: datetime) -> None:
    history.begin(now, "s")
    assert history.path.parent.stat().st_mode & 0o777 == 0o700
    files = list(history.path.parent.iterdir())
    assert len(files) == 3 and all(file.stat().st_mode & 0o777 == 0o600 for file in files)


def other_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE items (a)")
        connection.commit()


def damaged(path: Path) -> None:
    made(path)
    data = bytearray(path.read_bytes())
    data[4096:] = os.urandom(len(data) - 4096)
    path.write_bytes(data)


def cut(path: Path) -> None:
    made(path)
    path.write_bytes(path.read_bytes()[:5000])


def newer(path: Path) -> None:
    made(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


def made(path: Path) -> None:
    with History(path, create=True) as history:
        history.begin(datetime(2026, 11, 26), "s", ["x" * 200] * 100)


BROKEN: dict[str, Callable[[Path], Any]] = {
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_text("run,items\n"),
    "a head": lambda path: path.write_bytes(b"SQLite format 3\0"),
    "other program": other_program,
    "damaged": damaged,
    "cut": cut,
    "newer": newer,
    "folder": lambda path: path.mkdir(),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_what_is_no_history_is_left_alone(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    BROKEN[kind](path)
    before = path.read_bytes() if path.is_file() else b""
    for create in (False, True):
        with pytest.raises(InputError) as caught:
            History(path, create=create)
        assert str(path) in str(caught.value) and "\n" not in str(caught.value)
    assert path.is_dir() or path.read_bytes() == before


def test_a_history_that_is_not_there_is_not_made_by_looking(path: Path) -> None:
    with pytest.raises(InputError, match="there is no history"):
        History(path)
    assert not path.parent.exists()


def test_looking_changes_nothing(path: Path, now: datetime) -> None:
    made(path)
    before = path.read_bytes()
    with History(path) as history:
        history.trends()
        history.runs()
    assert path.read_bytes() == before and list(path.parent.iterdir()) == [path]


def test_an_older_file_is_brought_up_to_date(path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    made(path)
    later = "ALTER TABLE runs ADD COLUMN host TEXT NOT NULL DEFAULT ''; CREATE TABLE hosts (name TEXT)"
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, later))
    with History(path) as history:
        assert len(history.runs()) == 1
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT host FROM runs").fetchall() == [("",)]
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)


def test_a_change_that_fails_leaves_the_file_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(path)
    broken = "CREATE TABLE hosts (name TEXT); CREATE TABLE runs (name TEXT)"
    with monkeypatch.context() as patched:
        patched.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, broken))
        with pytest.raises(InputError):
            History(path)
    with History(path) as history:
        assert len(history.runs()) == 1


def test_a_file_from_elsewhere_cannot_run_anything(path: Path) -> None:
    made(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE validators")
        connection.execute("CREATE VIEW validators AS SELECT load_extension('x') AS resource, '' AS signature")
        connection.commit()
    with History(path) as history, pytest.raises(InputError):
        history.validators("https://news.example/", "s")
