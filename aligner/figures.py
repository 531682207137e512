"""The dates and numbers of statements, each with what it is said of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from aligner.bitext import Span
from aligner.claims import Kind, Mention
from aligner.dossier import Article, Statement
from aligner.encoding import ANY_LANGUAGE, Encoder, Vectors, centred
from aligner.lang.amounts import same
from aligner.lang.dates import dates
from aligner.lang.lemmas import lemmas
from aligner.lang.moments import Moment
from aligner.lang.number_values import CARDINAL, FIRM, MULTIPLE, ORDINAL, PART, Number
from aligner.lang.stopwords import stopwords
from aligner.marks import Mark, marks
from aligner.quantities import quantities

CALENDAR = frozenset({"year", "month", "day", "weekday", "quarter", "halfyear", "season"})
"""Kinds of moments that a claim may be about; «last week» means something else in every article."""
BOUND = "bound"
"""The kind of moment that says before or after another: by, until, after, بعد."""
JOINED = 4
"""Code points that may stand between the parts of one date, such as a comma."""
COUNTED = 2
"""Words behind a number among which stands what it counts."""
PAIR = 2
"""Up to here a number in words without a unit claims nothing: «the two sides»."""
FEWEST = 4
"""Words without which a clause does not tell what it is about; then the whole sentence does."""
_CLAUSES = re.compile(r"[,;:،؛–—()]|\s(?:as|while|but|and|when|after|because|which|who|that)\s")


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """A date (its parts) or a number in a statement; `bound` tells «by» (-1) and «after» (1) from «in» (0).

    `counted` are the dictionary forms of what a number counts; `matter` [d] is the centred unit vector of what is said
    of it, without the figure itself.
    """

    statement: Statement
    span: Span
    kind: Kind
    moments: tuple[Moment, ...]
    number: Number | None
    bound: int
    counted: frozenset[str]
    matter: Vectors

    @property
    def mention(self) -> Mention:
        """As the claims have it."""
        place = self.statement.place(self.span)
        return Mention(place, " ".join(place.text.split()))

    @property
    def is_year(self) -> bool:
        """Whether it is a year, perhaps with more of a date."""
        return any(moment.kind == "year" for moment in self.moments)

    def agrees(self, other: Figure) -> bool:
        """Whether both say the same, whatever they say it of."""
        if self.number and other.number:
            return same(self.number, other.number)
        if self.kind is not other.kind or self.kinds != other.kinds:
            return False
        return all(one.meets(two) for one, two in zip(self.moments, other.moments, strict=True))

    @property
    def kinds(self) -> tuple[str, ...]:
        """Of what kinds the parts of a date are."""
        return tuple(moment.kind for moment in self.moments)

    def counts_the_same(self, other: Figure) -> bool:
        """Whether two numbers measure in the same unit, or count what has the same name."""
        ours, theirs = (frozenset(f.number.units if f.number else ()) for f in (self, other))
        return bool(ours & theirs) if ours or theirs else bool(self.counted & other.counted)


def figures(articles: Sequence[Article], encoder: Encoder) -> tuple[Figure, ...]:
    """All dates and numbers of the articles in reading order."""
    found = [raw for article in articles for statement in article.statements for raw in _figures(statement)]
    if not found:
        return ()
    texts = [_about(raw.statement, raw.span) for raw in found]
    vectors, prior = encoder.encode(texts), encoder.sentence_mean(ANY_LANGUAGE)
    langs = [raw.statement.side.lang for raw in found]
    means = {lang: encoder.sentence_mean(lang) for lang in langs}
    matter = [
        centred(vectors[k : k + 1], means[lang] if means[lang] is not None else prior)[0]
        for k, lang in enumerate(langs)
    ]
    return tuple(
        Figure(raw.statement, raw.span, raw.kind, raw.moments, raw.number, raw.bound, raw.counted, vector)
        for raw, vector in zip(found, matter, strict=True)
    )


def _figures(statement: Statement) -> Iterator[Figure]:
    none: Vectors = np.zeros(0, np.float32)
    found = sorted((*_dates(statement), *_numbers(statement)), key=lambda pair: pair[0])
    for span, moments, number, bound in found:
        counted = _counted(statement, span) if number and not number.measure else frozenset()
        whole = _with_measure(statement, span, number, bool(counted))
        yield Figure(statement, whole, Kind.NUMBER if number else Kind.DATE, moments, number, bound, counted, none)


Raw = tuple[Span, tuple[Moment, ...], Number | None, int]


def _dates(statement: Statement) -> Iterator[Raw]:
    text = statement.side.document.text
    parts: list[Mark[Moment]] = []
    for mark in (*marks(statement.side, dates), None):
        if parts and (mark is None or mark.value.kind == BOUND or mark.span.start - parts[-1].span.end > JOINED):
            named = [part for part in parts if part.value.kind in CALENDAR]
            if named:
                bounds = [part for part in parts if part.value.kind == BOUND]
                first = bounds[0] if bounds else named[0]
                bound = bounds[0].value.ranges[0][0] if bounds else 0
                span = Span(first.span.start, named[-1].span.end)
                if len(text[span.start : span.end].split()) <= 2 * len(parts) + 2:
                    yield span, tuple(part.value for part in sorted(named, key=lambda p: p.value.kind)), None, bound
            parts = []
        if mark is not None:
            parts.append(mark)


def _numbers(statement: Statement) -> Iterator[Raw]:
    for mark in quantities(statement.side):
        number = mark.value
        plain = number.kind in (CARDINAL, PART, MULTIPLE) or (number.kind == ORDINAL and number.figures)
        if number.use == FIRM and plain and (number.measure or number.figures or number.values[0] > PAIR):
            yield mark.span, (), number, number.bound.direction if number.bound else 0


def _with_measure(statement: Statement, span: Span, number: Number | None, counted: bool) -> Span:
    """The span with the number's unit, or with the words that it counts."""
    if number and number.measure:
        start, end = span.start + number.measure.start, span.start + number.measure.end
        if end - span.end <= JOINED * JOINED and span.start - start <= JOINED:
            return Span(min(span.start, start), max(span.end, end))
    if number and counted:
        behind = _behind(statement, span)
        return Span(span.start, statement.side.words[behind[-1]].span.end)
    return span


def _behind(statement: Statement, span: Span) -> list[int]:
    """The words behind a number that may say what it counts."""
    stops = stopwords(statement.side.lang)
    found: list[int] = []
    for k, word in enumerate(statement.side.words):
        if word.span.start >= span.end and len(found) < COUNTED:
            if not word.text[0].isalpha() or word.text.casefold() in stops:
                break
            found.append(k)
    return found


def _counted(statement: Statement, span: Span) -> frozenset[str]:
    if statement.side.lang != "en":
        return frozenset()
    return frozenset(form for k in _behind(statement, span) for form in lemmas(statement.side.words[k].text))


def _about(statement: Statement, span: Span) -> str:
    """The clause around a figure without it, or the whole sentence if that says too little."""
    start = statement.side.sentences[0].span.start
    text, at, end = statement.text, span.start - start, span.end - start
    edges = [
        0,
        *(match.end() for match in _CLAUSES.finditer(text) if match.end() <= at or match.start() >= end),
        len(text),
    ]
    first = max(edge for edge in edges if edge <= at)
    last = min(edge for edge in edges if edge >= end)
    clause = f"{text[first:at]} {text[end:last]}"
    whole = f"{text[:at]} {text[end:]}"
    return " ".join((clause if len(clause.split()) >= FEWEST else whole).split()) or text
