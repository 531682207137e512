"""What each side of a row denies, and what two sides deny differently."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from aligner.bitext import Role
from aligner.evidence import Evidence, Side, WordLinks
from aligner.lang.arabic import folded
from aligner.lang.contrasts import members
from aligner.lang.negation import Denial, denials
from aligner.lang.opposites import alike, opposed
from aligner.lang.stopwords import stopwords
from aligner.marks import Mark, marks

REACH, HEADS = 8, 3
"""How many words after a negator are looked through for what it denies, and how many of them may be it."""
CLOSE = 4
"""Words from a word up to which a denial may concern it."""
LIMITED = 12
"""Words after a negator up to which an exception («until», «except») may undo it."""
FAR = 99
"""A distance in words beyond any that matters."""
NEGATORS = frozenset({Denial.NEGATOR, Denial.JOINED, Denial.WEAK, Denial.LIMIT, Denial.FAINT})
MEANT = frozenset({Denial.VERB, Denial.TRAIT})
"""Denials that a word holds besides its own meaning."""
FEEBLE = frozenset({Denial.ECHO, Denial.FAINT})
"""What hardly denies."""
MISSED = frozenset({Denial.NEGATOR, Denial.VERB, Denial.TRAIT})
"""Denials that are missed if the other side has nothing for them."""


class Sign(NamedTuple):
    """A word that denies, and the words that it may deny, the likeliest first."""

    mark: Mark[Denial]
    heads: tuple[int, ...]
    text: str
    language: str

    @property
    def kind(self) -> Denial:
        """How it denies."""
        return self.mark.value

    @property
    def first(self) -> int:
        """Its first word."""
        return self.mark.words[0]


    @property
    def denied(self) -> tuple[int, ...]:
        """Its own words and what it denies most likely, which of a trait is the word itself."""
        return self.mark.words if self.kind is Denial.TRAIT else (*self.mark.words, *self.heads[:1])


class Single(NamedTuple):
    """A denial that the other side has no partner for, and what else there may answer it.

    `counterparts` are the words in the place of what is denied, the closest first; `same` tells that the first of them
    mean the same, `opposite` that the contrary is said near them. `answer` and `echo` are the words between that place
    and the nearest word that denies, or hardly denies, and has no partner either.
    """

    sign: Sign
    counterparts: tuple[int, ...]
    same: bool
    opposite: bool
    limited: bool
    reverse: bool
    within: bool
    held: bool
    answer: int
    echo: int


class Comparison(NamedTuple):
    """The denials of two sides: those that belong together, by number, and those of each side that stay single."""

    couples: tuple[tuple[int, int], ...]
    singles: Mapping[Role, Mapping[int, Single]]
    moved: tuple[tuple[int, int], ...]
    """Couples of negators that deny different words, both of which the other side has without a denial."""


def signs(side: Side) -> tuple[Sign, ...]:
    """What a side denies, from left to right."""
    return tuple(
        Sign(mark, _heads(side, mark), side.words[mark.words[0]].text.casefold(), side.lang)
        for mark in marks(side, denials)
        if mark.words
    )


def compare(evidence: Evidence, roles: tuple[Role, Role], found: Mapping[Role, Sequence[Sign]]) -> Comparison:
    """Marry the denials of two sides, the most alike first."""
    one, other = roles
    links = evidence.between(one, other)
    couples = _couples(found[one], found[other], links)
    flipped = tuple((j, i) for i, j in couples)
    singles = {
        one: dict(_singles(evidence, (one, other), links, found, dict(couples))),
        other: dict(_singles(evidence, (other, one), links.flipped, found, dict(flipped))),
    }
    return Comparison(couples, singles, tuple(_moved(evidence, roles, links, found, couples)))


def _heads(side: Side, mark: Mark[Denial]) -> tuple[int, ...]:
    """The next words after a denial that carry content, up to the end of the clause."""
    stops = stopwords(side.lang)
    heads: list[int] = []
    for k in range(mark.words[-1] + 1, min(mark.words[-1] + 1 + REACH, len(side.words))):
        text = side.words[k].text
        word = folded(text.casefold())
        if (heads and text in ".;:!?؟؛") or len(heads) == HEADS:
            break
        if word[:1].isalnum() and word not in stops and not word.endswith("ly"):
            heads.append(k)
    return tuple(heads)


def _couples(mine: Sequence[Sign], theirs: Sequence[Sign], links: WordLinks) -> tuple[tuple[int, int], ...]:
    pairs = frozenset(links.pairs)
    scores = ((_likeness(one, other, pairs), i, j) for i, one in enumerate(mine) for j, other in enumerate(theirs))
    ranked = sorted((-score, abs(mine[i].first - theirs[j].first), i, j) for score, i, j in scores if score)
    left: set[int] = set()
    right: set[int] = set()
    couples = []
    for _, _, i, j in ranked:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            couples.append((i, j))
    return tuple(couples)


def _likeness(one: Sign, other: Sign, pairs: frozenset[tuple[int, int]]) -> float:
    """How sure it is that one denial renders the other; 0 if it may not."""
    kinds = {one.kind, other.kind}
    direct = any((i, j) in pairs for i in one.mark.words for j in other.mark.words)
    if kinds <= NEGATORS:
        linked = 2 * _heads_linked(one, other, pairs) + direct
        if not linked and kinds & {Denial.LIMIT, Denial.FAINT}:
            return 0.0
        return 0.1 + linked + 0.5 * (one.kind is other.kind)
    if Denial.AFFIRM in kinds:
        return 0.0
    if kinds & NEGATORS:
        if Denial.ECHO in kinds:
            return 0.0
        return 2.0 * any((i, j) in pairs for i in one.denied for j in other.denied)
    heads = _heads_linked(one, other, pairs) if kinds <= MEANT else 0.0
    return 3.0 * _render(one, other, direct) + heads


def _render(one: Sign, other: Sign, linked: bool) -> bool:
    """Whether one word that denies by its meaning renders the other."""
    if one.language == other.language:
        return one.text == other.text or (linked and alike(one.text, other.text))
    return linked and (one.kind is other.kind or {one.kind, other.kind} <= MEANT)


def _heads_linked(one: Sign, other: Sign, pairs: frozenset[tuple[int, int]]) -> float:
    """1 if the likeliest heads of two denials are linked, less the less likely the linked ones are."""
    ranks = (a + b for a, i in enumerate(one.heads) for b, j in enumerate(other.heads) if (i, j) in pairs)
    return max((1 / (1 + rank) for rank in ranks), default=0.0)


def _singles(
    evidence: Evidence,
    roles: tuple[Role, Role],
    links: WordLinks,
    found: Mapping[Role, Sequence[Sign]],
    married: Mapping[int, int],
) -> Iterator[tuple[int, Single]]:
    own, other = (evidence.sides[role] for role in roles)
    taken, theirs = set(married.values()), found[other.role]
    free = [sign for j, sign in enumerate(theirs) if j not in taken and sign.kind is not Denial.AFFIRM]
    mine = found[own.role]
    unsettled = [s for i, s in enumerate(mine) if i not in married or theirs[married[i]].kind is Denial.IDLE]
    for i, sign in enumerate(mine):
        if i in married or sign.kind not in MISSED or _cancelled(sign, unsettled):
            continue
        place = _place(sign, links)
        heads = sign.heads[:2]
        ranked = sorted((heads.index(h), -links.similarity[h, j], j) for h, j in links.pairs if h in heads)
        counterparts = tuple(j for _, _, j in ranked)
        near = {k for j in place for k in range(j - 3, j + 4) if 0 <= k < len(other.words)}
        yield i, Single(
            sign,
            counterparts,
            _any(_same, own, heads[:1], other, {*counterparts, *place}),
            _any(_opposite, own, heads, other, near),
            any(s.kind is Denial.LIMIT and 0 < s.first - sign.first < LIMITED for s in mine),
            any(s.kind is Denial.AFFIRM and _linked(sign, s, links) for s in theirs),
            own.lang == other.lang,
            any(h in sign.denied for h, _ in links.pairs),
            _distance(place, (s for s in free if s.kind not in FEEBLE)),
            _distance(place, (s for s in free if s.kind in FEEBLE)),
        )


def _moved(
    evidence: Evidence,
    roles: tuple[Role, Role],
    links: WordLinks,
    found: Mapping[Role, Sequence[Sign]],
    couples: Iterable[tuple[int, int]],
) -> Iterator[tuple[int, int]]:
    one, other = roles
    pairs, back = frozenset(links.pairs), frozenset(links.flipped.pairs)
    for i, j in couples:
        left, right = found[one][i], found[other][j]
        if left.kind is right.kind is Denial.NEGATOR and not _heads_linked(left, right, pairs):
            if _undenied(evidence, left, roles, pairs, found[other]) and _undenied(
                evidence, right, roles[::-1], back, found[one]
            ):
                yield i, j


def _undenied(
    evidence: Evidence,
    sign: Sign,
    roles: tuple[Role, Role],
    pairs: frozenset[tuple[int, int]],
    theirs: Sequence[Sign],
) -> bool:
    """Whether the other side has what a negator denies, with nothing near it that may deny it there."""
    own, other = (evidence.sides[role] for role in roles)
    places = [j for i, j in pairs if i in sign.heads[:1]]
    return (
        _any(_same, own, sign.heads[:1], other, places)
        and _distance(frozenset(places), theirs) > CLOSE
    )


def _linked(one: Sign, other: Sign, links: WordLinks) -> bool:
    return any(i in one.mark.words and j in other.mark.words for i, j in links.pairs)


def _cancelled(sign: Sign, others: Iterable[Sign]) -> bool:
    """Whether a denial is denied itself, as in «not fail»: both together may be rendered by nothing."""
    return any(
        set(one.heads[:1]) & set(two.mark.words)
        for other in others
        if other is not sign
        for one, two in ((sign, other), (other, sign))
        if one.kind is Denial.NEGATOR and two.kind in (Denial.VERB, Denial.TRAIT, Denial.WEAK, Denial.ECHO)
    )


def _place(sign: Sign, links: WordLinks) -> frozenset[int]:
    """Where on the other side the words around a denial are."""
    around = {*sign.heads[:2], *range(sign.first - 2, sign.first + 3)}.difference(sign.mark.words)
    return frozenset(j for i, j in links.pairs if i in around)


def _distance(place: frozenset[int], others: Iterable[Sign]) -> int:
    return min((abs(k - j) for other in others for k in other.mark.words for j in place), default=FAR)


def _any(holds, own: Side, words: Iterable[int], other: Side, others: Iterable[int]) -> bool:
    left = [own.words[i].text.casefold() for i in words]
    right = [other.words[j].text.casefold() for j in others]
    return any(holds(one, own.lang, two, other.lang) for one in left for two in right)


def _same(one: str, language: str, other: str, other_language: str) -> bool:
    if language == other_language:
        return alike(one, other)
    return bool(set(members(one, language)) & set(members(other, other_language)))


def _opposite(one: str, language: str, other: str, other_language: str) -> bool:
    if language == other_language:
        return bool(opposed(one, other))
    theirs = members(other, other_language)
    return any(a[0] == b[0] and a[1] != b[1] for a in members(one, language) for b in theirs)
