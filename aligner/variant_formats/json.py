"""A comparison of variants as one JSON document (schema aligner-variants/1)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from aligner.bitext import Role
from aligner.comparison import Comparison, Variant
from aligner.corpus_metrics import CorpusMetric
from aligner.distortions import Distortion
from aligner.lang.controls import escaped
from aligner.report import document_dict, fidelity_dict, finding_dict
from aligner.significance import SAMPLES, TRIALS
from aligner.variant_gate import SCHEMA


def render(comparison: Comparison, rows: int | None = None) -> str:  # noqa: ARG001 - formats are called alike
    """All rows, however many are asked for; characters that steer terminals are written as escapes."""
    return escaped(json.dumps(to_dict(comparison), ensure_ascii=False, indent=1)) + "\n"


def to_dict(comparison: Comparison) -> dict[str, Any]:
    """The comparison as plain data; keys are added in later versions, never renamed."""
    return {
        "schema": SCHEMA,
        "mode": "lines" if comparison.lines else "article",
        "documents": {role.value: document_dict(document) for role, document in comparison.shared.items()},
        "variants": [_variant(comparison, k, variant) for k, variant in enumerate(comparison.variants)],
        "ranking": [comparison.names[k] for k in comparison.ranking()],
        "rows": [_row(comparison, k) for k in range(len(comparison.rows))],
        "parting": comparison.parting(),
        "distortions": [_distortion(comparison, distortion) for distortion in comparison.distortions],
        "tests": {
            "seed": comparison.tests.seed,
            "samples": SAMPLES,
            "trials": TRIALS,
            "pairs": [
                {
                    "variants": [comparison.names[test.first], comparison.names[test.second]],
                    "difference": round(test.difference, 2),
                    "interval": _rounded(test.interval),
                    "bootstrap": round(test.bootstrap, 4),
                    "randomisation": round(test.randomisation, 4),
                    "differing": test.differing,
                    "verdict": test.verdict,
                }
                for test in comparison.tests.pairs
            ],
        },
        "metrics": [_metric(comparison, metric) for metric in comparison.metrics],
        "breakdown": _breakdown(comparison),
        "warnings": list(comparison.warnings()),
    }


def _variant(comparison: Comparison, number: int, variant: Variant) -> dict[str, Any]:
    signature = variant.report.signature
    return {
        "name": variant.name,
        "signature": {**dict(signature.fields), "text": str(signature)},
        "document": document_dict(variant.twin),
        "fidelity": fidelity_dict(variant.report.total),
        "interval": _rounded(comparison.tests.intervals[number]),
        "coverage": round(variant.coverage(), 2),
        "severities": {severity.value: count for severity, count in variant.severities().items()},
        "categories": {category.value: count for category, count in sorted(variant.categories().items())},
        "origins": {origin.value: count for origin, count in sorted(comparison.origins(number).items())},
        "unaligned": variant.report.unaligned().get(Role.TWIN, 0),
        "wins": comparison.wins(number),
        "histogram": [
            {"ahead": middle, "rows": count} for middle, count in sorted(comparison.histogram(number).items())
        ],
        "findings": [finding_dict(finding) for finding in variant.report.findings],
    }


def _row(comparison: Comparison, number: int) -> dict[str, Any]:
    row, winner = comparison.rows[number], comparison.winners[number]
    shares = list(zip(comparison.names, row.shares, row.fidelity, comparison.differs[number], strict=True))
    twins = {variant.name: variant.twin for variant in comparison.variants}
    return {
        "source": list(row.source),
        "translation": list(row.translation),
        "twins": {name: list(share.twin) for name, share, _, _ in shares},
        "own": {name: list(share.rows) for name, share, _, _ in shares},
        "fidelity": {name: round(value, 2) for name, _, value, _ in shares},
        "spread": round(row.spread, 2),
        "best": [comparison.names[k] for k in winner.best],
        "margin": round(winner.margin, 2),
        "why": winner.why,
        "differs": {
            name: [{"start": s.start, "end": s.end, "text": twins[name].slice(s)} for s in spans]
            for name, _, _, spans in shares
        },
    }


def _distortion(comparison: Comparison, distortion: Distortion) -> dict[str, Any]:
    return {
        "row": distortion.row,
        "category": distortion.category.value,
        "severity": distortion.severity.value,
        "hop": distortion.hop.value,
        "origin": distortion.origin.value,
        "message": distortion.worst.message,
        "findings": {
            comparison.names[k]: [finding.id for finding in findings] for k, findings in distortion.found.items()
        },
    }


def _metric(comparison: Comparison, metric: CorpusMetric) -> dict[str, Any]:
    def values() -> Iterator[tuple[str, dict[str, float]]]:
        for name, value in zip(comparison.names, metric.variants, strict=True):
            found = {"score": value.score, "mean": value.mean, "half-width": value.half_width}
            tested = {"bootstrap": value.bootstrap, "randomisation": value.randomisation}
            yield name, found | {key: p_value for key, p_value in tested.items() if p_value is not None}

    bootstrap, randomisation = metric.tests
    return {
        "name": metric.name,
        "signature": metric.signature,
        "tests": {"bootstrap": bootstrap, "randomisation": randomisation},
        "baseline": comparison.names[0],
        "variants": dict(values()),
    }


def _breakdown(comparison: Comparison) -> dict[str, Any]:
    def by_name(values: Iterable[float | None]) -> dict[str, float | None]:
        pairs = zip(comparison.names, values, strict=True)
        return {name: None if value is None else round(value, 2) for name, value in pairs}

    def buckets(kind: str) -> list[dict[str, Any]]:
        found = getattr(comparison.breakdown, kind)
        return [{"name": b.name, "rows": b.rows, "fidelity": by_name(b.fidelity)} for b in found]

    kept = [{"kind": k.kind, "words": k.words, "f1": by_name(k.f1)} for k in comparison.breakdown.kept]
    return {"lengths": buckets("lengths"), "contents": buckets("contents"), "words": kept}


def _rounded(interval: tuple[float, float]) -> list[float]:
    return [round(value, 2) for value in interval]
