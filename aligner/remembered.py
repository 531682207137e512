"""An encoder that reads each text once, for documents that share most of theirs."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from aligner.encoding import Encoder, TokenStates, Vectors
from aligner.wrapped_encoder import WrappedEncoder

MOST_BYTES = 1 << 30
"""What token states may take in memory: those of some 100,000 sentences; the oldest are read again if they must be."""
Packed: TypeAlias = NDArray[np.float16]
Value = TypeVar("Value")


class RememberedEncoder(WrappedEncoder):
    """Another encoder's vectors and states, kept: see `aligner.encoding.Encoder`.

    Both are kept as float16, to which every encoder rounds them, so that nothing is lost.
    """

    def __init__(self, encoder: Encoder, most_bytes: int = MOST_BYTES) -> None:
        self._inner = encoder
        self._vectors = _Kept[Packed](most_bytes // 2, lambda vector: vector.nbytes)
        self._states = _Kept[TokenStates](most_bytes, lambda states: states.states.nbytes)

    @property
    def _encoder(self) -> Encoder:
        return self._inner

    def read(self, texts: Iterable[str]) -> None:
        """Read texts whose vectors and states will be wanted: both at once take little more than one."""
        new = [text for text in dict.fromkeys(texts) if text not in self._states]
        vectors, states = self._encoder.encode_with_states(new) if new else ((), ())
        for text, vector, found in zip(new, vectors, states, strict=True):
            self._vectors.keep(text, vector.astype(np.float16))
            self._states.keep(text, _packed(found))

    def learn(self, texts: Iterable[str]) -> None:
        """Encode the texts whose vectors are not known yet, all at once; nobody will want their states."""
        self._vectors.of(list(dict.fromkeys(texts)), self._encoded)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See `Encoder.encode`."""
        if not texts:
            return self._encoder.encode(texts)
        return np.stack(self._vectors.of(texts, self._encoded)).astype(np.float32)

    def _encoded(self, texts: list[str]) -> Iterable[Packed]:
        return self._encoder.encode(texts).astype(np.float16)

    def token_states(self, texts: Sequence[str]) -> list[TokenStates]:
        """See `Encoder.token_states`."""
        kept = self._states.of(texts, lambda new: [_packed(states) for states in self._encoder.token_states(new)])
        return [TokenStates(states.spans, states.states.astype(np.float32)) for states in kept]

    def encode_with_states(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenStates]]:
        """See `Encoder.encode_with_states`."""
        self.read(texts)
        return self.encode(texts), self.token_states(texts)


def _packed(states: TokenStates) -> TokenStates:
    return TokenStates(states.spans, states.states.astype(np.float16))


class _Kept(Generic[Value]):
    """Values by text, the most recent ones, up to a size."""

    def __init__(self, most_bytes: int, size: Callable[[Value], int]) -> None:
        self._values: OrderedDict[str, Value] = OrderedDict()
        self._room, self._size = most_bytes, size

    def __contains__(self, text: str) -> bool:
        return text in self._values

    def of(self, texts: Sequence[str], read: Callable[[list[str]], Iterable[Value]]) -> list[Value]:
        """The value of each text; those that are not kept are read together, each once."""
        new = [text for text in dict.fromkeys(texts) if text not in self._values]
        found = dict(zip(new, read(new), strict=True)) if new else {}
        values = [found[text] if text in found else self._values[text] for text in texts]
        for text, value in found.items():
            self.keep(text, value)
        return values

    def keep(self, text: str, value: Value) -> None:
        """Keep a value; the oldest ones make room."""
        self._values[text] = value
        self._room -= self._size(value)
        while self._room < 0 and len(self._values) > 1:
            _, oldest = self._values.popitem(last=False)
            self._room += self._size(oldest)
