"""The cache that commands share: it makes them faster and nothing else."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from aligner.encoders import cache, embedded
from aligner.store import Store
from aligner.store_file import FILE, StoreFile

SAMPLES = Path(__file__).parents[2] / "samples"
ISS = SAMPLES / "iss"
Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, app: object) -> Path:
    """A new cache beside a model that is built already, if it is."""
    for built in cache.root().glob(f"{embedded.MODEL}*"):
        (tmp_path / built.name).symlink_to(built)
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path))
    monkeypatch.delenv("ALIGNER_NO_CACHE")
    import_module("aligner.cli.encoder")._load.cache_clear()
    return tmp_path / "store"


@pytest.fixture
def items(tmp_path: Path) -> Path:
    path = tmp_path / "items.jsonl"
    item = {"id": 1, "source": "The mayor closed the port.", "twin": "The mayor opened the port."}
    path.write_text(json.dumps(item) + "\n", encoding="utf-8")
    return path


def kinds(folder: Path) -> dict[str, int]:
    with Store.open(folder) as store:
        return {kind: kept.entries for kind, kept in store.info().kinds.items()}


def cut(folder: Path, share: float) -> None:
    """Cut the cache's file short."""
    file = StoreFile(folder).place / FILE
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # else all of it may stand in the log as well
    os.truncate(file, int(file.stat().st_size * share))


def nothing_to_load(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on the model cannot be loaded."""

    def load(_: int) -> Any:
        raise AssertionError("loaded")

    import_module("aligner.cli.encoder")._load.cache_clear()
    monkeypatch.setattr(embedded, "load", load)


@pytest.mark.parametrize("format", ["json", "html", "oneline"])
def test_a_report_is_the_same_to_the_last_byte(
    format: str, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = run("diff", ISS, "--format", format, "--no-cache")
    assert not folder.exists()
    cold = run("diff", ISS, "--format", format)
    assert kinds(folder)["states"] > 30
    nothing_to_load(monkeypatch)
    warm = run("diff", ISS, "--format", format)
    assert without.stdout_bytes == cold.stdout_bytes == warm.stdout_bytes
    assert without.stderr == cold.stderr == warm.stderr
    assert without.exit_code == cold.exit_code == warm.exit_code == 1


def test_items_and_signature_are_the_same_too(
    run: Run, items: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = run("score", items, "--format", "jsonl", "--no-cache")
    cold = run("score", items, "--format", "jsonl")
    signature = run("diff", "--signature-only", "--no-cache")
    nothing_to_load(monkeypatch)
    assert run("score", items, "--format", "jsonl").stdout == cold.stdout == without.stdout
    assert run("diff", "--signature-only").stdout == signature.stdout


COMMANDS = {
    "diff": ("diff", ISS),
    "align": ("align", ISS),
    "score": ("score", "items.jsonl"),
    "compare": ("compare", "--source", ISS / "source.txt", *(f"--twin={name}={ISS / 'twin.txt'}" for name in "ab")),
    "event": ("compare", "--event", ISS / "source.txt", ISS / "twin.txt"),
    "trace": ("trace", ISS / "twin.txt", "--pool", ISS),
    "baseline": ("baseline", "create", "known.json", ISS),
    "check": ("check", "--source", SAMPLES / "feeds/source.xml", "--translation", SAMPLES / "feeds/arabic.xml"),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_all_commands_that_encode_keep_what_they_read(
    command: str, run: Run, items: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if command in ("trace", "check"):
        pytest.importorskip("feedparser")
    monkeypatch.chdir(items.parent)
    (items.parent / ".git").mkdir()
    refused = run(*COMMANDS[command], "--no-cache")
    assert refused.exit_code in {0, 1}, refused.stderr
    assert not folder.exists()
    Path("known.json").unlink(missing_ok=True)
    assert run(*COMMANDS[command]).exit_code == refused.exit_code
    assert kinds(folder)["vector"] > 0


def test_the_environment_and_the_settings_switch_it_off(
    run: Run, items: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALIGNER_NO_CACHE", "1")
    assert run("score", items).exit_code == 0
    monkeypatch.delenv("ALIGNER_NO_CACHE")
    settings = items.with_name("aligner.toml")
    settings.write_text("cache = false", encoding="utf-8")
    assert run("score", items, "--config", settings).exit_code == 0
    assert not folder.exists()
    settings.write_text("cache = true", encoding="utf-8")
    assert run("score", items, "--config", settings).exit_code == 0
    assert folder.exists()


def test_a_cache_cut_short_costs_a_warning(run: Run, folder: Path) -> None:
    first = run("diff", ISS, "--format", "json", "--quiet")
    for share in (0, 0.5):
        cut(folder, share)
        import_module("aligner.cli.encoder")._load.cache_clear()
        again = run("diff", ISS, "--format", "json", "--quiet")
        assert again.stdout == first.stdout
        assert again.exit_code == first.exit_code
        assert again.stderr.count("\n") == 1
        assert again.stderr.startswith(f"warning: the cache in {folder} was damaged")


def test_info_tells_place_size_and_kinds(run: Run, items: Path, folder: Path) -> None:
    settings = items.with_name("aligner.toml")
    settings.write_text("cache-size = 50", encoding="utf-8")
    run("score", items)
    text = run("cache", "info", "--config", settings)
    assert text.exit_code == 0
    assert str(folder) in text.stdout
    assert "of 50.0 MB" in text.stdout
    assert "sentence vectors  2 (0.0 MB)" in text.stdout
    told = json.loads(run("cache", "info", "--format", "json").stdout)
    assert told["place"] == str(folder)
    assert told["most_bytes"] == 1_000_000_000
    assert told["kinds"]["vector"] == {"entries": 2, "bytes": 2 * 772}


def test_clear_empties_it_and_says_so(run: Run, items: Path, folder: Path) -> None:
    run("score", items)
    kept = run("cache", "clear", "--older-than", "1")
    assert (kept.exit_code, kept.stdout) == (0, "")
    assert kept.stderr.startswith("removed 0 entries")
    cleared = run("cache", "clear")
    assert cleared.stderr.startswith("removed 4 entries")
    assert kinds(folder) == {}


def test_verify_fails_once_for_what_is_damaged(run: Run, items: Path, folder: Path) -> None:
    run("score", items)
    assert run("cache", "verify").exit_code == 0
    with sqlite3.connect(StoreFile(folder).place / FILE) as connection:
        connection.execute("UPDATE entries SET value = x'00' WHERE kind = 'vector'")
    found = run("cache", "verify")
    assert found.exit_code == 1
    assert "2 of 4 entries" in found.stderr
    assert run("cache", "verify").exit_code == 0
    cut(folder, 0.1)
    assert run("cache", "verify").exit_code == 1
    assert run("cache", "verify").exit_code == 0


def test_it_opens_to_nobody_else(run: Run, items: Path, folder: Path) -> None:
    run("score", items)
    assert folder.stat().st_mode & 0o077 == 0
