"""Every format says the same, and no document can steer the terminal that shows it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from aligner import formats
from aligner.bitext import Document, Role
from aligner.encoding import Encoder
from aligner.formats import leading_location, position, utf8, utf16
from aligner.lang.controls import STEERING, escaped, visible
from aligner.pipeline import compare
from aligner.report import Report

HOSTILE = (
    "The \x1b[31mred\u202e dam\u2066 of Valdora\x07 held\ufeff on [bold]Monday[/]. It was built by Roscosmos\x9b2J."
)


@pytest.fixture(scope="module")
def hostile(encoder: Encoder) -> Report:
    twin = HOSTILE.replace("Roscosmos", "Roscos Moss")
    return compare(
        [Document(Role.SOURCE, "s\x1b.txt", HOSTILE, "en"), Document(Role.TWIN, "t\n.txt", twin, "en")], encoder
    )


def rendered(report: Report, name: str) -> str:
    (text,) = formats.discover()[name](report).values()
    return text


def test_jsonl_holds_the_chain_all_rows_and_the_summary(iss_report: Report) -> None:
    types = [json.loads(line)["type"] for line in rendered(iss_report, "jsonl").splitlines()]
    assert types == ["chain", *["row"] * len(iss_report.rows), "summary"]


def test_oneline_points_to_the_line_and_column(iss_report: Report, iss: dict[Role, Document]) -> None:
    for text, finding in zip(rendered(iss_report, "oneline").splitlines(), iss_report.findings, strict=True):
        path, line, column, _ = text.split(":", 3)
        place = leading_location(finding)
        lines = iss[place.role].text.splitlines()
        assert path.endswith(Path(iss[place.role].origin).name)
        assert lines[int(line) - 1][int(column) - 1 :].startswith(place.text)


@pytest.mark.parametrize("name", sorted(formats.discover()))
def test_nothing_in_a_document_reaches_the_terminal_raw(name: str, hostile: Report) -> None:
    assert hostile.findings
    assert not STEERING.search(rendered(hostile, name))


def test_escaped_json_still_says_the_same(hostile: Report) -> None:
    data = json.loads(rendered(hostile, "json"))
    assert data["documents"]["source"]["origin"] == "s\x1b.txt"


def test_a_path_cannot_break_the_line(hostile: Report) -> None:
    assert len(rendered(hostile, "oneline").splitlines()) == len(hostile.findings)


@pytest.mark.parametrize(
    ("text", "offset", "expected"),
    [
        ("one\r\ntwo", 5, (2, 1)),
        ("one\ntwo", 4, (2, 1)),
        ("one\rtwo", 6, (2, 3)),
        ("one\r\rtwo", 5, (3, 1)),
        ("one\ttwo", 4, (1, 5)),
        ("one\ntwo", 3, (1, 4)),
        ("one\u2028two\x0b\x85", 4, (1, 5)),
        ("\U0001f680\u0301x", 2, (1, 3)),
        ("\ufeffone\ntwo", 1, (1, 1)),
        ("\ufeffone\ntwo", 0, (1, 1)),
        ("\ufeffone\ntwo", 5, (2, 1)),
        ("", 0, (1, 1)),
    ],
)
def test_lines_and_columns_count_as_editors_do(text: str, offset: int, expected: tuple[int, int]) -> None:
    assert position(Document(Role.TWIN, "t", text), offset) == expected


@pytest.mark.parametrize(("width", "column"), [(len, 5), (utf16, 6), (utf8, 10)])
def test_a_column_counts_what_the_format_wants(width: Callable[[str], int], column: int) -> None:
    text = "\ufeff\U0001f680é\tاx"
    assert position(Document(Role.TWIN, "t", text), text.index("x"), width) == (1, column)


def test_controls_become_tokens_on_one_line() -> None:
    assert visible("a\x1b[0m\r\nb\u202ec") == "a<U+001B>[0m b<U+202E>c"


def test_no_text_commands_the_runner_of_a_ci_job() -> None:
    assert visible("##[add-mask]a ##vso[x] ## [1] #[2]") == "#<U+0023>[add-mask]a #<U+0023>vso[x] ## [1] #[2]"
    assert json.loads(escaped(json.dumps("a ##[group]b"))) == "a ##[group]b"
