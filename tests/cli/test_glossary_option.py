"""`--glossary` as users give it to `aligner score` and `aligner diff`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

ITEM = {
    "id": "court",
    "source": "The Supreme Court heard the case.",
    "translation": "نظرت المحكمة العليا القضية.",
    "twin": "The Higher Tribunal heard the case.",
}


def test_terms_of_the_glossary_are_checked(run: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "items.jsonl").write_text(json.dumps(ITEM) + "\n", encoding="utf-8")
    (tmp_path / "terms.tsv").write_text("source\ttranslation\nSupreme Court\tالمحكمة العليا\n", encoding="utf-8")
    arguments = ("score", tmp_path / "items.jsonl", "--format", "jsonl")
    plain, checked = run(*arguments), run(*arguments, "--glossary", tmp_path / "terms.tsv")
    assert "terminology" not in plain.stdout
    assert "terminology" in {finding["category"] for finding in json.loads(checked.stdout)["findings"]}


@pytest.mark.parametrize("command", ["score", "diff"])
def test_a_glossary_that_cannot_be_read_is_told_in_one_line(
    run: Callable[..., Result], tmp_path: Path, command: str
) -> None:
    result = run(command, tmp_path, "--glossary", tmp_path / "none.tsv")
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith("aligner: ")
    assert "none.tsv" in line
