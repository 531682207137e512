"""Any sentence-transformers model, from the hub or a folder, as the encoder. Needs the extra `models`."""
# ruff: noqa: PLC0415 - torch takes seconds to import, and only this file may

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from aligner.bitext import Span
from aligner.encoders.results import each, joined, rounded
from aligner.encoding import TokenStates, Vectors
from aligner.errors import EncoderError

WORD_LAYER = 7 / 12
"""How deep in the model the token states that align words best lie, as a share of its layers."""

PROBE_SECONDS = 10.0


def load(model: str, threads: int = 1) -> SentenceTransformersEncoder:
    """The encoder of a hub model's name or a folder; EncoderError where it or the extra is missing."""
    try:
        with _quiet():
            return SentenceTransformersEncoder(_open(model), model, threads)
    except ImportError as error:
        message = f"the encoder sentence-transformers:{model} needs an extra: pip install 'aligner-diff[models]'"
        raise EncoderError(message) from error


class SentenceTransformersEncoder:
    """Runs a model on the CPU, `threads` texts side by side, each text alone: see `aligner.encoding.Encoder`.

    Every text follows the model's own "query" prompt, if it has one. A text over the model's positions is halved
    until its parts fit; its sentence vector is their mean weighted by tokens. Torch itself is held to one thread, for
    the whole process.
    """

    def __init__(self, model: Any, name: str, threads: int = 1) -> None:
        import torch

        torch.set_num_threads(1)  # sums split over a changing number of threads may round differently
        self._model, self._threads = model, threads
        self._transformer = getattr(model[0], "auto_model", None)
        self._tokenizer = model.tokenizer
        if self._transformer is None or not getattr(self._tokenizer, "is_fast", False):
            raise EncoderError(f"{name} has no fast tokenizer, so its tokens have no place in the text; take another")
        self._tokenizing = Lock()  # a fast tokenizer refuses two callers at a time
        self._prompt = model.prompts.get("query") or ""
        self._name = f"sentence-transformers:{Path(name).name if Path(name).is_dir() else name}@{self._revision(name)}"

    @property
    def name(self) -> str:
        """The model's name and its commit on the hub, or a hash of a folder's files."""
        return self._name

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit sentence vectors [texts, d], rounded to float16."""
        vectors = np.empty((len(texts), self._dimensions), np.float32)
        for row, vector in enumerate(each(self._vector, texts, self._threads)):
            vectors[row] = vector
        return vectors

    def token_states(self, texts: Sequence[str]) -> list[TokenStates]:
        """The token vectors of a layer past the middle, rounded to float16, without prompt and specials."""
        return list(each(self._states, texts, self._threads))

    def sentence_mean(self, lang: str) -> Vectors | None:  # noqa: ARG002
        """Unknown for these models."""
        return None

    def token_mean(self, lang: str) -> Vectors | None:  # noqa: ARG002
        """Unknown for these models."""
        return None
