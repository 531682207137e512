"""What may be, is considered, planned, tried, promised, certain, binding or conditional became something else.

Words of likelihood, intention, effort, obligation and condition are read on each side and married to those of the
other: «may» to «might», «plans to» to «intends to», «is expected to» to «is set to». A word that stays single is a
finding if one of another strength stands single in its place («is considering» / «plans to», «when» / «if»), if its
verb is told as done («plans to cut» / «has cut»), or if it is plainly lost or added: nothing on the other side could
stand for it, not even faintly. Neighbours on the scale are paraphrase, and so are backshift («will» / «would») and
the future without a word for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from aligner.bitext import Role
from aligner.evidence import Evidence, Side
from aligner.finding import Category, Check, Example, Finding, Location, Severity
from aligner.lang.modality import BINDING, FACT, RANKS, answers, compatible, differs, facts, modality
from aligner.leftovers import (
    CLOSE,
    NEAR,
    STRONG,
    Sign,
    Single,
    answered,
    counterpart,
    ends,
    hop_told,
    opposite,
    same_place,
    same_subject,
    signs,
    single,
)
from aligner.marks import location, marks

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
        Example(
            "When the season ends, the coach will leave.",
            "إذا انتهى الموسم، سيرحل المدرب.",
            "If the season ends, the coach will leave.",
        ),
        Example(
            "The team tried to equalise in the last minute.",
            "حاول الفريق إدراك التعادل في الدقيقة الأخيرة.",
            "The team equalised in the last minute.",
        ),
    ),
    good=(
        Example(
            "The airline is expected to merge with its rival, and fares might rise.",
            "من المتوقع أن تندمج شركة الطيران مع منافستها، وقد ترتفع الأسعار.",
            "The airline is set to merge with its rival, and fares may rise.",
        ),
        Example(
            "Exporters must register with the customs office.",
            "يجب على المصدرين التسجيل لدى مكتب الجمارك.",
            "Exporters are required to register with the customs office.",
        ),
        Example(
            "He could not reach the summit because of the wind.",
            "لم يتمكن من بلوغ القمة بسبب الرياح.",
            "He was unable to reach the summit because of the wind.",
        ),
    ),
)
CHANGED, LOST, DOUBTFUL = 0.85, 0.7, 0.3
"""How sure a finding is: another word in its place, nothing at all, or «if» for «when» without a referee."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A sign of one side of a pair, of the other, or of both, where they do not say the same."""

    left: Sign | None
    right: Sign | None

    def at(self, pair: tuple[Role, Role]) -> Mapping[Role, Sign]:
        """The signs by side."""
        return {role: sign for role, sign in zip(pair, (self.left, self.right), strict=True) if sign}


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield the words of modality that were changed, lost or added on the way."""
    pair = ends(evidence)
    if pair:
        for difference in _differences(evidence, pair):
            yield _finding(evidence, pair, difference)


def _differences(evidence: Evidence, pair: tuple[Role, Role]) -> Iterator[Difference]:
    links = evidence.between(*pair)
    found = Single(*(signs(evidence.sides[role], modality) for role in pair))
    alone = single(links, found, compatible)
    used: set[Sign] = set()
    across = len({evidence.sides[role].lang for role in pair}) > 1
    firm = {"firm", "across"} if across else {"firm"}
    for one in alone.left:
        rivals = [sign for sign in alone.right if sign not in used and differs(one.kind, sign.kind)]
        other = next((sign for sign in rivals if same_place(one, sign, links)), None) or next(
            (sign for sign in rivals if same_subject(one, sign, evidence, pair)), None
        )
        if other and not _weaker_answered(evidence, pair, one, other):
            used |= {one, other}
            yield Difference(one, other)
    for role, other_role, own in ((*pair, alone.left), (*pair[::-1], alone.right)):
        for sign in own:
            if sign in used:
                continue
            done = _told_as_done(evidence, (role, other_role), sign)
            # An imperative or an infinitive implies the obligation that a translator spells out.
            implied = sign.kind == "require" and (role is pair[1] or _bids(evidence.sides[role], sign))
            lost = (
                sign.mark.value.use in firm
                and not implied
                and not (across and not opposite(sign.heads, links if role is pair[0] else links.flipped, STRONG))
                and not _answered(evidence, (role, other_role), sign)
            )
            if done or lost:
                yield Difference(sign, done) if role is pair[0] else Difference(done, sign)


def _bids(side: Side, sign: Sign) -> bool:
    """Whether «you» are told to do something."""
    first = sign.mark.words[0]
    return first > 0 and side.words[first - 1].text.casefold() == "you"


def _weaker_answered(evidence: Evidence, pair: tuple[Role, Role], one: Sign, other: Sign) -> bool:
    """Whether the weaker of two signs is answered by another word: «may» by «it is speculated that he will»."""
    if RANKS.get(one.kind, 0) <= RANKS.get(other.kind, 0):
        return _answered(evidence, pair, one, other, CLOSE)
    return _answered(evidence, pair[::-1], other, one, CLOSE)


def _told_as_done(evidence: Evidence, pair: tuple[Role, Role], sign: Sign) -> Sign | None:
    """The verb of the second side that tells as done what a sign of the first is about."""
    own, other = (evidence.sides[role] for role in pair)
    if sign.kind in BINDING and own.lang != other.lang:
        # An Arabic imperative is written like a perfect.
        return None
    # Names are no verbs: «credit has to go to Holt».
    verbs = (k for k in sign.heads if not own.words[k].text[0].isupper())
    theirs = set(opposite(verbs, evidence.between(*pair)))
    if not theirs or _answered(evidence, pair, sign, near=CLOSE):
        return None
    done = signs(other, facts)
    return next((fact for fact in done if fact.mark.words[-1] in theirs and differs(sign.kind, fact.kind)), None)


def _answered(
    evidence: Evidence, pair: tuple[Role, Role], sign: Sign, besides: Sign | None = None, near: int = NEAR
) -> bool:
    """Whether anything in the second side, one sign aside, may stand for a sign of the first."""
    other = evidence.sides[pair[1]]
    found = [mark for mark in marks(other, modality) if compatible(mark.value.kind, sign.kind)]
    found += marks(other, lambda text, language: answers(text, language, sign.kind))
    taken = set(besides.mark.words) if besides else set()
    free = [mark for mark in found if not taken.intersection(mark.words)]
    return answered(sign, evidence, pair, free, near)


def _backing(evidence: Evidence, pair: tuple[Role, Role], difference: Difference) -> tuple[bool, bool]:
    """Which of two ends the translation supports.

    Words that say so plainly tell, or else, for what the source says, any that may answer: a faint answer does not
    excuse a twin that added something.
    """
    middle = evidence.sides.get(Role.TRANSLATION)
    if middle is None or Role.TRANSLATION in pair:
        return False, False
    source, twin = (sign if sign and sign.kind != FACT else None for sign in (difference.left, difference.right))
    kinds = {mark.value.kind for mark in marks(middle, modality)}
    plain = [bool(sign) and any(compatible(kind, sign.kind) for kind in kinds) for sign in (source, twin) if sign]
    if source and twin:
        return (plain[0], plain[1]) if plain[0] != plain[1] else (True, True)
    if source:
        supported = plain[0] or _answered(evidence, (pair[0], middle.role), source)
        return supported, not supported
    return not plain[0], plain[0]


def _finding(evidence: Evidence, pair: tuple[Role, Role], difference: Difference) -> Finding:
    told = difference.at(pair)
    places: dict[Role, tuple[Location, ...]] = {
        role: (location(evidence.sides[role], sign.mark.span),) for role, sign in told.items()
    }
    role, sign = next(iter(told.items()))
    for other in evidence.sides:
        if other not in places:
            places[other] = _renderings(evidence, told, other) or counterpart(evidence, sign, role, other)
    if len(told) == 2:
        message = f"“{places[pair[0]][0].text}” became “{places[pair[1]][0].text}”"
    elif difference.left:
        message = f"“{places[role][0].text}” was lost: the {pair[1]} says so without it"
    else:
        message = f"“{places[role][0].text}” was added: the {pair[0]} says so without it"
    backing = _backing(evidence, pair, difference)
    # «If» and «when» say the same of what happens again and again; only a third side tells.
    doubtful = {sign.kind for sign in told.values()} == {"condition", "time"} and backing[0] == backing[1]
    return CHECK.finding(
        severity=Severity.MINOR if doubtful else CHECK.severity,
        hop=hop_told(evidence, pair, backing),
        confidence=DOUBTFUL if doubtful else CHANGED if len(told) == 2 else LOST,
        message=message,
        row=evidence.row,
        locations=tuple(place for role in Role for place in places.get(role, ())),
    )


def _renderings(evidence: Evidence, told: Mapping[Role, Sign], other: Role) -> tuple[Location, ...]:
    """What a third side has for the signs of two."""
    side = evidence.sides[other]
    kinds = {sign.kind for sign in told.values()}
    fitting = (mark for mark in marks(side, modality) if any(compatible(mark.value.kind, kind) for kind in kinds))
    return tuple(location(side, mark.span) for mark in fitting)[:1]
