"""The rows that several variants of one text have in common, whatever sentences each was aligned by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from aligner.bitext import Document, Role, Row
from aligner.report import Report

SHARED = (Role.SOURCE, Role.TRANSLATION)
"""The documents that all variants are compared with."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one variant has in a row: the sentences of its twin, and which rows of its own report that is.

    `weight` is the length by which those count in the document's score, `fidelity` their score (0-100); boilerplate
    weighs nothing and has none, and so has a variant that has nothing to say where others add a sentence.
    """

    twin: tuple[int, ...]
    rows: tuple[int, ...]
    weight: float
    fidelity: float | None


@dataclass(frozen=True, slots=True)
class CommonRow:
    """Sentences of the source and the translation, and what each variant makes of them."""

    source: tuple[int, ...]
    translation: tuple[int, ...]
    shares: tuple[Share, ...]

    def of(self, role: Role, variant: int) -> tuple[int, ...]:
        """The sentences of one document; those of the twin are the variant's."""
        return {Role.SOURCE: self.source, Role.TRANSLATION: self.translation}.get(role, self.shares[variant].twin)

    @property
    def fidelity(self) -> tuple[float, ...]:
        """The score of each variant (0-100); one that has nothing where others add a sentence, has lost nothing."""
        return tuple(100.0 if share.fidelity is None else share.fidelity for share in self.shares)

    @property
    def spread(self) -> float:
        """By how many points the best variant is better than the worst."""
        return max(self.fidelity) - min(self.fidelity)

    @property
    def parting(self) -> float:
        """The spread as it shows in the documents: a long row parts them more than a short one."""
        return self.spread * max(share.weight for share in self.shares)

    @property
    def counts(self) -> bool:
        """Whether the row is part of the article rather than boilerplate."""
        return any(share.weight for share in self.shares)


def common_rows(reports: Sequence[Report]) -> tuple[CommonRow, ...]:
    """The smallest rows that hold whole rows of every report, in the order of the first.

    What only twins say stands in a row of its own, after what it follows in each.
    """
    groups = _Groups()
    for report in reports:
        for row in report.rows:
            groups.join(_shared(row))
    held: dict[tuple[tuple[Role, int] | None, bool], list[list[int]]] = {}
    for number, report in enumerate(reports):
        group = None
        for index, row in enumerate(report.rows):
            shared = _shared(row)
            group = groups.of(shared[0]) if shared else group
            held.setdefault((group, bool(shared)), [[] for _ in reports])[number].append(index)
    return tuple(_row(reports, held[key]) for key in _in_order(held, reports[0], groups))


def _in_order(
    held: Mapping[tuple[tuple[Role, int] | None, bool], object], first: Report, groups: _Groups
) -> Iterator[tuple[tuple[Role, int] | None, bool]]:
    """The first report holds every sentence that is shared; what follows a group of those comes right after it."""
    order = dict.fromkeys([None, *(groups.of(shared[0]) for row in first.rows if (shared := _shared(row)))])
    yield from (key for group in order for key in ((group, True), (group, False)) if key in held)


def _shared(row: Row) -> list[tuple[Role, int]]:
    return [(role, i) for role in SHARED for i in row.of(role)]


def _row(reports: Sequence[Report], own: Sequence[Sequence[int]]) -> CommonRow:
    source, translation = (
        tuple(sorted({i for r, rows in zip(reports, own, strict=True) for k in rows for i in r.rows[k].of(role)}))
        for role in SHARED
    )
    return CommonRow(source, translation, tuple(_share(r, rows) for r, rows in zip(reports, own, strict=True)))


def _share(report: Report, rows: Sequence[int]) -> Share:
    weights = [weight_of(report, report.rows[k]) for k in rows]
    total = sum(weights)
    points = sum(weight * report.scores[k].chain for weight, k in zip(weights, rows, strict=True))
    twin = tuple(i for k in rows for i in report.rows[k].twin)
    return Share(twin, tuple(rows), total, points / total if total else None)


def weight_of(report: Report, row: Row) -> float:
    """The mean length of a row's sides, by which it counts in the document's score; boilerplate does not."""
    if report.is_boilerplate(row):
        return 0.0
    sides = [[_length(document, i) for i in row.of(role)] for role, document in report.documents.items()]
    present = [sum(lengths) for lengths in sides if lengths]
    return sum(present) / len(present)


def _length(document: Document, sentence: int) -> int:
    span = document.sentences[sentence].span
    return span.end - span.start


class _Groups:
    """Sentences that belong together, directly or by way of others."""

    def __init__(self) -> None:
        self._parents: dict[tuple[Role, int], tuple[Role, int]] = {}

    def of(self, sentence: tuple[Role, int]) -> tuple[Role, int]:
        """The sentence that stands for the whole group."""
        while (parent := self._parents.setdefault(sentence, sentence)) != sentence:
            sentence = self._parents[sentence] = self._parents[parent]
        return sentence

    def join(self, sentences: Sequence[tuple[Role, int]]) -> None:
        """Make one group of those of all sentences."""
        for sentence in sentences[1:]:
            self._parents[self.of(sentence)] = self.of(sentences[0])
