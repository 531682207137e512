"""A run must not suffer from what has happened to the cache's file."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from aligner import store_connection, store_file
from aligner.store import Store
from aligner.store_file import DAMAGED, FILE, StoreFile

VALUES = {k.to_bytes(16, "big"): bytes([k % 251]) * 700 for k in range(2000)}
MORE = {k.to_bytes(16, "big"): bytes([k % 251]) * 700 for k in range(2000, 4000)}


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def file(folder: Path) -> Path:
    """The file of a store that was filled and closed."""
    with Store.open(folder) as store:
        store.put("vector", VALUES)
    return StoreFile(folder).place / FILE


def works(store: Store) -> bool:
    """Whether it keeps what it is given, and never tells a lie of what it was given before."""
    before = store.get("vector", list(VALUES))
    store.put("vector", VALUES)
    store.put("vector", MORE)
    assert all(VALUES[key] == value for key, value in before.items())
    return store.get("vector", list(VALUES | MORE)) == VALUES | MORE


def cut(share: float) -> Callable[[Path], object]:
    return lambda file: os.truncate(file, int(share * file.stat().st_size))


def garbled(file: Path) -> None:
    data = bytearray(file.read_bytes())
    random = Random(1)  # noqa: S311 - any will do
    for _ in range(len(data) // 50):
        data[random.randrange(len(data))] = random.randrange(256)
    file.write_bytes(data)


def foreign(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE entries (id INTEGER PRIMARY KEY, mine TEXT)")


def folder_in_its_place(file: Path) -> None:
    file.unlink()
    file.mkdir()
    (file / "something").write_text("x", encoding="utf-8")


def file_for_its_folder(file: Path) -> None:
    file.unlink()
    file.parent.rmdir()
    file.parent.write_bytes(b"no folder")


def random_bytes(file: Path) -> None:
    file.write_bytes(os.urandom(100_000))


def without_a_table(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("DROP TABLE entries")


HARM = {
    "empty": cut(0),
    "cut short in the head": lambda file: os.truncate(file, 50),
    "a third": cut(0.33),
    "two thirds": cut(0.66),
    "garbled": garbled,
    "random bytes": random_bytes,
    "foreign": foreign,
    "a folder": folder_in_its_place,
    "a file for its folder": file_for_its_folder,
    "without a table": without_a_table,
}


@pytest.mark.parametrize("harm", HARM)
def test_a_damaged_file_is_made_anew_with_one_warning(harm: str, file: Path, folder: Path, told: list[str]) -> None:
    HARM[harm](file)
    with Store.open(folder, warn=told.append) as store:
        assert works(store)
        assert store.verify().whole
    assert len(told) == 1
    assert str(folder) in told[0]
    assert (folder / DAMAGED).exists()
    assert sorted(path.name for path in folder.iterdir()) == sorted([DAMAGED, file.parent.name])


@pytest.mark.parametrize("harm", ["empty", "cut short in the head", "a third", "two thirds", "garbled", "random bytes"])
def test_a_file_damaged_while_it_is_open_does_no_harm(harm: str, file: Path, folder: Path, told: list[str]) -> None:
    with Store.open(folder, warn=told.append) as one, Store.open(folder, warn=told.append) as other:
        assert one.get("vector", list(VALUES)) == VALUES
        other.put("vector", dict(list(MORE.items())[:10]))
        HARM[harm](file)
        for store in (one, other, one):
            works(store)
        assert one.verify().whole
        assert works(one)
    with Store.open(folder, warn=told.append) as store:
        assert works(store)
    assert 1 <= len(told) <= 2


def test_a_damaged_file_with_a_log_beside_it_leaves_nothing_to_the_new_one(folder: Path, told: list[str]) -> None:
    store = Store.open(folder, warn=told.append)
    store.put("vector", VALUES)
    file = StoreFile(folder).place / FILE
    assert file.with_name(f"{FILE}-wal").stat().st_size > 0
    os.truncate(file, 3 * store_file.PAGE)
    with Store.open(folder, warn=told.append) as other:
        works(other)
        assert other.verify().whole
    store.close()


def test_a_store_that_is_removed_while_in_use_does_no_harm(file: Path, folder: Path, told: list[str]) -> None:
    with Store.open(folder, warn=told.append) as store:
        store.get("vector", list(VALUES))
        for path in [*file.parent.iterdir()]:
            path.unlink()
        file.parent.rmdir()
        works(store)
    with Store.open(folder, warn=told.append) as store:
        assert works(store)


def test_what_a_killed_process_left_behind_is_removed(file: Path, folder: Path) -> None:
    for name, age in (("new-old", 7200), ("old-old", 7200), ("new-young", 10)):
        (folder / name).mkdir()
        os.utime(folder / name, (time.time() - age,) * 2)
    with Store.open(folder) as store:
        assert store.get("vector", list(VALUES)) == VALUES
    assert {path.name for path in folder.iterdir()} == {file.parent.name, "new-young"}


def test_two_that_find_the_same_damage_make_one_new_file(file: Path, folder: Path, told: list[str]) -> None:
    seen = StoreFile(folder).identity()
    assert StoreFile(folder).set_aside(seen)
    assert not StoreFile(folder).set_aside(seen)
    with Store.open(folder, warn=told.append) as store:
        store.put("vector", VALUES)
        assert not StoreFile(folder).set_aside(seen)
        assert store.get("vector", list(VALUES)) == VALUES


def test_a_place_where_nothing_can_be_made_is_told_once(tmp_path: Path, told: list[str]) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with Store.open(tmp_path / "file" / "store", warn=told.append) as store:
        for _ in range(5):
            assert store.get("vector", list(VALUES)) == {}
            store.put("vector", VALUES)
        assert store.info().kinds == {}
        assert store.clear() == 0
        assert not store.verify().whole
    assert len(told) == 1


def test_a_busy_file_is_waited_for_and_then_left(
    file: Path, folder: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_file, "TIMEOUT", 0.05)
    with Store.open(folder, warn=told.append) as store, sqlite3.connect(file, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        for _ in range(5):
            store.put("vector", MORE)
        assert store.get("vector", list(VALUES)) == VALUES
        other.execute("ROLLBACK")
    assert len(told) == 1
    assert store.get("vector", list(MORE)) == {}


def test_a_drive_without_shared_memory_is_used_without_the_log(
    folder: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Connection(sqlite3.Connection):
        def execute(self, statement: str, *parameters: object) -> sqlite3.Cursor:  # type: ignore[override]
            if "journal_mode" in statement:
                raise sqlite3.OperationalError("locking protocol")
            return super().execute(statement, *parameters)  # type: ignore[arg-type]

    def connect(*given: object, **named: object) -> sqlite3.Connection:
        return real(*given, **named, factory=Connection)  # type: ignore[call-overload, no-any-return]

    real = sqlite3.connect
    monkeypatch.setattr(store_file.sqlite3, "connect", connect)
    with Store.open(folder, warn=told.append) as store:
        assert works(store)
    assert not told
    assert (StoreFile(folder).place / FILE).read_bytes()[18:20] == b"\1\1"  # the format without a write-ahead log


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Callable[..., Path]]:
    """A small file system of its own; only root may make one."""
    places: list[Path] = []

    def mount(*options: str) -> Path:
        place = tmp_path / "mounted"
        place.mkdir(exist_ok=True)
        try:
            done = subprocess.run(["/bin/mount", *options, str(place)], capture_output=True, check=False)
        except OSError:
            pytest.skip("nothing can be mounted here")
        if done.returncode:
            pytest.skip("nothing can be mounted here")
        places.append(place)
        return place

    yield mount
    for place in places:
        subprocess.run(["/bin/umount", "-l", str(place)], check=False)


def test_a_full_disk_does_no_harm(mounted: Callable[..., Path], told: list[str]) -> None:
    place = mounted("-t", "tmpfs", "-o", "size=1m", "tmpfs")
    with Store.open(place / "store", warn=told.append) as store:
        first = dict(list(VALUES.items())[:300])
        store.put("vector", first)
        for _ in range(5):
            store.put("vector", VALUES | MORE)
        assert store.get("vector", list(first)) == first
    assert len(told) == 1
    assert "full" in told[0]


def test_no_room_for_a_file_does_no_harm(mounted: Callable[..., Path], told: list[str]) -> None:
    place = mounted("-t", "tmpfs", "-o", "size=16k", "tmpfs")
    (place / "filler").write_bytes(bytes(12_000))
    with Store.open(place / "store", warn=told.append) as store:
        store.put("vector", VALUES)
        assert store.get("vector", list(VALUES)) == {}
    assert told


def test_a_full_disk_is_told_and_nothing_more_is_tried(
    file: Path, folder: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []

    class Connection(sqlite3.Connection):
        def executemany(self, *given: object) -> sqlite3.Cursor:  # type: ignore[override]
            tries.append(given)
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error

    real = sqlite3.connect
    monkeypatch.setattr(store_file.sqlite3, "connect", lambda *a, **b: real(*a, **b, factory=Connection))
    with Store.open(folder, warn=told.append) as store:
        for _ in range(5):
            store.put("vector", MORE)
        assert store.get("vector", list(VALUES)) == VALUES
    assert len(tries) == store_connection.MOST_FAULTS
    assert len(told) == 1


def test_a_read_only_drive_is_read(mounted: Callable[..., Path], told: list[str]) -> None:
    place = mounted("-t", "tmpfs", "-o", "size=8m", "tmpfs")
    with Store.open(place / "store") as store:
        store.put("vector", VALUES)
    subprocess.run(["/bin/mount", "-o", "remount,ro", str(place)], check=True)
    with Store.open(place / "store", warn=told.append) as store:
        assert store.get("vector", list(VALUES)) == VALUES
        store.put("vector", MORE)
        assert store.get("vector", list(MORE)) == {}
    assert not told


def test_a_read_only_drive_without_a_store_is_told(mounted: Callable[..., Path], told: list[str]) -> None:
    place = mounted("-t", "tmpfs", "-o", "size=1m,ro", "tmpfs")
    with Store.open(place / "store", warn=told.append) as store:
        store.put("vector", VALUES)
        assert store.get("vector", list(VALUES)) == {}
    assert told
    assert "Read-only" in told[0]
