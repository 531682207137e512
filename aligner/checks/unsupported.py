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
from aligner.evidence import Evidence, Side, WordLinks
from aligner.finding import Category, Check, Example, Finding, Location, Severity
from aligner.lang.arabic import folded
from aligner.lang.senses import attested
from aligner.lang.stopwords import stopwords

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
            "Rescue workers recovered a body from the river.",
        ),
    ),
)

LINKED = 0.30
"""Centred cosine from which a linked word supports its partner."""
AGREED = 0.45
"""Centred cosine from which the words of the other two sides agree, if no table says that they do."""
FAR = 0.22
"""Centred cosine below which a word clearly says something else than the one in its place."""
ANYWHERE = 0.50
"""Centred cosine from which any word supports another, linked or not: «United States» has two words for «US»."""
PRONOUNS = frozenset({"one", "ones"})
"""Words that may stand for any other."""
CONFIDENCE = {Severity.MAJOR: 0.75, Severity.MINOR: 0.5}
"""How sure a finding is: about half of the minor ones stood on a distortion."""


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each word of the twin, then of the source, that stands alone against the other two."""
    if len(evidence.sides) == len(Role):
        yield from _odd_words(evidence, Role.TWIN, Role.SOURCE, Hop.TRANSLATION_TWIN)
        yield from _odd_words(evidence, Role.SOURCE, Role.TWIN, Hop.SOURCE_TRANSLATION)


def _odd_words(evidence: Evidence, odd: Role, far: Role, hop: Hop) -> Iterator[Finding]:
    """Words of one end of the chain that neither the translation nor the other end supports.

    The word of the other end that stands in its place, and the one of the translation that renders that, have to be
    left over on their side too.
    """
    across, inward = evidence.between(odd, far), evidence.between(odd, Role.TRANSLATION)
    agreed = evidence.between(far, Role.TRANSLATION)
    renders, content = dict(agreed.pairs), _content(evidence.sides[far])
    for word in sorted(_content(evidence.sides[odd])):
        if _supported(across, word) or _supported(inward, word):
            continue
        for other in sorted(_in_its_place(word, across, inward, agreed) & content):
            middle = renders[other]
            if attested(
                *(evidence.sides[role].words[k].text for role, k in ((odd, word), (Role.TRANSLATION, renders[other])))
            ):
                continue
            left_over = not _supported(across.flipped, other) and not _supported(inward.flipped, middle)
            if left_over and agreed.similarity[other, middle] >= LINKED:
                triple = {odd: word, far: other, Role.TRANSLATION: middle}
                known = attested(*(evidence.sides[role].words[triple[role]].text for role in (far, Role.TRANSLATION)))
                if known and across.similarity[word, other] < FAR:
                    yield _finding(evidence, triple, hop, CHECK.severity)
                elif agreed.similarity[other, middle] >= AGREED:
                    yield _finding(evidence, triple, hop, Severity.MINOR)
                break


def _in_its_place(word: int, across: WordLinks, inward: WordLinks, agreed: WordLinks) -> set[int]:
    """Words of the far side that are linked to the odd one, if weakly, directly or through the translation."""
    direct = {j for i, j in across.pairs if i == word}
    middle = {j for i, j in inward.pairs if i == word}
    rendered = {i for i, _ in agreed.pairs}
    return (direct & rendered) | {i for i, j in agreed.pairs if j in middle}


def _supported(links: WordLinks, word: int) -> bool:
    """Whether the word's partner, or else any word there, is close enough."""
    partner = max((float(links.similarity[i, j]) for i, j in links.pairs if i == word), default=-1.0)
    return partner >= LINKED or float(links.similarity[word].max()) >= ANYWHERE


def _content(side: Side) -> set[int]:
    """The words that carry meaning of their own."""
    stops = stopwords(side.lang) | PRONOUNS
    return {
        k
        for k, word in enumerate(side.words)
        if len(word.text) > 1 and word.text[0].isalpha() and folded(word.text.casefold()) not in stops
    }


def _finding(evidence: Evidence, triple: dict[Role, int], hop: Hop, severity: Severity) -> Finding:
    words = {role: evidence.sides[role].words[k] for role, k in triple.items()}
    source, translation, twin = (words[role].text for role in Role)
    if hop is Hop.TRANSLATION_TWIN:
        message = f"“{twin}” has no support: the translation has “{translation}”, the source “{source}”"
    else:
        message = f"“{source}” was lost: the translation has “{translation}”, the twin “{twin}”"
    return Finding(
        check=CHECK.name,
        category=CHECK.category,
        severity=severity,
        hop=hop,
        confidence=CONFIDENCE[severity],
        message=message,
        row=evidence.row,
        locations=tuple(Location(role, words[role].span, words[role].text) for role in Role),
    )
