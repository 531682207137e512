"""Words left in a language that their text is not in.

Arabic script in the twin, Chinese or Cyrillic anywhere, and Latin words in small letters that English does not have:
«the getestet engine». What the other sides have too is meant so: a quotation, a loan that the Arabic spells out, a
brand. Unknown words with a capital are names and left to the check of names; words one letter away from an English
one are misspelt, not foreign. In an Arabic translation, English words in small letters are reported unless they stand
in brackets or quotation marks, as explanations do.
"""

from __future__ import annotations

from collections.abc import Iterator

from aligner.bitext import Hop, Role
from aligner.evidence import Evidence
from aligner.finding import Category, Check, Example, Finding, Severity
from aligner.lang.foreign import MISSPELT, OTHER_SCRIPT
from aligner.marks import location
from aligner.strangers import Stranger, counterparts, strangers

CHECK = Check(
    name="untranslated",
    category=Category.UNTRANSLATED,
    severity=Severity.MAJOR,
    languages=frozenset({"ar", "en"}),
    bad=(
        Example(
            "The new vaccine was tested on two thousand volunteers.",
            "تم اختبار اللقاح الجديد على ألفي متطوع.",
            "The new vaccine was getestet on two thousand volunteers.",
        ),
        Example("The court freed the journalist.", "أفرجت المحكمة عن الصحفي.", "The court freed the الصحفي."),
    ),
    good=(
        Example(
            "The restaurant is known for its tagines and couscous.",
            "يشتهر المطعم بالطواجن والكسكس.",
            "The restaurant is known for its tagines and couscous.",
        ),
    ),
)
CONFIDENCE = {OTHER_SCRIPT: 0.95}
"""How sure a finding is, by the kind of word; of Latin words, that 0.85 of those reported were foreign was measured."""


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield the foreign words of the translation and of the twin."""
    for role in (Role.TRANSLATION, Role.TWIN):
        hop = _hop(evidence, role)
        if role in evidence.sides and hop:
            yield from (_finding(evidence, role, hop, s) for s in strangers(evidence, role) if s.kind != MISSPELT)


def _hop(evidence: Evidence, role: Role) -> Hop | None:
    """The hop at which a side was made; a translation without its source is itself the original."""
    if role is Role.TRANSLATION:
        return Hop.SOURCE_TRANSLATION if Role.SOURCE in evidence.sides else None
    return Hop.TRANSLATION_TWIN if Role.TRANSLATION in evidence.sides else Hop.SOURCE_TWIN


def _finding(evidence: Evidence, role: Role, hop: Hop, stranger: Stranger) -> Finding:
    side = evidence.sides[role]
    message = f"“{stranger.text}” was left untranslated: it is no word of the {role}'s language"
    return CHECK.finding(
        hop=hop,
        confidence=CONFIDENCE.get(stranger.kind, 0.85),
        message=message,
        row=evidence.row,
        locations=(*counterparts(evidence, role, stranger.mark), location(side, stranger.mark.span)),
    )
