"""Agent and patient changed places: «Russia attacked Ukraine» / «Ukraine attacked Russia».

Around one verb, source and twin must have the same two parties in exchanged order, the passive taken into account
(«was defeated by»); the same holds for the ends of a way («from Paris to Rome»). Verbs that work both ways («met») are
left out, and so is whatever does not stand right beside the verb: better quiet and right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

from aligner.bitext import Hop, Role
from aligner.evidence import Evidence, Side
from aligner.finding import Category, Check, Example, Finding, Location, Severity
from aligner.lang.lemmas import lemmas
from aligner.lang.opposites import alike
from aligner.lang.roles import SPEECH, Deed, blames, deeds, doers, pronoun, ways
from aligner.marks import words_location

CHECK = Check(
    name="roles",
    category=Category.MISTRANSLATION,
    severity=Severity.CRITICAL,
    languages=frozenset({"ar", "en"}),
    bad=(
        Example(
            "Norway defeated Portugal in the final.",
            "هزمت النرويج البرتغال في النهائي.",
            "Portugal defeated Norway in the final.",
        ),
        Example("The firm sued the ministry.", "", "The ministry sued the firm."),
    ),
    good=(
        Example(
            "Norway defeated Portugal in the final.",
            "هزمت النرويج البرتغال في النهائي.",
            "Portugal was defeated by Norway in the final.",
        ),
        Example("The minister met the ambassador.", "التقى الوزير السفير.", "The ambassador met the minister."),
    ),
)
CONFIDENCE = 0.9
"""How sure a finding is."""
Reader = Callable[[Sequence[str]], Iterable[Deed]]


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield the parties of source and twin that changed places."""
    source, twin = evidence.sides.get(Role.SOURCE), evidence.sides.get(Role.TWIN)
    if source is None or twin is None or {source.lang, twin.lang} != {"en"}:
        return
    linked = frozenset(evidence.between(Role.SOURCE, Role.TWIN).pairs)
    for read in (deeds, ways, blames):
        found = [list(read([word.text for word in side.words])) for side in (source, twin)]
        for one in found[0]:
            for other in found[1]:
                if _same_deed(source, twin, one, other, linked) and _exchanged(source, twin, one, other):
                    yield _finding(evidence, one, other)
    yield from _exchanged_doers(evidence, source, twin, linked)


def _exchanged_doers(
    evidence: Evidence, source: Side, twin: Side, linked: frozenset[tuple[int, int]]
) -> Iterator[Finding]:
    """The agents of two verbs that changed places: «fans threw, police arrested» / «police threw, fans arrested»."""
    ours, theirs = ([*doers([word.text for word in side.words])] for side in (source, twin))
    same = [(one, other) for one in ours for other in theirs if _same_deed(source, twin, one, other, linked)]
    for (one, other), (second, its_other) in combinations(same, 2):
        if one.verb == second.verb or other.verb == its_other.verb:
            continue
        left = Deed(one.verb, one.agent, second.agent)
        if _exchanged(source, twin, left, right := Deed(other.verb, other.agent, its_other.agent)):
            yield _finding(evidence, left, right)
            return


def _same_deed(source: Side, twin: Side, one: Deed, other: Deed, linked: frozenset[tuple[int, int]]) -> bool:
    left, right = source.words[one.verb].text, twin.words[other.verb].text
    told = all(lemmas(word) & SPEECH for word in (left, right))
    return told or bool(lemmas(left) & lemmas(right)) or ((one.verb, other.verb) in linked and alike(left, right))


def _exchanged(source: Side, twin: Side, one: Deed, other: Deed) -> bool:
    """Whether each party is the other one over there, and no word of it kept its place."""
    agent, patient = (_forms(source, words) for words in one[1:])
    their_agent, their_patient = (_forms(twin, words) for words in other[1:])
    crossed = agent & their_patient and patient & their_agent
    return bool(crossed) and not agent & their_agent and not patient & their_patient


def _forms(side: Side, words: tuple[int, ...]) -> frozenset[str]:
    return frozenset(form for k in words for form in _forms_of(side.words[k].text))


def _forms_of(word: str) -> frozenset[str]:
    stand_in = pronoun(word)
    return frozenset({stand_in}) if stand_in else lemmas(word)


def _finding(evidence: Evidence, one: Deed, other: Deed) -> Finding:
    source, twin = evidence.sides[Role.SOURCE], evidence.sides[Role.TWIN]
    places = [
        _party(source, one.agent),
        _party(source, one.patient),
        _party(twin, other.agent),
        _party(twin, other.patient),
    ]
    message = f"“{places[0].text}” and “{places[1].text}” changed places: “{places[2].text}” … “{places[3].text}”"
    return CHECK.finding(
        hop=_hop(evidence, one),
        confidence=CONFIDENCE,
        message=message,
        row=evidence.row,
        locations=tuple(places),
    )


def _party(side: Side, words: tuple[int, ...]) -> Location:
    return words_location(side, words[0], words[-1])


def _hop(evidence: Evidence, one: Deed) -> Hop:
    """The Arabic names the agent before the patient, and where a way begins before its end."""
    if Role.TRANSLATION not in evidence.sides:
        return Hop.SOURCE_TWIN
    agent, patient = (evidence.partners(Role.SOURCE, words, Role.TRANSLATION) for words in one[1:])
    swapped = bool(agent and patient) and min(agent) > max(patient)
    return Hop.SOURCE_TRANSLATION if swapped else Hop.TRANSLATION_TWIN
