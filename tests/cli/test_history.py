"""`aligner history`."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import Result

from aligner.history import History, Item, ItemKey, KnownFinding

Run = Callable[..., Result]
NOW = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
TITLE = "رائدا فضاء \x1b[2J\u202e ::error::x"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / ".aligner/history.sqlite"
    with History(path, create=True) as history:
        for week in (2, 1, 0):
            at = NOW - timedelta(weeks=week)
            run = history.begin(at, "version:1", ["aligner", "check", "aligner.toml"])
            found = (
                KnownFinding("0" * 16, "names", "name", "critical", "translation-twin", "new", "A became B"),
            ) * week
            scores = {"chain": 90.0 - week}
            key = ItemKey("space", f"{week}", "1")
            history.record(run, Item(key, f"{TITLE} {week}", "Desk", at, scores, found), at)
            history.finish(run, at, complete=week > 0)
    return path


def test_runs_are_listed_latest_first(run: Run, file: Path) -> None:
    result = run("history", file)
    assert result.exit_code == 0 and result.stderr == ""
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["run", "started", "items", "fidelity", "critical", "major", "minor", "arguments"]
    assert lines[1].split()[:7] == ["3", "2026-11-26", "08:00", "partial", "1", "90", "0"]
    assert lines[3].split()[:6] == ["1", "2026-11-12", "08:00", "1", "88", "2"]
    assert len(run("history", file, "--most", "1").stdout.splitlines()) == 2


def test_items_and_trends_are_shown_if_wanted(run: Run, file: Path) -> None:
    text = run("history", file, "--items", "--run", "2", "--trend", "--by", "outlet", "--per", "day").stdout
    assert "items of run 2" in text and "رائدا فضاء <U+001B>[2J<U+202E> ::error::x 1" in text
    assert "by outlet, day by day" in text and "2026-11-12      1        88" in text
    assert "\x1b" not in text and "\u202e" not in text


def test_json_has_the_same(run: Run, file: Path) -> None:
    result = run("history", file, "--items", "--trend", "--format", "json")
    told = json.loads(result.stdout)
    assert told["schema"] == "aligner-history/1" and [entry["run"] for entry in told["runs"]] == [3, 2, 1]
    assert told["runs"][0]["complete"] is False and told["runs"][2]["findings"]["critical"] == 2
    assert told["items"]["run"] == 3 and told["items"]["items"][0]["title"] == f"{TITLE} 0"
    assert told["trend"]["by"] == "feed" and told["trend"]["trends"][0]["points"][0]["fidelity"] == 88
    assert "\x1b" not in result.stdout and "\u202e" not in result.stdout
    assert set(json.loads(run("history", file, "-f", "json").stdout)) == {"schema", "runs"}


def test_a_page_is_written(run: Run, file: Path, tmp_path: Path) -> None:
    page = tmp_path / "history.html"
    result = run("history", file, "--html", page)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Items of run 3" in page.read_text(encoding="utf-8")
    assert "Items of run 1" in (run("history", file, "--html", page, "--run", "1"), page.read_text(encoding="utf-8"))[1]


def test_the_history_stands_beside_the_settings(run: Run, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = file.parents[1]
    below = root / "a/b"
    below.mkdir(parents=True)
    (root / "aligner.toml").write_text("")
    monkeypatch.chdir(below)
    assert "aligner check aligner.toml" in run("history").stdout
    (root / "aligner.toml").unlink()
    assert run("history").exit_code == 2
    monkeypatch.chdir(root)
    assert run("history").exit_code == 0


@pytest.mark.parametrize("broken", [b"", b"no history", b"SQLite format 3\0" + bytes(4080), None])
def test_what_is_no_history_is_one_line_and_2(broken: bytes | None, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    if broken is not None:
        path.write_bytes(broken)
    result = run("history", path)
    assert result.exit_code == 2 and result.stdout == "" and len(result.stderr.splitlines()) == 1
    assert "history.sqlite" in result.stderr
    assert path.read_bytes() == broken if broken is not None else not path.exists()


def test_what_cannot_be_is_said(run: Run, file: Path) -> None:
    result = run("history", file, "--run", "9")
    assert result.exit_code == 2 and "the last one is 3" in result.stderr
    result = run("history", file, "--html", file)
    assert result.exit_code == 2 and file.read_bytes().startswith(b"SQLite")


def test_an_empty_history_is_no_error(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    History(path, create=True).close()
    assert run("history", path, "--items", "--trend").stdout.startswith("no runs yet")
    assert run("history", path, "--html", tmp_path / "page.html").exit_code == 0
