"""Articles on one event as the command tells them."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aligner.errors import ConfigError, InputError

SAMPLES = Path(__file__).parents[2] / "samples"
PATHS = [*sorted((SAMPLES / "iss").glob("*.txt")), *sorted((SAMPLES / "related").glob("*.txt"))]
Run = Callable[..., Any]


@pytest.fixture(scope="module")
def run_event() -> Run:
    run: Run = importlib.import_module("aligner.cli.event").run
    return run


def test_the_view_for_people_tells_all_parts(run_event: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run_event(PATHS, quiet=True)
    out = " ".join(capsys.readouterr().out.split())
    for part in (
        "twin.txt descends from source.txt by way of arabic.txt",
        "withdrawal-2025.txt descends from none of the others",
        "2025 against by 2030",
        "“alien supremacy”",
        "Made by one article alone",
    ):
        assert part in out


def test_json_goes_to_a_file_whole(run_event: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "event.json"
    run_event(PATHS[3:], "json", file, lang=["en"], quiet=True)
    data = json.loads(file.read_text(encoding="utf-8"))
    assert [article["origin"] for article in data["articles"]] == [str(path) for path in PATHS[3:]]
    assert capsys.readouterr().out == ""


def test_a_language_may_be_given_for_one_file(run_event: Run, tmp_path: Path) -> None:
    report = run_event(PATHS[3:], "html", tmp_path / "x.html", lang=["en", f"{PATHS[3].name}=fr"], quiet=True)
    assert [document.lang for document in report.articles] == ["fr", "en"]


@pytest.mark.parametrize(
    ("paths", "options", "error", "told"),
    [
        (PATHS[:1], {}, InputError, "at least two articles"),
        ([PATHS[0], PATHS[0]], {}, InputError, "at least two articles"),
        ([], {}, InputError, "none given"),
        ([PATHS[0], Path("nowhere.txt")], {}, InputError, "does not exist"),
        (PATHS, {"format": "sarif"}, ConfigError, "no format 'sarif'"),
        (PATHS, {"lang": ["nowhere.txt=en"]}, ConfigError, "FILE=VALUE"),
        (PATHS, {"lang": ["English, please"]}, ConfigError, "code such as en"),
        (PATHS, {"output": PATHS[0]}, InputError, "one of the documents"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(
    run_event: Run, paths: list[Path], options: dict[str, Any], error: type[Exception], told: str
) -> None:
    with pytest.raises(error, match=told) as caught:
        run_event(paths, quiet=True, **options)
    assert "\n" not in str(caught.value)
