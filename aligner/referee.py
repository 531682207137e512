"""What the translation says where a word of the source and one of the twin exclude each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from aligner.bitext import Hop, Role
from aligner.conflicts import read
from aligner.evidence import Evidence
from aligner.lang.contrasts import Reading, members

LEEWAY = 0.1
"""How much nearer the twin's word must be to the Arabic one (centred cosine) than the source's, to take the blame."""


class Ruling(NamedTuple):
    """The hop at which a word was replaced, and the first and last Arabic word in its place, if known."""

    hop: Hop
    arabic: tuple[int, int] | None


def ruling(evidence: Evidence, source: int, twin: int) -> Ruling:
    """At which hop a word of the source became another of the twin.

    The Arabic words of the same family tell; where there is none, the word in their place is compared with both. Its
    vector must be clearly nearer to the twin's word, before the translation is blamed: a machine errs more often.
    """
    if Role.TRANSLATION not in evidence.sides:
        return Ruling(Hop.SOURCE_TWIN, None)
    places = {Role.SOURCE: source, Role.TWIN: twin}
    near = {j for role, word in places.items() for j in evidence.partners(role, (word,), Role.TRANSLATION)}
    said = sorted(_votes(evidence, source, twin), key=lambda vote: vote[1].first not in near)
    if said:
        hop, reading = said[0]
        return Ruling(hop, (reading.first, reading.last))
    ours, theirs = (evidence.between(role, Role.TRANSLATION).similarity[word] for role, word in places.items())
    place = int((ours + theirs).argmax())
    hop = Hop.SOURCE_TRANSLATION if theirs[place] > ours[place] + LEEWAY else Hop.TRANSLATION_TWIN
    return Ruling(hop, (place, place) if place in near else None)


def _votes(evidence: Evidence, source: int, twin: int) -> Iterator[tuple[Hop, Reading]]:
    """The Arabic words that belong to the same member of a family as one of the two, but not the other."""
    word, other = evidence.sides[Role.SOURCE].words[source].text, evidence.sides[Role.TWIN].words[twin].text
    ours, theirs = set(members(word, "en")), set(members(other, "en"))
    families = {family for family, _ in ours} & {family for family, _ in theirs}
    for reading in read(evidence, Role.TRANSLATION):
        if reading.family in families and reading[2:] in ours ^ theirs:
            yield (Hop.TRANSLATION_TWIN if reading[2:] in ours else Hop.SOURCE_TRANSLATION), reading
