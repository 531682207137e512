"""A deputy became the head, or the reverse: «the minister» / «the deputy minister», «vice president» / «president».

The title must stand on both sides in each other's place, and one side must have no word at all that could stand for
the deputy's rank. With three sides the Arabic tells at which hop the rank was lost or given.
"""

from __future__ import annotations

from collections.abc import Iterator

from aligner.bitext import Hop, Role
from aligner.conflicts import Places
from aligner.evidence import Evidence, Side
from aligner.finding import Category, Check, Example, Finding, Severity
from aligner.hops import blamed
from aligner.lang.ranks import LOWERING, is_rank, is_title
from aligner.marks import words_locations

CHECK = Check(
    name="ranks",
    category=Category.MISTRANSLATION,
    severity=Severity.CRITICAL,
    languages=frozenset({"ar", "en"}),
    bad=(
        Example(
            "The minister of health opened the clinic.",
            "افتتح وزير الصحة العيادة.",
            "The deputy minister of health opened the clinic.",
        ),
        Example("The vice president flew to Oslo.", "", "The president flew to Oslo."),
    ),
    good=(
        Example(
            "The deputy minister of health opened the clinic.",
            "افتتح نائب وزير الصحة العيادة.",
            "The vice minister of health opened the clinic.",
        ),
        Example("The president flew to Oslo.", "", "The head of state flew to Oslo."),
    ),
)
CONFIDENCE = 0.9
"""How sure a finding is."""
ENDS = (Role.SOURCE, Role.TWIN)


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield the titles that gained or lost a deputy's rank on the way."""
    ranked = {role: _has_rank(side) for role, side in evidence.sides.items()}
    for role in ENDS:
        side = evidence.sides.get(role)
        if side is None or side.lang != "en":
            continue
        for rank, title in _deputies(side):
            for other, hop in _without(role, ranked):
                place = evidence.partners(role, (title,), other)
                if place and _same_title(evidence.sides[other], min(place)):
                    yield _finding(evidence, hop, {role: (rank, title), other: (min(place), min(place))})


def _without(role: Role, ranked: dict[Role, bool]) -> Iterator[tuple[Role, Hop]]:
    """The side that lacks the rank, the far end before the translation, and the hop at which it was lost or given."""
    far = Role.TWIN if role is Role.SOURCE else Role.SOURCE
    if far in ranked:
        if not ranked[far]:
            yield from ((far, hop) for hop in blamed(ranked, bool.__eq__)[:1])
    elif Role.TRANSLATION in ranked and not ranked[Role.TRANSLATION]:
        yield Role.TRANSLATION, Hop.SOURCE_TRANSLATION if role is Role.SOURCE else Hop.TRANSLATION_TWIN


def _deputies(side: Side) -> Iterator[tuple[int, int]]:
    """The words «vice» and «deputy» with the title right after them."""
    for k in range(len(side.words) - 1):
        following = [j for j in (k + 1, k + 2) if j < len(side.words) and is_title(side.words[j].text)]
        if side.words[k].text.casefold() in LOWERING and following:
            yield k, following[0]


def _has_rank(side: Side) -> bool:
    return any(is_rank(word.text, side.lang) for word in side.words)


def _same_title(side: Side, word: int) -> bool:
    return side.lang != "en" or is_title(side.words[word].text)


def _finding(evidence: Evidence, hop: Hop, words: Places) -> Finding:
    places = words_locations(evidence, words)
    return CHECK.finding(
        hop=hop,
        confidence=CONFIDENCE,
        message=f"“{places[-1].text}” and “{places[0].text}” are not of the same rank",
        row=evidence.row,
        locations=places,
    )
