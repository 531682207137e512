"""What a text says is not so became so, or the reverse.

Words that deny are read on each side: negators («not», لم), verbs that deny by their meaning (fail to, رفض), words with a
denial in them (illegal, غير). Those of two sides are married, the ones that deny the same word first. A negator that
stays single is a finding if the word it denies stands on the other side and nothing there could answer it: no other
denial without a partner, no word that hardly denies (few, only, closed), no opposite («did not lose» / «won»). So are
two negators that changed places («did not know it was stolen» / «knew it was not stolen»).

Phrases that only look like a denial («no doubt», لا يزال) are none; «not only» and «until» may be rendered by nothing.
With three texts the translation tells the hop, and a denial that two comparisons miss needs less proof. What might be
a paraphrase is minor.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from aligner.bitext import Hop, Role
from aligner.evidence import Evidence
from aligner.finding import Category, Check, Example, Finding, Location, Severity
from aligner.lang.negation import LANGUAGES, Denial
from aligner.marks import location, words_location
from aligner.polarity import Comparison, Sign, Single, compare, signs

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
CONFIDENCE = {Severity.CRITICAL: 0.95, Severity.MINOR: 0.5}
"""How sure a finding is: the share of findings that stood on a real distortion, measured on human translations."""


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield the denials that were lost, added or moved on the way."""
    found = {role: signs(side) for role, side in evidence.sides.items()}
    if len(found) < 2:
        return
    compared = {hop: compare(evidence, hop.ends, found) for hop in Hop if set(hop.ends) <= found.keys()}
    outer = Hop.SOURCE_TWIN if Hop.SOURCE_TWIN in compared else next(iter(compared))
    for own, other in (outer.ends, outer.ends[::-1]):
        for number, single in compared[outer].singles[own].items():
            hop, witness = _hop(compared, outer, own, number)
            severity = _severity(evidence.sides[own], single, witness, hop)
            if severity:
                yield Finding("negation", Category.NEGATION, severity, hop, CONFIDENCE[severity],
                f"{single.sign.kind} {own} heads={[evidence.sides[own].words[h].text for h in single.sign.heads]} answer={single.answer} echo={single.echo} same={single.same} opp={single.opposite} lim={single.limited} rev={single.reverse}",
                evidence.row, tuple(_locations(evidence, compared, own, number, single)))
    for i, j in compared[outer].moved:
        yield Finding("negation", Category.NEGATION, Severity.CRITICAL, outer, .9, "moved", evidence.row,
          (location(evidence.sides[outer.ends[0]], found[outer.ends[0]][i].mark.span), location(evidence.sides[outer.ends[1]], found[outer.ends[1]][j].mark.span)))


def _hop(compared, outer, own, number):
    if len(compared) < len(Hop):
        return outer, None
    near, far = Hop.SOURCE_TRANSLATION, Hop.TRANSLATION_TWIN
    if own is Role.TWIN:
        near, far = far, near
    alone = compared[near].singles[own].get(number)
    if alone:
        return near, alone
    partner = _partner(compared[near], near, own, number)
    return far, compared[far].singles[Role.TRANSLATION].get(partner)


def _partner(comparison, hop, own, number):
    k = hop.ends.index(own)
    return next((couple[1 - k] for couple in comparison.couples if couple[k] == number), None)


def _severity(side, single, witness, hop):
    clear = _clear(side, single)
    if witness:
        clear = clear or (_likely(single) and _likely(witness))
    if clear and hop is Hop.SOURCE_TRANSLATION and False:
        clear = False
    if clear:
        return Severity.CRITICAL
    return Severity.MINOR if _likely(single) else None


def _likely(single):
    return single.sign.kind is Denial.NEGATOR and single.counterparts and single.answer > 3 and single.echo > 0 and not single.limited and (single.same or not single.opposite)


def _clear(side, a):
    if a.limited: return False
    if a.reverse and a.answer > 8 and a.echo > 2: return True
    if a.sign.kind is Denial.TRAIT: return False
    if not a.counterparts: return False
    if a.sign.kind is Denial.VERB:
        to = a.sign.heads and a.sign.heads[0] - a.sign.mark.words[-1] <= 2 and side.words[a.sign.heads[0]-1].text == 'to'
        return to and a.held and a.answer > 20 and a.echo > 3
    if a.same: return a.answer > 3 and a.echo > 1
    return not a.opposite and a.answer > (8 if a.within else 4) and a.echo > (2 if a.within else 1)


def _locations(evidence, compared, own, number, single):
    for role, side in evidence.sides.items():
        if role is own:
            yield location(side, single.sign.mark.span)
        else:
            links = evidence.between(own, role).pairs
            places = [j for h in single.sign.heads for i, j in links if i == h]
            if places:
                yield words_location(side, places[0], places[0])
