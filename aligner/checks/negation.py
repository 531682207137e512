"""What a text says is not so became so, or the reverse.

Words that deny are read on each side: negators («not», لم), verbs that deny by their meaning (fail to, رفض), words
with a denial in them (illegal, غير). Those of two sides are married, the ones that deny the same word first. A denial
that stays single is a finding if what it denies stands on the other side and nothing there could answer it: no other
denial without a partner, no word that hardly denies (few, only, closed), no opposite («did not lose» / «won»). So are
an affirmation in the place of a denial («unable» / «able») and negators that changed places («did not know it was
stolen» / «knew it was not stolen»).

Phrases that only look like a denial («no doubt», لا يزال) are none; «not only» and «not until» may be rendered by
nothing. With three texts the translation tells the hop, and a denial that two comparisons miss needs less proof. What
might be a paraphrase is minor.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from aligner.bitext import Hop, Role
from aligner.denials import Sign, Single, heads_linked, signs
from aligner.evidence import Evidence
from aligner.finding import Category, Check, Example, Finding, Location, Severity
from aligner.lang.negation import AUXILIARIES, LANGUAGES
from aligner.marks import location, words_location
from aligner.polarity import Comparison, compare

CHECK = Check(
    name="negation",
    category=Category.NEGATION,
    severity=Severity.CRITICAL,
    languages=LANGUAGES,
    bad=(
        Example(
            "The court approved the merger in May.",
            "وافقت المحكمة على الاندماج في مايو.",
            "The court did not approve the merger in May.",
        ),
        Example(
            "The vaccine does not protect children under five.",
            "اللقاح لا يحمي الأطفال دون سن الخامسة.",
            "The vaccine protects children under five.",
        ),
        Example(
            "The striker failed to score in the final.",
            "سجل المهاجم في المباراة النهائية.",
            "The striker scored in the final.",
        ),
    ),
    good=(
        Example(
            "Drones are not allowed near the airport.",
            "يُحظر تحليق الطائرات المسيرة قرب المطار.",
            "Drones are banned near the airport.",
        ),
        Example(
            "There is no doubt that the bridge is still closed.",
            "لا شك في أن الجسر لا يزال مغلقا.",
            "The bridge is undoubtedly still closed.",
        ),
        Example(
            "The company is unable to pay its debts.",
            "الشركة غير قادرة على سداد ديونها.",
            "The company cannot pay its debts.",
        ),
    ),
)
CONFIDENCE = {Severity.CRITICAL: 0.95, Severity.MINOR: 0.4}
"""How sure a finding is: the share that stood on a real distortion, on faithful and on altered translations."""
ACROSS = 0.85
"""The same for a critical one between two languages alone, where looser wording may be behind it."""
MOVED = 0.8
"""The same for two negators that changed places."""


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield the denials that were lost, added or moved on the way."""
    found = {role: signs(side) for role, side in evidence.sides.items()}
    compared = {hop: compare(evidence, hop.ends, found) for hop in Hop if set(hop.ends) <= found.keys()}
    if not compared:
        return
    outer = Hop.SOURCE_TWIN if Hop.SOURCE_TWIN in compared else next(iter(compared))
    for own, other in (outer.ends, outer.ends[::-1]):
        for number, single in compared[outer].singles[own].items():
            hop, witness = _blamed(compared, outer, own, number)
            certain = single.clear or (
                witness is not None and single.plausible and witness.plausible and single.held and witness.held
            )
            if certain or single.likely:
                severity = CHECK.severity if certain else Severity.MINOR
                yield _changed(evidence, hop, severity, (own, other), single)
    for couple in compared[outer].moved:
        pair = [found[role][number] for role, number in zip(outer.ends, couple, strict=True)]
        yield _moved(evidence, _mover(evidence, compared, outer, found, couple), outer, pair)
    if len(compared) == len(Hop):
        for own, single in _mended(compared):
            other = Role.SOURCE if own is Role.TRANSLATION else Role.TRANSLATION
            yield _changed(evidence, Hop.SOURCE_TRANSLATION, CHECK.severity, (own, other), single)


def _mended(compared: Mapping[Hop, Comparison]) -> Iterator[tuple[Role, Single]]:
    """What the translation alone denies, or alone does not: the machine mended it on the way back."""
    first, second = compared[Hop.SOURCE_TRANSLATION].singles, compared[Hop.TRANSLATION_TWIN].singles
    for number, single in first[Role.TRANSLATION].items():
        again = second[Role.TRANSLATION].get(number)
        if again and single.clear and again.clear:
            yield Role.TRANSLATION, single
    for i, j in compared[Hop.SOURCE_TWIN].couples:
        lost, again = first[Role.SOURCE].get(i), second[Role.TWIN].get(j)
        if lost and again and lost.clear and again.clear:
            yield Role.SOURCE, lost


def _blamed(compared: Mapping[Hop, Comparison], outer: Hop, own: Role, number: int) -> tuple[Hop, Single | None]:
    """The hop at which a single denial of source or twin came in, and that denial as the translation bears it out."""
    if len(compared) < len(Hop):
        return outer, None
    near, far = Hop.SOURCE_TRANSLATION, Hop.TRANSLATION_TWIN
    if own is Role.TWIN:
        near, far = far, near
    if number in compared[near].singles[own]:
        return near, compared[near].singles[own][number]
    partner = _partner(compared[near], near.ends.index(own), number)
    # A denial that the translator put there lacks a partner in the source; else the machine put another beside it.
    if own is Role.TWIN and _partner(compared[far], far.ends.index(Role.TRANSLATION), partner) is not None:
        return near, None
    return far, compared[far].singles[Role.TRANSLATION].get(-1 if partner is None else partner)


def _mover(
    evidence: Evidence,
    compared: Mapping[Hop, Comparison],
    outer: Hop,
    found: Mapping[Role, Sequence[Sign]],
    couple: tuple[int, int],
) -> Hop:
    """The hop at which a negator moved: not the one at which the translation denies the same word."""
    if len(compared) < len(Hop):
        return outer
    agreed = []
    for role, number in zip(outer.ends, couple, strict=True):
        hop = next(hop for hop in compared if set(hop.ends) == {role, Role.TRANSLATION})
        partner = _partner(compared[hop], hop.ends.index(role), number)
        pairs = frozenset(evidence.between(role, Role.TRANSLATION).pairs)
        theirs = found[Role.TRANSLATION]
        agreed.append(0.0 if partner is None else heads_linked(found[role][number], theirs[partner], pairs))
    if agreed[0] == agreed[1]:
        return outer
    return Hop.TRANSLATION_TWIN if agreed[0] > agreed[1] else Hop.SOURCE_TRANSLATION


def _partner(comparison: Comparison, end: int, number: int | None) -> int | None:
    """The denial on the other side that one at this end (0 or 1) is married to."""
    return next((couple[1 - end] for couple in comparison.couples if couple[end] == number), None)


def _changed(evidence: Evidence, hop: Hop, severity: Severity, sides: tuple[Role, Role], single: Single) -> Finding:
    """The finding of a denial that the first of two sides has for itself."""
    own, other = sides
    places = tuple(_places(evidence, own, single))
    (denial,) = (place.text for place in places if place.role is own)
    across = next((f" (“{place.text}”)" for place in places if place.role is other), "")
    message = f"The {own} denies with “{denial}” what the {other}{across} does not deny"
    sure = CONFIDENCE[severity] if single.within else min(CONFIDENCE[severity], ACROSS)
    return CHECK.finding(hop, sure, message, evidence.row, places, severity)


def _places(evidence: Evidence, own: Role, single: Single) -> Iterator[Location]:
    """The denial itself, and on the other sides the word in the place of what it denies, with its auxiliary."""
    sign = single.sign
    words = (*sign.mark.words, *sign.heads) if single.reverse else (*sign.heads, *sign.mark.words)
    for role, side in evidence.sides.items():
        if role is own:
            yield location(side, sign.mark.span)
            continue
        pairs = evidence.between(own, role).pairs
        linked = next((j for word in words for i, j in pairs if i == word), None)
        if linked is not None:
            first = linked - (linked > 0 and side.words[linked - 1].text.casefold() in AUXILIARIES)
            yield words_location(side, first, linked)


def _moved(evidence: Evidence, hop: Hop, outer: Hop, pair: Sequence[Sign]) -> Finding:
    """The finding of two negators that deny different words."""
    sides = [(evidence.sides[role], sign) for role, sign in zip(outer.ends, pair, strict=True)]
    places = tuple(location(side, sign.mark.span) for side, sign in sides)
    heads = [f"“{side.words[sign.heads[0]].text}” in the {side.role}" for side, sign in sides]
    message = f"What is denied has changed: {heads[0]}, {heads[1]}"
    return CHECK.finding(hop, MOVED, message, evidence.row, places)
