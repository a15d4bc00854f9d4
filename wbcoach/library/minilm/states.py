"""The reader from the token ids of one text to each token's states, as an ONNX graph; imports onnx, so import it late.

Activations are rounded to 8 bits over the whole text at once: 1.8 times as fast as by blocks, and since a text is read
alone its states depend on nothing else. Weights have 7 bits and a scale for each output, so that the 16-bit sums of
processors without VNNI can't overflow.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from onnx import TensorProto, helper

from wbcoach.library.minilm.parts import CONTRIB, HEADS, LAYERS, WIDTH, Graph, embeddings, normalise, of_layer

if TYPE_CHECKING:
    from onnx import ModelProto

    from wbcoach.library.minilm.parts import Array, Weights

MIDDLE = 3  # counted from 0: syntax and sense of a word are best read half-way up
_LARGEST = 63  # of 7 bits with a sign
_PARTS = ("query", "key", "value")


def build(weights: Weights) -> ModelProto:
    """Build `input_ids (1, tokens) int64 -> states (1, tokens, 768) float32`: the middle layer and the last."""
    graph = Graph()
    hidden = embeddings(graph, weights, "int8")
    layers = []
    for layer in range(LAYERS):
        hidden = _layer(graph, of_layer(weights, layer), hidden)
        layers.append(hidden)
    graph.add("Concat", layers[MIDDLE], hidden, output="states", axis=-1)
    one_text: list[str | int | None] = [1, "tokens"]
    inputs = [helper.make_tensor_value_info("input_ids", TensorProto.INT64, one_text)]
    return graph.model(
        inputs, [helper.make_tensor_value_info("states", TensorProto.FLOAT, [*one_text, 2 * WIDTH])]
    )


def _layer(graph: Graph, weights: Weights, hidden: str) -> str:
    scale = {"query": np.float32(1 / math.sqrt(WIDTH // HEADS))}
    joint, bias = (
        np.concatenate([weights[f"attention.self.{part}.{kind}"] * scale.get(part, 1) for part in _PARTS])
        for kind in ("weight", "bias")
    )
    asked = graph.split(_product(graph, hidden, joint, bias), len(_PARTS))
    mixed = graph.add("MultiHeadAttention", *asked, num_heads=HEADS, scale=1.0, domain=CONTRIB)
    attended = _linear(graph, mixed, weights, "attention.output.dense")
    hidden = normalise(graph, graph.add("Add", hidden, attended), weights, "attention.output.LayerNorm")
    wide = graph.add("Gelu", _linear(graph, hidden, weights, "intermediate.dense"))
    narrow = _linear(graph, wide, weights, "output.dense")
    return normalise(graph, graph.add("Add", hidden, narrow), weights, "output.LayerNorm")


def _linear(graph: Graph, values: str, weights: Weights, name: str) -> str:
    return _product(graph, values, weights[f"{name}.weight"], weights[f"{name}.bias"])


def _product(graph: Graph, values: str, matrix: Array, bias: Array) -> str:
    scale = np.abs(matrix).max(axis=1) / _LARGEST
    rounded = graph.constant(np.rint(matrix.T / scale), "int8")
    zero = graph.constant(np.zeros(len(scale)), "int8")
    return graph.add(
        "DynamicQuantizeMatMul",
        values,
        rounded,
        graph.constant(scale),
        zero,
        graph.constant(bias),
        domain=CONTRIB,
    )
