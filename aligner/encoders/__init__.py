"""Where sentence vectors and token states come from: an encoder a file, opened by its name."""
# ruff: noqa: PLC0415 - an encoder nobody asked for costs nothing

from __future__ import annotations

from aligner.encoding import Encoder
from aligner.errors import EncoderError

EMBEDDED = "embedded"
SENTENCE_TRANSFORMERS = "sentence-transformers"


def load(spec: str = EMBEDDED, threads: int = 1) -> Encoder:
    """The encoder that `spec` names: "embedded", or "sentence-transformers:" and a hub name or a local folder.

    `threads` texts are encoded side by side; their number never changes a vector. EncoderError where the encoder is
    unknown or cannot be built, found or loaded.
    """
    kind, _, model = spec.partition(":")
    if spec == EMBEDDED:
        from aligner.encoders import embedded

        return embedded.load(threads)
    if kind == SENTENCE_TRANSFORMERS and model:
        from aligner.encoders import sentence_transformers

        return sentence_transformers.load(model, threads)
    raise EncoderError(f"unknown encoder {spec!r}: use {EMBEDDED!r} or '{SENTENCE_TRANSFORMERS}:NAME_OR_FOLDER'")
