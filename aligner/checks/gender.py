"""He became she, or a man a woman by a pronoun: «said he» / «said she», «his» / «her».

A pronoun of the twin is reported if the one that it is linked to has the other gender, or if the source speaks of one
gender alone and the twin puts the other in the place of some of its pronouns. Between Arabic and English the verb of
«he» and «she» and the ending of the noun or verb beside «his», «her» and «him» are compared. What has no gender in one
text («they», «its», a name) is no finding.
"""

from __future__ import annotations

from collections.abc import Iterator

from aligner.bitext import Hop, Role
from aligner.conflicts import Places
from aligner.evidence import Evidence
from aligner.finding import Category, Check, Example, Finding, Severity
from aligner.genders import Pronoun, arabic_gender, people, pronouns
from aligner.marks import words_locations

CHECK = Check(
    name="gender",
    category=Category.MISTRANSLATION,
    severity=Severity.CRITICAL,
    languages=frozenset({"ar", "en"}),
    bad=(
        Example(
            "The surgeon said he would retire in June.",
            "قال الجراح إنه سيتقاعد في يونيو.",
            "The surgeon said she would retire in June.",
        ),
        Example("", "وقالت إن الشركة ستنمو.", "He said that the company would grow."),
    ),
    good=(
        Example(
            "The pilot said her crew was safe.",
            "قالت قائدة الطائرة إن طاقمها بخير.",
            "She said that the crew was safe.",
        ),
        Example(
            "Every farmer must feed his or her family.",
            "على كل مزارع أن يطعم عائلته.",
            "Every farmer has to feed his family.",
        ),
    ),
)
CONFIDENCE = 0.95
"""How sure a finding is between texts of one language."""
ACROSS = 0.85
"""How sure it is between Arabic and English."""
NAMES = {"m": "a man", "f": "a woman"}


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield the pronouns of a row that speak of a person of the other gender."""
    source, twin = (pronouns(evidence.sides[r]) if r in evidence.sides else [] for r in (Role.SOURCE, Role.TWIN))
    taken = set()
    if source and twin:
        for one, other in _swapped(evidence, source, twin):
            taken.add(other.word)
            yield _between_ends(evidence, one, other)
    if Role.TRANSLATION in evidence.sides and evidence.sides[Role.TRANSLATION].lang == "ar":
        kept = {p.gender for p in source} & {p.gender for p in twin}
        for pronoun in source:
            if not twin:
                yield from _across(evidence, Role.SOURCE, pronoun)
        for pronoun in twin:
            if pronoun.word not in taken and pronoun.gender not in kept:
                yield from _across(evidence, Role.TWIN, pronoun)


def _swapped(evidence: Evidence, source: list[Pronoun], twin: list[Pronoun]) -> Iterator[tuple[Pronoun, Pronoun]]:
    """Pronouns of the twin with those of the source that they replace."""
    partners = {j: i for i, j in evidence.between(Role.SOURCE, Role.TWIN).pairs}
    known = {pronoun.word: pronoun for pronoun in source}
    spoken_of = {pronoun.gender for pronoun in source} | people(evidence.sides[Role.SOURCE])
    for pronoun in twin:
        linked = known.get(partners.get(pronoun.word, -1))
        others = [one for one in source if one.gender != pronoun.gender]
        fewer = len(others) > sum(other.gender != pronoun.gender for other in twin)
        if linked and linked.gender != pronoun.gender:
            yield linked, pronoun
        elif not linked and pronoun.gender not in spoken_of and fewer:
            yield others[0], pronoun


def _between_ends(evidence: Evidence, one: Pronoun, other: Pronoun) -> Finding:
    words = {Role.SOURCE: (one.word, one.word), Role.TWIN: (other.word, other.word)}
    hop = Hop.SOURCE_TWIN
    if Role.TRANSLATION in evidence.sides:
        said = arabic_gender(evidence, Role.TWIN, other) or arabic_gender(evidence, Role.SOURCE, one)
        hop = Hop.SOURCE_TRANSLATION if said and said[0] == other.gender else Hop.TRANSLATION_TWIN
        if said:
            words[Role.TRANSLATION] = said[1], said[1]
    return _finding(evidence, hop, words, other.gender, CONFIDENCE)


def _across(evidence: Evidence, role: Role, pronoun: Pronoun) -> Iterator[Finding]:
    said = arabic_gender(evidence, role, pronoun)
    if said and said[0] != pronoun.gender:
        hop = Hop.SOURCE_TRANSLATION if role is Role.SOURCE else Hop.TRANSLATION_TWIN
        words = {role: (pronoun.word, pronoun.word), Role.TRANSLATION: (said[1], said[1])}
        yield _finding(evidence, hop, words, said[0] if role is Role.SOURCE else pronoun.gender, ACROSS)


def _finding(evidence: Evidence, hop: Hop, words: Places, gender: str, confidence: float) -> Finding:
    places = words_locations(evidence, words)
    return CHECK.finding(
        hop=hop,
        confidence=confidence,
        message=f"“{places[-1].text}” speaks of {NAMES[gender]}, “{places[0].text}” does not",
        row=evidence.row,
        locations=places,
    )
