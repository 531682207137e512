"""The embedded encoder as two ONNX graphs that run texts of the same length side by side.

    lower: ids [b, t] -> states [b, t, d]     embeddings and the layers up to WORD_LAYER
    upper: states [b, t, d] -> vectors [b, d]    the other layers, the mean over tokens, length 1

Two graphs, because ONNX Runtime computes every node of a graph, whichever outputs are asked for. No node mixes two
texts: products are exact sums of integers, norms belong to one token, attention and mean to one text, and all scales
are fixed. So a text has the same result, to the last bit, whatever its neighbours are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from onnx import ModelProto, TensorProto, helper, numpy_helper

from aligner.encoders.pack import BLOCK, Pack
from aligner.encoders.peaks import Peaks
from aligner.encoders.products import GELU_SLOPE, Linear, Scale, balance, gelu_scale, needs_copies, with_copies
from aligner.encoding import Vectors

WORD_LAYER = 7
"""The layer whose token states align words best: 7 of 12, as SimAlign and awesome-align found at 8 of mBERT's 12."""

LOWER_SHARE, UPPER_SHARE = 0.5, 0.8
"""What `balance` shares out. .8 errs least of .5 to .9; the lower layers keep what the thresholds of words stand on."""

EPSILON = 1e-12

CONTRIB = "com.microsoft"
OPSETS = {"": 23, CONTRIB: 1}  # 23 brought Attention


def lower(pack: Pack, peaks: Sequence[Peaks]) -> ModelProto:
    """From ids int64 [b, t], 1 <= t <= pack.positions, to the token states float32 [b, t, d] after WORD_LAYER."""
    graph = _Graph(pack, peaks, LOWER_SHARE, "ids")
    graph.layers(graph.embeddings(), range(WORD_LAYER), "states")
    return graph.model(TensorProto.INT64, ["b", "t"], "states", ["b", "t", pack.hidden])


def upper(pack: Pack, peaks: Sequence[Peaks]) -> ModelProto:
    """From the token states float32 [b, t, d] after WORD_LAYER to the unit vectors float32 [b, d]."""
    graph = _Graph(pack, peaks, UPPER_SHARE, "states")
    graph.mean(graph.layers("states", range(WORD_LAYER, pack.layers)), "vectors")
    return graph.model(TensorProto.FLOAT, ["b", "t", pack.hidden], "vectors", ["b", pack.hidden])


class _Graph:
    """Collects nodes and constants; a method returns the name of the value it added."""

    def __init__(self, pack: Pack, peaks: Sequence[Peaks], share: float, source: str) -> None:
        self._pack, self._peaks, self._share, self._source = pack, peaks, share, source
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
        length = self.add("Shape", self._source, start=1, end=2)
        here = self.add("Slice", self.constant(places), self.constant([0]), length)
        return self.norm(self.add("Add", self.add("Cast", words, to=TensorProto.FLOAT), here), "emb.ln")

    def layers(self, x: str, numbers: Iterable[int], name: str = "") -> str:
        """Layers from [b, t, d] to [b, t, d]."""
        *before, last = numbers
        for number in before:
            x = self.layer(x, number)
        return self.layer(x, last, name)

    def layer(self, x: str, number: int, name: str = "") -> str:
        """One transformer layer: attention, then the two-step feed-forward, each added to its input and normed."""
        at = f"l{number}."
        x = self.norm(self.add("Add", self.attention(x, at, self._peaks[number]), x), at + "aln")
        return self.norm(self.add("Add", self.feed_forward(x, at, self._peaks[number]), x), at + "oln", name)

    def attention(self, x: str, at: str, peaks: Peaks) -> str:
        pack = self._pack
        query, key, value, out = (Linear.read(pack, pack.hidden, at + part) for part in ("q", "k", "v", "ao"))
        # Attention mixes each channel by itself: what divides the values divides the mixture.
        factors, mixed = balance(peaks.mixed, out.weight, self._share)
        # Three products of the same numbers: one product of all three would have to be split again, which takes longer.
        parts = self.divided(x, peaks.attention, query, key, value.divided(factors))
        y = self.add("Attention", *parts, q_num_heads=pack.heads, kv_num_heads=pack.heads)
        return self.product(self.numbers(y, mixed), out.for_divided(factors), mixed)

    def feed_forward(self, x: str, at: str, peaks: Peaks) -> str:
        pack = self._pack
        before, after = Linear.read(pack, pack.hidden, at + "fi"), Linear.read(pack, pack.inner, at + "fo")
        scale = gelu_scale(*peaks.inner)
        if needs_copies(*peaks.inner):
            before, after = with_copies(before, after, peaks.furthest, scale.limit)
        if peaks.missed is None:
            (inner,) = self.divided(x, peaks.feed, before)
            return self.product(self.numbers(self.add("Gelu", inner), scale), after, scale)
        # Only x * sigmoid(x) has a fast kernel, so the slope is in what goes in, and out again by the scale.
        (inner,) = self.divided(x, peaks.feed, before.times(GELU_SLOPE))
        numbers = self.numbers(self.add("QuickGelu", inner, domain=CONTRIB, alpha=1.0), scale.times(GELU_SLOPE))
        return self.product(numbers, after.plus(peaks.missed), scale)

    def mean(self, x: str, name: str) -> str:
        """Of a text's tokens, brought to length 1, so that the sum does."""
        # A product with ones, since ReduceSum adds up in another order where there are more texts.
        length = self.add("Shape", self._source, start=1, end=2)
        one = self.constant([1])
        ones = self.add("Expand", self.constant(np.float32(1)), self.add("Concat", one, one, length, axis=0))
        total = self.add("Squeeze", self.add("MatMul", ones, x), one)
        return self.add("LpNormalization", total, name=name, axis=1, p=2)

    def norm(self, x: str, part: str, name: str = "") -> str:
        # Never SkipLayerNormalization, which adds too: its kernel is several times slower on a CPU.
        weight, bias = (self.constant(self._pack.floats(f"{part}.{kind}")) for kind in "wb")
        return self.add("LayerNormalization", x, weight, bias, name=name, epsilon=EPSILON)

    def divided(self, x: str, peaks: Vectors, *linears: Linear) -> list[str]:
        """The maps of x, whose channels have these peaks."""
        factors, scale = balance(peaks, np.concatenate([linear.weight for linear in linears]), self._share)
        numbers = self.numbers(self.add("Mul", x, self.constant(1 / factors)), scale)
        return [self.product(numbers, linear.for_divided(factors), scale) for linear in linears]

    def numbers(self, x: str, scale: Scale) -> str:
        """The values of x as whole numbers."""
        # Unsigned, since the signed product is many times slower on x86.
        return self.add("QuantizeLinear", x, self.constant(np.float32(scale.size)), self.constant(np.uint8(scale.zero)))

    def product(self, numbers: str, linear: Linear, scale: Scale) -> str:
        """The map, in int8, of the values that became these numbers."""
        one, zero = self.constant(np.float32(1)), self.constant(np.uint8(scale.zero))
        weight, sizes = linear.rounded()
        constants = self.constant(weight), one, self.constant(sizes * np.float32(scale.size)), zero, ""
        return self.add("MatMulIntegerToFloat", numbers, *constants, self.constant(linear.bias), domain=CONTRIB)

    def model(self, kind: int, shape: list[Any], result: str, result_shape: list[Any]) -> ModelProto:
        """The graph from its source, of this kind and shape, to the float32 result."""
        value = helper.make_tensor_value_info
        inputs, outputs = [value(self._source, kind, shape)], [value(result, TensorProto.FLOAT, result_shape)]
        graph = helper.make_graph(self._nodes, "multilingual-e5-small", inputs, outputs, self._constants)
        opsets = [helper.make_opsetid(domain, number) for domain, number in OPSETS.items()]
        return helper.make_model(graph, opset_imports=opsets, ir_version=11)
