"""Ten thousand items are judged within memory: nothing is kept of an item but what the end of the run needs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

MANY = 10_000
MOST_MEGABYTES = 1000
RUN = """
import copy, gc, sys
from importlib.metadata import entry_points
from aligner import encoders, feeds, matching
from aligner.bitext import Role
from aligner.matching import Match, Matching

whole, made = feeds.compare, []

def compare(*given):
    made[:] = made or [whole(*given)]
    return copy.deepcopy(made[0])  # as large as a real one, and of its own

def match(pools, encoder):
    pairs = zip(pools[Role.SOURCE], pools[Role.TWIN], strict=True)
    return Matching(tuple(Match({Role.SOURCE: a, Role.TWIN: b}, 1.0, {}) for a, b in pairs), ())

feeds.compare, matching.match = compare, match
(script,) = entry_points(group="console_scripts", name="aligner")
try:
    script.load()(sys.argv[1:], prog_name="aligner")
finally:
    gc.collect()  # a copy may be part of a cycle
    alive = sum(type(each).__name__ == "Report" for each in gc.get_objects())
    # What getrusage tells is at least what the process had that started this one.
    peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
    print(alive, int(peak.split()[1]) // 1024, file=sys.stderr)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from /proc")
def test_ten_thousand_items(tmp_path: Path) -> None:
    for name, built in (("source", "Roscosmos"), ("twin", "Roscos Moss")):
        items = [{"id": str(n), "title": f"Dam {n}", "content_text": f"It was built by {built}."} for n in range(MANY)]
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": name, "language": "en", "items": items}
        (tmp_path / f"{name}.json").write_text(json.dumps(feed), encoding="utf-8")
    arguments = ["check", "--source", "source.json", "--twin", "twin.json", "--report", "jsonl=out.jsonl"]
    done = subprocess.run(
        [sys.executable, "-c", RUN, *arguments], cwd=tmp_path, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 1, done.stderr
    assert f"items {MANY}: {MANY} failed" in done.stdout
    with (tmp_path / "out.jsonl").open(encoding="utf-8") as lines:
        assert sum(line.startswith('{"type": "item"') for line in lines) == MANY
    alive, megabytes = map(int, done.stderr.split()[-2:])
    assert alive < 5
    assert megabytes < MOST_MEGABYTES
