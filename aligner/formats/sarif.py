"""SARIF 2.1.0, for code scanning and editors: a result a finding, a rule a check with its manual.

Columns count UTF-16 units, as CodeQL's do, since editors take them so. GitHub shows 5,000 results of a run; of more the
worst are kept and a notification counts the rest. A finding known from a baseline is `unchanged`, an accepted one has a
suppression. `primaryLocationLineHash` is left to GitHub's upload, which warns of any other value than its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from aligner import checks
from aligner.bitext import Document, Role
from aligner.finding import Example, Finding, Location, Severity, Status
from aligner.formats import clipped, counted, fingerprints, leading_location, position, told, utf16, worst_first
from aligner.lang.controls import escaped, visible
from aligner.report import Report
from aligner.version import __version__

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST_RESULTS = 5000
LONGEST_DESCRIPTION = 1024
LEVELS = {Severity.CRITICAL: "error", Severity.MAJOR: "warning", Severity.MINOR: "note"}
_ROOT = "%SRCROOT%"
_SYNTAX = re.compile(r"[\[\]\\{}]")


def render(report: Report) -> dict[str, str]:
    """One file; its automation id tells chains of one commit apart."""
    kept = sorted(worst_first(report.findings)[:MOST_RESULTS])
    unique = fingerprints(report.findings)
    described = rules()
    index = {rule["id"]: number for number, rule in enumerate(described)}
    *_, last = report.documents.values()
    run = {
        "tool": {"driver": {"name": "aligner", "semanticVersion": __version__, "rules": described}},
        "automationDetails": {"id": f"aligner/{_uri(last)}/"},
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": list(_notes(report, kept))}],
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder that aligner ran in."}}},
        "columnKind": "utf16CodeUnits",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "results": [_result(report, report.findings[number], unique[number], index) for number in kept],
        "properties": {"signature": str(report.signature), "fidelity": round(report.total.chain, 2)},
    }
    data = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return {"report.sarif": escaped(json.dumps(data, ensure_ascii=False, indent=1)) + "\n"}


def _notes(report: Report, kept: Sequence[int]) -> Iterator[dict[str, Any]]:
    """What a reader of the results would miss: warnings, and how many results are left out."""
    texts = [visible(warning) for warning in report.warnings]
    left_out = set(range(len(report.findings))) - set(kept)
    if left_out:
        counts = counted(report.findings[number] for number in left_out)
        texts.append(f"{len(left_out)} results are left out, beyond the worst {MOST_RESULTS}: {counts}")
    for text in texts:
        yield {"level": "warning", "message": {"text": literal(text)}}


def _result(report: Report, finding: Finding, fingerprint: str, rule_index: Mapping[str, int]) -> dict[str, Any]:
    leading = leading_location(finding)
    related = [place for place in finding.locations if place is not leading]
    links = ", ".join(f"[{place.role}]({number})" for number, place in enumerate(related, 1))
    message = literal(told(finding)).removesuffix(".")
    known = finding.status is not Status.NEW
    index = {"ruleIndex": rule_index[finding.check]} if finding.check in rule_index else {}
    return {
        "ruleId": finding.check,
        **index,
        "level": LEVELS[finding.severity],
        "message": {"text": f"{message}. Hop: {finding.hop}" + (f"; see {links}." if links else ".")},
        "locations": [_location(report, leading)],
        "relatedLocations": [
            {"id": number, "message": {"text": place.role.value}, **_location(report, place)}
            for number, place in enumerate(related, 1)
        ],
        "partialFingerprints": {"alignerFinding/v1": fingerprint},
        "baselineState": "unchanged" if known else "new",
        "suppressions": [_suppression(finding)] if finding.status is Status.SUPPRESSED else [],
        "properties": {
            "severity": finding.severity.value,
            "category": finding.category.value,
            "hop": finding.hop.value,
            "confidence": round(finding.confidence, 2),
            "row": finding.row,
        },
    }


def _suppression(finding: Finding) -> dict[str, str]:
    reason = {"justification": finding.reason} if finding.reason else {}
    return {"kind": "external", "status": "accepted", **reason}


def _location(report: Report, place: Location) -> dict[str, Any]:
    document = report.documents[place.role]
    line, column = position(document, place.span.start, utf16)
    last_line, end = position(document, place.span.end, utf16)
    region: dict[str, Any] = {"startLine": line, "startColumn": column, "endLine": last_line, "endColumn": end}
    region |= {"snippet": {"text": place.text}}
    return {"physicalLocation": {"artifactLocation": _artifact(document), "region": region}}


def _artifact(document: Document) -> dict[str, str]:
    absolute = "://" in document.origin or Path(document.origin).is_absolute()
    return {"uri": _uri(document)} | ({} if absolute else {"uriBaseId": _ROOT})


def _uri(document: Document) -> str:
    if "://" in document.origin:
        return quote(document.origin, safe=":/?#[]@!$&'()*+,;=%~")
    path = Path(document.origin)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix(), errors="surrogateescape")


def literal(text: str) -> str:
    """The text as a message that has no links and no placeholders of its own."""
    return _SYNTAX.sub(lambda match: match.group() * 2 if match.group() in "{}" else f"\\{match.group()}", text)


def rules() -> list[dict[str, Any]]:
    """What each check says of itself, by name."""
    return [_rule(member) for _, member in sorted(checks.discover().items())]


def _rule(member: checks.Member) -> dict[str, Any]:
    check = member.check
    manual = member.manual
    first, _, rest = manual.partition("\n\n")
    plain = " ".join((rest or first).split())
    examples = {"Reported": check.bad, "Not reported": check.good}
    return {
        "id": check.name,
        "shortDescription": {"text": clipped(" ".join(first.split()), LONGEST_DESCRIPTION)},
        "fullDescription": {"text": clipped(plain, LONGEST_DESCRIPTION)},
        "help": {
            "text": manual + "".join(f"\n\n{title}:\n{_lines(shown)}" for title, shown in examples.items() if shown),
            "markdown": manual + "".join(f"\n\n**{title}**\n\n{_table(shown)}" for title, shown in examples.items()),
        },
        "defaultConfiguration": {"level": LEVELS[check.severity]},
        "properties": {"tags": [check.category.value, check.category.mqm]},
    }


def _lines(examples: Sequence[Example]) -> str:
    return "\n\n".join("\n".join(f"- {role}: {text}" for role, text in _sides(example) if text) for example in examples)


def _table(examples: Sequence[Example]) -> str:
    rows = ("| " + " | ".join(text.replace("|", "\\|") for _, text in _sides(example)) + " |" for example in examples)
    return "\n".join(("| " + " | ".join(Role) + " |", "|---|---|---|", *rows))


def _sides(example: Example) -> tuple[tuple[Role, str], ...]:
    return (Role.SOURCE, example.source), (Role.TRANSLATION, example.translation), (Role.TWIN, example.twin)
