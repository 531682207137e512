"""The settings file as commands find it, and what goes before it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

ITEM = {
    "id": "feed-7/port",
    "source": "Shares of Telvanta fell after the mayor, Ines Calloway, closed the port.",
    "translation": "تراجعت أسهم تلفانتا بعد أن أغلقت رئيسة البلدية إينيس كالواي الميناء.",
    "twin": "Telvanta shares fell after the mayor, Ines Robertson, closed the port.",
}


@pytest.fixture
def items(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of items beside which the command runs."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "items.jsonl"
    path.write_text(json.dumps(ITEM) + "\n", encoding="utf-8")
    return path


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def threads(result: Result) -> object:
    assert result.exit_code == 0, result.stderr
    return tomllib.loads(result.stdout)["threads"]


# Which file counts


def test_the_nearest_file_upward_counts(
    run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = tmp_path / "repository/news/today"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    (tmp_path / "repository/.git").mkdir()
    write(tmp_path / "aligner.toml", "threads = 9")
    assert threads(run("config", "show")) == 1, "a file above the repository is somebody else's"
    write(tmp_path / "repository/pyproject.toml", "[tool.aligner]\nthreads = 2")
    assert threads(run("config", "show")) == 2
    write(tmp_path / "repository/aligner.toml", "threads = 3")
    assert threads(run("config", "show")) == 3
    write(tmp_path / "repository/news/pyproject.toml", "[tool.ruff]\nline-length = 100")
    assert threads(run("config", "show")) == 3, "a pyproject.toml without our table is passed over"
    write(inner / "aligner.toml", "threads = 4")
    assert threads(run("config", "show")) == 4
    assert threads(run("config", "show", "--isolated")) == 1
    assert threads(run("config", "show", "--config", tmp_path / "aligner.toml")) == 9


def test_show_says_where_each_setting_comes_from(run: Callable[..., Result], items: Path) -> None:
    write(
        items.parent / "aligner.toml",
        'ignore = ["a", "\\u202e"]\n[[suppress]]\nreason = "r"\nuntil = 2030-01-01\nid = "0123456789abcdef"',
    )
    shown = run("config", "show").stdout
    assert "\u202e" not in shown
    assert 'format = "text"  # default' in shown
    assert ["# aligner.toml" in line for line in shown.splitlines() if line.startswith("ignore")] == [True]
    told = write(items.parent / "shown.toml", shown)
    again = json.loads(run("config", "show", "--config", told, "--format", "json").stdout)
    assert again["ignore"] == {"value": ["a", "\u202e"], "from": str(told)}
    assert again["suppress"]["value"] == [{"reason": "r", "until": "2030-01-01", "id": "0123456789abcdef"}]


# What goes wrong


def lines_of(result: Result) -> list[str]:
    assert (result.exit_code, result.stdout) == (2, "")
    lines = result.stderr.splitlines()
    assert all(line.startswith("aligner: ") for line in lines)
    return lines


@pytest.mark.parametrize("command", [("diff",), ("score", "items.jsonl"), ("align",), ("config", "show")])
def test_all_mistakes_are_told_a_line_each(run: Callable[..., Result], items: Path, command: tuple[str, ...]) -> None:
    write(items.parent / "aligner.toml", 'fail_on = "major"\nthreads = 0\nboilerplate = ["("]')
    lines = lines_of(run(*command))
    assert len(lines) == 3
    assert all(line.startswith("aligner: aligner.toml: ") for line in lines)
    assert 'did you mean "fail-on"?' in lines[0]


def test_help_is_given_whatever_the_file_says(run: Callable[..., Result], items: Path) -> None:
    write(items.parent / "aligner.toml", "broken")
    assert run("diff", "--help").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--config", "none.toml"), "none.toml: cannot be read"),
        (("--config", "."), "cannot be read"),
        (("--config", "latin.toml"), "no UTF-8"),
        (("--config", "pyproject.toml"), "no table [tool.aligner]"),
        (("--config", "fine.toml", "--isolated"), "exclude each other"),
    ],
)
def test_a_file_that_will_not_do(
    run: Callable[..., Result], items: Path, arguments: tuple[str, ...], told: str
) -> None:
    (items.parent / "latin.toml").write_bytes(b'glossary = "\xe9"')
    write(items.parent / "pyproject.toml", "[project]")
    write(items.parent / "fine.toml", "")
    (line,) = lines_of(run("score", items, *arguments))
    assert told in line


# What it does


def test_options_go_before_the_file(run: Callable[..., Result], items: Path) -> None:
    write(items.parent / "aligner.toml", 'fail-on = "critical"\nformat = "jsonl"\nmin-score = 99')
    from_file = run("score", items)
    assert from_file.exit_code == 1
    assert json.loads(from_file.stdout)["findings"]
    told = run("score", items, "--fail-on", "never", "--min-score", "1", "--format", "text")
    assert told.exit_code == 0
    assert told.stdout.startswith("feed-7/port: critical name")
    assert run("score", items, "--isolated").exit_code == 0


def test_a_format_that_a_command_does_not_have_is_not_its(run: Callable[..., Result], items: Path) -> None:
    write(items.parent / "aligner.toml", 'format = "oneline"')
    assert run("score", items).stdout.startswith("feed-7/port: critical name")


def test_a_path_is_relative_to_the_file(
    run: Callable[..., Result], items: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(items.parent / "aligner.toml", 'glossary = "words/terms.tsv"')
    write(items.parent / "words/terms.tsv", "source\ttwin\nmayor\tgovernor\n")
    write(items.parent / "inner/empty", "")
    monkeypatch.chdir(items.parent / "inner")
    assert "terminology" in run("score", "../items.jsonl").stdout


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ('ignore = ["feed-7/*"]', "ignored by its path: feed-7/*"),
        ('accepted-names = [["Calloway", "Robertson", "Ines Calloway", "Ines Robertson"]]', "the same name: "),
        ('suppress = [{ reason = "agreed", text = "Robertson", path = "feed-7/*" }]', "agreed"),
    ],
)
def test_what_is_accepted_is_shown_and_passes(
    run: Callable[..., Result], items: Path, settings: str, reason: str
) -> None:
    write(items.parent / "aligner.toml", f'fail-on = "minor"\nformat = "jsonl"\n{settings}')
    result = run("score", items)
    assert (result.exit_code, result.stderr) == (0, "")
    (finding,) = json.loads(result.stdout)["findings"]
    assert finding["status"] == "suppressed"
    assert finding["reason"].startswith(reason)


def test_what_is_ignored_passes_whatever_its_score(run: Callable[..., Result], items: Path) -> None:
    write(items.parent / "old/source.txt", ITEM["source"])
    write(items.parent / "old/twin.txt", ITEM["twin"])
    assert run("diff", "old", "--min-score", "99").exit_code == 1
    write(items.parent / "aligner.toml", 'ignore = ["old/*"]\nmin-score = 99')
    result = run("diff", "old", "--quiet")
    assert result.exit_code == 0
    assert result.stderr.startswith("notice: it would have failed (fidelity ")


def test_what_has_ended_or_matches_nothing_is_told(run: Callable[..., Result], items: Path) -> None:
    entries = [
        '{ reason = "old", check = "names", until = 2020-01-01 }',
        '{ reason = "unused", check = "numbers" }',
        '{ reason = "for others", check = "numbers", path = "feed-8/*" }',
    ]
    text = f'suppress = [{", ".join(entries)}]\nfail-on = "critical"\n'
    write(items.parent / "aligner.toml", text)
    result = run("score", items, "--quiet")
    assert result.exit_code == 1
    ended, unused = result.stderr.splitlines()
    assert ended == (
        "warning: aligner.toml: the suppression of check names (old) ended on 2020-01-01: those findings count again"
    )
    assert unused.endswith("the suppression of check numbers (unused) matches nothing; take it out")
    write(items.parent / "aligner.toml", f"{text}warn-unused = false")
    assert run("score", items, "--quiet").stderr.splitlines() == [ended]


def test_boilerplate_is_no_omission(run: Callable[..., Result], items: Path) -> None:
    source = (
        "Heavy rain flooded the old town of Valdora on Tuesday.\n\nMore of this in the evening edition, says our desk."
    )
    twin = "Heavy rain flooded the old town of Valdora on Tuesday."
    write(items.parent / "news/source.txt", source)
    write(items.parent / "news/twin.txt", twin)
    assert run("diff", "news").exit_code == 1
    write(items.parent / "aligner.toml", 'boilerplate = ["evening edition"]')
    assert run("diff", "news").exit_code == 0


def test_a_pattern_without_end_is_told_in_one_line(run: Callable[..., Result], items: Path) -> None:
    write(items.parent / "news/source.txt", "x" * 500 + " and rain.")
    write(items.parent / "news/twin.txt", "x" * 500 + " and rain.")
    write(items.parent / "aligner.toml", 'boilerplate = ["(x|xx)+y"]')
    (line,) = lines_of(run("diff", "news"))
    assert "(x|xx)+y" in line
