"""The open set of formats for a run over feeds: one a file, a class `Writer` made of the format for a single chain.

A writer is told of one item after the other, since the reports of thousands would not fit into memory at once. The HTML
pages are apart from them, for they are many files: `aligner.feed_formats.html`.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol

from aligner import formats
from aligner.feed_run import Item, Run
from aligner.report import Report


class Writer(Protocol):
    """Writes a run; its texts one after the other are the file."""

    def item(self, item: Item) -> str:
        """What is written as soon as an item is done, its report still there."""

    def end(self, run: Run) -> str:
        """What is written once the run has ended, or was broken off."""


def discover() -> dict[str, type[Writer]]:
    """The writers of all formats by name, found afresh on each call."""
    modules = {info.name: import_module(f"{__name__}.{info.name}") for info in iter_modules(__path__)}
    return {name: module.Writer for name, module in modules.items() if hasattr(module, "Writer")}


def of_chain(report: Report, name: str) -> str:
    """A report in the format of this name for a single chain."""
    (text,) = formats.discover()[name](report).values()
    return text


def remarks(run: Run) -> list[str]:
    """What a reader of the findings alone would miss, a sentence at a time."""
    told = [f"partial: broken off after {len(run.items)} of {run.planned} items"] * run.partial
    told += [
        f"item {item.number} ({item.lead.title}): cannot be compared: {item.error}" for item in run.items if item.error
    ]
    told += [str(bad) for bad in run.bad]
    return told + [f"{each.role} {each.article.origin} has no partner: {each.reason}" for each in run.unmatched]
