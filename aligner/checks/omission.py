"""What one document says was left out of the next.

A whole sentence that the next document has nothing for is reported, unless it is boilerplate. Inside a row a learned
model judges how each word is supported on the other side (`coverage`); most of what is unsupported is paraphrase, so
that only the clearest gaps are reported, and doubtful ones as minor. The third document tells the hop.
"""

from __future__ import annotations

from collections.abc import Iterator

from aligner.absences import Absence, absences
from aligner.evidence import Evidence
from aligner.finding import Category, Check, Example, Finding, Severity

CHECK = Check(
    name="omission",
    category=Category.OMISSION,
    severity=Severity.MAJOR,
    languages=frozenset({"ar", "en"}),
    bad=(
        Example(
            "The bridge was closed on Monday because of strong winds from the north. Repairs will cost four million.",
            "أُغلق الجسر يوم الاثنين بسبب رياح قوية من الشمال. ستكلف الإصلاحات أربعة ملايين.",
            "The bridge was closed on Monday. Repairs will cost four million.",
        ),
    ),
    good=(
        Example(
            "The bridge was closed on Monday because of strong winds.",
            "أُغلق الجسر يوم الاثنين بسبب الرياح القوية.",
            "On Monday the bridge was shut due to high winds.",
        ),
    ),
)


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield what was left out on the way."""
    for absence in absences(evidence):
        if absence.lost:
            yield absence.finding(CHECK, evidence.row, _message(absence))


def _message(absence: Absence) -> str:
    _, end = absence.hop.ends
    if absence.whole:
        return f"the {end} leaves out the sentence “{absence.text}”"
    return f"the {end} has nothing for “{absence.text}”"
