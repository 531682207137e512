"""Where sentence vectors and token states come from: an encoder a file, opened by its name."""
# ruff: noqa: PLC0415 - an encoder nobody asked for costs nothing

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.encoding import Encoder
from aligner.errors import EncoderError

if TYPE_CHECKING:
    from aligner.store import Store

EMBEDDED = "embedded"
SENTENCE_TRANSFORMERS = "sentence-transformers"


def load(spec: str = EMBEDDED, threads: int = 1, store: Store | None = None) -> Encoder:
    """The encoder that `spec` names: "embedded", or "sentence-transformers:" and a hub name or a local folder.

    `threads` texts are encoded side by side; their number never changes a vector. With a store the encoder looks there
    first, and is loaded only once it is needed. EncoderError where it is unknown or cannot be built, found or loaded.
    """
    kind, _, model = spec.partition(":")
    if spec == EMBEDDED:
        if store:
            from aligner.encoders.outlines import EmbeddedOutline
            from aligner.encoders.stored import StoredEncoder

            return StoredEncoder(EmbeddedOutline(threads), store)
        from aligner.encoders import embedded

        return embedded.load(threads)
    if kind == SENTENCE_TRANSFORMERS and model:
        if store:
            from aligner.encoders.outlines import SentenceTransformersOutline
            from aligner.encoders.stored import StoredEncoder

            outline = SentenceTransformersOutline(model, threads)
            return StoredEncoder(outline, store) if outline.exact else outline.load()
        from aligner.encoders import sentence_transformers

        return sentence_transformers.load(model, threads)
    raise EncoderError(f"unknown encoder {spec!r}: use {EMBEDDED!r} or '{SENTENCE_TRANSFORMERS}:NAME_OR_FOLDER'")
