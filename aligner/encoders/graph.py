"""The embedded encoder as two ONNX graphs that run one text at a time.

    lower: ids [t] -> states [t, d]     embeddings and the layers up to the one whose token states align words best
    upper: states [t, d] -> vector [1, d]    the other layers, the mean over tokens, length 1

Two graphs, because ONNX Runtime computes every node of a graph, whichever outputs are asked for. One text, because
then there is neither padding nor a neighbour that its vector could depend on.
"""

from __future__ import annotations

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
    """From ids int64 [t], 1 <= t <= pack.positions, to the token states float32 [t, d] after WORD_LAYER."""
    graph = _Graph(pack)
    x = graph.embeddings("ids")
    for layer in range(WORD_LAYER):
        x = graph.layer(x, layer)
    graph.add("Identity", x, name="states")
    return graph.model(("ids", TensorProto.INT64, ["t"]), ("states", TensorProto.FLOAT, ["t", pack.hidden]))


def upper(pack: Pack) -> ModelProto:
    """From the token states float32 [t, d] after WORD_LAYER to the unit sentence vector float32 [1, d]."""
    graph = _Graph(pack)
    x = "states"
    for layer in range(WORD_LAYER, pack.layers):
        x = graph.layer(x, layer)
    mean = graph.add("ReduceMean", x, graph.constant([0]), keepdims=1)
    graph.add("LpNormalization", mean, name="vector", axis=1, p=2)
    return graph.model(
        ("states", TensorProto.FLOAT, ["t", pack.hidden]), ("vector", TensorProto.FLOAT, [1, pack.hidden])
    )


class _Graph:
    """Collects nodes and constants; a method returns the name of the value it added."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._nodes: list[Any] = []
        self._constants: list[TensorProto] = []

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

    def embeddings(self, ids: str) -> str:
        pack = self._pack
        table = pack.blocks("emb.word", pack.hidden)
        words = self.add(
            "GatherBlockQuantized",
            self.constant(table.nibbles.reshape(len(table.nibbles), -1)),
            ids,
            self.constant(table.scales),
            domain=CONTRIB,
            bits=4,
            block_size=BLOCK,
            gather_axis=0,
            quantize_axis=1,
        )
        places = pack.floats("emb.pos").reshape(-1, pack.hidden) + pack.floats("emb.type")[: pack.hidden]
        length = self.add("Shape", ids)
        here = self.add("Slice", self.constant(places), self.constant([0]), length)
        return self.norm(self.add("Add", self.add("Cast", words, to=TensorProto.FLOAT), here), "emb.ln")

    def layer(self, x: str, number: int) -> str:
        """One transformer layer: attention, then the two-step feed-forward, each added to its input and normed."""
        at, d = f"l{number}.", self._pack.hidden
        mixed = self.linear(x, d, at + "q", at + "k", at + "v")
        batch = [self.add("Unsqueeze", part, self.constant([0])) for part in self.thirds(mixed)]
        heads = self._pack.heads
        y = self.add("Attention", *batch, q_num_heads=heads, kv_num_heads=heads)
        y = self.linear(self.add("Squeeze", y, self.constant([0])), d, at + "ao")
        x = self.norm(self.add("Add", y, x), at + "aln")
        y = self.add("Gelu", self.linear(x, d, at + "fi"))
        return self.norm(self.add("Add", self.linear(y, self._pack.inner, at + "fo"), x), at + "oln")

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
        peak = self.add("ReduceMax", self.add("Abs", x), self.constant([1]), keepdims=1)
        scale = self.add("Mul", peak, self.constant(np.float32(1 / 127)))
        rounded = self.add("QuantizeLinear", self.add("Div", x, scale), one, zero)
        columns = _pair_peaks(weight) / PAIR_PEAK
        weight8 = self.constant(np.rint(weight / columns[:, None]).astype(np.int8).T)
        y = self.add("MatMulIntegerToFloat", rounded, weight8, one, self.constant(columns), zero, domain=CONTRIB)
        return self.add("Mul", y, scale)

    def model(self, source: tuple[str, int, list[Any]], result: tuple[str, int, list[Any]]) -> ModelProto:
        inputs, outputs = ([helper.make_tensor_value_info(*end)] for end in (source, result))
        graph = helper.make_graph(self._nodes, "multilingual-e5-small", inputs, outputs, self._constants)
        opsets = [helper.make_opsetid(domain, number) for domain, number in OPSETS.items()]
        return helper.make_model(graph, opset_imports=opsets, ir_version=11)


def _pair_peaks(weight: NDArray[np.float32]) -> NDArray[np.float32]:
    """For each row of [rows, columns] the largest sum of two neighbouring weights of one sign."""
    pairs = weight.reshape(len(weight), -1, 2)
    peaks: NDArray[np.float32] = np.maximum(pairs.clip(min=0).sum(-1), -pairs.clip(max=0).sum(-1)).max(1)
    return peaks
