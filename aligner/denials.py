"""The denials of a row's sides, and which of them render each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from aligner.evidence import Side, WordLinks
from aligner.lang.arabic import folded
from aligner.lang.negation import OUTRIGHT, Denial, denials
from aligner.lang.opposites import alike
from aligner.lang.stopwords import stopwords
from aligner.marks import Mark, marks

REACH, HEADS = 8, 3
"""How many words after a denial are looked through for what it denies, and how many of them may be it."""
NEGATORS = OUTRIGHT | {Denial.JOINED, Denial.WEAK, Denial.LIMIT, Denial.FAINT}
"""Words that do nothing but deny; one may render any other."""
CONJUNCTIONS = frozenset({"and", "or", "but", "او", "لكن", "ولكن"})
"""Words that open another clause."""
MEANT = frozenset({Denial.VERB, Denial.TRAIT})
"""Denials that a word holds besides its own meaning."""
ALIKE = 0.45
"""Similarity of two linked words of one language from which one may be a paraphrase of the other."""
ALONE = 8
"""Words around the place of a denial, the head of which has no link, that may hold nothing like one."""
FAR = 99
"""A distance in words beyond any that matters."""
COVERED = 0.5
"""Share of linked words from which two sides in different languages follow each other word for word."""


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
        if self.kind is Denial.TRAIT:
            return self.mark.words
        # The subject of an Arabic verb stands between the verb and what it denies.
        likely = HEADS if self.kind is Denial.VERB and self.language == "ar" else 1
        return (*self.mark.words, *self.heads[:likely])

    @property
    def held(self) -> tuple[int, ...]:
        """The words whose links show where the other side speaks of what is denied."""
        return self.denied if self.kind not in OUTRIGHT else self.heads[:1]


class Single(NamedTuple):
    """A denial that the other side has no partner for, and what else there may answer it.

    `counterparts` are the words in the place of what is denied, and `closeness` how similar the best is; `same` tells
    that one of them means the same as its likeliest head, `opposite` that the contrary is said near them, `reverse`
    that an affirmation stands in the place of the denial. The likeliest head of a `turning` one may be said without a
    denial. A `limited` one is followed by an exception, a verb by its
    `complement`; the head of a `held` one has a link; `within` tells that both sides are in one language. `answer` and
    `echo` are the words between that place and the nearest word that denies, or hardly denies, and has no partner.
    `covered` is the share of words with content that are linked, on the side where it is smaller.
    """

    sign: Sign
    counterparts: tuple[int, ...]
    closeness: float
    same: bool
    opposite: bool
    reverse: bool
    limited: bool
    held: bool
    within: bool
    complement: bool
    answer: int
    echo: int
    turning: bool
    covered: float

    @property
    def clear(self) -> bool:
        """Whether the other side plainly says the contrary. The limits were set on faithful human translations."""
        if self.limited:
            return False
        if not self.within:
            return self._certain
        if self.reverse and self.answer > 8:
            return True
        if self.sign.kind is Denial.VERB:
            return self.complement and self.held and self.answer == FAR and self.echo > (1 if self.same else 3)
        return self.sign.kind in OUTRIGHT and bool(self.counterparts) and self._unanswered

    @property
    def _unanswered(self) -> bool:
        if self.same:
            return self.answer > 3 and self.echo > (4 if self.sign.kind is Denial.LACK else 2)
        if self.turning:
            return False
        if not self.held:
            return not self.opposite and min(self.answer, self.echo) > ALONE
        return self.closeness >= ALIKE and not self.opposite and self.answer > 8 and self.echo > 2

    @property
    def _certain(self) -> bool:
        """Whether a text in another language says the contrary: it has other ways to deny than words for «without»."""
        if self.opposite or not self.counterparts or (self.turning and not self.same):
            return False
        if self.sign.kind is Denial.NEGATOR:
            near = self.closeness >= (0.25 if self.same else 0.3 if self.held else 0.35)
            return near and self.covered >= COVERED and self.answer > ALONE and self.echo > 1
        turned = self.complement if self.sign.kind is Denial.VERB else self.reverse
        return turned and self._followed

    @property
    def _followed(self) -> bool:
        """Whether the other side plainly has what is denied, word for word, and nothing anywhere that may deny it."""
        near = self.held and self.closeness >= 0.4 and self.covered >= COVERED
        return near and self.answer == FAR and self.echo > ALONE

    @property
    def likely(self) -> bool:
        """Whether the other side seems to say the contrary, though a paraphrase may be behind it."""
        return self.within and self.plausible

    @property
    def plausible(self) -> bool:
        """Whether nothing speaks against a denial that another comparison misses too."""
        if self.sign.kind not in OUTRIGHT or not self.counterparts or self.limited:
            return False
        if self.turning and not self.same:
            return False
        return self.answer > 3 and self.echo > 0 and (self.same or not self.opposite)


def signs(side: Side) -> tuple[Sign, ...]:
    """What a side denies, and what may answer a denial, from left to right."""
    return tuple(
        Sign(mark, _heads(side, mark), side.words[mark.words[0]].text.casefold(), side.lang)
        for mark in marks(side, denials)
        if mark.words
    )


def couples(mine: Sequence[Sign], theirs: Sequence[Sign], links: WordLinks) -> tuple[tuple[int, int], ...]:
    """The denials of two sides that belong together, by number: the most alike are married first."""
    pairs = frozenset(links.pairs)
    scores = ((_likeness(one, other, pairs), i, j) for i, one in enumerate(mine) for j, other in enumerate(theirs))
    ranked = sorted((-score, abs(mine[i].first - theirs[j].first), i, j) for score, i, j in scores if score)
    left: set[int] = set()
    right: set[int] = set()
    married = []
    for _, _, i, j in ranked:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            married.append((i, j))
    return tuple(married)


def heads_linked(one: Sign, other: Sign, pairs: frozenset[tuple[int, int]]) -> float:
    """1 if the likeliest heads of two denials are linked, less the less likely the linked ones are, 0 if none is."""
    ranks = (a + b for a, i in enumerate(one.heads) for b, j in enumerate(other.heads) if (i, j) in pairs)
    return max((1 / (1 + rank) for rank in ranks), default=0.0)


def _heads(side: Side, mark: Mark[Denial]) -> tuple[int, ...]:
    """The next words after a denial that carry content, up to the end of the clause."""
    heads: list[int] = []
    for k in range(mark.words[-1] + 1, min(mark.words[-1] + 1 + REACH, len(side.words))):
        text = side.words[k].text
        word = folded(text.casefold())
        # «The advice they don't and the way»: a negator at the end of its clause denies what came before.
        if text in ".;:!?؟؛" or len(heads) == HEADS or (not heads and word in CONJUNCTIONS):
            break
        if carries_content(text, side.lang) and not word.endswith("ly"):
            heads.append(k)
    return tuple(heads)


def carries_content(word: str, language: str) -> bool:
    """Whether a word is neither punctuation nor a mere function word."""
    form = folded(word.casefold())
    return form[:1].isalnum() and form not in stopwords(language)


def _likeness(one: Sign, other: Sign, pairs: frozenset[tuple[int, int]]) -> float:
    """How sure it is that one denial renders the other; 0 if it may not."""
    kinds = {one.kind, other.kind}
    if kinds & {Denial.AFFIRM, Denial.TURN} or (Denial.ECHO in kinds and kinds & NEGATORS):
        return 0.0
    linked = any((i, j) in pairs for i in one.mark.words for j in other.mark.words)
    if kinds <= NEGATORS:
        score = 2 * heads_linked(one, other, pairs) + linked
        if not score and kinds & {Denial.LIMIT, Denial.FAINT}:
            return 0.0
        return 0.1 + score + 0.5 * (one.kind is other.kind or kinds == OUTRIGHT)
    if kinds & NEGATORS:
        return 2.0 * any((i, j) in pairs for i in one.denied for j in other.denied)
    heads = heads_linked(one, other, pairs) if kinds <= MEANT else 0.0
    return 3.0 * _renders(one, other, linked) + heads


def _renders(one: Sign, other: Sign, linked: bool) -> bool:
    """Whether one word that denies by its meaning renders the other."""
    if one.language == other.language:
        return one.text == other.text or (linked and alike(one.text, other.text))
    return linked and (one.kind is other.kind or {one.kind, other.kind} <= MEANT)
