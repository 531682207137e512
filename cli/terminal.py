"""The view for people: rows side by side or stacked, findings marked where they stand and listed below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from aligner.bitext import Document, Row, Sentence, SentenceKind, Span
from aligner.finding import Finding, Severity
from aligner.lang.controls import visible
from aligner.report import Report

SIDE_BY_SIDE, LEAST_WIDTH = 110, 40
"""Columns a terminal needs for texts next to each other, and columns below which lines are left to wrap."""
MARGIN, LABEL, GAP = 5, 12, 2
"""Columns for a row's score, for a document's role where texts are stacked, and between texts."""
STYLES = {
    Severity.CRITICAL: "bold white on red",
    Severity.MAJOR: "bold black on yellow",
    Severity.MINOR: "underline cyan",
}
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
RTL_ISOLATE, FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2067", "\u2068", "\u2069"
RTL_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
RTL_RUN = re.compile(f"[{RTL_LETTERS}]+(?:[^{RTL_LETTERS}a-zA-Z“”]+[{RTL_LETTERS}]+)*")
Marks: TypeAlias = Sequence[tuple[int, Finding]]
"""Findings of a row with their numbers in the list of all."""


def show(report: Report, console: Console) -> None:
    """Print the rows with their findings, then what it comes to."""
    documents = list(report.documents.values())
    wide = console.width >= SIDE_BY_SIDE
    taken = MARGIN + GAP if wide else MARGIN + LABEL + GAP
    width = (console.width - taken) // len(documents) - GAP if wide else max(console.width - taken, 20)
    if wide:
        titles = (Text(f"{document.role} ({document.lang})", "dim") for document in documents)
        console.print(_line(Text("score", "dim"), dict(zip(documents, titles, strict=True)), width))
    for row in _rows(report):
        cells = {document: _cell(document, row, width, console) for document in documents}
        if row.spaced:
            console.print()
        if wide:
            console.print(_line(row.score, cells, width))
        else:
            _stack(row.score, cells, width, console)
        for number, finding in row.marks:
            console.print(_note(number, finding, console))
    console.print()
    console.print(summary(report))


@dataclass(frozen=True, slots=True)
class _Shown:
    """A row as it is shown: boilerplate has no score, and follows other boilerplate without a blank line."""

    row: Row
    score: Text
    marks: Marks
    spaced: bool


def _rows(report: Report) -> Iterator[_Shown]:
    marks: dict[int, list[tuple[int, Finding]]] = {}
    for number, finding in enumerate(report.findings, 1):
        marks.setdefault(finding.row, []).append((number, finding))
    after_boilerplate = False
    for index, (row, scores) in enumerate(zip(report.rows, report.scores, strict=True)):
        boilerplate = report.is_boilerplate(row)
        score = Text() if boilerplate else _fidelity(scores.chain)
        yield _Shown(row, score, marks.get(index, ()), spaced=not (boilerplate and after_boilerplate))
        after_boilerplate = boilerplate


def _stack(score: Text, cells: Mapping[Document, Text], width: int, console: Console) -> None:
    """One side under the other; the row's score stands beside the first."""
    for document, cell in cells.items():
        if cell:
            label = Text(f"{document.role:{LABEL}}", "dim")
            console.print(_line(Text.assemble(f"{score.plain:{MARGIN}}", label), {document: cell}, width))
            score = Text()


def _line(margin: Text, cells: Mapping[Document, Text], width: int) -> Table:
    """Cells side by side after the margin, flush right where a language runs right to left."""
    table = Table(box=None, show_header=False, padding=(0, GAP, 0, 0), pad_edge=False)
    table.add_column(width=MARGIN if len(cells) > 1 else MARGIN + LABEL, no_wrap=True)
    for document in cells:
        table.add_column(width=width, no_wrap=True, justify="right" if _runs_right_to_left(document) else "left")
    table.add_row(margin, *cells.values())
    return table


def _cell(document: Document, row: _Shown, width: int, console: Console) -> Text:
    """A side's text, marked and wrapped in logical order; an isolate a line where it runs right to left."""
    text = Text(" ").join(_marked(document, document.sentences[i], row.marks) for i in row.row.of(document.role))
    if not text:
        return text
    lines = text.wrap(console, width - 1)
    for line in lines:
        line.rstrip()
    if _runs_right_to_left(document):
        return Text("\n").join(Text.assemble(RTL_ISOLATE, line, POP_ISOLATE) for line in lines)
    return Text("\n").join(lines)


def _marked(document: Document, sentence: Sentence, marks: Marks) -> Text:
    """A sentence with its findings' spans highlighted, each followed by the finding's number."""
    base = {SentenceKind.BOILERPLATE: "dim", SentenceKind.HEADING: "bold"}.get(sentence.kind, "")
    places = sorted(
        (place.span.start, place.span.end, number, finding)
        for number, finding in marks
        for place in finding.at(document.role)
        if place.span.overlaps(sentence.span)
    )
    text, at = Text(style=base), sentence.span.start
    for first, last, number, finding in places:
        start, end = max(first, at), min(last, sentence.span.end)
        text.append(visible(document.slice(Span(at, start))))
        text.append(visible(document.slice(Span(start, end))), STYLES[finding.severity])
        text.append(f"[{number}]", "bold")
        at = max(at, end)
    return text.append(visible(document.slice(Span(at, sentence.span.end))))


def _note(number: int, finding: Finding, console: Console) -> Padding:
    """A finding in words, wrapped first so that every isolate ends on its line."""
    severity = Text(finding.severity, STYLES[finding.severity])
    head = Text.assemble((f"[{number}] ", "bold"), severity, f" {finding.category}, {finding.hop}: ")
    indent = MARGIN + GAP
    lines = (head + Text(visible(finding.message))).wrap(console, console.width - indent - 1)
    return Padding(Text("\n").join(_isolated(line) for line in lines), (0, 0, 0, indent))


def _isolated(line: Text) -> Text:
    """A left-to-right line whose right-to-left runs cannot reorder what stands around them."""
    line.rstrip()
    parts: list[str | Text] = []
    at = 0
    for run in RTL_RUN.finditer(line.plain):
        parts += [line[at : run.start()], FIRST_STRONG_ISOLATE, line[run.start() : run.end()], POP_ISOLATE]
        at = run.end()
    return Text.assemble(*parts, line[at:])


def _fidelity(score: float) -> Text:
    return Text(f"{score:3.0f}", "green" if score >= 80 else "yellow" if score >= 50 else "red")


def summary(report: Report) -> Text:
    """The document's scores, how many findings of each severity, and what stands alone."""
    return Text("\n").join(Text.assemble(*line) for line in _summary_lines(report))


def _summary_lines(report: Report) -> Iterator[list[str | Text]]:
    total = report.total
    yield ["fidelity ", _fidelity(total.chain), *(f"   {hop} {value:.0f}" for hop, value in total.fidelity.items())]
    counts = [(severity, sum(f.severity is severity for f in report.findings)) for severity in reversed(Severity)]
    yield ["findings ", ", ".join(f"{count} {severity}" for severity, count in counts)]
    alone = [f"{count} in the {role}" for role, count in report.unaligned().items() if count]
    if alone:
        yield ["sentences without a counterpart: ", ", ".join(alone)]


def _runs_right_to_left(document: Document) -> bool:
    return document.lang in RIGHT_TO_LEFT
