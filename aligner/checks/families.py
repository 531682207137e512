"""A member of a closed family became another one: brother / uncle, east / west, army / police, gold / silver.

Families are listed in tables: kin, compass directions, colours, offices of the state, forces, professions, medals,
organs and so on; months and weekdays are the matter of dates. The words must stand in each other's place, and neither
side may have the other's member as well. The Arabic has its own tables, so that it can tell at which hop the word was
changed, and be compared with either end.
"""

from __future__ import annotations

from collections.abc import Iterator

from aligner.bitext import Hop, Role
from aligner.conflicts import Places, across, conflicts
from aligner.evidence import Evidence
from aligner.finding import Category, Check, Example, Finding, Severity
from aligner.lang.contrasts import is_scale
from aligner.marks import words_locations
from aligner.referee import ruling

CHECK = Check(
    name="families",
    category=Category.MISTRANSLATION,
    severity=Severity.CRITICAL,
    languages=frozenset({"ar", "en"}),
    bad=(
        Example(
            "Her brother opened a bakery in the east of the city.",
            "افتتح شقيقها مخبزا في شرق المدينة.",
            "Her uncle opened a bakery in the east of the city.",
        ),
        Example(
            "The police closed the square on Tuesday.",
            "أغلقت الشرطة الساحة يوم الثلاثاء.",
            "The army closed the square on Tuesday.",
        ),
        Example("", "هبت الرياح من غرب البلاد.", "Winds blew from the east of the country."),
    ),
    good=(
        Example(
            "The prime minister met the heads of the armed forces.",
            "التقى رئيس الوزراء قادة القوات المسلحة.",
            "The premier met the chiefs of the armed forces.",
        ),
        Example(
            "Her dad is a physician in the north.",
            "والدها طبيب في الشمال.",
            "Her father is a doctor in the northern region.",
        ),
    ),
)
CONFIDENCE = 0.9
"""How sure a finding is."""


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield the members of families that were confused on the way."""
    taken: set[tuple[Role, int]] = set()
    for hop, places in (*_ends(evidence), *across(evidence, _counts)):
        own = {(role, first) for role, (first, _) in places.items()}
        if not own & taken:
            taken |= own
            yield _finding(evidence, hop, places)


def _ends(evidence: Evidence) -> Iterator[tuple[Hop, Places]]:
    """Members that differ between source and twin."""
    if evidence.sides.keys() >= {Role.SOURCE, Role.TWIN}:
        for one, other in conflicts(evidence, (Role.SOURCE, Role.TWIN), _counts):
            hop, arabic = ruling(evidence, one.last, other.last)
            places = {Role.SOURCE: (one.first, one.last), Role.TWIN: (other.first, other.last)}
            yield hop, places | ({Role.TRANSLATION: arabic} if arabic else {})


def _counts(family: str) -> bool:
    return not is_scale(family)


def _finding(evidence: Evidence, hop: Hop, words: Places) -> Finding:
    places = words_locations(evidence, words)
    message = f"“{places[-1].text}” is not the same as “{places[0].text}”"
    if len(places) == len(Role):
        message += f"; the translation has “{places[1].text}”"
    return CHECK.finding(
        hop=hop,
        confidence=CONFIDENCE,
        message=message,
        row=evidence.row,
        locations=places,
    )
