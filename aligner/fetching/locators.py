"""Addresses of feeds and pages: what is fetched at all, and how messages show them without credentials."""

from __future__ import annotations

import re
from base64 import b64encode
from typing import TYPE_CHECKING

from aligner.fetching.refusal import Refused
from aligner.lang.controls import visible

if TYPE_CHECKING:
    from httpx2 import URL

SCHEMES = ("http", "https")
LONGEST_SHOWN = 200
_SECRET = re.compile("([?&;][^=&;#]*(?:auth|credential|key|pass|pwd|secret|session|sig|token)[^=&;#]*=)[^&;#]*", re.I)
_USER = re.compile("(?<=//)[^/?#]*@")
_BEFORE_AT = re.compile("^.*@", re.DOTALL)


def locator(text: str) -> URL:
    """An absolute address of http or https; raises Refused for anything else."""
    from httpx2 import URL, InvalidURL  # noqa: PLC0415 - only for those who fetch

    try:
        url = URL(text)
    except (InvalidURL, UnicodeError, ValueError):
        raise Refused("no address of the net; check how it is written") from None
    return _fetchable(url)


def joined(base: URL, location: str) -> URL:
    """Where a redirect leads, without the credentials a server may have put there; raises Refused."""
    from httpx2 import InvalidURL  # noqa: PLC0415 - only for those who fetch

    try:
        url = base.join(location)
    except (InvalidURL, UnicodeError, ValueError):
        raise Refused("redirects to what is no address") from None
    if base.scheme == "https" and url.scheme == "http":
        raise Refused("redirects from https to http, which anybody between can change")
    return plain(_fetchable(url))


def _fetchable(url: URL) -> URL:
    if url.scheme not in SCHEMES:
        raise Refused(f"only http and https are fetched, not {visible(url.scheme)[:20] or 'an address without either'}")
    if not url.host:
        raise Refused("no address of the net, since it names no host")
    return url


def plain(url: URL) -> URL:
    """The address without user, password and fragment."""
    return url.copy_with(username=None, password=None, fragment=None)


def authorization(url: URL) -> bytes:
    """What the user and password in an address come to as a header, empty without any."""
    if not url.userinfo:
        return b""
    return b"Basic " + b64encode(f"{url.username}:{url.password}".encode())


def redacted(text: str) -> str:
    """An address as messages show it: on one line, of bearable length, without passwords and tokens."""
    user_gone = _USER.sub("", text)
    if "@" in user_gone and not _is_locator(text):
        user_gone = _BEFORE_AT.sub("", text)  # it cannot be told where its password ends
    shown = visible(_SECRET.sub(r"\1***", user_gone))
    return shown if len(shown) <= LONGEST_SHOWN else f"{shown[: LONGEST_SHOWN - 1]}…"


def _is_locator(text: str) -> bool:
    try:
        locator(text)
    except (Refused, ImportError):
        return False
    return True
