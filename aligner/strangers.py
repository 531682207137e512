"""Words of a side that its language does not have and no other side accounts for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Indel

from aligner.bitext import Role
from aligner.evidence import Evidence, Side
from aligner.finding import Location
from aligner.lang.foreign import FOREIGN, MISSPELT, OTHER_SCRIPT, correction, unknown_words
from aligner.lang.lexicon import in_lexicon
from aligner.lang.renderings import rendering
from aligner.marks import Mark, location, marks

SPELT = 0.85
"""Spelling score from which Arabic letters spell a Latin word: a loan or a name in small letters."""
VARIANT = 0.75
"""Likeness (0..1) from which two words that English lacks are spellings of one: bhajan, bajan."""


class Stranger(NamedTuple):
    """A word no other side accounts for: its kind (`lang.foreign`) and, if it is misspelt, what was meant."""

    mark: Mark[str]
    text: str
    kind: str
    meant: str | None


def strangers(evidence: Evidence, role: Role) -> Iterator[Stranger]:
    """The foreign and misspelt words of one side, without those that stand or are spelt out in another."""
    side, others = evidence.sides[role], [other for other in evidence.sides.values() if other.role is not role]
    if not others:
        return
    for mark in marks(side, _unknown):
        word = side.document.slice(mark.span)
        if any(_has(other, word) for other in others):
            continue
        kind, meant = mark.value, None
        if kind != OTHER_SCRIPT and side.lang == "en":
            meant = _meant(word, [other for other in others if other.lang == side.lang])
            kind = MISSPELT if meant else FOREIGN
        yield Stranger(mark, word, kind, meant)


def counterparts(evidence: Evidence, role: Role, mark: Mark[str]) -> Iterator[Location]:
    """Where the words that are linked to a mark stand in the other sides."""
    for other, side in evidence.sides.items():
        if other is not role:
            for k in sorted(evidence.partners(role, mark.words, other))[:1]:
                yield location(side, side.words[k].span)


def _has(side: Side, word: str) -> bool:
    """Whether a side has the word, another form of it, or its spelling in other letters."""
    if side.lang == "ar":
        best = rendering(word, tuple(other.text for other in side.words))
        return best is not None and best.score >= SPELT
    return any(_same(word, other.text) for other in side.words)


@lru_cache(maxsize=1 << 14)
def _same(word: str, other: str) -> bool:
    """Whether two words of one language are one but for case and a plural, or two spellings of one rare word."""
    left, right = word.casefold(), other.casefold()
    if left.rstrip("s") == right.rstrip("s") or left in right.split("-"):
        return True
    return len(left) > 3 and Indel.normalized_similarity(left, right) >= VARIANT and not in_lexicon(other)


def _meant(word: str, others: Sequence[Side]) -> str | None:
    """What a word misspells: a word of another side in the same language, or a common one."""
    return correction(word, frozenset(other.text.casefold() for side in others for other in side.words))


@lru_cache(maxsize=1 << 10)
def _unknown(text: str, lang: str) -> tuple[tuple[int, int, str], ...]:
    """Two checks read each sentence."""
    return tuple(unknown_words(text, lang))
