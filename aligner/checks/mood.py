"""A question that became a statement, or a statement that became a question.

A side asks if one of its sentences ends in a question mark. What one side asks and the other tells is a finding; the
translation tells at which hop it came in.
"""

from __future__ import annotations

from collections.abc import Iterator

from aligner.bitext import Role
from aligner.evidence import Evidence, Side
from aligner.finding import Category, Check, Example, Finding, Location, Severity
from aligner.hops import blamed
from aligner.lang.endings import is_question
from aligner.marks import words_location

CHECK = Check(
    name="mood",
    category=Category.MODALITY,
    severity=Severity.MAJOR,
    languages=frozenset({"ar", "en"}),
    bad=(
        Example(
            "The hospital can treat all the wounded.",
            "يستطيع المستشفى علاج جميع الجرحى.",
            "Can the hospital treat all the wounded?",
        ),
        Example(
            "Did the police know about the threat?",
            "كانت الشرطة على علم بالتهديد.",
            "The police knew about the threat.",
        ),
    ),
    good=(
        Example(
            "Will the airline raise its fares?",
            "هل سترفع شركة الطيران أسعارها؟",
            "Will the airline increase its fares?",
        ),
        Example(
            "The judge asked whether the witness knew the driver.",
            "سأل القاضي عما إذا كان الشاهد يعرف السائق.",
            "The judge asked if the witness knew the driver.",
        ),
    ),
)
QUESTION_MARKS = frozenset("?؟")
CONFIDENCE = 0.95
"""Of 1,000 faithful pairs none was reported."""


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each hop at which a question was made or lost."""
    asks = {role: _asks(side) for role, side in evidence.sides.items()}
    for hop in blamed(asks, bool.__eq__):
        asking = next(role for role in hop.ends if asks[role])
        if any(_has_question_mark(evidence.sides[role]) for role in hop.ends if role is not asking):
            continue
        change = "lost its question mark" if asking is hop.ends[0] else "became a question"
        places = tuple(_ending(evidence.sides[role]) for role in Role if role in asks)
        text = next(place.text for place in places if place.role is hop.ends[0])
        message = f"The sentence that ends in “{text}” {change}"
        yield CHECK.finding(hop, CONFIDENCE, message, evidence.row, places)


def _asks(side: Side) -> bool:
    return any(is_question(side.document.slice(sentence.span)) for sentence in side.sentences)


def _has_question_mark(side: Side) -> bool:
    """Whether something is asked within the sentences: a quotation that the speaker's name follows."""
    return any(word.text in QUESTION_MARKS for word in side.words)


def _ending(side: Side) -> Location:
    """The last word and what follows it, of the question if there is one."""
    asking = [sentence for sentence in side.sentences if is_question(side.document.slice(sentence.span))]
    span = (asking or side.sentences)[-1].span
    last = max(k for k, word in enumerate(side.words) if word.span.overlaps(span))
    first = next((k for k in range(last, -1, -1) if side.words[k].text[0].isalnum()), last)
    return words_location(side, first, last)
