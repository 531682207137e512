"""What the history remembers of runs, items, scores and findings."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from functools import partial
from typing import Any

import pytest
from httpcore2 import MockBackend, MockStream

from aligner.articles import Article
from aligner.bitext import Hop, Role, Span
from aligner.fetching import Fetcher, Validators
from aligner.finding import Category, Finding, Location, Severity, Status
from aligner.history import By, History, Period, State, item_key, item_of

HOSTILE = "'; DROP TABLE items; -- \0 \x1b[2J \u202e \ud800 <b>&amp;"


def article(id: str, text: str = "Text.", **told: Any) -> Article:
    return Article(**{"id": id, "origin": "o", "title": "T", "text": text, "lang": "en", **told})


def test_a_run_is_remembered_with_its_items(history: History, item: Any, now: datetime) -> None:
    run = history.begin(now, "encoder:x|version:1", ["aligner", "check", "aligner.toml"])
    told = [item("a", 90, "cmS"), item("b", 70, "m", published=None), item("c", None)]
    for entry in told:
        history.record(run, entry, now)
    history.finish(run, now + timedelta(minutes=3))
    assert list(history.items(run)) == told
    (known,) = history.runs()
    assert known.number == run and known.complete and known.ended == now + timedelta(minutes=3)
    assert known.arguments == ("aligner", "check", "aligner.toml") and known.signature == "encoder:x|version:1"
    assert known.items == 3 and known.fidelity == 80
    assert known.findings == {"critical": 1, "major": 2, "minor": 0}, "the known one is not counted"


def test_a_run_is_partial_until_it_says_otherwise(history: History, now: datetime) -> None:
    for complete in (None, False, True):
        run = history.begin(now, "s")
        if complete is not None:
            history.finish(run, now, complete=complete)
    assert [run.complete for run in history.runs()] == [True, False, False]
    assert [run.number for run in history.runs(2)] == [3, 2]


def test_only_what_is_new_or_has_changed_is_to_be_judged(history: History, item: Any, now: datetime) -> None:
    known, changed, other = item("a"), item("b"), item("a", feed="other")
    run = history.begin(now, "s")
    history.record(run, known, now)
    history.record(run, changed, now)
    now_changed = replace(changed.key, content="2")
    keys = [known.key, now_changed, other.key]
    assert list(history.seen(keys, "s").values()) == [State.KNOWN, State.CHANGED, State.NEW]
    assert history.seen([known.key], "s2") == {known.key: State.CHANGED}, "it would be judged otherwise"
    assert history.latest(known.key) == known and history.latest(other.key) is None
    later = history.begin(now, "s")
    history.record(later, replace(changed, key=now_changed), now)
    assert history.seen([changed.key, now_changed], "s") == {changed.key: State.CHANGED, now_changed: State.KNOWN}


def test_long_signatures_are_told_apart(history: History, item: Any, now: datetime) -> None:
    history.record(history.begin(now, "x" * 5000 + "1"), item("a"), now)
    assert history.seen([item("a").key], "x" * 5000 + "2") == {item("a").key: State.CHANGED}


def test_an_item_that_is_judged_twice_in_a_run_counts_once(history: History, item: Any, now: datetime) -> None:
    run = history.begin(now, "s")
    history.record(run, item("a", 10, "ccc"), now)
    history.record(run, item("a", 90, "m"), now)
    assert list(history.items(run)) == [item("a", 90, "m")]
    assert history.runs()[0].findings == {"critical": 0, "major": 1, "minor": 0}


def test_a_key_stands_for_ids_and_texts() -> None:
    chain = {Role.SOURCE: article("1"), Role.TRANSLATION: article("2", lang="ar")}
    key = item_key("space", chain)
    assert item_key("space", dict(reversed(chain.items()))) == key, "the order of the roles is no matter"
    assert item_key("space", {**chain, Role.SOURCE: article("1", title="U", origin="p", outlet="x")}) == key
    edited = item_key("space", {**chain, Role.SOURCE: article("1", text="Text!")})
    assert edited.key == key.key and edited.content != key.content
    for other in (
        {Role.SOURCE: article("12"), Role.TRANSLATION: article("", lang="ar")},
        {Role.SOURCE: article("2"), Role.TRANSLATION: article("1", lang="ar")},
        {Role.SOURCE: article("1"), Role.TWIN: article("2", lang="ar")},
        {**chain, Role.TWIN: article("3")},
    ):
        assert item_key("space", other).key != key.key
    assert item_key("space", {Role.SOURCE: article("\ud800", text="\ud800")}), "ids may be file names"


def test_an_item_is_called_as_its_translation() -> None:
    place = Location(Role.TWIN, Span(0, 1), "T")
    finding = Finding(
        "names", Category.NAME, Severity.MAJOR, Hop.TRANSLATION_TWIN, 0.9, "Said.", 0, (place,), Status.BASELINE
    )
    chain = {
        Role.SOURCE: article("1", title="Source", outlet="EN"),
        Role.TRANSLATION: article("2", title="ترجمة", outlet="AR"),
    }
    made = item_of("space", chain, {"chain": 50}, [finding])
    assert (made.title, made.outlet) == ("ترجمة", "AR")
    assert made.findings[0].id == finding.id and made.findings[0].status == "baseline"
    assert item_of("space", {Role.TWIN: article("3", title="Twin")}, {}, ()).title == "Twin"


def test_hostile_texts_do_no_harm(history: History, item: Any, now: datetime) -> None:
    run = history.begin(now, HOSTILE, [HOSTILE])
    hostile = item(HOSTILE, 50, "m", title=HOSTILE, outlet="x" * 100_000, feed=HOSTILE, content=HOSTILE)
    key = replace(hostile.key, key="k", content="c")
    history.record(run, replace(hostile, key=key), now)
    (kept,) = history.items(run)
    assert "DROP TABLE" in kept.title and "\0" not in kept.title and len(kept.outlet) == 300
    assert history.seen([key], HOSTILE) == {key: State.KNOWN}
    assert history.latest(key) == kept
    assert history.trends()[0].points[0].findings["major"] == 1


@pytest.mark.parametrize(
    ("period", "starts"),
    [(Period.DAY, ["2026-11-22", "2026-11-23", "2026-11-26"]), (Period.WEEK, ["2026-11-16", "2026-11-23"])],
)
def test_a_trend_goes_by_when_items_were_published(
    period: Period, starts: list[str], history: History, item: Any, now: datetime
) -> None:
    run = history.begin(now, "s")
    for name, day, chain in [("a", 22, 40), ("b", 23, 60), ("c", 26, 80)]:
        history.record(run, item(name, chain, "c", published=now.replace(day=day)), now)
    (trend,) = history.trends(By.FEED, period)
    assert trend.name == "space" and [point.start for point in trend.points] == [*map(date.fromisoformat, starts)]
    assert trend.points[0].fidelity == 40 and trend.points[-1].findings["critical"] in {1, 2}
    assert trend.points[-1].fidelity == (80 if period is Period.DAY else 70)


def test_a_trend_counts_each_item_as_it_was_last_judged(history: History, item: Any, now: datetime) -> None:
    for chain, severities in [(20, "cc"), (90, "m")]:
        run = history.begin(now, "s")
        history.record(run, item("a", chain, severities), now)
        history.record(run, item("b", None, outlet="Other"), now)
    (point,) = history.trends()[0].points
    assert (point.items, point.fidelity) == (2, 90) and point.findings == {"critical": 0, "major": 1, "minor": 0}
    by_outlet = {trend.name: trend.points[0] for trend in history.trends(By.OUTLET)}
    assert by_outlet["Desk"].fidelity == 90 and by_outlet["Other"].fidelity is None


@pytest.mark.parametrize("published", ["9999-12-31T00:00:00+00:00", "0001-01-02T00:00:00+00:00", None])
def test_an_impossible_date_counts_as_the_day_of_the_run(
    published: str | None, history: History, item: Any, now: datetime
) -> None:
    told = datetime.fromisoformat(published) if published else None
    history.record(history.begin(now, "s"), item("a", published=told), now)
    assert [point.start for point in history.trends(period=Period.DAY)[0].points] == [now.date()]


def test_times_are_kept_in_utc(history: History, now: datetime) -> None:
    there = datetime(2026, 11, 26, 3, 0, tzinfo=timezone(timedelta(hours=5)))
    history.begin(there, "s")
    assert history.runs()[0].started == there
    history.begin(now.replace(tzinfo=None), "s")
    assert history.runs()[0].started == now


def test_validators_hold_for_a_signature(history: History, now: datetime) -> None:
    url = "https://news.example/feed?token=secret"
    assert history.validators(url, "s") is None
    history.keep(url, "s", Validators('"1"'), now)
    history.keep(url, "s", Validators('"2"', "Thu"), now)
    assert history.validators(url, "s") == Validators('"2"', "Thu")
    assert history.validators(url, "s2") is None, "with other settings all items have to be seen again"
    assert history.validators(f"{url}#", "s") is None
    history.close()
    assert all(b"secret" not in file.read_bytes() for file in history.path.parent.iterdir())


def test_ten_thousand_items_are_quick(history: History, item: Any, now: datetime) -> None:
    items = [
        item(f"{number}", number % 101, "cms", published=now - timedelta(days=number % 90)) for number in range(10_000)
    ]
    start = time.monotonic()
    run = history.begin(now, "s")
    for entry in items:
        history.record(run, entry, now)
    history.finish(run, now)
    assert time.monotonic() - start < 15
    start = time.monotonic()
    assert set(history.seen([entry.key for entry in items], "s").values()) == {State.KNOWN}
    assert len(history.items(run)) == history.runs()[0].items == 10_000
    assert sum(point.items for point in history.trends()[0].points) == 10_000
    assert time.monotonic() - start < 3


def test_a_fetcher_asks_whether_what_the_history_knows_has_changed(history: History, now: datetime) -> None:
    asked = bytearray()

    class Stub(MockStream):
        def write(self, buffer: bytes, timeout: float | None = None) -> None:
            asked.extend(buffer)

    def fetcher(signature: str, answer: bytes) -> Fetcher:
        backend = MockBackend([])
        backend.connect_tcp = lambda *_, **__: Stub([answer])  # type: ignore[method-assign]
        known = partial(history.validators, signature=signature)
        return Fetcher(known=known, resolve=lambda *_: ["93.184.216.34"], backend=backend)

    whole = b'HTTP/1.1 200 OK\r\nETag: "1"\r\nContent-Length: 4\r\n\r\nfeed'
    came = fetcher("s", whole).fetch("http://news.example/feed")
    history.keep(came.url, "s", Validators(came.etag, came.last_modified), now)
    asked.clear()
    again = fetcher("s", b"HTTP/1.1 304 Not Modified\r\n\r\n").fetch("http://news.example/feed")
    assert again.not_modified and b'If-None-Match: "1"' in asked
    asked.clear()
    assert fetcher("s2", whole).fetch("http://news.example/feed").data == b"feed"
    assert b"If-None-Match" not in asked
