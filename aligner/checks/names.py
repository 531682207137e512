"""A name that is misspelt, split, swapped, translated word for word, lost, or that changed places with another.

Names of the source are looked for in the twin: the same spelling, one that readers accept as a variant (Zelensky,
Zelenskyy), another name of the same, a seat of power, an acronym written out. A name without a counterpart is compared
with the twin's names that have none either. One near in spelling is misspelt («Navani» for Navalny), in two words split
(«Roscos Moss»); another one that is linked to it or stands between the same words is swapped, as is «the Island» for
Al Jazeera. If nothing is in its place, the name is lost. The Arabic is the referee: where its letters spell the
source's name, the twin is at fault, where they spell the twin's, the translation. With Arabic and one English side, a
name is reported if no Arabic word spells it in any reading of its letters, and no ordinary word says what it means.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from aligner.bitext import Hop, Role
from aligner.calques import calque, untranslated
from aligner.evidence import Evidence, Side
from aligner.exchanged import exchanges
from aligner.finding import Category, Check, Example, Finding, Severity
from aligner.lang.names import nearness
from aligner.lang.places import is_place
from aligner.marks import words_location
from aligner.mentions import Mention, forms, pieces, unmatched
from aligner.stand_ins import stands_for
from aligner.unspelt import unspelt
from aligner.verdicts import Verdict, exchanged, missing, misspelt, swapped, translated, unheard_of, unknown

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


class Match(NamedTuple):
    """A name of the source, a form of the twin that misspells it, and the verdict on the two."""

    name: Mention
    form: Mention
    verdict: Verdict


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield the names of a row that were distorted on the way."""
    source, translation, twin = (evidence.sides.get(role) for role in Role)
    if source and twin:
        yield from _compare(evidence, source, twin)
    elif translation and (side := source or twin):
        hop = Hop.SOURCE_TRANSLATION if source else Hop.TRANSLATION_TWIN
        for found in untranslated(evidence) if twin else ():
            yield _finding(evidence, translated(evidence, found), {Role.TWIN: [found.form]})
        for name in unspelt(evidence, side.role):
            yield _finding(evidence, unknown(evidence, name, hop), {side.role: [name.mention]})


def _compare(evidence: Evidence, source: Side, twin: Side) -> Iterator[Finding]:
    """Names of the source without a counterpart in the twin against those of the twin without one in the source."""
    lost = [name for name in unmatched(source, twin) if not name.generic]
    new = [form for form in unmatched(twin, source) if form.made or not form.generic]
    candidates = list(forms(twin, source, new)) if lost else []
    explained: set[int] = set()
    left: list[Mention] = []
    for name in lost:
        if known := calque(evidence, name):
            explained.update(known.form.words)
            both = {Role.SOURCE: [known.name or name], Role.TWIN: [known.form]}
            yield _finding(evidence, translated(evidence, known), both)
            continue
        free = [form for form in candidates if explained.isdisjoint(form.words)]
        if found := _most_alike(evidence, list(pieces(source, name)), free):
            explained.update(found.form.words)
            yield _finding(evidence, found.verdict, {Role.SOURCE: [found.name], Role.TWIN: [found.form]})
        else:
            left.append(name)
    yield from _lost(evidence, left, new, explained)
    for form in new:
        if explained.isdisjoint(form.words) and (news := unheard_of(evidence, form)):
            yield _finding(evidence, news, {Role.TWIN: [form]})
    if Role.TRANSLATION in evidence.sides:
        yield from _mended(evidence, lost)
    for exchange in exchanges(evidence):
        yield _finding(evidence, exchanged(exchange), {Role.SOURCE: exchange.source, Role.TWIN: exchange.twin})


def _lost(
    evidence: Evidence, left: Sequence[Mention], new: Sequence[Mention], explained: set[int]
) -> Iterator[Finding]:
    """Names that nothing in the twin resembles: swapped for one of the new ones, which are then explained, or lost."""
    for name in left:
        others = [form for form in new if explained.isdisjoint(form.words)]
        alone = len(others) == len(left) == 1
        stand_in = next((form for form in others if stands_for(evidence, name, form, alone)), None)
        if stand_in:
            explained.update(stand_in.words)
            yield _finding(evidence, swapped(evidence, name, stand_in), {Role.SOURCE: [name], Role.TWIN: [stand_in]})
        elif loss := missing(evidence, name, others):
            yield _finding(evidence, loss, {Role.SOURCE: [name]})


def _mended(evidence: Evidence, lost: Sequence[Mention]) -> Iterator[Finding]:
    """Places of the source that the twin has and the Arabic between them has not: there stands another name."""
    gone = {k for name in lost for k in name.words}
    for name in unspelt(evidence, Role.SOURCE):
        if is_place(name.mention.text) and not name.near and gone.isdisjoint(name.mention.words):
            verdict = unknown(evidence, name, Hop.SOURCE_TRANSLATION)
            yield _finding(evidence, verdict, {Role.SOURCE: [name.mention]})


def _most_alike(evidence: Evidence, names: Sequence[Mention], candidates: Sequence[Mention]) -> Match | None:
    """The name or part of a name, and the form of the twin, that are most like a word and its misspelling."""
    found = [
        Match(name, form, verdict)
        for name in names
        for form in candidates
        if (verdict := misspelt(evidence, name, form))
    ]
    return max(found, key=lambda match: nearness(match.name.text, match.form.text), default=None)


def _finding(evidence: Evidence, verdict: Verdict, mentions: Mapping[Role, Sequence[Mention]]) -> Finding:
    words = {role: [(name.first, name.last) for name in names] for role, names in mentions.items()}
    words[Role.TRANSLATION] = list(verdict.arabic)
    return CHECK.finding(
        severity=verdict.severity,
        hop=verdict.hop,
        confidence=verdict.confidence,
        message=verdict.message,
        row=evidence.row,
        locations=tuple(words_location(evidence.sides[role], *place) for role in Role for place in words.get(role, ())),
    )
