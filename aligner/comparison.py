"""Several variants of one text beside each other, as it can be shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from aligner.bitext import Document, Role, SentenceKind, Span
from aligner.breakdown import Breakdown
from aligner.common_rows import CommonRow
from aligner.corpus_metrics import CorpusMetric
from aligner.distortions import Distortion, Origin
from aligner.finding import Category, Severity, Status
from aligner.report import Report
from aligner.significance import PairTest, RowTests
from aligner.winners import Winner

BIN, WIDEST = 10, 50
"""Points a bar of the histogram of row differences stands for, and from which all go into the outermost."""
FEW = 6
"""Rows that have to differ for any difference to be told from noise."""
SHOWN_AT = 1.0
"""Points from which variants part in a row."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One variant: what it is called, and its own report of the whole chain."""

    name: str
    report: Report

    @property
    def twin(self) -> Document:
        """Its text."""
        return self.report.documents[Role.TWIN]

    @property
    def fidelity(self) -> float:
        """The score of the document (0-100), as `aligner diff` has it."""
        return self.report.total.chain

    def severities(self) -> dict[Severity, int]:
        """How many new findings there are of each severity, the worst first."""
        count = Counter(f.severity for f in self.report.findings if f.status is Status.NEW)
        return {severity: count[severity] for severity in reversed(Severity)}

    def categories(self) -> Counter[Category]:
        """How many new findings there are of each category."""
        return Counter(f.category for f in self.report.findings if f.status is Status.NEW)

    def coverage(self) -> float:
        """Of 100 characters of what it renders, how many have a counterpart in it; boilerplate left out."""
        role = Role.TRANSLATION if Role.TRANSLATION in self.report.documents else Role.SOURCE
        document = self.report.documents[role]
        all_of_it = covered = 0
        for row in self.report.rows:
            sentences = [document.sentences[i] for i in row.of(role)]
            length = sum(s.span.end - s.span.start for s in sentences if s.kind is not SentenceKind.BOILERPLATE)
            all_of_it += length
            covered += length * bool(row.twin)
        return 100 * covered / all_of_it if all_of_it else 100.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Variants in the order given, the rows they have in common, and what comes of comparing them.

    `shared` are the documents that all are compared with, `differs` are for each row and variant the spans of the words
    that set it apart. `lines` tells a line-aligned test set from an article.
    """

    shared: Mapping[Role, Document]
    variants: tuple[Variant, ...]
    rows: tuple[CommonRow, ...]
    winners: tuple[Winner, ...]
    distortions: tuple[Distortion, ...]
    differs: tuple[tuple[tuple[Span, ...], ...], ...]
    tests: RowTests
    metrics: tuple[CorpusMetric, ...]
    breakdown: Breakdown
    lines: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """What the variants are called."""
        return tuple(variant.name for variant in self.variants)

    def ranking(self) -> list[int]:
        """The variants by number, the most faithful first."""
        return sorted(range(len(self.variants)), key=lambda k: -self.variants[k].fidelity)

    def parting(self) -> list[int]:
        """The rows by number in which variants part, those that part the documents most first."""
        apart = [k for k, row in enumerate(self.rows) if row.spread >= SHOWN_AT]
        return sorted(apart, key=lambda k: -self.rows[k].parting)

    def wins(self, variant: int) -> list[int]:
        """The rows that a variant alone wins clearly, by number, the clearest first."""
        won = [k for k, w in enumerate(self.winners) if w.clear and w.best == (variant,)]
        return sorted(won, key=lambda k: -self.winners[k].margin)

    def pair(self, first: int, second: int) -> PairTest:
        """The test of two variants, seen from the first."""
        for test in self.tests.pairs:
            if (test.first, test.second) == (first, second):
                return test
            if (test.second, test.first) == (first, second):
                low, high = test.interval
                turned = (-high, -low)
                p_values = test.bootstrap, test.randomisation
                return PairTest(first, second, -test.difference, turned, *p_values, test.differing)
        raise KeyError((first, second))

    def neighbours(self) -> Iterator[PairTest]:
        """Each variant against the next less faithful one."""
        order = self.ranking()
        return (self.pair(a, b) for a, b in pairwise(order))

    def origins(self, variant: int) -> Counter[Origin]:
        """How many of a variant's distortions are its own, and how many it has in common with others."""
        return Counter(d.origin for d in self.distortions if variant in d.found and d.worst.status is Status.NEW)

    def histogram(self, variant: int) -> dict[int, int]:
        """How many rows a variant is ahead of the first by so many points: the middle of each bar and its height."""
        count = dict.fromkeys(range(-WIDEST, WIDEST + 1, BIN), 0)
        for row in self.rows:
            if row.counts:
                ahead = row.fidelity[variant] - row.fidelity[0]
                count[max(-WIDEST, min(WIDEST, round(ahead / BIN) * BIN))] += 1
        return count

    def text(self, role: Role, row: int, variant: int = 0) -> str:
        """The words of one document in a row."""
        document = self.variants[variant].twin if role is Role.TWIN else self.shared[role]
        return " ".join(" ".join(document.slice(s).split()) for s in self.spans(role, row, variant))

    def spans(self, role: Role, row: int, variant: int = 0) -> Sequence[Span]:
        """Where the sentences of one document stand in a row."""
        document = self.variants[variant].twin if role is Role.TWIN else self.shared[role]
        return [document.sentences[i].span for i in self.rows[row].of(role, variant)]

    def warnings(self) -> tuple[str, ...]:
        """What the reports of the variants warn of, each once."""
        return tuple(dict.fromkeys(text for variant in self.variants for text in variant.report.warnings))


def verdict(comparison: Comparison, test: PairTest) -> str:
    """The difference of two variants in words, the better one first."""
    if test.difference < 0:
        test = comparison.pair(test.second, test.first)
    first, second = (comparison.names[k] for k in (test.first, test.second))
    if not test.differing:
        return f"{first} and {second}: no difference in any row"
    told = (
        f"{first} is {test.difference:.1f} points ahead of {second}"
        if round(test.difference, 1)
        else (f"{first} and {second} are level")
    )
    low, high = test.interval
    told += f" (95 % interval {low:.1f} to {high:.1f}, p {test.bootstrap:.3f} and {test.randomisation:.3f})"
    if test.clear:
        return f"{told}: a clear difference"
    few = f"; they differ in {test.differing} rows only" if test.differing < FEW else ""
    return f"{told}: this may be noise{few}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a variant's text: whether its words set it apart, and the severest new finding that stands on it."""

    text: str
    differs: bool = False
    severity: Severity | None = None


def pieces(comparison: Comparison, row: int, variant: int) -> list[Piece]:
    """A variant's text in a row, cut where differing words and findings begin and end."""
    twin = comparison.variants[variant].twin
    report, own = comparison.variants[variant].report, set(comparison.rows[row].shares[variant].rows)
    marks = [
        (place.span, finding.severity)
        for finding in report.findings
        if finding.row in own and finding.status is Status.NEW
        for place in finding.at(Role.TWIN)
    ]
    apart = comparison.differs[row][variant]
    found: list[Piece] = []
    for sentence in comparison.spans(Role.TWIN, row, variant):
        if found:
            found.append(Piece(" "))
        edges = {sentence.start, sentence.end}
        for span in (*apart, *(span for span, _ in marks)):
            edges |= {max(span.start, sentence.start), min(span.end, sentence.end)}
        for start, end in pairwise(sorted(edge for edge in edges if sentence.start <= edge <= sentence.end)):
            here = Span(start, end)
            on = [severity for span, severity in marks if span.overlaps(here)]
            worst = max(on, key=lambda severity: severity.weight, default=None)
            found.append(Piece(twin.slice(here), any(span.overlaps(here) for span in apart), worst))
    return found
