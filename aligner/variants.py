"""The comparison of variants of one text: align each chain, judge it, and bring all to the same rows."""

from __future__ import annotations

import multiprocessing
import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial

import numpy as np

from aligner.alignment import line_by_line
from aligner.bitext import Document, Role
from aligner.breakdown import breakdown
from aligner.common_rows import CommonRow, common_rows
from aligner.comparison import Comparison, Variant
from aligner.config import Config
from aligner.corpus_metrics import CorpusMetric, measured
from aligner.distortions import distortions
from aligner.encoding import Encoder
from aligner.errors import InputError
from aligner.pipeline import compare, judged
from aligner.remembered import RememberedEncoder
from aligner.report import Report
from aligner.segment import segment, sentence_a_line
from aligner.significance import RowTests, row_tests
from aligner.winners import winners
from aligner.word_differences import differing

FEWEST, MOST = 2, 100
"""Variants that can be compared: each is compared with each other."""


def compare_variants(
    shared: Sequence[Document],
    twins: Mapping[str, Document],
    encoder: Encoder,
    config: Config | None = None,
    *,
    lines: bool = False,
    processes: int = 1,
    mark: Callable[[Report], Report] = lambda report: report,
) -> Comparison:
    """Compare variants, by name, with the source, the translation or both; each distinct sentence is encoded once.

    With `lines` the lines of one number belong together. `mark` says of findings whether they count. Raises InputError
    and UnrelatedError as `pipeline.compare` does.
    """
    config = config or Config()
    if not shared or not FEWEST <= len(twins) <= MOST:
        raise InputError(f"give the source or the translation, and {FEWEST} to {MOST} variants of one text")
    chains = [(*shared, replace(twin, role=Role.TWIN)) for twin in twins.values()]
    remembered = RememberedEncoder(encoder)
    work: Callable[[Sequence[Document]], Report]
    if lines:
        chains = [tuple(_by_line(document) for document in chain) for chain in chains]
        _require_lines([document for chain in chains for document in chain])
        sentences = (document.sentence_texts for document in _distinct(chains))
        work = partial(_report_of_lines, encoder=remembered, config=config)
    else:
        cut = partial(segment, boilerplate=config.boilerplate)
        sentences = (replace(document, sentences=cut(document)).sentence_texts for document in _distinct(chains))
        work = partial(compare, encoder=remembered, config=config)
    remembered.read(text for texts in sentences for text in texts)
    reports = [mark(report) for report in _each(work, chains, processes)]
    return _compared(dict(zip(twins, reports, strict=True)), lines=lines, processes=processes)


def _distinct(chains: Sequence[Sequence[Document]]) -> list[Document]:
    """The documents of chains that have all but the last in common."""
    return [*chains[0], *(chain[-1] for chain in chains[1:])]


def _each(
    work: Callable[[Sequence[Document]], Report], chains: Sequence[Sequence[Document]], processes: int
) -> list[Report]:
    """The report of each chain; where processes can be forked, several are made at a time, of what has been read."""
    if processes == 1 or sys.platform != "linux":
        return [work(chain) for chain in chains]
    with warnings.catch_warnings():
        # Newer versions of Python warn of threads. None has work to do now, and the encoder runs in its caller's.
        warnings.simplefilter("ignore", DeprecationWarning)
        global _work  # noqa: PLW0603 - a forked process finds it where it was; handed over it would be copied
        _work = work
        with ProcessPoolExecutor(min(processes, len(chains)), multiprocessing.get_context("fork")) as pool:
            return list(pool.map(_forked, chains))


_work: Callable[[Sequence[Document]], Report]


def _forked(chain: Sequence[Document]) -> Report:
    return _work(chain)


def _by_line(document: Document) -> Document:
    """A document of a test set: every line is a segment, whatever it looks like."""
    lines = sentence_a_line(document)
    text = type(lines[0].kind).TEXT if lines else None
    return replace(document, sentences=tuple(replace(line, kind=text) for line in lines if text))


def _report_of_lines(chain: Sequence[Document], encoder: Encoder, config: Config) -> Report:
    return judged(line_by_line({document.role: document for document in chain}, encoder), encoder, config)


def _require_lines(documents: Sequence[Document]) -> None:
    first = documents[0]
    for other in documents[1:]:
        if len(other.sentences) != len(first.sentences):
            raise InputError(
                f"{first.origin} has {len(first.sentences)} lines and {other.origin} {len(other.sentences)}: "
                "with --lines all need as many; leave it out for articles"
            )


def _compared(reports: Mapping[str, Report], *, lines: bool, processes: int) -> Comparison:
    variants = tuple(Variant(name, report) for name, report in reports.items())
    own = [variant.report for variant in variants]
    twins = [variant.twin for variant in variants]
    rows = common_rows(own)
    found = distortions(own, rows)
    shared = {**own[0].documents}
    del shared[Role.TWIN]
    differs = tuple(differing(twins, [share.twin for share in row.shares]) for row in rows)
    won = winners(list(reports), own, rows, found)
    details = breakdown(shared, twins, rows)
    comparison = Comparison(
        shared, variants, rows, won, found, differs, _tests(rows, len(variants)), (), details, lines
    )
    return replace(comparison, metrics=_metrics(comparison, processes))


def _tests(rows: Sequence[CommonRow], variants: int) -> RowTests:
    counted = [row for row in rows if row.counts]
    if not counted:  # nothing but boilerplate
        return row_tests(np.zeros((variants, 1)), np.zeros((variants, 1)))
    weights = np.array([[share.weight for share in row.shares] for row in counted]).T
    values = np.array([[share.fidelity or 0.0 for share in row.shares] for row in counted]).T
    return row_tests(weights * values, weights)


def _metrics(comparison: Comparison, processes: int) -> tuple[CorpusMetric, ...]:
    """Of variants in the language of the source; the lines of an article are its rows that have a source."""
    source = comparison.shared.get(Role.SOURCE)
    if source is None or any(variant.twin.lang != source.lang for variant in comparison.variants):
        return ()
    numbers = range(len(comparison.variants))
    if comparison.lines:
        return measured([_lines(variant.twin) for variant in comparison.variants], _lines(source), processes)
    rows = [k for k, row in enumerate(comparison.rows) if row.counts and row.source]
    variants = [[comparison.text(Role.TWIN, k, number) for k in rows] for number in numbers]
    return measured(variants, [comparison.text(Role.SOURCE, k) for k in rows], processes)


def _lines(document: Document) -> list[str]:
    """As the sacrebleu command reads a file."""
    return [text.rstrip() for text in document.sentence_texts]
