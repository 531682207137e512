"""Vectors and token states as bytes, and back to the last bit.

Encoders round both to float16, so that is how they are kept: a vector of 384 dimensions in 772 bytes, a sentence's
states in some 25 kB. Compression is not worth it: zlib takes 8 % off states and a millisecond a sentence.
"""

from __future__ import annotations

import struct
from itertools import starmap

import numpy as np
from numpy.typing import NDArray

from aligner.bitext import Span
from aligner.encoding import TokenStates, Vectors

LAYOUT = 1
"""Raised with the form of the bytes."""
HALF, PLACE = np.dtype("<f2"), np.dtype("<u4")
_HEAD = struct.Struct("<HH")
_STATES_HEAD = struct.Struct("<HI")


def from_vector(vector: Vectors, windows: int) -> bytes:
    """A vector [d], and in how many parts its text was read: dimension, parts, values."""
    return _HEAD.pack(len(vector), min(windows, 0xFFFF)) + vector.astype(HALF).tobytes()


def to_vector(value: bytes) -> NDArray[np.float16]:
    """The vector [d] in bytes; raises ValueError where they are none."""
    (dimension, _), vector = _head(_HEAD, value), np.frombuffer(value, HALF, offset=_HEAD.size)
    if len(vector) != dimension:
        raise ValueError("not as long as it says")
    return vector


def to_windows(value: bytes) -> int:
    """In how many parts the text of a vector was read; raises ValueError where the bytes are none."""
    return _head(_HEAD, value)[1]


def from_states(states: TokenStates) -> bytes:
    """The states of a text: dimension, number of tokens, start and end of each, vectors."""
    spans = np.array([(span.start, span.end) for span in states.spans], PLACE)
    head = _STATES_HEAD.pack(states.states.shape[1], len(states.spans))
    return head + spans.tobytes() + states.states.astype(HALF).tobytes()


def to_states(value: bytes) -> TokenStates:
    """The states in bytes; raises ValueError where they are none."""
    dimension, count = _head(_STATES_HEAD, value)
    spans = np.frombuffer(value, PLACE, 2 * count, _STATES_HEAD.size).reshape(count, 2)
    states = np.frombuffer(value, HALF, offset=_STATES_HEAD.size + spans.nbytes).reshape(count, dimension)
    return TokenStates(tuple(starmap(Span, spans.tolist())), states.astype(np.float32))


def _head(form: struct.Struct, value: bytes) -> tuple[int, int]:
    try:
        first, second = form.unpack_from(value)
    except struct.error as error:
        raise ValueError("cut short") from error
    return first, second
