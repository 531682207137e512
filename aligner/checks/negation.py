"""X."""
from __future__ import annotations
from aligner.bitext import Hop, Role
from aligner.finding import Category, Check, Example, Finding, Severity
from aligner.polarity import alone, signs
from aligner.lang.negation import Denial
from aligner.marks import words_location, location
CHECK = Check(name="negation", category=Category.NEGATION, severity=Severity.CRITICAL, languages=frozenset({"ar", "en"}),
    bad=(Example("a","","b"),), good=(Example("a","","a"),))

def find(evidence):
    found = {role: signs(side) for role, side in evidence.sides.items()}
    roles = list(found)
    if len(roles) < 2: return
    pair = (Role.SOURCE, Role.TWIN) if Role.SOURCE in found and Role.TWIN in found else tuple(roles)
    for own, other in (pair, pair[::-1]):
        for a in alone(evidence, own, other, found[own], found[other]):
            places=[location(evidence.sides[own], a.sign.mark.span)]
            places += [words_location(evidence.sides[other], j, j) for j in a.counterparts[:1]]
            flag = a.answer>8 and a.echo > 2 and a.counterparts and not a.opposite
            if a.sign.kind is not Denial.NEGATOR: continue
            yield Finding("negation", Category.NEGATION, Severity.CRITICAL if flag else Severity.MINOR, next(h for h in Hop if set(h.ends)==set(pair)), .5,
              f"{a.sign.kind} {'added' if own is pair[1] else 'lost'} heads={[evidence.sides[own].words[h].text for h in a.sign.heads]} close={a.closeness:.2f} answer={a.answer} echo={a.echo} taken={a.taken} same={a.same} opp={a.opposite} {a.free}", evidence.row, tuple(places))
