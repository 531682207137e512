"""What two sides of a row deny differently."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from aligner.bitext import Role
from aligner.denials import FAR, Sign, Single, carries_content, couples, heads_linked
from aligner.evidence import Evidence, Side, WordLinks
from aligner.lang.contrasts import members
from aligner.lang.negation import OUTRIGHT, Denial
from aligner.lang.opposites import DIRECT, alike, opposed

MISSED = OUTRIGHT | {Denial.VERB, Denial.TRAIT}
"""Denials that are missed if the other side has nothing for them."""
SILENT = frozenset({Denial.AFFIRM, Denial.TURN})
"""What answers no denial."""
TURNING = SILENT | {Denial.VERB, Denial.ECHO}
"""Words whose denial another word renders that denies nothing: «did not change» / «held steady»."""
FEEBLE = frozenset({Denial.ECHO, Denial.FAINT})
"""What hardly denies."""
CLOSE = 4
"""Words up to which a denial may concern a word."""
LIMITED = 12
"""Words after a negator up to which an exception («until», «except») may undo it."""
RENDERED = 0.4
"""Similarity from which a linked word renders another."""


class Comparison(NamedTuple):
    """The denials of two sides by number: those that belong together, and those of each side that stay single.

    `moved` are couples of negators that deny different words, which the other side has without a denial.
    """

    couples: tuple[tuple[int, int], ...]
    singles: Mapping[Role, Mapping[int, Single]]
    moved: tuple[tuple[int, int], ...]


class _View(NamedTuple):
    """A side and its denials as compared with those of another."""

    own: Side
    other: Side
    mine: Sequence[Sign]
    theirs: Sequence[Sign]
    links: WordLinks

    @property
    def flipped(self) -> _View:
        return _View(self.other, self.own, self.theirs, self.mine, self.links.flipped)


def compare(evidence: Evidence, roles: tuple[Role, Role], found: Mapping[Role, Sequence[Sign]]) -> Comparison:
    """Marry the denials of two sides, and look at those that are left over."""
    one, other = roles
    view = _View(evidence.sides[one], evidence.sides[other], found[one], found[other], evidence.between(one, other))
    married = couples(view.mine, view.theirs, view.links)
    singles = {
        one: dict(_singles(view, dict(married))),
        other: dict(_singles(view.flipped, {j: i for i, j in married})),
    }
    return Comparison(married, singles, tuple(_moved(view, married)))


def _singles(view: _View, married: Mapping[int, int]) -> Iterator[tuple[int, Single]]:
    taken = set(married.values())
    free = [s for j, s in enumerate(view.theirs) if j not in taken and s.kind not in SILENT]
    idle = {i for i, j in married.items() if view.theirs[j].kind is Denial.IDLE}
    unsettled = [s for i, s in enumerate(view.mine) if i not in married or i in idle]
    for i, sign in enumerate(view.mine):
        if sign.kind in MISSED and i not in married and not _cancelled(sign, unsettled):
            yield i, _single(view, sign, free)


def _single(view: _View, sign: Sign, free: Sequence[Sign]) -> Single:
    pairs, heads = view.links.pairs, sign.heads[:2]
    place = _place(sign, view.links)
    counterparts = tuple(j for _, j in sorted((heads.index(i), j) for i, j in pairs if i in heads))
    near = {k for j in place for k in range(j - 3, j + 4) if 0 <= k < len(view.other.words)}
    return Single(
        sign,
        counterparts,
        closeness=max((float(view.links.similarity[i, j]) for i, j in pairs if i in heads), default=0.0),
        same=_any(_same, view, heads[:1], {*counterparts, *place}),
        opposite=_any(_opposite, view, heads, near),
        reverse=_is_reverse(view, sign),
        limited=any(s.kind is Denial.LIMIT and 0 < s.first - sign.first < LIMITED for s in view.mine),
        held=any(i in sign.held for i, _ in pairs),
        within=view.own.lang == view.other.lang,
        complement=_has_complement(view.own, sign),
        answer=_distance(place, (s for s in free if s.kind not in FEEBLE)),
        echo=_distance(place, (s for s in free if s.kind in FEEBLE)),
        turning=_is_turning(view, sign),
        covered=min(_covered(view), _covered(view.flipped)),
    )


def _is_turning(view: _View, sign: Sign) -> bool:
    """Whether what is denied may be said with another word that needs no denial, which then has no partner here."""
    last = sign.heads[0] if sign.heads else sign.mark.words[-1]
    scope = range(sign.mark.words[-1] + 1, last + 1)
    words = {k for s in view.mine if s.kind in TURNING for k in s.mark.words if k in scope}
    close = {i for i, j in view.links.pairs if view.links.similarity[i, j] >= RENDERED}
    return bool(words) and close.isdisjoint(words)


def _covered(view: _View) -> float:
    """The share of a side's words with content that are linked."""
    linked = {i for i, _ in view.links.pairs}
    words = [i for i, word in enumerate(view.own.words) if carries_content(word.text, view.own.lang)]
    return sum(i in linked for i in words) / max(1, len(words))


def _has_complement(side: Side, sign: Sign) -> bool:
    """Whether an English verb that denies is followed by what it denies: «failed to reach»."""
    last = sign.mark.words[-1]
    denies = not sign.text.startswith("stop")
    return denies and any(word.text == "to" for word in side.words[last : last + 2])


def _is_reverse(view: _View, sign: Sign) -> bool:
    """Whether an affirmation, or a trait without its denial, stands in the place of a sign."""
    affirmed = {k for s in view.theirs if s.kind is Denial.AFFIRM for k in s.mark.words}
    linked = [j for i, j in view.links.pairs if i in sign.mark.words]
    if sign.kind is Denial.TRAIT and view.own.lang == view.other.lang == "en":
        return any(opposed(sign.text, view.other.words[j].text) == DIRECT for j in linked)
    return not affirmed.isdisjoint(linked)


def _moved(view: _View, married: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    pairs = frozenset(view.links.pairs)
    for i, j in married:
        left, right = view.mine[i], view.theirs[j]
        apart = {left.kind, right.kind} <= OUTRIGHT and not heads_linked(left, right, pairs)
        if apart and _undenied(left, view) and _undenied(right, view.flipped):
            yield i, j


def _undenied(sign: Sign, view: _View) -> bool:
    """Whether the other side has what a negator denies, with nothing near it that may deny it there."""
    places = frozenset(j for i, j in view.links.pairs if i in sign.heads[:1])
    denying = (s for s in view.theirs if s.kind not in FEEBLE | SILENT)
    return _any(_same, view, sign.heads[:1], places) and _distance(places, denying) > CLOSE


def _cancelled(sign: Sign, others: Iterable[Sign]) -> bool:
    """Whether a denial is denied itself, as in «not fail»: both together may be rendered by nothing."""
    meant = (Denial.VERB, Denial.TRAIT, Denial.WEAK, Denial.ECHO)
    return any(
        one.kind in OUTRIGHT and two.kind in meant and not set(one.heads[:1]).isdisjoint(two.mark.words)
        for other in others
        for one, two in ((sign, other), (other, sign))
    )


def _place(sign: Sign, links: WordLinks) -> frozenset[int]:
    """Where on the other side the words around a denial are."""
    around = {*sign.heads[:2], *range(sign.first - 2, sign.first + 3)}.difference(sign.mark.words)
    return frozenset(j for i, j in links.pairs if i in around)


def _distance(place: Iterable[int], others: Iterable[Sign]) -> int:
    places = tuple(place)
    return min((abs(k - j) for other in others for k in other.mark.words for j in places), default=FAR)


def _any(holds: Callable[[str, str, str, str], bool], view: _View, words: Iterable[int], others: Iterable[int]) -> bool:
    left = [view.own.words[i].text.casefold() for i in words]
    right = [view.other.words[j].text.casefold() for j in others]
    return any(holds(one, view.own.lang, two, view.other.lang) for one in left for two in right)


def _same(one: str, language: str, other: str, other_language: str) -> bool:
    if language == other_language == "en":
        return alike(one, other)
    return one == other or bool(set(members(one, language)) & set(members(other, other_language)))


def _opposite(one: str, language: str, other: str, other_language: str) -> bool:
    if language == other_language == "en":
        return bool(opposed(one, other))
    theirs = members(other, other_language)
    return any(a[0] == b[0] and a[1] != b[1] for a in members(one, language) for b in theirs)
