"""What one document says and the next one in the chain does not: whole sentences, and words inside a row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from aligner.bitext import Hop, Role, SentenceKind, Span, hop_between, hops_between, is_earlier
from aligner.evidence import Evidence, Gap, Side
from aligner.finding import Check, Finding, Location, Severity
from aligner.marks import location, words_location
from aligner.mentions import words_around
from aligner.modifiers import Modifier, modifiers

WHOLE = 0.8
"""How sure a sentence without a counterpart is: an estimate below the alignment's null F1 of .97 on ntrex-dev."""
SHORTEST = 4
"""Words that a sentence has at least to be missed; shorter ones are headings, names and broken pieces."""
WORTH, CLEAR = {True: 0.75, False: 0.9}, 0.93
"""Confidence from which words that were lost (True) or added (False) are worth a word, and from which either is clear.

Translators explain more than they leave out; one in a hundred faithful rows has a clear gap."""
ATTESTED = 0.5
"""How likely a third document has something for a gap from which the other hop is to blame."""
NEAR = 0.4
"""Centred cosine from which the translation has what the twin adds; 96 of 99 words put into twins have less."""
WORD = 0.6
"""How sure a lost modifier or a title lost or added is, always minor: all ten in 17 articles stood on a gold finding,
but one in a hundred faithful paraphrases of DEMETR and FLORES drops a word like that too."""


class Absence(NamedTuple):
    """What is said in `role` alone: lost or added at which hop, where it stands, how sure that is (0..1)."""

    role: Role
    hop: Hop
    lost: bool
    places: tuple[Location, ...]
    confidence: float
    whole: bool

    @property
    def text(self) -> str:
        """What is said, as `role` has it."""
        return next(place.text for place in self.places if place.role is self.role)

    def finding(self, check: Check, row: int, message: str) -> Finding:
        """The finding that a check makes of it: doubtful ones are minor."""
        severity = check.severity if self.whole or self.confidence >= CLEAR else Severity.MINOR
        places = tuple(place for role in Role for place in self.places if place.role is role)
        return check.finding(self.hop, self.confidence, message, row, places, severity)


def absences(evidence: Evidence) -> Iterator[Absence]:
    """What of a row was left out or put in on the way."""
    if len(evidence.sides) < len(evidence.chain):
        yield from _whole(evidence)
    single = tuple(modifiers(evidence))
    titles = [each for each in single if each.title]
    worth = (gap for gap in evidence.gaps if gap.confidence >= WORTH[is_earlier(gap.role, gap.other)])
    told = [gap for gap in worth if not any(_covers(title, gap) for title in titles)]
    for gap in told:
        side = evidence.sides[gap.role]
        if not _stands_near(evidence, gap) and not _abbreviates(side, gap) and not _ages(side, gap):
            yield _inside(evidence, gap)
    for modifier in single:
        if not any(_overlap(modifier, gap) for gap in told):
            yield _single(evidence, modifier)


def _covers(modifier: Modifier, gap: Gap) -> bool:
    return modifier.role is gap.role and modifier.first <= gap.first and gap.last <= modifier.last


def _overlap(modifier: Modifier, gap: Gap) -> bool:
    return modifier.role is gap.role and modifier.first <= gap.last and gap.first <= modifier.last


def _whole(evidence: Evidence) -> Iterator[Absence]:
    """The sentences of a row that end where a document begins, or begin where one ends."""
    for hop in _neighbouring(evidence.chain):
        present = [role for role in hop.ends if role in evidence.sides]
        if len(present) == 1 and not _spans_hole(evidence):
            side = evidence.sides[present[0]]
            if _is_missed(side):
                held = [other for other in evidence.sides.values() if _same_end(hop, present[0], other.role)]
                places = tuple(_sentences(other) for other in held)
                yield Absence(side.role, hop, side.role is hop.ends[0], places, WHOLE, whole=True)


def _neighbouring(chain: frozenset[Role]) -> tuple[Hop, ...]:
    """The hops from each document to the next."""
    hops = hops_between(chain)
    return tuple(hop for hop in hops if len(hops) == 1 or hop is not Hop.SOURCE_TWIN)


def _spans_hole(evidence: Evidence) -> bool:
    """Whether source and twin have a sentence that the translation lacks, which only the alignment can have missed."""
    return Role.TRANSLATION in evidence.chain and evidence.sides.keys() == {Role.SOURCE, Role.TWIN}


def _same_end(hop: Hop, present: Role, other: Role) -> bool:
    """Whether `other` stands on the same end of the hop as the side that has the sentence."""
    return not (is_earlier(present, other) if present is hop.ends[0] else is_earlier(other, present))


def _is_missed(side: Side) -> bool:
    """Whether a reader would miss the sentences of a side."""
    telling = any(sentence.kind is not SentenceKind.BOILERPLATE for sentence in side.sentences)
    return telling and sum(word.text[0].isalnum() for word in side.words) >= SHORTEST


def _sentences(side: Side) -> Location:
    return location(side, Span(side.sentences[0].span.start, side.sentences[-1].span.end))


def _inside(evidence: Evidence, gap: Gap) -> Absence:
    """A gap at its hop: that of the two ends, or the half of it that the third document tells."""
    hop = hop_between(gap.role, gap.other)
    places = [words_location(evidence.sides[gap.role], gap.first, gap.last)]
    if gap.attested is not None:
        attested = gap.attested >= ATTESTED and (gap.role is Role.SOURCE or _nearest(evidence, gap) >= NEAR)
        first_half = attested is (gap.role is Role.TWIN)
        hop = Hop.SOURCE_TRANSLATION if first_half else Hop.TRANSLATION_TWIN
        if attested:
            words = sorted(evidence.partners(gap.role, range(gap.first, gap.last + 1), Role.TRANSLATION))
            places += [words_location(evidence.sides[Role.TRANSLATION], k, k) for k in words[:1]]
    return Absence(gap.role, hop, is_earlier(gap.role, gap.other), tuple(places), gap.confidence, whole=False)


def _nearest(evidence: Evidence, gap: Gap) -> float:
    """The centred cosine of the translation's nearest word to any of a gap."""
    return float(evidence.between(gap.role, Role.TRANSLATION).similarity[gap.first : gap.last + 1].max())


def _single(evidence: Evidence, modifier: Modifier) -> Absence:
    """A modifier or title at the hop that the translation tells."""
    hop = hop_between(modifier.role, modifier.other)
    places = [words_location(evidence.sides[modifier.role], modifier.first, modifier.last)]
    if Role.TRANSLATION in evidence.sides:
        first_half = (modifier.word is None) == (modifier.role is Role.SOURCE)
        hop = Hop.SOURCE_TRANSLATION if first_half else Hop.TRANSLATION_TWIN
    if modifier.word is not None:
        places.append(words_location(evidence.sides[Role.TRANSLATION], modifier.word, modifier.word))
    return Absence(modifier.role, hop, modifier.role is Role.SOURCE, tuple(places), WORD, whole=False)


def _stands_near(evidence: Evidence, gap: Gap) -> bool:
    """Whether the words stand in a sentence beside the row's, as the speaker of a quotation often does."""
    side, other = evidence.sides[gap.role], evidence.sides[gap.other]
    if side.lang != other.lang:
        return False
    around = {word.casefold() for word in words_around(other)} - {word.text.casefold() for word in other.words}
    words = (word.text.casefold() for word in side.words[gap.first : gap.last + 1])
    return all(word in around for word in words if word[0].isalnum())


def _ages(side: Side, gap: Gap) -> bool:
    """Whether a word only completes an age that names a person by itself: «the 27-year-old runner»."""
    return gap.first == gap.last > 0 and side.words[gap.first - 1].text.casefold().endswith("year-old")


def _abbreviates(side: Side, gap: Gap) -> bool:
    """Whether the only word is an acronym in brackets, which says again what stands before them."""
    around = [side.words[k].text for k in range(max(0, gap.first - 1), min(gap.last + 2, len(side.words)))]
    return len(around) == 3 and (around[0], around[2]) == ("(", ")") and around[1].isupper()
