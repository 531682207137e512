"""Phrases that no other article bears out and that are odd in their place, as a machine translation leaves them.

A phrase is two words at the end of a noun phrase: «alien supremacy». Four things speak against one: nothing in the
other articles is like its last word there, the rest of its sentence is about something else, the sentence comes nearer
to what the others say without it, and its words are rare. A logistic regression weighs them, learned from made-up
events with planted phrases (`benchmarks/train_suspects.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from aligner.dossier import Article, Place, Statement
from aligner.encoding import ANY_LANGUAGE, Encoder, Vectors, centred
from aligner.finding import Severity
from aligner.lang.frequency import zipf
from aligner.lang.lemmas import lemmas
from aligner.lang.stopwords import stopwords
from aligner.logistic import Numbers, learned, probability

TABLE, MODEL = "suspect_weights.tsv", "phrase"
SUSPECT, STRONG = 0.3, 0.75
"""Chances from which a phrase is reported, and from which it counts as a major one."""
WITNESSES = 2
"""Other articles without which nothing can be said of what they bear out."""
SHORTEST = 3
"""Letters of a content word."""
_NO_EDGE = """
    to he she it they we i you who which that there him them us but not has have had was were is are be been will would
    can could may did do does when while if as because than then
"""
NO_EDGE = frozenset(_NO_EDGE.split())
"""Words of grammar that no noun phrase follows closely: what stands behind them is a verb."""
_OBJECTS = "the a an his her its their our my your this these those it them him us"
OBJECTS = frozenset(_OBJECTS.split())
"""Words that follow a verb, so that the two before them are no noun phrase."""
_OPENING = frozenset('“"«')


@dataclass(frozen=True, slots=True)
class Suspect:
    """A phrase of one article that is likely a mistake: how likely (0..1), and why, in words."""

    place: Place
    confidence: float
    severity: Severity
    message: str


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """Two content words of a statement, by their indices."""

    statement: Statement
    first: int
    last: int

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.statement.place_of(self.first, self.last)

    @property
    def rest(self) -> str:
        """The sentence without it."""
        start, span = self.statement.side.sentences[0].span.start, self.place.span
        text = self.statement.text
        return f"{text[: span.start - start].rstrip()} {text[span.end - start :].lstrip()}".strip() or text


def suspects(articles: Sequence[Article], encoder: Encoder) -> tuple[Suspect, ...]:
    """The phrases of English articles that the others make suspicious, in reading order."""
    found = []
    for number, article in enumerate(articles):
        others = [other for k, other in enumerate(articles) if k != number]
        phrases = list(candidates(article, others))
        if len(others) < WITNESSES or not phrases:
            continue
        odds = learned(TABLE)[MODEL].log_odds(features(phrases, others, encoder))
        found += [_suspect(phrase, probability(value)) for phrase, value in zip(phrases, odds, strict=True)]
    return tuple(suspect for suspect in found if suspect.confidence >= SUSPECT)


def _suspect(phrase: Phrase, confidence: float) -> Suspect:
    severity = Severity.MAJOR if confidence >= STRONG else Severity.MINOR
    message = f"no other article bears out “{phrase.place.text}”, and it is odd in its sentence"
    return Suspect(phrase.place, confidence, severity, message)


def candidates(article: Article, others: Sequence[Article]) -> Iterator[Phrase]:
    """The phrases of an English article of which the other articles lack at least one word in every form."""
    known = {form for other in others for statement in other.statements for w in statement.words for form in lemmas(w)}
    if article.lang == "en":
        for statement in article.statements:
            for first, last in _noun_phrases(statement.words):
                if any(known.isdisjoint(lemmas(statement.words[k])) for k in (first, last)):
                    yield Phrase(statement, first, last)


def features(phrases: Sequence[Phrase], others: Sequence[Article], encoder: Encoder) -> dict[str, Numbers]:
    """What speaks for and against each phrase, each [phrases], by their names in `suspect_weights.tsv`."""
    statements = [statement for other in others for statement in other.statements]
    sentences = np.stack([statement.vector for statement in statements])
    words = np.concatenate([statement.states for statement in statements])
    alone = _encoded([phrase.place.text for phrase in phrases], encoder)
    rest = _encoded([phrase.rest for phrase in phrases], encoder)
    whole = np.stack([phrase.statement.vector for phrase in phrases])
    heads = np.stack([phrase.statement.states[phrase.last] for phrase in phrases])
    nearer = (rest @ sentences.T).max(1) - (whole @ sentences.T).max(1)
    common = [(zipf(p.statement.words[p.first]) + zipf(p.statement.words[p.last])) / 2 for p in phrases]
    return {
        "support": (heads @ words.T).max(1).astype(float),
        "fit": np.einsum("kd,kd->k", alone, rest).astype(float),
        "nearer": nearer.astype(float),
        "frequency": np.array(common, float),
    }


def _encoded(texts: Sequence[str], encoder: Encoder) -> Vectors:
    return centred(encoder.encode(texts), encoder.sentence_mean("en"), encoder.sentence_mean(ANY_LANGUAGE))


def _noun_phrases(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The last two words of runs of content words that stand where a noun phrase does; dots may part the two."""
    stops = stopwords("en")
    content = [_is_content(word, stops) for word in words]
    for first in range(len(words) - 1):
        last = first + 1
        while last < len(words) and words[last] == ".":
            last += 1
        if last == first + 2 or last == len(words) or not (content[first] and content[last]):
            continue  # a single full stop ends a sentence
        start = first
        while start and content[start - 1]:
            start -= 1
        before = words[start - 1].casefold() if start else ""
        opens = not before or before.isdigit() or before in _OPENING or (before in stops and before not in NO_EDGE)
        after = words[last + 1 : last + 2]
        ends = not after or not (content[last + 1] or after[0].casefold() in OBJECTS)
        if opens and ends and not any(words[k].endswith("ly") for k in (first, last)):
            yield first, last


def _is_content(word: str, stops: Collection[str]) -> bool:
    return len(word) >= SHORTEST and word[0].isalpha() and word[0].islower() and word not in stops
