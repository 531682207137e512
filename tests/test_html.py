"""The HTML report is whole, in order, and nothing in a document becomes markup."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64decode, b64encode
from dataclasses import replace

import pytest
from lxml import html as lxml_html

from aligner import formats
from aligner.bitext import Document, Hop, Role, Row, Sentence, Span
from aligner.finding import Category, Finding, Location, Severity, Status
from aligner.formats.html import LETTERS, render, render_folder
from aligner.lang.controls import visible
from aligner.report import Report, Scores, Signature

HOSTILE = (
    "</td></table></script></style><script>pwned=1</script><img src=x onerror=pwned=2> "
    "]]> {{7*7}} {% raw %} <!-- <a href='javascript:pwned=3'>x</a> \u202egnorw\x1b[31m\u2066 &lt;b&gt; \"'` "
    "<base href=//example.org>"
)


def hostile_report() -> Report:
    """Two documents of nothing but attacks, a finding whose every text is one, and hostile names and languages."""
    sentences = (Sentence(Span(0, len(HOSTILE))),)
    roles = (Role.SOURCE, Role.TRANSLATION)
    documents = {role: Document(role, HOSTILE, HOSTILE, '"><script>pwned=4</script>', sentences) for role in roles}
    places = tuple(Location(role, Span(5, 40), HOSTILE[5:40]) for role in roles)
    finding = Finding(
        "names", Category.NAME, Severity.CRITICAL, Hop.SOURCE_TRANSLATION, 0.9, f"“{HOSTILE}” {HOSTILE}", 0, places
    )
    known = replace(finding, status=Status.SUPPRESSED, reason=HOSTILE)
    scores = Scores({}, {Hop.SOURCE_TRANSLATION: 10.0}, 10.0)
    signature = Signature((("encoder", HOSTILE),))
    return Report(signature, documents, (Row((0,), (0,)),), (scores,), (finding, known), scores, warnings=(HOSTILE,))


def page(report: Report) -> tuple[str, lxml_html.HtmlElement]:
    (text,) = render(report).values()
    return text, lxml_html.document_fromstring(text)


def anchor(report: Report, number: int) -> str:
    return f"{LETTERS[report.findings[number - 1].severity]}{number}"


def test_the_page_lists_all_findings_in_their_order(iss_report: Report) -> None:
    _, tree = page(iss_report)
    data = json.loads(tree.get_element_by_id("data").text)
    told = [(b64decode(f"{key[:11]}=").hex(), data["checks"][int(key[11:])]) for key in data["findings"].split()]
    assert told == [(finding.id, finding.check) for finding in iss_report.findings]
    shown = tree.xpath("//td/ul/li")
    assert [item.get("id") for item in shown] == [anchor(iss_report, n) for n in range(1, len(iss_report.findings) + 1)]
    for item, finding in zip(shown, iss_report.findings, strict=True):
        words = item.text_content()
        assert f"{finding.severity} " in words
        assert f"{finding.category}, {finding.hop}, " in words
        assert visible(finding.message)[:40] in words


def test_every_mark_leads_to_its_explanation_and_every_explanation_back(iss_report: Report) -> None:
    _, tree = page(iss_report)
    anchors = set(tree.xpath("//@id"))
    assert {link.removeprefix("#") for link in tree.xpath("//a/@href")} <= anchors
    for number, finding in enumerate(iss_report.findings, 1):
        marks = tree.xpath(f"//td/descendant::a[@href='#{anchor(iss_report, number)}' and b]")
        assert len(marks) >= len(finding.locations)
        assert len(tree.xpath(f"//a[@id='{number}' and @href='#{anchor(iss_report, number)}']")) == 1
        assert len(tree.xpath(f"//li[@id='{anchor(iss_report, number)}']/p/a[@href='#{number}']")) == 1


def test_texts_stand_in_three_columns_in_their_own_direction(iss_report: Report) -> None:
    _, tree = page(iss_report)
    assert [head.text.strip() for head in tree.xpath("//thead//th")] == ["row", "source", "translation", "twin"]
    cells = tree.xpath("//tbody[@id='r17']/tr[1]/td")
    assert [(cell.get("lang"), cell.get("dir")) for cell in cells] == [(None, None), ("ar", "rtl"), (None, None)]
    assert "نافالني" in [bdi.text for bdi in tree.xpath("//li/bdi[@lang='ar']")]


def test_the_head_tells_what_points_were_lost_to(iss_report: Report) -> None:
    parts = {"unaligned": 10.56, "findings": 39.9, "earlier_words": 0.3, "added": 0.04}
    _, tree = page(replace(iss_report, total=replace(iss_report.total, parts={"chain": parts})))
    (costs,) = tree.xpath("//header//p[@class='costs']/text()")
    assert costs == "Lost to findings 39.9, unaligned 10.6, earlier words 0.3"


def test_a_row_says_what_is_unusual_about_it(iss_report: Report) -> None:
    rows = (replace(iss_report.rows[0], moved=True), *iss_report.rows[1:])
    _, tree = page(replace(iss_report, rows=rows))
    assert [note.text for note in tree.xpath("//p[@class='note']")] == ["moved"]
    assert len(tree.xpath("//td/i[text()='no counterpart']")) >= 4


def test_known_and_accepted_findings_are_shown_as_such(iss_report: Report) -> None:
    first, second, *rest = iss_report.findings
    findings = (
        replace(first, status=Status.BASELINE),
        replace(second, status=Status.SUPPRESSED, reason="meant so"),
        *rest,
    )
    _, tree = page(replace(iss_report, findings=findings))
    assert [item.text_content().strip() for item in tree.xpath("//p[@class='status']")] == [
        "Known from the baseline",
        "Accepted: meant so",
    ]
    assert "1 known from the baseline" in tree.xpath("string(//ul[@class='counts'])").replace("\n", " ")
    assert len(tree.xpath("//td//li[@id]")) == len(findings)


def test_only_the_two_inline_texts_of_the_report_itself_may_run(iss_report: Report) -> None:
    text, tree = page(iss_report)
    policy = tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy.startswith("default-src 'none'; ")
    inline = [*re.findall("<style>(.*?)</style>", text, re.S), *re.findall("<script>(.*?)</script>", text, re.S)]
    hashes = [b64encode(hashlib.sha256(item.encode()).digest()).decode() for item in inline]
    assert re.findall("'sha256-(.*?)'", policy) == hashes
    assert len(hashes) == 2


@pytest.mark.parametrize("folder", [False, True])
def test_no_text_of_a_document_becomes_markup(folder: bool) -> None:
    texts = (render_folder if folder else render)(hostile_report())
    text = texts["index.html" if folder else "report.html"]
    tree = lxml_html.document_fromstring(text)
    assert {element.get("src") or element.get("type") for element in tree.iter("script")} == {
        "report.js" if folder else None,
        "application/json",
    }
    assert not tree.xpath("//img | //base | //iframe | //object | //@style | //@onerror | //comment()")
    assert all(link.startswith("#") for link in tree.xpath("//a/@href"))
    for place in (
        "//tbody//td",
        "//td//li",
        "//p[@class='warning']",
        "//p[@class='signature']",
        "//p[@class='status']",
    ):
        assert "{{7*7}} {% raw %} <!-- <a href='javascript:pwned=3'>" in tree.xpath(f"string({place})")


def test_a_folder_keeps_style_and_script_in_files_of_their_own(iss_report: Report) -> None:
    texts = render_folder(iss_report)
    assert list(texts) == ["index.html", "report.css", "report.js"]
    tree = lxml_html.document_fromstring(texts["index.html"])
    assert tree.xpath("//link/@href") == ["report.css"]
    assert not tree.xpath("//style | //@style | //script[not(@src) and not(@type)]")


def test_a_long_report_is_split_into_pages_that_lead_to_each_other(paged_report: Report) -> None:
    texts = render_folder(paged_report)
    names = ["index.html", *(f"rows-{n}.html" for n in range(2, 6))]
    assert list(texts) == [*names, "report.css", "report.js"]
    rows = [row for name in names for row in re.findall(r"<tbody\sid=r(\d+)", texts[name])]
    assert rows == [str(number) for number in range(1, len(paged_report.rows) + 1)]
    trees = {name: lxml_html.document_fromstring(texts[name]) for name in names}
    anchors = {f"{name}#{anchor}" for name, tree in trees.items() for anchor in tree.xpath("//@id")}
    for name, tree in trees.items():
        assert {name * link.startswith("#") + link for link in tree.xpath("//a/@href")} <= anchors


def test_what_is_known_on_other_pages_goes_into_an_exported_baseline(paged_report: Report) -> None:
    *rest, last = paged_report.findings
    known = replace(last, status=Status.BASELINE, reason="</script>")
    texts = render_folder(replace(paged_report, findings=(*rest, known)))
    data = json.loads(lxml_html.document_fromstring(texts["index.html"]).get_element_by_id("data").text)
    assert [(item["id"], item["reason"]) for item in data["known"]] == [(last.id, "</script>")]


def test_documents_without_text_make_a_page_too() -> None:
    scores = Scores({}, {}, 100.0)
    documents = {role: Document(role, "empty.txt", "", "en") for role in (Role.SOURCE, Role.TWIN)}
    _, tree = page(Report(Signature(()), documents, (), (), (), scores))
    assert "The documents hold no text." in tree.text_content()


def test_the_folder_of_templates_is_no_format() -> None:
    assert "html" in formats.discover()
    assert "html_assets" not in formats.discover()
