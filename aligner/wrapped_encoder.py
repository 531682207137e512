"""What all encoders have in common that keep or count what another one does."""

from __future__ import annotations

from abc import ABC, abstractmethod

from aligner.encoding import Encoder, Vectors
from aligner.tagging import Tagger


class WrappedEncoder(ABC):
    """Answers as the encoder inside does, but for what its kinds do by themselves: see `aligner.encoding.Encoder`."""

    @property
    @abstractmethod
    def _encoder(self) -> Encoder: ...

    @property
    def name(self) -> str:
        """That of the encoder itself."""
        return self._encoder.name

    def windows(self, text: str) -> int:
        """See `Encoder.windows`."""
        return self._encoder.windows(text)

    def sentence_mean(self, lang: str) -> Vectors | None:
        """See `Encoder.sentence_mean`."""
        return self._encoder.sentence_mean(lang)

    def token_mean(self, lang: str) -> Vectors | None:
        """See `Encoder.token_mean`."""
        return self._encoder.token_mean(lang)

    def tagger(self, lang: str) -> Tagger | None:
        """See `Encoder.tagger`."""
        return self._encoder.tagger(lang)
