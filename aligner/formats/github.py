"""Annotations on GitHub: workflow commands that a job prints, at most ten, since a step shows no more of a kind.

The worst go first: what is new before what is known, by severity, then in reading order. If they do not all fit, or
some are known already, a last notice counts what is not shown; `--report` puts all of them into a file of another
format.
"""

from __future__ import annotations

from aligner.finding import Finding, Severity, Status
from aligner.formats import counted, leading_location, path, position, worst_first
from aligner.lang.controls import visible
from aligner.report import Report

MOST = 10
"""Annotations that GitHub shows of a kind and step."""
COMMANDS = {Severity.CRITICAL: "error", Severity.MAJOR: "warning", Severity.MINOR: "notice"}


def render(report: Report) -> dict[str, str]:
    """One file, a command a line; empty when there is no finding."""
    ranked = [report.findings[number] for number in worst_first(report.findings)]
    new = [finding for finding in ranked if finding.status is Status.NEW]
    known = ranked[len(new) :]
    shown = new if len(new) + bool(known) <= MOST else new[: MOST - 1]
    lines = [_annotation(report, finding) for finding in shown]
    rest = [f"{len(new) - len(shown)} more: {counted(new[len(shown) :])}"] * (len(new) > len(shown))
    rest += [f"{len(known)} known or accepted: {counted(known)}"] * bool(known)
    if rest:
        lines.append(_command("notice", {"title": "aligner"}, "; ".join(rest)))
    return {"annotations.txt": "".join(f"{line}\n" for line in lines)}


def _annotation(report: Report, finding: Finding) -> str:
    """GitHub takes columns only where the whole is on one line; the end is the column after it."""
    place = leading_location(finding)
    document = report.documents[place.role]
    line, column = position(document, place.span.start)
    last_line, end = position(document, place.span.end)
    where: dict[str, object] = {"file": path(document), "line": line, "endLine": last_line}
    if line == last_line:
        where |= {"col": column, "endColumn": end}
    title = f"{finding.severity} {finding.category} at {finding.hop}"
    return _command(COMMANDS[finding.severity], where | {"title": title}, visible(finding.message))


def _command(name: str, properties: dict[str, object], message: str) -> str:
    """A workflow command; no text in it can end it or begin another."""
    told = ",".join(f"{key}={_data(str(value), ':,')}" for key, value in properties.items())
    return f"::{name} {told}::{_data(message)}"


def _data(text: str, more: str = "") -> str:
    """The text with what the runner would take for syntax percent-encoded, as it decodes it."""
    return "".join(f"%{ord(letter):02X}" if letter in f"%\r\n{more}" else letter for letter in text)
