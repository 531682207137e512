"""Every format holds the findings of all items, reads as what it is, and stays so whatever a feed says."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aligner.cli.feed_options import FeedFormat
from jsonschema import FormatChecker
from jsonschema.validators import validator_for
from lxml import etree, html

from aligner.feed_formats import discover
from aligner.feed_formats.html import index, pages
from aligner.feed_run import Item, Run, State
from aligner.finding import Status
from aligner.formats import counted
from aligner.formats.github import MOST
from aligner.formats.markdown import MOST_CHARACTERS
from aligner.lang.controls import STEERING

SCHEMAS = Path(__file__).parents[1] / "schemas"
Checked = tuple[tuple[Item, ...], Run]
Write = Callable[[str, Checked], str]
FORMATS = sorted(discover())


def of_json(text: str) -> Iterator[str]:
    for item in json.loads(text)["items"]:
        yield from (finding["message"] for finding in item["report"]["findings"])


def of_jsonl(text: str) -> list[str]:
    lines = [json.loads(line) for line in text.splitlines()]
    return [finding["message"] for line in lines if line["type"] == "row" for finding in line["findings"]]


def of_junit(text: str) -> Iterator[str]:
    for outcome in etree.fromstring(text.encode()).iterfind(".//testcase/*"):
        yield from (outcome.text or "").splitlines()


def of_markdown(text: str) -> list[str]:
    rows = [line.split(" | ") for line in text.splitlines() if line.startswith(("| **", "| minor"))]
    return [re.sub(r"</?span[^>]*>", "", row[2]) for row in rows]


def of_tsv(text: str) -> list[str]:
    return [row["message"] for row in csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)]


READERS: dict[str, Callable[[str], Any]] = {
    "json": of_json,
    "jsonl": of_jsonl,
    "oneline": str.splitlines,
    "sarif": lambda text: [result["message"]["text"] for result in json.loads(text)["runs"][0]["results"]],
    "junit": of_junit,
    "rdjson": lambda text: [diagnostic["message"] for diagnostic in json.loads(text)["diagnostics"]],
    "gitlab": lambda text: [issue["description"] for issue in json.loads(text)],
    "markdown": of_markdown,
    "tsv": of_tsv,
    "tmx": lambda text: [note.text or "" for note in etree.fromstring(text.encode()).iter("note")],
}


def test_each_format_of_the_command_has_a_writer() -> None:
    assert {*FORMATS, "text"} == set(FeedFormat)
    assert set(FORMATS) == {*READERS, "github"}


@pytest.mark.parametrize("name", sorted(READERS))
def test_a_format_has_the_findings_of_all_items(name: str, sample: Checked, written: Write) -> None:
    expected = [finding.message for item in sample[0] for finding in item.findings]
    assert len(expected) > 3
    found = list(READERS[name](written(name, sample)))
    plain = [message.replace("\\", "").replace("&#8203;", "") for message in found]
    if name == "tmx":  # notes stand in the order of the rows
        assert all(any(message in note for note in plain) for message in expected)
        assert len(plain) == len(expected)
        return
    for message, told in zip(expected, plain, strict=True):
        assert message.rstrip(".") in told


def test_github_shows_the_worst_of_the_run(sample: Checked, written: Write) -> None:
    items, run = sample
    lines = written("github", (items * 3, replace(run, planned=3 * len(items)))).splitlines()
    new = [finding for item in items * 3 for finding in item.findings if finding.status is Status.NEW]
    assert len(lines) == MOST < len(new)
    weights = {"error": 0, "warning": 1, "notice": 2}
    ranks = [weights[line.split()[0].strip(":")] for line in lines]
    assert ranks == sorted(ranks)
    assert lines[-1] == f"::notice title=aligner::{len(new) - MOST + 1} more new findings"


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("which", ["sample", "hostile", "empty"])
def test_json_and_xml_are_what_their_readers_expect(
    name: str, which: str, written: Write, request: pytest.FixtureRequest
) -> None:
    run = ((), Run((), (), (), 0)) if which == "empty" else request.getfixturevalue(which)
    text = written(name, run)
    files = {"sarif": "sarif-2.1.0.json", "rdjson": "rdjson.json", "gitlab": "gitlab.json"}
    if name in files:
        schema = json.loads((SCHEMAS / files[name]).read_text(encoding="utf-8"))
        validator = validator_for(schema)(schema, format_checker=FormatChecker())
        assert not list(validator.iter_errors(json.loads(text)))
    elif name == "json":
        assert json.loads(text)["schema"] == "aligner-feeds/1"
    elif name == "junit":
        etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd")).assertValid(etree.fromstring(text.encode()))
    elif name == "tmx":
        assert etree.fromstring(text.encode()).tag == "tmx"


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_in_a_feed_reaches_the_terminal_raw(name: str, hostile: Checked, written: Write) -> None:
    assert any(item.findings for item in hostile[0])
    text = written(name, hostile)
    assert not STEERING.search(text)
    assert "\n::error::" not in text


def test_pages_have_names_of_their_own_and_run_nothing_of_a_feed(hostile: Checked) -> None:
    items, run = hostile
    texts = {**pages(items[0]), **index(run)}
    assert sorted(texts) == ["feeds.css", "index.html", "item-0001.html", "report.css", "report.js"]
    for name in ("index.html", "item-0001.html"):
        page = html.document_fromstring(texts[name])
        assert not STEERING.search(texts[name])
        assert [script.get("src") or script.get("type") for script in page.iter("script")] == (
            [] if name == "index.html" else ["application/json", "report.js"]
        )
        assert not [link for link in page.xpath("//@href") if str(link).startswith("javascript")]
        assert not page.xpath("//@onclick | //@onload | //@style")


def test_the_index_leads_to_each_item_and_lists_its_findings(sample: Checked) -> None:
    items, run = sample
    page = html.document_fromstring(index(run)["index.html"])
    assert page.xpath("//tbody//a/@href") == [f"item-{item.number:04}.html" for item in items]
    assert len(page.xpath("//tbody//li[contains(@class, 'critical') or contains(@class, 'major')]")) == sum(
        finding.severity in {"critical", "major"} for item in items for finding in item.findings
    )
    assert [li.text_content().split()[0] for li in page.xpath("//ul[@class='list']/li")] == [
        each.role for each in run.unmatched
    ]


def test_a_chain_too_long_for_a_page_still_has_one_file(sample: Checked, paged_report: Any) -> None:
    assert list(pages(replace(sample[0][0], report=paged_report))) == ["item-0001.html"]


def test_junit_has_a_case_an_item(sample: Checked, written: Write) -> None:
    items, run = sample
    broken = Item(13, items[0].match, State.BROKEN, error="cannot be read")
    older = Item(14, items[0].match, State.OLDER)
    suite = etree.fromstring(written("junit", ((*items, broken, older), replace(run, planned=20))).encode())[0]
    assert (suite.get("tests"), suite.get("errors")) == (str(14 + len(run.unmatched) + 1), "2")
    assert suite.get("failures") == str(sum(bool(item.failures) for item in items))
    assert suite.get("skipped") == str(1 + len(run.unmatched))
    assert "partial" in suite[-1][0].get("message")


@pytest.mark.parametrize("name", ["json", "jsonl", "sarif", "junit", "markdown", "github"])
def test_a_partial_run_says_so(name: str, sample: Checked, written: Write) -> None:
    items, run = sample
    assert "partial" in written(name, (items, replace(run, planned=99))).lower()
    assert '"partial": true' not in written(name, sample)


def test_markdown_keeps_within_a_comment_and_drops_the_best_first(sample: Checked, written: Write) -> None:
    items, run = sample
    many = tuple(replace(item, number=k * 12 + item.number) for k in range(300) for item in items)
    text = written("markdown", (many, replace(run, planned=len(many))))
    assert len(text) <= MOST_CHARACTERS
    shown = [line for line in text.splitlines() if re.match(r"\| \d+ \|", line)]
    assert shown
    assert sum("| failed |" in line for line in shown) > 0.9 * len(shown), "the last that fit may be shorter ones"
    assert f"{len(many) - len(shown)} more items, not shown for lack of room." in text


def test_fingerprints_tell_items_apart(sample: Checked, written: Write) -> None:
    items, run = sample
    article = next(iter(items[1].match.articles.values()))
    match = replace(
        items[1].match,
        articles={**items[1].match.articles, next(iter(items[1].match.articles)): replace(article, id="x")},
    )
    twice = (items[1], replace(items[1], number=2, match=match))
    prints = [issue["fingerprint"] for issue in json.loads(written("gitlab", (twice, run)))]
    assert len(set(prints)) == len(prints) == 2 * len(items[1].findings)
    results = json.loads(written("sarif", (twice, run)))["runs"][0]["results"]
    assert [result["partialFingerprints"]["alignerFinding/v1"] for result in results] == prints
    assert counted(items[1].report.findings) if items[1].report else False
