"""`aligner check` as users call it: the made-up feeds matched and judged, gates, histories, and what goes wrong."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from aligner import feeds

pytest.importorskip("feedparser", reason="the extra feeds is not installed")

FEEDS = Path(__file__).parents[2] / "samples/feeds"
TRUTH = json.loads((FEEDS / "truth.json").read_text(encoding="utf-8"))
ROLES = ("source", "translation", "twin")
Run = Callable[..., Result]
ARABIC = ("arabic.xml", "arabic-iso-8859-6.xml", "arabic-utf-16.xml")


def named(folder: Path = FEEDS, arabic: str = ARABIC[0]) -> list[Any]:
    return [
        "--source", folder / "source.xml", "--translation", folder / arabic, "--twin", folder / "twin.json",
    ]  # fmt: skip


def feed(path: Path, *items: dict[str, str]) -> Path:
    """A JSON Feed of items."""
    given = [{"id": f"{path.stem}-{number}", **item} for number, item in enumerate(items)]
    data = {"version": "https://jsonfeed.org/version/1.1", "title": path.stem, "language": "en", "items": given}
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


DAM = "The dam of Valdora held on Monday. It was built by Roscosmos in two years."
RIDE = "Fourteen penguins rode a bus in Edinburgh. A driver called Harold Finch let them on."


def chain(folder: Path, twin: str = DAM, **fields: str) -> list[Any]:
    """Two stories in two feeds, the second one faithful."""
    source = feed(
        folder / "source.json",
        {"title": "Dam", "content_text": DAM, **fields},
        {"title": "Penguins", "content_text": RIDE},
    )
    other = feed(
        folder / "twin.json",
        {"title": "Dam", "content_text": twin, **fields},
        {"title": "Penguins", "content_text": RIDE},
    )
    return ["--source", source, "--twin", other]


WRONG = DAM.replace("Roscosmos", "Roscos Moss")


@pytest.fixture(scope="module", params=ARABIC)
def checked(request: pytest.FixtureRequest, run: Run) -> tuple[Result, Any]:
    result = run("check", *named(arabic=request.param), "--format", "json")
    return result, json.loads(result.stdout)


def story(article: str) -> str:
    return next(str(told["story"]) for told in (*TRUTH["chains"], *TRUTH["alone"]) if article in told.values())


def test_all_articles_are_matched_right(checked: tuple[Result, Any]) -> None:
    found = [{role: article["id"] for role, article in item["articles"].items()} for item in checked[1]["items"]]
    wanted = [{role: told[role] for role in ROLES if role in told} for told in TRUTH["chains"]]
    assert sorted(map(str, found)) == sorted(map(str, wanted))
    alone = {each["article"]["id"]: each["role"] for each in checked[1]["unmatched"]}
    assert alone == {told[role]: role for told in TRUTH["alone"] for role in ROLES if role in told}


def test_what_is_planted_is_found_where_it_stands(checked: tuple[Result, Any]) -> None:
    items = {story(next(iter(item["articles"].values()))["id"]): item for item in checked[1]["items"]}
    for planted in TRUTH["findings"]:
        item = items[planted["story"]]
        assert item["standing"] == "failed"
        assert [
            finding
            for finding in item["report"]["findings"]
            if (finding["category"], finding["hop"]) == (planted["category"], planted["hop"])
            and any(
                planted["twin"] in span["text"] or span["text"] in planted["twin"] for span in finding["spans"]["twin"]
            )
        ], planted
    failed = {name for name, item in items.items() if item["standing"] == "failed"}
    assert failed == {planted["story"] for planted in TRUTH["findings"]}
    assert items["rates"]["report"]["findings"] == []
    assert checked[0].exit_code == 1


def test_a_twin_without_its_source_says_so(checked: tuple[Result, Any]) -> None:
    missing = {story(next(iter(item["articles"].values()))["id"]): item["missing"] for item in checked[1]["items"]}
    assert missing["museum"] == {"source": "its source is not in the pool: no article tells the same story"}
    assert set(missing["wheat"]) == {"twin"}


def test_people_get_a_table_then_findings_then_what_is_alone(run: Run) -> None:
    result = run("check", *named())
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["#", "result", "fidelity", "findings", "title"]
    assert any("critical number, source-translation: “340” became “430”" in line for line in lines)
    assert lines[lines.index("without a partner") + 1].startswith("  source ")
    assert lines[-2].startswith("items 12: ")
    assert lines[-2].endswith("; 3 articles without a partner")
    assert not [line for line in lines if line != line.rstrip()]


@pytest.mark.parametrize(
    ("twin", "options", "code"),
    [
        (DAM, [], 0),
        (DAM, ["--strict", "--max-findings", "0", "--min-score", "90"], 0),
        (WRONG, [], 1),
        (WRONG, ["--fail-on", "never"], 0),
        (WRONG, ["--fail-on", "never", "--max-findings", "0"], 1),
        (WRONG, ["--fail-on", "never", "--max-findings", "99"], 0),
        (WRONG, ["--fail-on", "never", "--min-score", "99.5"], 1),
    ],
)
def test_gates(run: Run, tmp_path: Path, twin: str, options: list[str], code: int) -> None:
    result = run("check", *chain(tmp_path, twin), *options)
    assert result.exit_code == code
    assert ("failed: " in result.stderr) == bool(code)


def test_a_baseline_lets_what_is_known_pass(run: Run, tmp_path: Path) -> None:
    known = tmp_path / "known.json"
    assert run("check", *chain(tmp_path, WRONG), "--write-baseline", known).exit_code == 1
    result = run("check", *chain(tmp_path, WRONG), "--baseline", known, "--max-findings", "0")
    assert result.exit_code == 0
    assert "known from the baseline" in result.stdout


@pytest.mark.parametrize("glob", ["twin-0", "source.json*", "https://feed.example/*"])
def test_an_item_is_ignored_by_its_feed_id_or_address(run: Run, tmp_path: Path, glob: str) -> None:
    (tmp_path / "aligner.toml").write_text(
        f'ignore = ["{glob}"]\n[feeds]\nsource = "source.json"\ntwin = "twin.json"\n', encoding="utf-8"
    )
    chain(tmp_path, WRONG, url="https://feed.example/dam")
    result = run("check", tmp_path / "aligner.toml")
    assert result.exit_code == 0, result.stdout
    assert f"accepted: ignored by its path: {glob}" in result.stdout


def test_settings_name_the_feeds_and_options_go_before_them(run: Run, tmp_path: Path) -> None:
    chain(tmp_path, WRONG)
    file = tmp_path / "aligner.toml"
    file.write_text('[feeds]\nsource = "source.json"\ntwin = "twin.json"\nmax-findings = 0\n', encoding="utf-8")
    assert run("check", file, "--fail-on", "never").exit_code == 1
    assert run("check", "--config", file, "--fail-on", "never", "--max-findings", "9").exit_code == 0
    assert run("check", file, "--config", file).exit_code == 2
    right = feed(tmp_path / "right.json", {"title": "Dam", "content_text": DAM})
    assert run("check", file, "--twin", right).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "no feeds are named"),
        (["--source", "x.xml"], "only the source is named"),
        (["--source", "x.xml", "--twin", "absent.xml"], "x.xml"),
        (["--source", "https://u:secret@feed.example/a", "--twin", "b"], "is an address; give --fetch"),
        (["--source", "a", "--twin", "b", "--report", "html=x"], "--report 'html=x' is not of the form"),
        (["--source", "a", "--twin", "b", "--history", "h", "--write-baseline", "k"], "leave out --history"),
    ],
)
def test_what_cannot_run_is_one_line_and_exit_2(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("check", *arguments)
    assert result.exit_code == 2
    assert told in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert "secret" not in result.output


def test_folders_are_pools(run: Run, tmp_path: Path) -> None:
    for name, dam in (("en", DAM), ("back", WRONG)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(f"Dam\n\n{dam}", encoding="utf-8")
        (tmp_path / name / "b.html").write_text(
            f"<html><body><h1>Penguins</h1><p>{RIDE}</p></body></html>", encoding="utf-8"
        )
    result = run("check", "--source-dir", tmp_path / "en", "--twin", tmp_path / "back", "--format", "oneline")
    assert result.exit_code == 1
    assert str(Path("back/a.txt")) in result.stdout


def test_what_is_odd_is_told_counted_and_strict_fails(run: Run, tmp_path: Path) -> None:
    items = [
        {"title": "Dam", "content_text": DAM},
        {"title": "", "content_text": ""},
        {"title": "Gates", "content_text": RIDE},
    ]
    garbled = "النص".encode().decode("cp1256")
    source = feed(
        tmp_path / "source.json", *items, {"id": "source-0", "title": "Twice", "content_text": f"{garbled} {garbled}"}
    )
    twin = feed(tmp_path / "twin.json", items[0], items[2])
    result = run("check", "--source", source, "--twin", twin)
    assert result.exit_code == 0
    warnings = [line for line in result.stderr.splitlines() if line.startswith("warning: ")]
    assert [
        word for word in ("neither a title", "id of another", "wrong encoding") if word not in "\n".join(warnings)
    ] == []
    assert f"notices about what was read: {len(warnings)}" in result.stdout
    assert run("check", "--source", source, "--twin", twin, "--strict").exit_code == 1


def test_an_empty_feed_leaves_the_others_alone(run: Run, tmp_path: Path) -> None:
    source = chain(tmp_path)[1]
    empty = tmp_path / "empty.xml"
    empty.write_text(
        '<?xml version="1.0"?><rss version="2.0"><channel><title>E</title></channel></rss>', encoding="utf-8"
    )
    result = run("check", "--source", source, "--twin", empty)
    assert result.exit_code in (0, 2)
    assert ("2 articles without a partner" in result.stdout) or (str(empty) in result.stderr)


def test_an_item_that_cannot_be_compared_stops_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = feeds.compare

    def compare(documents: Any, *rest: Any) -> Any:
        if "dam" in documents[0].text:
            raise ValueError("bad\x1b[31m luck")
        return whole(documents, *rest)

    monkeypatch.setattr(feeds, "compare", compare)
    result = run("check", *chain(tmp_path), "--history", tmp_path / "h.sqlite")
    assert result.exit_code == 0
    assert "1 passed, 1 broken" in result.stdout
    assert "cannot be compared: internal error: ValueError: bad<U+001B>[31m luck" in result.stderr
    monkeypatch.undo()
    again = run("check", *chain(tmp_path), "--history", tmp_path / "h.sqlite", "--strict")
    assert "1 passed, 1 unchanged" in again.stdout, "a broken item is tried again"


def test_a_history_leaves_only_what_is_new_or_changed(run: Run, tmp_path: Path) -> None:
    history = ["--history", tmp_path / "kept.sqlite"]
    first = run("check", *chain(tmp_path, WRONG), *history)
    assert first.exit_code == 1
    again = run("check", *chain(tmp_path, WRONG), *history)
    assert again.exit_code == 0
    assert "items 2: 2 unchanged" in again.stdout
    changed = run("check", *chain(tmp_path, WRONG.replace("two", "three")), *history, "--format", "json")
    data = json.loads(changed.stdout)
    assert [item["state"] for item in data["items"]] == ["checked", "unchanged"]
    assert data["items"][1]["fidelity"]["chain"] > 90
    assert "2 unchanged" not in run("check", *chain(tmp_path, WRONG), *history, "--lang", "twin=fr").stdout
    shown = run("history", tmp_path / "kept.sqlite", "--format", "json")
    runs = json.loads(shown.stdout)["runs"]
    assert [entry["complete"] for entry in runs] == [True] * 4
    assert [entry["items"] for entry in runs][1:] == [1, 0, 2]


def test_older_items_are_left_out(run: Run, tmp_path: Path) -> None:
    given = chain(tmp_path, WRONG, date_published="2026-01-02T10:00:00Z")
    assert run("check", *given, "--since", "2026-01-02").exit_code == 1
    result = run("check", *given, "--since", "2026-01-03")
    assert result.exit_code == 0
    assert "1 passed, 1 older" in result.stdout


def test_reports_are_written_beside_what_is_shown(run: Run, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    result = run(
        "check", *chain(tmp_path, WRONG), "--html-dir", pages, "-o", tmp_path / "out.txt",
        "--report", f"junit={tmp_path / 'junit.xml'}", "--report", f"sarif={tmp_path / 'out.sarif'}",
    )  # fmt: skip
    assert result.stdout == ""
    assert (tmp_path / "out.txt").read_text(encoding="utf-8").startswith("#  result")
    assert "<failure" in (tmp_path / "junit.xml").read_text(encoding="utf-8")
    assert sorted(path.name for path in pages.iterdir()) == [
        "feeds.css", "index.html", "item-0001.html", "item-0002.html", "report.css", "report.js",
    ]  # fmt: skip


def test_nothing_of_a_feed_steers_the_terminal(run: Run, tmp_path: Path) -> None:
    bad = "\x1b[31m\u202e../../--help\x9b2J"
    source = feed(
        tmp_path / "source.json", {"title": bad, "content_text": DAM}, {"title": f"{bad}2", "content_text": RIDE}
    )
    twin = feed(
        tmp_path / "twin.json",
        {"title": bad, "content_text": WRONG, "url": f"file:///{bad}"},
        {"title": "", "content_text": ""},
    )
    before = set(tmp_path.rglob("*"))
    result = run("check", "--source", source, "--twin", twin, "--html-dir", tmp_path / "pages")
    assert result.exit_code == 1
    assert not {"\x1b", "\x9b", "\u202e"} & set(result.output)
    assert all(path.is_relative_to(tmp_path / "pages") for path in set(tmp_path.rglob("*")) - before)


SLOW = """
import signal, sys, time
from importlib.metadata import entry_points
signal.signal(signal.SIGINT, signal.default_int_handler)  # a test runner in the background may have it ignored
from aligner import feeds

whole, seen = feeds.compare, []
def compare(*given):
    seen.append(given)
    if len(seen) > 1:
        print("second", file=sys.stderr, flush=True)
        time.sleep(60)
    return whole(*given)
feeds.compare = compare
(script,) = entry_points(group="console_scripts", name="aligner")
script.load()(sys.argv[1:], prog_name="aligner")
"""


def test_ctrl_c_leaves_a_history_and_a_report_that_is_marked_as_partial(tmp_path: Path) -> None:
    history, report = tmp_path / "h.sqlite", tmp_path / "out.json"
    arguments = [*map(str, chain(tmp_path, WRONG)), "--history", str(history), "--report", f"json={report}"]
    with (
        (tmp_path / "said.txt").open("w+") as said,
        subprocess.Popen(
            [sys.executable, "-c", SLOW, "check", *arguments], stdout=subprocess.PIPE, stderr=said, text=True
        ) as process,
    ):
        deadline = time.monotonic() + 60
        while "second" not in (tmp_path / "said.txt").read_text(encoding="utf-8"):
            assert process.poll() is None and time.monotonic() < deadline
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        shown, _ = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "PARTIAL: broken off after 1 of 2 items" in shown
    data = json.loads(report.read_text(encoding="utf-8"))
    assert (data["summary"]["partial"], len(data["items"])) == (True, 1)
    connection = sqlite3.connect(history)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert connection.execute("SELECT complete FROM runs").fetchall() == [(0,)]
    assert connection.execute("SELECT COUNT(*) FROM items").fetchone() == (1,)
    shutil.rmtree(tmp_path, ignore_errors=True)


def test_garbled_text_is_a_finding(run: Run, tmp_path: Path) -> None:
    text = (
        "The dam above the town of Selby held through the night. “We were lucky,” the mayor’s office said. "
        "Engineers found cracks in its wall — they don’t know yet how deep they are. Schools stay closed."
    )
    for role, written in {"source": text, "twin": text.encode().decode("cp1252", "replace")}.items():
        (tmp_path / role).mkdir()
        (tmp_path / role / "dam.txt").write_text(f"Dam holds\n\n{written}", encoding="utf-8")
    result = run("check", "--source", tmp_path / "source", "--twin", tmp_path / "twin", "--format", "json")
    assert result.exit_code == 1, result.output
    (item,) = json.loads(result.stdout)["items"]
    (finding,) = [finding for finding in item["report"]["findings"] if "wrong encoding" in finding["message"]]
    assert (finding["category"], finding["hop"], finding["severity"]) == ("fluency", "source-twin", "major")
