"""What may be, is considered, planned, certain, binding or conditional became something else.

Words of likelihood, intention, obligation and condition are read on each side and married to those of the other:
«may» to «might», «plans to» to «intends to», «is expected to» to «is set to». A word that stays single is a finding
if one of another strength stands single in its place («is considering» / «plans to», «when» / «if»), or if it is
plainly lost or added: nothing on the other side could stand for it, not even faintly. Neighbours on the scale are
paraphrase, and so are backshift («will» / «would») and the future without a word for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from aligner.bitext import Hop, Role
from aligner.evidence import Evidence
from aligner.finding import Category, Check, Example, Finding, Location, Severity
from aligner.lang.modality import answers, compatible, differs, modality
from aligner.leftovers import Sign, Unmatched, opposite, same_head, signs, unmatched
from aligner.marks import location, marks, words_location

CHECK = Check(
    name="modality",
    category=Category.MODALITY,
    severity=Severity.MAJOR,
    languages=frozenset({"ar", "en"}),
    bad=(
        Example(
            "The airline is considering a merger with its rival.",
            "تدرس شركة الطيران الاندماج مع منافستها.",
            "The airline plans to merge with its rival.",
        ),
        Example(
            "The vaccine may protect children for a year.",
            "قد يحمي اللقاح الأطفال لمدة عام.",
            "The vaccine will protect children for a year.",
        ),
    ),
    good=(
        Example(
            "The airline is expected to merge with its rival, and fares might rise.",
            "من المتوقع أن تندمج شركة الطيران مع منافستها، وقد ترتفع الأسعار.",
            "The airline is set to merge with its rival, and fares may rise.",
        ),
    ),
)


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield the words of modality that were changed, lost or added on the way."""
    found = {role: signs(side, modality) for role, side in evidence.sides.items()}
    for pair in _pairs(found):
        left, right = (found[role] for role in pair)
        yield from _compare(evidence, pair, unmatched(evidence, pair, (left, right), compatible), found)


def _pairs(found: Mapping[Role, object]) -> Iterator[tuple[Role, Role]]:
    if Role.SOURCE in found and Role.TWIN in found:
        yield Role.SOURCE, Role.TWIN
    elif len(found) == 2:
        yield tuple(found)


def _compare(evidence, pair, single: Unmatched, found):
    links = evidence.between(*pair)
    used = set()
    for one in single.left:
        for other in single.right:
            if other in used or not differs(one.kind, other.kind):
                continue
            near = same_head(one, other, links)
            if near or not (_answered(evidence, pair[1], one, other) or _answered(evidence, pair[0], other, one)):
                used |= {one, other}
                yield _changed(evidence, pair, one, other, near)
                break
    for role, other_role, own in ((*pair, single.left), (*pair[::-1], single.right)):
        for sign in own:
            if sign in used or sign.mark.value.use != "firm" or _answered(evidence, other_role, sign):
                continue
            yield _lost(evidence, role, other_role, sign, pair)


def _answered(evidence, role, sign, besides=None):
    own = set(besides.mark.words) if besides else set()
    side = evidence.sides[role]
    return any(
        not own.intersection(mark.words) for mark in marks(side, lambda text, language: answers(text, language, sign.kind))
    ) or any(compatible(m.value.kind, sign.kind) and not own.intersection(m.words) for m in marks(side, modality))


def _hop(evidence, pair):
    return next(hop for hop in Hop if set(hop.ends) == set(pair))


def _changed(evidence, pair, one, other, near):
    sides = [evidence.sides[role] for role in pair]
    places = [location(side, sign.mark.span) for side, sign in zip(sides, (one, other), strict=True)]
    return Finding("modality", Category.MODALITY, Severity.MAJOR, _hop(evidence, pair), 0.8 if near else .6,
                   f"“{places[0].text}” became “{places[1].text}” near={near}", evidence.row, tuple(places))


def _lost(evidence, role, other, sign, pair):
    place = location(evidence.sides[role], sign.mark.span)
    return Finding("modality", Category.MODALITY, Severity.MAJOR, _hop(evidence, pair), .6,
                   f"“{place.text}” {'lost' if role is pair[0] else 'added'}", evidence.row, (place,))
