"""Findings of several variants that are the same distortion, and where that puts the blame."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from aligner.bitext import Hop, Role
from aligner.common_rows import SHARED, CommonRow
from aligner.finding import Category, Finding, Severity, Status
from aligner.report import Report


class Origin(StrEnum):
    """Which variants have a distortion, which tells where to look for its cause."""

    TRANSLATION = "translation"
    SHARED = "shared"
    SEVERAL = "several"
    OWN = "own"

    @property
    def words(self) -> str:
        """What people are told."""
        return {
            "translation": "came in with the translation",
            "shared": "in all variants: look at the translation",
            "several": "in several variants",
            "own": "its own",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Distortion:
    """One distortion in the row of this number: its findings in each variant that has it, by the variant's number."""

    row: int
    origin: Origin
    hop: Hop
    found: Mapping[int, tuple[Finding, ...]]

    @property
    def worst(self) -> Finding:
        """The severest finding, which stands for all; one that counts before one that does not."""
        findings = [finding for own in self.found.values() for finding in own]
        return max(findings, key=lambda f: (f.status is Status.NEW, f.severity.weight, f.confidence))

    @property
    def severity(self) -> Severity:
        """That of the severest finding."""
        return self.worst.severity

    @property
    def category(self) -> Category:
        """The kind of meaning that was distorted."""
        return self.worst.category


def distortions(reports: Sequence[Report], rows: Sequence[CommonRow]) -> tuple[Distortion, ...]:
    """All distortions in the order of the rows; findings that stand on the same words are one."""
    by_row = [_by_row(report) for report in reports]
    found: list[Distortion] = []
    for number, row in enumerate(rows):
        here = [
            (variant, finding)
            for variant, share in enumerate(row.shares)
            for own in share.rows
            for finding in by_row[variant].get(own, ())
        ]
        said = sum(bool(share.twin) for share in row.shares)
        able = said if row.source or row.translation else len(reports)
        found += (_distortion(number, group, able) for group in _groups(here))
    return tuple(found)


def _by_row(report: Report) -> dict[int, list[Finding]]:
    found: dict[int, list[Finding]] = {}
    for finding in report.findings:
        found.setdefault(finding.row, []).append(finding)
    return found


def _groups(findings: Sequence[tuple[int, Finding]]) -> Iterator[list[tuple[int, Finding]]]:
    """Findings of a row, each with the first group that has the like."""
    groups: list[list[tuple[int, Finding]]] = []
    for variant, finding in findings:
        group = next((g for g in groups if any(_same(finding, other) for _, other in g)), None)
        if group is None:
            groups.append(group := [])
        group.append((variant, finding))
    yield from groups


def _same(one: Finding, other: Finding) -> bool:
    """Whether two findings are of one kind and on the same words of the source or the translation.

    What stands in the twins alone is the same if it has the same words.
    """
    if one.category is not other.category:
        return False
    places = [[place for place in finding.locations if place.role in SHARED] for finding in (one, other)]
    if any(places):
        return any(a.role is b.role and a.span.overlaps(b.span) for a in places[0] for b in places[1])
    words = [" ".join(place.text for place in finding.at(Role.TWIN)).casefold() for finding in (one, other)]
    return words[0] == words[1]


def _distortion(row: int, group: Sequence[tuple[int, Finding]], able: int) -> Distortion:
    """What a group of findings is; `able` variants could have it, for one that leaves out a sentence cannot."""
    found: dict[int, tuple[Finding, ...]] = {}
    for variant, finding in group:
        found[variant] = (*found.get(variant, ()), finding)
    hop = Counter(finding.hop for _, finding in group).most_common(1)[0][0]
    by_all = len(found) >= able > 1
    if by_all and hop is Hop.SOURCE_TWIN and any(f.at(Role.TRANSLATION) for _, f in group):
        hop = Hop.SOURCE_TRANSLATION  # machines that agree have read it there
    if hop is Hop.SOURCE_TRANSLATION:
        origin = Origin.TRANSLATION
    else:
        origin = Origin.SHARED if by_all else Origin.OWN if len(found) == 1 else Origin.SEVERAL
    return Distortion(row, origin, hop, found)
