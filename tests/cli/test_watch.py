"""`aligner diff --watch` compares again after each change, waits out what is broken and ends decently."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import Result

RUN = """
import signal
import sys
from importlib.metadata import entry_points
signal.signal(signal.SIGINT, signal.default_int_handler)  # a test runner in the background may have it ignored
(script,) = entry_points(group="console_scripts", name="aligner")
script.load()(sys.argv[1:], prog_name="aligner")
"""
RIGHT = "The rocket was built by Roscosmos in two years."
WRONG = "The rocket was built by Roscos Moss in two years."
WAITING = "watching for changes; Ctrl-C ends"


class Watching:
    """The command, running, and what it has said so far."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.said = folder / "said.txt"
        with self.said.open("w") as said:
            command = [sys.executable, "-c", RUN, "diff", folder / "chain", "--watch", *options]
            here = {**os.environ, "TERM": "dumb"}
            self.process = subprocess.Popen(command, stdout=said, stderr=said, env=here, cwd=folder)

    def after(self, runs: int) -> str:
        """What has been said once it has compared so often."""
        deadline = time.monotonic() + 60
        while (text := self.said.read_text(encoding="utf-8")).count(WAITING) < runs:
            assert time.monotonic() < deadline, text
            assert self.process.poll() is None, text
            time.sleep(0.1)
        return text.split(f"{WAITING}\n")[runs - 1]


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[Watching]:
    chain = tmp_path / "chain"
    chain.mkdir()
    for name in ("source.txt", "twin.txt"):
        (chain / name).write_text(RIGHT, encoding="utf-8")
    (tmp_path / "aligner.toml").write_text("", encoding="utf-8")
    running = Watching(tmp_path, "--output", str(chain / "result.txt"))
    yield running
    running.process.kill()
    running.process.wait()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT for another process")
def test_changes_are_followed_until_it_is_stopped(watching: Watching, tmp_path: Path) -> None:
    twin, result = tmp_path / "chain/twin.txt", tmp_path / "chain/result.txt"
    settings = tmp_path / "aligner.toml"
    assert "findings 0 critical, 0 major, 0 minor" in watching.after(1)
    assert result.read_text(encoding="utf-8") == ""

    (tmp_path / "chain/new.txt").write_text(WRONG, encoding="utf-8")
    (tmp_path / "chain/new.txt").replace(twin)  # as editors save
    assert "failed: 1 new finding" in watching.after(2)
    assert "Roscos Moss" in result.read_text(encoding="utf-8")

    twin.unlink()
    (line,) = watching.after(3).splitlines()
    assert "only source.txt" in line

    twin.write_text(" ", encoding="utf-8")
    (line,) = watching.after(4).splitlines()
    assert "holds only white space" in line

    twin.write_text(WRONG, encoding="utf-8")
    assert "failed: 1 new finding" in watching.after(5)

    settings.write_text('[severity]\nnames = "off"\n', encoding="utf-8")
    assert "findings 0 critical" in watching.after(6)

    settings.write_text('[severity]\nnmaes = "off"\n', encoding="utf-8")
    (line,) = watching.after(7).splitlines()
    assert 'did you mean "names"' in line

    watching.process.send_signal(signal.SIGINT)
    assert watching.process.wait(20) == 0
    assert "Traceback" not in watching.said.read_text(encoding="utf-8")


def test_a_wrong_command_line_is_not_waited_out(run: Callable[..., Result], tmp_path: Path) -> None:
    result = run("diff", tmp_path, "--watch", "--min-score", "much")
    assert result.exit_code == 2
    assert "--min-score" in result.stderr
