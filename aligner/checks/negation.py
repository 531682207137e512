"""X."""
from __future__ import annotations
from aligner.bitext import Hop, Role
from aligner.finding import Category, Check, Example, Finding, Severity
from aligner.polarity import compare, signs
from aligner.lang.negation import Denial
from aligner.marks import words_location, location
CHECK = Check(name="negation", category=Category.NEGATION, severity=Severity.CRITICAL, languages=frozenset({"ar", "en"}),
    bad=(Example("a","","b"),), good=(Example("a","","a"),))

def clear(a, to):
    if a.sign.kind is not Denial.NEGATOR:
        return a.same and a.answer > 8 and a.echo > 8 and to
    if not a.counterparts or a.limited: return False
    if a.same: return a.answer > 3 and a.echo > 0
    return not a.opposite and a.answer > 8 and a.echo > 2

def find(evidence):
    found = {role: signs(side) for role, side in evidence.sides.items()}
    roles = list(found)
    if len(roles) < 2: return
    pair = (Role.SOURCE, Role.TWIN) if Role.SOURCE in found and Role.TWIN in found else tuple(roles)
    c = compare(evidence, pair, found)
    for own, other, S in ((*pair, c.left), (*pair[::-1], c.right)):
        for a in S.values():
            places=[location(evidence.sides[own], a.sign.mark.span)]
            places += [words_location(evidence.sides[other], j, j) for j in a.counterparts[:1]]
            flag = clear(a, a.sign.heads and a.sign.heads[0] - a.sign.mark.words[-1] <= 2 and evidence.sides[own].words[a.sign.heads[0]-1].text == 'to')
            if a.sign.kind is not Denial.NEGATOR and not flag: continue
            yield Finding("negation", Category.NEGATION, Severity.CRITICAL if flag else Severity.MINOR, next(h for h in Hop if set(h.ends)==set(pair)), .5,
              f"{a.sign.kind} {'added' if own is pair[1] else 'lost'} heads={[evidence.sides[own].words[h].text for h in a.sign.heads]} answer={a.answer} echo={a.echo} same={a.same} opp={a.opposite}", evidence.row, tuple(places))
