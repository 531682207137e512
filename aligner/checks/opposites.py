"""A word became its opposite: won / lost, imports / exports, before / after, accepted / refused.

Opposites are WordNet's antonyms, what is derived from them (legality / illegality) and synonyms of theirs, and the
ends of scales that the news move on, such as rising and falling. The words must stand in each other's place, and
neither may have a counterpart of its own on the other side. What only says the same the other way round is none: «not
open» / «closed», «A beat B» / «B lost to A», «after A, B» / «before B, A». Between Arabic and English the scales of
the tables alone are read. With three sides the Arabic tells at which hop the word was turned round.
"""

from __future__ import annotations

from collections.abc import Iterator

from aligner.bitext import Hop, Role
from aligner.conflicts import Places, across
from aligner.evidence import Evidence
from aligner.finding import Category, Check, Example, Finding, Location, Severity
from aligner.lang.contrasts import is_scale
from aligner.lang.opposites import DIRECT, NEAR
from aligner.marks import words_locations
from aligner.referee import ruling
from aligner.replacements import replacements

CHECK = Check(
    name="opposites",
    category=Category.MISTRANSLATION,
    severity=Severity.CRITICAL,
    languages=frozenset({"ar", "en"}),
    bad=(
        Example(
            "Exports rose by a fifth in the spring.",
            "ارتفعت الصادرات بمقدار الخمس في الربيع.",
            "Exports fell by a fifth in the spring.",
        ),
        Example(
            "The hospital in Lyon opened a large ward.",
            "افتتح المستشفى في ليون جناحًا كبيرًا.",
            "The hospital in Lyon opened a small ward.",
        ),
        Example(
            "",
            "أغلقت السلطات الجسر بعد العاصفة.",
            "The authorities closed the bridge before the storm.",
        ),
    ),
    good=(
        Example(
            "The road to the harbour is not open to lorries.",
            "الطريق إلى الميناء مغلق أمام الشاحنات.",
            "The road to the port is closed to trucks.",
        ),
        Example(
            "The clinic was shut after the storm.",
            "أغلقت العيادة بعد العاصفة.",
            "The clinic was closed following the storm.",
        ),
    ),
)
CONFIDENCE = {DIRECT: 0.95, NEAR: 0.7}
"""How sure a finding is by how surely the words are opposites."""
ACROSS = 0.9
"""How sure a finding between two languages is."""


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield the words of a row that were turned into their opposite."""
    taken: set[tuple[Role, int]] = set()
    if evidence.sides.keys() >= {Role.SOURCE, Role.TWIN}:
        for left, right, grade in replacements(evidence, (Role.SOURCE, Role.TWIN)):
            taken |= {(Role.SOURCE, left), (Role.TWIN, right)}
            hop, arabic = ruling(evidence, left, right)
            words = {Role.SOURCE: (left, left), Role.TWIN: (right, right)}
            yield _finding(evidence, hop, words | ({Role.TRANSLATION: arabic} if arabic else {}), CONFIDENCE[grade])
    for hop, places in across(evidence, is_scale):
        own = {(role, first) for role, (first, _) in places.items()}
        if not own & taken:
            taken |= own
            yield _finding(evidence, hop, places, ACROSS)


def _finding(evidence: Evidence, hop: Hop, words: Places, confidence: float) -> Finding:
    places = words_locations(evidence, words)
    return CHECK.finding(
        hop=hop,
        confidence=confidence,
        message=_message(places),
        row=evidence.row,
        locations=places,
    )


def _message(places: tuple[Location, ...]) -> str:
    text = f"“{places[-1].text}” is the opposite of “{places[0].text}”"
    return text if len(places) < len(Role) else f"{text}; the translation has “{places[1].text}”"
