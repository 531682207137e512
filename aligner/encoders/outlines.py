"""What is known of the encoders without loading a model: names, means, and what a vector depends on."""

from __future__ import annotations

import platform
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from aligner.encoders import embedded, means, sentence_transformers, tags
from aligner.encoding import Encoder, Vectors
from aligner.tagging import Tagger


class EmbeddedOutline:
    """Of the embedded encoder; EncoderError where its weights are missing."""

    dimensions = embedded.DIMENSIONS

    def __init__(self, threads: int) -> None:
        self.name = embedded.name()
        self.identity = _identity(f"{self.name}-{embedded.RECIPE}", "onnxruntime", "tokenizers")
        self._threads = threads

    def load(self) -> Encoder:
        """The encoder itself."""
        return embedded.load(self._threads)

    def fits(self, text: str) -> bool:
        """Whether a text is surely read at once."""
        return embedded.fits(text)

    def sentence_mean(self, lang: str) -> Vectors | None:
        """See `Encoder.sentence_mean`."""
        return means.read().sentence.get(lang)

    def token_mean(self, lang: str) -> Vectors | None:
        """See `Encoder.token_mean`."""
        return means.read().token.get(lang)

    def tagger(self, lang: str) -> Tagger | None:
        """See `Encoder.tagger`."""
        return tags.read().get(lang)


class SentenceTransformersOutline:
    """Of a model in a local folder, told by its files; one of the hub has to be loaded to be told."""

    dimensions = None

    def __init__(self, model: str, threads: int) -> None:
        self._model, self._threads = model, threads
        self.name = sentence_transformers.called(model) if Path(model).is_dir() else self._loaded.name
        self.identity = _identity(self.name, "torch", "transformers", "sentence-transformers", "tokenizers")
        self.exact = not self.name.endswith(f"@{sentence_transformers.UNKNOWN}")

    def load(self) -> Encoder:
        """The encoder itself."""
        return self._loaded

    def fits(self, text: str) -> bool:  # noqa: ARG002
        """No text surely is: the model decides."""
        return False

    def sentence_mean(self, lang: str) -> Vectors | None:  # noqa: ARG002
        """Unknown for these models."""
        return None

    def token_mean(self, lang: str) -> Vectors | None:  # noqa: ARG002
        """Unknown for these models."""
        return None

    def tagger(self, lang: str) -> Tagger | None:  # noqa: ARG002
        """Unknown for these models."""
        return None

    @cached_property
    def _loaded(self) -> Encoder:
        return sentence_transformers.load(self._model, self._threads)


def _identity(name: str, *libraries: str) -> str:
    """A name with all that may change the last bits: the libraries that compute them, and the kind of processor."""
    return " ".join((name, platform.machine(), *(f"{library}-{_version(library)}" for library in libraries)))


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""
