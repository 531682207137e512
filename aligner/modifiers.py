"""Single words that a text leaves out or puts in where it otherwise keeps to the words of another.

A modifier that stands between two words which the twin has side by side («its first operational mission», «its first
mission») is lost if neither the twin nor what the translation has for it says it elsewhere («mission that is
operating»). A title before a name («Russian President Vladimir Putin») is lost or added if the other text has the name
without any.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from aligner.bitext import Role
from aligner.evidence import Evidence, Side
from aligner.lang.mentions import is_generic
from aligner.support import content, fresh, spelt
from aligner.verbatim import insertions

NEAREST = 3
"""Words that both texts have alike around a lost modifier at least; two are often so by chance."""
SAID = 0.45
"""Centred cosine of contextual states from which another text may say a word in other words."""
MISSED = 0.4
"""Centred cosine below which nothing in a text is near a word."""
PASSED_ON = 0.5
"""Centred cosine from which the nearest that the translation has is said in the twin, so that it is a paraphrase."""
HELD = 0.6
"""Centred cosine below which a title may be added: a name is near its bearer's title."""
ROLES = frozenset(("role",))


class Modifier(NamedTuple):
    """The words `first` to `last` that `role` has and `other` lacks, and the translation's `word` for them, if any.

    A `title` is that of the person whose name follows.
    """

    role: Role
    other: Role
    first: int
    last: int
    word: int | None = None
    title: bool = False


def modifiers(evidence: Evidence) -> Iterator[Modifier]:
    """The modifiers that were lost and the titles that were lost or added between source and twin."""
    if not {Role.SOURCE, Role.TWIN} <= evidence.sides.keys():
        return
    source, twin = evidence.sides[Role.SOURCE], evidence.sides[Role.TWIN]
    if source.lang == twin.lang:
        if Role.TRANSLATION in evidence.sides:
            yield from _lost(evidence, source, twin)
        for side, other in ((source, twin), (twin, source)):
            yield from _titles(evidence, side, other)


def _lost(evidence: Evidence, source: Side, twin: Side) -> Iterator[Modifier]:
    """The modifiers of the source that the twin leaves out of what it repeats."""
    links, new, telling = evidence.between(source.role, twin.role), fresh(source, twin), content(source)
    for first, last, before, after in insertions(spelt(source), spelt(twin), dict(links.pairs)):
        attributive = last + 1 < len(telling) and telling[last + 1] and new[first : last + 1].all()
        said = links.similarity[first : last + 1].max() >= SAID
        if attributive and not said and before + after >= NEAREST:
            yield from _witnessed(evidence, Modifier(source.role, twin.role, first, last))


def _witnessed(evidence: Evidence, lost: Modifier) -> Iterator[Modifier]:
    """The modifier if the translation plainly lacks it, or has a word for it that the twin plainly has not."""
    links, onward = (evidence.between(role, Role.TRANSLATION) for role in (lost.role, lost.other))
    words = range(lost.first, lost.last + 1)
    likeliest = max(words, key=lambda k: links.similarity[k].max())
    word = int(links.similarity[likeliest].argmax())
    kept, passed_on = float(links.similarity[likeliest, word]), float(onward.similarity[:, word].max())
    if kept >= SAID and (likeliest, word) in links.pairs and passed_on < MISSED:
        yield lost._replace(word=word)
    elif kept < MISSED and passed_on < PASSED_ON:
        yield lost


def _titles(evidence: Evidence, side: Side, other: Side) -> Iterator[Modifier]:
    """The titles before a name of one side where the other has the name and no title at all."""
    theirs = set(spelt(other))
    if side.lang != "en" or any(is_generic(word, ROLES) for word in theirs):
        return
    links = evidence.between(side.role, other.role)
    linked = {i for i, _ in links.pairs}
    for k, (title, name) in enumerate(zip(side.words, side.words[1:], strict=False)):
        lacking = k not in linked and links.similarity[k].max() < HELD
        if lacking and is_generic(title.text, ROLES) and _is_held(name.text, theirs):
            yield Modifier(side.role, other.role, k, k, _rendering(evidence, side.role, k), title=True)


def _is_held(name: str, theirs: set[str]) -> bool:
    """Whether a word is capitalised, as a name is, no title itself, and stands on the other side."""
    return name[0].isupper() and not is_generic(name) and name.casefold() in theirs


def _rendering(evidence: Evidence, role: Role, word: int) -> int | None:
    """What the translation has for a word."""
    if Role.TRANSLATION not in evidence.sides:
        return None
    similarity = evidence.between(role, Role.TRANSLATION).similarity[word]
    return int(similarity.argmax()) if similarity.max() >= SAID else None
