"""A server on this computer that plays the feeds, well-behaved or not."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from aligner.fetching import Fetcher, Limits

Answer = Callable[[BaseHTTPRequestHandler], None]


class Server(ThreadingHTTPServer):
    """Answers each path as it was told to; keeps what it was asked."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: dict[str, Answer] = {}
        self.asked: list[BaseHTTPRequestHandler] = []
        self.ended = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def paths(self) -> list[str]:
        return [request.path for request in self.asked]

    def gives(self, path: str, data: bytes = b"", status: int = 200, **headers: str) -> str:
        """Give `path` this answer; header names have _ for -. Returns its address."""

        def answer(request: BaseHTTPRequestHandler) -> None:
            request.send_response(status)
            for name, value in {"Content_Length": str(len(data)), **headers}.items():
                request.send_header(name.replace("_", "-"), value)
            request.end_headers()
            request.wfile.write(data)

        return self.does(path, answer)

    def does(self, path: str, answer: Answer) -> str:
        self.answers[path] = answer
        return self.address + path

    def drips(self, path: str, head: bytes, drop: bytes, pause: float) -> str:
        """Write `head`, then `drop` again and again until the client goes."""

        def answer(request: BaseHTTPRequestHandler) -> None:
            request.wfile.write(head)
            while not self.ended.wait(pause):
                request.wfile.write(drop)

        return self.does(path, answer)


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append(self)
        with suppress(OSError):  # the client has gone
            self.server.answers[self.path.partition("?")[0]](self)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.ended.set()
        server.shutdown()


QUICK = Limits(max_bytes=1_000_000, connect=2, read=2, total=3, delay=0)


@pytest.fixture
def fetcher() -> Fetcher:
    """One that may go to this computer and does not wait long."""
    return Fetcher(QUICK, allow_private=True)
