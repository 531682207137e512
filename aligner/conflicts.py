"""Words of two languages that stand in each other's place and are different members of one family."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from aligner.bitext import Role
from aligner.evidence import Evidence
from aligner.lang.contrasts import Reading, is_converse, readings
from aligner.replacements import denied, exchanged


class Conflict(NamedTuple):
    """A reading of the one side and what stands in its place on the other."""

    left: Reading
    right: Reading


def conflicts(evidence: Evidence, roles: tuple[Role, Role], counts: Callable[[str], bool]) -> Iterator[Conflict]:
    """Linked words of two sides that say different members of a family that counts.

    Neither side may have the other's member as well, and a denial on one side only makes up for the change.
    """
    sides = evidence.sides[roles[0]], evidence.sides[roles[1]]
    linked = frozenset(evidence.between(*roles).pairs)
    lefts, rights = ([r for r in read(evidence, role) if counts(r.family)] for role in roles)
    known = [{(reading.family, reading.member) for reading in found} for found in (lefts, rights)]
    for one in lefts:
        for other in rights:
            if one.family != other.family or {(other.family, one.member)} & known[1]:
                continue
            if (one.family, other.member) in known[0] or not _meet(one, other, linked):
                continue
            if denied(sides[0], one.first) != denied(sides[1], other.first):
                continue
            if not (is_converse(one.family) and exchanged(sides, linked, one.last, other.last)):
                yield Conflict(one, other)


def read(evidence: Evidence, role: Role) -> list[Reading]:
    """The members of families in one side."""
    side = evidence.sides[role]
    return readings(tuple(word.text for word in side.words), side.lang)


def _meet(one: Reading, other: Reading, linked: frozenset[tuple[int, int]]) -> bool:
    return any(one.first <= i <= one.last and other.first <= j <= other.last for i, j in linked)
