"""Any sentence-transformers model, from the hub or a folder, as the encoder. Needs the extra `models`."""
# ruff: noqa: PLC0415 - torch takes seconds to import, and only this file may

from __future__ import annotations

import hashlib
import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from aligner.bitext import Span
from aligner.encoders.results import each, joined, rounded
from aligner.encoding import TokenStates, Vectors
from aligner.errors import EncoderError
from aligner.tagging import Tagger

WORD_LAYER = 7 / 12
"""How deep in the model the token states that align words best lie, as a share of its layers."""

PROBE_SECONDS = 5.0


UNKNOWN = "unknown"


def called(model: str, commit: str | None = None) -> str:
    """The encoder's name: the model's, and its commit on the hub or a hash of its folder's files."""
    folder = Path(model)
    if not folder.is_dir():
        return f"sentence-transformers:{model}@{commit or UNKNOWN}"
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(str(file.relative_to(folder).as_posix()).encode())
        with file.open("rb") as content:
            digest.update(hashlib.file_digest(content, "sha256").digest())
    return f"sentence-transformers:{folder.resolve().name}@{digest.hexdigest()[:12]}"


@dataclass(frozen=True, slots=True, eq=False)
class _Window:
    """A part of a text as the model takes it: `own` are the places of the tokens of the text itself, at `spans`."""

    features: dict[str, Any]
    own: list[int]
    spans: list[Span]


def load(model: str, threads: int = 1) -> SentenceTransformersEncoder:
    """The encoder of a hub model's name or a folder; EncoderError where it or the extra is missing."""
    try:
        import sentence_transformers  # noqa: F401
    except ImportError as error:
        message = f"the encoder sentence-transformers:{model} needs an extra: pip install 'aligner-diff[models]'"
        raise EncoderError(message) from error
    with _quiet():
        return SentenceTransformersEncoder(_open(model), model, threads)


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
        self._transformer, self._tokenizer = _parts(model, name)
        self._tokenizing = Lock()  # a fast tokenizer refuses two callers at a time
        self._prompt: str = model.prompts.get("query") or ""
        self._prompt_length = len(self._tokenizer(self._prompt)["input_ids"]) - 1 if self._prompt else 0
        self._name = called(name, getattr(self._transformer.config, "_commit_hash", None))
        self._dimensions = len(self._vector(""))

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

    def encode_with_states(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenStates]]:
        """Both, one after the other: the model's pooling and its layers are read in runs of their own."""
        return self.encode(texts), self.token_states(texts)

    def windows(self, text: str) -> int:
        """In how many parts a text is read."""
        return sum(1 for _ in self._windows(text))

    def sentence_mean(self, lang: str) -> Vectors | None:  # noqa: ARG002
        """Unknown for these models."""
        return None

    def token_mean(self, lang: str) -> Vectors | None:  # noqa: ARG002
        """Unknown for these models."""
        return None

    def tagger(self, lang: str) -> Tagger | None:  # noqa: ARG002
        """Unknown for these models."""
        return None

    def _vector(self, text: str) -> Vectors:
        windows = list(self._windows(text))
        vectors = [self._forward(window) for window in windows]
        return joined(vectors, [len(window.spans) or 1 for window in windows])

    def _states(self, text: str) -> TokenStates:
        windows = list(self._windows(text))
        spans = tuple(span for window in windows for span in window.spans)
        return TokenStates(spans, rounded(np.concatenate([self._layer(window) for window in windows])))

    def _windows(self, text: str, start: int = 0) -> Iterator[_Window]:
        """The text's parts that fit the model, each tokenized on its own after the prompt."""
        with self._tokenizing:
            found = self._tokenizer(
                [self._prompt + text], return_offsets_mapping=True, return_tensors="pt", truncation=False, verbose=False
            )
        ends = [
            _trimmed(text, *(end - len(self._prompt) for end in pair)) for pair in found["offset_mapping"][0].tolist()
        ]
        own = [k for k, (left, right) in enumerate(ends) if left < right]
        if len(ends) <= (self._model.max_seq_length or len(ends)) or len(text) < 2:
            features = {key: found[key] for key in self._tokenizer.model_input_names if key in found}
            yield _Window(features, own, [Span(start + left, start + right) for left, right in (ends[k] for k in own)])
            return
        middle = ends[own[len(own) // 2]][0] if own else 0
        cut = middle or len(text) // 2
        yield from self._windows(text[:cut], start)
        yield from self._windows(text[cut:], start + cut)

    def _forward(self, window: _Window) -> Vectors:
        import torch

        features = {**window.features, "prompt_length": self._prompt_length}
        with torch.inference_mode():
            vector: Vectors = self._model.forward(features)["sentence_embedding"][0].float().numpy()
        return vector

    def _layer(self, window: _Window) -> Vectors:
        import torch

        with torch.inference_mode():
            layers = self._transformer(**window.features, output_hidden_states=True).hidden_states
        states: Vectors = layers[round(WORD_LAYER * (len(layers) - 1))][0, window.own].float().numpy()
        return states


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of a token's range that lies in the text and not in white space; some tokenizers count that in."""
    start = max(0, start)
    while start < end and text[start].isspace():
        start += 1
    return start, end


def _parts(model: Any, name: str) -> tuple[Any, Any]:
    """The transformer and the tokenizer in a model; EncoderError where they cannot tell where a token stands."""
    transformer = getattr(model[0], "auto_model", None)
    tokenizer = getattr(model, "tokenizer", None)
    if transformer is None or not getattr(tokenizer, "is_fast", False):
        raise EncoderError(f"{name} has no fast tokenizer, so its tokens have no place in a text; take another model")
    return transformer, tokenizer


def _open(model: str) -> Any:
    """The model: a folder as it is, a hub name at its newest, or from the hub's cache where there is no network."""
    from sentence_transformers import SentenceTransformer

    offline = Path(model).is_dir() or not _reachable(model)
    try:
        return SentenceTransformer(model, device="cpu", local_files_only=offline)
    except Exception as error:  # whatever the files of a stranger's model may cause
        reason = str(error).strip().partition("\n")[0] or type(error).__name__
        message = (
            f"cannot load the model {model!r}: name a local model folder, or a model of the hub with network access"
        )
        raise EncoderError(f"{message} ({reason})") from error


def _reachable(model: str) -> bool:
    """Whether the hub knows the model. One request, since loading without network would retry for a minute."""
    from huggingface_hub import HfApi

    try:
        HfApi().model_info(model, timeout=PROBE_SECONDS)
    except Exception:  # every version of the hub's client has its own kinds
        return False
    return True


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps the libraries' progress bars, reports and warnings off the terminal."""
    level = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings(action="ignore"), redirect_stderr(StringIO()):
            yield
    finally:
        logging.disable(level)
