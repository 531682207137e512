"""The default encoder: multilingual-e5-small in 4 bits from an installed package, without torch or a download."""
# ruff: noqa: PLC0415 - the libraries are imported only when an encoder is made, so that a look at --help stays cheap

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from aligner.encoders import cache, means, pack, tokenizer
from aligner.encoders.results import each, joined, rounded
from aligner.encoding import TokenStates, Vectors

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

MODEL = "e5-small-q4"
RECIPE = 2
"""Raised whenever the pack is turned into a model in another way, so that an old cache is not taken for a new one."""

PREFIX = "query:"
"""What multilingual-e5 wants before every text that is compared with its equal."""

DIMENSIONS, POSITIONS = 384, 512


def load(threads: int = 1) -> EmbeddedEncoder:
    """The encoder from the model cache, built there the first time; EncoderError where that cannot be done."""
    name = f"{MODEL}@{pack.revision()}-{RECIPE}"
    return cache.load(name, build, lambda folder: EmbeddedEncoder(folder, threads))


def build(folder: Path) -> None:
    """Writes the two graphs and the tokenizer into an empty folder (85 MB)."""
    import onnx

    from aligner.encoders import graph

    weights = pack.read(pack.find())
    onnx.save_model(graph.lower(weights), folder / "lower.onnx")
    onnx.save_model(graph.upper(weights), folder / "upper.onnx")
    tokenizer.build(weights.pieces, weights.scores).save(str(folder / "tokenizer.json"), pretty=False)


class EmbeddedEncoder:
    """Runs a built model, `threads` texts side by side, each text alone: see `aligner.encoding.Encoder`.

    Texts over the model's 512 positions are cut into windows of like length; their sentence vector is the mean of the
    windows' weighted by tokens. Vectors have d = 384.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        from tokenizers import Tokenizer

        with ThreadPoolExecutor() as pool:  # the tokenizer takes longer than both graphs
            sessions = pool.map(_session, (folder / "lower.onnx", folder / "upper.onnx"))
            self._tokenizer: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._lower, self._upper = sessions
        self._means, self._threads = means.read(), threads
        prefix, _ = tokenizer.tokenize(self._tokenizer, PREFIX)
        self._before, self._after = [tokenizer.START, *prefix], [tokenizer.END]
        self._blank = self._tokenizer.token_to_id(tokenizer.WORD_START)

    @property
    def name(self) -> str:
        """Model and revision of the weights."""
        return f"{MODEL}@{pack.revision()}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit sentence vectors [texts, 384], rounded to float16."""
        vectors = np.empty((len(texts), DIMENSIONS), np.float32)
        for row, vector in enumerate(each(self._vector, texts, self._threads)):
            vectors[row] = vector
        return vectors

    def token_states(self, texts: Sequence[str]) -> list[TokenStates]:
        """Layer 7's token vectors of each text, rounded to float16, without prefix and specials."""
        return list(each(self._states, texts, self._threads))

    def sentence_mean(self, lang: str) -> Vectors | None:
        """The mean sentence vector [384] of English or Arabic news, else None."""
        return self._means.sentence.get(lang)

    def token_mean(self, lang: str) -> Vectors | None:
        """The mean token state [384] of English or Arabic news, else None."""
        return self._means.token.get(lang)

    def _vector(self, text: str) -> Vectors:
        ids, _ = tokenizer.tokenize(self._tokenizer, text)
        windows = self._windows(ids)
        vectors = [_run(self._upper, self._run_lower(window))[0] for window in windows]
        return joined(vectors, [len(window) for window in windows])

    def _states(self, text: str) -> TokenStates:
        ids, spans = tokenizer.tokenize(self._tokenizer, text)
        first, last = len(self._before), -len(self._after)
        states = np.concatenate([self._run_lower(window)[first:last] for window in self._windows(ids)])
        own = [k for k, span in enumerate(spans) if ids[k] != self._blank and span.start < span.end]
        return TokenStates(tuple(spans[k] for k in own), rounded(states[own]))

    def _windows(self, ids: list[int]) -> list[list[int]]:
        """The ids in as few parts of like length as the model's positions allow; one empty part for no ids."""
        room = POSITIONS - len(self._before) - len(self._after)
        parts = max(1, -(-len(ids) // room))
        ends = [len(ids) * part // parts for part in range(parts + 1)]
        return [ids[start:end] for start, end in pairwise(ends)]

    def _run_lower(self, window: list[int]) -> Vectors:
        return _run(self._lower, np.array([*self._before, *window, *self._after], np.int64))


def _run(session: InferenceSession, value: Any) -> Vectors:
    (end,) = session.get_inputs()
    result: Vectors = session.run(None, {end.name: value})[0]
    return result


def _session(path: Path) -> InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # whole texts side by side beat one text split over the cores
    # Higher levels would fuse Add and LayerNormalization into the slow SkipLayerNormalization.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
