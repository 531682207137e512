"""Pages to look at in a browser: an index of the items and a page for each, in one folder.

Their names come from the numbers of the items, never from a feed. Style and script stand apart, as Jenkins wants them;
only a chain that is too long for one page has its own in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aligner.feed_run import Item, Run, State
from aligner.finding import Finding
from aligner.formats.html import render, render_folder
from aligner.page import asset, environment

if TYPE_CHECKING:
    from jinja2 import Environment

PACKAGE = "aligner.feed_formats"
INDEX, STYLE = "index.html", "feeds.css"


def page(item: Item) -> str:
    """The file of an item's page."""
    return f"item-{item.number:04}.html"


def pages(item: Item) -> dict[str, str]:
    """The texts of an item's files by their names; none if it was not compared."""
    if item.report is None:
        return {}
    texts = render_folder(item.report)
    if sum(name.endswith(".html") for name in texts) > 1:
        return {page(item): render(item.report)["report.html"]}
    return {page(item) if name == INDEX else name: text for name, text in texts.items()}


def index(run: Run) -> dict[str, str]:
    """The index of all items, and its style."""
    template, policy = _environment().get_template(INDEX), "style-src 'self'"
    text = template.render(run=run, page=page, compared=_compared, severities=list(run.counts), policy=policy)
    return {INDEX: text, STYLE: asset(PACKAGE, STYLE)}


def _compared(item: Item) -> bool:
    return item.state is State.CHECKED


def _environment() -> Environment:
    """The templates, with what tells findings from what the history remembers of them."""
    found = environment(PACKAGE)
    found.filters["address"] = _address
    found.tests["finding"] = lambda value: isinstance(value, Finding)
    return found


def _address(link: str) -> str:
    """An address of a feed if it can do no harm to follow it, else nothing."""
    try:
        return link if urlsplit(link).scheme in {"http", "https"} else ""
    except ValueError:
        return ""
