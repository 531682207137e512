"""The embedded encoder as two ONNX graphs that run texts of like length side by side.

    lower: ids [b, t], lengths [b] -> states [b, t, d]     embeddings and the layers up to WORD_LAYER
    upper: states [b, t, d], lengths [b] -> vectors [b, d]    the other layers, the mean over tokens, length 1

Two graphs, because ONNX Runtime computes every node of a graph, whichever outputs are asked for. No node mixes two
texts: products are exact sums of integers, scales and norms belong to one token, attention and mean to one text. So at
the same t a text has the same result, to the last bit, whatever its neighbours are.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, TensorProto, helper, numpy_helper

from aligner.encoders.pack import BLOCK, Pack

WORD_LAYER = 7
"""The layer whose token states align words best: 7 of 12, as SimAlign and awesome-align found at 8 of mBERT's 12."""

EPSILON = 1e-12
PAIR_PEAK = 127
"""The most that two neighbouring int8 weights of one sign may sum to.

x86 without VNNI adds the products of two neighbours in 16 bits: 255 * (127 + 1 for rounding) just fits, so figures
are the same there; scaled alone, weights up to 127 would overflow.
"""

CONTRIB = "com.microsoft"
OPSETS = {"": 23, CONTRIB: 1}  # 23 brought Attention


def lower(pack: Pack) -> ModelProto:
    """From ids int64 [b, t], 1 <= t <= pack.positions, and how many of each row are the text's own, int64 [b].

    Gives the token states float32 [b, t, d] after WORD_LAYER; those past a text's length mean nothing.
    """
    graph = _Graph(pack, "ids")
    graph.layers(graph.embeddings(), range(WORD_LAYER), "states")
    return graph.model(TensorProto.INT64, ["b", "t"], "states", ["b", "t", pack.hidden])


def upper(pack: Pack) -> ModelProto:
    """From the token states float32 [b, t, d] after WORD_LAYER and the lengths to the unit vectors float32 [b, d]."""
    graph = _Graph(pack, "states")
    graph.mean(graph.layers("states", range(WORD_LAYER, pack.layers)), "vectors")
    return graph.model(TensorProto.FLOAT, ["b", "t", pack.hidden], "vectors", ["b", pack.hidden])


class _Graph:
    """Collects nodes and constants; a method returns the name of the value it added."""

    def __init__(self, pack: Pack, source: str) -> None:
        self._pack, self._source = pack, source
        self._nodes: list[Any] = []
        self._constants: list[TensorProto] = []
        self._first, self._second = self.constant([0]), self.constant([1])
        batch, self._length = (self.add("Shape", source, start=axis, end=axis + 1) for axis in (0, 1))
        hidden = self.constant([pack.hidden])
        self._rows, self._texts = (
            self.constant([-1, pack.hidden]),
            self.add("Concat", batch, self._length, hidden, axis=0),
        )
        self._zeros = self.add("Expand", self.constant(np.uint8(128)), self.add("Mul", batch, self._length))
        self._own, self._mask = self.masks()

    def masks(self) -> tuple[str, str]:
        """Which tokens are a text's own [b, t], and which each token attends to [b, 1, t, t]."""
        end = self.add("Squeeze", self._length, self._first)
        places = self.add("Range", self.constant(np.int64(0)), end, self.constant(np.int64(1)))
        own = self.add("Less", places, self.add("Unsqueeze", "lengths", self._second))
        shape = self.add("Concat", self._second, self._second, self._length, self._second, axis=0)
        return own, self.add("Expand", self.add("Unsqueeze", own, self.constant([1, 2])), shape)

    def constant(self, array: Any) -> str:
        name = f"constant{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def add(self, op: str, *inputs: str, name: str = "", domain: str = "", **attributes: Any) -> str:
        name = name or f"{op}{len(self._nodes)}"
        self._nodes.append(helper.make_node(op, inputs, [name], domain=domain, **attributes))
        return name

    def thirds(self, x: str) -> list[str]:
        names = [f"Split{len(self._nodes)}.{part}" for part in range(3)]
        self._nodes.append(helper.make_node("Split", [x], names, axis=1, num_outputs=3))
        return names

    def embeddings(self) -> str:
        pack = self._pack
        table = pack.blocks("emb.word", pack.hidden)
        words = self.add(
            "GatherBlockQuantized",
            self.constant(table.nibbles.reshape(len(table.nibbles), -1)),
            self._source,
            self.constant(table.scales),
            domain=CONTRIB,
            bits=4,
            block_size=BLOCK,
            gather_axis=0,
            quantize_axis=1,
        )
        places = pack.floats("emb.pos").reshape(-1, pack.hidden) + pack.floats("emb.type")[: pack.hidden]
        here = self.add("Slice", self.constant(places), self._first, self._length)
        return self.norm(self.add("Add", self.add("Cast", words, to=TensorProto.FLOAT), here), "emb.ln")

    def layers(self, x: str, numbers: Iterable[int], name: str = "") -> str:
        """Layers from [b, t, d] to [b, t, d]; all in them but attention sees one long list of tokens."""
        x = self.add("Reshape", x, self._rows)
        for number in numbers:
            x = self.layer(x, number)
        return self.add("Reshape", x, self._texts, name=name)

    def layer(self, x: str, number: int) -> str:
        """One transformer layer: attention, then the two-step feed-forward, each added to its input and normed."""
        at, d = f"l{number}.", self._pack.hidden
        mixed = self.linear(x, d, at + "q", at + "k", at + "v")
        parts = [self.add("Reshape", part, self._texts) for part in self.thirds(mixed)]
        heads = self._pack.heads
        y = self.add("Attention", *parts, self._mask, q_num_heads=heads, kv_num_heads=heads)
        y = self.linear(self.add("Reshape", y, self._rows), d, at + "ao")
        x = self.norm(self.add("Add", y, x), at + "aln")
        y = self.add("Gelu", self.linear(x, d, at + "fi"))
        return self.norm(self.add("Add", self.linear(y, self._pack.inner, at + "fo"), x), at + "oln")

    def mean(self, x: str, name: str) -> str:
        """Of a text's own tokens, brought to length 1, so that the sum does."""
        weights = self.add("Unsqueeze", self.add("Cast", self._own, to=TensorProto.FLOAT), self._second)
        total = self.add("Squeeze", self.add("MatMul", weights, x), self._second)
        return self.add("LpNormalization", total, name=name, axis=1, p=2)

    def norm(self, x: str, name: str) -> str:
        # Never SkipLayerNormalization, which adds too: its kernel is several times slower on a CPU.
        weight, bias = (self.constant(self._pack.floats(f"{name}.{part}")) for part in "wb")
        return self.add("LayerNormalization", x, weight, bias, epsilon=EPSILON)

    def linear(self, x: str, columns: int, *names: str) -> str:
        """The rows of x times one or more weights side by side, plus their biases."""
        weight = np.concatenate([self._pack.blocks(f"{name}.w", columns).dense() for name in names])
        bias = np.concatenate([self._pack.floats(f"{name}.b") for name in names])
        return self.add("Add", self.product(x, weight), self.constant(bias))

    def product(self, x: str, weight: NDArray[np.float32]) -> str:
        """The rows of x times the transposed weight in int8, with one scale a token and one a weight row."""
        one, zero = self.constant(np.float32(1)), self.constant(np.uint8(128))
        # Unsigned with 128 for zero, since the signed product is many times slower on x86.
        peak = self.add("ReduceMax", self.add("Abs", x), self._second, keepdims=0)
        scale = self.add("Mul", peak, self.constant(np.float32(1 / 127)))
        rounded = self.add("QuantizeLinear", x, scale, self._zeros, axis=0)
        columns = _pair_peaks(weight) / PAIR_PEAK
        weight8 = self.constant(np.rint(weight / columns[:, None]).astype(np.int8).T)
        y = self.add("MatMulIntegerToFloat", rounded, weight8, one, self.constant(columns), zero, domain=CONTRIB)
        return self.add("Mul", y, self.add("Unsqueeze", scale, self._second))

    def model(self, kind: int, shape: list[Any], result: str, result_shape: list[Any]) -> ModelProto:
        """The graph from its source, of this kind and shape, and the lengths to the result, all float32."""
        value = helper.make_tensor_value_info
        inputs = [value(self._source, kind, shape), value("lengths", TensorProto.INT64, ["b"])]
        outputs = [value(result, TensorProto.FLOAT, result_shape)]
        graph = helper.make_graph(self._nodes, "multilingual-e5-small", inputs, outputs, self._constants)
        opsets = [helper.make_opsetid(domain, number) for domain, number in OPSETS.items()]
        return helper.make_model(graph, opset_imports=opsets, ir_version=11)


def _pair_peaks(weight: NDArray[np.float32]) -> NDArray[np.float32]:
    """For each row of [rows, columns] the largest sum of two neighbouring weights of one sign."""
    pairs = weight.reshape(len(weight), -1, 2)
    peaks: NDArray[np.float32] = np.maximum(pairs.clip(min=0).sum(-1), -pairs.clip(max=0).sum(-1)).max(1)
    return peaks
