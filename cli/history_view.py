"""The history as tables: in a terminal with colours, elsewhere lines whose columns are apart by two blanks."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from aligner.lang.controls import visible

from .bidi import Bidi
from .layout import terminal
from .output import emit
from .terminal import fidelity

WIDEST = 10_000
"""Columns of lines that no terminal shows: none is wrapped."""
GAP, LEAST = 2, 20
"""Blanks after a column, and the width that the last one has in any terminal."""
SEVERITIES = ("critical", "major", "minor")
COUNTS = ("run", "items", "fidelity", *SEVERITIES)
"""Columns of numbers, which stand to the right."""


def show(told: Mapping[str, Any], output: Path | None, bidi: Bidi, *, no_color: bool) -> None:
    """Print the tables to the terminal, or write them as plain lines."""
    if output is None:
        with terminal(bidi, no_color=no_color) as screen:
            if screen:
                _print(told, screen, screen.bidi)
                return
    text = io.StringIO()
    _print(told, Console(file=text, width=WIDEST, highlight=False, emoji=False, markup=False), Bidi.OFF)
    emit("".join(f"{line.rstrip()}\n" for line in text.getvalue().splitlines()), output)


def _print(told: Mapping[str, Any], console: Console, bidi: Bidi) -> None:
    if not told["runs"]:
        console.print("no runs yet")
        return
    _table(("run", "started", "", "items", "fidelity", *SEVERITIES, "arguments"), _runs(told["runs"]), console, bidi)
    if "items" in told:
        console.print(f"\nitems of run {told['items']['run']}")
        names = ("fidelity", *SEVERITIES, "published", "outlet", "title")
        _table(names, _items(told["items"]["items"]), console, bidi)
    if "trend" in told:
        by, per = told["trend"]["by"], told["trend"]["per"]
        console.print(f"\nby {by}, {per} by {per}")
        _table((f"{per} of", "items", "fidelity", *SEVERITIES, by), _points(told["trend"]["trends"]), console, bidi)


def _runs(runs: Sequence[Mapping[str, Any]]) -> Iterator[list[Text]]:
    for run in runs:
        state = Text("" if run["complete"] else "partial", "yellow")
        arguments = Text(visible(" ".join(run["arguments"])), "dim")
        yield [Text(f"{run['run']}"), _moment(run["started"]), state, *_numbers(run), arguments]


def _items(items: Sequence[Mapping[str, Any]]) -> Iterator[list[Text]]:
    for item in items:
        new = [finding["severity"] for finding in item["findings"] if finding["status"] == "new"]
        counts = [_count(new.count(name)) for name in SEVERITIES]
        texts = [Text(visible(item[name])) for name in ("outlet", "title")]
        yield [_score(item["fidelity"].get("chain")), *counts, _moment(item["published"]), *texts]


def _points(trends: Sequence[Mapping[str, Any]]) -> Iterator[list[Text]]:
    for trend in trends:
        for point in trend["points"]:
            yield [Text(point["start"]), *_numbers(point), Text(visible(trend["name"]))]


def _table(names: Sequence[str], rows: Iterator[list[Text]], console: Console, bidi: Bidi) -> None:
    """Print a table whose last column wraps; texts of feeds cannot reorder what stands around them."""
    cells = list(rows)
    widths = [max(len(name), *(row[at].cell_len for row in cells), 0) for at, name in enumerate(names)]
    room = max(console.width - sum(widths[:-1]) - GAP * len(names), LEAST)
    table = Table(box=None, padding=(0, GAP, 0, 0), pad_edge=False, header_style="dim")
    for name in names:
        table.add_column(name, justify="right" if name in COUNTS else "left", no_wrap=True)
    for row in cells:
        lines = row[-1].wrap(console, room)
        for line in lines:
            line.rstrip()
        table.add_row(*map(bidi.embedded, row[:-1]), Text("\n").join(map(bidi.embedded, lines)))
    console.print(table)


def _numbers(counted: Mapping[str, Any]) -> list[Text]:
    counts = [_count(counted["findings"][name]) for name in SEVERITIES]
    return [Text(f"{counted['items']}"), _score(counted["fidelity"]), *counts]


def _score(score: float | None) -> Text:
    return Text("-", "dim") if score is None else fidelity(score)


def _count(count: int) -> Text:
    return Text(f"{count}", "" if count else "dim")


def _moment(time: str | None) -> Text:
    return Text(f"{time[:10]} {time[11:16]}" if time else "")
