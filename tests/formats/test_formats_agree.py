"""The same findings, in the same order, in every format, each with its place and with what is known of it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from itertools import zip_longest
from pathlib import Path

import pytest
from aligner.cli.options import Format
from lxml import etree, html

from aligner import formats
from aligner.finding import Finding, Status
from aligner.formats import counted, fingerprints, leading_location, worst_first
from aligner.report import Report

Rendered = Callable[[Report, str], str]


def of_json(text: str) -> list[str]:
    return [finding["message"] for finding in json.loads(text)["findings"]]


def of_jsonl(text: str) -> list[str]:
    lines = [json.loads(line) for line in text.splitlines()]
    return [finding["message"] for line in lines if line["type"] == "row" for finding in line["findings"]]


def of_junit(text: str) -> list[str]:
    outcomes = [outcome.text or "" for case in etree.fromstring(text.encode()).iter("testcase") for outcome in case]
    return [line for outcome in outcomes for line in outcome.splitlines()]


def of_markdown(text: str) -> list[str]:
    rows = [line.split(" | ")[2] for line in text.splitlines() if line.startswith("| ")][2:]
    return [re.sub(r"</?span[^>]*>", "", row) for row in rows]


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))


READERS: dict[str, Callable[[str], list[str]]] = {
    "html": lambda text: [item.text_content() for item in html.document_fromstring(text).xpath("//td/ul/li")],
    "json": of_json,
    "jsonl": of_jsonl,
    "oneline": str.splitlines,
    "sarif": lambda text: [result["message"]["text"] for result in json.loads(text)["runs"][0]["results"]],
    "junit": of_junit,
    "rdjson": lambda text: [diagnostic["message"] for diagnostic in json.loads(text)["diagnostics"]],
    "gitlab": lambda text: [issue["description"] for issue in json.loads(text)],
    "markdown": of_markdown,
    "tsv": lambda text: [row["message"] for row in table(text)],
    "tmx": lambda text: [note.text or "" for note in etree.fromstring(text.encode()).iter("note")],
}
"""What each format says of each finding."""


def test_the_command_offers_all_formats() -> None:
    assert {"text", *formats.discover()} == set(Format)


def test_the_documentation_has_all_formats() -> None:
    text = (Path(__file__).parents[2] / "docs/formats.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(\w+)` \| [^|]*\| [^|]*\|$", text, re.MULTILINE)) == set(Format)


@pytest.mark.parametrize("name", sorted(formats.discover().keys() - {"github"}))
def test_the_same_findings_in_the_same_order(name: str, known: Report, rendered: Rendered) -> None:
    said = READERS[name](rendered(known, name))
    most = 60 if name == "html" else None  # a page shortens long quotations, which it marks in the text
    for finding, text in zip_longest(known.findings, said):
        assert finding.message[:most] in text


def test_github_shows_the_worst_that_are_new(known: Report, rendered: Rendered) -> None:
    ranked = [known.findings[number] for number in worst_first(known.findings)]
    new = [finding for finding in ranked if finding.status is Status.NEW]
    expected, rest = new[:9], new[9:]
    *lines, last = rendered(known, "github").splitlines()
    assert [line.split("::")[2] for line in lines] == [finding.message for finding in expected]
    more = f"{len(rest)} more: {counted(rest)}"
    assert last == f"::notice title=aligner::{more}; 3 known or accepted: 2 major, 1 minor"


def test_worst_first_means_new_then_severe_then_in_reading_order(known: Report) -> None:
    order = worst_first(known.findings)
    keys = [(known.findings[n].status is not Status.NEW, -known.findings[n].severity.weight, n) for n in order]
    assert sorted(order) == list(range(len(known.findings)))
    assert keys == sorted(keys)


@pytest.mark.parametrize("name", ["oneline", "junit", "rdjson", "gitlab", "tmx", "sarif"])
def test_what_is_known_is_marked_with_its_reason(name: str, known: Report, rendered: Rendered) -> None:
    for finding, text in zip(known.findings, READERS[name](rendered(known, name)), strict=True):
        assert ("(known from the baseline" in text) == (finding.status is Status.BASELINE)
        assert ("(accepted" in text) == (finding.status is Status.SUPPRESSED)
        assert finding.reason in text


def test_sarif_has_its_own_words_for_what_is_known(known: Report, rendered: Rendered) -> None:
    results = json.loads(rendered(known, "sarif"))["runs"][0]["results"]
    for finding, result in zip(known.findings, results, strict=True):
        assert result["baselineState"] == ("new" if finding.status is Status.NEW else "unchanged")
        accepted = [{"kind": "external", "status": "accepted", "justification": finding.reason}]
        assert result["suppressions"] == (accepted if finding.status is Status.SUPPRESSED else [])


def test_only_new_findings_of_weight_fail_a_case(known: Report, rendered: Rendered) -> None:
    cases = list(etree.fromstring(rendered(known, "junit").encode()).iter("testcase"))
    assert len(cases) == len(known.rows)
    for number, case in enumerate(cases):
        found = [finding for finding in known.findings if finding.row == number]
        new = [finding for finding in found if finding.status is Status.NEW]
        failing = any(finding.severity != "minor" for finding in new)
        expected = "failure" if failing else "skipped" if found and not new else "system-out" if found else None
        assert [outcome.tag for outcome in case] == ([expected] if expected else [])


@pytest.mark.parametrize(("name", "field"), [("rdjson", "severity"), ("gitlab", "severity")])
def test_what_is_known_is_no_more_than_information(name: str, field: str, known: Report, rendered: Rendered) -> None:
    data = json.loads(rendered(known, name))
    entries = data if isinstance(data, list) else data["diagnostics"]
    for finding, entry in zip(known.findings, entries, strict=True):
        if finding.status is not Status.NEW:
            assert entry[field].lower() == "info"
    assert entries[0][field] in {"WARNING", "major"}


def test_markdown_and_tsv_say_what_is_known(known: Report, rendered: Rendered) -> None:
    rows = [line for line in rendered(known, "markdown").splitlines() if line.startswith("| ")][2:]
    for finding, row, cells in zip(known.findings, rows, table(rendered(known, "tsv")), strict=True):
        assert row.startswith("| **") == (finding.status is Status.NEW)
        assert (cells["status"], cells["reason"], cells["id"]) == (finding.status, finding.reason, finding.id)


def test_each_fingerprint_is_there_once(many: Report, known: Report, rendered: Rendered) -> None:
    for report in (many, known):
        unique = fingerprints(report.findings)
        assert len(set(unique)) == len(unique)
        assert [issue["fingerprint"] for issue in json.loads(rendered(report, "gitlab"))] == unique
        assert all(one.startswith(finding.id) for one, finding in zip(unique, report.findings, strict=True))


def test_a_fingerprint_does_not_tell_where_it_stands(known: Report) -> None:
    first = known.findings[0]
    assert fingerprints([first, known.findings[1]])[0] == fingerprints([known.findings[1], first])[1]


# Places


def line_of(report: Report, finding: Finding, number: int) -> str:
    return report.documents[leading_location(finding).role].text.splitlines()[number - 1]


def test_sarif_counts_utf16_units(known: Report, rendered: Rendered) -> None:
    run = json.loads(rendered(known, "sarif"))["runs"][0]
    assert run["columnKind"] == "utf16CodeUnits"
    for finding, result in zip(known.findings, run["results"], strict=True):
        places = [result["locations"][0], *result["relatedLocations"]]
        assert len(places) == len(finding.locations)
        for place in places:
            physical = place["physicalLocation"]
            name = physical["artifactLocation"]["uri"].split("/")[-1]
            role = next(role for role, document in known.documents.items() if Path(document.origin).name == name)
            region = physical["region"]
            line = known.documents[role].text.splitlines()[region["startLine"] - 1].encode("utf-16-le")
            cut = line[2 * region["startColumn"] - 2 : 2 * region["endColumn"] - 2].decode("utf-16-le")
            assert cut == region["snippet"]["text"]


def test_rdjson_counts_bytes(known: Report, rendered: Rendered) -> None:
    for finding, entry in zip(known.findings, json.loads(rendered(known, "rdjson"))["diagnostics"], strict=True):
        start, end = entry["location"]["range"]["start"], entry["location"]["range"]["end"]
        line = line_of(known, finding, start["line"]).encode()
        assert line[start["column"] - 1 : end["column"] - 1].decode() == leading_location(finding).text


def test_gitlab_and_github_count_code_points(known: Report, rendered: Rendered) -> None:
    for finding, entry in zip(known.findings, json.loads(rendered(known, "gitlab")), strict=True):
        begin, end = entry["location"]["positions"]["begin"], entry["location"]["positions"]["end"]
        line = line_of(known, finding, begin["line"])
        assert line[begin["column"] - 1 : end["column"] - 1] == leading_location(finding).text
    first = rendered(known, "github").splitlines()[0]
    values = {key: int(value) for key, value in re.findall(r"(line|endLine|col|endColumn)=(\d+)", first)}
    finding = known.findings[worst_first(known.findings)[0]]
    line = line_of(known, finding, values["line"])
    assert line[values["col"] - 1 : values["endColumn"] - 1] == leading_location(finding).text
