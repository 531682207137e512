"""A text that is broken as text: doubled words, sentences cut short, lone brackets, misspelt words.

Every fault must be the later text's own: a repetition or a bracket that the other sides have too is meant so. A
fragment is a sentence of one or two words whose words stand amid a sentence on the other sides («… and the United
States. Japan.»). A doubled word or a slip of spelling harms no reader much and is minor; a phrase that comes again and
again, a fragment and a sentence that breaks off after «the» or «and» are major.
"""

from __future__ import annotations

from collections.abc import Iterator

from aligner.bitext import Hop, Role, Sentence, SentenceKind, Span
from aligner.evidence import Evidence, Side
from aligner.finding import Category, Check, Example, Finding, Location, Severity
from aligner.lang.endings import is_stopped
from aligner.lang.foreign import MISSPELT
from aligner.lang.jumbles import broken, surely_broken
from aligner.lang.mentions import name_words
from aligner.lang.repeats import LOOP, Repeat, repeats
from aligner.lang.stumps import cut_off, lone_brackets
from aligner.marks import Mark, location, marks
from aligner.strangers import strangers

CHECK = Check(
    name="fluency",
    category=Category.FLUENCY,
    severity=Severity.MINOR,
    languages=frozenset({"ar", "en"}),
    bad=(
        Example(
            "The ministry closed the port for a week.",
            "أغلقت الوزارة الميناء لمدة أسبوع.",
            "The ministry closed the the port for a week.",
        ),
        Example(
            "Talks were held with delegates from Kenya, Uganda and Rwanda.",
            "عُقدت محادثات مع مندوبين من كينيا وأوغندا ورواندا.",
            "Talks were held with delegates from Kenya and Uganda. Rwanda.",
        ),
    ),
    good=(
        Example(
            "He had had a very, very long day, she said.",
            "قالت إنه قضى يومًا طويلًا جدًا جدًا.",
            "He had had a very, very long day, she said.",
        ),
        Example(
            "Will the club sign him? No. The fee is too high.",
            "هل سيتعاقد معه النادي؟ لا. السعر مرتفع للغاية.",
            "Will the club sign him? No. The fee is too high.",
        ),
    ),
)
SHORT, WHOLE = 2, 5
"""Words that a fragment has at most, and that the sentence it was cut from has at least."""
LETTERS = 4
"""Letters that a fragment has at least; fewer may be an initial or an abbreviation."""
CONFIDENCE = {"repeat": 0.9, "fragment": 0.8, "end": 0.8, "bracket": 0.3, "misspelt": 0.8, "grammar": 0.8}
"""How sure a finding of each kind is; too few stand in the measured texts for more than an estimate."""


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield the broken places of the translation and of the twin."""
    for role in (Role.TRANSLATION, Role.TWIN):
        hop = _hop(evidence, role)
        others = [side for other, side in evidence.sides.items() if other is not role]
        if hop and role in evidence.sides:
            for severity, kind, message, places in _faults(evidence, evidence.sides[role], others):
                yield CHECK.finding(hop, CONFIDENCE[kind], message, evidence.row, places, severity)


_Fault = tuple[Severity, str, str, tuple[Location, ...]]


def _faults(evidence: Evidence, side: Side, others: list[Side]) -> Iterator[_Fault]:
    if not others:
        yield from _lone_fragment(side)
        return
    yield from _doubled(side, others)
    yield from _fragments(evidence, side, others)
    yield from _broken_ends(side, others)
    yield from _ungrammatical(side, others)
    for word in strangers(evidence, side.role):
        if word.kind == MISSPELT:
            message = f"“{word.text}” is misspelt: it may mean “{word.meant}”"
            yield Severity.MINOR, "misspelt", message, (location(side, word.mark.span),)


def _hop(evidence: Evidence, role: Role) -> Hop | None:
    """The hop at which a side was made; a translation without its source is itself the original."""
    if role is Role.TRANSLATION:
        return Hop.SOURCE_TRANSLATION if Role.SOURCE in evidence.chain else None
    return Hop.TRANSLATION_TWIN if Role.TRANSLATION in evidence.chain else Hop.SOURCE_TWIN


def _doubled(side: Side, others: list[Side]) -> Iterator[_Fault]:
    """What stands there twice or more; what another side repeats as often is meant."""
    meant = max((mark.value.times for other in others for mark in marks(other, repeats)), default=1)
    for mark in marks(side, repeats):
        if mark.value.times > meant and not mark.value.meant:
            severity = Severity.MAJOR if _is_loop(mark) else Severity.MINOR
            message = f"“{side.document.slice(mark.span)}” repeats “{mark.value.phrase}”"
            yield severity, "repeat", message, (location(side, mark.span),)


def _is_loop(mark: Mark[Repeat]) -> bool:
    return mark.value.times > LOOP or (mark.value.times == LOOP and mark.value.size > 1)


def _fragments(evidence: Evidence, side: Side, others: list[Side]) -> Iterator[_Fault]:
    """One or two words that are a sentence here, and part of a longer one on the other sides."""
    if any(_is_fragment(other, sentence) for other in others for sentence in other.sentences):
        return
    for sentence in side.sentences[1:]:
        if _is_fragment(side, sentence) and _plain_stop(side, sentence):
            own = _words_in(side, sentence)
            places = [place for other in others for place in _counterparts(evidence, side, own, other)]
            if places:
                message = f"“{side.document.slice(sentence.span)}” is cut off from the sentence before it"
                told = (*places, location(side, sentence.span))
                yield _fragment_severity(told), "fragment", message, told


def _is_fragment(side: Side, sentence: Sentence) -> bool:
    own = _words_in(side, sentence)
    return not sentence.opening and len(own) <= SHORT and sum(len(side.words[k].text) for k in own) >= LETTERS


def _lone_fragment(side: Side) -> Iterator[_Fault]:
    """A name that is a sentence of its own inside a paragraph and that no sentence of the other sides answers."""
    sentence = side.sentences[0]
    own = _words_in(side, sentence)
    name = name_words([side.words[k].text for k in own]) if side.lang == "en" else ()
    inside = sentence.kind is SentenceKind.TEXT and not sentence.opening and len(side.sentences) == 1
    if inside and name and len(own) <= SHORT and _plain_stop(side, sentence):
        message = f"“{side.document.slice(sentence.span)}” is cut off from the sentence before it"
        yield Severity.MAJOR, "fragment", message, (location(side, sentence.span),)


def _fragment_severity(places: tuple[Location, ...]) -> Severity:
    """How much a fragment harms: a name torn off breaks the sense, another word of two texts may be style."""
    name = any(place.text[0].isupper() for place in places[:-1])
    return Severity.MAJOR if name or len(places) == len(Role) else Severity.MINOR


def _words_in(side: Side, sentence: Sentence) -> list[int]:
    return [k for k, w in enumerate(side.words) if sentence.span.overlaps(w.span) and w.text[0].isalnum()]


def _plain_stop(side: Side, sentence: Sentence) -> bool:
    """Whether it ends in a full stop: questions, cries and quotations may be as short as they like."""
    text = side.document.slice(sentence.span)
    return text.endswith(".") and text[0].isalnum()


def _counterparts(evidence: Evidence, side: Side, own: list[int], other: Side) -> Iterator[Location]:
    """The word that is linked to the fragment, if it stands in a longer sentence."""
    links = evidence.between(side.role, other.role)
    partners = [j for i, j in links.pairs if i in own and links.similarity[i, j] >= 0.4]
    for j in partners:
        around = next((s for s in other.sentences if s.span.overlaps(other.words[j].span)), None)
        if around and len(_words_in(other, around)) >= WHOLE:
            yield location(other, other.words[j].span)
            return


def _broken_ends(side: Side, others: list[Side]) -> Iterator[_Fault]:
    """Brackets that only this side leaves open, and a last sentence that only this side breaks off."""
    if not any(_lone(other) for other in others):
        for at in _lone(side):
            place = location(side, Span(at, at + 1))
            yield Severity.MINOR, "bracket", f"“{place.text}” has no partner", (place,)
    last = side.sentences[-1]
    text = side.document.slice(last.span)
    end = cut_off(text, side.lang)
    if end and all(is_stopped(other.document.slice(other.sentences[-1].span)) for other in others):
        place = location(side, Span(last.span.start + end[0], last.span.start + end[1]))
        # «دراجون دين في.» is «Dragon V.»: with a full stop behind it the word may be a letter's name or an adverb.
        doubtful = side.lang == "ar" and is_stopped(text)
        severity = Severity.MINOR if doubtful else Severity.MAJOR
        yield severity, "end", f"the {side.role} breaks off after “{place.text}”", (place,)


def _ungrammatical(side: Side, others: list[Side]) -> Iterator[_Fault]:
    """Two words of grammar that cannot be neighbours, or an article at the end: a word is missing or out of place."""
    if any(True for other in others for _ in marks(other, broken)):
        return
    for mark in marks(side, broken):
        text = side.document.slice(mark.span)
        last = mark.span.end == side.sentences[-1].span.end
        stopped = side.lang == "ar" and not text[-1].isalpha()
        if surely_broken(mark.value) and (last or text[-1].isalpha()) and not stopped:
            message = f"“{text}” breaks the sentence: a word is missing or out of place"
            yield Severity.MAJOR, "grammar", message, (location(side, mark.span),)


def _lone(side: Side) -> list[int]:
    first, last = side.sentences[0].span.start, side.sentences[-1].span.end
    return [at for at in lone_brackets(side.document.text) if first <= at < last]
