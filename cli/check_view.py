"""The view of a check for people: its manual, its examples text by text, and how to accept what it found."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from rich.text import Text

from aligner.bitext import Document, Role
from aligner.checks import Member
from aligner.finding import Check, Example
from aligner.glossary import Entry

from .layout import GAP, LABEL, MARGIN, Layout, Screen
from .terminal import STYLES, paragraph

LANGUAGES = {Role.SOURCE: "en", Role.TRANSLATION: "ar", Role.TWIN: "en"}
"""What the examples are written in."""
WIDEST = 110
"""Columns beyond which words in a line are hard to follow."""


def show(member: Member, accepting: Iterable[tuple[str, str]], screen: Screen) -> None:
    """Print all that a check says of itself, and the ways of accepting a finding."""
    check = member.check
    screen.width = min(screen.width, WIDEST - 1)
    head = Text.assemble((check.name, "bold"), "  ", (check.severity, STYLES[check.severity]))
    languages = ", ".join(sorted(check.languages))
    screen.print(head.append(f"  category {check.category}, MQM {check.category.mqm}, for {languages}"))
    for words in _paragraphs(member.manual):
        screen.print()
        screen.print(paragraph(Text(words), 0, screen))
    for title, examples in (("Reported", check.bad), ("Not reported", check.good)):
        _heading(title, screen)
        _examples(check, examples, screen)
    _heading("To accept what it found", screen)
    for what, how in accepting:
        screen.print(paragraph(Text.assemble((f"{what}: ", "bold"), how), MARGIN, screen))


def _heading(title: str, screen: Screen) -> None:
    screen.print()
    screen.print(Text(title, "bold underline"))


def _examples(check: Check, examples: Iterable[Example], screen: Screen) -> None:
    for number, example in enumerate(examples, 1):
        texts = {role: getattr(example, role) for role in Role if getattr(example, role)}
        documents = [Document(role, role, text, LANGUAGES[role]) for role, text in texts.items()]
        if number > 1:
            screen.print()
        Layout(screen, documents).row(Text(f"{number:3}", "dim"), {role: Text(text) for role, text in texts.items()})
    for entry in check.glossary:
        screen.print(paragraph(Text(f"with the glossary entry {_entry(entry)}", "dim"), MARGIN + LABEL + GAP, screen))


def _entry(entry: Entry) -> str:
    terms = " = ".join(" or ".join(f"“{term}”" for term in terms) for terms in entry.terms.values())
    return f"{terms}, not “{', '.join(entry.forbidden)}”" if entry.forbidden else terms


def _paragraphs(manual: str) -> list[str]:
    """The paragraphs of a docstring, each on one line."""
    blocks = groupby(manual.splitlines(), key=bool)
    return [" ".join(line.strip() for line in lines) for filled, lines in blocks if filled]
