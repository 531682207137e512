"""The client that fetches: what it asks, whom it waits for and what it makes of the answer."""
# ruff: noqa: PLC0415 - the client library is imported only for those who fetch

from __future__ import annotations

import ssl
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from typing import TYPE_CHECKING, TypeAlias

from aligner.config import MAX_BYTES
from aligner.errors import InputError
from aligner.fetching.decoding import CODINGS, body, too_large
from aligner.fetching.headers import answers, fields, retry_after, sendable
from aligner.fetching.locators import authorization, joined, locator, plain, redacted
from aligner.fetching.refusal import Refused
from aligner.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

    from httpcore2 import NetworkBackend, Response
    from httpx2 import URL

    from aligner.fetching.connection import Deadline, Resolve

USER_AGENT = f"aligner/{__version__}"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 503})
_MOST_BUSY = 2
"""How often a host that says it is busy is asked again."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is waited and read: seconds, bytes and redirects; `total` holds for a fetch with all its waits.

    `delay` is kept between two fetches from the same host.
    """

    max_bytes: int = MAX_BYTES
    connect: float = 10
    read: float = 20
    total: float = 60
    redirects: int = 5
    delay: float = 1


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server named this state of a resource by, sent back to ask whether it has changed."""

    etag: str = ""
    last_modified: str = ""


_Headers: TypeAlias = list[tuple[bytes, bytes]]
Known: TypeAlias = Callable[[str], Validators | None]
"""Gives the validators of an address that was fetched before, such as `History.validators`."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came; `url` is where it was in the end, without credentials. `data` is empty if it is `not_modified`."""

    data: bytes
    url: str
    etag: str = ""
    last_modified: str = ""
    content_type: str = ""
    not_modified: bool = False


class Fetcher:
    """Fetches addresses one after the other; for one thread only.

    Proxies of the environment are not used: behind one it cannot be known which address is connected to.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        allow_private: bool = False,
        known: Known | None = None,
        resolve: Resolve | None = None,
        backend: NetworkBackend | None = None,
    ) -> None:
        self.limits = limits or Limits()
        self._allow_private = allow_private
        self._known = known
        self._resolve = resolve
        self._backend = backend
        self._free: dict[str, float] = {}
        """When each host may be asked again."""

    def fetch(self, url: str) -> Fetched:
        """Fetch an address and whatever it redirects to; raises InputError, in one line, for all that goes wrong."""
        try:
            with _explained():
                return self._follow(url)
        except ImportError:
            raise InputError("fetching needs a library: pip install 'aligner-diff[feeds]'") from None
        except Refused as refused:
            raise InputError(f"{redacted(url)}: {refused}") from None

    def _follow(self, text: str) -> Fetched:
        from aligner.fetching.connection import Deadline

        given = locator(text)
        secret, home = authorization(given), _origin(given)
        url, deadline = plain(given), Deadline(self.limits.total)
        hosts = set()
        try:
            for _ in range(self.limits.redirects + 1):
                hosts.add(url.host)
                came = self._ask(url, secret if _origin(url) == home else b"", deadline)
                if isinstance(came, Fetched):
                    return came
                url = came
        finally:
            for host in hosts:
                self._pause(host, self.limits.delay)
        raise Refused(f"redirects more than {self.limits.redirects} times")

    def _ask(self, url: URL, secret: bytes, deadline: Deadline) -> Fetched | URL:
        """Ask until the host is not too busy to answer: with the resource, or where else it is."""
        for _ in range(_MOST_BUSY + 1):
            self._wait(url.host, deadline)
            known = (self._known(str(url)) if self._known else None) or Validators()
            with self._answer(url, self._headers(url, secret, known), deadline) as response:
                if response.status not in _BUSY:
                    return self._taken(url, response, known)
                self._pause(url.host, max(retry_after(fields(response)), self.limits.delay))
        raise Refused(answers(response.status))

    @contextmanager
    def _answer(self, url: URL, headers: _Headers, deadline: Deadline) -> Iterator[Response]:
        from httpcore2 import URL, ConnectionPool, SyncBackend

        from aligner.fetching.connection import CheckedBackend, resolve

        backend = CheckedBackend(
            self._backend or SyncBackend(), self._resolve or resolve, deadline, allow_private=self._allow_private
        )
        # Taken apart already, so that no second parser can see another host in it.
        target = URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        waits = {"connect": self.limits.connect, "read": self.limits.read, "write": self.limits.read}
        with (
            ConnectionPool(ssl_context=self._trust, network_backend=backend, max_keepalive_connections=0) as pool,
            pool.stream("GET", target, headers=headers, extensions={"timeout": waits}) as response,
        ):
            yield response

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        from httpcore2 import default_ssl_context

        return default_ssl_context()

    @staticmethod
    def _headers(url: URL, secret: bytes, known: Validators) -> _Headers:
        headers = {
            "Host": url.netloc.decode("ascii"),
            "User-Agent": USER_AGENT,
            "Accept": "*/*",
            "Accept-Encoding": ", ".join(CODINGS),
            "Connection": "close",
            "If-None-Match": sendable(known.etag),
            "If-Modified-Since": sendable(known.last_modified),
            "Authorization": secret.decode("ascii"),
        }
        return [(name.encode(), value.encode()) for name, value in headers.items() if value]

    def _taken(self, url: URL, response: Response, known: Validators) -> Fetched | URL:
        head = fields(response)
        told = Validators(sendable(head.get("etag", "")), sendable(head.get("last-modified", "")))
        if response.status in _REDIRECTS and "location" in head:
            return joined(url, head["location"])
        if response.status == HTTPStatus.NOT_MODIFIED and known != Validators():
            return Fetched(b"", str(url), known.etag, known.last_modified, not_modified=True)
        if response.status != HTTPStatus.OK:
            raise Refused(answers(response.status))
        length = head.get("content-length", "")
        if length.isdecimal() and int(length[:20]) > self.limits.max_bytes:
            raise too_large(self.limits.max_bytes)
        data = body(response.iter_stream(), head.get("content-encoding", ""), self.limits.max_bytes)
        return Fetched(data, str(url), told.etag, told.last_modified, head.get("content-type", "")[:200])

    def _wait(self, host: str, deadline: Deadline) -> None:
        wait = self._free.get(host, 0) - time.monotonic()
        if wait > deadline.left():
            raise Refused(f"its host asks to be left alone for {wait:.0f} s; try again then")
        if wait > 0:
            time.sleep(wait)

    def _pause(self, host: str, seconds: float) -> None:
        self._free[host] = max(self._free.get(host, 0), time.monotonic() + seconds)


def _origin(url: URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


@contextmanager
def _explained() -> Iterator[None]:
    """Turns what the client library raises into a reason in words."""
    import httpcore2

    try:
        yield
    except (httpcore2.TimeoutException, TimeoutError):
        raise Refused("the server does not answer in time; try again later") from None
    except (httpcore2.NetworkError, OSError) as error:
        if any(isinstance(cause, ssl.SSLError) for cause in error.args):
            raise Refused("its certificate is not to be trusted, or its TLS is broken") from None
        raise Refused("the server cannot be reached, or it breaks off") from None
    except (httpcore2.ProtocolError, httpcore2.UnsupportedProtocol):
        raise Refused("the server's answer is no proper HTTP") from None
