"""The open set of checks: one distortion a file, each with `CHECK` and `find(evidence)`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from pkgutil import iter_modules

from aligner.bitext import Hop, Role
from aligner.evidence import Evidence
from aligner.finding import Category, Check, Finding, Severity
from aligner.report import Skipped

GENERAL = (Category.MISTRANSLATION, Category.ADDITION, Category.OMISSION)
"""Categories that give way to any other on the same words: the most specific name of a distortion wins."""


@dataclass(frozen=True, slots=True)
class Member:
    """A check file: what it says of itself and its function."""

    check: Check
    find: Callable[[Evidence], Iterable[Finding]]


def discover() -> dict[str, Member]:
    """All checks by name, found afresh on each call."""
    modules = (import_module(f"{__name__}.{info.name}") for info in iter_modules(__path__))
    return {module.CHECK.name: Member(module.CHECK, module.find) for module in modules}


def able(members: Iterable[Member], languages: Collection[str]) -> tuple[list[Member], tuple[Skipped, ...]]:
    """The checks that have tables for all of these languages, and those that do not."""
    lacking = [(member, sorted(set(languages) - member.check.languages)) for member in members]
    skipped = tuple(Skipped(member.check.name, tuple(missing)) for member, missing in lacking if missing)
    return [member for member, missing in lacking if not missing], skipped


def run(members: Iterable[Member], rows: Iterable[Evidence], severities: Mapping[str, Severity]) -> tuple[Finding, ...]:
    """The findings of all rows in reading order, one for each distortion."""
    members = list(members)
    found: list[Finding] = []
    for evidence in rows:
        raw = [finding for member in members for finding in member.find(evidence)]
        found += merged(replace(f, severity=severities.get(f.check, f.severity)) for f in raw)
    return tuple(found)


def merged(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings of one row without those that name a distortion again that another names better."""
    ranked = sorted(findings, key=lambda f: (f.category in GENERAL, -f.severity.weight, -f.confidence))
    kept: list[Finding] = []
    for finding in ranked:
        if not any(_same_distortion(finding, other) for other in kept):
            kept.append(finding)
    yield from sorted(kept, key=_place)


def _same_distortion(one: Finding, other: Finding) -> bool:
    same_hop = one.hop is other.hop or Hop.SOURCE_TWIN in (one.hop, other.hop)
    return same_hop and any(
        a.role is b.role and a.span.overlaps(b.span) for a in one.locations for b in other.locations
    )


def _place(finding: Finding) -> tuple[int, ...]:
    """Where it stands in the latest document that has it."""
    for role in reversed(Role):
        places = finding.at(role)
        if places:
            return -list(Role).index(role), places[0].span.start, places[0].span.end
    return (0, 0, 0)
