"""Attributions in the sides of a row, who speaks in them, and which of two sides' belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from aligner.bitext import Role, Span
from aligner.evidence import Evidence, Side
from aligner.lang.attribution import answers, attributions
from aligner.lang.counterparts import has_counterpart
from aligner.lang.mentions import name_words
from aligner.lang.speakers import is_pronoun, of_one_kind, speaker
from aligner.marks import marks

LINKED, NEAR = 0.3, 0.45
"""Centred cosines from which linked words, and any two words, have to do with each other."""
FAR, FAR_ACROSS = 0.33, 0.22
"""Centred cosines below which two speakers have nothing in common, in one language and across two."""
LONGEST = 22
"""Letters of the longest word; a longer one is several, written without the spaces that would tell them apart."""
STEM = 4
"""Letters that words of one stem share at their beginning."""


_VOWELED = re.compile("[\u064b-\u0652]")


class Speech(NamedTuple):
    """A phrase that attributes: its place, kind and use (`lang.attribution`), its words, and those of the speaker."""

    span: Span
    kind: str
    use: str
    words: tuple[int, ...]
    speaker: tuple[int, ...]


class Couple(NamedTuple):
    """An attribution, the one that answers it on another side if there is one, and whether their words are linked."""

    one: Speech
    other: Speech | None
    linked: bool


def speeches(side: Side) -> tuple[Speech, ...]:
    """The attributions of a side in reading order."""
    texts = [word.text for word in side.words]
    found = [mark for mark in marks(side, attributions) if mark.words]
    verbs = {k for mark in found for k in mark.words}
    return tuple(
        Speech(mark.span, mark.value.kind, mark.value.use, mark.words, tuple(k for k in named if k not in verbs))
        for mark in found
        for named in (speaker(texts, mark.words[0], mark.words[-1], mark.value.kind, side.lang),)
    )


def couples(evidence: Evidence, left: Role, right: Role) -> Iterator[Couple]:
    """Each attribution of the left side with the one of the right side that is most alike, each taken once."""
    links = evidence.between(left, right).pairs
    ones, others = speeches(evidence.sides[left]), speeches(evidence.sides[right])

    def alike(one: Speech, other: Speech) -> int:
        verbs = any(i in one.words and j in other.words for i, j in links)
        return 2 * verbs + any(i in one.speaker and j in other.speaker for i, j in links)

    ranked = sorted((-alike(one, other), i, j) for i, one in enumerate(ones) for j, other in enumerate(others))
    taken: dict[int, tuple[int, int]] = {}
    for negative, i, j in ranked:
        if i not in taken and j not in {other for other, _ in taken.values()}:
            taken[i] = (j, -negative)
    for i, one in enumerate(ones):
        j, strength = taken.get(i, (-1, 0))
        other = others[j] if j >= 0 else None
        only = len(ones) == len(others) == 1 and one.use == others[0].use == "firm"
        yield Couple(one, other, strength > 1 or only)


def is_answered(evidence: Evidence, left: Role, speech: Speech, right: Role) -> bool:
    """Whether a word of the right side may stand for the verb: one of speech or report that renders nothing else.

    A colon or a quotation mark may stand for it too.
    """
    side, links = evidence.sides[right], evidence.between(left, right)
    own = {*speech.words, *speech.speaker}
    taken = {j for i, j in links.pairs if i not in own and links.similarity[i, j] >= LINKED}
    if any(word.text in ':«»“”"„' or len(word.text) > LONGEST for word in side.words):
        return True
    return any(not taken.issuperset(mark.words) for mark in marks(side, answers))


def has_another_speaker(evidence: Evidence, roles: tuple[Role, Role], one: Speech, other: Speech) -> bool:
    """Whether both name a speaker and it is surely not the same.

    Speakers differ if their words are far apart in meaning, two names also if neither has a counterpart on the other
    side. A pronoun may be paraphrase, and so may all that keeps a word of the other; across languages a name cannot be
    told from another, only what somebody is.
    """
    left, right = (evidence.sides[role] for role in roles)
    ours, theirs = [left.words[i].text for i in one.speaker], [right.words[j].text for j in other.speaker]
    if not ours or not theirs or any(is_pronoun(word) for word in (*ours, *theirs)):
        return False
    if _share_a_word(ours, theirs) or _shares_a_name(ours, theirs) or of_one_kind(ours, theirs):
        return False
    if left.lang != right.lang:
        named = any(word[0].isupper() for word in (*ours, *theirs))
        return not named and _are_strangers(evidence, roles, one, other)
    return _are_strangers(evidence, roles, one, other) or _differ(evidence, roles, one, other)


def _differ(evidence: Evidence, roles: tuple[Role, Role], one: Speech, other: Speech) -> bool:
    """Whether two speakers of one language that are not far apart have other names, or are other roles."""
    left, right = (evidence.sides[role] for role in roles)
    links = evidence.between(*roles)
    names, others = _names(left, one), _names(right, other)
    if names and others:
        new, newer = _unknown(left, names, right), _unknown(right, others, left)
        return any(i in new and j in newer for i, j in links.pairs) or _are_swapped(left, right, names, others)
    ours, theirs = [left.words[i].text for i in one.speaker], [right.words[j].text for j in other.speaker]
    apart = all(links.similarity[i, j] < NEAR for i in one.speaker for j in other.speaker)
    return apart and not any(w[0].isupper() for w in (*ours, *theirs)) and not _share_a_stem(ours, theirs)


def _share_a_word(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether a word stands in both, other than the title that both begin with: «Coach Marta Ruiz», «Coach Ann Lee»."""
    shared = {word.casefold() for word in ours} & {word.casefold() for word in theirs}
    titled = ours[0].casefold() == theirs[0].casefold() and ours[-1][0].isupper() and theirs[-1][0].isupper()
    return bool(shared - {ours[0].casefold()} if titled else shared)


def _shares_a_name(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether a name of one speaker has a counterpart among the other's words, such as an acronym."""
    return any(
        has_counterpart(at, words, others)
        for words, others in ((ours, theirs), (theirs, ours))
        for at in (name.at for name in name_words(words))
    )


def _are_strangers(evidence: Evidence, roles: tuple[Role, Role], one: Speech, other: Speech) -> bool:
    """Whether the words of the two speakers are far apart in meaning and render nothing else either."""
    left, right = (evidence.sides[role] for role in roles)
    links = evidence.between(*roles)
    far = FAR if left.lang == right.lang else FAR_ACROSS
    if any(links.similarity[i, j] >= far for i in one.speaker for j in other.speaker):
        return False
    # Vowel signs set an Arabic word apart from everything.
    voweled = any(_VOWELED.search(side.words[k].text) for side, s in ((left, one), (right, other)) for k in s.speaker)
    elsewhere = any(
        (i in one.speaker) != (j in other.speaker) and links.similarity[i, j] >= NEAR for i, j in links.pairs
    )
    return not voweled and not elsewhere


def _names(side: Side, speech: Speech) -> tuple[int, ...]:
    """The names among a speaker's words."""
    return tuple(speech.speaker[name.at] for name in name_words([side.words[k].text for k in speech.speaker]))


def _unknown(side: Side, names: Sequence[int], other: Side) -> frozenset[int]:
    """The names that have no counterpart anywhere on the other side."""
    words, others = [word.text for word in side.words], [word.text for word in other.words]
    return frozenset(k for k in names if not has_counterpart(k, words, others))


def _are_swapped(left: Side, right: Side, names: Sequence[int], others: Sequence[int]) -> bool:
    """Whether each side names the other's speaker, and somebody else speaks: «A said that B», «B said that A»."""

    def elsewhere(side: Side, own: Sequence[int], other: Side, taken: Sequence[int]) -> bool:
        words = [word.text for word in side.words]
        among = [other.words[k].text for k in taken]
        beside = [word.text for k, word in enumerate(other.words) if k not in taken]
        return all(has_counterpart(k, words, beside) and not has_counterpart(k, words, among) for k in own)

    return elsewhere(left, names, right, others) and elsewhere(right, others, left, names)


def _share_a_stem(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    return bool({word.casefold()[:STEM] for word in ours} & {word.casefold()[:STEM] for word in theirs})
