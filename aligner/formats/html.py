"""A report to look at in a browser: one self-contained file, or a folder whose style and script stand apart."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

from aligner.bitext import Document, Hop, order_notes
from aligner.finding import Finding, Severity, Status
from aligner.formats import leading_location, position
from aligner.lang.direction import runs_right_to_left
from aligner.overview import costs, losses, stages, stretches
from aligner.page import asset, attributes, environment, source_hash
from aligner.passages import passages, words_of
from aligner.report import CHAIN_PARTS, Report, finding_dict

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

PACKAGE = "aligner.formats"
"""Where its templates, style and script are."""
UNPAGED, PAGE = 2000, 500
"""The most rows that are shown on one page, and how many a page has if there are more."""
STRETCHES = 100
"""The most parts the strip over the document has."""
LETTERS = {Severity.CRITICAL: "c", Severity.MAJOR: "f", Severity.MINOR: "n"}
"""What the anchor of a finding begins with, which is all that style needs to know of it."""
_BARE = re.compile("[A-Za-z0-9-]+")


def render(report: Report) -> dict[str, str]:
    """One file that needs no other; its pages, if it has several, stand one after the other."""
    style, script = asset(PACKAGE, "report.css"), _script()
    policy = f"style-src {source_hash(style)}; script-src {source_hash(script)}"
    pages = _pages(report, one_file="report.html")
    template = _environment().get_template("report.html")
    text = template.render(_view(report, pages), shown=pages, policy=policy, style=style, script=script)
    return {"report.html": text}


def render_folder(report: Report) -> dict[str, str]:
    """A file a page, `index.html` first, and the style and script they share, for servers that forbid inline ones."""
    pages = _pages(report)
    view, template = _view(report, pages), _environment().get_template("report.html")
    policy = "style-src 'self'; script-src 'self'"
    texts = {page.file: template.render(view, shown=[page], policy=policy) for page in pages}
    return {**texts, "report.css": asset(PACKAGE, "report.css"), "report.js": _script()}


def _environment() -> Environment:
    """The templates, with what keeps thousands of rows small."""
    found = environment(PACKAGE)
    found.filters |= {"words": words_of, "in_text": _in_text}
    found.tests["bare"] = _BARE.fullmatch
    return found


def _in_text(text: str) -> Markup:
    """What stands between tags: there, unlike in an attribute, quotes mean nothing."""
    from markupsafe import Markup  # noqa: PLC0415 - comes with jinja2

    return Markup(escape(text, quote=False))  # noqa: S704 - escaped


def _script() -> str:
    return "\n".join(asset(PACKAGE, name) for name in ("report.js", "decisions.js"))


@dataclass(frozen=True, slots=True)
class _Page:
    """Some rows, `first` to `last`, and the file they stand in."""

    number: int
    file: str
    first: int
    last: int


def _pages(report: Report, one_file: str = "") -> list[_Page]:
    count = len(report.rows)
    size = count if 0 < count <= UNPAGED else PAGE
    return [
        _Page(number, one_file or ("index.html" if number == 1 else f"rows-{number}.html"), first, first + size - 1)
        for number, first in enumerate(range(0, max(count, 1), size), 1)
    ]


def _view(report: Report, pages: Sequence[_Page]) -> dict[str, Any]:
    """What the template shows."""
    size = pages[0].last + 1
    new = Counter(finding.severity for finding in report.findings if finding.status is Status.NEW)
    status = Counter(finding.status for finding in report.findings)
    in_row: dict[int, list[int]] = {}
    for number, finding in enumerate(report.findings):
        in_row.setdefault(finding.row, []).append(number)

    def address(row: int, anchor: str, here: _Page) -> str:
        """A link to an anchor in a row, from another page's file or the same."""
        file = pages[row // size].file
        return f"#{anchor}" if file == here.file else f"{file}#{anchor}"

    return {
        "report": report,
        "columns": {role: attributes(document) for role, document in report.documents.items()},
        "rtl_lang": next((d.lang for d in report.documents.values() if runs_right_to_left(d.lang)), "ar"),
        "costs": costs(report.total.parts.get(CHAIN_PARTS, {})),
        "severities": [(severity, new[severity]) for severity in reversed(Severity)],
        "known": [(known, status[known]) for known in (Status.BASELINE, Status.SUPPRESSED) if status[known]],
        "facets": dict(_facets(report.findings)),
        "stages": stages(report),
        "untold": losses(report, Hop.SOURCE_TWIN) if len(report.documents) > len(Hop.SOURCE_TWIN.ends) else (),
        "stretches": list(stretches(report, STRETCHES)),
        "pages": pages,
        "in_row": in_row,
        "address": address,
        "data": partial(_data, report, in_row),
        "order_notes": order_notes,
        **_marks(report),
    }


def _data(report: Report, in_row: Mapping[int, Sequence[int]], shown: Sequence[_Page]) -> dict[str, Any]:
    """What the script has to know of the findings and cannot read from the page; `known` stand on other pages."""
    here = [n for page in shown for row in range(page.first, page.last + 1) for n in in_row.get(row, ())]
    findings = report.findings
    checks = sorted({findings[n].check for n in here})
    others = set(range(len(findings))).difference(here)
    return {
        "report": hashlib.sha256("".join(finding.id for finding in findings).encode()).hexdigest()[:16],
        "checks": checks,
        "findings": " ".join(f"{_base64(findings[n].id)}{checks.index(findings[n].check)}" for n in here),
        "known": [_entry(findings[n]) for n in sorted(others) if findings[n].status is Status.BASELINE],
    }


def _base64(hexadecimal: str) -> str:
    return b64encode(bytes.fromhex(hexadecimal)).decode().rstrip("=")


def _entry(finding: Finding) -> dict[str, Any]:
    """A finding as a baseline has it."""
    kept = ("id", "check", "category", "severity", "hop", "message", "reason")
    return {name: value for name, value in finding_dict(finding).items() if name in kept}


def _marks(report: Report) -> dict[str, Any]:
    """The passages of each document, and of each finding where an editor finds it and where its mark is, if any."""
    cut = {role: passages(document, report.findings) for role, document in report.documents.items()}
    homes = [leading_location(finding) for finding in report.findings]
    marked = {role: {n for passage in _flat(cut[role]) for n in passage.opening} for role in cut}
    return {
        "passages": cut,
        "names": [f"{LETTERS[finding.severity]}{number}" for number, finding in enumerate(report.findings, 1)],
        "places": [_place(report.documents[home.role], home.span.start) for home in homes],
        "anchors": {number: home.role for number, home in enumerate(homes) if number in marked[home.role]},
    }


def _flat(sentences: Sequence[Sequence[Any]]) -> Iterator[Any]:
    return (passage for sentence in sentences for passage in sentence)


def _place(document: Document, offset: int) -> str:
    line, column = position(document, offset)
    return f"{document.role} {line}:{column}"


def _facets(findings: Sequence[Finding]) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """What findings can be chosen by, each value with how many have it; a single value is no choice."""
    orders: Mapping[str, Sequence[str]] = {
        "severity": list(reversed(Severity)),
        "hop": list(Hop),
        "category": sorted({finding.category for finding in findings}),
        "status": list(Status),
    }
    for name, values in orders.items():
        count = Counter[str](getattr(finding, name) for finding in findings)
        chosen = [(value, count[value]) for value in values if count[value]]
        if len(chosen) > 1:
            yield name, chosen
