"""A word that says something else than its counterparts in both other documents.

A content word is the odd one out when neither of the other two documents supports it: no word there is close to it
in meaning and place. It is reported when the words that stand in its place over there are left over as well, and
agree with each other: then the twin's word is the machine's fault, and the source's word was lost in the translation.
Evidence from a single side is not enough. A faithful translation paraphrases, so most findings are minor; one is major
if the tables know the words of the other two for renderings of each other and the odd one is clearly far from both.
Opposites stand close to each other in the vectors; another check finds them.
"""

from __future__ import annotations

from collections.abc import Iterator

from aligner.bitext import Hop, Role
from aligner.evidence import Evidence
from aligner.finding import Category, Check, Example, Finding, Location, Severity
from aligner.lang.senses import attested, contrasted
from aligner.misfits import Place, misfits, triangle

CHECK = Check(
    name="unsupported",
    category=Category.MISTRANSLATION,
    severity=Severity.MAJOR,
    languages=frozenset({"ar", "en"}),
    bad=(
        Example(
            "Rescuers pulled a victim from the river.",
            "انتشل رجال الإنقاذ ضحية من النهر.",
            "Rescuers pulled a lecture from the river.",
        ),
    ),
    good=(
        Example(
            "The two countries operate the spacecraft together with Canada.",
            "يدير البلدان المركبة الفضائية مع كندا.",
            "Both countries run the spacecraft with Canada.",
        ),
        Example(
            "Rescuers pulled a victim from the river.",
            "انتشل رجال الإنقاذ ضحية من النهر.",
            "Rescue workers recovered a casualty from the river.",
        ),
    ),
)

LIKELY = {Role.TWIN: 2.5, Role.SOURCE: 5.5}
"""Log odds of a misfit at each end from which it is worth reporting: translators leave idioms of the source for words
of their own, machines keep to the word."""
SURE = 5.0
"""The same from which a misfit of the twin is major."""
KNOWN = 0.5
"""What it is worth, in log odds, that the tables know the other two words for renderings of each other."""
FAR, SUPPORTED = 0.22, 0.5
"""Centred cosines: under FAR a word clearly says something else than the one that it is linked to and that the tables
know to be right, unless another word supports it."""
CONFIDENCE = {Severity.MAJOR: 0.6, Severity.MINOR: 0.3}
"""How sure a finding is: of the minor ones a third stood on a distortion."""


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each word of the twin, then of the source, that stands alone against the other two."""
    if len(evidence.sides) == len(Role):
        yield from _odd_words(evidence, Role.TWIN, Role.SOURCE, Hop.TRANSLATION_TWIN)
        yield from _odd_words(evidence, Role.SOURCE, Role.TWIN, Hop.SOURCE_TRANSLATION)


def _odd_words(evidence: Evidence, odd: Role, far: Role, hop: Hop) -> Iterator[Finding]:
    """Words of one end of the chain that neither the translation nor the other end supports."""
    for place, log_odds in misfits(evidence, odd, far):
        triple = {odd: place.odd, far: place.far, Role.TRANSLATION: place.middle}
        one, other, arabic = (evidence.sides[role].words[k].text for role, k in triple.items())
        known = attested(other, arabic)
        plain = known and odd is Role.TWIN and _is_far(evidence, place)
        excused = attested(one, arabic) and not contrasted(one, other, arabic)
        if excused or not (plain or log_odds >= LIKELY[odd]):
            continue
        sure = plain or (odd is Role.TWIN and log_odds + KNOWN * known >= SURE)
        yield _finding(evidence, triple, hop, Severity.MAJOR if sure else Severity.MINOR)


def _is_far(evidence: Evidence, place: Place) -> bool:
    """Whether a word of the twin is linked to one of the other two in its place, and far from all that they say."""
    links = triangle(evidence, Role.TWIN, Role.SOURCE)
    linked = (place.odd, place.far) in links.across.pairs or (place.odd, place.middle) in links.inward.pairs
    left_over = links.across.similarity[:, place.far].max() < SUPPORTED > links.inward.similarity[:, place.middle].max()
    alone = links.across.similarity[place.odd, place.far] < FAR and links.inward.similarity[place.odd].max() < SUPPORTED
    return linked and bool(left_over and alone)


def _finding(evidence: Evidence, triple: dict[Role, int], hop: Hop, severity: Severity) -> Finding:
    words = {role: evidence.sides[role].words[k] for role, k in triple.items()}
    source, translation, twin = (words[role].text for role in Role)
    if hop is Hop.TRANSLATION_TWIN:
        message = f"“{twin}” has no support: the translation has “{translation}”, the source “{source}”"
    else:
        message = f"“{source}” was lost: the translation has “{translation}”, the twin “{twin}”"
    return CHECK.finding(
        severity=severity,
        hop=hop,
        confidence=CONFIDENCE[severity],
        message=message,
        row=evidence.row,
        locations=tuple(Location(role, words[role].span, words[role].text) for role in Role),
    )
