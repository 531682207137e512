"""Reports are what their readers expect: valid against the schemas, and within the limits, of those who show them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, FormatChecker
from jsonschema.validators import validator_for
from lxml import etree

from aligner import checks
from aligner.bitext import Role
from aligner.report import Report

Rendered = Callable[[Report, str], str]
TESTS = Path(__file__).parents[1]
REPORTS = pytest.mark.parametrize("which", ["known", "hostile", "quiet", "many"])


@pytest.fixture
def report(which: str, request: pytest.FixtureRequest) -> Report:
    given: Report = request.getfixturevalue(which)
    return given


def schema(name: str) -> Any:
    return json.loads((TESTS / "schemas" / name).read_text(encoding="utf-8"))


@REPORTS
@pytest.mark.parametrize(
    ("name", "file"), [("sarif", "sarif-2.1.0.json"), ("rdjson", "rdjson.json"), ("gitlab", "gitlab.json")]
)
def test_json_reports_are_valid(name: str, file: str, report: Report, rendered: Rendered) -> None:
    validator = validator_for(schema(file))(schema(file), format_checker=FormatChecker())
    relative = {role: replace(one, origin=one.origin.lstrip("/")) for role, one in report.documents.items()}
    shorter = replace(report, documents=relative, findings=(*report.findings[:20], *report.findings[20:][-5:]))
    assert not list(validator.iter_errors(json.loads(rendered(shorter, name))))


def test_the_schema_of_sarif_can_fail(known: Report, rendered: Rendered) -> None:
    data = json.loads(rendered(known, "sarif"))
    data["runs"][0]["results"][0]["baselineState"] = "known"
    assert not Draft7Validator(schema("sarif-2.1.0.json")).is_valid(data)


@REPORTS
def test_junit_is_valid_and_its_counts_are_right(report: Report, rendered: Rendered) -> None:
    root = etree.fromstring(rendered(report, "junit").encode())
    xsd = etree.XMLSchema(file=str(TESTS / "schemas/junit-10.xsd"))
    assert xsd.validate(root), xsd.error_log
    (suite,) = root
    counts = {name: int(suite.get(name, "")) for name in ("tests", "failures", "skipped", "errors")}
    assert counts == {
        "tests": len(report.rows),
        "failures": len(root.findall(".//failure")),
        "skipped": len(root.findall(".//skipped")),
        "errors": 0,
    }
    names = [case.get("name") for case in suite]
    assert len(set(names)) == len(names)


@REPORTS
def test_tmx_is_valid(report: Report, rendered: Rendered) -> None:
    with (TESTS / "tmx14.dtd").open("rb") as file:
        dtd = etree.DTD(file)
    root = etree.fromstring(rendered(report, "tmx").encode())
    assert dtd.validate(root), dtd.error_log
    assert len(root.findall(".//note")) == len(report.findings)


# Code scanning on GitHub


def test_every_check_is_a_rule_with_its_manual(quiet: Report, rendered: Rendered) -> None:
    driver = json.loads(rendered(quiet, "sarif"))["runs"][0]["tool"]["driver"]
    rules = {rule["id"]: rule for rule in driver["rules"]}
    assert set(rules) == set(checks.discover())
    for name, member in checks.discover().items():
        rule = rules[name]
        assert 0 < len(rule["shortDescription"]["text"]) <= 1024
        assert 0 < len(rule["fullDescription"]["text"]) <= 1024
        assert 0 < len(rule["properties"]["tags"]) <= 10
        for example in (*member.check.bad, *member.check.good):
            assert all(text in rule["help"]["text"] for text in (example.source, example.translation, example.twin))


def test_results_name_their_rules(known: Report, rendered: Rendered) -> None:
    run = json.loads(rendered(known, "sarif"))["runs"][0]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_of_too_many_results_the_worst_are_kept_and_the_rest_is_counted(many: Report, rendered: Rendered) -> None:
    run = json.loads(rendered(many, "sarif"))["runs"][0]
    assert len(run["results"]) == 5000
    assert [result["level"] for result in run["results"]] == ["note"] * 4990 + ["error"] * 10
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"] == "1000 results are left out, beyond the worst 5000: 1000 minor"


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        ("news/a b%/ق.txt", {"uri": "news/a%20b%25/%D9%82.txt", "uriBaseId": "%SRCROOT%"}),
        ("c:d.txt", {"uri": "c%3Ad.txt", "uriBaseId": "%SRCROOT%"}),
        ("/srv/twin.txt", {"uri": "file:///srv/twin.txt"}),
        ("https://news.example/a?b=1&c=<", {"uri": "https://news.example/a?b=1&c=%3C"}),
    ],
)
def test_artifacts_are_addresses(origin: str, expected: dict[str, str], many: Report, rendered: Rendered) -> None:
    documents = many.documents | {Role.TWIN: replace(many.documents[Role.TWIN], origin=origin)}  # type: ignore[operator]
    one = replace(many, documents=documents, findings=many.findings[:1])
    run = json.loads(rendered(one, "sarif"))["runs"][0]
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"] == expected
    assert "%SRCROOT%" in run["originalUriBaseIds"]


def test_a_chain_has_an_automation_id_of_its_own(known: Report, hostile: Report, rendered: Rendered) -> None:
    ids = [json.loads(rendered(r, "sarif"))["runs"][0]["automationDetails"]["id"] for r in (known, hostile)]
    assert ids[0] != ids[1]
    assert all(one.startswith("aligner/") and one.endswith("/") for one in ids)


# Comments and job summaries


def test_markdown_fits_into_a_comment(many: Report, rendered: Rendered) -> None:
    text = rendered(many, "markdown")
    assert 60_000 < len(text) <= 65_536
    assert len(text.encode()) < 1_048_576
    assert all(f"message {n} |" in text for n in (0, 1, *range(5990, 6000)))
    shown = sum(line.startswith("| **") for line in text.splitlines())
    assert text.endswith(f"\n{6000 - shown} more, not shown for lack of room: {6000 - shown} minor.\n")
    assert "6000 new findings (10 critical, 5990 minor)" in text


def test_github_shows_ten_at_most(many: Report, rendered: Rendered) -> None:
    for count, shown in ((0, 0), (1, 1), (10, 10), (11, 10), (6000, 10)):
        lines = rendered(replace(many, findings=many.findings[:count]), "github").splitlines()
        assert len(lines) == shown
    assert lines[-1] == "::notice title=aligner::5991 more: 1 critical, 5990 minor"
