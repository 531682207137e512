"""The default encoder: multilingual-e5-small in 4 bits from an installed package, without torch or a download."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from aligner.encoders import cache, means, pack, tokenizer
from aligner.encoding import TokenStates, Vectors, unit

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

MODEL = "e5-small-q4"
RECIPE = 1
"""Counts the ways in which the model was ever built from the pack, so that an old cache is not taken for a new one."""

PREFIX = "query:"
"""What multilingual-e5 wants before every text that is compared with its equal."""

CHUNK = 1024
"""How many texts are in work at a time, which bounds the memory."""

DIMENSIONS, POSITIONS = 384, 512

Result = TypeVar("Result")


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

        self._tokenizer: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._lower, self._upper = _session(folder / "lower.onnx"), _session(folder / "upper.onnx")
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
        for row, vector in enumerate(self._each(self._vector, texts)):
            vectors[row] = vector
        return vectors

    def token_states(self, texts: Sequence[str]) -> list[TokenStates]:
        """Layer 7's token vectors of each text, rounded to float16, without prefix and specials."""
        return list(self._each(self._states, texts))

    def sentence_mean(self, lang: str) -> Vectors | None:
        """The mean sentence vector [384] of English or Arabic news, else None."""
        return self._means.sentence.get(lang)

    def token_mean(self, lang: str) -> Vectors | None:
        """The mean token state [384] of English or Arabic news, else None."""
        return self._means.token.get(lang)

    def _each(self, work: Callable[[str], Result], texts: Sequence[str]) -> Iterator[Result]:
        """The work's results in the order of the texts."""
        if self._threads == 1:
            yield from map(work, texts)
            return
        with ThreadPoolExecutor(self._threads) as pool:
            for start in range(0, len(texts), CHUNK):
                yield from pool.map(work, texts[start : start + CHUNK])

    def _vector(self, text: str) -> Vectors:
        ids, _ = tokenizer.tokenize(self._tokenizer, text)
        windows = self._windows(ids)
        vectors = [_run(self._upper, self._run_lower(window))[0] for window in windows]
        weights = np.array([[len(window)] for window in windows], np.float32)
        return _rounded(vectors[0] if len(windows) == 1 else unit((weights * vectors).sum(0)))

    def _states(self, text: str) -> TokenStates:
        ids, spans = tokenizer.tokenize(self._tokenizer, text)
        first, last = len(self._before), -len(self._after)
        states = np.concatenate([self._run_lower(window)[first:last] for window in self._windows(ids)])
        own = [k for k, span in enumerate(spans) if ids[k] != self._blank and span.start < span.end]
        return TokenStates(tuple(spans[k] for k in own), _rounded(states[own]))

    def _windows(self, ids: list[int]) -> list[list[int]]:
        """The ids in as few parts of like length as the model's positions allow; one empty part for no ids."""
        room = POSITIONS - len(self._before) - len(self._after)
        parts = max(1, -(-len(ids) // room))
        ends = [len(ids) * part // parts for part in range(parts + 1)]
        return [ids[start:end] for start, end in zip(ends, ends[1:], strict=False)]

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


def _rounded(vectors: Vectors) -> Vectors:
    """The last bits differ between processors; float16 hides them."""
    return vectors.astype(np.float16).astype(np.float32)
