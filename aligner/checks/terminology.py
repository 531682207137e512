"""A term that the user's glossary wants rendered otherwise.

The glossary says for each term what source, translation and twin may call it, and what none may. Where one side has
the term, the next must have one of its renderings, in any form (plural, possessive, with the Arabic article or a
joined preposition); a forbidden rendering must stand in none. The first side that goes astray is at fault, what it
hands on is not told again. Without a glossary the check is silent.
"""

from __future__ import annotations

from collections.abc import Iterator

from aligner.bitext import Hop, Role, Span, hop_between
from aligner.evidence import Evidence, Side
from aligner.finding import Category, Check, Example, Finding, Location, Severity
from aligner.glossary import Entry
from aligner.lang.terms import find_term
from aligner.marks import location

CHECK = Check(
    name="terminology",
    category=Category.TERMINOLOGY,
    severity=Severity.MAJOR,
    languages=frozenset({"ar", "en"}),
    bad=(
        Example(
            "The Supreme Court heard the case.", "نظرت المحكمة العليا القضية.", "The Higher Tribunal heard the case."
        ),
    ),
    good=(
        Example(
            "The Supreme Court's judges heard the case.",
            "نظر قضاة المحكمة العليا القضية.",
            "Judges of the Supreme Court heard the case.",
        ),
    ),
    glossary=(Entry({Role.SOURCE: ("Supreme Court",), Role.TRANSLATION: ("المحكمة العليا",)}),),
)
CONFIDENCE = 0.95
"""The glossary is the user's word; only a form that is not recognised can be wrong."""


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield the terms that a side renders otherwise than the glossary has it."""
    roles = [role for role in Role if role in evidence.sides]
    for entry in evidence.glossary:
        places = {role: _places(evidence.sides[role], entry.of(role), entry) for role in roles}
        for role in roles[1:]:
            finding = _forbidden(evidence, role, entry, places) or _missing(evidence, role, entry, places)
            if finding:
                yield finding
                break


_Places = dict[Role, tuple[Location, ...]]


def _missing(evidence: Evidence, role: Role, entry: Entry, places: _Places) -> Finding | None:
    """The term stands in an earlier side, and none of its renderings in this one."""
    earlier = next((other for other in _earlier(places, role) if places[other]), None)
    wanted = entry.of(role)
    if earlier is None or not wanted or places[role]:
        return None
    message = f"the glossary wants “{'” or “'.join(wanted)}” for “{places[earlier][0].text}”"
    return _finding(evidence, _hop(earlier, role), message, entry, _found(places))


def _forbidden(evidence: Evidence, role: Role, entry: Entry, places: _Places) -> Finding | None:
    """A rendering that the glossary forbids stands here, where an earlier side has the term, if it names any."""
    named = [other for other in _earlier(places, role) if entry.of(other)]
    if named and not any(places[other] for other in named):
        return None
    wrong = [
        place
        for place in _places(evidence.sides[role], entry.forbidden, entry)
        if not any(place.span.overlaps(right.span) for right in places[role])
    ]
    if not wrong:
        return None
    wanted = f"; it wants “{'” or “'.join(entry.of(role))}”" if entry.of(role) else ""
    message = f"the glossary forbids “{wrong[0].text}”{wanted}"
    earlier = next(iter(_earlier(places, role)))
    around = tuple(place for other in places if other is not role for place in places[other][:1])
    return _finding(evidence, _hop(earlier, role), message, entry, (*around, *wrong))


def _earlier(places: _Places, role: Role) -> list[Role]:
    """The sides before this one, the nearest first."""
    return [other for other in reversed(Role) if other in places and list(Role).index(other) < list(Role).index(role)]


def _hop(earlier: Role, role: Role) -> Hop:
    """Where it came in; what the translation cannot tell may have been lost at either hop."""
    return hop_between(earlier, role)


def _found(places: _Places) -> tuple[Location, ...]:
    return tuple(place for found in places.values() for place in found[:1])


def _places(side: Side, terms: tuple[str, ...], entry: Entry) -> tuple[Location, ...]:
    """Where any of the terms stands in a side."""
    return tuple(
        location(side, Span(sentence.span.start + start, sentence.span.start + end))
        for sentence in side.sentences
        for term in terms
        for start, end in find_term(side.document.slice(sentence.span), term, side.lang, entry.exact)
    )


def _finding(evidence: Evidence, hop: Hop, message: str, entry: Entry, places: tuple[Location, ...]) -> Finding:
    note = f" ({entry.note})" if entry.note else ""
    return CHECK.finding(hop, CONFIDENCE, message + note, evidence.row, places)
