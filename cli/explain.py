"""`aligner explain CHECK`: what a check reports, with examples, and how to accept what it found."""
# ruff: noqa: PLC0415 - the checks are imported only when one is to be explained

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from aligner.errors import InputError

from . import options
from .bidi import Bidi, BidiMode

if TYPE_CHECKING:
    from aligner.checks import Member


def _beginning_with(incomplete: str) -> list[str]:
    """The checks that shells offer."""
    from aligner.checks import discover

    return [name for name in discover() if name.startswith(incomplete)]


CheckName = Annotated[
    str, typer.Argument(metavar="CHECK", help="A name that aligner checks lists.", autocompletion=_beginning_with)
]


def explain(check: CheckName, no_color: options.NoColor = False, bidi: BidiMode = Bidi.AUTO) -> None:
    """Explain a check: what it reports, with examples, and how to accept what it found."""
    from .check_view import show
    from .layout import page

    member = _member(check)
    with page(bidi, no_color=no_color) as screen:
        show(member, ways_to_accept(member), screen)


def _member(name: str) -> Member:
    """The check of that name; raises InputError with the nearest one if there is none."""
    from rapidfuzz import fuzz, process

    from aligner.checks import discover

    members = discover()
    if name not in members:
        nearest = process.extractOne(name.lower(), members.keys(), scorer=fuzz.ratio)[0]
        raise InputError(f"there is no check {name!r}; did you mean {nearest!r}? aligner checks lists all")
    return members[name]


def ways_to_accept(member: Member) -> Iterator[tuple[str, str]]:
    """What to accept and how, from all that is there to all of the check."""
    from aligner.finding import Category

    name = member.check.name
    yield "all there is now", "aligner baseline create; with --baseline FILE only what is new fails a run"
    yield "one finding", "in aligner.toml, [[suppress]] with its id and a reason; --format json shows the id"
    if member.check.category is Category.NAME:
        yield "a spelling", "in aligner.toml, accepted-names with the spellings that mean the same"
    yield "a term", "a glossary that says how it may be rendered: --glossary FILE"
    yield "the whole check", f'in aligner.toml, under [severity]: {name} = "minor", or "off"'
