"""What variants have to reach to pass: to be better than each other, and no worse than they were before."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aligner.common_rows import SHARED
from aligner.comparison import Comparison, Variant, verdict
from aligner.errors import ConfigError, InputError
from aligner.finding import Finding, Severity, Status

SCHEMA = "aligner-variants/1"
_MARGIN = re.compile(r"(?P<name>.+?)\s*(?P<margin>[+-]\s*\d+(?:\.\d+)?)")


@dataclass(frozen=True, slots=True)
class Requirement:
    """That the fidelity of `better` is at least that of `worse` and so many points more; `above` forbids a tie."""

    better: str
    worse: str
    above: bool
    margin: float = 0.0

    def __str__(self) -> str:
        return f"{self.better}{'>' if self.above else '>='}{self.worse}" + (f"{self.margin:+g}" if self.margin else "")

    def failure(self, comparison: Comparison) -> str:
        """Why it is not met; empty if it is."""
        first, second = (comparison.names.index(name) for name in (self.better, self.worse))
        ahead = comparison.variants[first].fidelity - comparison.variants[second].fidelity
        if ahead > self.margin or (ahead == self.margin and not self.above):
            return ""
        return f"{self} is required, but {verdict(comparison, comparison.pair(first, second))}"


def requirements(texts: Collection[str], names: Collection[str]) -> tuple[Requirement, ...]:
    """What texts such as «google>=deepl» and «google>deepl+2» ask for; raises ConfigError with all mistakes.

    A margin is told from a name that ends in a number by the names there are.
    """
    found, mistakes = [], []
    for text in texts:
        better, sign, rest = text.partition(">")
        above = not rest.startswith("=")
        name, margin = rest.removeprefix("=").strip(), 0.0
        if name not in names and (given := _MARGIN.fullmatch(name)):
            name, margin = given["name"], float(given["margin"].replace(" ", ""))
        if sign and {better.strip(), name} <= set(names) and better.strip() != name:
            found.append(Requirement(better.strip(), name, above, margin))
        else:
            known = ", ".join(names)
            mistakes.append(f"--require {text!r} is not of the form NAME>=NAME or NAME>NAME+POINTS (names: {known})")
    if mistakes:
        raise ConfigError(mistakes)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Known:
    """A variant as an earlier report has it: its fidelity and its critical findings."""

    name: str
    fidelity: float
    critical: tuple[frozenset[str], ...]


def earlier(text: str, origin: str) -> tuple[Known, ...]:
    """The variants of a stored JSON report; raises InputError."""
    try:
        data = json.loads(text)
        if data["schema"] != SCHEMA:
            raise InputError(f"{origin} has schema {data['schema']!r}; give a report of aligner compare --format json")
        return tuple(_known(variant) for variant in data["variants"])
    except (ValueError, KeyError, TypeError, AttributeError):
        raise InputError(f"{origin} is no report of variants; make one: aligner compare --format json") from None


def _known(variant: Mapping[str, Any]) -> Known:
    critical = [
        _keys(
            str(finding["id"]),
            str(finding["category"]),
            [(role.value, str(place["text"])) for role in SHARED for place in finding["spans"][role.value]],
        )
        for finding in variant["findings"]
        if finding["severity"] == Severity.CRITICAL
    ]
    return Known(str(variant["name"]), float(variant["fidelity"]["chain"]), tuple(critical))


def regressions(comparison: Comparison, known: Sequence[Known], max_loss: float) -> Iterator[str]:
    """Where variants are worse than in an earlier report: each than its namesake, a new one than the best there."""
    if not known:
        return
    best = max(known, key=lambda before: before.fidelity)
    for variant in comparison.variants:
        before = next((k for k in known if k.name == variant.name), best)
        lost = before.fidelity - variant.fidelity
        if lost > max_loss + 0.005:  # stored scores are rounded
            yield (
                f"{variant.name} has a fidelity of {variant.fidelity:.1f}, {lost:.1f} points less than {before.name} "
                f"had ({before.fidelity:.1f}); at most {max_loss:g} may be lost"
            )
        for finding in _added(variant, before):
            yield f"{variant.name} has a critical finding that {before.name} had not: {finding.message}"


def _added(variant: Variant, before: Known) -> Iterator[Finding]:
    """The critical findings that count and are not among those known; each of those stands for one."""
    left = list(before.critical)
    for finding in variant.report.findings:
        if finding.severity is Severity.CRITICAL and finding.status is Status.NEW:
            places = [(place.role.value, place.text) for place in finding.locations if place.role in SHARED]
            keys = _keys(finding.id, finding.category, places)
            match = next((k for k, other in enumerate(left) if keys & other), None)
            if match is None:
                yield finding
            else:
                del left[match]


def _keys(identity: str, category: str, places: Sequence[tuple[str, str]]) -> frozenset[str]:
    """What tells a finding: its fingerprint, and its kind on these words of source and translation."""
    return frozenset({identity, *(f"{category} {role} {text}" for role, text in places)})
