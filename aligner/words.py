"""Word alignment inside rows, from contextual token states."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple, TypeAlias

import numpy as np

from aligner.bitext import Document, Hop, Role, Row, Sentence, Span, hops_between
from aligner.encoding import ANY_LANGUAGE, Encoder, TokenStates, Vectors, centred
from aligner.evidence import Evidence, Side, Word, WordLinks
from aligner.glossary import EMPTY, Glossary
from aligner.lang.tokens import words as word_spans
from aligner.tagging import Tags, joined

Reader: TypeAlias = Callable[[Sequence[str]], Sequence[TokenStates]]

ROWS_AT_ONCE = 64
"""Rows whose token states are held in memory together."""
NEIGHBOURS = 3
"""The k of CSLS, which takes from a similarity what both words have with everything (Conneau et al. 2018)."""


class WordStates(NamedTuple):
    """The words of a side: centred unit vectors [words, d], and tags where the encoder can tell."""

    vectors: Vectors
    tags: Tags | None


def evidence_of(
    documents: Mapping[Role, Document],
    rows: Sequence[Row],
    similarity: Sequence[Mapping[Hop, float]],
    encoder: Encoder,
    glossary: Glossary = EMPTY,
) -> Iterator[Evidence]:
    """The evidence of each row of a chain in turn."""
    chain = frozenset(documents)
    unlinked = (
        Evidence(number, sides_of(documents, row), {}, similarities, row.confidence, chain, glossary=glossary)
        for number, (row, similarities) in enumerate(zip(rows, similarity, strict=True))
    )
    return with_links(unlinked, encoder)


def with_links(rows: Iterable[Evidence], encoder: Encoder, token_states: Reader | None = None) -> Iterator[Evidence]:
    """Each row with the links between its words; `token_states`, by default the encoder's, reads a few rows' texts."""
    rows = iter(rows)
    while chunk := list(islice(rows, ROWS_AT_ONCE)):
        # A side without another to compare it with needs no vectors.
        sides = [side for row in chunk if len(row.sides) > 1 for side in row.sides.values()]
        states = iter(word_states(sides, encoder, token_states or encoder.token_states))
        for row in chunk:
            read = {role: next(states) for role in row.sides} if len(row.sides) > 1 else {}
            links = {hop: _link(*(read[end].vectors for end in hop.ends)) for hop in hops_between(read)}
            yield replace(row, links=links, tags={role: own.tags for role, own in read.items() if own.tags})


def sides_of(documents: Mapping[Role, Document], row: Row) -> dict[Role, Side]:
    """The sides of a row that have at least one word."""
    sides = {}
    for role, document in documents.items():
        sentences = tuple(document.sentences[i] for i in row.of(role))
        words = tuple(word for sentence in sentences for word in _words(document, sentence))
        if words:
            sides[role] = Side(document, sentences, words)
    return sides


def _words(document: Document, sentence: Sentence) -> Iterator[Word]:
    offset = sentence.span.start
    for start, end in word_spans(document.slice(sentence.span)):
        span = Span(offset + start, offset + end)
        yield Word(span, document.slice(span))


def word_states(sides: Sequence[Side], encoder: Encoder, token_states: Reader) -> Iterator[WordStates]:
    """What the encoder knows of the words of each side."""
    texts = [side.document.slice(sentence.span) for side in sides for sentence in side.sentences]
    tokens = iter(token_states(texts))
    prior = encoder.token_mean(ANY_LANGUAGE)
    for side in sides:
        pooled = [pool(sentence, next(tokens), side.words) for sentence in side.sentences]
        tagger = encoder.tagger(side.lang)
        tags = joined([tagger.tags(states) for states in pooled]) if tagger else None
        yield WordStates(centred(np.concatenate(pooled), encoder.token_mean(side.lang), prior), tags)


def pool(sentence: Sentence, tokens: TokenStates, words: Sequence[Word]) -> Vectors:
    """The mean state of the tokens that overlap each word of a sentence; zeros where none does."""
    offset = sentence.span.start
    own = [word.span for word in words if offset <= word.span.start < sentence.span.end]
    starts = [span.start + offset for span in tokens.spans]
    ends = [span.end + offset for span in tokens.spans]
    first = np.searchsorted(ends, [span.start for span in own], "right")
    stop = np.maximum(first, np.searchsorted(starts, [span.end for span in own], "left"))
    # A row of zeros lets ranges reach the end; every other sum is of what lies between two words.
    padded = np.pad(tokens.states, ((0, 1), (0, 0)))
    sums = np.add.reduceat(padded, np.column_stack([first, stop]).ravel(), axis=0)[::2]
    count = (stop - first)[:, None]
    pooled: Vectors = np.where(count > 0, sums / np.maximum(count, 1), 0).astype(np.float32)
    return pooled


def _link(left: Vectors, right: Vectors) -> WordLinks:
    """Words that are each other's best by CSLS."""
    similarity = left @ right.T
    nearest_right = np.sort(similarity, 1)[:, -NEIGHBOURS:].mean(1, keepdims=True)
    nearest_left = np.sort(similarity, 0)[-NEIGHBOURS:].mean(0, keepdims=True)
    margin = 2 * similarity - nearest_right - nearest_left
    forward, backward = margin.argmax(1), margin.argmax(0)
    pairs = tuple((i, int(j)) for i, j in enumerate(forward) if backward[j] == i)
    return WordLinks(similarity, pairs)
