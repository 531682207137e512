"""BLEU, chrF2++ and TER of variants and their paired tests, all by sacreBLEU (Post 2018)."""

from __future__ import annotations

import logging
import multiprocessing
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

from sacrebleu.metrics.base import Metric
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.ter import TER
from sacrebleu.significance import PairedTest, Result

from aligner.significance import bearable

logging.getLogger("sacrebleu").setLevel(logging.ERROR)  # what it says of its progress is no output of ours


@dataclass(frozen=True, slots=True)
class Measured:
    """The score of one variant, its 95 % interval as sacreBLEU's bootstrap has it (mean, half its width).

    The p-values say how likely such a difference from the first variant is by chance; that one has none.
    """

    score: float
    mean: float
    half_width: float
    bootstrap: float | None = None
    randomisation: float | None = None


@dataclass(frozen=True, slots=True)
class CorpusMetric:
    """A metric with its signature as the `sacrebleu` command prints it, and those of its tests."""

    name: str
    signature: str
    tests: tuple[str, str]
    variants: tuple[Measured, ...]


class _Once(Metric):
    """A metric that looks at the same texts once, however many tests are made on them."""

    def _extract_corpus_statistics(self, hypotheses: Sequence[str], references: Any) -> Any:
        kept, key = self.kept, tuple(hypotheses)
        if key not in kept:
            kept[key] = super()._extract_corpus_statistics(hypotheses, references)
        return kept[key]

    @property
    def kept(self) -> dict[tuple[str, ...], Any]:
        """What was found by looking at texts."""
        found: dict[tuple[str, ...], Any] = self.__dict__.setdefault("_kept_statistics", {})
        return found


class _Bleu(_Once, BLEU):
    pass


class _Chrf(_Once, CHRF):
    pass


class _Ter(_Once, TER):
    pass


def measured(variants: Sequence[Sequence[str]], references: Sequence[str], jobs: int = 1) -> tuple[CorpusMetric, ...]:
    """Each metric of each variant, line by line against the references; the first variant is the baseline.

    Nothing without lines.
    """
    if not references:
        return ()
    metrics: dict[str, _Once] = {"BLEU": _Bleu(), "chrF2++": _Chrf(word_order=2), "TER": _Ter()}
    systems: list[tuple[str, Sequence[str]]] = [(str(number), list(lines)) for number, lines in enumerate(variants)]
    if jobs > 1:
        _look(metrics.values(), [lines for _, lines in systems[1:]], references, jobs)
    tests: dict[str, Any] = {
        kind: PairedTest(systems, metrics, [list(references)], test_type=kind, n_jobs=jobs)() for kind in ("bs", "ar")
    }
    differing = [sum(a != b for a, b in zip(lines, variants[0], strict=True)) for lines in variants]
    found = []
    for name, metric in metrics.items():
        (told, bootstrap), (shuffled, randomisation) = (
            (str(signatures[name]), scores[name]) for signatures, scores in tests.values()
        )
        values = tuple(map(_measured, bootstrap, randomisation, differing))
        found.append(CorpusMetric(name, str(metric.get_signature()), (told, shuffled), values))
    return tuple(found)


def _look(metrics: Iterable[_Once], variants: Sequence[Sequence[str]], references: Sequence[str], jobs: int) -> None:
    """Let each metric look at each variant, several at a time: sacreBLEU's processes would look anew for each test."""
    tasks = [(metric, lines) for metric in metrics for lines in variants]
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("fork")) as pool:
        for (metric, lines), found in zip(tasks, pool.map(partial(_statistics, references), tasks), strict=True):
            metric.kept[tuple(lines)] = found


def _statistics(references: Sequence[str], task: tuple[_Once, Sequence[str]]) -> Any:
    metric, lines = task
    return metric._extract_corpus_statistics(lines, [references])


def _measured(bootstrap: Result, randomisation: Result, differing: int) -> Measured:
    p_values = (
        None if result.p_value is None else bearable(result.p_value, differing) for result in (bootstrap, randomisation)
    )
    score, mean, half_width = (float(value) for value in (bootstrap.score, bootstrap.mean, bootstrap.ci))  # type: ignore[arg-type]
    return Measured(score, mean, half_width, *p_values)
