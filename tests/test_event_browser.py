"""The HTML report of an event in a browser: the system's Chromium, without a window, files only."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, sync_playwright

from aligner.bitext import Document, Role
from aligner.encoding import Encoder
from aligner.event_formats.html import render
from aligner.events import EventReport, event

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the PATH (Debian: apt-get install chromium)")
ATTACK = (
    "<script>pwned=1</script></script><img src=//example.org/x onerror=pwned=2><a href='javascript:pwned=3'>Rome</a> "
    "<svg onload=pwned=4> <iframe src=//example.org></iframe> ]]> {{7*7}} \u202e\x1b[2J in 2025"
)
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def written(samples_event: EventReport, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("event") / "event.html"
    file.write_text(render(samples_event), encoding="utf-8")
    return file


@pytest.fixture
def visit(browser: Browser) -> Iterator[Open]:
    """Opens a page; nothing may go wrong on it, and nothing be fetched but the file."""
    troubles: list[str] = []
    contexts = []

    def note(request: Request) -> None:
        if not request.url.split("#")[0].endswith(".html"):
            troubles.append(f"request of {request.url}")

    def visit(file: Path, width: int = 1280, **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("request", note)
        page.on("console", lambda message: troubles.append(message.text))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("dialog", lambda dialog: troubles.append(dialog.message))
        page.goto(file.as_uri())
        return page

    yield visit
    for context in contexts:
        context.close()
    assert not troubles


def test_one_file_is_all_that_is_loaded(visit: Open, written: Path) -> None:
    assert visit(written).evaluate("performance.getEntriesByType('resource').length") == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_keeps_anybody_from_reading_it(visit: Open, written: Path, scheme: str, width: int) -> None:
    page = visit(written, width, color_scheme=scheme)
    for summary in page.locator("summary").all():
        summary.click()
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_script_and_style_it_reads_in_order(visit: Open, written: Path, tmp_path: Path) -> None:
    text = written.read_text(encoding="utf-8")
    plain = tmp_path / "plain.html"
    plain.write_text(text[: text.index("<style>")] + text[text.index("</style>") + 8 :], encoding="utf-8")
    words = visit(plain, java_script_enabled=False).locator("body").inner_text()
    order = ["Articles on one event", "twin.txt descends from source.txt by way of arabic.txt", "contradict each other"]
    order += ["2025 against by 2030", "Suspect phrases", "alien supremacy", "What they claim", "1998", "The articles"]
    places = [words.index(order[0])]
    for part in order[1:]:
        places.append(words.index(part, places[-1]))


def test_claims_lead_to_their_sentences(visit: Open, written: Path) -> None:
    page = visit(written)
    for link in page.locator("a").all():
        assert page.locator(f"[id='{str(link.get_attribute('href'))[1:]}']").count() == 1
    row = page.locator(".claims tr", has=page.locator("th", has_text="1998"))
    row.locator("a").last.click()
    assert "jointly launched the ISS in 1998" in page.locator("li:target").inner_text()


def test_arabic_runs_from_right_to_left(visit: Open, written: Path) -> None:
    items = visit(written).locator(".text li:lang(ar)").all()
    assert len(items) >= 10
    assert {item.evaluate("item => getComputedStyle(item).direction") for item in items} == {"rtl"}


def test_articles_full_of_attacks_do_nothing(visit: Open, encoder: Encoder, tmp_path: Path) -> None:
    documents = [Document(Role.SOURCE, ATTACK, text + ATTACK, "en") for text in ("He left ", "They fled ")]
    file = tmp_path / "event.html"
    file.write_text(render(event(documents, encoder)), encoding="utf-8")
    page = visit(file)
    for link in page.locator("a").all():
        assert str(link.get_attribute("href")).startswith("#")
    assert page.evaluate("typeof pwned") == "undefined"
    assert page.locator("script, img, iframe, svg, a:not([href])").count() == 0


def test_print_shows_every_claim(visit: Open, written: Path) -> None:
    page = visit(written)
    before = page.locator(".claims tbody tr:visible").count()
    page.emulate_media(media="print")
    assert page.locator(".claims tbody tr:visible").count() == before > 50
    assert not page.locator(".skip").is_visible()
