"""`aligner trace` as users call it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

pytest.importorskip("feedparser", reason="the extra feeds is not installed")

SAMPLES = Path(__file__).parents[2] / "samples"
TWIN, ARABIC = SAMPLES / "iss/twin.txt", SAMPLES / "iss/arabic.txt"


@pytest.fixture
def pool(tmp_path: Path) -> Path:
    folder = tmp_path / "pool"
    shutil.copytree(SAMPLES / "related", folder / "related")
    shutil.copy(SAMPLES / "iss/source.txt", folder / "source.txt")
    return folder


def test_the_source_is_named_with_what_is_the_articles_own(run: Callable[..., Result], pool: Path) -> None:
    result = run("trace", TWIN, "--pool", pool)
    assert result.exit_code == 0
    first, *rest = result.stdout.splitlines()
    assert first.startswith(f"{TWIN}: made from {pool / 'source.txt'} «Russia is considering leaving the ISS")
    assert any(line.startswith("    line ") for line in rest)
    assert sum(line.startswith("  not from ") for line in rest) == 2


@pytest.mark.parametrize(("options", "code"), [([], 0), (["--require"], 1)])
def test_no_source_found(run: Callable[..., Result], options: list[str], code: int) -> None:
    result = run("trace", TWIN, "--pool", SAMPLES / "related", *options)
    assert result.exit_code == code
    assert result.stdout.startswith(f"{TWIN}: no source found\n")


def test_json_across_languages(run: Callable[..., Result], pool: Path) -> None:
    result = run("trace", ARABIC, "--pool", pool, "--format", "json")
    found = json.loads(result.stdout)
    assert found["schema"] == "aligner-trace/1"
    assert found["source"]["origin"] == str(pool / "source.txt")
    text = ARABIC.read_text(encoding="utf-8")
    assert [text[own["start"] : own["end"]] for own in found["own"]] == [own["text"] for own in found["own"]]


def test_the_article_itself_may_be_in_the_pool(run: Callable[..., Result], pool: Path) -> None:
    copy = shutil.copy(TWIN, pool / "twin.txt")
    assert f"made from {pool / 'source.txt'}" in run("trace", copy, "--pool", pool).stdout


def test_a_file_that_cannot_be_read_is_told_and_passed_over(run: Callable[..., Result], pool: Path) -> None:
    (pool / "picture.txt").write_bytes(bytes(range(256)) * 4)
    result = run("trace", TWIN, "--pool", pool)
    assert result.exit_code == 0
    assert "warning: " in result.stderr
    assert "picture.txt" in result.stderr


def test_hostile_titles_steer_nothing(run: Callable[..., Result], tmp_path: Path) -> None:
    pool = tmp_path / "pool"
    pool.mkdir()
    (pool / "a.txt").write_text("\x1b[31m[red]Title\u202e here\n\nSome other text of this kind.", encoding="utf-8")
    for name in ("text", "json"):
        shown = run("trace", TWIN, "--pool", pool, "--format", name).stdout
        assert "Title" in shown
        assert not {"\x1b", "\u202e"} & set(shown)


@pytest.mark.parametrize(
    ("article", "pool", "said"),
    [
        ("nowhere.txt", "related", "does not exist"),
        ("iss/twin.txt", "nowhere", "does not exist"),
        ("iss/twin.txt", "empty", "holds no feed, page or text"),
        ("iss/twin.txt", "iss/twin.txt", "holds no other articles"),
    ],
)
def test_what_cannot_run_is_one_line(
    run: Callable[..., Result], tmp_path: Path, article: str, pool: str, said: str
) -> None:
    (tmp_path / "empty").mkdir()
    result = run("trace", SAMPLES / article, "--pool", tmp_path / pool if pool == "empty" else SAMPLES / pool)
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert line.startswith("aligner: ")
    assert said in line
