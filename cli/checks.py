"""`aligner checks`: what is checked, in a table."""
# ruff: noqa: PLC0415 - the checks are imported only when they are to be listed

from __future__ import annotations

import json
from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from . import options
from .bidi import Bidi
from .output import emit

if TYPE_CHECKING:
    from aligner.checks import Member


class ListFormat(StrEnum):
    """Output formats of the list of checks; text is for people."""

    TEXT = "text"
    JSON = "json"


def checks(
    format: Annotated[ListFormat, typer.Option("--format", "-f", help="text is a table.")] = ListFormat.TEXT,
    no_color: options.NoColor = False,
) -> None:
    """List the checks: name, category, severity, languages and what each reports.

    Severity is that of a clear case; doubtful ones are less severe. More on
    one of them: aligner explain CHECK.
    """
    from aligner.checks import discover

    members = discover().values()
    if format is ListFormat.JSON:
        emit(json.dumps([_plain(member) for member in members], ensure_ascii=False, indent=1) + "\n", None)
    else:
        _print(members, no_color=no_color)


def _plain(member: Member) -> dict[str, Any]:
    check = member.check
    return {
        "name": check.name,
        "category": check.category.value,
        "mqm": check.category.mqm,
        "severity": check.severity.value,
        "languages": sorted(check.languages),
        "summary": member.manual.splitlines()[0],
    }


def _print(members: Iterable[Member], *, no_color: bool) -> None:
    from rich.table import Table
    from rich.text import Text

    from .layout import page
    from .terminal import STYLES

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("check", "category", "severity", "languages"):
        table.add_column(heading, no_wrap=True)
    table.add_column("what it reports", overflow="fold")
    for member in members:
        check = member.check
        severity = Text(check.severity, STYLES[check.severity])
        row = (check.name, check.category, severity, ", ".join(sorted(check.languages)), member.manual.splitlines()[0])
        table.add_row(*row)
    with page(Bidi.OFF, no_color=no_color) as screen:
        screen.print(table)
