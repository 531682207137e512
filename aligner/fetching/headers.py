"""What the head of an answer says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from httpcore2 import Response

LONGEST_VALIDATOR = 500
USUAL_PAUSE = 5
"""Seconds that a busy host is left alone if it names none."""
_PRINTABLE = re.compile("[\x20-\x7e]+")


def fields(response: Response) -> Mapping[str, str]:
    """Its fields by their names in small letters; the last of a name counts."""
    return {name.decode("ascii").lower(): value.decode("utf-8", "replace") for name, value in response.headers}


def answers(status: int) -> str:
    """A status that is of no use, in words; the server's own are not repeated."""
    try:
        return f"the server answers {status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"the server answers {status}"


def sendable(validator: str) -> str:
    """A validator as it can be sent back; one that is endless or has other characters is left out."""
    return validator if len(validator) <= LONGEST_VALIDATOR and _PRINTABLE.fullmatch(validator) else ""


def retry_after(head: Mapping[str, str]) -> float:
    """The seconds that a busy host asks for."""
    told = head.get("retry-after", "").strip()
    if told.isascii() and told.isdecimal():
        return float(told[:9])
    try:
        return max(0, (parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return USUAL_PAUSE
