"""The HTML report in a browser: the system's Chromium, without a window, files only."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from aligner.baseline import from_text, to_text
from aligner.bitext import Document, Hop, Role, Row, Sentence, Span
from aligner.finding import Category, Finding, Location, Severity
from aligner.formats.html import LETTERS, render, render_folder
from aligner.lang.controls import visible
from aligner.report import Report, Scores, Signature

ATTACK = (
    "<script>pwned=1</script></script><img src=//example.org/x onerror=pwned=2><a href='javascript:pwned=3'>x</a> "
    "<svg onload=pwned=4> <iframe src=//example.org></iframe> ]]> {{7*7}} \u202e\x1b[2J javascript:pwned=5"
)


@pytest.fixture(scope="module")
def written(iss_report: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(render(iss_report), tmp_path_factory.mktemp("report")) / "report.html"


Open = Callable[..., Page]


def write(texts: dict[str, str], folder: Path) -> Path:
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def anchor(number: int, finding: Finding) -> str:
    return f"{LETTERS[finding.severity]}{number}"


def first(report: Report, severity: Severity) -> tuple[str, Finding]:
    """The first finding of a severity, and what the page calls it."""
    return next((anchor(k, found), found) for k, found in enumerate(report.findings, 1) if found.severity is severity)


def shown(page: Page) -> list[str]:
    return [str(item.get_attribute("id")) for item in page.locator("td li").all() if item.is_visible()]


def test_one_file_is_all_that_is_loaded(visit: Open, written: Path) -> None:
    page = visit(written)
    assert page.evaluate("performance.getEntriesByType('resource').length") == 0
    assert page.locator("#bar").is_visible()


def test_marks_stand_on_the_right_words(visit: Open, written: Path, iss_report: Report) -> None:
    marks = visit(written).evaluate(
        """() => [...document.querySelectorAll("td > a, td > strong > a")].filter((link) => link.querySelector("b"))
             .map((link) => [link.hash, link.closest("td").cellIndex, link.querySelector("b").textContent])"""
    )
    # A row's number stands in the first cell, so that the source's is the second.
    expected = [
        ["#" + anchor(number, finding), 1 + list(iss_report.documents).index(place.role), visible(place.text)]
        for number, finding in enumerate(iss_report.findings, 1)
        for place in finding.locations
    ]
    assert sorted(marks) == sorted(expected)


def test_arabic_runs_from_right_to_left_and_snippets_are_isolated(visit: Open, written: Path) -> None:
    page = visit(written)
    cells = page.locator("tbody td:lang(ar)").all()
    assert len(cells) >= 10
    assert {cell.evaluate("cell => getComputedStyle(cell).direction") for cell in cells} == {"rtl"}
    styles = page.locator("li bdi").evaluate_all("all => all.map(bdi => getComputedStyle(bdi).unicodeBidi)")
    assert set(styles) == {"isolate"}


def test_filters_narrow_what_is_shown_and_agree_with_each_other(visit: Open, written: Path, iss_report: Report) -> None:
    def which(**wanted: str) -> list[str]:
        found = enumerate(iss_report.findings, 1)
        return [
            anchor(n, finding) for n, finding in found if all(getattr(finding, name) == v for name, v in wanted.items())
        ]

    page = visit(written)
    page.check("input[value=critical]")
    assert shown(page) == which(severity="critical")
    page.check("input[value=translation-twin]")
    page.check("input[value=name]")
    assert shown(page) == which(severity="critical", hop="translation-twin", category="name")
    assert page.locator("td a[href^='#n']").first.evaluate("link => link.classList.contains('off')")
    page.check("input[value=findings]")
    assert page.locator("tbody:visible").count() == len({iss_report.findings[int(f[1:]) - 1].row for f in shown(page)})
    page.reload()
    assert shown(page) == which(severity="critical", hop="translation-twin", category="name")
    page.click("#clear")
    assert shown(page) == which()


def test_keys_lead_from_finding_to_finding(visit: Open, written: Path, iss_report: Report) -> None:
    page = visit(written)
    at = "document.activeElement.id"
    page.keyboard.press("n")
    assert page.evaluate(at) == "f1"
    page.keyboard.press("n")
    assert page.evaluate(at) == "f2"
    page.wait_for_function("document.querySelector('#f2').getBoundingClientRect().top < innerHeight")
    page.keyboard.press("p")
    assert page.evaluate(at) == "f1"
    page.keyboard.press("p")
    assert page.evaluate(at) == anchor(len(iss_report.findings), iss_report.findings[-1])
    page.locator("a[href='#f3'] b").first.click()
    page.wait_for_function(f"{at} == 'f3'")
    page.locator("#f3 button[value=accept]").click()
    page.keyboard.type("np")
    assert page.locator("#f3 input").input_value() == "np"


def test_decisions_become_a_baseline_and_outlast_a_reload(visit: Open, written: Path, iss_report: Report) -> None:
    page = visit(written)
    (critical, known), (minor, wrong) = (first(iss_report, kind) for kind in (Severity.CRITICAL, Severity.MINOR))
    page.locator(f"#{critical} button[value=accept]").click()
    page.keyboard.type("known")
    page.locator(f"#{minor} button[value=dismiss]").click()
    page.locator("#f3 button[value=dismiss]").click()
    page.locator("#f3 button[value=dismiss]").click()
    page.reload()
    with page.expect_download() as download:
        page.click("#export")
    text = Path(download.value.path()).read_text(encoding="utf-8")
    expected = [(known, "known"), (wrong, "false alarm")]
    saved = json.loads(text)
    assert (download.value.suggested_filename, saved["schema"]) == ("baseline.json", "aligner-baseline/1")
    assert saved["findings"] == sorted(
        (
            {
                "id": finding.id,
                "count": 1,
                "check": finding.check,
                "category": finding.category,
                "severity": finding.severity,
                "hop": finding.hop,
                "message": finding.message,
                "reason": reason,
            }
            for finding, reason in expected
        ),
        key=lambda item: item["id"],
    )
    assert len(text.splitlines()) == 2 + len(expected)
    assert to_text(from_text(text, "baseline.json")) == text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_anybody_from_reading_it(visit: Open, written: Path, scheme: str) -> None:
    page = visit(written, color_scheme=scheme)
    page.keyboard.press("n")
    page.locator("#f1 button[value=accept]").click()
    page.keyboard.press("Tab")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_without_script_and_style_it_reads_in_order(visit: Open, written: Path, tmp_path: Path) -> None:
    text = written.read_text(encoding="utf-8")
    plain = tmp_path / "plain.html"
    plain.write_text(text[: text.index("<style>")] + text[text.index("</style>") + 8 :], encoding="utf-8")
    page = visit(plain, java_script_enabled=False)
    words = page.locator("body").inner_text()
    order = ["Translation fidelity", "Where it got lost", "From beginning to end", "sentence by sentence", "source en"]
    order += ["is considering", "تدرس", "plans to", "1 major", "became", "Roscosmos could abandon", "2 major"]
    places = [words.index(order[0])]
    for part in order[1:]:
        places.append(words.index(part, places[-1]))
    assert not any(page.locator(control).is_visible() for control in ("#bar", "#filters", "#decisions"))


def test_a_folder_keeps_its_style_where_jenkins_serves_it(browser: Browser, iss_report: Report, tmp_path: Path) -> None:
    class Jenkins(SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            policy = "sandbox allow-same-origin; default-src 'none'; img-src 'self'; style-src 'self';"
            self.send_header("Content-Security-Policy", policy)
            super().end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    folder = write(render_folder(iss_report), tmp_path)
    critical, _ = first(iss_report, Severity.CRITICAL)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Jenkins, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/index.html")
        style = page.locator("td a[href^='#c'] b").first.evaluate("mark => getComputedStyle(mark).borderBottomStyle")
        controls = page.locator("#bar").is_visible()
        page.locator(f"td a[href='#{critical}']").first.click()
        followed = page.url
        page.close()
        server.shutdown()
    assert (style, controls, followed.rpartition("#")[2]) == ("double", False, critical)


def test_a_document_full_of_attacks_does_nothing(visit: Open, tmp_path: Path) -> None:
    page = visit(write(render(attacked()), tmp_path) / "report.html")
    page.locator("td a b").first.click()
    for link in page.locator("a").all():
        assert str(link.get_attribute("href")).startswith("#")
    assert page.evaluate("typeof pwned") == "undefined"
    assert page.locator("tbody script, tbody img, tbody iframe, tbody svg, tbody a:not([href])").count() == 0
    assert visible(ATTACK) in page.locator("td").first.text_content()  # type: ignore[operator]


def attacked() -> Report:
    document = Document(Role.SOURCE, ATTACK, "x" + ATTACK, "en", (Sentence(Span(0, 1 + len(ATTACK))),))
    documents = {Role.SOURCE: document, Role.TWIN: Document(Role.TWIN, ATTACK, "", "en")}
    place = Location(Role.SOURCE, Span(0, 1), "x")
    finding = Finding("names", Category.NAME, Severity.MAJOR, Hop.SOURCE_TWIN, 0.5, f"“{ATTACK}”", 0, (place,))
    scores = Scores({}, {Hop.SOURCE_TWIN: 0.0}, 0.0)
    return Report(Signature(()), documents, (Row((0,)),), (scores,), (finding,), scores)


def test_five_thousand_rows_are_small_and_soon_there(
    visit: Open, long_report: Report, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(render(long_report), tmp_path) / "report.html"
    for _ in range(3):  # a machine that does other things at the same time gets another chance
        start = time.monotonic()
        page = visit(file)
        page.keyboard.press("n")
        page.wait_for_selector("li.current")
        seconds = time.monotonic() - start
        if seconds < 3:
            break
    size = file.stat().st_size
    with capsys.disabled():
        print(f"\n{size} bytes for {len(long_report.rows)} rows, usable after {seconds:.2f} s")  # noqa: T201
    assert size < 3_000_000
    assert seconds < 3
    assert page.locator(".page:not([hidden])").count() == 1
    page.locator(".pages a").nth(4).click()
    assert page.locator("#rows-5").is_visible()
    page.keyboard.press("n")
    assert page.locator("#rows-5 li.current").is_visible()


def test_pages_of_a_folder_pass_the_filter_on(visit: Open, paged_report: Report, tmp_path: Path) -> None:
    page = visit(write(render_folder(paged_report), tmp_path) / "index.html")
    assert page.locator("td a b").first.evaluate("mark => getComputedStyle(mark).borderBottomStyle") == "solid"
    page.check("input[value=critical]")
    page.locator(".pages a").nth(2).click()
    page.wait_for_url("**/rows-3.html?severity=critical*")
    page.keyboard.press("p")
    page.wait_for_url("**/rows-2.html?*")
    page.wait_for_selector("li.current[id^=c]")


def test_print_shows_every_row_and_no_controls(visit: Open, written: Path) -> None:
    page = visit(written)
    page.emulate_media(media="print")
    assert not any(page.locator(control).first.is_visible() for control in ("#bar", "#filters", ".actions"))
    assert page.locator("tbody:visible").count() == page.locator("tbody").count()
