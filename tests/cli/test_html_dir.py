"""`aligner diff --html-dir` and `--format html`."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

ISS = Path(__file__).parents[2] / "samples/iss"
FILES = {"index.html", "report.css", "report.js"}


def test_the_folder_is_written_beside_the_report_itself(run: Callable[..., Result], tmp_path: Path) -> None:
    folder = tmp_path / "report"
    result = run("diff", ISS, "--html-dir", folder)
    assert result.exit_code == 1
    assert "twin.txt:20:116: critical name: " in result.stdout
    assert {path.name for path in folder.iterdir()} == FILES
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "Roscos Moss" in page
    assert "<style" not in page


def test_other_files_in_the_folder_stay(run: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "index.html").write_text("old", encoding="utf-8")
    run("diff", ISS, "--html-dir", tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == FILES | {"notes.txt"}
    assert "Roscos Moss" in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_replaced_whole_is_left_as_it_was(run: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("old", encoding="utf-8")
    (tmp_path / "report.js").mkdir()
    result = run("diff", ISS, "--html-dir", tmp_path)
    assert result.exit_code == 2
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == "old"
    assert {path.name for path in tmp_path.iterdir()} == {"index.html", "report.js"}


@pytest.mark.parametrize("place", [str(ISS), str(ISS / "source.txt"), "/no/such/folder"])
def test_a_folder_that_will_not_do_is_refused_before_any_work(run: Callable[..., Result], place: str) -> None:
    result = run("diff", ISS, "--html-dir", place)
    (line,) = result.stderr.splitlines()
    assert (result.exit_code, result.stdout) == (2, "")
    assert re.match(r"aligner: .*; give --html-dir ", line)


def test_one_file_holds_its_own_style_and_script(run: Callable[..., Result], tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    run("diff", ISS, "--format", "html", "--output", file)
    text = file.read_text(encoding="utf-8")
    assert (text.count("<style>"), text.count("<script>")) == (1, 1)
    assert "src=" not in text
    assert "<link" not in text
