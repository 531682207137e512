"""The page of the history."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from aligner.history import By, History, Period
from aligner.history.page import render

ATTACK = "<script>pwned=1</script><img src=//example.org/x onerror=pwned=2> ]]> {{7*7}} \u202e\x1b[2J '\"javascript:x"


@pytest.fixture
def page(history: History, item: Any, now: datetime) -> str:
    for week in range(3, -1, -1):
        at = now - timedelta(weeks=week)
        run = history.begin(at, f"signature {ATTACK}", ["aligner", ATTACK])
        history.record(run, item("a", 60 + week, "cmsM", title=ATTACK, published=at, outlet=ATTACK), at)
        history.record(run, item(f"b{week}", 90, title="عنوان", outlet="مكتب", published=at, feed=ATTACK), at)
        history.record(run, item(f"c{week}", None, outlet="", title="", published=None), at)
        history.finish(run, at, complete=week > 0)
    return render(history.runs(), {4: history.items(4)}, {by: history.trends(by) for by in By})


def test_texts_of_feeds_are_texts(page: str) -> None:
    assert "<script" not in page and "<img" not in page and "49" not in re.sub(r"[\d.,]{3,}", "", page)
    assert "\u202e" not in page and "\x1b" not in page and "&lt;script&gt;" in page and "&lt;U+202E&gt;" in page


def test_the_page_needs_nothing_else(page: str) -> None:
    style = re.search("<style>(.*?)</style>", page, re.DOTALL)
    assert style
    digest = b64encode(hashlib.sha256(style[1].encode()).digest()).decode().replace("+", r"\+")
    assert re.search(f"default-src 'none'; style-src &#39;sha256-{digest}&#39;", page)
    assert not re.search(r"<[^>]*\s(?:src|href|style)=", page)


def test_the_page_says_what_there_is(page: str) -> None:
    assert "4 runs" in page and "did not come to its end" in page and ">partial<" in page
    assert "By feed, week by week" in page and "By outlet, week by week" in page
    assert page.index("Items of run 4") < page.index("عنوان", page.index("Items of run 4"))
    assert "fidelity from 90 to 90" in page


def test_an_empty_history_has_a_page(history: History) -> None:
    assert "No runs yet" in render((), {}, {by: history.trends(by) for by in By}, Period.DAY)


def test_a_page_stays_bearable(history: History, item: Any, now: datetime) -> None:
    run = history.begin(now, "s")
    for number in range(1000):
        history.record(run, item(f"{number}", 50, "m", feed=f"feed {number}"), now)
    text = render(history.runs(), {run: history.items(run)}, {by: history.trends(by) for by in By})
    assert "500 better ones are not shown" in text and "950 smaller ones are not shown" in text
    assert len(text) < 1_000_000


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_everybody_can_read_the_page(scheme: Any, width: int, page: str, browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "history.html"
    file.write_text(page, encoding="utf-8")
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    opened = context.new_page()
    troubles: list[str] = []
    opened.on("request", lambda request: troubles.append(request.url) if request.url != file.as_uri() else None)
    opened.on("console", lambda message: troubles.append(message.text))
    opened.goto(file.as_uri())
    for summary in opened.locator("summary").all():
        summary.click()
    axe = Axe().run(opened)
    assert axe.violations_count == 0, axe.generate_report()
    assert opened.evaluate("document.documentElement.scrollWidth") <= width, "nothing is wider than the window"
    context.close()
    assert not troubles
