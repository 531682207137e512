"""Articles on one event: which descends from which, what each claims, where they part, and what none bears out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aligner.bitext import Document
from aligner.claims import Claim, Kind, Mention, claim, grouped
from aligner.contradictions import ALIKE, Contradiction, contradictions
from aligner.descent import Descent, descents, lineages
from aligner.dossier import Place, dossier
from aligner.encoding import Encoder
from aligner.figures import Figure, figures
from aligner.kinship import Kinship, kinships
from aligner.naming import name_claims
from aligner.report import Signature
from aligner.sayings import saying_claims, sayings, told_otherwise
from aligner.suspects import Suspect, suspects
from aligner.version import __version__

SCHEMA = "aligner-event/1"
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class EventReport:
    """The segmented articles and what was found in them; all else tells an article by its number, from 0.

    `lineages` gives for each article the first one that it shares its text with.
    """

    signature: Signature
    articles: tuple[Document, ...]
    kinships: tuple[Kinship, ...]
    descents: tuple[Descent, ...]
    lineages: tuple[int, ...]
    claims: tuple[Claim, ...]
    contradictions: tuple[Contradiction, ...]
    suspects: tuple[Suspect, ...]

    def standing(self, claim: Claim) -> str:
        """Whether a claim is contradicted, made by one article alone, or shared."""
        disputed = {side.place for found in self.contradictions for side in (found.left, found.right)}
        if any(mention.place in disputed for mention in claim.mentions):
            return "contradicted"
        return "alone" if claim.alone else "shared"

    def witnesses(self, claim: Claim) -> int:
        """How many lineages make a claim: articles that descend from each other bear witness once."""
        return len({self.lineages[article] for article in claim.articles})

    def line(self, place: Place) -> int:
        """The line, from 1, where something stands."""
        return 1 + len(_LINE_END.findall(self.articles[place.article].text, 0, place.span.start))

    def sentence(self, place: Place) -> str:
        """The sentence in which something stands."""
        document = self.articles[place.article]
        return document.slice(document.sentences[place.sentence].span)

    def to_dict(self) -> dict[str, Any]:
        """The report as plain data, version 1 of the schema, which docs/event.md describes."""
        return {
            "schema": SCHEMA,
            "signature": {**dict(self.signature.fields), "text": str(self.signature)},
            "articles": [
                {"origin": document.origin, "lang": document.lang, "lineage": lineage}
                for document, lineage in zip(self.articles, self.lineages, strict=True)
            ],
            "kinships": [_kinship(kinship) for kinship in self.kinships],
            "descents": [
                {"ancestor": found.ancestor, "descendant": found.descendant, "through": found.through}
                for found in self.descents
            ],
            "claims": [
                {
                    "kind": claim.kind.value,
                    "value": claim.value,
                    "standing": self.standing(claim),
                    "articles": list(claim.articles),
                    "witnesses": self.witnesses(claim),
                    "mentions": [self._mention(mention) for mention in claim.mentions],
                }
                for claim in self.claims
            ],
            "contradictions": [
                {
                    "kind": found.kind.value,
                    "message": found.message,
                    "likeness": round(found.likeness, 2),
                    "left": self._mention(found.left),
                    "right": self._mention(found.right),
                }
                for found in self.contradictions
            ],
            "suspects": [
                {
                    "severity": found.severity.value,
                    "confidence": round(found.confidence, 2),
                    "message": found.message,
                    **self._place(found.place),
                }
                for found in self.suspects
            ],
        }

    def _mention(self, mention: Mention) -> dict[str, Any]:
        speaker = {"speaker": mention.speaker} if mention.speaker else {}
        return {"value": mention.value, **speaker, **self._place(mention.place)}

    def _place(self, place: Place) -> dict[str, Any]:
        return {
            "article": place.article,
            "origin": self.articles[place.article].origin,
            "line": self.line(place),
            "start": place.span.start,
            "end": place.span.end,
            "text": place.text,
            "sentence": self.sentence(place),
        }


def event(documents: Sequence[Document], encoder: Encoder) -> EventReport:
    """Compare articles on one event, related or not; raises InputError for fewer than two or one without words."""
    articles = dossier(documents, encoder)
    kin = kinships(articles, encoder)
    found, said = figures(articles, encoder), sayings(articles)
    claims = (*_figure_claims(found), *name_claims(articles), *saying_claims(said))
    return EventReport(
        Signature((("command", "event"), ("version", __version__), ("encoder", encoder.name))),
        tuple(article.document for article in articles),
        kin,
        descents(articles, kin),
        lineages(len(articles), kin),
        claims,
        (*contradictions(found), *told_otherwise(said)),
        suspects(articles, encoder),
    )


def _figure_claims(found: Sequence[Figure]) -> list[Claim]:
    """The dates by what they say, and the numbers by what they say and count."""
    by_kind: Mapping[Kind, list[Figure]] = {Kind.DATE: [], Kind.NUMBER: []}
    for figure in found:
        by_kind[figure.kind].append(figure)
    dates = grouped(by_kind[Kind.DATE], Figure.agrees)
    numbers = grouped(by_kind[Kind.NUMBER], _says_the_same)
    return [claim(group[0].kind, [figure.mention for figure in group]) for group in (*dates, *numbers)]


def _says_the_same(one: Figure, other: Figure) -> bool:
    """Whether two equal numbers are of the same thing: their unit or noun, or else what their sentences say."""
    alike = float(one.statement.vector @ other.statement.vector) >= ALIKE
    return one.agrees(other) and (one.counts_the_same(other) or (alike and not (one.counted and other.counted)))


def _kinship(kinship: Kinship) -> dict[str, Any]:
    return {
        "left": kinship.left,
        "right": kinship.right,
        "related": kinship.related,
        "shares": [round(share, 2) for share in kinship.shares],
        "order": round(kinship.order, 2),
        "likeness": round(kinship.likeness, 2),
        "common": [list(pair) for pair in kinship.common],
    }
