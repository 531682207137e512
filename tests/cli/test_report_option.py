"""Several reports from one run, each in its own file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

ISS = Path(__file__).parents[2] / "samples/iss"


def test_one_run_writes_several_reports(run: Callable[..., Result], tmp_path: Path) -> None:
    sarif, junit = tmp_path / "a.sarif", tmp_path / "b.xml"
    result = run("diff", ISS, "--format", "jsonl", "--report", f"sarif={sarif}", "--report", f"junit={junit}")
    assert result.exit_code == 1
    assert result.stdout == run("diff", ISS, "--format", "jsonl").stdout
    assert sarif.read_text(encoding="utf-8") == run("diff", ISS, "--format", "sarif").stdout
    assert junit.read_text(encoding="utf-8") == run("diff", ISS, "--format", "junit").stdout


def test_files_are_named_from_the_working_folder(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ISS.parent)
    issues = json.loads(run("diff", ISS, "--format", "gitlab").stdout)
    assert {issue["location"]["path"] for issue in issues} == {f"iss/{n}.txt" for n in ("source", "arabic", "twin")}


def test_a_report_for_people_is_a_line_a_finding(run: Callable[..., Result], tmp_path: Path) -> None:
    run("diff", ISS, "--format", "github", "--report", f"text={tmp_path / 'a.txt'}")
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == run("diff", ISS, "--format", "oneline").stdout


@pytest.mark.parametrize(
    ("texts", "word"),
    [
        (["sarif"], "FORMAT=FILE"),
        (["sarif="], "FORMAT=FILE"),
        (["pdf=a.pdf"], "junit"),
        (["sarif=same", "junit=same"], "its own"),
        (["sarif=out"], "its own"),
        (["sarif=/no/such/folder/a"], "/no/such/folder"),
        ([f"sarif={ISS / 'twin.txt'}"], "documents"),
    ],
)
def test_what_cannot_be_written_is_said_before_any_work(
    run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, texts: list[str], word: str
) -> None:
    monkeypatch.chdir(tmp_path)
    reports = [argument for text in texts for argument in ("--report", text)]
    result = run("diff", ISS, "--output", "out", *reports)
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert word in line
    assert not list(tmp_path.iterdir())
