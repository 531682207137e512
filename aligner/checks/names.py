"""A name of the source that is misspelt, split, swapped or lost.

Names of the source are looked for in the twin: the same spelling, one that readers accept as a variant
(Zelensky, Zelenskyy), another name of the same place, an acronym written out. A name without a counterpart is
compared with the twin's names that have none either. One near in spelling is misspelt («Navani» for Navalny), in two
words split («Roscos Moss»), another one in its place swapped; if there is none, the name is lost. The Arabic is the
referee: where its letters spell the source's name, the twin is at fault, where they spell the twin's, the
translation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from aligner.bitext import Hop, Role
from aligner.evidence import Evidence, Side
from aligner.finding import Category, Check, Example, Finding, Severity
from aligner.lang.lexicon import in_lexicon
from aligner.lang.mentions import is_acronym
from aligner.lang.names import nearness
from aligner.marks import words_location
from aligner.mentions import Mention, forms, pieces, unmatched
from aligner.referee import CLEAR, SPELT, UNSPELT, opinion, ruling
from aligner.stand_ins import has_link, is_gap, is_hole, stands_for
from aligner.unspelt import unspelt

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

NEAR = {True: 0.6, False: 0.72}
"""Likeness (0..1) from which one name may be another misspelt: with the Arabic as a referee, and without."""
RENDERED = 0.4
"""Centred cosine from which a word of another side may render a name without spelling it."""


class Verdict(NamedTuple):
    """What became of a name: at which hop, how bad and how sure (0..1), in which words, where the Arabic has it."""

    hop: Hop
    severity: Severity
    confidence: float
    message: str
    arabic: tuple[int, int] | None = None


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield the names of a row that were distorted on the way."""
    source, translation, twin = (evidence.sides.get(role) for role in Role)
    if source and twin:
        yield from _compare(evidence, source, twin)
    elif source and translation:
        yield from _across(evidence, source, Hop.SOURCE_TRANSLATION)
    elif twin and translation:
        yield from _across(evidence, twin, Hop.TRANSLATION_TWIN)


def _compare(evidence: Evidence, source: Side, twin: Side) -> Iterator[Finding]:
    """Names of the source without a counterpart in the twin against those of the twin without one in the source."""
    lost = [name for name in unmatched(source, twin) if not name.generic]
    new = [form for form in unmatched(twin, source) if form.made or not form.generic]
    candidates = list(forms(twin, source, new)) if lost else []
    explained: set[int] = set()
    left = []
    for name in lost:
        misspelt = [
            (original, form, verdict)
            for form in candidates
            if explained.isdisjoint(form.words)
            for original in pieces(source, name)
            if (verdict := _misspelt(evidence, original, form))
        ]
        if misspelt:
            original, form, verdict = max(misspelt, key=lambda found: nearness(found[0].text, found[1].text))
            explained.update(form.words)
            yield _finding(evidence, verdict, {Role.SOURCE: original, Role.TWIN: form})
        else:
            left.append(name)
    for name in left:
        free = [form for form in new if explained.isdisjoint(form.words)]
        alone = len(free) == 1 and len(left) == 1
        swapped = next((form for form in free if stands_for(evidence, name, form, alone)), None)
        if swapped and (verdict := _swapped(evidence, name, swapped)):
            explained.update(swapped.words)
            yield _finding(evidence, verdict, {Role.SOURCE: name, Role.TWIN: swapped})
        elif verdict := _missing(evidence, name, free):
            yield _finding(evidence, verdict, {Role.SOURCE: name})
    for form in new:
        if explained.isdisjoint(form.words) and (verdict := _unheard_of(evidence, form)):
            yield _finding(evidence, verdict, {Role.TWIN: form})


def _misspelt(evidence: Evidence, name: Mention, form: Mention) -> Verdict | None:
    """Whether a form of the twin is the name with some letters wrong, and whose fault it is."""
    # Acronyms differ in what they stand for, not in spelling; names of two letters are alike by chance.
    if len(name.text) < 3 or is_acronym(name.text) or name.generic or form.generic:
        return None
    if nearness(name.text, form.text) < NEAR[Role.TRANSLATION in evidence.sides]:
        return None
    arabic = ruling(evidence, name, form)
    # A name in another language is like its English translation: Asociación, Association.
    if arabic.sure < 1 and all(in_lexicon(word) for word in form.text.split()):
        return None
    if arabic.respelt and form.single:
        return _respelt(evidence, name, form, arabic.place)
    message = f"“{form.text}” {'misspells' if form.single else 'splits and misspells'} “{name.text}”"
    if arabic.sure < 1:
        return Verdict(Hop.SOURCE_TWIN, Severity.CRITICAL, 0.7, message)
    if arabic.hop is Hop.SOURCE_TRANSLATION:
        message += f", as does the translation's “{_text(evidence, arabic.place)}”"
        return Verdict(arabic.hop, Severity.CRITICAL, 0.85, message, arabic.place)
    message += f"; the translation has “{_text(evidence, arabic.place)}”"
    return Verdict(arabic.hop, Severity.CRITICAL, 0.9, message, arabic.place)


def _respelt(evidence: Evidence, name: Mention, form: Mention, place: tuple[int, int] | None) -> Verdict:
    """The same Arabic letters in other Latin ones: to a reader perhaps another person, but not a wrong rendering."""
    message = f"“{form.text}” spells the translation's “{_text(evidence, place)}” otherwise than “{name.text}”"
    return Verdict(Hop.TRANSLATION_TWIN, Severity.MINOR, 0.5, message, place)


def _swapped(evidence: Evidence, name: Mention, form: Mention) -> Verdict | None:
    arabic = ruling(evidence, name, form)
    message = f"“{form.text}” stands for “{name.text}”"
    if arabic.respelt:
        return _respelt(evidence, name, form, arabic.place)
    if arabic.sure:
        said = "; the translation has" if arabic.hop is Hop.TRANSLATION_TWIN else ", as does the translation's"
        message += f"{said} “{_text(evidence, arabic.place)}”"
    confidence = 0.9 if arabic.sure == 1 else 0.8
    return Verdict(arabic.hop, Severity.CRITICAL, confidence, message, arabic.place)


def _unheard_of(evidence: Evidence, form: Mention) -> Verdict | None:
    """Whether a name of the twin is in neither of the other documents."""
    if Role.TRANSLATION not in evidence.sides or is_acronym(form.text) or not form.certain or form.generic:
        return None
    heard = opinion(evidence, Role.TWIN, form)
    similarity = evidence.between(Role.TWIN, Role.SOURCE).similarity[list(form.words)].max()
    if heard.score >= UNSPELT or max(heard.similarity, similarity) >= RENDERED:
        return None
    message = f"“{form.text}” is a name that neither the source nor the translation has"
    return Verdict(Hop.TRANSLATION_TWIN, Severity.MAJOR, 0.6, message)


def _missing(evidence: Evidence, name: Mention, free: Sequence[Mention]) -> Verdict | None:
    """Whether a name of the source was dropped, and not only a part of it such as the first name."""
    source, twin = evidence.sides[Role.SOURCE], evidence.sides[Role.TWIN]
    if not name.whole or name.generic:
        return None
    links = evidence.between(Role.SOURCE, Role.TWIN)
    alone = all(has_link(form, source, links.flipped) for form in free)
    unlinked = name.certain and alone and not has_link(name, twin, links)
    gap = is_hole(name, source, twin, links) or (unlinked and is_gap(name, source, twin, links))
    if Role.TRANSLATION not in evidence.sides:
        message = f"“{name.text}” is lost: the twin has nothing in its place"
        return Verdict(Hop.SOURCE_TWIN, Severity.MAJOR, 0.85, message) if gap else None
    heard = opinion(evidence, Role.SOURCE, name)
    if heard.place and heard.score >= (SPELT if unlinked else CLEAR):
        place = heard.place.first, heard.place.last
        message = f"“{name.text}” is lost; the translation still has “{_text(evidence, place)}”"
        # An acronym may have been written out.
        doubtful = is_acronym(name.text) and not gap and not unlinked
        severity, confidence = (Severity.MINOR, 0.4) if doubtful else (Severity.MAJOR, 0.8)
        return Verdict(Hop.TRANSLATION_TWIN, severity, confidence, message, place)
    if heard.score < UNSPELT and heard.similarity < RENDERED:
        message = f"“{name.text}” is lost: neither the translation nor the twin has it"
        return Verdict(Hop.SOURCE_TRANSLATION, Severity.MAJOR, 0.5, message)
    if gap:
        place = heard.nearest, heard.nearest
        message = f"“{name.text}” is lost; the translation seems to have “{_text(evidence, place)}”"
        return Verdict(Hop.TRANSLATION_TWIN, Severity.MAJOR, 0.7, message, place)
    return None


def _across(evidence: Evidence, side: Side, hop: Hop) -> Iterator[Finding]:
    """Names that the Arabic spells otherwise or does not have."""
    for name, heard, near in unspelt(evidence, side.role):
        place = heard.place if near else None
        at = (place.first, place.last) if place else (heard.nearest, heard.nearest)
        arabic = _text(evidence, at)
        if near:
            message = f"“{name.text}” and “{arabic}” do not spell the same name"
            verdict = Verdict(hop, Severity.CRITICAL, 0.7, message, at)
        else:
            message = f"“{name.text}” is not in the translation; nearest to it is “{arabic}”"
            verdict = Verdict(hop, Severity.CRITICAL, 0.6, message, at if heard.similarity >= RENDERED else None)
        yield _finding(evidence, verdict, {side.role: name})


def _text(evidence: Evidence, place: tuple[int, int] | None) -> str:
    return words_location(evidence.sides[Role.TRANSLATION], *place).text if place else ""


def _finding(evidence: Evidence, verdict: Verdict, mentions: dict[Role, Mention]) -> Finding:
    words = {role: (mention.first, mention.last) for role, mention in mentions.items()}
    if verdict.arabic:
        words[Role.TRANSLATION] = verdict.arabic
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
