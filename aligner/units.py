"""A document's sentences as the aligner sees them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from aligner.bitext import Document, SentenceKind
from aligner.encoding import ANY_LANGUAGE, Encoder, Vectors, centred, unit
from aligner.lang.cognates import cognates
from aligner.lang.endings import is_question, is_stopped

Flags: TypeAlias = NDArray[np.bool_]
RunEncoder: TypeAlias = Callable[[Sequence[tuple[int, int]]], Vectors]
"""Gives the centred unit vectors [k, d] of the texts of k runs of sentences, each told by its first and its end."""


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """The sentences of one document as vectors and other evidence of what they may be linked to.

    `vectors` [n, d] are centred unit vectors and `lengths` [n] code points, at least 1. The flags [n] tell a sentence
    that a full stop or the like ends, one that a question mark ends, boilerplate, and the first of a paragraph.
    `words` [n] are those that a translation may write alike.
    """

    vectors: Vectors
    lengths: NDArray[np.float64]
    stopped: Flags
    question: Flags
    boilerplate: Flags
    opening: Flags
    words: tuple[frozenset[str], ...]

    def __len__(self) -> int:
        return len(self.lengths)

    def together(self, sentences: Sequence[int]) -> Vectors:
        """The unit vector [d] of some sentences as one text: their sum, weighted by length."""
        chosen = list(sentences)
        return unit((self.vectors[chosen] * self.lengths[chosen, None]).sum(0))

    def some(self, chosen: Sequence[int] | slice) -> Units:
        """The units of a few of the sentences."""
        numbers = np.arange(len(self))[chosen]
        return Units(
            self.vectors[numbers],
            self.lengths[numbers],
            self.stopped[numbers],
            self.question[numbers],
            self.boilerplate[numbers],
            self.opening[numbers],
            tuple(self.words[i] for i in numbers),
        )

    def joined(self, size: int) -> Units:
        """Each `size` neighbouring sentences joined to one: the document at a coarser resolution, without its words."""
        n = -(-len(self) // size)
        odd = n * size - len(self)
        weighted = np.pad(self.vectors * self.lengths[:, None].astype(np.float32), ((0, odd), (0, 0)))
        none = np.zeros(n, np.bool_)
        lengths = np.pad(self.lengths, (0, odd)).reshape(n, size).sum(1)
        vectors = unit(weighted.reshape(n, size, -1).sum(1))
        return Units(vectors, lengths, ~none, none, none, none, (frozenset(),) * n)


def run_encoder(document: Document, encoder: Encoder) -> RunEncoder:
    """Encodes runs of a document's sentences whole."""

    def encode(runs: Sequence[tuple[int, int]]) -> Vectors:
        sentences = (document.sentences[start:end] for start, end in runs)
        texts = [" ".join(document.slice(sentence.span) for sentence in run) for run in sentences]
        return _centred(texts, document, encoder)

    return encode


def _centred(texts: Sequence[str], document: Document, encoder: Encoder) -> Vectors:
    mean, prior = encoder.sentence_mean(document.lang), encoder.sentence_mean(ANY_LANGUAGE)
    return centred(encoder.encode(texts), mean, prior)


def units_of(document: Document, encoder: Encoder) -> Units:
    """Encode the sentences of a document; a blank one has a zero vector, which is like no other."""
    texts = document.sentence_texts
    vectors = _centred(texts, document, encoder)
    blank = np.array([not text.strip() for text in texts], np.bool_)
    return Units(
        np.where(blank[:, None], np.float32(0), vectors),
        np.array([max(len(text), 1) for text in texts], np.float64),
        np.array([is_stopped(text) for text in texts], np.bool_),
        np.array([is_question(text) for text in texts], np.bool_),
        np.array([s.kind is SentenceKind.BOILERPLATE for s in document.sentences], np.bool_),
        np.array([sentence.opening for sentence in document.sentences], np.bool_),
        tuple(cognates(text) for text in texts),
    )
