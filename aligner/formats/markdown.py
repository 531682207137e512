"""Markdown for a job summary or a comment on a merge request: the scores, then a table of the findings.

It keeps within the 65,536 characters of a comment, which the 1 MiB of a job summary always hold; if the findings do not
fit, the worst are kept and the last line counts the rest. Texts of documents are written so that they stay text: no
markup, no links, no mentions.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from aligner.finding import Finding, Location, Status
from aligner.formats import clipped, counted, leading_location, path, position, worst_first
from aligner.lang.controls import visible
from aligner.lang.direction import RTL_LETTERS
from aligner.report import Report

MOST_CHARACTERS = 65_536
LONGEST_CELL = 300
ROOM = 2000
"""Characters kept free for what stands around the table."""
_SYNTAX = re.compile(r"[\\`*_\[\]<>|&~#$]|:(?=//)|(?<=www)\.|[@!%](?=\w)", re.IGNORECASE)
_GAP = "&#8203;"  # a zero-width space: GitHub and GitLab look for @user, #1, $2 and the like after escapes are gone
_REFERENCE = frozenset("@!%#$&~")
_RIGHT_TO_LEFT = f"[{RTL_LETTERS}]"
_QUOTED = re.compile(f"(?<=“)[^“”]*{_RIGHT_TO_LEFT}[^“”]*(?=”)")


def render(report: Report) -> dict[str, str]:
    """One file; the findings in reading order."""
    new = [finding for finding in report.findings if finding.status is Status.NEW]
    known = [finding for finding in report.findings if finding.status is not Status.NEW]
    summary = f"{len(new)} new finding{'s' * (len(new) > 1)} ({counted(new)})" if new else "No new findings"
    summary += f", {len(known)} known or accepted ({counted(known)})" if known else ""
    hops = ", ".join(f"{hop} {value:.0f}" for hop, value in report.total.fidelity.items())
    parts = [f"### aligner: fidelity {report.total.chain:.0f} of 100", f"{summary}. Fidelity by hop: {hops}."]
    parts += [f"> {plain(warning)}" for warning in report.warnings]
    if report.findings:
        parts.append(_table(report, MOST_CHARACTERS - ROOM - sum(map(len, parts))))
    return {"report.md": "\n\n".join(parts) + "\n"}


def _table(report: Report, room: int) -> str:
    """The findings that fit, in reading order, and how many did not."""
    rows = [_row(report, finding) for finding in report.findings]
    head = ["severity", "hop", "what", *report.documents, "where"]
    kept = _fitting(rows, worst_first(report.findings), room)
    lines = [_cells(head), _cells(["---"] * len(head)), *(rows[number] for number in sorted(kept))]
    left_out = [finding for number, finding in enumerate(report.findings) if number not in kept]
    if left_out:
        lines += ["", f"{len(left_out)} more, not shown for lack of room: {counted(left_out)}."]
    return "\n".join(lines)


def _fitting(rows: Sequence[str], order: Sequence[int], room: int) -> Collection[int]:
    kept = set()
    for number in order:
        if len(rows[number]) < room:
            room -= len(rows[number]) + 1
            kept.add(number)
    return kept


def _row(report: Report, finding: Finding) -> str:
    place = leading_location(finding)
    document = report.documents[place.role]
    line, column = position(document, place.span.start)
    snippets = (_snippets(finding.at(role)) for role in report.documents)
    message = _QUOTED.sub(_isolated, plain(finding.message))
    return _cells([_kind(finding), finding.hop, message, *snippets, plain(f"{path(document)}:{line}:{column}")])


def _kind(finding: Finding) -> str:
    """Bold only if it counts; else with the reason why it does not."""
    if finding.status is Status.NEW:
        return f"**{finding.severity}** {finding.category}"
    why = finding.status.words + f": {plain(finding.reason)}" * bool(finding.reason)
    return f"{finding.severity} {finding.category} ({why})"


def _cells(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _snippets(places: Sequence[Location]) -> str:
    texts = (plain(place.text) for place in places)
    return " … ".join(re.sub(f"^.*{_RIGHT_TO_LEFT}.*$", _isolated, text) for text in texts)


def _isolated(match: re.Match[str]) -> str:
    """In an isolate of its own direction, so that Arabic does not turn its neighbours around."""
    return f'<span dir="auto">{match.group()}</span>'


def plain(text: str) -> str:
    """Text as Markdown that shows just that."""
    return _SYNTAX.sub(_escape, clipped(visible(text), LONGEST_CELL))


def _escape(match: re.Match[str]) -> str:
    sign, after = match.group(), match.string[match.end() : match.end() + 1]
    return f"\\{sign}{_GAP}" if sign in _REFERENCE and after.isalnum() else f"\\{sign}"
