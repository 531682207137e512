"""The page of variants in a browser, and what keeps the texts in it from doing anything."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html as lxml_html
from playwright.sync_api import Page

from aligner.bitext import Role
from aligner.comparison import Comparison, Variant
from aligner.lang.controls import visible
from aligner.variant_formats import discover, html, markdown

Open = Callable[..., Page]
ATTACK = (
    "<script>pwned=1</script></style><img src=//example.org/x onerror=pwned=2><a href='javascript:pwned=3'>x</a> "
    "{{7*7}} | `x` @user \u202e\x1b[2J"
)


@pytest.fixture(scope="module")
def written(iss_variants: Comparison, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("variants") / "variants.html"
    path.write_text(html.render(iss_variants), encoding="utf-8")
    return path


def attacked(comparison: Comparison) -> Comparison:
    """Every text of a twin begins with attacks, and names and reasons are some."""

    def variant(known: Variant) -> Variant:
        twin = replace(known.twin, origin=ATTACK, text=(ATTACK * 99)[: len(known.twin.text)])
        documents = {**known.report.documents, Role.TWIN: twin}
        findings = tuple(replace(finding, message=f"“{ATTACK}”") for finding in known.report.findings)
        return Variant(known.name + ATTACK, replace(known.report, documents=documents, findings=findings))

    variants = tuple(map(variant, comparison.variants))
    winners = tuple(replace(winner, why=ATTACK) for winner in comparison.winners)
    return replace(comparison, variants=variants, winners=winners)


def test_one_file_without_script_is_all_that_is_loaded(visit: Open, written: Path) -> None:
    page = visit(written)
    assert page.evaluate("performance.getEntriesByType('resource').length") == 0
    assert page.locator("script").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_anybody_from_reading_it(visit: Open, written: Path, scheme: str) -> None:
    page = visit(written, color_scheme=scheme)
    for summary in page.locator("summary").all():
        summary.click()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("styled", [True, False])
def test_without_script_it_reads_in_order(visit: Open, written: Path, tmp_path: Path, styled: bool) -> None:
    text = written.read_text(encoding="utf-8")
    plain = tmp_path / "plain.html"
    cut = text if styled else text[: text.index("<style>")] + text[text.index("</style>") + 8 :]
    plain.write_text(cut, encoding="utf-8")
    words = visit(plain, java_script_enabled=False).locator("body").inner_text()
    order = ["Variants of one text", "repaired is", "this may be noise", "Which keeps the meaning best", "BLEU"]
    order += ["Whose distortions", "Roscos Moss", "in several variants", "Where they differ", "with names", "names"]
    order += ["Row by row", "Best: repaired", "Navalny", "نافالني", "Navani"]
    at = 0
    for part in order:
        assert part in words[at:], part
        at = words.index(part, at)


def test_words_that_differ_are_marked(visit: Open, written: Path) -> None:
    page = visit(written)
    marked = [mark.inner_text() for mark in page.locator("mark").all()]
    assert {"Navalny", "Navani", "Roscosmos", "Roscos Moss"} <= set(marked)
    links = {str(link.get_attribute("href")) for link in page.locator("a").all()}
    assert all(link.startswith("#") for link in links)
    assert all(page.locator(link).count() == 1 for link in links)


def test_it_fits_a_narrow_window(visit: Open, written: Path) -> None:
    page = visit(written)
    page.set_viewport_size({"width": 400, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 400


def test_texts_full_of_attacks_do_nothing(visit: Open, iss_variants: Comparison, tmp_path: Path) -> None:
    path = tmp_path / "attacked.html"
    path.write_text(html.render(attacked(iss_variants)), encoding="utf-8")
    page = visit(path)
    assert page.evaluate("typeof pwned") == "undefined"
    assert page.locator("script, img, iframe, a:not([href^='#'])").count() == 0
    assert visible(ATTACK) in page.locator("body").inner_text()


def test_only_the_style_of_the_page_itself_may_be_applied(iss_variants: Comparison) -> None:
    text = html.render(iss_variants)
    policy = lxml_html.document_fromstring(text).xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    (style,) = re.findall("<style>(.*?)</style>", text, re.DOTALL)
    expected = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{expected}'; base-uri 'none'; form-action 'none'"
    assert " style=" not in text


def test_fewer_rows_are_shown_if_asked_for(iss_variants: Comparison) -> None:
    text = html.render(iss_variants, 2)
    assert text.count("<article") == 2
    left = len(iss_variants.parting()) - 2
    assert f"{left} more rows in which they part less" in text
    assert f"{left} more rows in which they part less" in markdown.render(iss_variants, 2)


def test_markdown_says_the_same_and_texts_stay_text(iss_variants: Comparison) -> None:
    text = markdown.render(iss_variants)
    assert text.startswith("### aligner: 3 variants, repaired first")
    assert "**critical** name" in text
    assert "this may be noise" in text
    hostile = markdown.render(attacked(iss_variants))
    assert not re.search(r"(?<!\\)<(?!/?(?:ins|span)\b)", hostile)
    assert len(hostile) <= markdown.MOST_CHARACTERS
    assert set(discover()) == {"html", "json", "markdown"}
