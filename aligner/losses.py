"""What a row loses from one document to another, part by part: the terms of its fidelity.

Every loss is 0 where both texts are the same. Similarity and support of words are centred cosines of the encoder;
`lost` and `added` weigh words by what they carry and by how likely the other side has nothing for them. `missing` and
`inserted` ask the later text by itself as well: a reference may lack the same word, or use another one.
"""

from __future__ import annotations

from functools import cache
from math import exp, log
from typing import TYPE_CHECKING

import numpy as np

from aligner.bitext import Hop, Role
from aligner.evidence import Evidence, Side
from aligner.lang.scripts import foreign_share
from aligner.logistic import chances
from aligner.support import Numbers, content

if TYPE_CHECKING:
    from sacrebleu.metrics.chrf import CHRF

WITHIN_ONLY = ("chrF2++", "missing", "inserted")
"""The parts that are 0 between two languages."""
WEIGHED = ("similarity", "earlier_words", "later_words", "lost", "added", "length", *WITHIN_ONLY)
"""The parts that a regression weighs; `earlier` and `later` are the sides of the hop."""
FACTORS = ("unrelated", "untranslated")
"""The parts, 0 to 1, that take their share of whatever the others leave."""
PARTS = (*WEIGHED, *FACTORS)
FUNCTION_WORD = 1 / 6
"""What a function word or a punctuation mark carries beside a word of content; the information that the tokenizer's
unigram probabilities give instead ranks DEMETR's pairs alike (96.4 % against 96.5 %)."""
OWN_STYLE = 0.5
"""What counts of the words that seem missing in the earlier text: whoever writes like a telegram is translated so."""
PUT_IN = 1.0
"""Log odds by which a word without counterpart is likelier put in than a word at any place of any text."""
MANY = 5.0
"""Words put in that count as a whole loss."""
ARABIC_WORDS = 0.89
"""Arabic words for each English one, for Arabic joins its articles, «and» and «to» to the next word (FLORES-200)."""
RELATED = {True: (0.45, 0.05), False: (0.24, 0.04)}
"""The centred cosine at which two texts in one language, or in two, are as likely about the same as not, and the width
of the logistic curve through it: one in 200 faithful pairs has less than .71 and .35, unrelated ones have about 0."""
NAMES_KEPT = 0.2
"""The share of letters in a foreign script up to which they may be names and brands: one in 500 Arabic sentences
of FLORES-200 has more."""
COPIED = 4
"""Letters of a small-letter word from which it counts as left untranslated when it stands on both sides."""


def losses(row: Evidence) -> dict[Hop, dict[str, float]]:
    """The losses of a row at each hop that has words on both sides, by part."""
    return {hop: _at(row, hop) for hop in row.links}


def _at(row: Evidence, hop: Hop) -> dict[str, float]:
    earlier, later = (row.sides[end] for end in hop.ends)
    texts = text_of(earlier), text_of(later)
    same_language = earlier.lang == later.lang
    if texts[0] == texts[1] and same_language:
        return dict.fromkeys(PARTS, 0.0)
    support = row.links[hop].similarity
    values = (
        1 - row.similarity[hop],
        1 - float(support.max(1).mean()),
        1 - float(support.max(0).mean()),
        _without_counterpart(row, *hop.ends),
        _without_counterpart(row, *hop.ends[::-1]),
        _shortfall(earlier, later),
        1 - chrf(texts[1], texts[0]) / 100 if same_language else 0.0,
        _missing(row, hop) if same_language else 0.0,
        _inserted(row, hop) if same_language else 0.0,
        _unrelated(row.similarity[hop], same_language),
        max(0.0, _untranslated(earlier, later, texts[1]) - NAMES_KEPT) / (1 - NAMES_KEPT),
    )
    return {part: max(value, 0.0) for part, value in zip(PARTS, values, strict=True)}


def text_of(side: Side) -> str:
    """A side's sentences in one line."""
    return " ".join(side.text.split())


def _without_counterpart(row: Evidence, role: Role, other: Role) -> float:
    """The share (0..1) of what a side says for which the other seems to have nothing."""
    weights = _weights(row.sides[role])
    return float(weights @ chances(row.lacking[role, other]) / weights.sum())


def _missing(row: Evidence, hop: Hop) -> float:
    """The share of places in the later text where a word seems missing, less half of the earlier text's."""
    if not all(end in row.tags for end in hop.ends):
        return 0.0
    earlier, later = (float(chances(row.tags[end].missing).mean()) for end in hop.ends)
    return later - OWN_STYLE * earlier


def _inserted(row: Evidence, hop: Hop) -> float:
    """How much was put into the later text, as its words look by themselves and from the earlier text."""
    earlier, later = hop.ends
    if later not in row.tags:
        return 0.0
    odds = row.lacking[later, earlier] + row.tags[later].inserted + PUT_IN
    return float(_weights(row.sides[later]) @ chances(odds)) / MANY


def _weights(side: Side) -> Numbers:
    return np.where(content(side), 1.0, FUNCTION_WORD)


def _shortfall(earlier: Side, later: Side) -> float:
    """By how much the later side has fewer words than a faithful one would: the logarithm of their ratio, from 0 up."""
    expected = (len(earlier.words) + 1) * _wordiness(later.lang) / _wordiness(earlier.lang)
    return max(0.0, log(expected / (len(later.words) + 1)))


def _wordiness(lang: str) -> float:
    return ARABIC_WORDS if lang == "ar" else 1.0


def _unrelated(similarity: float, same_language: bool) -> float:
    """How likely (0..1) texts with this centred cosine are not about the same at all."""
    middle, width = RELATED[same_language]
    return 1 / (1 + exp((similarity - middle) / width))


def _untranslated(earlier: Side, later: Side, text: str) -> float:
    """The share (0..1) of the later side, a `text`, in a script not its language's, or copied from another's."""
    foreign = foreign_share(text, later.lang)
    if earlier.lang == later.lang:
        return foreign
    given = {word.text for word in earlier.words}
    copied = sum(word.text.islower() and len(word.text) >= COPIED and word.text in given for word in later.words)
    return max(foreign, copied / len(later.words))


@cache
def _metric() -> CHRF:
    from sacrebleu.metrics.chrf import CHRF  # noqa: PLC0415 - slow to import, needed late

    return CHRF(word_order=2)


def chrf(text: str, reference: str) -> float:
    """chrF2++ (Popović 2017) of a text against a reference, 0 to 100, as sacreBLEU computes it."""
    return min(float(_metric().sentence_score(text, [reference]).score), 100.0)


@cache
def chrf_signature() -> str:
    """SacreBLEU's own signature of chrF2++, with commas for its bars."""
    _metric().corpus_score(["a"], [["a"]])
    return str(_metric().get_signature()).replace("|", ",").replace(":", "=")
