"""`aligner check --fetch`: a server on this computer plays the feeds."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.testing import Result

from aligner.fetching.fetcher import Limits

pytest.importorskip("feedparser", reason="the extra feeds is not installed")

FEEDS = Path(__file__).parents[2] / "samples/feeds"
PATHS = {"source": "source.xml", "translation": "arabic-iso-8859-6.xml", "twin": "twin.json"}
Run = Callable[..., Result]


class Server(ThreadingHTTPServer):
    """Gives the files of samples/feeds with an ETag, and keeps what it was asked and how it answered."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: list[tuple[str, int]] = []
        self.etags = dict.fromkeys(PATHS.values(), '"1"')
        self.pages: dict[str, bytes] = {}

    def options(self, *, user: str = "") -> list[str]:
        base = f"http://{user}127.0.0.1:{self.server_port}"
        return [text for role, path in PATHS.items() for text in (f"--{role}", f"{base}/{path}")]


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        name = self.path.strip("/")
        etag = self.server.etags.get(name, '"page"')
        status = 304 if self.headers.get("If-None-Match") == etag else 200
        if name in self.server.pages:
            data = self.server.pages[name]
        elif name in self.server.etags:
            data = b"" if status == 304 else (FEEDS / name).read_bytes()
        else:
            data, status = b"", 404
        self.server.answers.append((name, status))
        self.send_response(status)
        self.send_header("ETag", etag)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(Limits, "__init__", _hasty(Limits.__init__))
    with Server() as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


def _hasty(made: Callable[..., None]) -> Callable[..., None]:
    """Limits without a delay between two fetches."""
    return lambda self, **given: made(self, **{"delay": 0, **given})


def test_feeds_are_fetched_and_judged(run: Run, server: Server) -> None:
    result = run("check", *server.options(), "--fetch", "--allow-private", "--format", "json")
    assert result.exit_code == 1
    data = json.loads(result.stdout)
    assert len(data["items"]) == 12
    assert data["items"][0]["articles"]["source"]["origin"].startswith(
        f"http://127.0.0.1:{server.server_port}/source.xml"
    )
    assert [status for _, status in server.answers] == [200] * 3


def test_this_computer_is_out_of_bounds_unless_that_is_allowed(run: Run, server: Server) -> None:
    result = run("check", *server.options(user="somebody:secret@"), "--fetch")
    assert result.exit_code == 2
    assert server.answers == []
    assert len(result.stderr.splitlines()) == 1
    assert "secret" not in result.output


def test_feeds_that_have_not_changed_come_again_only_with_one_that_has(
    run: Run, server: Server, tmp_path: Path
) -> None:
    options = [
        *server.options(),
        "--fetch",
        "--allow-private",
        "--history",
        str(tmp_path / "h.sqlite"),
        "--fail-on",
        "never",
    ]
    assert run("check", *options).exit_code == 0
    server.answers.clear()
    again = run("check", *options)
    assert again.exit_code == 0
    assert "no feed has changed" in again.stderr
    assert [status for _, status in server.answers] == [304] * 3
    server.answers.clear()
    server.etags["twin.json"] = '"2"'
    result = run("check", *options)
    assert "items 12: 12 unchanged" in result.stdout
    asked = [status for name, status in server.answers if name != "twin.json"]
    assert sorted(asked) == [200, 200, 304, 304], "asked whether they have changed, then fetched whole"


def test_no_credentials_stand_in_reports_or_history(run: Run, server: Server, tmp_path: Path) -> None:
    history = tmp_path / "h.sqlite"
    options = [*server.options(user="somebody:secret@"), "--fetch", "--allow-private", "--history", str(history)]
    result = run("check", *options, "--format", "jsonl")
    assert result.exit_code == 1
    assert "secret" not in result.output
    assert b"secret" not in history.read_bytes()


def test_of_a_summary_the_linked_page_is_read(run: Run, server: Server) -> None:
    base = f"http://127.0.0.1:{server.server_port}"
    told = {
        "source": "The dam above the town of Selby held through the night, but engineers found 3 cracks in its wall.",
        "twin": "The dam above the town of Selby held through the night, but engineers found 8 cracks in its wall.",
    }
    more = (
        "The governor asked residents of the valley to stay with relatives until the wall has been repaired. "
        "Schools remain closed for the rest of the week, and the railway has stopped all trains to the north. "
    )
    for role, first in told.items():
        body = "".join(f"<p>{text}</p>" for text in (first, *[more] * 3))
        page = f"<html><title>Dam holds</title><body><article><h1>Dam holds</h1>{body}</article></body></html>"
        server.pages[f"{role}.html"] = page.encode()
        items = [{"id": role, "title": "Dam holds", "content_text": "A summary.", "url": f"{base}/{role}.html"}]
        items += [{"id": "lost", "title": "Old news", "content_text": "A line.", "url": f"{base}/gone.html"}]
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": role, "language": "en", "items": items}
        server.pages[f"{role}.json"] = json.dumps(feed).encode()
    options = [text for role in told for text in (f"--{role}", f"{base}/{role}.json")]
    result = run("check", *options, "--fetch", "--allow-private", "--format", "json")
    assert result.exit_code == 1, result.output
    found = [
        finding["message"] for item in json.loads(result.stdout)["items"] for finding in item["report"]["findings"]
    ]
    assert any("“3” became “8”" in message for message in found)
    assert "its page cannot be had" in result.stderr
