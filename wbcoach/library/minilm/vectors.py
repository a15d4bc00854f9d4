"""The encoder from token ids to unit vectors, as an ONNX graph; imports onnx, so import it late.

In int8 each weight is rounded within blocks of 64 inputs, and onnxruntime rounds the activations within the same
blocks. Rounding a whole batch at once (dynamic quantisation) is faster still, but then a text's vector depends on
the texts beside it (cosine .98 to itself), and it ranks worse than fp32; by blocks it does neither.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from onnx import TensorProto, helper

from wbcoach.library.minilm.parts import CONTRIB, HEADS, LAYERS, WIDTH, Graph, embeddings, normalise, of_layer

if TYPE_CHECKING:
    from onnx import ModelProto

    from wbcoach.library.minilm.parts import Array, Precision, Weights

BLOCK = 64
_INT8_ACTIVATIONS = 4  # MatMulNBits' accuracy level: multiply in int8 where the processor can
_MASKED = -1e9  # added to the score of a padding token, so that softmax gives it exactly nothing


def build(weights: Weights, precision: Precision, layers: int = LAYERS) -> ModelProto:
    """Build `input_ids, attention_mask (n, tokens) int64 -> vectors (n, 384) float32`, mean-pooled, of length 1.

    With fewer layers than there are the vectors tell less of what a text is about, and more of how it is said.
    """
    graph = Graph()
    hidden = embeddings(graph, weights, precision)
    bias = _mask_bias(graph)
    for layer in range(layers):
        hidden = _layer(graph, of_layer(weights, layer), hidden, bias, precision)
    _pool(graph, hidden)
    tokens = ["n", "tokens"]
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, tokens)
        for name in ("input_ids", "attention_mask")
    ]
    return graph.model(inputs, [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["n", WIDTH])])


def _mask_bias(graph: Graph) -> str:
    mask = graph.add("Cast", "attention_mask", output="mask", to=TensorProto.FLOAT)
    padding = graph.add("Sub", graph.constant(1.0), mask)
    return graph.add(
        "Unsqueeze", graph.add("Mul", padding, graph.constant(_MASKED)), graph.ints(1, 2), output="mask_bias"
    )


def _layer(graph: Graph, weights: Weights, hidden: str, bias: str, precision: Precision) -> str:
    scale = 1 / math.sqrt(WIDTH // HEADS)
    query = _heads(
        graph, _linear(graph, hidden, weights, "attention.self.query", precision, scale), 0, 2, 1, 3
    )
    key = _heads(graph, _linear(graph, hidden, weights, "attention.self.key", precision), 0, 2, 3, 1)
    value = _heads(graph, _linear(graph, hidden, weights, "attention.self.value", precision), 0, 2, 1, 3)
    scores = graph.add("Add", graph.add("MatMul", query, key), bias)
    mixed = graph.add("MatMul", graph.add("Softmax", scores, axis=-1), value)
    joined = graph.add("Reshape", graph.add("Transpose", mixed, perm=[0, 2, 1, 3]), graph.ints(0, 0, WIDTH))
    attended = _linear(graph, joined, weights, "attention.output.dense", precision)
    hidden = normalise(graph, graph.add("Add", hidden, attended), weights, "attention.output.LayerNorm")
    wide = graph.add("Gelu", _linear(graph, hidden, weights, "intermediate.dense", precision))
    narrow = _linear(graph, wide, weights, "output.dense", precision)
    return normalise(graph, graph.add("Add", hidden, narrow), weights, "output.LayerNorm")


def _heads(graph: Graph, values: str, *order: int) -> str:
    split = graph.add("Reshape", values, graph.ints(0, 0, HEADS, WIDTH // HEADS))
    return graph.add("Transpose", split, perm=list(order))


def _linear(
    graph: Graph, values: str, weights: Weights, name: str, precision: Precision, scale: float = 1.0
) -> str:
    matrix = weights[f"{name}.weight"] * np.float32(scale)
    if precision == "int8":
        product = _rounded_product(graph, values, matrix)
    else:
        product = graph.add("MatMul", values, graph.constant(matrix.T))
    return graph.add("Add", product, graph.constant(weights[f"{name}.bias"] * np.float32(scale)))


def _rounded_product(graph: Graph, values: str, matrix: Array) -> str:
    outputs, inputs = matrix.shape
    blocks = matrix.reshape(outputs, inputs // BLOCK, BLOCK)
    scale = np.abs(blocks).max(axis=2, keepdims=True) / 127
    rounded = graph.constant(np.rint(blocks / scale) + 128, "uint8")  # 128 stands for zero
    scales = graph.constant(scale.reshape(outputs, -1))
    shape = {"K": inputs, "N": outputs, "bits": 8, "block_size": BLOCK, "accuracy_level": _INT8_ACTIVATIONS}
    return graph.add("MatMulNBits", values, rounded, scales, domain=CONTRIB, **shape)


def _pool(graph: Graph, hidden: str) -> None:
    mask = graph.add("Unsqueeze", "mask", graph.ints(2))
    total = graph.add("ReduceSum", graph.add("Mul", hidden, mask), graph.ints(1), keepdims=0)
    mean = graph.add("Div", total, graph.add("ReduceSum", mask, graph.ints(1), keepdims=0))
    graph.add("LpNormalization", mean, output="vectors", axis=-1, p=2)
