"""The open set of output formats: one a file, each with `render(report) -> {file name: text}`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules

from aligner.bitext import Document, Role
from aligner.finding import Finding, Location
from aligner.report import Report

Render = Callable[[Report], dict[str, str]]


def discover() -> dict[str, Render]:
    """All formats by name, found afresh on each call."""
    return {info.name: import_module(f"{__name__}.{info.name}").render for info in iter_modules(__path__)}


def position(document: Document, offset: int) -> tuple[int, int]:
    """Line and column of a code point, both from 1, as editors count them: CRLF is one line end."""
    starts = _line_starts(document.text)
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1


@lru_cache(maxsize=4)
def _line_starts(text: str) -> tuple[int, ...]:
    return (0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text)))


def leading_location(finding: Finding) -> Location:
    """The place where an editor would mend it: in the document its hop made, else in the one before."""
    left, right = finding.hop.ends
    places = [place for role in (right, left, *Role) for place in finding.at(role)]
    return places[0]
