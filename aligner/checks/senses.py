"""The wrong sense of an Arabic word with several: a judge's sentence became a referee, a spring an eye.

A table lists such words with the English words of each sense. A finding needs all three sides: a word of the source
and one of the twin that render different senses of the Arabic word between them, and are linked to it or to each
other. Neither end may have another word of the other's sense.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from aligner.bitext import Hop, Role
from aligner.evidence import Evidence, Side
from aligner.finding import Category, Check, Example, Finding, Severity
from aligner.lang.opposites import alike
from aligner.lang.senses import Senses, sense_of, senses
from aligner.marks import words_location

CHECK = Check(
    name="senses",
    category=Category.MISTRANSLATION,
    severity=Severity.MAJOR,
    languages=frozenset({"ar", "en"}),
    bad=(
        Example(
            "The referee stopped the match after ten minutes.",
            "أوقف الحكم المباراة بعد عشر دقائق.",
            "The verdict stopped the match after ten minutes.",
        ),
        Example(
            "Villagers drew water from the spring.",
            "استخرج القرويون الماء من العين.",
            "The villagers drew water from the eye.",
        ),
    ),
    good=(
        Example(
            "The referee stopped the match after ten minutes.",
            "أوقف الحكم المباراة بعد عشر دقائق.",
            "The umpire halted the match after ten minutes.",
        ),
        Example(
            "The ruling against the firm was published in a newspaper.",
            "نشر الحكم ضد الشركة في صحيفة.",
            "The verdict against the company was published in a newspaper.",
        ),
    ),
)
CONFIDENCE = 0.85
"""How sure a finding is."""


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield the words of the twin that render another sense of the Arabic word than the source has."""
    if len(evidence.sides) < len(Role):
        return
    source, translation, twin = (evidence.sides[role] for role in Role)
    if (source.lang, translation.lang, twin.lang) != ("en", "ar", "en"):
        return
    taken: set[int] = set()
    for middle, word in enumerate(translation.words):
        for entry in senses(word.text):
            for one, other in _places(evidence, middle):
                if other not in taken and _differ(source, twin, one, other, entry):
                    taken.add(other)
                    yield _finding(evidence, one, middle, other)


def _places(evidence: Evidence, middle: int) -> list[tuple[int, int]]:
    """Words of source and twin in the place of an Arabic word: two of the three are linked with the third.

    Where it is linked to neither, those that are linked to each other and to no Arabic word may be meant.
    """
    from_source = dict(evidence.between(Role.SOURCE, Role.TRANSLATION).flipped.pairs)
    from_twin = dict(evidence.between(Role.TRANSLATION, Role.TWIN).pairs)
    across = evidence.between(Role.SOURCE, Role.TWIN).pairs
    one, other = from_source.get(middle), from_twin.get(middle)
    if one is None and other is None:
        taken, spoken_for = set(from_source.values()), set(from_twin.values())
        return [(i, j) for i, j in across if i not in taken and j not in spoken_for]
    linked = [(i, j) for i, j in across if i == one or j == other]
    return [(one, other), *linked] if one is not None and other is not None else linked


def _differ(source: Side, twin: Side, one: int, other: int, entry: Senses) -> bool:
    """Whether two words render different senses, each end having more words of its own one than the other."""
    word, form = source.words[one].text, twin.words[other].text
    left, right = sense_of(word, entry), sense_of(form, entry)
    if left is None or right is None or left == right or alike(word, form):
        return False
    ours, theirs = (Counter(sense_of(w.text, entry) for w in side.words) for side in (source, twin))
    return ours[left] > theirs[left] and theirs[right] > ours[right]


def _finding(evidence: Evidence, one: int, middle: int, other: int) -> Finding:
    words = {Role.SOURCE: one, Role.TRANSLATION: middle, Role.TWIN: other}
    places = tuple(words_location(evidence.sides[role], k, k) for role, k in words.items())
    return CHECK.finding(
        hop=Hop.TRANSLATION_TWIN,
        confidence=CONFIDENCE,
        message=f"“{places[2].text}” is another sense of “{places[1].text}” than “{places[0].text}”",
        row=evidence.row,
        locations=places,
    )
