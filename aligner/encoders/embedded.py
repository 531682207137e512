"""The default encoder: multilingual-e5-small in 4 bits from an installed package, without torch or a download."""
# ruff: noqa: PLC0415 - the libraries are imported only when an encoder is made, so that a look at --help stays cheap

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import numpy as np

from aligner.bitext import Span
from aligner.encoders import batches, cache, means, pack, subwords, tags, tokenizer
from aligner.encoders.batches import Batch
from aligner.encoders.results import CHUNK, each, parts, rounded, weighted
from aligner.encoders.subwords import Subwords
from aligner.encoding import TokenStates, Vectors, unit
from aligner.tagging import Tagger

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

MODEL = "e5-small-q4"
RECIPE = 7
"""Raised whenever the pack is turned into a model in another way, so that an old cache is not taken for a new one."""

PREFIX = "query:"
"""What multilingual-e5 wants before every text that is compared with its equal."""

DIMENSIONS, POSITIONS = 384, 512
ROOM = POSITIONS - 2 - (len(PREFIX) + 1)
"""Positions that are left to a text at least: the rest is for both specials and the prefix, a token a sign."""

Result = TypeVar("Result")
Work: TypeAlias = Callable[[Batch], list[Result]]


def load(threads: int = 1) -> EmbeddedEncoder:
    """The encoder from the model cache, built there the first time; EncoderError where that cannot be done."""
    return cache.load(f"{name()}-{RECIPE}", build, lambda folder: EmbeddedEncoder(folder, threads))


def name() -> str:
    """Model and revision of the weights; EncoderError where they are missing."""
    return f"{MODEL}@{pack.revision()}"


def fits(text: str) -> bool:
    """Whether a text is surely read at once: each word has a sign at its start, and no token is less than a sign."""
    if len(text) > ROOM:  # else a long one would be folded for nothing
        return False
    return len(unicodedata.normalize("NFKC", text)) + 1 <= ROOM


def build(folder: Path) -> None:
    """Writes the two graphs and the tokenizer into an empty folder (90 MB)."""
    import onnx

    from aligner.encoders import graph, peaks

    weights, measured = pack.read(pack.find()), peaks.read()
    onnx.save_model(graph.lower(weights, measured), folder / "lower.onnx")
    onnx.save_model(graph.upper(weights, measured), folder / "upper.onnx")
    subwords.save(weights.pieces, weights.scores, folder)


@dataclass(frozen=True, slots=True)
class _Read:
    """A text as the model takes it: its tokens' ids and places, and the ids with prefix and specials in windows."""

    ids: list[int]
    places: list[tuple[int, int]]
    windows: list[list[int]]


class EmbeddedEncoder:
    """Runs a built model, `threads` batches of texts side by side: see `aligner.encoding.Encoder`.

    A text's vector and states are the same to the last bit, whatever it is encoded with: see batches.py. Texts over
    the model's 512 positions are cut into windows of like length; their sentence vector is the mean of the windows'
    weighted by tokens. Vectors have d = 384.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        with ThreadPoolExecutor() as pool:  # the tokenizer takes longer than both graphs
            sessions = pool.map(_session, (folder / "lower.onnx", folder / "upper.onnx"))
            self._subwords = Subwords(folder)
        self._lower, self._upper = sessions
        self._means, self._taggers, self._threads = means.read(), tags.read(), threads
        prefix, _ = self._subwords.tokenize(PREFIX)
        self._before, self._after = [tokenizer.START, *prefix], [tokenizer.END]

    @property
    def name(self) -> str:
        """Model and revision of the weights."""
        return name()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit sentence vectors [texts, 384], rounded to float16."""
        vectors = [_whole(read, found) for read, found in self._run(self._vectors, texts)]
        return rounded(unit(np.array(vectors, np.float32).reshape(-1, DIMENSIONS)))

    def token_states(self, texts: Sequence[str]) -> list[TokenStates]:
        """Layer 7's token vectors of each text, rounded to float16, without prefix and specials."""
        return [self._own(read, np.concatenate(found)) for read, found in self._run(self._states, texts)]

    def encode_with_states(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenStates]]:
        """Vectors and states of each text; the lower layers run once for both."""
        vectors, states = np.empty((len(texts), DIMENSIONS), np.float32), []
        for row, (read, found) in enumerate(self._run(self._both, texts)):
            vectors[row] = _whole(read, [vector for vector, _ in found])
            states.append(self._own(read, np.concatenate([own for _, own in found])))
        return rounded(unit(vectors)), states

    def windows(self, text: str) -> int:
        """In how many parts a text is read."""
        return 1 if fits(text) else len(self._read(text).windows)

    def sentence_mean(self, lang: str) -> Vectors | None:
        """The mean sentence vector [384] of English or Arabic news, else None."""
        return self._means.sentence.get(lang)

    def token_mean(self, lang: str) -> Vectors | None:
        """The mean token state [384] of English or Arabic news, else None."""
        return self._means.token.get(lang)

    def tagger(self, lang: str) -> Tagger | None:
        """What the states tell of English words, else None."""
        return self._taggers.get(lang)

    def _run(self, work: Work[Result], texts: Sequence[str]) -> Iterator[tuple[_Read, list[Result]]]:
        """Each text in order, with what the work makes of its windows."""
        for start in range(0, len(texts), CHUNK):
            reads = list(each(self._read, texts[start : start + CHUNK], self._threads))
            found = iter(batches.run(work, [window for read in reads for window in read.windows], self._threads))
            for read in reads:
                yield read, list(islice(found, len(read.windows)))

    def _read(self, text: str) -> _Read:
        ids, places = self._subwords.tokenize(text)
        return _Read(ids, places, self._windows(ids))

    def _windows(self, ids: list[int]) -> list[list[int]]:
        """The ids in as few parts of like length as the model's positions allow, each with prefix and specials."""
        room = POSITIONS - len(self._before) - len(self._after)
        return [[*self._before, *part, *self._after] for part in parts(ids, max(1, -(-len(ids) // room)))]

    def _vectors(self, batch: Batch) -> list[Vectors]:
        return self._pooled(self._compute_lower(batch))

    def _states(self, batch: Batch) -> list[Vectors]:
        return self._inner(batch, self._compute_lower(batch))

    def _both(self, batch: Batch) -> list[tuple[Vectors, Vectors]]:
        states = self._compute_lower(batch)
        return list(zip(self._pooled(states), self._inner(batch, states), strict=True))

    def _pooled(self, states: Vectors) -> list[Vectors]:
        """The vector [d] of each window from its states after the lower layers."""
        return list(_compute(self._upper, {"states": states}))

    def _inner(self, batch: Batch, states: Vectors) -> list[Vectors]:
        """Of each window the states [tokens, d] of the text's own tokens."""
        first, last = len(self._before), len(self._after)
        return list(states[:, first : batch.ids.shape[1] - last])

    def _compute_lower(self, batch: Batch) -> Vectors:
        return _compute(self._lower, {"ids": batch.ids})

    def _own(self, read: _Read, states: Vectors) -> TokenStates:
        """The states without those of bare word starts and of tokens that stand for no character."""
        word_start = self._subwords.word_start
        own = [k for k, (start, end) in enumerate(read.places) if read.ids[k] != word_start and start < end]
        return TokenStates(tuple(Span(*read.places[k]) for k in own), rounded(states[own]))


def _whole(read: _Read, found: Sequence[Vectors]) -> Vectors:
    """The vector [d] of a text from those of its windows, neither of length 1 nor rounded."""
    return weighted(found, [len(window) for window in read.windows])


def _compute(session: InferenceSession, values: Mapping[str, Any]) -> Vectors:
    result: Vectors = session.run(None, values)[0]
    return result


def _session(path: Path) -> InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # whole batches side by side beat one split over the cores
    options.enable_mem_pattern = False  # every length of text would have a plan of its own
    # Higher levels would fuse Add and LayerNormalization into the slow SkipLayerNormalization.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
