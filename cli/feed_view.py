"""The view of a run over feeds for people: a table of the items, their findings, and what has no partner."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from rich.table import Table
from rich.text import Text

from aligner.feed_run import Item, Run, State
from aligner.finding import Finding, Severity
from aligner.lang.controls import visible

from .bidi import Bidi
from .layout import GAP, UNBROKEN, Screen, terminal
from .output import emit
from .terminal import STYLES, fidelity, note, paragraph

RESULTS = {"passed": "green", "failed": "bold red", "broken": "bold red", "unchanged": "dim", "older": "dim"}
INDENT = 2


def show(run: Run, output: Path | None, bidi: Bidi, *, no_color: bool) -> None:
    """Print a run to the terminal, or write it as plain lines."""
    if output is None:
        with terminal(bidi, no_color=no_color) as screen:
            if screen:
                _print(run, screen)
                return
    screen = Screen(Bidi.OFF, no_color=True)
    screen.file, screen.width = io.StringIO(), UNBROKEN
    _print(run, screen)
    emit("".join(f"{line.rstrip()}\n" for line in screen.file.getvalue().splitlines()), output)


def _print(run: Run, screen: Screen) -> None:
    if run.items:
        screen.print(_table(run.items, screen))
    for item in run.items:
        _findings(item, screen)
    if run.unmatched:
        screen.print("\nwithout a partner")
    for each in run.unmatched:
        told = f"{each.role} {each.article.origin} «{each.article.title}»: {each.reason}"
        screen.print(paragraph(Text(visible(told)), INDENT, screen))
    screen.print()
    for line in summary(run):
        screen.print(line)


def _table(items: Iterable[Item], screen: Screen) -> Table:
    """A line an item; only the titles wrap."""
    table = Table(box=None, padding=(0, GAP, 0, 0), pad_edge=False, header_style="dim")
    for name, justify in (("#", "right"), ("result", "left"), ("fidelity", "right"), ("findings", "left")):
        table.add_column(name, justify=justify, no_wrap=True)  # type: ignore[arg-type]
    table.add_column("title", overflow="fold")
    for item in items:
        chain = item.scores.get("chain")
        score = Text() if chain is None else fidelity(chain)
        title = screen.bidi.embedded(Text(visible(item.lead.title or item.lead.id)))
        result = Text(item.standing, RESULTS[item.standing])
        table.add_row(f"{item.number}", result, score, _counts(item), title)
    return table


def _counts(item: Item) -> Text:
    parts: list[Text | str] = []
    for severity, count in item.counts.items():
        parts += [" " * bool(parts), Text(f"{count} {severity}", STYLES[severity])] if count else []
    return Text.assemble(*parts)


def _findings(item: Item, screen: Screen) -> None:
    """What is to be said of an item besides its line in the table."""
    told = [f"no {role}: {reason}" for role, reason in item.match.missing.items()]
    told += [f"cannot be compared: {item.error}"] * bool(item.error)
    told += [f"failed: {failure}" for failure in item.failures]
    findings = [finding for finding in item.findings if isinstance(finding, Finding)]
    if not told and not findings:
        return
    screen.print()
    screen.print(paragraph(Text(f"#{item.number} {visible(item.lead.title or item.lead.id)}", "bold"), 0, screen))
    origins = ", ".join(article.origin for article in item.match.articles.values())
    screen.print(paragraph(Text(visible(origins), "dim"), INDENT, screen))
    for line in told:
        screen.print(paragraph(Text(visible(line), "yellow"), INDENT, screen))
    for number, finding in enumerate(findings, 1):
        screen.print(note(number, finding, screen))


def summary(run: Run) -> Iterator[str]:
    """What it comes to, a line at a time."""
    if run.partial:
        yield f"PARTIAL: broken off after {len(run.items)} of {run.planned} items"
    count = {name: sum(item.standing == name for item in run.items) for name in RESULTS}
    told = ", ".join(f"{number} {name}" for name, number in count.items() if number)
    yield f"items {len(run.items)}" + f": {told}" * bool(told) + f"; {len(run.unmatched)} articles without a partner"
    if any(item.state is State.CHECKED for item in run.items):
        findings = ", ".join(f"{run.counts[severity]} {severity}" for severity in reversed(Severity))
        yield f"fidelity {run.fidelity:.0f} on the mean; new findings {findings}"
    if run.bad:
        yield f"notices about what was read: {len(run.bad)}"
