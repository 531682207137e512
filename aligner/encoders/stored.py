"""An encoder that looks into a store before it reads a text, and is not even loaded where all texts are known.

Token states pay as well as vectors: both together take .1 ms a sentence to look up and .15 ms to keep, in a full store
too, against some 8 ms to make; and without states every run would have to load the model.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from hashlib import blake2b
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from aligner.encoders import stored_values as values
from aligner.encoders.results import CHUNK
from aligner.encoding import Encoder, TokenStates, Vectors
from aligner.store import Store
from aligner.tagging import Tagger

VECTOR, STATES = "vector", "states"
Value = TypeVar("Value")


class Outline(Protocol):
    """What is known of an encoder without its model."""

    @property
    def name(self) -> str:
        """See `Encoder.name`."""

    @property
    def identity(self) -> str:
        """All that the bits of a vector depend on besides the text: the name, and versions of what computes it."""

    @property
    def dimensions(self) -> int | None:
        """Those of its vectors, if they are known."""

    def load(self) -> Encoder:
        """The encoder itself."""

    def fits(self, text: str) -> bool:
        """Whether a text is surely read at once."""

    def sentence_mean(self, lang: str) -> Vectors | None:
        """See `Encoder.sentence_mean`."""

    def token_mean(self, lang: str) -> Vectors | None:
        """See `Encoder.token_mean`."""

    def tagger(self, lang: str) -> Tagger | None:
        """See `Encoder.tagger`."""


class StoredEncoder:
    """The vectors and states of an encoder, to the last bit, from a store as far as they are there.

    See `aligner.encoding.Encoder`. What is new is kept a thousand texts at a time, so that a run that is broken off
    has not been for nothing.
    """

    def __init__(self, outline: Outline, store: Store) -> None:
        self._outline, self._store = outline, store
        self._hash = blake2b(f"{values.LAYOUT}\0{outline.identity}\0".encode(), digest_size=16)

    @property
    def name(self) -> str:
        """That of the encoder itself."""
        return self._outline.name

    @property
    def identity(self) -> str:
        """All that its vectors depend on besides the texts."""
        return self._outline.identity

    def ready(self) -> None:
        """Load the model now, and not when it is needed."""
        _ = self._encoder

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See `Encoder.encode`."""
        vectors = self._kept(VECTOR, texts, values.to_vector)
        for new in _chunks(texts, vectors):
            made = self._encoder.encode(new)
            self._keep_vectors(new, made)
            vectors.update(zip(new, made, strict=True))
        return self._rows(texts, vectors)

    def token_states(self, texts: Sequence[str]) -> list[TokenStates]:
        """See `Encoder.token_states`."""
        states = self._kept(STATES, texts, values.to_states)
        for new in _chunks(texts, states):
            made = self._encoder.token_states(new)
            self._keep_states(new, made)
            states.update(zip(new, made, strict=True))
        return [states[text] for text in texts]

    def encode_with_states(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenStates]]:
        """See `Encoder.encode_with_states`."""
        vectors = self._kept(VECTOR, texts, values.to_vector)
        states = self._kept(STATES, texts, values.to_states)
        for new in _chunks(texts, vectors.keys() & states.keys()):
            made, also = self._encoder.encode_with_states(new)
            self._keep_vectors(new, made)
            self._keep_states(new, also)
            vectors.update(zip(new, made, strict=True))
            states.update(zip(new, also, strict=True))
        return self._rows(texts, vectors), [states[text] for text in texts]

    def windows(self, text: str) -> int:
        """See `Encoder.windows`."""
        if self._outline.fits(text):
            return 1
        kept = self._kept(VECTOR, [text], values.to_windows)
        return kept[text] if text in kept else self._encoder.windows(text)

    def sentence_mean(self, lang: str) -> Vectors | None:
        """See `Encoder.sentence_mean`."""
        return self._outline.sentence_mean(lang)

    def token_mean(self, lang: str) -> Vectors | None:
        """See `Encoder.token_mean`."""
        return self._outline.token_mean(lang)

    def tagger(self, lang: str) -> Tagger | None:
        """See `Encoder.tagger`."""
        return self._outline.tagger(lang)

    @cached_property
    def _encoder(self) -> Encoder:
        return self._outline.load()

    def _rows(self, texts: Sequence[str], vectors: Mapping[str, NDArray[np.floating]]) -> Vectors:
        if texts:
            return np.stack([vectors[text] for text in texts]).astype(np.float32)
        dimensions = self._outline.dimensions
        return self._encoder.encode(texts) if dimensions is None else np.empty((0, dimensions), np.float32)

    def _kept(self, kind: str, texts: Sequence[str], unpacked: Callable[[bytes], Value]) -> dict[str, Value]:
        """What the store has of each text."""
        keys = {self._key(text): text for text in texts}
        found = {}
        for key, value in self._store.get(kind, list(keys)).items():
            with suppress(ValueError):  # whole, and yet not ours: as good as not there
                found[keys[key]] = unpacked(value)
        return found

    def _keep_vectors(self, texts: Sequence[str], vectors: Vectors) -> None:
        self._store.put(
            VECTOR,
            {
                self._key(text): values.from_vector(
                    vector, 1 if self._outline.fits(text) else self._encoder.windows(text)
                )
                for text, vector in zip(texts, vectors, strict=True)
            },
        )

    def _keep_states(self, texts: Sequence[str], states: Sequence[TokenStates]) -> None:
        made = map(values.from_states, states)
        self._store.put(STATES, dict(zip(map(self._key, texts), made, strict=True)))

    def _key(self, text: str) -> bytes:
        digest = self._hash.copy()
        digest.update(text.encode("utf-8", "surrogatepass"))
        return digest.digest()


def _chunks(texts: Iterable[str], known: Container[str]) -> Iterator[list[str]]:
    """The texts that are not known, each once."""
    new = [text for text in dict.fromkeys(texts) if text not in known]
    for start in range(0, len(new), CHUNK):
        yield new[start : start + CHUNK]
