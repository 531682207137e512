"""What stands in the place of a name that a text has lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aligner.bitext import Role
from aligner.evidence import Evidence, Side, WordLinks
from aligner.lang.mentions import HOLDERS, is_acronym, is_generic
from aligner.lang.names import is_contraction
from aligner.lang.places import is_people, is_place, same_seat
from aligner.lang.stopwords import stopwords
from aligner.mentions import Mention

REACH = 5
"""How many words beside a name are looked through for one that has a counterpart."""
_PRONOUNS = """
    he she it they him her them his its their theirs who whom which this that these those both one we us our i me my
    you your hers himself herself itself themselves
"""
PRONOUNS = frozenset(_PRONOUNS.split())
"""Words that may stand for a name."""
_PREPOSITIONS = "of in to at by from with for on into near against between than through"
PREPOSITIONS = frozenset(_PREPOSITIONS.split())
"""Words that govern a name; those of time and manner, which often stand alone, are left out."""
SHORTEST_END = 5
"""Letters that the end of a name must have to stand for all of it."""
ROLES = frozenset(("role",))
TITLES = frozenset(("title",))
ARTICLES = frozenset(("the", "a", "an"))
CLOSING = frozenset(".,;:!?)”")


def stands_for(evidence: Evidence, name: Mention, form: Mention, alone: bool) -> bool:
    """Whether a new name of the twin stands in the place of a lost one of the source, and is not another form of it.

    They are linked, or both are `alone`: the only name that was lost and the only one that is new.
    """
    source, twin = evidence.sides[Role.SOURCE], evidence.sides[Role.TWIN]
    if not _is_comparable(name, form) or _is_other_word(name, form) or _is_described(name, form, source, twin):
        return False
    links = evidence.between(Role.SOURCE, Role.TWIN)
    if linked(name, form, links):
        return True
    in_place = _is_in_place(name, form, source, links)
    return name.certain and ((form.certain and alone) or ((form.certain or form.made) and in_place))


def _is_comparable(name: Mention, form: Mention) -> bool:
    """Whether both are names or parts of names, as far as can be told."""
    if name.generic or (form.generic and not form.made) or name.bound != form.bound:
        return False
    if (name.whole and form.whole) or name.bound:
        return name.certain or form.certain
    return name.certain and (form.certain or form.made)


def _is_other_word(name: Mention, form: Mention) -> bool:
    """Whether one may be another word for the other: a seat of power, an abbreviation."""
    short = _may_be_short_for(name, form) or _may_be_short_for(form, name)
    # An organisation's name may be translated: Asociación Argentina de Polo, Argentine Polo Association.
    translated = not form.certain and not form.single and not form.made and not is_place(name.text)
    return short or translated or same_seat(name.text, form.text) or _abbreviates(name.text, form.text)


def _is_described(name: Mention, form: Mention, source: Side, twin: Side) -> bool:
    """Whether one of the two only says whose servant or what kind somebody is: «the ECB president» for Lagarde."""
    if _leads_to_title(name, source) != _leads_to_title(form, twin):
        return True
    return is_attribute(form, twin) and not is_place(name.text)


def _is_in_place(name: Mention, form: Mention, side: Side, links: WordLinks) -> bool:
    """Whether the two stand between words that are linked."""
    before, after = _bounds(name, side, links)
    return before is not None and after is not None and before < form.first <= form.last < after <= before + REACH


def _leads_to_title(name: Mention, side: Side) -> bool:
    """Whether the name of a country or body comes before the title of somebody who serves it."""
    following = side.words[name.last + 1].text if name.last + 1 < len(side.words) else "."
    return following.islower() and is_generic(following, ROLES)


def _may_be_short_for(name: Mention, form: Mention) -> bool:
    """Whether an acronym may stand for the other name: MSF, Doctors Without Borders; MSK, Moscow; AUD, Australian."""
    if not is_acronym(name.text):
        return False
    if is_contraction(name.text, form.text.split()[0]):
        return True
    return not form.certain or (not form.single and any(map(is_generic, form.text.split())))


def _abbreviates(name: str, form: str) -> bool:
    """Whether one of two names is cut short to the other: Rz, Rzeczpospolita; Gladbach, Mönchengladbach."""
    shorter, longer = sorted((name.casefold().rstrip("."), form.casefold()), key=len)
    return longer.startswith(shorter) or (len(shorter) >= SHORTEST_END and longer.endswith(shorter))


def linked(name: Mention, form: Mention, links: WordLinks) -> bool:
    """Whether a word of one is linked to a word of the other."""
    return any(i in name.words and j in form.words for i, j in links.pairs)


def has_link(name: Mention, other: Side, links: WordLinks) -> bool:
    """Whether a name is linked to a word of another side that carries meaning."""
    return any(i in name.words and _is_content(other.words[j].text) for i, j in links.pairs)


def is_described(name: Mention, other: Side, links: WordLinks) -> bool:
    """Whether an ordinary word for an office or institution is linked to a name: the company for Novartis."""
    words = [other.words[j].text for i, j in links.pairs if i in name.words]
    return any(word.islower() and is_generic(word, HOLDERS) for word in words)


def is_possessor(name: Mention, side: Side) -> bool:
    """Whether a name only says whose or which the thing after it is: FIFA's rankings, the Chaco region."""
    following = side.words[name.last + 1].text if name.last + 1 < len(side.words) else "."
    possessive = name.text.endswith(("'s", "’s"))
    before = side.words[name.first - 1].text.casefold() if name.first else ""
    return possessive or (before in ARTICLES and following.islower() and _is_content(following))


def is_attribute(name: Mention, side: Side) -> bool:
    """Whether a name only qualifies the noun after it: a Vietnamese jail, the Chelsea striker Drogba."""
    following = side.words[name.last + 1].text if name.last + 1 < len(side.words) else "."
    if not name.single or not following.islower() or not _is_content(following):
        return False
    person = side.words[name.last + 2].text if name.last + 2 < len(side.words) else "."
    return is_people(name.text) or (person[0].isupper() and person[0].isalpha())


def keeps_title(name: Mention, side: Side, other: Side, links: WordLinks) -> bool:
    """Whether the title before a lost name is still there, so that a reader may know who is meant: the judge."""
    title = name.first - 1
    if title < 0 or not is_generic(side.words[title].text, TITLES):
        return False
    kept = [j for i, j in links.pairs if i == title]
    return any(is_generic(other.words[j].text, TITLES) and _follows_article(j, other) for j in kept)


def _follows_article(index: int, side: Side) -> bool:
    return index > 0 and side.words[index - 1].text.casefold() in ARTICLES


def is_gap(name: Mention, side: Side, other: Side, links: WordLinks) -> bool:
    """Whether nothing stands in a name's place: what its neighbours are linked to are neighbours themselves."""
    before, after = _bounds(name, side, links)
    if before is None or after is None or not 0 <= after - before - 1 <= REACH:
        return False
    if name.first and side.words[name.first - 1].text == "(":
        return False  # a gloss
    between = [word.text.casefold() for word in other.words[before + 1 : after]]
    return not any(_is_content(word) or word in PRONOUNS for word in between)


def is_hole(name: Mention, side: Side, other: Side, links: WordLinks) -> bool:
    """Whether the preposition before a name is left with nothing to govern: «the city of, now modern»."""
    if not name.first or side.words[name.first - 1].text.casefold() not in PREPOSITIONS | ARTICLES:
        return False
    own = [k for k in (name.first - 1, name.first - 2) if k >= 0 and side.words[k].text.casefold() in PREPOSITIONS]
    partners = dict(links.pairs)
    return any(k in partners and _is_left_alone(partners[k], other) for k in own)


def _is_left_alone(index: int, side: Side) -> bool:
    if side.words[index].text.casefold() not in PREPOSITIONS:
        return False
    following = next((w.text.casefold() for w in side.words[index + 1 :] if w.text.casefold() not in ARTICLES), ".")
    return following in PREPOSITIONS or following in CLOSING


def _bounds(name: Mention, side: Side, links: WordLinks) -> tuple[int | None, int | None]:
    """The words of the other side between which the name should stand, -1 for its beginning."""
    partners = dict(links.pairs)
    earlier = range(name.first - 1, max(-1, name.first - 1 - REACH), -1)
    later = range(name.last + 1, min(len(side.words), name.last + 1 + REACH))
    before, after = _first(earlier, partners, side), _first(later, partners, side)
    opening = all(word.text.casefold() in ARTICLES for word in side.words[: name.first])
    return (-1 if opening else before), after


def _first(indices: Sequence[int], partners: Mapping[int, int], side: Side) -> int | None:
    """The partner of the first word that has one; an article would do for any noun."""
    linked_ones = (k for k in indices if k in partners and side.words[k].text.casefold() not in ARTICLES)
    return next((partners[k] for k in linked_ones), None)


def _is_content(word: str) -> bool:
    plain = word.casefold()
    return plain[0].isalnum() and len(plain) > 1 and plain not in stopwords("en")
