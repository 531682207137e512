"""Names that the twin translates as if they were common nouns: Elias the Blacksmith for Elias Haddad."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from aligner.bitext import Role
from aligner.evidence import Evidence, Side
from aligner.lang.calques import ARTICLE, bare, names_meaning
from aligner.lang.letters import spelling_score
from aligner.lang.mentions import is_generic
from aligner.lang.names import same_name
from aligner.mentions import TITLES, Mention, mention, pieces
from aligner.opinions import CLEAR, SPELT, opinion

COMMAS = frozenset((",", "،"))
_HONORIFICS = "mr mrs ms miss dr sheikh judge president minister king queen prince princess"
HONORIFICS = frozenset(_HONORIFICS.split())


class Calque(NamedTuple):
    """The part of a name of the source, the words of the twin that translate it, and where the Arabic has it."""

    name: Mention | None
    form: Mention
    arabic: tuple[int, int] | None


def calque(evidence: Evidence, name: Mention) -> Calque | None:
    """The translation of a name that the twin has lost, if it is one that means something in Arabic."""
    source, twin = evidence.sides[Role.SOURCE], evidence.sides[Role.TWIN]
    said = {word.text.casefold() for word in source.words}
    meant = [(j, names) for j, names in _meant(twin) if twin.words[j].text.casefold() not in said]
    parts = [part for part in pieces(source, name) if part.single and len(part.text) > 2] if meant else []
    for part in parts:
        if Role.TRANSLATION in evidence.sides:
            found = _attested(evidence, part, meant)
        else:
            fit = (j for j, names in meant if _follows(source, part, twin, j, names))
            found = next((Calque(part, _form(twin, j), None) for j in fit), None)
        if found:
            return found
    return None


def _meant(twin: Side) -> list[tuple[int, frozenset[str]]]:
    return [(j, names) for j, word in enumerate(twin.words) if (names := names_meaning(word.text))]


def _attested(evidence: Evidence, part: Mention, meant: list[tuple[int, frozenset[str]]]) -> Calque | None:
    """Whether the Arabic spells the name by a word that the twin translates, and by no other word of it."""
    heard = opinion(evidence, Role.SOURCE, part)
    if heard.score < SPELT or not heard.place or heard.place.first != heard.place.last:
        return None
    at = heard.place.first
    spelt = bare(evidence.sides[Role.TRANSLATION].words[at].text)
    links = evidence.between(Role.TRANSLATION, Role.TWIN).pairs
    for j, names in meant:
        if names & spelt and not any(right == j and left != at for left, right in links):
            return Calque(part, _form(evidence.sides[Role.TWIN], j), (at, at))
    return None


def _follows(source: Side, part: Mention, twin: Side, index: int, names: frozenset[str]) -> bool:
    """Without the Arabic: whether the same name stands before both the surname and what may be its translation."""
    before = _before(twin, index)
    if before is None or part.first == 0 or not same_name(source.words[part.first - 1].text, before):
        return False
    return before[0].isupper() and any(spelling_score(name, part.text) >= CLEAR for name in names)


def untranslated(evidence: Evidence) -> Iterator[Calque]:
    """The same where there is no source: the Arabic has the translated word right after the name before it."""
    arabic, twin = evidence.sides[Role.TRANSLATION].words, evidence.sides[Role.TWIN]
    for j, names in _meant(twin):
        before = _before(twin, j)
        if before is None or not before[0].isupper() or is_generic(twin.words[j].text, TITLES) or _governs(twin, j):
            continue
        for k in range(1, len(arabic)):
            if not names & bare(arabic[k].text) or arabic[k].text.startswith(ARTICLE):
                continue
            titled = before.casefold() in HONORIFICS and twin.words[j].text[0].isupper()
            if titled or spelling_score(arabic[k - 1].text, before) >= CLEAR:
                yield Calque(None, _form(twin, j), (k, k))
                break


def _governs(side: Side, index: int) -> bool:
    """Whether a small word has a complement, and so says what somebody is: Samir, the owner of the shop."""
    following = side.words[index + 1].text if index + 1 < len(side.words) else ""
    return side.words[index].text.islower() and following == "of"


def _before(side: Side, index: int) -> str | None:
    """The word before another one, article, comma and full stop left aside."""
    at = index - 1
    while at >= 0 and (side.words[at].text.casefold() == "the" or side.words[at].text in COMMAS | {"."}):
        at -= 1
    return side.words[at].text if at >= 0 and index - at <= 3 else None


def _form(side: Side, index: int) -> Mention:
    article = index > 0 and side.words[index - 1].text.casefold() == "the"
    return mention(side, index - article, index)
