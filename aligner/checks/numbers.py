"""A number that was changed, lost or added on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aligner.bitext import Hop, Role
from aligner.evidence import Evidence
from aligner.hops import blamed
from aligner.finding import Category, Check, Example, Finding, Severity
from aligner.lang.amounts import rounded
from aligner.lang.numbers import FIRM
from aligner.lang.number_phrases import CARDINAL
from aligner.marks import location
from aligner.quantities import Couples, Marked, columns, couples

CHECK = Check(
    name="numbers",
    category=Category.NUMBER,
    severity=Severity.CRITICAL,
    languages=frozenset({"ar", "en"}),
    bad=(
        Example(
            "The bank cut 4,500 jobs in two years.",
            "سرّح البنك 4500 موظف خلال عامين.",
            "The bank cut 5,400 jobs in two years.",
        ),
    ),
    good=(
        Example(
            "The bank cut 4,500 jobs in two years.",
            "سرّح البنك 4500 موظف خلال عامين.",
            "The bank cut 4500 jobs in two years.",
        ),
    ),
)
Marks = Mapping[Role, Marked]
PERCENT = "percent"


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield the numbers that were changed, lost or added, and percent signs that were lost."""
    for column in columns(evidence):
        shares = {role: mark for role, mark in column.items() if mark.value.use == FIRM}
        for hop in blamed(shares, lambda one, other: not _share_lost(one, other)):
            yield _change(evidence, hop, shares)
    roles = [role for role in Role if role in evidence.sides]
    if len(roles) == 3:
        yield from _judged(evidence)
    elif len(roles) == 2:
        hop = next(hop for hop in Hop if hop.ends == tuple(roles))
        yield from _compared(evidence, hop, couples(evidence, *roles))


def _share_lost(one: Marked, other: Marked) -> bool:
    """Whether one of two equal numbers is a percentage and the other plainly not."""
    return (PERCENT in one.value.units) != (PERCENT in other.value.units) and CARDINAL == one.value.kind == other.value.kind and one.value.values[0] == other.value.values[0] and not (
        one.value.measure and other.value.measure
    )


def _compared(evidence: Evidence, hop: Hop, found: Couples) -> Iterator[Finding]:
    left, right = hop.ends
    for i, j in found.changed.items():
        yield _change(evidence, hop, {left: found.left[i], right: found.right[j]})
    for i in found.left_alone - found.changed.keys():
        yield from _loss(evidence, hop, {left: found.left[i]}, left)
    for j in found.right_alone - set(found.changed.values()):
        yield from _loss(evidence, hop, {right: found.right[j]}, right)


def _judged(evidence: Evidence) -> Iterator[Finding]:
    source, translation, twin = Role
    ends = couples(evidence, source, twin)
    first, second = couples(evidence, source, translation), couples(evidence, translation, twin)
    second_same = {j: i for i, j in second.same.items()}
    second_changed = {j: i for i, j in second.changed.items()}

    def of_source(i: int) -> tuple[bool, Marked | None]:
        mark = first.right[first.same[i]] if i in first.same else None
        return i not in first.left_alone, mark

    def of_twin(j: int) -> tuple[bool, Marked | None]:
        mark = second.left[second_same[j]] if j in second_same else None
        return j not in second.right_alone, mark

    for i, j in ends.changed.items():
        places = {source: ends.left[i], twin: ends.right[j]}
        (has_s, t_s), (has_w, t_w) = of_source(i), of_twin(j)
        if has_s and has_w:
            has_s, has_w = (t_s is not None) or t_w is None, t_w is not None and t_s is None
        if has_s or has_w:
            hop = Hop.TRANSLATION_TWIN if has_s else Hop.SOURCE_TRANSLATION
            mark = t_s if has_s else t_w
            yield _change(evidence, hop, places | ({translation: mark} if mark else {}))
        else:
            t = first.changed.get(i, second_changed.get(j))
            if t is None:
                yield _change(evidence, Hop.TRANSLATION_TWIN, places)
            else:
                yield _change(evidence, Hop.SOURCE_TRANSLATION, {source: ends.left[i], translation: first.right[t]})
                yield _change(evidence, Hop.TRANSLATION_TWIN, {translation: first.right[t], twin: ends.right[j]})
    for i, j in ends.same.items():
        t = first.changed.get(i)
        if t is not None and (second.changed.get(t) == j or (t in second.left_alone and t not in second.changed)):
            places = {source: ends.left[i], translation: first.right[t], twin: ends.right[j]}
            yield _change(evidence, Hop.SOURCE_TRANSLATION, places)
    for i in ends.left_alone - ends.changed.keys():
        has, mark = of_source(i)
        hop = Hop.TRANSLATION_TWIN if has else Hop.SOURCE_TRANSLATION
        yield from _loss(evidence, hop, {source: ends.left[i]} | ({translation: mark} if mark else {}), source)
    for j in ends.right_alone - set(ends.changed.values()):
        has, mark = of_twin(j)
        hop = Hop.SOURCE_TRANSLATION if has else Hop.TRANSLATION_TWIN
        yield from _loss(evidence, hop, {twin: ends.right[j]} | ({translation: mark} if mark else {}), twin)


def _change(evidence: Evidence, hop: Hop, places: Marks) -> Finding:
    found = tuple(location(evidence.sides[role], mark.span) for role, mark in places.items())
    ends = [places[end].value for end in hop.ends if end in places]
    severity = Severity.MINOR if len(ends) == 2 and rounded(*ends) else Severity.CRITICAL
    return Finding("numbers", CHECK.category, severity, hop, 0.9, " / ".join(f.text for f in found), evidence.row, found)


def _loss(evidence: Evidence, hop: Hop, places: Marks, role: Role) -> Iterator[Finding]:
    value = places[role].value
    if value.use != FIRM or value.kind != CARDINAL:
        return
    text = evidence.sides[role].document.slice(places[role].span)
    if not any(letter.isdecimal() for letter in text) and value.values[0] < 20:
        return
    found = tuple(location(evidence.sides[r], mark.span) for r, mark in places.items())
    yield Finding("numbers", CHECK.category, Severity.MINOR, hop, 0.4, "lost " + " / ".join(f.text for f in found), evidence.row, found)
