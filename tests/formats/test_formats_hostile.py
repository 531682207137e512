"""No text of a document, name of a file or reason is ever taken for anything but text."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable

import pytest
from lxml import etree
from markdown_it import MarkdownIt

from aligner import formats
from aligner.formats import clipped
from aligner.formats.markdown import LONGEST_CELL
from aligner.formats.tsv import COLUMNS
from aligner.lang.controls import STEERING, visible
from aligner.report import Report

Rendered = Callable[[Report, str], str]


@pytest.mark.parametrize("name", sorted(formats.discover()))
def test_nothing_reaches_a_terminal_or_a_runner_raw(name: str, hostile: Report, rendered: Rendered) -> None:
    text = rendered(hostile, name)
    assert not STEERING.search(text)
    assert "##[" not in text
    assert "##vso[" not in text
    text.encode()


def test_a_text_cannot_end_a_workflow_command_or_begin_another(hostile: Report, rendered: Rendered) -> None:
    lines = rendered(hostile, "github").splitlines()
    assert len(lines) == 2
    for line in lines:
        assert re.fullmatch(r"::(error|notice) [^:\r\n]*::[^\r\n]*", line)
    properties = dict(part.split("=", 1) for part in lines[0].split("::")[1].split(" ", 1)[1].split(","))
    assert set(properties) == {"file", "line", "endLine", "title"} | {"col", "endColumn"} & set(properties)
    assert unescaped(properties["file"]) == formats.path(hostile.documents[hostile.findings[0].locations[0].role])
    assert unescaped(lines[0].split("::", 2)[2]) == visible(hostile.findings[0].message)


def unescaped(text: str) -> str:
    """As the runner decodes it."""
    return re.sub("%(0D|0A|3A|2C|25)", lambda match: chr(int(match[1], 16)), text)


def test_columns_are_told_only_within_a_line(hostile: Report, rendered: Rendered) -> None:
    first = rendered(hostile, "github").splitlines()[0]
    assert "line=1,endLine=2," in first
    assert ",col=" not in first
    assert ",endColumn=" not in first


@pytest.mark.parametrize("name", ["junit", "tmx"])
def test_xml_can_be_read_again(name: str, hostile: Report, rendered: Rendered) -> None:
    root = etree.fromstring(rendered(hostile, name).encode())
    elements = {element.tag for element in root.iter()}
    assert not elements & {"script", "!--"}
    texts = "".join(root.itertext())
    assert "<script>alert(1)</script> &amp; <!--" in texts
    assert "]]>" in texts


def test_sarif_messages_hold_no_links_and_placeholders_of_a_document(hostile: Report, rendered: Rendered) -> None:
    for result in json.loads(rendered(hostile, "sarif"))["runs"][0]["results"]:
        text = result["message"]["text"]
        assert "\\[a\\](javascript:" in text
        assert not re.search(r"(?<!\\)[\[\]]", text)
        assert "{{0}}" in text
        assert "\\\\  =cmd" in text


def test_markdown_shows_texts_as_they_are(hostile: Report, rendered: Rendered) -> None:
    page = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    tokens = page.parse(rendered(hostile, "markdown"))
    inline = [token for block in tokens for token in block.children or ()]
    kinds = {token.type for token in inline}
    assert kinds <= {"text", "text_special", "strong_open", "strong_close", "html_inline", "softbreak"}
    assert {token.content for token in inline if token.type == "html_inline"} <= {'<span dir="auto">', "</span>"}
    assert len([token for token in tokens if token.type == "tr_open"]) == 1 + len(hostile.findings)
    shown = "".join(token.content for token in inline if token.type.startswith("text"))
    assert clipped(visible(hostile.findings[0].message), LONGEST_CELL) in shown.replace("\u200b", "")
    assert not re.search(r"[@#!$]\w", shown.replace("#<U+0023>", ""))


def test_markdown_leaves_no_address_that_github_would_link(hostile: Report, rendered: Rendered) -> None:
    assert not re.search(r"https?://|www\.|\w@\w", rendered(hostile, "markdown"))


def test_tsv_keeps_its_columns_and_runs_no_formula(hostile: Report, rendered: Rendered) -> None:
    lines = list(csv.reader(io.StringIO(rendered(hostile, "tsv")), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert {len(line) for line in lines} == {len(COLUMNS)}
    assert not any(cell.startswith(("=", "+", "-", "@")) for line in lines for cell in line)
