"""Who said it was changed or lost, or the speaker took another stance.

Verbs and phrases of speech are read on each side («said», «according to», «وقالت», «بحسب») with the words that name
the speaker. A claim that the earlier text attributes and the later one tells as a fact has lost its attribution: no
word there, however faint, answers the verb unless it answers something else. A speaker is another one if both texts
name one, and no word of the one name or role has to do with any of the other. «Claimed» that became «confirmed», and
«denied» that became «said», change what the speaker stands for. A pronoun, or a name for a role, is paraphrase.
"""

from __future__ import annotations

from collections.abc import Iterator

from aligner.bitext import Hop, Role, hop_between
from aligner.evidence import Evidence
from aligner.finding import Category, Check, Example, Finding, Location, Severity
from aligner.lang.attribution import keeps_stance, opposed
from aligner.marks import location, words_location
from aligner.speech import Couple, Speech, couples, has_another_speaker, is_answered

CHECK = Check(
    name="attribution",
    category=Category.ATTRIBUTION,
    severity=Severity.MAJOR,
    languages=frozenset({"ar", "en"}),
    bad=(
        Example(
            "The doctors said the new treatment is safe for children.",
            "قال الأطباء إن العلاج الجديد آمن للأطفال.",
            "The new treatment is safe for children.",
        ),
        Example(
            "The police said the fire started in the kitchen.",
            "قالت الشرطة إن الحريق اندلع في المطبخ.",
            "The owner said the fire started in the kitchen.",
        ),
    ),
    good=(
        Example(
            "The new treatment is safe for children, according to the doctors.",
            "قال الأطباء إن العلاج الجديد آمن للأطفال.",
            "The doctors stated that the new treatment is safe for children.",
        ),
    ),
)
CONFIDENCE = {"lost": 0.8, "speaker": 0.7, "stance": 0.7}
"""The share of distortions among findings of each kind, estimated on planted and clean items in equal number."""


_Change = tuple[str, Severity, str, tuple[Location, ...]]


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield the attributions of the first side that were lost or changed on the way to the last."""
    roles = [role for role in Role if role in evidence.sides]
    if len(roles) < 2:
        return
    first, last = roles[0], roles[-1]
    changes = list(_changes(evidence, first, last))
    between = dict(_changes(evidence, first, Role.TRANSLATION)) if changes and len(roles) == len(Role) else {}
    for speech, (kind, severity, message, places) in changes:
        hop = _hop(evidence, first, last, speech in between)
        here = (location(evidence.sides[first], speech.span), *_middle(evidence, speech), *places)
        yield CHECK.finding(hop, CONFIDENCE[kind], message, evidence.row, here, severity)


def _hop(evidence: Evidence, first: Role, last: Role, early: bool) -> Hop:
    """Where the change came in: at the first hop if the translation has it already."""
    if first is Role.SOURCE and last is Role.TWIN:
        if Role.TRANSLATION not in evidence.sides:
            return Hop.SOURCE_TWIN
        return Hop.SOURCE_TRANSLATION if early else Hop.TRANSLATION_TWIN
    return hop_between(first, last)


def _middle(evidence: Evidence, speech: Speech) -> Iterator[Location]:
    """Where the translation between source and twin has the attribution."""
    if len(evidence.sides) == len(Role):
        for couple in couples(evidence, Role.SOURCE, Role.TRANSLATION):
            if couple.one == speech and couple.other:
                yield location(evidence.sides[Role.TRANSLATION], couple.other.span)


def _changes(evidence: Evidence, left: Role, right: Role) -> Iterator[tuple[Speech, _Change]]:
    for couple in couples(evidence, left, right):
        change = _change(evidence, left, right, couple)
        if change:
            yield couple.one, change


def _change(evidence: Evidence, left: Role, right: Role, couple: Couple) -> _Change | None:
    """How an attribution fared: the kind of change, its severity, what to say and where it stands on the right."""
    one, other, linked = couple
    side = evidence.sides[right]
    said = evidence.sides[left].document.slice(one.span)
    if other is None:
        if one.use != "firm" or is_answered(evidence, left, one, right):
            return None
        return "lost", Severity.MAJOR, f"the {right} tells as a fact what the {left} attributes: “{said}”", ()
    if linked and has_another_speaker(evidence, (left, right), one, other):
        ours = words_location(evidence.sides[left], one.speaker[0], one.speaker[-1])
        theirs = words_location(side, other.speaker[0], other.speaker[-1])
        return "speaker", Severity.CRITICAL, f"said by “{ours.text}”, it became “{theirs.text}”", (ours, theirs)
    if linked and opposed(one.kind, other.kind) and not keeps_stance(side.document.text, side.lang, one.kind):
        place = location(side, other.span)
        return "stance", Severity.MAJOR, f"“{said}” became “{place.text}”, which is another stance", (place,)
    return None
