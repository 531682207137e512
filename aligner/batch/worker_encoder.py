"""The encoder of a worker: loaded when the first text is to be read, and its time counted."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from aligner.encoders import load
from aligner.encoders.stored import StoredEncoder
from aligner.encoding import Encoder, TokenStates, Vectors
from aligner.errors import EncoderError
from aligner.store import Store
from aligner.wrapped_encoder import WrappedEncoder


class WorkerEncoder(WrappedEncoder):
    """See `aligner.encoding.Encoder`; `seconds` is the time that was spent in it, loading apart.

    Raises EncoderError if what is loaded is not what the run is made with.
    """

    def __init__(self, spec: str, threads: int, name: str, store: Store | None = None) -> None:
        self._load, self._wanted = partial(load, spec, threads, store), name
        self._loaded: Encoder | None = None
        self.seconds = 0.0

    @property
    def _encoder(self) -> Encoder:
        if self._loaded is None:
            self._loaded = self._load()
            if self._wanted and self._loaded.name != self._wanted:
                raise EncoderError(f"this worker's encoder is {self._loaded.name}, the run's {self._wanted}")
        return self._loaded

    @property
    def identity(self) -> str:
        """All that its vectors depend on besides the texts; empty where nothing of it may be kept."""
        return self._encoder.identity if isinstance(self._encoder, StoredEncoder) else ""

    def ready(self) -> None:
        """Load the model, even if a store might have all texts."""
        if isinstance(self._encoder, StoredEncoder):
            self._encoder.ready()

    @contextmanager
    def _counted(self) -> Iterator[Encoder]:
        encoder = self._encoder
        began = time.perf_counter()
        try:
            yield encoder
        finally:
            self.seconds += time.perf_counter() - began

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See `Encoder.encode`."""
        with self._counted() as encoder:
            return encoder.encode(texts)

    def token_states(self, texts: Sequence[str]) -> list[TokenStates]:
        """See `Encoder.token_states`."""
        with self._counted() as encoder:
            return encoder.token_states(texts)

    def encode_with_states(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenStates]]:
        """See `Encoder.encode_with_states`."""
        with self._counted() as encoder:
            return encoder.encode_with_states(texts)
