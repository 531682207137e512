"""What CI servers run works, as far as one machine can tell: the action's step, the pre-commit hook, the snippets."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer.main
import yaml
from aligner.cli.main import app
from aligner.cli.options import Format
from pre_commit.clientlib import load_manifest

ROOT = Path(__file__).parents[1]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
(COMPARE,) = (step for step in ACTION["runs"]["steps"] if step.get("id") == "compare")
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
EXAMPLES = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in (ROOT / "docs/ci").iterdir()}
DIFF = typer.main.get_command(app).commands["diff"]  # type: ignore[attr-defined]
OPTIONS = {option: parameter for parameter in DIFF.params for option in parameter.opts}
BASH = shutil.which("bash")

bash = pytest.mark.skipif(BASH is None or sys.platform == "win32", reason="needs bash")


# The command line they use


def commands() -> dict[str, str]:
    (hook,) = EXAMPLES["pre-commit"]["repos"][0]["hooks"]
    return {
        "action": COMPARE["run"],
        "gitlab": EXAMPLES["gitlab"]["aligner"]["script"][0],
        "hook": " ".join([HOOKS[0]["entry"], *HOOKS[0].get("args", ()), *hook["args"]]),
    }


@pytest.mark.parametrize("name", ["action", "gitlab", "hook"])
def test_every_option_exists(name: str) -> None:
    used = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", commands()[name]))
    assert used
    assert used <= OPTIONS.keys()


@pytest.mark.parametrize("name", ["action", "gitlab"])
def test_every_format_exists(name: str) -> None:
    used = re.findall(r"--(?:report[= ]|format[= ])([a-z]+)", commands()[name])
    assert used
    assert set(used) <= set(Format)


# The action


def test_no_input_reaches_a_shell_as_text() -> None:
    runs = [step["run"] for step in ACTION["runs"]["steps"] if "run" in step]
    assert runs
    assert not [run for run in runs if "${{" in run]
    assert not [line for run in runs for line in run.splitlines() if re.search(r"\beval\b|\bbash -c\b", line)]


def test_every_input_is_used() -> None:
    used = set(re.findall(r"inputs\.([a-z-]+)", (ROOT / "action.yml").read_text(encoding="utf-8")))
    assert used == ACTION["inputs"].keys()


def test_other_actions_are_pinned() -> None:
    for step in ACTION["runs"]["steps"]:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", step.get("uses", f"a/b@{0:040}"))


def test_the_example_workflow_gives_inputs_that_there_are() -> None:
    workflow = EXAMPLES["github"]
    (step,) = (s for s in workflow["jobs"]["compare"]["steps"] if s.get("id") == "aligner")
    assert step["with"].keys() <= ACTION["inputs"].keys()
    assert workflow["permissions"] == {"contents": "read"}
    used = re.findall(r"steps\.aligner\.outputs\.([a-z-]+)", (ROOT / "docs/ci/github.yml").read_text(encoding="utf-8"))
    assert set(used) <= ACTION["outputs"].keys()


class Step:
    """The action's own step, run as a runner does: in bash that stops at errors, its inputs in the environment."""

    def __init__(self, folder: Path, /, **inputs: str) -> None:
        temporary = folder / "runner temp"
        temporary.mkdir(exist_ok=True)
        files = {"GITHUB_OUTPUT": folder / "output.txt", "GITHUB_STEP_SUMMARY": folder / "summary.md"}
        for file in files.values():
            file.write_text("", encoding="utf-8")
        defaults = {name: settings["default"] for name, settings in ACTION["inputs"].items()}
        given = defaults | {name.replace("_", "-"): value for name, value in inputs.items()}
        environment = {name: _filled(value, given) for name, value in COMPARE["env"].items()}
        self.done = _bash(COMPARE["run"], folder, RUNNER_TEMP=temporary, **files, **environment)
        self.outputs = dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text("utf-8").splitlines())
        self.summary = files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")


def _filled(value: str, inputs: dict[str, str]) -> str:
    return re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda match: inputs[match[1]], value)


def _bash(script: str, folder: Path, **environment: object) -> subprocess.CompletedProcess[str]:
    assert BASH
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    settings = {**os.environ, "PATH": path, **{name: str(value) for name, value in environment.items()}}
    command = [BASH, "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(command, cwd=folder, env=settings, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "samples/iss", tmp_path / "articles/iss")
    return tmp_path


@bash
def test_the_step_annotates_sums_up_and_fails(articles: Path) -> None:
    step = Step(articles, folder="articles/iss", min_score="1\ntranslation-twin=2\n")
    assert step.done.returncode == 1, step.done.stderr
    assert step.outputs["exit-code"] == "1"
    assert '"version": "2.1.0"' in Path(step.outputs["sarif"]).read_text(encoding="utf-8").replace(":2", ": 2")
    assert all(line.startswith("::") for line in step.done.stdout.splitlines())
    assert "file=articles/iss/twin.txt" in step.done.stdout
    assert "Roscos Moss" in step.summary


@bash
def test_the_step_passes_and_can_be_silent(articles: Path) -> None:
    inputs = {"source": "articles/iss/source.txt", "twin": "articles/iss/source.txt"}
    step = Step(articles, fail_on="critical", summary="false", annotations="false", **inputs)
    assert (step.done.returncode, step.outputs["exit-code"], step.summary) == (0, "0", "")


@bash
def test_a_step_that_cannot_run_says_so(articles: Path) -> None:
    step = Step(articles, folder="articles/none")
    assert step.done.returncode == 2
    assert step.outputs == {"exit-code": "2"}
    assert "articles/none does not exist" in step.done.stderr


@bash
@pytest.mark.parametrize(
    "name", ["$(touch pwned)", "`touch pwned`", '"; touch pwned; "', "--help", "a b\nc", "${HOME}"]
)
def test_inputs_are_never_commands(articles: Path, name: str) -> None:
    for given in ({"folder": name}, {"source": name, "twin": "articles/iss/twin.txt"}, {"min_score": name}):
        step = Step(articles, **given)
        assert step.done.returncode == 2
        assert step.outputs == {"exit-code": "2"}
    assert not (articles / "pwned").exists()


# GitLab and pre-commit


@bash
def test_the_gitlab_job_leaves_the_reports_it_promises(articles: Path) -> None:
    job = EXAMPLES["gitlab"]["aligner"]
    done = _bash("\n".join(job["script"]), articles)
    assert done.returncode == 1, done.stderr
    promised = {*job["artifacts"]["paths"], *job["artifacts"]["reports"].values()}
    assert all((articles / path).stat().st_size for path in promised)


def test_the_hook_is_one_that_pre_commit_takes() -> None:
    (hook,) = load_manifest(str(ROOT / ".pre-commit-hooks.yaml"))
    assert (hook["id"], hook["language"]) == ("aligner-diff", "python")


def test_the_hook_stops_a_commit_that_distorts(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """pre-commit installs hooks in Python over the network; here the same hook takes the aligner of the tests."""
    hooks = tmp_path_factory.mktemp("hooks")
    manifest: list[dict[str, Any]] = [{**HOOKS[0], "language": "system"}]
    (hooks / ".pre-commit-hooks.yaml").write_text(yaml.safe_dump(manifest), encoding="utf-8")
    revision = committed(hooks)
    (example,) = EXAMPLES["pre-commit"]["repos"]
    config = {"repos": [{**example, "repo": str(hooks), "rev": revision}]}
    (articles / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    committed(articles)

    failed = pre_commit(articles, "--all-files")
    assert failed.returncode == 1
    assert "Roscos Moss" in failed.stdout

    (articles / "README.md").write_text("Nothing to compare.", encoding="utf-8")
    git(articles, "add", "README.md")
    assert "no files to check" in pre_commit(articles).stdout

    shutil.copy(articles / "articles/iss/source.txt", articles / "articles/iss/twin.txt")
    (articles / "articles/iss/arabic.txt").unlink()
    git(articles, "add", "--all")
    passed = pre_commit(articles)
    assert passed.returncode == 0, passed.stdout


def git(folder: Path, *arguments: str) -> str:
    name = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
    command = ["git", *name, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=True).stdout


def committed(folder: Path) -> str:
    """Everything in the folder committed to a repository there; its revision."""
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--no-verify", "--message", "All")
    return git(folder, "rev-parse", "HEAD").strip()


def pre_commit(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    settings = {
        **os.environ,
        "PATH": path,
        "PRE_COMMIT_HOME": str(folder.parent / "pre-commit"),
        "PRE_COMMIT_COLOR": "never",
    }
    command = [sys.executable, "-m", "pre_commit", "run", *arguments]
    return subprocess.run(command, cwd=folder, env=settings, capture_output=True, encoding="utf-8", check=False)
