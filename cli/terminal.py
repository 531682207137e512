"""The view of a report for people: rows with their findings marked where they stand and listed below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from rich.padding import Padding
from rich.text import Text

from aligner.bitext import Document, Row, Sentence, Span, order_notes
from aligner.finding import Finding, Severity, Status
from aligner.lang.controls import visible
from aligner.report import Report, Scores, grade

from .explanation import explained
from .layout import GAP, KIND_STYLES, MARGIN, Layout, Screen

STYLES = {
    Severity.CRITICAL: "bold white on red",
    Severity.MAJOR: "bold black on yellow",
    Severity.MINOR: "underline cyan",
}
KNOWN = "underline dim"
"""How what is known or accepted is marked."""
UNCOUNTED = {Status.BASELINE: "known", Status.SUPPRESSED: "accepted"}
GRADES = {"good": "green", "fair": "yellow", "poor": "red"}
Marks: TypeAlias = Sequence[tuple[int, Finding]]
"""Findings of a row with their numbers in the list of all."""


def show(report: Report, screen: Screen, *, explain: bool = False) -> None:
    """Print the rows with their findings, then what it comes to; `explain` says what each score was lost to."""
    layout = Layout(screen, report.documents.values())
    layout.head("score")
    for row in _rows(report):
        if row.spaced:
            screen.print()
        layout.row(row.score, {role: _text(document, row) for role, document in report.documents.items()})
        for remark in order_notes(row.row):
            screen.print(aside(remark, "yellow"))
        for line in explained(row.scores) if explain else ():
            screen.print(aside(line, "dim"))
        for number, finding in row.marks:
            screen.print(note(number, finding, screen))
    screen.print()
    screen.print(summary(report, explain=explain))


@dataclass(frozen=True, slots=True)
class _Shown:
    """A row as it is shown: boilerplate has no score, and follows other boilerplate without a blank line."""

    row: Row
    score: Text
    scores: Scores
    marks: Marks
    spaced: bool


def _rows(report: Report) -> Iterator[_Shown]:
    marks: dict[int, list[tuple[int, Finding]]] = {}
    for number, finding in enumerate(report.findings, 1):
        marks.setdefault(finding.row, []).append((number, finding))
    after_boilerplate = False
    for index, (row, scores) in enumerate(zip(report.rows, report.scores, strict=True)):
        boilerplate = report.is_boilerplate(row)
        score = Text() if boilerplate else fidelity(scores.chain)
        yield _Shown(row, score, scores, marks.get(index, ()), spaced=not (boilerplate and after_boilerplate))
        after_boilerplate = boilerplate


def _text(document: Document, row: _Shown) -> Text:
    """A side's text, its findings marked."""
    return Text(" ").join(marked(document, document.sentences[i], row.marks) for i in row.row.of(document.role))


def marked(document: Document, sentence: Sentence, marks: Marks) -> Text:
    """A sentence with its findings' spans highlighted, each followed by the finding's number."""
    places = sorted(
        (place.span.start, place.span.end, number, finding)
        for number, finding in marks
        for place in finding.at(document.role)
        if place.span.overlaps(sentence.span)
    )
    text, at = Text(style=KIND_STYLES[sentence.kind]), sentence.span.start
    for first, last, number, finding in places:
        start, end = max(first, at), min(last, sentence.span.end)
        text.append(visible(document.slice(Span(at, start))))
        text.append(visible(document.slice(Span(start, end))), _style(finding))
        text.append(f"[{number}]", "bold")
        at = max(at, end)
    return text.append(visible(document.slice(Span(at, sentence.span.end))))


def aside(line: str, style: str) -> Padding:
    """A remark on a row, under its texts."""
    return Padding(Text(line, style), (0, 0, 0, MARGIN + GAP))


def note(number: int, finding: Finding, screen: Screen) -> Padding:
    """A finding in words."""
    severity = Text(finding.severity, _style(finding))
    head = Text.assemble((f"[{number}] ", "bold"), severity, f" {finding.category}, {finding.hop}: ")
    standing = f" ({finding.standing})" if finding.standing else ""
    return paragraph(head + Text(visible(finding.message + standing)), MARGIN + GAP, screen)


def paragraph(text: Text, indent: int, screen: Screen) -> Padding:
    """Words in lines of their own, wrapped first so that each line can be put in order by itself."""
    lines = text.wrap(screen, screen.width - indent - 1)
    for line in lines:
        line.rstrip()
    return Padding(Text("\n").join(screen.bidi.embedded(line) for line in lines), (0, 0, 0, indent))


def _style(finding: Finding) -> str:
    """By severity if it counts."""
    return STYLES[finding.severity] if finding.status is Status.NEW else KNOWN


def fidelity(score: float) -> Text:
    """A score from 0 to 100, by its colour good, middling or bad."""
    return Text(f"{score:3.0f}", GRADES[grade(score)])


def summary(report: Report, *, explain: bool = False) -> Text:
    """The document's scores, how many findings of each severity and what stands alone.

    With `explain` also what the scores were lost to and what they depend on.
    """
    lines = [Text.assemble(*line) for line in _summary_lines(report)]
    if explain:
        lines += [*(Text(line) for line in explained(report.total)), Text(f"signature {report.signature}", "dim")]
    return Text("\n").join(lines)


def _uncounted(report: Report) -> str:
    """How many findings do not count, if there are any."""
    count = Counter(finding.status for finding in report.findings)
    told = [f"{count[status]} {word}" for status, word in UNCOUNTED.items() if count[status]]
    return f"   ({', '.join(told)})" if told else ""


def _summary_lines(report: Report) -> Iterator[list[str | Text]]:
    total = report.total
    yield ["fidelity ", fidelity(total.chain), *(f"   {hop} {value:.0f}" for hop, value in total.fidelity.items())]
    counts = [(severity, sum(f.severity is severity for f in report.findings)) for severity in reversed(Severity)]
    yield ["findings ", ", ".join(f"{count} {severity}" for severity, count in counts), _uncounted(report)]
    alone = [f"{count} in the {role}" for role, count in report.unaligned().items() if count]
    if alone:
        yield ["sentences without a counterpart: ", ", ".join(alone)]
