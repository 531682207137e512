"""tmp"""
from __future__ import annotations
from collections.abc import Iterator
from aligner.bitext import Hop, Role
from aligner.evidence import Evidence, Side
from aligner.finding import Category, Check, Example, Finding, Severity
from aligner.lang.opposites import alike, opposed
from aligner.marks import words_location
from aligner.replacements import replacements
CHECK = Check(name="opposites", category=Category.MISTRANSLATION, severity=Severity.CRITICAL, languages=frozenset({"ar", "en"}), bad=(), good=())

def find(evidence: Evidence) -> Iterator[Finding]:
    if Role.SOURCE in evidence.sides and Role.TWIN in evidence.sides:
        for r in replacements(evidence, (Role.SOURCE, Role.TWIN), opposed, alike):
            S=evidence.between(Role.SOURCE, Role.TWIN).similarity
            a=words_location(evidence.sides[Role.SOURCE], r.left, r.left); b=words_location(evidence.sides[Role.TWIN], r.right, r.right)
            yield Finding("opposites", Category.MISTRANSLATION, Severity.CRITICAL, Hop.SOURCE_TWIN, .8, f"{a.text} -> {b.text} {r.grade} {r.linked} {S[r.left,r.right]:.2f}", evidence.row, (a,b))
