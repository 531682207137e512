"""The open set of checks: one distortion a file, each with `CHECK` and `find(evidence)`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from inspect import cleandoc
from pkgutil import iter_modules

from aligner.bitext import Hop, Role
from aligner.evidence import Evidence
from aligner.finding import Category, Check, Finding, Severity
from aligner.report import Skipped

ALIGNED = 0.5
"""Confidence of a row from which its sides are taken to say the same."""
ABSENT = (Category.ADDITION, Category.OMISSION)
"""Categories that give way to any other on the same words, even at another hop: what was changed is not lacking."""
GENERAL = (Category.MISTRANSLATION, *ABSENT)
"""Categories that give way to any other on the same words at the same hop: the most specific name wins."""


@dataclass(frozen=True, slots=True)
class Member:
    """A check file: what it says of itself and its function."""

    check: Check
    find: Callable[[Evidence], Iterable[Finding]]

    @property
    def manual(self) -> str:
        """What it reports and how it decides: the docstring of its file, its first line in one sentence."""
        return cleandoc(self.find.__globals__["__doc__"] or "")


def discover(off: Collection[str] = ()) -> dict[str, Member]:
    """All checks by name, but those that are switched off, found afresh on each call."""
    modules = (import_module(f"{__name__}.{info.name}") for info in iter_modules(__path__))
    return {m.CHECK.name: Member(m.CHECK, m.find) for m in modules if m.CHECK.name not in off}


def all_names() -> tuple[str, ...]:
    """The names of all checks, which are those of their files."""
    return tuple(sorted(info.name for info in iter_modules(__path__)))


def skipped(members: Iterable[Member], languages: Collection[str]) -> tuple[Skipped, ...]:
    """The checks that lack tables for some of these languages."""
    lacking = ((member.check, sorted(set(languages) - member.check.languages)) for member in members)
    return tuple(Skipped(check.name, tuple(missing)) for check, missing in lacking if missing)


def find(
    members: Iterable[Member], evidence: Evidence, severities: Mapping[str, Severity], min_confidence: float = 0.0
) -> tuple[Finding, ...]:
    """The findings of a row in reading order, one for each distortion.

    A check sees the sides in languages that it has tables for; what it is less sure of than `min_confidence` is left
    out. So is a row whose sides hardly belong together: there everything would seem distorted. What stands alone in its
    row cannot be misaligned.
    """
    if evidence.confidence < ALIGNED and len(evidence.sides) > 1:
        return ()
    raw = (f for member in members for f in member.find(evidence.among(member.check.languages)))
    sure = (f for f in raw if f.confidence >= min_confidence)
    possible = (f for f in sure if not (_comes_back(evidence) and Role.TWIN in f.hop.ends))
    return tuple(merged(replace(f, severity=severities.get(f.check, f.severity)) for f in possible))


def _comes_back(evidence: Evidence) -> bool:
    """Whether the twin says in the source's very words what the source said: then nothing went wrong there."""
    if not {Role.SOURCE, Role.TWIN} <= evidence.sides.keys():
        return False
    source, twin = ([word.text for word in evidence.sides[role].words] for role in (Role.SOURCE, Role.TWIN))
    return source == twin


def merged(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings of one row without those that name a distortion again that another names better."""
    ranked = sorted(
        findings, key=lambda f: (f.category in ABSENT, f.category in GENERAL, -f.severity.weight, -f.confidence)
    )
    kept: list[Finding] = []
    for finding in ranked:
        if not any(_same_distortion(finding, other) for other in kept):
            kept.append(finding)
    yield from sorted(kept, key=_place)


def _same_distortion(one: Finding, other: Finding) -> bool:
    """Whether `one` says again what `other`, which names it better, has said."""
    same_hop = one.hop is other.hop or Hop.SOURCE_TWIN in (one.hop, other.hop)
    return (same_hop or one.category in ABSENT) and any(
        a.role is b.role and a.span.overlaps(b.span) for a in one.locations for b in other.locations
    )


def _place(finding: Finding) -> tuple[int, ...]:
    """Where it stands in the latest document that has it."""
    for role in reversed(Role):
        places = finding.at(role)
        if places:
            return -list(Role).index(role), places[0].span.start, places[0].span.end
    return (0, 0, 0)
