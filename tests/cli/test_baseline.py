"""`aligner baseline`, and a check in a repository that lives with what is known."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from aligner.cli.baseline_view import show
from aligner.cli.bidi import Bidi
from aligner.cli.layout import Screen
from typer.testing import Result

from aligner.baseline import from_text

ISS = Path(__file__).parents[2] / "samples/iss"


@pytest.fixture(scope="module")
def iss_known(run: Callable[..., Result], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A baseline of the sample."""
    path = tmp_path_factory.mktemp("baseline") / "known.json"
    result = run("baseline", "create", path, ISS)
    assert (result.exit_code, result.stdout) == (0, ""), result.stderr
    assert "findings written to" in result.stderr
    return path


def test_what_is_known_passes_and_is_shown(run: Callable[..., Result], iss_known: Path) -> None:
    result = run("diff", ISS, "--baseline", iss_known, "--format", "json")
    assert result.exit_code == 0
    assert {finding["status"] for finding in json.loads(result.stdout)["findings"]} == {"baseline"}


def test_what_was_mended_is_counted_and_dropped(run: Callable[..., Result], iss_known: Path, tmp_path: Path) -> None:
    shutil.copytree(ISS, tmp_path / "iss")
    known = shutil.copy(iss_known, tmp_path / "known.json")
    twin = tmp_path / "iss/twin.txt"
    twin.write_text(twin.read_text("utf-8").replace("Navani", "Navalny"), encoding="utf-8")
    count = len(from_text(Path(known).read_text("utf-8"), ""))
    checked = run("diff", tmp_path / "iss", "--baseline", known, "--quiet")
    assert checked.exit_code == 0
    assert checked.stderr.startswith(f"notice: 1 of {count} findings in {known} were not found any more")
    updated = run("baseline", "update", known, tmp_path / "iss")
    assert updated.exit_code == 0
    gone, summary = updated.stderr.splitlines()
    assert gone.startswith("- ")
    assert "Navani" in gone
    assert summary == f"{known}: 0 new, 1 gone, {count - 1} kept"
    assert run("diff", tmp_path / "iss", "--baseline", known, "--quiet").stderr == ""


def test_show_is_a_line_a_finding(run: Callable[..., Result], iss_known: Path) -> None:
    header, first, *rest = (line.split("\t") for line in run("baseline", "show", iss_known).stdout.splitlines())
    assert header == ["id", "count", "severity", "category", "hop", "message", "reason"]
    assert first[2] == "critical"
    assert 1 + len(rest) == len(json.loads(iss_known.read_text("utf-8"))["findings"])


@pytest.mark.parametrize("width", [40, 80, 160])
def test_show_is_a_table_in_a_terminal(width: int) -> None:
    told = {"id": "0123456789abcdef", "count": 2, "severity": "major", "category": "name", "hop": "translation-twin"}
    words = {"message": '“\x1b[31mNavani\u202e” misspells “Navalny” or "نافالني" ' * 3, "reason": "agreed [bold]"}
    text = json.dumps({"schema": "aligner-baseline/1", "findings": [told | words]})
    screen = Screen(Bidi.ISOLATE, no_color=True)
    screen.file, screen.width = io.StringIO(), width
    show(from_text(text, "known.json"), screen)
    shown = screen.file.getvalue()  # type: ignore[attr-defined]
    assert "\x1b[31m" not in shown
    assert "\u202e" not in shown
    assert "2 findings" in shown
    if width > 40:
        assert "0123456789abcdef" in shown
        assert "agreed [bold]" in shown
        assert "…" not in shown
        assert all(line.count("\u2068") == line.count("\u2069") for line in shown.splitlines())


@pytest.mark.parametrize(
    ("content", "told"), [(None, "cannot be read"), ("{", "no JSON"), ("{}", "no baseline"), ("\udcff", "no UTF-8")]
)
@pytest.mark.parametrize("command", ["diff", "score", "update", "show"])
def test_a_broken_baseline_is_one_line(
    run: Callable[..., Result], tmp_path: Path, command: str, content: str | None, told: str
) -> None:
    path = tmp_path / "known.json"
    if content is not None:
        path.write_bytes(content.encode("utf-8", "surrogateescape"))
    (tmp_path / "items.jsonl").write_text('{"source": "Rain.", "twin": "Rain."}\n', encoding="utf-8")
    arguments = {
        "diff": ("diff", ISS, "--baseline", path),
        "score": ("score", tmp_path / "items.jsonl", "--baseline", path),
        "update": ("baseline", "update", path, ISS),
        "show": ("baseline", "show", path),
    }
    result = run(*arguments[command])
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"aligner: {path}")
    assert told in line
    assert (path.read_bytes() if path.exists() else None) == (
        None if content is None else content.encode("utf-8", "surrogateescape")
    )


def test_create_writes_over_nothing(run: Callable[..., Result], iss_known: Path) -> None:
    before = iss_known.read_bytes()
    result = run("baseline", "create", iss_known, ISS)
    assert result.exit_code == 2
    assert "aligner baseline update" in result.stderr
    assert iss_known.read_bytes() == before


def test_items_have_a_baseline_too(run: Callable[..., Result], tmp_path: Path) -> None:
    item = {"id": 1, "source": "The rocket of Roscosmos rose.", "twin": "The rocket of Roscos Moss rose."}
    (tmp_path / "items.jsonl").write_text(json.dumps(item) + "\n", encoding="utf-8")
    check = ("score", tmp_path / "items.jsonl", "--fail-on", "minor", "--baseline", tmp_path / "known.json")
    assert run("baseline", "create", tmp_path / "known.json", tmp_path / "items.jsonl").exit_code == 0
    assert run(*check).exit_code == 0
    item |= {"id": 2, "source": "The head of NASA met Navalny.", "twin": "The head of NASA met Navani."}
    with (tmp_path / "items.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(item) + "\n")
    result = run(*check)
    assert result.exit_code == 1
    assert ["known from the baseline" in line for line in result.stdout.splitlines()] == [True, False]


# The way of a check in a repository


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A new repository with the sample's texts."""
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    shutil.copytree(ISS, tmp_path / "news/iss")
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, "Publish the article")
    return tmp_path


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=desk", "-c", "user.email=desk@example.org", "-c", "commit.gpgsign=false")
    command = ["git", *identity, *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, encoding="utf-8").stdout


def commit(folder: Path, message: str) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)


def test_a_check_that_lives_with_what_is_known(
    run: Callable[..., Result], repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository)
    check = ("diff", "news/iss", "--format", "json")
    first = run(*check)
    assert first.exit_code == 1
    assert {finding["status"] for finding in json.loads(first.stdout)["findings"]} == {"new"}

    assert run("baseline", "create", "known.json", "news/iss").exit_code == 0
    (repository / "aligner.toml").write_text('baseline = "known.json"\n', encoding="utf-8")
    commit(repository, "Live with what is known")
    monkeypatch.chdir(repository / "news")  # the settings are found upward, and the baseline beside them
    second = run("diff", "iss", "--format", "json")
    monkeypatch.chdir(repository)
    assert second.exit_code == 0, second.stderr
    assert {finding["status"] for finding in json.loads(second.stdout)["findings"]} == {"baseline"}

    twin = repository / "news/iss/twin.txt"
    text = twin.read_bytes().decode().replace("Vladimir Putin", "Vladimir Pustin")
    paragraphs = text.split("\n\n")
    paragraphs.insert(4, paragraphs.pop(9))  # moved up, which is no new distortion
    twin.write_bytes("\n\n".join(paragraphs).encode())
    commit(repository, "Mend the article")
    third = run(*check)
    assert third.exit_code == 1
    findings = json.loads(third.stdout)["findings"]
    assert len(findings) == len(json.loads(first.stdout)["findings"]) + 1
    (new,) = (finding for finding in findings if finding["status"] == "new")
    assert "Pustin" in new["message"]
    assert "failed: 1 new finding of" in third.stderr

    updated = run("baseline", "update", "known.json", "news/iss")
    assert "1 new, 0 gone" in updated.stderr
    assert git(repository, "diff", "--numstat", "known.json").split()[:2] == ["1", "0"], "a line for the new finding"
    assert run(*check).exit_code == 0
