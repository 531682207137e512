"""What the output formats of an event share: how its parts are told in words. Each has `render(report) -> text`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from aligner.claims import Claim
from aligner.dossier import Place
from aligner.events import EventReport
from aligner.kinship import Kinship
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
    kin = {frozenset((kinship.left, kinship.right)): kinship for kinship in report.kinships}
    told = set()
    for found in report.descents:
        pair = frozenset((found.ancestor, found.descendant))
        told.add(pair)
        by_way = f" by way of {names[found.through]}" if found.through is not None else ""
        yield f"{names[found.descendant]} descends from {names[found.ancestor]}{by_way} ({_measured(kin[pair])})"
    for pair, kinship in kin.items():
        if kinship.related and pair not in told:
            both = f"{names[kinship.left]} and {names[kinship.right]}"
            yield f"{both} are one text; which came first cannot be told ({_measured(kinship)})"
    for number, name in enumerate(names):
        own = [kinship for pair, kinship in kin.items() if number in pair]
        if not any(kinship.related for kinship in own):
            yield f"{name} descends from none of the others (of the shorter text at most {_most(own)} aligns)"


def _measured(kinship: Kinship) -> str:
    return f"{kinship.share:.0%} of the shorter text aligns, {kinship.order:.0%} in order"


def _most(kinships: Sequence[Kinship]) -> str:
    return f"{max(kinship.share for kinship in kinships):.0%}"


def place_of(report: EventReport, place: Place) -> str:
    """File and line, on one line."""
    return f"{visible(report.articles[place.article].origin)}:{report.line(place)}"


def by_standing(report: EventReport) -> Iterator[tuple[str, list[Claim]]]:
    """The claims that are contradicted, those that are shared and those that one article alone makes."""
    for standing in STANDINGS:
        chosen = [claim for claim in report.claims if report.standing(claim) == standing]
        if chosen:
            yield standing, chosen
