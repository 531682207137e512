"""A name of the source that is misspelt, split, swapped or lost.

Names of the source are looked for in the twin: the same spelling, one that readers accept as a variant
(Zelensky, Zelenskyy), another name of the same place, an acronym written out. A name without a counterpart is
compared with the twin's names that have none either. One near in spelling is misspelt («Navani» for Navalny), in two
words split («Roscos Moss»), another one in its place swapped; if there is none, the name is lost. The Arabic is the
referee: where its letters spell the source's name, the twin is at fault, where they spell the twin's, the
translation.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from aligner.bitext import Hop, Role
from aligner.evidence import Evidence, Side
from aligner.finding import Category, Check, Example, Finding, Severity
from aligner.lang.counterparts import has_counterpart
from aligner.lang.mentions import is_acronym
from aligner.lang.names import nearness
from aligner.lang.renderings import Rendering, rendering
from aligner.marks import words_location
from aligner.mentions import Mention, forms, names_of, unmatched, words_around

CHECK = Check(
    name="names",
    category=Category.NAME,
    severity=Severity.CRITICAL,
    languages=frozenset({"ar", "en"}),
    bad=(
        Example(
            "Officials in Oslo said Sanna Lindqvist will lead the talks.",
            "قال مسؤولون في أوسلو إن سانا ليندكفيست ستقود المحادثات.",
            "Officials in Oslo said that Sanna Lidvest will lead the talks.",
        ),
        Example(
            "The rocket was built by Roscosmos.",
            "تم بناء الصاروخ من قبل روسكوزموس.",
            "The rocket was built by Roscos Moss.",
        ),
        Example(
            "The bank moved its office to Nairobi in spring.",
            "نقل البنك مكتبه إلى نيروبي في الربيع.",
            "The bank moved its office to Kampala in spring.",
        ),
    ),
    good=(
        Example(
            "President Volodymyr Zelensky met Mohammed in Kyiv.",
            "التقى الرئيس فولوديمير زيلينسكي محمد في كييف.",
            "President Volodymyr Zelenskyy met Muhammad in Kyiv.",
        ),
    ),
)

CLEAR, SPELT, UNSPELT, UNLIKE = 1.3, 0.85, 0.0, -1.6
"""Spelling scores: from CLEAR or SPELT on Arabic letters spell a name (95 % of true pairs, best split of true and
garbled ones), below UNSPELT they do not, and below UNLIKE they do not even try."""
LEEWAY = 0.3
"""How much worse the Arabic may spell the twin's form of a name, if that is to be another romanisation of it."""
NEAR = {True: 0.6, False: 0.72}
"""Likeness (0..1) from which one name may be another misspelt: with the Arabic as a referee, and without."""
ORIGINALS = (Role.SOURCE, Role.TRANSLATION)
RENDERED = 0.4
"""Centred cosine from which a word of another side may render a name without spelling it."""


class Verdict(NamedTuple):
    """What became of a name: at which hop, how bad and how sure (0..1), in which words, where the Arabic has it."""

    hop: Hop
    severity: Severity
    confidence: float
    message: str
    arabic: Rendering | None = None


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield the names of a row that were distorted on the way."""
    source, translation, twin = (evidence.sides.get(role) for role in Role)
    if source and twin:
        yield from _compare(evidence, source, twin)
    elif source and translation:
        yield from _garbled(evidence, source, Hop.SOURCE_TRANSLATION)
    elif twin and translation:
        yield from _garbled(evidence, twin, Hop.TRANSLATION_TWIN)


def _compare(evidence: Evidence, source: Side, twin: Side) -> Iterator[Finding]:
    """Names of the source without a counterpart in the twin against those of the twin without one in the source."""
    new, lost = unmatched(twin, source), unmatched(source, twin)
    candidates = list(forms(twin, source, new)) if lost else []
    explained: set[int] = set()
    for name in lost:
        verdicts = [(verdict, form) for form in candidates if (verdict := _judge(evidence, name, form))]
        if verdicts:
            verdict, form = max(verdicts, key=lambda pair: (pair[0].confidence, nearness(name.text, pair[1].text)))
            explained |= set(range(form.first, form.last + 1))
            yield _finding(evidence, verdict, {Role.SOURCE: name, Role.TWIN: form})
        elif verdict := _missing(evidence, source, twin, name):
            yield _finding(evidence, verdict, {Role.SOURCE: name})
    for form in new:
        if form.first not in explained and (verdict := _unheard_of(evidence, form)):
            yield _finding(evidence, verdict, {Role.TWIN: form})


def _judge(evidence: Evidence, name: Mention, form: Mention) -> Verdict | None:
    """Whether a form of the twin stands for a name of the source, and whose fault it is."""
    # Acronyms differ in what they stand for, not in spelling; names of two letters are alike by chance.
    comparable = len(name.text) > 2 and not is_acronym(name.text)
    if comparable and nearness(name.text, form.text) >= NEAR[bool(_arabic(evidence))]:
        return _misspelt(evidence, name, form)
    sure = name.certain and form.certain and is_acronym(name.text) == is_acronym(form.text)
    return _swapped(evidence, name, form) if sure and form.single else None


def _misspelt(evidence: Evidence, name: Mention, form: Mention) -> Verdict:
    arabic = _arabic(evidence)
    place, other = rendering(name.text, arabic), rendering(form.text, arabic)
    theirs, ours = _score(place), _score(other)
    message = f"“{form.text}” {'misspells' if form.single else 'splits and misspells'} “{name.text}”"
    if theirs < UNSPELT and ours >= SPELT:
        message += f", as does the translation's “{_text(evidence, other)}”"
        return Verdict(Hop.SOURCE_TRANSLATION, Severity.CRITICAL, 0.85, message, other)
    if form.single and theirs >= UNSPELT and ours >= max(CLEAR, theirs - LEEWAY):
        return _respelt(evidence, name, form, other)
    if theirs >= SPELT:
        message += f"; the translation has “{_text(evidence, place)}”"
        return Verdict(Hop.TRANSLATION_TWIN, Severity.CRITICAL, 0.9, message, place)
    return Verdict(Hop.SOURCE_TWIN, Severity.CRITICAL, 0.7, message)


def _respelt(evidence: Evidence, name: Mention, form: Mention, place: Rendering | None) -> Verdict:
    """The same Arabic letters in other Latin ones: to a reader perhaps another person, but not a wrong rendering."""
    message = f"“{form.text}” spells the translation's “{_text(evidence, place)}” otherwise than “{name.text}”"
    return Verdict(Hop.TRANSLATION_TWIN, Severity.MINOR, 0.5, message, place)


def _swapped(evidence: Evidence, name: Mention, form: Mention) -> Verdict | None:
    arabic = _arabic(evidence)
    place, other = rendering(name.text, arabic), rendering(form.text, arabic)
    theirs, ours = _score(place), _score(other)
    message = f"“{form.text}” stands for “{name.text}”"
    if theirs >= SPELT and ours < UNSPELT:
        message += f"; the translation has “{_text(evidence, place)}”"
        return Verdict(Hop.TRANSLATION_TWIN, Severity.CRITICAL, 0.8, message, place)
    if ours >= SPELT and theirs < UNSPELT:
        message += f", as does the translation's “{_text(evidence, other)}”"
        return Verdict(Hop.SOURCE_TRANSLATION, Severity.CRITICAL, 0.75, message, other)
    if place and other and min(theirs, ours) >= SPELT and place.first == other.first:
        return _respelt(evidence, name, form, other)
    if not arabic and not is_acronym(name.text) and _linked(evidence, name, form):
        return Verdict(Hop.SOURCE_TWIN, Severity.CRITICAL, 0.5, message)
    return None


def _unheard_of(evidence: Evidence, form: Mention) -> Verdict | None:
    """Whether a name of the twin is in neither of the other documents."""
    best = rendering(form.text, _arabic(evidence))
    if not best or best.score >= UNSPELT or is_acronym(form.text) or not form.certain:
        return None
    if any(evidence.between(Role.TWIN, role).similarity[form.first].max() >= RENDERED for role in ORIGINALS):
        return None
    message = f"“{form.text}” is a name that neither the source nor the translation has"
    return Verdict(Hop.TRANSLATION_TWIN, Severity.MAJOR, 0.6, message)


def _missing(evidence: Evidence, source: Side, twin: Side, name: Mention) -> Verdict | None:
    """Whether a name of the source was dropped, and not only a part of it such as the first name."""
    words, others = [word.text for word in source.words], words_around(twin)
    neighbours = {name.first - 1, name.last + 1} & {other.first for other in names_of(source)}
    best = rendering(name.text, _arabic(evidence))
    if not best or any(has_counterpart(k, words, others) for k in neighbours):
        return None
    if best.score >= CLEAR:
        message = f"“{name.text}” is lost; the translation still has “{_text(evidence, best)}”"
        # An acronym may have been written out.
        severity, confidence = (Severity.MINOR, 0.4) if is_acronym(name.text) else (Severity.MAJOR, 0.7)
        return Verdict(Hop.TRANSLATION_TWIN, severity, confidence, message, best)
    links = evidence.between(Role.SOURCE, Role.TRANSLATION)
    if best.score < UNSPELT and links.similarity[name.first].max() < RENDERED:
        message = f"“{name.text}” is lost: neither the translation nor the twin has it"
        return Verdict(Hop.SOURCE_TRANSLATION, Severity.MAJOR, 0.5, message)
    return None


def _garbled(evidence: Evidence, side: Side, hop: Hop) -> Iterator[Finding]:
    """Names that the Arabic word in their place spells otherwise; without a third side that is only a doubt."""
    links = evidence.between(side.role, Role.TRANSLATION)
    partners = dict(links.pairs)
    for name in names_of(side):
        best = rendering(name.text, _arabic(evidence))
        linked = best and partners.get(name.first) == best.first
        if best and linked and UNLIKE <= best.score < UNSPELT and not is_acronym(name.text):
            message = f"“{name.text}” and “{_text(evidence, best)}” do not spell the same name"
            yield _finding(evidence, Verdict(hop, Severity.MINOR, 0.4, message, best), {side.role: name})


def _arabic(evidence: Evidence) -> tuple[str, ...]:
    translation = evidence.sides.get(Role.TRANSLATION)
    return tuple(word.text for word in translation.words) if translation else ()


def _score(place: Rendering | None) -> float:
    return place.score if place else float("-inf")


def _linked(evidence: Evidence, name: Mention, form: Mention) -> bool:
    """Whether two single words stand in each other's place."""
    return (name.first, form.first) in evidence.between(Role.SOURCE, Role.TWIN).pairs


def _text(evidence: Evidence, place: Rendering | None) -> str:
    return words_location(evidence.sides[Role.TRANSLATION], place.first, place.last).text if place else ""


def _finding(evidence: Evidence, verdict: Verdict, mentions: dict[Role, Mention]) -> Finding:
    words = {role: (mention.first, mention.last) for role, mention in mentions.items()}
    if verdict.arabic:
        words[Role.TRANSLATION] = verdict.arabic.first, verdict.arabic.last
    return Finding(
        check=CHECK.name,
        category=CHECK.category,
        severity=verdict.severity,
        hop=verdict.hop,
        confidence=verdict.confidence,
        message=verdict.message,
        row=evidence.row,
        locations=tuple(words_location(evidence.sides[role], *words[role]) for role in Role if role in words),
    )
