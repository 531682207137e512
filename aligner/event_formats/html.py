"""An event to look at in a browser: one self-contained file without a script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from aligner.bitext import Span
from aligner.claims import Claim, Kind
from aligner.dossier import Place
from aligner.event_formats import STANDINGS, by_standing, lineage_lines, place_of, titles
from aligner.events import EventReport
from aligner.lang.direction import runs_right_to_left
from aligner.page import asset, attributes, environment, source_hash

PACKAGE = "aligner.event_formats"


def render(report: EventReport) -> str:
    """One file that needs no other."""
    style = asset("aligner.formats", "report.css") + asset(PACKAGE, "event.css")
    template = environment(PACKAGE).get_template("event.html")
    return template.render(_view(report), style=style, policy=f"style-src {source_hash(style)}")


def _view(report: EventReport) -> dict[str, Any]:
    """What the template shows."""
    rtl = next((d.lang for d in report.articles if runs_right_to_left(d.lang)), "ar")
    return {
        "report": report,
        "titles": titles(report),
        "lines": list(lineage_lines(report)),
        "attributes": [attributes(document) for document in report.articles],
        "rtl_lang": rtl,
        "standings": STANDINGS,
        "claims": list(by_standing(report)),
        "where": lambda place: place_of(report, place),
        "anchor": _anchor,
        "by_article": lambda claim: _by_article(report, claim),
        "around": lambda place: _around(report, place),
        "sentences": lambda number: _sentences(report, number),
    }


def _anchor(place: Place) -> str:
    return f"s{place.article}-{place.sentence}"


def _by_article(report: EventReport, claim: Claim) -> Iterator[dict[str, list[Place]]]:
    """For each article what it calls a claim, or who it says said it, with the places, a sentence once."""
    said = claim.kind in (Kind.QUOTE, Kind.SPEECH)
    for number in range(len(report.articles)):
        cell: dict[str, list[Place]] = {}
        seen: set[int] = set()
        for mention in claim.mentions:
            if mention.place.article == number and mention.place.sentence not in seen:
                label = mention.speaker or "unknown speaker" if said else mention.value
                cell.setdefault(label, []).append(mention.place)
                seen.add(mention.place.sentence)
        yield cell


def _around(report: EventReport, place: Place) -> tuple[str, str, str]:
    """The sentence before a place, what stands there, and the sentence after it."""
    document = report.articles[place.article]
    own = document.sentences[place.sentence].span
    return document.slice(Span(own.start, place.span.start)), place.text, document.slice(Span(place.span.end, own.end))


def _sentences(report: EventReport, number: int) -> Iterator[tuple[str, int, str, str, Sequence[tuple[str, bool]]]]:
    """Of each sentence of an article its anchor, line and kind, and its text in pieces, suspects told from the rest."""
    document = report.articles[number]
    for k, sentence in enumerate(document.sentences):
        pieces: list[tuple[str, bool]] = []
        at = sentence.span.start
        for found in report.suspects:
            if (found.place.article, found.place.sentence) == (number, k) and found.place.span.start >= at:
                pieces += [(document.slice(Span(at, found.place.span.start)), False), (found.place.text, True)]
                at = found.place.span.end
        pieces.append((document.slice(Span(at, sentence.span.end)), False))
        place = Place(number, k, sentence.span, "")
        yield _anchor(place), report.line(place), sentence.kind.value, "opening" if sentence.opening else "", pieces
