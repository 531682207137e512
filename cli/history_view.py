"""The history as tables: in a terminal with colours, elsewhere lines whose columns are apart by two spaces."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from aligner.lang.controls import visible

from .layout import POP_ISOLATE, terminal
from .output import emit
from .terminal import FIRST_STRONG_ISOLATE, fidelity

WIDEST = 10_000
"""Columns of lines that no terminal shows: none is cut or wrapped."""
SEVERITIES = ("critical", "major", "minor")


def show(told: Mapping[str, Any], output: Path | None, *, no_color: bool) -> None:
    """Print the tables to the terminal, or write them as plain lines."""
    if output is None:
        with terminal(no_color=no_color) as console:
            if console:
                for table in _tables(told, isolate=True):
                    console.print(table)
                return
    plain = Console(file=io.StringIO(), width=WIDEST, no_color=True, highlight=False, emoji=False, markup=False)
    for table in _tables(told, isolate=False):
        plain.print(table)
    text = plain.file.getvalue()  # type: ignore[attr-defined]
    emit("".join(f"{line.rstrip()}\n" for line in text.splitlines()), output)


def _tables(told: Mapping[str, Any], *, isolate: bool) -> Iterator[Table | Text]:
    runs = _table("run", "started", "", "items", "fidelity", *SEVERITIES, "arguments")
    for run in told["runs"]:
        state = "" if run["complete"] else "partial"
        arguments = visible(" ".join(run["arguments"]))
        runs.add_row(f"{run['run']}", _moment(run["started"]), state, *_numbers(run), Text(arguments, "dim"))
    yield runs if told["runs"] else Text("no runs yet")
    if "items" in told:
        yield Text(f"\nitems of run {told['items']['run']}")
        yield _items(told["items"]["items"], isolate=isolate)
    if "trend" in told:
        yield Text(f"\nby {told['trend']['by']}, {told['trend']['per']} by {told['trend']['per']}")
        yield _trends(told["trend"], isolate=isolate)


def _items(items: Sequence[Mapping[str, Any]], *, isolate: bool) -> Table:
    table = _table("fidelity", *SEVERITIES, "published", "outlet", "title")
    for item in items:
        counts = dict.fromkeys(SEVERITIES, 0)
        for finding in item["findings"]:
            if finding["status"] == "new" and finding["severity"] in counts:
                counts[finding["severity"]] += 1
        found = [_count(counts[name]) for name in SEVERITIES]
        outlet, title = (_text(item[name], isolate=isolate) for name in ("outlet", "title"))
        table.add_row(_score(item["fidelity"].get("chain")), *found, _moment(item["published"]), outlet, title)
    return table


def _trends(told: Mapping[str, Any], *, isolate: bool) -> Table:
    table = _table(f"{told['per']} of", "items", "fidelity", *SEVERITIES, told["by"])
    for trend in told["trends"]:
        for point in trend["points"]:
            table.add_row(point["start"], *_numbers(point), _text(trend["name"], isolate=isolate))
    return table


def _table(*names: str) -> Table:
    """A table whose counts and scores stand to the right."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    for name in names:
        right = name in {"run", "items", "fidelity", *SEVERITIES}
        table.add_column(name, justify="right" if right else "left", no_wrap=name not in {"title", "arguments"})
    return table


def _numbers(counted: Mapping[str, Any]) -> list[Text]:
    found = [_count(counted["findings"][name]) for name in SEVERITIES]
    return [Text(f"{counted['items']}"), _score(counted["fidelity"]), *found]


def _score(score: float | None) -> Text:
    return Text("-", "dim") if score is None else fidelity(score)


def _count(count: int) -> Text:
    return Text(f"{count}", "" if count else "dim")


def _moment(time: str | None) -> str:
    return f"{time[:10]} {time[11:16]}" if time else ""


def _text(text: str, *, isolate: bool) -> Text:
    """A text of a feed, which cannot reorder what stands around it."""
    shown = visible(text)
    return Text(f"{FIRST_STRONG_ISOLATE}{shown}{POP_ISOLATE}" if isolate else shown)
