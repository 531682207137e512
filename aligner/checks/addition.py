"""What one document says was not in the one that it was made from.

A whole sentence that the document before has nothing for is reported, unless it is boilerplate. Inside a row a learned
model judges how each word is supported on the other side (`coverage`); most of what is unsupported is paraphrase, so
that only the clearest additions are reported, and doubtful ones as minor. The third document tells the hop.
"""

from __future__ import annotations

from collections.abc import Iterator

from aligner.absences import Absence, absences
from aligner.evidence import Evidence
from aligner.finding import Category, Check, Example, Finding, Severity

CHECK = Check(
    name="addition",
    category=Category.ADDITION,
    severity=Severity.MAJOR,
    languages=frozenset({"ar", "en"}),
    bad=(
        Example(
            "The committee will meet in Geneva to discuss the budget.",
            "ستجتمع اللجنة في جنيف لمناقشة الميزانية.",
            "The notorious committee will meet in Geneva to discuss the budget.",
        ),
    ),
    good=(
        Example(
            "The committee will meet in Geneva to discuss the budget.",
            "ستجتمع اللجنة في جنيف لمناقشة الميزانية.",
            "The committee is to meet in Geneva for a discussion of the budget.",
        ),
    ),
)


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield what was put in on the way."""
    for absence in absences(evidence):
        if not absence.lost:
            yield absence.finding(CHECK, evidence.row, _message(absence))


def _message(absence: Absence) -> str:
    start, end = absence.hop.ends
    if absence.whole:
        return f"the {end} adds the sentence “{absence.text}”"
    return f"“{absence.text}” is added: the {start} has nothing for it"
