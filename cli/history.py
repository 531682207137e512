"""`aligner history`: what earlier runs over feeds came to."""
# ruff: noqa: PLC0415 - the history and rich are imported only when they are wanted

from __future__ import annotations

import json
import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from . import options
from .bidi import Bidi, BidiMode
from .output import check_output, emit

if TYPE_CHECKING:
    from aligner.history import History

PLACE = Path(".aligner/history.sqlite")
"""Where the history is, beside aligner.toml or in the working folder."""
SETTINGS = "aligner.toml"
SCHEMA = "aligner-history/1"


class HistoryFormat(StrEnum):
    """Output formats of the history; text is for people."""

    TEXT = "text"
    JSON = "json"


class Per(StrEnum):
    """What a line of a trend stands for."""

    DAY = "day"
    WEEK = "week"


class Of(StrEnum):
    """What a trend is of."""

    FEED = "feed"
    OUTLET = "outlet"


def history(  # noqa: PLR0917 - one parameter an option
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]",
            help="The history; unless given .aligner/history.sqlite beside the nearest aligner.toml upward, or here.",
            show_default=False,
        ),
    ] = None,
    items: Annotated[bool, typer.Option("--items", help="Show the items of a run too.")] = False,
    run: Annotated[
        int | None,
        typer.Option("--run", min=1, metavar="NUMBER", help="The run whose items are shown, unless given the last."),
    ] = None,
    trend: Annotated[bool, typer.Option("--trend", help="Show how each feed or outlet fares over time too.")] = False,
    by: Annotated[Of, typer.Option("--by", help="What a trend is of.")] = Of.FEED,
    per: Annotated[Per, typer.Option("--per", help="What a line of a trend stands for.")] = Per.WEEK,
    most: Annotated[
        int, typer.Option("--most", min=1, metavar="NUMBER", help="Show so many runs, the last ones.")
    ] = 20,
    format: Annotated[HistoryFormat, typer.Option("--format", "-f", help="text is for people.")] = HistoryFormat.TEXT,
    output: options.Output = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write a page to look at in a browser, and no more.")
    ] = None,
    no_color: options.NoColor = False,
    bidi: BidiMode = Bidi.AUTO,
) -> None:
    """Show what earlier runs over feeds came to: the runs, the items of one, and how feeds and outlets fare.

    A trend counts each item once, as it was last judged, when it was
    published (when it was judged, if that is not known).

    Exit codes: 0 shown, 2 could not run.
    """
    from aligner.history import By, History, Period

    place = file or default_place()
    for target in filter(None, (output, html)):
        check_output(target, [place])
    with History(place) as known:
        if html:
            emit(_page(known, run, Period(per)), html)
            return
        told = _told(
            known, most, (_chosen(known, run) if items or run else None), By(by) if trend else None, Period(per)
        )
    if format is HistoryFormat.JSON:
        from aligner.lang.controls import escaped

        emit(escaped(json.dumps(told, ensure_ascii=False, indent=2)) + "\n", output)
    else:
        from .history_view import show

        show(told, output, bidi, no_color=no_color)


def default_place() -> Path:
    """Where the history of this project is: beside the nearest aligner.toml upward, else in the working folder."""
    try:
        folder = Path.cwd()
    except OSError:  # it has been taken away
        return PLACE
    for place in (folder, *folder.parents):
        # Unlike Path.is_file this takes a folder that cannot be looked into for one without the file.
        if os.path.isfile(place / SETTINGS):  # noqa: PTH113
            return Path(os.path.relpath(place / PLACE))
        if os.path.exists(place / ".git"):  # noqa: PTH110
            break
    return PLACE


def _chosen(known: History, run: int | None) -> int | None:
    """The run whose items are wanted, the last one unless it is said which; raises ConfigError."""
    from aligner.errors import ConfigError

    numbers = [entry.number for entry in known.runs()]
    if run and run not in numbers:
        last = f"the last one is {numbers[0]}" if numbers else "there are none"
        raise ConfigError([f"--run {run}: there is no such run; {last}"])
    return run or next(iter(numbers), None)


def _told(known: History, most: int, run: int | None, by: Any, period: Any) -> dict[str, Any]:
    """What is asked for, as plain data."""
    from aligner.history.plain import item_dict, run_dict, trend_dict

    told: dict[str, Any] = {"schema": SCHEMA, "runs": [run_dict(entry) for entry in known.runs(most)]}
    if run:
        told["items"] = {"run": run, "items": [item_dict(item) for item in known.items(run)]}
    if by:
        trends = [trend_dict(trend) for trend in known.trends(by, period)]
        told["trend"] = {"by": by.value, "per": period.value, "trends": trends}
    return told


def _page(known: History, run: int | None, period: Any) -> str:
    from aligner.history import By
    from aligner.history.page import render

    chosen = _chosen(known, run)
    runs = known.runs()
    items = {chosen: known.items(chosen)} if chosen else {}
    return render(runs, items, {by: known.trends(by, period) for by in By}, period)
