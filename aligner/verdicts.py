"""What became of a name: misspelt, swapped, lost or new, at which hop, and how sure that is.

Confidences are the share of findings of a kind that stood on a planted distortion, in paraphrases, human translations
and their perturbed copies (DEMETR, NTREX, and garbled and swapped names made for the purpose), each sentence counted
with all its copies: about as many were distorted as faithful, so on a feed that is nearly always right they are high.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from aligner.bitext import Hop, Role
from aligner.calques import Calque
from aligner.evidence import Evidence, Side
from aligner.exchanged import Exchange
from aligner.finding import Severity
from aligner.lang.foreign import correction
from aligner.lang.lexicon import in_lexicon
from aligner.lang.mentions import is_acronym
from aligner.lang.names import nearness, same_consonants
from aligner.lang.places import is_place
from aligner.marks import words_location
from aligner.mentions import Mention
from aligner.opinions import CLEAR, SPELT, UNSPELT, Ruling, opinion, ruling
from aligner.stand_ins import has_link, is_attribute, is_described, is_gap, is_hole, is_possessor, keeps_title
from aligner.unspelt import Unspelt

NEAR = {True: 0.6, False: 0.72}
"""Likeness (0..1) from which one name may be another misspelt: with the Arabic as a referee, and without."""
RENDERED = 0.4
"""Centred cosine from which a word of another side may render a name without spelling it."""
FAR = -2.2
"""Spelling score from which a name may be one that is not read as it is spelt: Siobhan, Leicester."""
Places = tuple[tuple[int, int], ...]


class Verdict(NamedTuple):
    """At which hop, how bad and how sure (0..1), in which words, and where the Arabic has the name."""

    hop: Hop
    severity: Severity
    confidence: float
    message: str
    arabic: Places = ()


def misspelt(evidence: Evidence, name: Mention, form: Mention) -> Verdict | None:
    """Whether a form of the twin is the name with some letters wrong, and whose fault it is."""
    if not _is_like(name, form, NEAR[Role.TRANSLATION in evidence.sides]):
        return None
    arabic = ruling(evidence, name, form)
    # A name in another language is like its English translation: Asociación, Association.
    if arabic.sure < 1 and all(in_lexicon(word) for word in form.text.split()):
        return None
    if arabic.respelt and form.single:
        return _respelt(evidence, name, form, arabic)
    if form.single and same_consonants(name.text, form.text):
        message = f"“{form.text}” has other vowels than “{name.text}”"
        return Verdict(arabic.hop, Severity.MINOR, 0.5, message, _places(arabic))
    message = f"“{form.text}” {'misspells' if form.single else 'splits and misspells'} “{name.text}”"
    if arabic.sure < 1:
        return Verdict(Hop.SOURCE_TWIN, Severity.CRITICAL, 0.9, message)
    return Verdict(arabic.hop, Severity.CRITICAL, 0.98, message + _borne_out(evidence, arabic), _places(arabic))


def _is_like(name: Mention, form: Mention, least: float) -> bool:
    """Whether one may be a misspelling of the other by its letters."""
    # Acronyms differ in what they stand for, not in spelling; names of two letters are alike by chance.
    if len(name.text) < 3 or is_acronym(name.text) or name.generic or form.generic:
        return False
    return nearness(name.text, form.text) >= least


def swapped(evidence: Evidence, name: Mention, form: Mention) -> Verdict:
    """Another name in the place of the source's, and whose fault it is."""
    arabic = ruling(evidence, name, form)
    if arabic.respelt:
        return _respelt(evidence, name, form, arabic)
    message = f"“{form.text}” stands for “{name.text}”{_borne_out(evidence, arabic)}"
    return Verdict(arabic.hop, Severity.CRITICAL, 0.98 if arabic.sure == 1 else 0.94, message, _places(arabic))


def translated(evidence: Evidence, calque: Calque) -> Verdict:
    """A name that was translated as if it were a common noun."""
    hop = Hop.TRANSLATION_TWIN if calque.arabic else Hop.SOURCE_TWIN
    said = _text(evidence, calque.arabic)
    name = calque.name.text if calque.name else said
    message = f"“{calque.form.text}” translates the name “{name}”" + (
        f"; the translation has “{said}”" if calque.name and said else ""
    )
    return Verdict(hop, Severity.CRITICAL, 0.9, message, (calque.arabic,) if calque.arabic else ())


def exchanged(exchange: Exchange) -> Verdict:
    """Two names that have changed places."""
    one, other = exchange.source
    message = f"“{one.text}” and “{other.text}” have changed places"
    return Verdict(exchange.hop, Severity.CRITICAL, 0.9, message, exchange.arabic)


def unheard_of(evidence: Evidence, form: Mention) -> Verdict | None:
    """Whether a name of the twin is in neither of the other documents."""
    if Role.TRANSLATION not in evidence.sides or is_acronym(form.text) or not form.certain or form.generic:
        return None
    heard = opinion(evidence, Role.TWIN, form)
    similarity = evidence.between(Role.TWIN, Role.SOURCE).similarity[list(form.words)].max()
    if heard.score >= UNSPELT or max(heard.similarity, similarity) >= RENDERED:
        return None
    message = f"“{form.text}” is a name that neither the source nor the translation has"
    return Verdict(Hop.TRANSLATION_TWIN, Severity.MAJOR, 0.7, message)


def missing(evidence: Evidence, name: Mention, others: Sequence[Mention]) -> Verdict | None:
    """Whether a name of the source was dropped, and not only a part of it such as the first name.

    `others` are the names of the twin that the source does not have: one of them may be the lost one.
    """
    source, twin = evidence.sides[Role.SOURCE], evidence.sides[Role.TWIN]
    if not name.whole or name.generic:
        return None
    links = evidence.between(Role.SOURCE, Role.TWIN)
    alone = all(has_link(form, source, links.flipped) for form in others)
    unlinked = name.certain and alone and not has_link(name, twin, links)
    gap = is_hole(name, source, twin, links) or (unlinked and is_gap(name, source, twin, links))
    # An adjective of a people is easily spared, and so is a name whose title stays: the French opera, Judge Cannon.
    spared = is_attribute(name, source) or keeps_title(name, source, twin, links) or is_described(name, twin, links)
    spared |= Role.TRANSLATION not in evidence.sides and is_possessor(name, source)
    severity = Severity.MINOR if spared else Severity.MAJOR
    if Role.TRANSLATION not in evidence.sides:
        message = f"“{name.text}” is lost: the twin has nothing in its place"
        return Verdict(Hop.SOURCE_TWIN, severity, 0.97, message) if gap else None
    return _missing_in_three(evidence, name, severity, unlinked, gap)


def _missing_in_three(
    evidence: Evidence, name: Mention, severity: Severity, unlinked: bool, gap: bool
) -> Verdict | None:
    """The same with the Arabic as a referee."""
    heard = opinion(evidence, Role.SOURCE, name)
    if heard.place and heard.score >= (SPELT if unlinked else CLEAR):
        at = heard.place.first, heard.place.last
        message = f"“{name.text}” is lost; the translation still has “{_text(evidence, at)}”"
        # An acronym may have been written out.
        doubtful = is_acronym(name.text) and not gap and not unlinked
        severity, sure = (Severity.MINOR, 0.4) if doubtful else (severity, 0.97)
        return Verdict(Hop.TRANSLATION_TWIN, severity, sure, message, (at,))
    if heard.score < UNSPELT and heard.similarity < RENDERED:
        message = f"“{name.text}” is lost: neither the translation nor the twin has it"
        return Verdict(Hop.SOURCE_TRANSLATION, severity, 0.5, message)
    if gap:
        at = heard.nearest, heard.nearest
        message = f"“{name.text}” is lost; the translation seems to have “{_text(evidence, at)}”"
        return Verdict(Hop.TRANSLATION_TWIN, severity, 0.8, message, (at,))
    return None


def unknown(evidence: Evidence, name: Unspelt, hop: Hop) -> Verdict:
    """A name that the Arabic spells otherwise, has another for, or does not have: it may have been spared or said."""
    mention, heard, near, instead = name[:4]
    if not instead:
        lacking = (
            hop is Hop.TRANSLATION_TWIN and heard.score < FAR and not _is_sparable(evidence.sides[Role.TWIN], mention)
        )
        severity, confidence = (Severity.MAJOR, 0.8) if lacking else (Severity.MINOR, 0.5)
        return Verdict(hop, severity, confidence, f"“{mention.text}” is not in the translation")
    if near:
        message = f"“{mention.text}” and “{_text(evidence, instead)}” do not spell the same name"
        return Verdict(hop, Severity.CRITICAL, 0.93, message, (instead,))
    said = _text(evidence, instead)
    message = f"“{mention.text}” is not in the translation; in its place seems to be “{said}”"
    # A translator, unlike a machine, may say what a name means in its own language: Sveriges Radio.
    translated = not is_place(mention.text) and (hop is Hop.SOURCE_TRANSLATION or heard.score > FAR)
    severity, sure = (Severity.MINOR, 0.5) if translated else (Severity.CRITICAL, 0.95)
    return Verdict(hop, severity, sure, message, (instead,))


def _is_sparable(side: Side, name: Mention) -> bool:
    """Whether a translator may well leave a word out: what only qualifies another, or an English word misspelt."""
    before = [side.words[k].text for k in range(max(0, name.first - 2), name.first)]
    tail = len(before) == 2 and before[1] in {"of", "in", ","} and is_place(name.text)
    plain = name.text.casefold()
    return tail or is_attribute(name, side) or is_possessor(name, side) or correction(plain, frozenset()) is not None


def _respelt(evidence: Evidence, name: Mention, form: Mention, arabic: Ruling) -> Verdict:
    """The same Arabic letters in other Latin ones: to a reader perhaps another person, but not a wrong rendering."""
    there = _text(evidence, arabic.place)
    message = f"“{form.text}” spells the translation's “{there}” otherwise than “{name.text}”"
    return Verdict(Hop.TRANSLATION_TWIN, Severity.MINOR, 0.5, message, _places(arabic))


def _borne_out(evidence: Evidence, arabic: Ruling) -> str:
    """What the Arabic says, as the end of a message."""
    if not arabic.place:
        return ""
    said = "; the translation has" if arabic.hop is Hop.TRANSLATION_TWIN else ", as does the translation's"
    return f"{said} “{_text(evidence, arabic.place)}”"


def _places(arabic: Ruling) -> Places:
    return (arabic.place,) if arabic.place else ()


def _text(evidence: Evidence, place: tuple[int, int] | None) -> str:
    return words_location(evidence.sides[Role.TRANSLATION], *place).text if place else ""
