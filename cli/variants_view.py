"""The view of variants for people: a table, what is certain of it, and the rows in which they part most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.box import SIMPLE
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from aligner.common_rows import SHARED
from aligner.comparison import Comparison, Piece, pieces, verdict
from aligner.distortions import Distortion, Origin
from aligner.finding import Severity, Status
from aligner.lang.controls import visible
from aligner.lang.direction import runs_right_to_left

from .layout import GAP, Screen
from .terminal import KNOWN, STYLES, fidelity, paragraph

ROWS = 10
"""Rows that are shown unless another number is asked for."""
LONGEST_LABEL = 16
BROAD = 112
"""Columns that all figures of a variant take side by side."""
DIFFERS = "bold underline"


def show(comparison: Comparison, screen: Screen, rows: int | None) -> None:
    """Print all that is worth a look; the result stands last, where a terminal leaves off."""
    parting = comparison.parting()
    shown = parting[: ROWS if rows is None else rows]
    by_row: dict[int, list[Distortion]] = {}
    for distortion in comparison.distortions:
        by_row.setdefault(distortion.row, []).append(distortion)
    for number in shown:
        _row(comparison, screen, number, by_row.get(number, []))
    if len(parting) > len(shown):
        screen.print(
            Text(f"{len(parting) - len(shown)} more rows in which they part less (--rows shows more)\n", "dim")
        )
    _breakdown(comparison, screen)
    _table(comparison, screen)
    for test in comparison.neighbours():
        screen.print(paragraph(Text(visible(verdict(comparison, test))), 0, screen))
    for metric in comparison.metrics:
        screen.print(Text(f"{metric.name} {metric.signature}", "dim"))
    screen.print(Text(f"signature {comparison.variants[0].report.signature}", "dim"))


def _row(comparison: Comparison, screen: Screen, number: int, found: list[Distortion]) -> None:
    row, winner = comparison.rows[number], comparison.winners[number]
    head = Text.assemble((f"row {number + 1}", "bold"), f", {row.spread:.0f} points apart")
    if winner.why:
        best = ", ".join(comparison.names[k] for k in winner.best)
        head.append(visible(f"; best: {best} ({winner.why})"))
    screen.print(paragraph(head, 0, screen))
    for role in SHARED:
        if role in comparison.shared and row.of(role, 0):
            _text(screen, Text(role, "dim"), Text(visible(comparison.text(role, number))), comparison.shared[role].lang)
    for k in sorted(range(len(comparison.variants)), key=lambda k: -row.fidelity[k]):
        label = Text.assemble(fidelity(row.fidelity[k]), " ", (_clipped(comparison.names[k]), "bold"))
        text = Text.assemble(*map(_piece, pieces(comparison, number, k))) or Text("no counterpart", "yellow")
        _text(screen, label, text, comparison.variants[k].twin.lang)
    for distortion in found:
        screen.print(_note(comparison, screen, distortion))
    screen.print()


def _text(screen: Screen, label: Text, text: Text, lang: str) -> None:
    """A text beside its label, wrapped first so that each line can be put in order by itself."""
    margin = LONGEST_LABEL + 4
    lines = text.wrap(screen, max(screen.width - margin - GAP, 20))
    for line in lines:
        line.rstrip()
    right_to_left = runs_right_to_left(lang)
    ordered = Text("\n").join(screen.bidi.line(line) if right_to_left else screen.bidi.embedded(line) for line in lines)
    table = Table(box=None, show_header=False, padding=(0, GAP, 0, 0), pad_edge=False)
    table.add_column(width=margin, no_wrap=True)
    table.add_column(
        width=max(screen.width - margin - GAP, 20), no_wrap=True, justify="right" if right_to_left else "left"
    )
    table.add_row(label, ordered)
    screen.print(table)


def _piece(piece: Piece) -> Text:
    style = STYLES[piece.severity] if piece.severity else ""
    return Text(visible(piece.text), f"{style} {DIFFERS}" if piece.differs else style)


def _note(comparison: Comparison, screen: Screen, distortion: Distortion) -> Padding:
    worst = distortion.worst
    style = STYLES[worst.severity] if worst.status is Status.NEW else KNOWN
    who = ", ".join(comparison.names[k] for k in distortion.found)
    standing = f" ({worst.standing})" if worst.standing else ""
    told = f" {worst.category}, {distortion.hop}, {distortion.origin.words} ({who}): {worst.message}{standing}"
    return paragraph(Text.assemble((worst.severity, style), visible(told)), LONGEST_LABEL + 4 + GAP, screen)


def _table(comparison: Comparison, screen: Screen) -> None:
    """What each variant comes to; where the screen is narrow, what is no finding in a table of its own."""
    texts: dict[str, Sequence[str | Text]] = {
        "coverage": [f"{variant.coverage():.0f}" for variant in comparison.variants]
    }
    texts |= {metric.name: [f"{measured.score:.1f}" for measured in metric.variants] for metric in comparison.metrics}
    if screen.width < BROAD:
        screen.print(_columns(comparison, texts))
        texts = {}
    variants = range(len(comparison.variants))
    meaning: dict[str, Sequence[str | Text]] = {
        "fidelity": [fidelity(variant.fidelity) for variant in comparison.variants],
        "95 %": [f"{low:.0f}–{high:.0f}" for low, high in comparison.tests.intervals],
    }
    for severity in reversed(Severity):
        meaning[severity] = [str(variant.severities()[severity]) for variant in comparison.variants]
    meaning["own"] = [str(comparison.origins(k)[Origin.OWN]) for k in variants]
    meaning["wins"] = [str(len(comparison.wins(k))) for k in variants]
    screen.print(_columns(comparison, meaning | texts))


def _columns(comparison: Comparison, columns: Mapping[str, Sequence[str | Text]]) -> Table:
    """A row a variant, the most faithful first."""
    table = Table(box=SIMPLE, pad_edge=False)
    table.add_column("variant", no_wrap=True)
    for head in columns:
        table.add_column(head, justify="right", no_wrap=True)
    for k in comparison.ranking():
        table.add_row(Text(_clipped(comparison.names[k]), "bold"), *(values[k] for values in columns.values()))
    return table


def _breakdown(comparison: Comparison, screen: Screen) -> None:
    """The fidelity by length and content, and the words that are kept; a column a variant."""
    table = Table(box=SIMPLE, pad_edge=False)
    table.add_column("fidelity of rows")
    table.add_column("rows", justify="right")
    for k in comparison.ranking():
        table.add_column(Text(_clipped(comparison.names[k])), justify="right", no_wrap=True)
    for cells in _cells(comparison):
        table.add_row(*cells)
    screen.print(table)


def _cells(comparison: Comparison) -> Iterator[list[str]]:
    order, found = comparison.ranking(), comparison.breakdown
    for bucket in (*found.lengths, *found.contents):
        yield [bucket.name, str(bucket.rows), *(_value(bucket.fidelity[k]) for k in order)]
    for kept in found.kept:
        yield [f"{kept.kind} kept (F1)", str(kept.words), *(_value(kept.f1[k]) for k in order)]
    categories = sorted({category for variant in comparison.variants for category in variant.categories()})
    for category in categories:
        yield [f"{category} findings", "", *(str(comparison.variants[k].categories()[category]) for k in order)]


def _value(value: float | None) -> str:
    return "–" if value is None else f"{value:.0f}"


def _clipped(name: str) -> str:
    name = visible(name)
    return name if len(name) <= LONGEST_LABEL else f"{name[: LONGEST_LABEL - 1]}…"
