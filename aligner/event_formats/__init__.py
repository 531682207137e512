"""What the output formats of an event share: how its parts are told in words. Each has `render(report) -> text`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from aligner.claims import Claim
from aligner.dossier import Place
from aligner.events import EventReport
from aligner.lang.controls import visible

Render = Callable[[EventReport], str]
STANDINGS = {
    "contradicted": "Contradicted",
    "shared": "Made by several articles",
    "alone": "Made by one article alone",
}


def discover() -> dict[str, Render]:
    """All formats by name, found afresh on each call."""
    return {info.name: import_module(f"{__name__}.{info.name}").render for info in iter_modules(__path__)}


def titles(report: EventReport) -> list[str]:
    """What the articles are called: their files' names, with as many folders as tell them apart."""
    paths = [Path(visible(document.origin)) for document in report.articles]
    depth = 1
    while depth < max(len(path.parts) for path in paths) and len({_end(path, depth) for path in paths}) < len(paths):
        depth += 1
    return [_end(path, depth) for path in paths]


def _end(path: Path, depth: int) -> str:
    return "/".join(path.parts[-depth:])


def lineage_lines(report: EventReport) -> Iterator[str]:
    """Which article was made from which, and which were not, one plain sentence each."""
    names = titles(report)
    told = {frozenset((found.ancestor, found.descendant)) for found in report.descents}
    for found in report.descents:
        by_way = f" by way of {names[found.through]}" if found.through is not None else ""
        yield f"{names[found.descendant]} descends from {names[found.ancestor]}{by_way}"
    for kinship in report.kinships:
        if kinship.related and frozenset((kinship.left, kinship.right)) not in told:
            yield f"{names[kinship.left]} and {names[kinship.right]} are one text; which came first cannot be told"
    for number, name in enumerate(names):
        if not any(kinship.related and number in (kinship.left, kinship.right) for kinship in report.kinships):
            yield f"{name} descends from none of the others"


def place_of(report: EventReport, place: Place) -> str:
    """File and line, on one line."""
    return f"{visible(report.articles[place.article].origin)}:{report.line(place)}"


def by_standing(report: EventReport) -> Iterator[tuple[str, list[Claim]]]:
    """The claims that are contradicted, those that are shared and those that one article alone makes."""
    for standing in STANDINGS:
        chosen = [claim for claim in report.claims if report.standing(claim) == standing]
        if chosen:
            yield standing, chosen
