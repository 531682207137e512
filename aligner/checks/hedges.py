"""A claim that became a fact, or a fact that became a claim.

Hedges are words that keep a writer from vouching for what is said: «reportedly», «allegedly», «is believed to»,
«apparently», «suspected», «according to». Those of the two sides are married; one that stays single is a finding if
nothing else on the other side leaves the matter open. It is major if no speaker is left there either, and minor if
one is, or if only a judgement («is seen as») or an approximation («about 300») was lost or added.
"""

from __future__ import annotations

from collections.abc import Iterator

from aligner.bitext import Role
from aligner.evidence import Evidence, Side
from aligner.finding import Category, Check, Example, Finding, Location, Severity
from aligner.lang.hedges import APPROXIMATE, DEEM, SOURCE, answers, attributions, compatible, hedges
from aligner.lang.modality import modality
from aligner.leftovers import Sign, Single, answered, counterpart, ends, hop_told, opposite, signs, single
from aligner.marks import location, marks

CHECK = Check(
    name="hedges",
    category=Category.HEDGE,
    severity=Severity.MAJOR,
    languages=frozenset({"ar", "en"}),
    bad=(
        Example(
            "The hospital is reportedly short of oxygen.",
            "ذكرت تقارير أن المستشفى يعاني من نقص الأكسجين.",
            "The hospital is short of oxygen.",
        ),
        Example(
            "The chief executive was allegedly paid two million dollars.",
            "تقاضى الرئيس التنفيذي مليوني دولار.",
            "The chief executive was paid two million dollars.",
        ),
        Example(
            "The suspected smuggler was arrested at the border.",
            "اعتُقل المهرب المشتبه به عند الحدود.",
            "The smuggler was arrested at the border.",
        ),
    ),
    good=(
        Example(
            "Hackers are thought to have stolen the customer data.",
            "يُعتقد أن قراصنة سرقوا بيانات العملاء.",
            "Hackers are believed to have stolen the customer data.",
        ),
        Example(
            "The retailer is reportedly preparing a bid for its rival.",
            "تستعد شركة التجزئة، بحسب ما ورد، لتقديم عرض لشراء منافستها.",
            "The retailer is said to be preparing a bid for its rival.",
        ),
    ),
)
MAJOR, ATTRIBUTED, LIGHT = 0.8, 0.6, 0.3
"""How sure a finding is: without a speaker left, with one, and of a mere judgement or approximation."""


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield the hedges that were lost or added on the way."""
    pair = ends(evidence)
    if not pair:
        return
    found = Single(*(signs(evidence.sides[role], hedges) for role in pair))
    alone = single(evidence.between(*pair), found, compatible)
    # An Arabic verb of judgement is often no more than «is».
    across = len({evidence.sides[role].lang for role in pair}) > 1
    for own, (role, other) in zip(alone, (pair, pair[::-1]), strict=True):
        for sign in own:
            light = sign.kind == APPROXIMATE or (sign.kind == DEEM and not across)
            if (light or sign.mark.value.use == "firm") and not _answered(evidence, role, other, sign):
                yield _finding(evidence, pair, role, sign)


def _answered(evidence: Evidence, role: Role, other: Role, sign: Sign) -> bool:
    """Whether something in the other side leaves open what a hedge does, or names one speaker more."""
    mine, theirs = evidence.sides[role], evidence.sides[other]
    found = [mark for mark in marks(theirs, hedges) if compatible(mark.value.kind, sign.kind)]
    found += marks(theirs, lambda text, language: answers(text, language, sign.kind))
    if answered(sign, evidence, (role, other), found):
        return True
    return sign.kind not in (APPROXIMATE, DEEM) and len(_speakers(theirs)) > len(_speakers(mine, sign))


def _speakers(side: Side, sign: Sign | None = None) -> list[int]:
    """Where words of attribution stand, without a hedge that is one itself."""
    own = set(sign.mark.words) if sign else set()
    return [mark.words[0] for mark in marks(side, attributions) if mark.words and not own.intersection(mark.words)]


def _finding(evidence: Evidence, pair: tuple[Role, Role], role: Role, sign: Sign) -> Finding:
    other = pair[1] if role is pair[0] else pair[0]
    found = {side: _instead(evidence, role, side, sign) for side in evidence.sides if side is not role}
    places = {side: own or counterpart(evidence, sign, role, side) for side, own in found.items()}
    places[role] = (location(evidence.sides[role], sign.mark.span),)
    text, lost = places[role][0].text, role is pair[0]
    instead = f": the {other} has “{found[other][0].text}”" if found[other] else ""
    severity, confidence = _weight(evidence, (role, other), sign, lost)
    return CHECK.finding(
        severity=severity,
        hop=hop_told(evidence, pair, _backing(evidence, pair, role, sign)),
        confidence=confidence,
        message=f"“{text}” was {'lost' if lost else 'added'}{instead}",
        row=evidence.row,
        locations=tuple(place for side in Role for place in places.get(side, ())),
    )


def _weight(evidence: Evidence, pair: tuple[Role, Role], sign: Sign, lost: bool) -> tuple[Severity, float]:
    """How much a hedge weighs: a speaker makes up for one that was lost, one on both sides for one that was added."""
    own, other = (evidence.sides[role] for role in pair)
    if sign.kind in (APPROXIMATE, DEEM) or (sign.kind == SOURCE and not lost):
        return Severity.MINOR, LIGHT
    if _speakers(other) and (lost or _speakers(own, sign)):
        return Severity.MINOR, ATTRIBUTED
    return CHECK.severity, MAJOR


def _backing(evidence: Evidence, pair: tuple[Role, Role], role: Role, sign: Sign) -> tuple[bool, bool]:
    """Which of two ends the translation supports; a faint answer does not excuse a twin that added a hedge."""
    middle = evidence.sides.get(Role.TRANSLATION)
    if middle is None or Role.TRANSLATION in pair:
        return False, False
    hedged = any(compatible(mark.value.kind, sign.kind) for mark in marks(middle, hedges))
    if role is pair[0]:
        # Any preposition may render «according to»; only a word of speech shows that it was rendered.
        faint = bool(_speakers(middle)) if sign.kind == SOURCE else _answered(evidence, role, Role.TRANSLATION, sign)
        return hedged or faint, not (hedged or faint)
    return not hedged, hedged


def _instead(evidence: Evidence, role: Role, other: Role, sign: Sign) -> tuple[Location, ...]:
    """What another side has in the place of a hedge: the translation's own, or a modal verb."""
    side, links = evidence.sides[other], evidence.between(role, other)
    if other is Role.TRANSLATION:
        hedge = next((mark for mark in marks(side, hedges) if compatible(mark.value.kind, sign.kind)), None)
        if hedge:
            return (location(side, hedge.span),)
    theirs = set(opposite(sign.words, links))
    modal = next((own for own in signs(side, modality) if own.words & theirs), None)
    return (location(side, modal.mark.span),) if modal else ()
