"""What is fetched, how it is asked for and what is made of the answer."""

from __future__ import annotations

import gzip
import time
import tracemalloc
import zlib
from collections.abc import Callable
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from aligner.errors import InputError
from aligner.fetching import Fetcher, Limits, Validators, redacted
from aligner.version import __version__

FEED = b"<rss version='2.0'><channel><title>\xd8\xa3</title></channel></rss>" * 20
QUICK = Limits(max_bytes=1_000_000, connect=2, read=2, total=3, delay=0)
OK = b"HTTP/1.1 200 OK\r\n"


def refused(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(InputError) as caught:
        fetcher.fetch(url)
    message = str(caught.value)
    assert "\n" not in message and len(message) < 400
    return message


def test_a_feed_comes_with_what_its_server_says_of_it(server: Any, fetcher: Fetcher) -> None:
    url = server.gives(
        "/feed", FEED, ETag='"a1"', Last_Modified="Thu, 26 Nov 2026 08:00:00 GMT", Content_Type="text/xml"
    )
    came = fetcher.fetch(f"{url}?page=2#top")
    assert came.data == FEED and came.content_type == "text/xml"
    assert (came.etag, came.last_modified) == ('"a1"', "Thu, 26 Nov 2026 08:00:00 GMT")
    assert came.url == f"{url}?page=2" and not came.not_modified
    head = server.asked[0].headers
    assert head["User-Agent"] == f"aligner/{__version__}"
    assert head["Host"] == server.address.removeprefix("http://")
    assert "Cookie" not in head and "Referer" not in head


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACKINGS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gzip": ("gzip", gzip.compress),
    "several gzip members": ("x-gzip", lambda data: gzip.compress(data[:99]) + gzip.compress(data[99:])),
    "gzip with padding": ("GZIP", lambda data: gzip.compress(data) + bytes(40)),
    "zlib": ("deflate", zlib.compress),
    "bare deflate": ("deflate", raw_deflate),
    "nothing": ("identity", bytes),
}


@pytest.mark.parametrize("packing", PACKINGS)
def test_packed_answers_are_unpacked(packing: str, server: Any, fetcher: Fetcher) -> None:
    coding, pack = PACKINGS[packing]
    data = FEED + bytes(range(256)) * 1000
    assert fetcher.fetch(server.gives("/feed", pack(data), Content_Encoding=coding)).data == data


@pytest.mark.parametrize(("coding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_a_bomb_does_not_go_off(coding: str, pack: Callable[[bytes], bytes], server: Any, fetcher: Fetcher) -> None:
    url = server.gives("/bomb", pack(bytes(300_000_000)), Content_Encoding=coding)
    tracemalloc.start()
    try:
        assert "larger than 1 MB" in refused(fetcher, url)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("coding", "data", "reason"),
    [
        ("gzip", gzip.compress(FEED)[:-12], "breaks off"),
        ("gzip", b"not packed at all", "damaged"),
        ("deflate", b"x", "breaks off"),
        ("br", b"\x0b\x02\x80", "not asked for"),
        ("gzip, gzip", gzip.compress(gzip.compress(FEED)), "not asked for"),
    ],
)
def test_what_cannot_be_unpacked_is_said(coding: str, data: bytes, reason: str, server: Any, fetcher: Fetcher) -> None:
    assert reason in refused(fetcher, server.gives("/feed", data, Content_Encoding=coding))


def test_too_much_is_not_read(server: Any, fetcher: Fetcher) -> None:
    url = server.gives("/told", b"", Content_Length="1000001")
    assert "larger than 1 MB" in refused(fetcher, url)
    url = server.drips("/endless", OK + b"\r\n", bytes(50_000), pause=0)
    start = time.monotonic()
    assert "larger than 1 MB" in refused(fetcher, url)
    assert time.monotonic() - start < 2
    assert fetcher.fetch(server.gives("/fits", bytes(1_000_000))).data == bytes(1_000_000)


@pytest.mark.parametrize(
    ("head", "drop"),
    [
        (OK + b"Content-Length: 100000\r\n\r\n", b"x"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (OK, b"X: y\r\n"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
    ids=["body", "chunks", "head", "promises"],
)
def test_a_server_that_drips_is_left_in_time(head: bytes, drop: bytes, server: Any) -> None:
    fetcher = Fetcher(replace(QUICK, total=1), allow_private=True)
    start = time.monotonic()
    assert "within 1 s" in refused(fetcher, server.drips("/drip", head, drop, pause=0.1))
    assert 0.9 < time.monotonic() - start < 1.6


def test_a_server_that_says_nothing_is_left_in_time(server: Any) -> None:
    fetcher = Fetcher(replace(QUICK, read=0.3), allow_private=True)
    start = time.monotonic()
    assert "does not answer in time" in refused(fetcher, server.drips("/mute", b"", b"", pause=0.1))
    assert time.monotonic() - start < 1


def test_a_resolver_that_hangs_is_left_in_time() -> None:
    def hang(host: str, port: int) -> list[str]:
        time.sleep(5)
        return []

    start = time.monotonic()
    assert "not resolved" in refused(Fetcher(replace(QUICK, total=0.3), resolve=hang), "http://news.example/")
    assert time.monotonic() - start < 1


def test_only_what_has_changed_comes_again(server: Any) -> None:
    known = {f"{server.address}/feed": Validators('"a1"', "Thu, 26 Nov 2026 08:00:00 GMT")}
    fetcher = Fetcher(QUICK, allow_private=True, known=known.get)
    came = fetcher.fetch(server.gives("/feed", status=304))
    assert came.not_modified and came.data == b"" and came.etag == '"a1"'
    assert server.asked[0].headers["If-None-Match"] == '"a1"'
    assert server.asked[0].headers["If-Modified-Since"] == "Thu, 26 Nov 2026 08:00:00 GMT"
    assert "304" in refused(fetcher, server.gives("/other", status=304)), "nobody asked whether it has changed"
    assert "If-None-Match" not in server.asked[1].headers


def test_redirects_are_followed_but_not_for_ever(server: Any, fetcher: Fetcher) -> None:
    server.gives("/5", FEED)
    for step in range(5):
        server.gives(f"/{step}", status=(301, 302, 303, 307, 308)[step], Location=f"{step + 1}")
    came = fetcher.fetch(f"{server.address}/0")
    assert came.data == FEED and came.url == f"{server.address}/5"
    server.gives("/before", status=301, Location="/0")
    assert "more than 5 times" in refused(fetcher, f"{server.address}/before")
    assert "more than 5 times" in refused(fetcher, server.gives("/loop", status=302, Location="/loop"))


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd",
        "ftp://example.org/x",
        "data:text/xml,<rss/>",
        "javascript:alert(1)",
        "gopher://x/",
    ],
)
def test_only_http_is_fetched(location: str, server: Any, fetcher: Fetcher) -> None:
    refused(fetcher, location)
    refused(fetcher, server.gives("/from", status=302, Location=location))
    assert server.paths == ["/from"]


@pytest.mark.parametrize(
    "url", ["", "http:///x", "feed.xml", "//host/x", "http://", "http://[::1", "http://a b/", "http://x:99999/"]
)
def test_what_is_no_address_is_said(url: str, fetcher: Fetcher) -> None:
    refused(fetcher, url)


def test_nothing_gets_into_the_head_of_a_request(server: Any) -> None:
    evil = Validators('"a"\r\nX-Evil: 1', "Thu\nX-Evil: 1")
    fetcher = Fetcher(QUICK, allow_private=True, known=lambda _: evil)
    fetcher.fetch(server.gives("/feed", FEED, ETag='"' + "a" * 5000 + '"'))
    refused(fetcher, f"{server.address}/feed HTTP/1.1\r\nX-Evil: 1\r\n\r\n")
    server.gives("/from", status=302, Location="/feed?%0d%0aX-Evil:%201")
    assert fetcher.fetch(f"{server.address}/from").etag == "", "too long to be sent back"
    assert all("X-Evil" not in request.headers for request in server.asked)


@pytest.mark.parametrize(
    "answer",
    [
        OK + b"X: " + b"x" * 300_000 + b"\r\n\r\n",
        OK + b"X: y\r\n" * 60_000 + b"\r\n",
        b"\x1b[2Jnot HTTP\r\n\r\n",
        b"SSH-2.0-OpenSSH\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1, 2\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
        b"",
        OK + b"Content-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
    ],
    ids=["long", "many", "escapes", "ssh", "lengths", "chunk", "nothing", "short", "upgrade"],
)
def test_broken_answers_are_an_error_of_one_line(answer: bytes, server: Any, fetcher: Fetcher) -> None:
    message = refused(fetcher, server.does("/feed", lambda request: request.wfile.write(answer) and None))
    assert "\x1b" not in message


def test_a_status_that_is_of_no_use_is_told(server: Any, fetcher: Fetcher) -> None:
    assert refused(fetcher, server.gives("/gone", status=404)).endswith("the server answers 404 Not Found")
    assert refused(fetcher, server.gives("/odd", status=799)).endswith("the server answers 799")


def test_credentials_are_used_and_never_shown(server: Any, fetcher: Fetcher) -> None:
    host = server.address.removeprefix("http://")
    server.gives("/feed", FEED)
    server.gives("/from", status=302, Location="/feed")
    came = fetcher.fetch(f"http://anna:s%40cret@{host}/from")
    assert [request.headers["Authorization"] for request in server.asked] == ["Basic YW5uYTpzQGNyZXQ="] * 2
    assert came.url == f"{server.address}/feed"
    message = refused(fetcher, f"http://anna:s%40cret@{host}/gone?token=s%40cret&page=2")
    assert "cret" not in message and "anna" not in message and "page=2" in message


def test_credentials_do_not_follow_to_another_place(server: Any, fetcher: Fetcher) -> None:
    port = server.server_port
    server.gives("/feed", FEED)
    server.gives("/from", status=302, Location=f"http://eve:eve@localhost:{port}/feed")
    assert fetcher.fetch(f"http://anna:secret@127.0.0.1:{port}/from").url == f"http://localhost:{port}/feed"
    assert "Authorization" not in server.asked[1].headers


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://news.example/feed?id=3", "https://news.example/feed?id=3"),
        ("https://u:p@news.example/@desk", "https://news.example/@desk"),
        ("https://u:p/q@news.example/", "news.example/"),
        ("u:p@news.example", "news.example"),
        (
            "https://n.example/?api_key=abc&q=1&X-Amz-Signature=f00#t",
            "https://n.example/?api_key=***&q=1&X-Amz-Signature=***#t",
        ),
        ("http://x/\x1b[2J\u202e\n", "http://x/<U+001B>[2J<U+202E> "),
    ],
)
def test_addresses_are_shown_without_secrets(url: str, shown: str) -> None:
    assert redacted(url) == shown


def test_a_long_address_is_cut() -> None:
    assert len(redacted(f"http://x/{'a' * 9999}")) == 200


def test_a_busy_host_is_asked_again_when_it_says(server: Any, fetcher: Fetcher) -> None:
    server.gives("/then", FEED)

    def answer(request: BaseHTTPRequestHandler) -> None:
        server.answers["/busy"] = server.answers["/then"]
        request.wfile.write(b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n")

    start = time.monotonic()
    assert fetcher.fetch(server.does("/busy", answer)).data == FEED
    assert 0.9 < time.monotonic() - start < 2


@pytest.mark.parametrize("told", ["3600", "9" * 400, "Fri, 27 Nov 2099 08:00:00 GMT"])
def test_a_host_that_wants_to_be_left_alone_is(told: str, server: Any, fetcher: Fetcher) -> None:
    url = server.gives("/busy", status=503, Retry_After=told)
    server.gives("/feed", FEED)
    start = time.monotonic()
    assert "left alone" in refused(fetcher, url)
    assert "left alone" in refused(fetcher, f"{server.address}/feed"), "the host is not asked for anything else"
    assert time.monotonic() - start < 1 and server.paths == ["/busy"]


def test_a_host_that_stays_busy_is_given_up(server: Any, fetcher: Fetcher) -> None:
    assert "503" in refused(fetcher, server.gives("/busy", status=503, Retry_After="0"))
    assert len(server.paths) == 3


def test_a_host_is_not_asked_in_quick_succession(server: Any) -> None:
    fetcher = Fetcher(replace(QUICK, delay=0.4), allow_private=True)
    url = server.gives("/feed", FEED)
    start = time.monotonic()
    for _ in range(3):
        fetcher.fetch(url)
    assert 0.8 <= time.monotonic() - start < 1.6


def test_without_the_library_it_is_said_what_to_install(fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "httpcore2", None)
    assert "aligner-diff[feeds]" in refused(fetcher, "http://news.example/")
