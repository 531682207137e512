"""Agent and patient changed places: «Russia attacked Ukraine» / «Ukraine attacked Russia».

Around one verb, source and twin must have the same two parties in exchanged order, the passive taken into account
(«was defeated by»); the same holds for the ends of a way («from Paris to Rome»). Verbs that work both ways («met») are
left out, and so is whatever does not stand right beside the verb: better quiet and right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from aligner.bitext import Hop, Role
from aligner.evidence import Evidence, Side
from aligner.finding import Category, Check, Example, Finding, Location, Severity
from aligner.lang.lemmas import lemmas
from aligner.lang.opposites import alike
from aligner.lang.roles import Deed, deeds, ways
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
    for read in (deeds, ways):
        found = [list(read([word.text for word in side.words])) for side in (source, twin)]
        for one in found[0]:
            for other in found[1]:
                if _same_deed(source, twin, one, other, linked) and _exchanged(source, twin, one, other):
                    yield _finding(evidence, one, other)


def _same_deed(source: Side, twin: Side, one: Deed, other: Deed, linked: frozenset[tuple[int, int]]) -> bool:
    left, right = source.words[one.verb].text, twin.words[other.verb].text
    return bool(lemmas(left) & lemmas(right)) or ((one.verb, other.verb) in linked and alike(left, right))


def _exchanged(source: Side, twin: Side, one: Deed, other: Deed) -> bool:
    """Whether each party is the other one over there, and no word of it kept its place."""
    agent, patient = (_forms(source, words) for words in one[1:])
    their_agent, their_patient = (_forms(twin, words) for words in other[1:])
    crossed = agent & their_patient and patient & their_agent
    return bool(crossed) and not agent & their_agent and not patient & their_patient


def _forms(side: Side, words: tuple[int, ...]) -> frozenset[str]:
    return frozenset(form for k in words for form in lemmas(side.words[k].text))


def _finding(evidence: Evidence, one: Deed, other: Deed) -> Finding:
    source, twin = evidence.sides[Role.SOURCE], evidence.sides[Role.TWIN]
    places = [
        _party(source, one.agent),
        _party(source, one.patient),
        _party(twin, other.agent),
        _party(twin, other.patient),
    ]
    message = f"“{places[0].text}” and “{places[1].text}” changed places: “{places[2].text}” … “{places[3].text}”"
    return Finding(
        check=CHECK.name,
        category=CHECK.category,
        severity=CHECK.severity,
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
