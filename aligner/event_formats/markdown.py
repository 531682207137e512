"""An event as Markdown; texts of documents are written so that they stay text: no markup, no links, no mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aligner.claims import Claim
from aligner.dossier import Place
from aligner.event_formats import STANDINGS, by_standing, lineage_lines, place_of, titles
from aligner.events import EventReport
from aligner.lang.controls import visible

LONGEST = 300
_SYNTAX = re.compile(r"[\\`*_\[\]<>|&~#$!]|:(?=//)|(?<=www)\.|[@%](?=\w)", re.IGNORECASE)
_REFERENCE = frozenset("@!%#$&~")
_GAP = "&#8203;"  # a zero-width space: GitHub and GitLab look for @user, #1 and the like after escapes are gone


def render(report: EventReport) -> str:
    """What descends from what, the contradictions, the suspects and the claims, a table each."""
    parts = ["### aligner: articles on one event", *_articles(report), *_contradictions(report), *_suspects(report)]
    for standing, claims in by_standing(report):
        rows = [_claim(report, claim) for claim in claims]
        parts += [f"#### {STANDINGS[standing]}", _table(["kind", "claim", "where"], rows)]
    return "\n\n".join(parts) + "\n"


def _articles(report: EventReport) -> Iterator[str]:
    yield "\n".join(f"- {_text(line)}" for line in lineage_lines(report))


def _contradictions(report: EventReport) -> Iterator[str]:
    if report.contradictions:
        yield "#### Contradictions"
        rows = [
            [
                found.kind.value,
                _text(found.message),
                _quoted(report, found.left.place),
                _quoted(report, found.right.place),
            ]
            for found in report.contradictions
        ]
        yield _table(["kind", "what", "one", "the other"], rows)


def _suspects(report: EventReport) -> Iterator[str]:
    if report.suspects:
        yield "#### Suspect phrases"
        rows = [
            [found.severity.value, _text(found.place.text), _quoted(report, found.place)] for found in report.suspects
        ]
        yield _table(["severity", "phrase", "where"], rows)


def _claim(report: EventReport, claim: Claim) -> list[str]:
    names = titles(report)
    places: dict[str, None] = {}
    for mention in claim.mentions:
        said = f" ({mention.speaker})" if mention.speaker else ""
        places[_text(f"{names[mention.place.article]}:{report.line(mention.place)}{said}")] = None
    return [claim.kind.value, _text(claim.value), ", ".join(places)]


def _quoted(report: EventReport, place: Place) -> str:
    return f"{_text(place_of(report, place))}: {_text(report.sentence(place))}"


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _text(text: str) -> str:
    """Text as Markdown that shows just that, on one line."""
    plain = " ".join(visible(text).split())
    clipped = plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1]}…"
    return _SYNTAX.sub(_escape, clipped)


def _escape(match: re.Match[str]) -> str:
    sign, after = match.group(), match.string[match.end() : match.end() + 1]
    return f"\\{sign}{_GAP}" if sign in _REFERENCE and after.isalnum() else f"\\{sign}"
