"""Words of two languages that stand in each other's place and are different members of one family."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from aligner.bitext import Hop, Role
from aligner.evidence import Evidence
from aligner.lang.contrasts import Reading, is_converse, readings
from aligner.replacements import denied, exchanged

Places: TypeAlias = Mapping[Role, tuple[int, int]]
"""The first and last word of what a finding is about, by side."""


class Conflict(NamedTuple):
    """A reading of the one side and what stands in its place on the other."""

    left: Reading
    right: Reading


def conflicts(evidence: Evidence, roles: tuple[Role, Role], counts: Callable[[str], bool]) -> Iterator[Conflict]:
    """Linked words of two sides that say different members of a family that counts.

    Each side must have more words for its own member than the other side has; a denial on one side only makes up for
    the change.
    """
    sides = evidence.sides[roles[0]], evidence.sides[roles[1]]
    linked = frozenset(evidence.between(*roles).pairs)
    lefts, rights = ([r for r in read(evidence, role) if counts(r.family)] for role in roles)
    counts_left, counts_right = (Counter((r.family, r.member) for r in found) for found in (lefts, rights))
    for one in lefts:
        for other in rights:
            if one.family != other.family or not _meet(one, other, linked):
                continue
            ours, theirs = (one.family, one.member), (other.family, other.member)
            if counts_left[ours] <= counts_right[ours] or counts_right[theirs] <= counts_left[theirs]:
                continue
            if denied(sides[0], one.first) != denied(sides[1], other.first):
                continue
            if not (is_converse(one.family) and exchanged(sides, linked, one.last, other.last)):
                yield Conflict(one, other)


def across(evidence: Evidence, counts: Callable[[str], bool]) -> Iterator[tuple[Hop, Places]]:
    """Conflicts of the translation with the source and with the twin: their hop and the words on both sides.

    What both ends of the chain say is left alone, whatever the translation has.
    """
    ends = [role for role in (Role.SOURCE, Role.TWIN) if role in evidence.sides]
    if Role.TRANSLATION not in evidence.sides:
        return
    said = {role: {(r.family, r.member) for r in read(evidence, role)} for role in ends}
    for role in ends:
        for own, other in conflicts(evidence, (role, Role.TRANSLATION), counts):
            seconded = any((own.family, own.member) in said[far] for far in ends if far is not role)
            if not seconded:
                hop = Hop.SOURCE_TRANSLATION if role is Role.SOURCE else Hop.TRANSLATION_TWIN
                yield hop, {role: (own.first, own.last), Role.TRANSLATION: (other.first, other.last)}


def read(evidence: Evidence, role: Role) -> tuple[Reading, ...]:
    """The members of families in one side."""
    side = evidence.sides[role]
    return readings(tuple(word.text for word in side.words), side.lang)


def _meet(one: Reading, other: Reading, linked: frozenset[tuple[int, int]]) -> bool:
    return any(one.first <= i <= one.last and other.first <= j <= other.last for i, j in linked)
