"""The open set of output formats: one a file, each with `render(report) -> {file name: text}`.

All have the findings in reading order, unless they say that they cannot show all; then the worst go first.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from aligner.bitext import Document, Role
from aligner.finding import Finding, Location, Severity, Status
from aligner.lang.controls import visible
from aligner.report import Report

Render = Callable[[Report], dict[str, str]]

_BYTE_ORDER_MARK = "\ufeff"


def discover() -> dict[str, Render]:
    """All formats by name, found afresh on each call."""
    return {info.name: import_module(f"{__name__}.{info.name}").render for info in iter_modules(__path__)}


def position(document: Document, offset: int, width: Callable[[str], int] = len) -> tuple[int, int]:
    """Line and column of a code point, both from 1, as editors count them.

    CRLF is one line end, a tab one column, and a byte order mark nothing. A column is what `width` counts: code points,
    unless a format wants `utf8` bytes or `utf16` units.
    """
    starts = _line_starts(document.text)
    offset = max(offset, starts[0])
    line = bisect_right(starts, offset)
    return line, width(document.text[starts[line - 1] : offset]) + 1


def utf8(text: str) -> int:
    """How many bytes of UTF-8 a text takes."""
    return len(text.encode("utf-8", "surrogatepass"))


def utf16(text: str) -> int:
    """How many units of UTF-16 a text takes."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@lru_cache(maxsize=4)
def _line_starts(text: str) -> tuple[int, ...]:
    first = len(_BYTE_ORDER_MARK) if text.startswith(_BYTE_ORDER_MARK) else 0
    return (first, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text)))


def leading_location(finding: Finding) -> Location:
    """The place where an editor would mend it: in the document its hop made, else in the one before."""
    left, right = finding.hop.ends
    places = [place for role in (right, left, *Role) for place in finding.at(role)]
    return places[0]


def path(document: Document) -> str:
    """Its path with forward slashes, or its address, on one line."""
    address = "://" in document.origin
    return visible(document.origin if address else Path(document.origin).as_posix())


def told(finding: Finding) -> str:
    """The message on one line, and of a finding that does not count why it does not."""
    return visible(finding.message + f" ({finding.standing})" * bool(finding.standing))


def counted(findings: Iterable[Finding]) -> str:
    """How many there are of each severity, as in «2 critical, 5 minor»."""
    count = Counter(finding.severity for finding in findings)
    return ", ".join(f"{count[severity]} {severity}" for severity in reversed(Severity) if count[severity])


def worst_first(findings: Sequence[Finding]) -> list[int]:
    """Their numbers: what is new before what is known, then by severity, then in reading order."""

    def rank(number: int) -> tuple[bool, int]:
        return findings[number].status is not Status.NEW, -findings[number].severity.weight

    return sorted(range(len(findings)), key=rank)


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """An identifier for each that no other has: its id, and from the second of the same id on a number."""
    seen: Counter[str] = Counter()
    unique = []
    for finding in findings:
        seen[finding.id] += 1
        unique.append(f"{finding.id}:{seen[finding.id]}" if seen[finding.id] > 1 else finding.id)
    return unique


def clipped(text: str, most: int) -> str:
    """At most so many characters of a text."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
