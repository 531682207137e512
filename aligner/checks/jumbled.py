"""A sentence whose words are all there, but in no order.

Words that are linked keep some order in any faithful translation: neighbours stay near each other, and most of what
comes first there comes first here. In a jumbled sentence both drop to what chance gives. Grammar is the second
witness: neighbours such as «the of» or «a and» do not occur in running text. Two sides in one language keep their
order so well that a break in it is enough; across languages a clearly broken order or both witnesses are needed.
"""

from __future__ import annotations

from collections.abc import Iterator

from aligner.bitext import Hop, Role, Sentence, Span, hops_between
from aligner.evidence import Evidence, Side
from aligner.finding import Category, Check, Example, Finding, Severity
from aligner.lang.jumbles import broken
from aligner.marks import location, marks
from aligner.order import Order, order

CHECK = Check(
    name="jumbled",
    category=Category.FLUENCY,
    severity=Severity.MAJOR,
    languages=frozenset({"ar", "en"}),
    bad=(
        Example(
            "The central bank raised interest rates on Thursday to slow the rise of consumer prices.",
            "رفع البنك المركزي أسعار الفائدة يوم الخميس لإبطاء ارتفاع أسعار المستهلك.",
            "Prices bank slow the of on raised central to consumer rates the interest rise Thursday the.",
        ),
        Example(
            "Doctors at the hospital treated forty patients after the train crash near the border.",
            "",
            "The after forty near train at crash doctors the patients border hospital the treated.",
        ),
    ),
    good=(
        Example(
            "On Thursday the central bank raised interest rates to slow the rise of consumer prices.",
            "رفع البنك المركزي أسعار الفائدة يوم الخميس لإبطاء ارتفاع أسعار المستهلك.",
            "The central bank raised interest rates on Thursday to slow the rise of consumer prices.",
        ),
    ),
)
FEWEST = 6
"""Linked words below which an order cannot be told from chance."""
MANY = 8
"""Linked words from which the order alone tells in one language."""
MANY_ACROSS = 13
"""Those from which it tells across two: Arabic puts the verb first and the adverbs last."""
CONFIDENCE = 0.95
"""The share of jumbled sentences among those reported, measured on shuffled and clean ones in equal number."""


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield the jumbled sentences of the translation and of the twin."""
    for hop in hops_between(evidence.sides):
        earlier, later = (evidence.sides[end] for end in hop.ends)
        if hop is Hop.TRANSLATION_TWIN and Role.SOURCE in evidence.sides:
            continue  # told by the source, whose order is nearer
        for sentence in later.sentences:
            words = [k for k, word in enumerate(later.words) if sentence.span.overlaps(word.span)]
            measured = order(earlier, later, evidence.between(*hop.ends), frozenset(words))
            if measured.linked >= FEWEST and _is_jumbled(measured, earlier, later, sentence):
                yield _finding(evidence, _made_at(hop, evidence), later, sentence)


def _is_jumbled(measured: Order, earlier: Side, later: Side, sentence: Sentence) -> bool:
    """Whether order and grammar both, or one of them plainly, are those of shuffled words."""
    linked, follow, agree = measured
    if follow > 0.6 or agree > 0.85:
        return False
    breaks = len(broken(later.document.slice(sentence.span), later.lang)) - sum(1 for _ in marks(earlier, broken))
    if earlier.lang == later.lang:
        return breaks > 0 or (linked >= MANY and follow < 0.3 and agree < 0.7)
    if linked >= MANY_ACROSS and follow < 0.15 and agree < 0.5:
        return True
    return (breaks > 0 and follow < 0.4 and agree < 0.7) or (breaks > 1 and follow < 0.5)


def _made_at(hop: Hop, evidence: Evidence) -> Hop:
    """The twin was made from the translation, where there is one."""
    return Hop.TRANSLATION_TWIN if hop is Hop.SOURCE_TWIN and Role.TRANSLATION in evidence.sides else hop


def _finding(evidence: Evidence, hop: Hop, side: Side, sentence: Sentence) -> Finding:
    message = f"the {side.role}'s words stand in no order: “{_beginning(side, sentence)}”"
    others = [evidence.sides[role] for role in Role if role in evidence.sides and role is not side.role]
    places = (location(other, Span(other.words[0].span.start, other.words[-1].span.end)) for other in others)
    here = location(side, sentence.span)
    return CHECK.finding(hop, CONFIDENCE, message, evidence.row, (*places, here))


def _beginning(side: Side, sentence: Sentence) -> str:
    words = [word.text for word in side.words if sentence.span.overlaps(word.span)]
    return " ".join(words[:8]) + (" …" if len(words) > 8 else "")
