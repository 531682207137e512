"""A date, a time or a word of time that says another time than its counterpart.

Months (in both Arab systems), days, weekdays, years with decades and centuries, Hijri years, times of the clock,
quarters, and words that count from now («last week», «two years ago») are read on each side. What one side says and
another does not is often only said otherwise («yesterday» for «on Monday»), so a finding takes two: a date of one
side that is nowhere in the other, and one of the same kind in the other that is nowhere in the first. «Before» and
«after» the same date are told apart too. Dates that are told more or less exactly (1994, the 1990s), orders of day
and month that cannot be told and halves of the day left open agree with all that they may mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from aligner.bitext import Hop, Role, hops_between
from aligner.evidence import Evidence
from aligner.finding import Category, Check, Example, Finding, Severity
from aligner.hops import blamed
from aligner.lang.dates import dates
from aligner.lang.moments import Moment
from aligner.marks import Mark, location, marks

CHECK = Check(
    name="dates",
    category=Category.DATE,
    severity=Severity.CRITICAL,
    languages=frozenset({"ar", "en"}),
    bad=(
        Example(
            "The stadium opened on March 3, 2019.",
            "افتتح الملعب في 3 آذار/مارس 2019.",
            "The stadium opened on May 3, 2019.",
        ),
        Example(
            "The court will rule next Tuesday.",
            "ستصدر المحكمة حكمها يوم الأربعاء المقبل.",
            "The court will rule next Wednesday.",
        ),
        Example("Exports fell two years ago.", "تراجعت الصادرات قبل عامين.", "Exports fell five years ago."),
    ),
    good=(
        Example(
            "The mine closed in the 1990s and reopened on 5 January.",
            "أغلق المنجم في التسعينيات وأعيد فتحه في الخامس من كانون الثاني/يناير.",
            "The mine closed in the nineties and reopened on January 5th.",
        ),
        Example(
            "Rain is expected at 10:30 pm on Monday.",
            "يتوقع هطول الأمطار في العاشرة والنصف مساء الاثنين.",
            "Rain is expected at half past ten on Monday evening.",
        ),
    ),
)

Marks = Mapping[Role, tuple[Mark[Moment], ...]]
ABOUT = frozenset({"bound", "daypart", "stage", "turn"})
"""Kinds of words that say something of the date beside them: «before», «next»."""
NOUNS = {
    "bound": "side of the date",
    "clock": "time",
    "day": "day of the month",
    "daypart": "part of the day",
    "halfyear": "half",
    "hmonth": "month",
    "rate": "frequency",
    "relative": "time",
    "stage": "part of the period",
    "turn": "time",
}
"""What a kind is called in a message, if not by its own name."""
DATED, BESIDE = 0.95, 0.85
"""How sure a finding is: the share of those on planted changes of dates, of a date and of a word beside one."""
NEAR = 16
"""How many letters may stand between such a word and its date."""
SILENT = frozenset({"negation", "zone"})
"""Kinds that only help to judge others."""
MAJOR = frozenset({"daypart", "rate", "stage", "season"})
"""Kinds whose change is less than another date."""


class Pair(NamedTuple):
    """Two dates of one kind that stand for each other and do not agree."""

    roles: tuple[Role, Role]
    left: Mark[Moment]
    right: Mark[Moment]


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield the dates of a row that were changed on the way."""
    found: Marks = {role: tuple(marks(side, dates)) for role, side in evidence.sides.items()}
    kinds = dict.fromkeys(mark.value.kind for own in found.values() for mark in own)
    for kind in kinds:
        if kind not in SILENT and not (kind == "clock" and _zones_differ(found)):
            yield from _changed(evidence, found, kind)


def _changed(evidence: Evidence, found: Marks, kind: str) -> Iterator[Finding]:
    own: Marks = {role: tuple(mark for mark in of if mark.value.kind == kind) for role, of in found.items()}
    seen: set[tuple[Role, Mark[Moment]]] = set()
    # Source and twin first: a difference between them is the one that readers get to see.
    for hop in (Hop.SOURCE_TWIN, Hop.SOURCE_TRANSLATION, Hop.TRANSLATION_TWIN):
        if hop in hops_between(own):
            for pair in _pairs(evidence, own, found, hop.ends):
                places = dict(zip(pair.roles, (pair.left, pair.right), strict=True)) | _third(evidence, own, pair)
                if not seen & set(places.items()):
                    seen |= set(places.items())
                    yield from _findings(evidence, kind, places)


def _pairs(evidence: Evidence, own: Marks, found: Marks, roles: tuple[Role, Role]) -> Iterator[Pair]:
    """The dates that only one of two sides has, each with one that only the other has."""
    here, there = (own[role] for role in roles)
    left, right = _alone(here, there), _alone(there, here)
    if len(here) == len(there):
        left, right = left or (right and _surplus(here, there)), right or (left and _surplus(there, here))
    taken: set[Mark[Moment]] = set()
    for one in left:
        free = [other for other in right if other not in taken and _comparable(found, roles, one, other)]
        if free:
            other = min(free, key=lambda mark: not _linked(evidence, roles, one, mark))
            taken.add(other)
            yield Pair(roles, one, other)


def _alone(own: Sequence[Mark[Moment]], others: Sequence[Mark[Moment]]) -> list[Mark[Moment]]:
    values = {other.value for other in others}
    return [mark for mark in own if mark.value not in values and not any(map(mark.value.meets, values))]


def _surplus(own: Sequence[Mark[Moment]], others: Sequence[Mark[Moment]]) -> list[Mark[Moment]]:
    """Dates that a side has once more than the other: one of them must stand for one that the other has for itself."""
    return [mark for mark in own if _meeting(own, mark) > _meeting(others, mark)]


def _comparable(found: Marks, roles: tuple[Role, Role], one: Mark[Moment], other: Mark[Moment]) -> bool:
    """Whether two dates contradict each other; «before» and «after» do if they are said of the same date."""
    if one.value.kind not in ABOUT or not one.value.contradicts(other.value):
        return one.value.contradicts(other.value)
    # «Not before» may be said as «after».
    if one.value.kind == "bound" and len({_count(found[role], "negation") for role in roles}) > 1:
        return False
    left, right = _beside(found[roles[0]], one), _beside(found[roles[1]], other)
    return any(near.value.meets(far.value) for near in left for far in right)


def _count(own: Sequence[Mark[Moment]], kind: str) -> int:
    return sum(mark.value.kind == kind for mark in own)


def _beside(own: tuple[Mark[Moment], ...], mark: Mark[Moment]) -> list[Mark[Moment]]:
    """The parts of the date next to a word that is about one."""
    return [
        other
        for other in own
        if other.value.kind not in ABOUT | SILENT
        and max(other.span.start - mark.span.end, mark.span.start - other.span.end) <= NEAR
    ]


def _third(evidence: Evidence, own: Marks, pair: Pair) -> dict[Role, Mark[Moment]]:
    """What the third side has in the place of two dates that do not agree."""
    for role in own.keys() - set(pair.roles):
        ends = dict(zip(pair.roles, (pair.left, pair.right), strict=True))
        telling = [mark for mark in own[role] if any(mark.value.meets(one.value) for one in ends.values())]
        candidates = telling or _alone(own[role], [mark for end in ends for mark in own[end]])
        through = [one for end, one in ends.items() if _meeting(own[role], one) == _meeting(own[end], one)]
        if candidates:
            return {role: min(candidates, key=lambda mark: _doubts(evidence, role, mark, pair, through))}
    return {}


def _doubts(
    evidence: Evidence, role: Role, mark: Mark[Moment], pair: Pair, through: Sequence[Mark[Moment]]
) -> tuple[bool, bool, bool]:
    """What speaks against a date of the third side standing in the pair's place, the weightiest first.

    `through` are the dates of the pair that the third side has just as often as their own side.
    """
    both = all(mark.value.meets(one.value) for one in (pair.left, pair.right))
    came = any(mark.value.meets(one.value) for one in through)
    return both, not came, not _beneath(evidence, role, mark, pair)


def _meeting(own: Sequence[Mark[Moment]], one: Mark[Moment]) -> int:
    return sum(one.value.meets(other.value) for other in own)


def _beneath(evidence: Evidence, role: Role, mark: Mark[Moment], pair: Pair) -> bool:
    """Whether a date of the third side is linked to one of a pair."""
    ends = zip(pair.roles, (pair.left, pair.right), strict=True)
    return any(_linked(evidence, (end, role), one, mark) for end, one in ends)


def _linked(evidence: Evidence, roles: tuple[Role, Role], one: Mark[Moment], other: Mark[Moment]) -> bool:
    return not evidence.partners(roles[0], one.words, roles[1]).isdisjoint(other.words)


def _zones_differ(found: Marks) -> bool:
    """Whether times may have been converted: the sides name other time zones."""
    zones = {frozenset(mark.value.ranges for mark in own if mark.value.kind == "zone") for own in found.values()}
    return len(zones) > 1


def _findings(evidence: Evidence, kind: str, places: Mapping[Role, Mark[Moment]]) -> Iterator[Finding]:
    locations = tuple(location(evidence.sides[role], places[role].span) for role in Role if role in places)
    texts = {place.role: place.text for place in locations}
    for hop in blamed({role: mark.value for role, mark in places.items()}, Moment.meets):
        left, right = hop.ends
        noun = NOUNS.get(kind, kind)
        yield CHECK.finding(
            severity=Severity.MAJOR if kind in MAJOR else CHECK.severity,
            hop=hop,
            confidence=BESIDE if kind in ABOUT else DATED,
            message=f"“{texts[right]}” in the {right} is another {noun} than “{texts[left]}” in the {left}",
            row=evidence.row,
            locations=locations,
        )
