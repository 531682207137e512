"""Every check can be listed and explained, and a misspelt one is set right."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable

import pytest
from typer.testing import Result

from aligner.bitext import Role
from aligner.checks import discover

MEMBERS = discover()


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", MEMBERS)
def test_a_check_is_explained_with_its_examples(run: Callable[..., Result], name: str) -> None:
    result = run("explain", name)
    shown, check = words(result.stdout), MEMBERS[name].check
    assert result.exit_code == 0
    assert shown.startswith(f"{name} {check.severity} category {check.category}, MQM {check.category.mqm}, for ar, en")
    assert words(MEMBERS[name].manual) in shown
    reported, _, rest = shown.partition(" Not reported ")
    for examples, where in ((check.bad, reported), (check.good, rest)):
        for example in examples:
            for role in Role:
                first = " ".join(getattr(example, role).split()[:4])
                assert first in where
    for way in ("--baseline", "[[suppress]]", "--glossary", f'[severity]: {name} = "minor"'):
        assert way in shown


@pytest.mark.parametrize(("wrong", "right"), [("nmaes", "names"), ("Number", "numbers"), ("hedging", "hedges")])
def test_an_unknown_check_names_the_nearest(run: Callable[..., Result], wrong: str, right: str) -> None:
    result = run("explain", wrong)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert f"did you mean {right!r}?" in result.stderr


def test_the_list_has_a_line_a_check(run: Callable[..., Result]) -> None:
    head, *lines = run("checks").stdout.splitlines()
    assert head.split() == ["check", "category", "severity", "languages", "what", "it", "reports"]
    assert [line.split()[:3] for line in lines] == [
        [m.check.name, m.check.category, m.check.severity] for m in MEMBERS.values()
    ]


def test_the_list_as_json(run: Callable[..., Result]) -> None:
    listed = json.loads(run("checks", "--format", "json").stdout)
    assert [entry["name"] for entry in listed] == list(MEMBERS)
    for entry in listed:
        check = MEMBERS[entry["name"]].check
        assert entry["summary"] == MEMBERS[check.name].manual.splitlines()[0]
        assert (entry["category"], entry["severity"]) == (check.category, check.severity)
        assert entry["languages"] == ["ar", "en"]


def test_explaining_loads_no_encoder() -> None:
    code = """
import sys
from importlib.metadata import entry_points
(script,) = entry_points(group="console_scripts", name="aligner")
try:
    script.load()(["explain", "names"], prog_name="aligner")
finally:
    assert not {"onnxruntime", "tokenizers", "onnx"} & set(sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
