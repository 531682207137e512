"""`aligner compare` as users call it, through the installed console script's entry point."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

ISS = Path(__file__).parents[2] / "samples/iss"
VARIANTS = Path(__file__).parents[2] / "samples/variants"
SOURCE = "Heavy rain flooded the old town of Valdora on Tuesday.\nMayor Ines Calloway said nobody was hurt.\n"
ARABIC = (
    "غمرت الأمطار الغزيرة البلدة القديمة في فالدورا يوم الثلاثاء.\n"
    "وقالت رئيسة البلدية إينيس كالواي إنه لم يصب أحد بأذى.\n"
)
GOOD = "Heavy rain flooded the old town of Valdora on Tuesday.\nMayor Ines Calloway said that nobody was hurt.\n"
BAD = "Heavy rain flooded the old town of Valdora on Tuesday.\nMayor Ines Robertson said that nobody was hurt.\n"
Run = Callable[..., Result]


@pytest.fixture
def flood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The options that compare a good and a bad variant, in a folder of their own."""
    monkeypatch.chdir(tmp_path)
    texts = {"source.txt": SOURCE, "ar.txt": ARABIC, "good.txt": GOOD, "bad.txt": BAD}
    for name, text in texts.items():
        Path(name).write_text(text, encoding="utf-8")
    return [
        "--source",
        "source.txt",
        "--translation",
        "ar.txt",
        "--twin",
        "good.txt",
        "--twin",
        "new=bad.txt",
        "--lines",
    ]


def test_the_sample_is_ranked_for_people(run: Run) -> None:
    twins = ["--twin", f"google={ISS / 'twin.txt'}", "--twin", VARIANTS / "repaired.txt"]
    result = run("compare", "--source", ISS / "source.txt", "--translation", ISS / "arabic.txt", *twins, "--isolated")
    assert result.exit_code == 0, result.output
    assert "best: repaired (google: “Navani” (critical name))" in result.stdout
    assert "points ahead of google" in result.stdout
    assert "this may be noise" in result.stdout
    assert result.stdout.index(" repaired ") < result.stdout.rindex(" google ")


def test_names_come_from_options_or_files(run: Run, flood: list[str]) -> None:
    result = run("compare", *flood, "--format", "json")
    data = json.loads(result.stdout)
    assert [variant["name"] for variant in data["variants"]] == ["good", "new"]
    assert data["mode"] == "lines"
    assert data["ranking"] == ["good", "new"]
    assert result.exit_code == 0


def test_other_reports_are_written_in_the_same_run(run: Run, flood: list[str]) -> None:
    result = run("compare", *flood, "-f", "markdown", "--report", "html=page.html", "--report", "json=all.json")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("### aligner: 2 variants, good first")
    assert Path("page.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert json.loads(Path("all.json").read_text(encoding="utf-8"))["schema"] == "aligner-variants/1"


@pytest.mark.parametrize(
    ("requirement", "code"), [("good>=new", 0), ("good>new+5", 0), ("new>=good", 1), ("new>=good-100", 0)]
)
def test_requirements_gate(run: Run, flood: list[str], requirement: str, code: int) -> None:
    result = run("compare", *flood, "--require", requirement)
    assert result.exit_code == code, result.output
    assert ("failed: new>=good is required, but good is" in result.stderr) is (code == 1)


def test_a_regression_gates(run: Run, flood: list[str]) -> None:
    assert run("compare", *flood, "-f", "json", "-o", "before.json").exit_code == 0
    against = ["--fail-on", "regression", "--against", "before.json"]
    assert run("compare", *flood, *against).exit_code == 0
    Path("good.txt").write_text(BAD, encoding="utf-8")
    result = run("compare", *flood, *against)
    assert result.exit_code == 1
    assert "failed: good has a critical finding that good had not" in result.stderr
    assert "points less than good had" in result.stderr
    assert "points less" not in run("compare", *flood, *against, "--max-loss", "100").stderr


def test_settings_are_honoured(run: Run, flood: list[str]) -> None:
    Path("aligner.toml").write_text('fail-on = "minor"\n[severity]\nnames = "minor"\n', encoding="utf-8")
    data = json.loads(run("compare", *flood, "-f", "json").stdout)
    severities = {f["check"]: f["severity"] for variant in data["variants"] for f in variant["findings"]}
    assert severities["names"] == "minor"
    alone = json.loads(run("compare", *flood, "-f", "json", "--isolated").stdout)
    assert {f["severity"] for v in alone["variants"] for f in v["findings"] if f["check"] == "names"} == {"critical"}


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ([], "no --source and no --translation given"),
        (["--source", "source.txt", "--twin", "good.txt"], "1 --twin given: name at least two"),
        (["--source", "source.txt", "--twin", "good.txt", "--twin", "good=bad.txt"], "two variants are called 'good'"),
        (["--source", "source.txt", "--twin", "=good.txt", "--twin", "bad.txt"], "is not of the form NAME=FILE"),
        (["--source", "source.txt", "--twin", "good.txt", "--twin", "gone.txt"], "gone.txt does not exist"),
        (["source.txt"], "name a role"),
    ],
)
def test_what_cannot_be_run_is_one_line(run: Run, flood: list[str], options: list[str], told: str) -> None:
    result = run("compare", *options)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert told in line


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--require", "good>=bing"], "names: good, new"),
        (["--fail-on", "regression"], "give --against FILE"),
        (["--fail-on", "regression", "--against", "gone.json"], "gone.json cannot be read"),
        (["--fail-on", "regression", "--against", "source.txt"], "source.txt is no report of variants"),
        (["--report", "sarif=x"], "formats: text, json, html, markdown"),
        (["-o", "source.txt"], "is one of the documents"),
    ],
)
def test_wrong_options_are_told_before_any_work(run: Run, flood: list[str], options: list[str], told: str) -> None:
    result = run("compare", *flood, *options)
    assert result.exit_code == 2, result.output
    (line,) = result.stderr.splitlines()
    assert told in line


def test_lines_have_to_be_as_many(run: Run, flood: list[str]) -> None:
    Path("good.txt").write_text(GOOD + "More.\n", encoding="utf-8")
    result = run("compare", *flood)
    assert result.exit_code == 2
    assert "with --lines all need as many" in result.stderr


def test_files_of_one_name_are_told_apart_by_their_folders(run: Run, flood: list[str]) -> None:
    for name, text in (("google", GOOD), ("deepl", BAD)):
        Path(name).mkdir()
        Path(name, "twin.txt").write_text(text, encoding="utf-8")
    result = run(
        "compare", "--source", "source.txt", "--twin", "google/twin.txt", "--twin", "deepl/twin.txt", "-f", "json"
    )
    assert json.loads(result.stdout)["ranking"] == ["google/twin", "deepl/twin"]


def test_articles_on_one_event_are_handed_over(run: Run, flood: list[str]) -> None:
    result = run("compare", "--event", "source.txt", "good.txt", "--format", "json")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)
    assert run("compare", "--event", *flood).exit_code == 2
