"""`aligner batch` as users call it: exit codes, what is said, and being stopped in the middle."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from aligner.batch import Job, prepared, shards
from aligner.batch_readers import Reading, read_input
from aligner.config import Config
from aligner.gate import Gate

SOURCE = "Shares of Telvanta fell {n} percent after the mayor, Ines Calloway, closed the port."
TRANSLATION = "تراجعت أسهم تلفانتا بنسبة {n} بالمئة بعد أن أغلقت رئيسة البلدية إينيس كالواي الميناء."
TWIN = "Telvanta shares fell {n} percent after the mayor, Ines Robertson, closed the port."
RUN = """
from importlib.metadata import entry_points
(script,) = entry_points(group="console_scripts", name="aligner")
if __name__ == "__main__":
    script.load()(prog_name="aligner")
"""


def items(folder: Path, count: int, *more: str) -> Path:
    texts = {"source": SOURCE, "translation": TRANSLATION, "twin": TWIN}
    made = [{"id": n, **{role: text.format(n=n) for role, text in texts.items()}} for n in range(1, count + 1)]
    lines = [json.dumps(item, ensure_ascii=False) for item in made]
    path = folder / "items.jsonl"
    path.write_text("".join(f"{line}\n" for line in [*lines, *more]), encoding="utf-8")
    return path


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in sorted(folder.iterdir()) if path.name not in {"metrics.json", ".lock"})
    return {path.name: path.read_bytes() for path in found}


def test_a_run_its_exit_codes_and_what_it_says(run: Callable[..., Result], tmp_path: Path) -> None:
    source, out, log = items(tmp_path, 5, "{"), tmp_path / "out", tmp_path / "log.jsonl"
    command = ["batch", source, out, "--shard-size", 2, "--workers", 1, "--log", log]
    done = run(*command)
    assert (done.exit_code, done.stdout) == (0, ""), done.stderr
    assert "warning: dead letters 1" in done.stderr
    assert "items 5 in 3 files, 5 with findings; mean fidelity" in done.stderr
    events = [json.loads(line) for line in log.read_text("ascii").splitlines()]
    assert [event["event"] for event in events] == ["shard", "shard", "dead", "shard", "done"]
    metrics = json.loads((out / "metrics.json").read_text("ascii"))
    assert metrics["items"] == {"computed": 5, "skipped": 0, "dead_letters": 1}
    assert metrics["items_per_second_per_core"] > 0
    assert 0 < metrics["most_memory_of_a_worker"] < 1.5e9
    # So an engine that calls run_shard does the shards that the command looks for.
    told = [shard["fingerprint"] for shard in json.loads((out / "manifest.json").read_text("ascii"))["shards"]]
    with read_input(source, Reading()) as found:
        assert [shard.fingerprint for shard in shards(found, prepared(Job(out, config=Config(Gate(None)))), 2)] == told
    before = files(out)
    assert run(*command, "--strict", "--quiet").exit_code == 1
    assert files(out) == before
    assert run("batch", "status", out).stdout.splitlines()[:2] == ["complete", "items 5, dead letters 1, files 3"]
    failed = run(*command, "--fail-on", "minor", "--quiet")
    assert (failed.exit_code, failed.stdout) == (1, "")
    assert not any(json.loads(line)["passed"] for line in (out / "part-00000.jsonl").read_text("utf-8").splitlines())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none.jsonl", "out"], "none.jsonl does not exist"),
        (["items.jsonl", "."], "lie in each other"),
        (["items.jsonl", "items.jsonl"], "is no folder"),
        ([".", "out"], "lie in each other"),
        (["items.jsonl", "out", "--scheduler", "tcp://127.0.0.1:1"], "--scheduler is for"),
        (["items.jsonl", "out", "--encoder", "none"], "unknown encoder"),
        (["items.jsonl", "out", "--min-score", "x"], "--min-score"),
        (["items.jsonl", "out", "--log", "no/such/log"], "no/such/log cannot be written"),
        (["empty.jsonl", "out"], "empty.jsonl is empty"),
        (["status", "nowhere"], "nowhere holds no run"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(
    run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    items(tmp_path, 1)
    (tmp_path / "empty.jsonl").touch()
    failed = run("batch", *arguments)
    assert (failed.exit_code, failed.stdout) == (2, "")
    (line,) = failed.stderr.splitlines()
    assert line.startswith("aligner: ") and said in line


def start(*arguments: object) -> subprocess.Popen[str]:
    script = [sys.executable, "-c", RUN, "batch", *map(str, arguments), "--shard-size", "2", "--workers", "2"]
    return subprocess.Popen(script, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUTF8": "1"})


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("undisturbed")
    with start(items(folder, 16), folder / "out", "--no-cache") as process:
        assert process.wait() == 0
    return files(folder / "out")


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_whatever_stops_a_run_the_next_one_goes_on(
    undisturbed: dict[str, bytes], tmp_path: Path, number: signal.Signals
) -> None:
    source, out = items(tmp_path, 16), tmp_path / "out"
    with start(source, out, "--no-cache") as process:
        while not any(out.glob("part-*")) if out.exists() else True:
            time.sleep(0.01)
        process.send_signal(number)
        said = process.stderr.read() if process.stderr else ""
        assert process.wait() == (-number if number is signal.SIGKILL else 128 + number)
    left = {path.name for path in out.iterdir()}
    assert "manifest.json" not in left
    if number is not signal.SIGKILL:
        assert said == "aligner: stopped; the same command goes on from here\n"
        assert not any(name.startswith(".aligner-") for name in left)
    with start(source, out, "--no-cache") as process:
        said = process.stderr.read() if process.stderr else ""
        assert process.wait() == 0, said
    assert "there already" in said
    assert files(out) == undisturbed
