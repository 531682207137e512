"""The view of an event for people: what descends from what, then contradictions, suspects and claims."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from aligner.claims import Claim, Kind
from aligner.dossier import Place
from aligner.event_formats import STANDINGS, by_standing, lineage_lines, place_of
from aligner.events import EventReport
from aligner.lang.controls import visible

from .layout import Screen
from .terminal import STYLES, paragraph

INDENT = 4
LONGEST = 60
"""Characters of a quotation in the table; the sentence stands in the other formats."""


def show(report: EventReport, screen: Screen) -> None:
    """Print the whole report."""
    _head(screen, "What descends from what")
    for line in lineage_lines(report):
        screen.print(paragraph(Text(line), 2, screen))
    if report.contradictions:
        _head(screen, "Contradictions")
    for found in report.contradictions:
        told = Text.assemble((f"{found.kind} ", "bold"), visible(found.message))
        screen.print(paragraph(told, 2, screen))
        for side in (found.left, found.right):
            _quote(report, side.place, screen, "bold yellow")
    if report.suspects:
        _head(screen, "Suspect phrases")
    for suspect in report.suspects:
        screen.print(
            paragraph(
                Text.assemble((suspect.severity, STYLES[suspect.severity]), f" {visible(suspect.message)}"), 2, screen
            )
        )
        _quote(report, suspect.place, screen, STYLES[suspect.severity])
    for standing, claims in by_standing(report):
        _head(screen, STANDINGS[standing])
        screen.print(_claims(report, claims, screen))
    screen.print()
    screen.print(_numbered(report, screen))
    screen.print(Text(f"signature {report.signature}", "dim"))


def _head(screen: Screen, title: str) -> None:
    screen.print()
    screen.print(Text(title, "bold underline"))


def _quote(report: EventReport, place: Place, screen: Screen, style: str) -> None:
    """A sentence with what is said of it marked, and where it stands."""
    document = report.articles[place.article]
    own = document.sentences[place.sentence].span
    at, end = place.span.start - own.start, place.span.end - own.start
    sentence = report.sentence(place)
    text = Text.assemble(
        (f"{place_of(report, place)}: ", "dim"),
        visible(" ".join(sentence[:at].split()) + " " * sentence[:at].endswith((" ", "\n"))),
        (visible(place.text), style),
        visible(sentence[end:]),
    )
    screen.print(paragraph(text, INDENT, screen))


def _claims(report: EventReport, claims: list[Claim], screen: Screen) -> Table:
    """A claim a row, and for each article the lines where it makes it."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("")
    table.add_column("claim")
    for number in range(len(report.articles)):
        table.add_column(f"[{number + 1}]", justify="right")
    for claim in claims:
        cells = [_lines(report, claim, number) for number in range(len(report.articles))]
        table.add_row(Text(claim.kind, "dim"), screen.bidi.embedded(Text(_told(claim))), *cells)
    return table


def _told(claim: Claim) -> str:
    text = visible(claim.value)
    text = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    speakers = dict.fromkeys(visible(mention.speaker) for mention in claim.mentions if mention.speaker)
    return f"{text} ({'; '.join(speakers)})" if claim.kind in (Kind.QUOTE, Kind.SPEECH) and speakers else text


def _lines(report: EventReport, claim: Claim, number: int) -> str:
    lines = dict.fromkeys(report.line(mention.place) for mention in claim.mentions if mention.place.article == number)
    return ",".join(map(str, lines)) if len(lines) <= 3 else f"{len(lines)}×"


def _numbered(report: EventReport, screen: Screen) -> Text:
    """Which article a column of the tables stands for."""
    lines = [f"[{k}] {visible(document.origin)} ({document.lang})" for k, document in enumerate(report.articles, 1)]
    return Text("\n").join([Text("Columns hold the lines of these articles:", "dim"), *map(Text, lines)])
