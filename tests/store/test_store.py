"""What the cache keeps, what makes room, and that many may share it."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from aligner.store import Store
from aligner.store_file import FILE, StoreFile

DAY = 86_400


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def opened(tmp_path: Path, told: list[str]) -> Callable[..., Store]:
    return lambda most_bytes=1 << 30: Store.open(tmp_path / "store", most_bytes, told.append)


def key(number: int) -> bytes:
    return number.to_bytes(16, "big")


def values(count: int, size: int = 100, start: int = 0) -> dict[bytes, bytes]:
    return {key(k): bytes([k % 251]) * size for k in range(start, start + count)}


def aged(folder: Path, days: int, keys: range) -> None:
    """Make entries look as if they had not been used for some days."""
    with sqlite3.connect(StoreFile(folder).place / FILE) as connection:
        rows = [(int(time.time()) - days * DAY, key(k)) for k in keys]
        connection.executemany("UPDATE entries SET used = ? WHERE key = ?", rows)


def test_what_is_kept_is_found_again(opened: Callable[..., Store], told: list[str]) -> None:
    kept = values(1200)
    with opened() as store:
        store.put("vector", kept)
        store.put("states", {key(0): b"other"})
        assert store.get("vector", list(kept)) == kept
    with opened() as store:
        assert store.get("vector", [*kept, b"unknown"]) == kept
        assert store.get("states", list(kept)) == {key(0): b"other"}
        assert store.get("report", list(kept)) == {}
        assert store.get("vector", []) == {}
    assert not told


def test_a_key_keeps_its_first_value(opened: Callable[..., Store]) -> None:
    with opened() as store:
        store.put("vector", {b"k": b"first"})
        store.put("vector", {b"k": b"second", b"empty": b""})
        assert store.get("vector", [b"k", b"empty"]) == {b"k": b"first", b"empty": b""}


def test_only_its_owner_may_look_into_it(opened: Callable[..., Store], tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with opened() as store:
            store.put("vector", values(5))
            paths = [tmp_path / "store", *(tmp_path / "store").rglob("*")]
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in paths}
    finally:
        os.umask(before)
    assert {modes.pop("store"), modes.pop(StoreFile(tmp_path).place.name)} == {0o700}
    assert set(modes.values()) == {0o600}
    assert f"{FILE}-wal" in modes


def test_a_file_that_others_may_write_beside_is_as_sqlite_wants_it(
    opened: Callable[..., Store], tmp_path: Path
) -> None:
    with opened() as store:
        store.put("vector", values(1))
        with sqlite3.connect(StoreFile(tmp_path / "store").place / FILE) as connection:
            assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_the_least_recently_used_make_room(opened: Callable[..., Store], tmp_path: Path) -> None:
    with opened(2_000_000) as store:
        store.put("vector", values(1000, 1000))
        aged(tmp_path / "store", 3, range(1000))
        store.get("vector", [key(k) for k in range(100)])
    with opened(2_000_000) as store:
        store.put("vector", values(1000, 1000, 1000))
        assert store.info().kinds["vector"].bytes < 2_000_000
        assert len(store.get("vector", [key(k) for k in range(100)])) == 100
        assert len(store.get("vector", [key(k) for k in range(100, 1000)])) < 500
        assert len(store.get("vector", [key(k) for k in range(1000, 2000)])) == 1000


def test_many_states_do_not_drive_out_the_vectors(opened: Callable[..., Store], tmp_path: Path) -> None:
    with opened(4_000_000) as store:
        store.put("vector", values(500, 800))
        aged(tmp_path / "store", 3, range(500))
        for start in range(0, 1000, 100):
            store.put("states", values(100, 20_000, start))
        kinds = store.info().kinds
    assert kinds["vector"].entries == 500
    assert 2_000_000 < kinds["states"].bytes < 4_000_000


def test_a_smaller_cap_makes_the_file_smaller(opened: Callable[..., Store]) -> None:
    with opened() as store:
        store.put("states", values(400, 20_000))
        assert store.info().bytes > 8_000_000
    with opened(1_000_000) as store:
        store.put("states", values(1, 20_000, 500))
    with opened(1_000_000) as store:
        assert store.info().bytes < 1_500_000
        assert store.get("states", [key(500)])


def test_clear_takes_all_or_what_is_old(opened: Callable[..., Store], tmp_path: Path) -> None:
    with opened() as store:
        store.put("vector", values(1000, 5000))
        aged(tmp_path / "store", 10, range(600))
        assert store.clear(time.time() - 9 * DAY) == 600
        assert store.info().kinds["vector"].entries == 400
        assert store.clear() == 400
        assert store.info().kinds == {}
        assert store.info().bytes < 100_000


def test_a_damaged_value_is_not_there(opened: Callable[..., Store], tmp_path: Path, told: list[str]) -> None:
    with opened() as store:
        store.put("vector", values(5))
        with sqlite3.connect(StoreFile(tmp_path / "store").place / FILE) as connection:
            connection.execute("UPDATE entries SET value = zeroblob(100) WHERE key = ?", (key(1),))
            connection.execute("UPDATE entries SET value = 'text' WHERE key = ?", (key(2),))
        assert sorted(store.get("vector", list(values(5)))) == [key(0), key(3), key(4)]
        assert len(told) == 1
        store.put("vector", values(5))
        assert store.get("vector", list(values(5))) == values(5)


def test_verify_removes_what_is_damaged(opened: Callable[..., Store], tmp_path: Path) -> None:
    with opened() as store:
        store.put("vector", values(1200))
        assert store.verify().damaged == 0
        with sqlite3.connect(StoreFile(tmp_path / "store").place / FILE) as connection:
            connection.execute("UPDATE entries SET checksum = x'00' WHERE key < ?", (key(7),))
        found = store.verify()
        assert (found.entries, found.damaged, found.whole) == (1200, 7, True)
        assert store.verify().entries == 1193


def test_threads_share_a_store(opened: Callable[..., Store]) -> None:
    with opened() as store, ThreadPoolExecutor(8) as pool:

        def work(start: int) -> bool:
            mine = values(50, start=start)
            store.put("vector", mine)
            return store.get("vector", list(mine)) == mine

        assert all(pool.map(work, range(0, 1000, 25)))


def test_a_forked_process_has_a_connection_of_its_own(opened: Callable[..., Store]) -> None:
    with opened() as store:
        store.put("vector", values(10))
        child = os.fork()
        if child == 0:
            store.put("vector", values(10, start=10))
            os._exit(0 if store.get("vector", list(values(20))) == values(20) else 1)
        store.put("vector", values(10, start=30))
        assert os.waitpid(child, 0)[1] == 0
        assert store.get("vector", list(values(20))) == values(20)


def test_a_fork_waits_for_other_threads(opened: Callable[..., Store]) -> None:
    with opened() as store, ThreadPoolExecutor(1) as pool:
        writing = pool.submit(lambda: [store.put("vector", values(200, start=200 * k)) for k in range(20)])
        for _ in range(10):
            child = os.fork()
            if child == 0:
                store.put("states", values(1))
                os._exit(len(store.get("states", [key(0)])) - 1)
            assert os.waitpid(child, 0)[1] == 0
        writing.result()
        assert len(store.get("vector", list(values(4000)))) == 4000
        assert store.verify().whole


WRITER = """
import sys
from pathlib import Path
from aligner.store import Store
own, store = int(sys.argv[2]), Store.open(Path(sys.argv[1]), warn=lambda text: sys.exit(text))
for k in range(own, 10**9, 1000):
    store.put("vector", {(k * 10 + n).to_bytes(16, "big"): bytes([n]) * 800 for n in range(10)})
    print(k, flush=True)
"""


def test_killed_writers_lose_nothing_that_was_written(tmp_path: Path, told: list[str]) -> None:
    count = 12
    arguments = [[sys.executable, "-c", WRITER, str(tmp_path / "store"), str(k)] for k in range(count)]
    writers = [subprocess.Popen(each, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for each in arguments]
    for writer in writers:
        assert writer.stdout
        assert writer.stdout.readline() != ""
    time.sleep(0.5)
    for writer in writers:
        writer.send_signal(signal.SIGKILL)
    with Store.open(tmp_path / "store", warn=told.append) as store:
        for own, writer in enumerate(writers):
            output, errors = writer.communicate()
            assert not errors
            written = [own, *map(int, output.split())]  # the first line is read already
            wanted = {(k * 10 + n).to_bytes(16, "big"): bytes([n]) * 800 for k in written for n in range(10)}
            assert store.get("vector", list(wanted)) == wanted
        assert store.verify().whole
    assert not told
