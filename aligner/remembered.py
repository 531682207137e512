"""An encoder that keeps the vectors it has given."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from aligner.encoding import Encoder, TokenStates, Vectors


class Remembered:
    """An encoder that encodes no sentence twice; two bytes a number, for vectors are rounded to float16 anyway."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, NDArray[np.float16]] = {}

    @property
    def name(self) -> str:
        """That of the encoder."""
        return self._encoder.name

    def learn(self, texts: Sequence[str]) -> None:
        """Encode the texts that are not known yet, all at once."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self._encoder.encode(new).astype(np.float16), strict=True))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit sentence vectors [texts, d]."""
        if not texts:
            return self._encoder.encode([])
        self.learn(texts)
        return np.stack([self._known[text] for text in texts]).astype(np.float32)

    def token_states(self, texts: Sequence[str]) -> list[TokenStates]:
        """Those of the encoder."""
        return self._encoder.token_states(texts)

    def encode_with_states(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenStates]]:
        """Those of the encoder."""
        return self._encoder.encode_with_states(texts)

    def windows(self, text: str) -> int:
        """Those of the encoder."""
        return self._encoder.windows(text)

    def sentence_mean(self, lang: str) -> Vectors | None:
        """That of the encoder."""
        return self._encoder.sentence_mean(lang)

    def token_mean(self, lang: str) -> Vectors | None:
        """That of the encoder."""
        return self._encoder.token_mean(lang)
