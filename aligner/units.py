"""A document's sentences as vectors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.bitext import Document, SentenceKind
from aligner.encoding import ANY_LANGUAGE, Encoder, Vectors, centred


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """The sentences of one document as the aligner sees them.

    `vectors` [n, d] are centred unit vectors, `lengths` [n] code points; a sentence that is `alone` [n] (a heading
    or boilerplate) is never merged with others.
    """

    vectors: Vectors
    lengths: NDArray[np.float32]
    alone: NDArray[np.bool_]
    boilerplate: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.lengths)


def units_of(document: Document, encoder: Encoder) -> Units:
    """Encode the sentences of a document."""
    vectors = encoder.encode([document.slice(sentence.span) for sentence in document.sentences])
    return Units(
        centred(vectors, encoder.sentence_mean(document.lang), encoder.sentence_mean(ANY_LANGUAGE)),
        np.array([s.span.end - s.span.start for s in document.sentences], np.float32),
        np.array([s.kind is not SentenceKind.TEXT for s in document.sentences], np.bool_),
        np.array([s.kind is SentenceKind.BOILERPLATE for s in document.sentences], np.bool_),
    )
