"""A unit of measure, time or money that became another while the number stayed.

The units of numbers that are worth the same on both sides are compared: «5 km» / «5 miles», «20 million euros» /
«20 million dollars», «three weeks» / «three months». An honest conversion (5 miles / 8 km, a decade / ten years) is
paired as one amount and never gets here. A unit that one side leaves out is no finding. The Arabic tells the hop.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aligner.bitext import Hop, Role, Span
from aligner.evidence import Evidence
from aligner.finding import Category, Check, Example, Finding, Severity
from aligner.hops import blamed
from aligner.lang.amounts import same_unit
from aligner.marks import location
from aligner.quantities import columns, paired
from aligner.standing import Marked

CHECK = Check(
    name="units",
    category=Category.UNIT,
    severity=Severity.CRITICAL,
    languages=frozenset({"ar", "en"}),
    bad=(
        Example(
            "The pipeline is 1,200 kilometres long.",
            "يبلغ طول خط الأنابيب 1200 كيلومتر.",
            "The pipeline is 1,200 miles long.",
        ),
        Example(
            "The fund will lend 40 million euros to farmers.",
            "سيقرض الصندوق المزارعين 40 مليون دولار.",
            "The fund will lend 40 million dollars to farmers.",
        ),
        Example("The court gave them three weeks to reply.", "", "The court gave them three months to reply."),
    ),
    good=(
        Example(
            "The village lies 5 miles from the border and 20 kg of rice costs $15.",
            "تقع القرية على بعد 8 كيلومترات من الحدود ويبلغ سعر 20 كيلوغراما من الأرز 15 دولارا.",
            "The village is 8 kilometres from the border and 20 kilos of rice cost 15 US dollars.",
        ),
        Example(
            "After a decade of work the team had two weeks left.",
            "بعد عشر سنوات من العمل بقي للفريق أسبوعان.",
            "After ten years of work the team had two weeks left.",
        ),
    ),
)

CONFIDENCE = 0.95
"""Share of findings that stand on a planted change, measured on the development sets."""


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield the units that were changed on the way."""
    for column in columns(paired(evidence, measured=True)):
        measured = {role: mark for role, mark in column.items() if mark.value.measure}
        for hop in blamed(measured, lambda one, other: same_unit(one.value, other.value)):
            if all(end in measured for end in hop.ends):
                yield _changed(evidence, hop, measured)


def _changed(evidence: Evidence, hop: Hop, measured: Mapping[Role, Marked]) -> Finding:
    places = {role: location(evidence.sides[role], _unit(mark)) for role, mark in measured.items()}
    left, right = (places[end].text for end in hop.ends)
    return CHECK.finding(
        hop=hop,
        confidence=CONFIDENCE,
        message=f"the number stayed, but “{left}” became “{right}”",
        row=evidence.row,
        locations=tuple(places.values()),
    )


def _unit(mark: Marked) -> Span:
    """Where the unit of a number stands."""
    measure = mark.value.measure
    return Span(mark.span.start + measure.start, mark.span.start + measure.end) if measure else mark.span
