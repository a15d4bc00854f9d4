"""The all-MiniLM-L6-v2 encoder as an ONNX graph, from safetensors to unit vectors; imports onnx, so import it late.

In int8 each weight is rounded within blocks of 64 inputs, and onnxruntime rounds the activations within the same
blocks. Rounding a whole batch at once (dynamic quantisation) is faster still, but then a text's vector depends on
the texts beside it (cosine .98 to itself), and it ranks worse than fp32; by blocks it does neither.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from onnx import TensorProto, helper, numpy_helper

if TYPE_CHECKING:
    from pathlib import Path

    from onnx import ModelProto, NodeProto

Precision = Literal["int8", "fp32"]
Weights = dict[str, np.ndarray[Any, np.dtype[Any]]]

WIDTH = 384
HEADS = 12
LAYERS = 6
MIDDLE = 3  # counted from 0: syntax and sense of a word are best read half-way up
EPSILON = 1e-12
BLOCK = 64
OPSET = 20  # the first with both LayerNormalization and Gelu
IR_VERSION = 9
_DTYPES = {"F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4"}
_CONTRIB = "com.microsoft"  # onnxruntime's own operators
_INT8_ACTIVATIONS = 4  # MatMulNBits' accuracy level: multiply in int8 where the processor can
_MASKED = -1e9  # added to the score of a padding token, so that softmax gives it exactly nothing


def read_safetensors(path: Path) -> Weights:
    """Read all tensors of a safetensors file: 8 bytes of header length, a JSON header, raw little-endian data.

    Raises:
        ValueError: the file is cut short or its header is not one.
    """
    data = path.read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:start])
    weights = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        first, last = entry["data_offsets"]
        values = np.frombuffer(data[start + first : start + last], dtype=_DTYPES[entry["dtype"]])
        weights[name] = values.reshape(entry["shape"])
    return weights


def build(weights: Weights, precision: Precision) -> ModelProto:
    """Build `input_ids, attention_mask (n, tokens) int64 -> vectors (n, 384) float32`, mean-pooled, of length 1.

    A second output, `states (n, tokens, 768) float32`, holds each token in its context: the middle layer and the last
    one side by side. It costs nothing where it isn't asked for.
    """
    graph = _Graph(precision)
    hidden = _embeddings(graph, weights)
    bias = _mask_bias(graph)
    layers = []
    for layer in range(LAYERS):
        hidden = _layer(graph, _of_layer(weights, layer), hidden, bias)
        layers.append(hidden)
    graph.add("Concat", layers[MIDDLE], hidden, output="states", axis=-1)
    _pool(graph, hidden)
    tokens = ["n", "tokens"]
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, tokens)
        for name in ("input_ids", "attention_mask")
    ]
    outputs = [
        helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["n", WIDTH]),
        helper.make_tensor_value_info("states", TensorProto.FLOAT, [*tokens, 2 * WIDTH]),
    ]
    proto = helper.make_graph(graph.nodes, "all-MiniLM-L6-v2", inputs, outputs, graph.constants)
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(_CONTRIB, 1)]
    return helper.make_model(proto, opset_imports=opsets, ir_version=IR_VERSION)


class _Graph:
    """Nodes and constants in the order of use, with names made up on the way."""

    def __init__(self, precision: Precision) -> None:
        self.precision = precision
        self.nodes: list[NodeProto] = []
        self.constants: list[TensorProto] = []

    def constant(self, values: object, dtype: str = "float32") -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values, dtype=dtype), name))
        return name

    def ints(self, *values: int) -> str:
        return self.constant(values, "int64")

    def add(self, op: str, *inputs: str, output: str = "", **attributes: Any) -> str:
        name = output or f"{op.lower()}{len(self.nodes)}"
        self.nodes.append(helper.make_node(op, list(inputs), [name], name=name, **attributes))
        return name


def _embeddings(graph: _Graph, weights: Weights) -> str:
    words = _rows(graph, weights["embeddings.word_embeddings.weight"])
    # There is one segment only, so its vector is added to every position's beforehand.
    places = (
        weights["embeddings.position_embeddings.weight"]
        + weights["embeddings.token_type_embeddings.weight"][0]
    )
    length = graph.add("Shape", "input_ids", start=1, end=2)
    here = graph.add("Slice", graph.constant(places), graph.ints(0), length, graph.ints(0))
    return _normalise(graph, graph.add("Add", words, here), weights, "embeddings.LayerNorm")


def _rows(graph: _Graph, table: np.ndarray[Any, np.dtype[Any]]) -> str:
    if graph.precision == "fp32":
        return graph.add("Gather", graph.constant(table), "input_ids")
    scale = np.abs(table).max(axis=1, keepdims=True) / 127
    rounded = graph.add("Gather", graph.constant(np.rint(table / scale), "int8"), "input_ids")
    factor = graph.add("Gather", graph.constant(scale), "input_ids")
    return graph.add("Mul", graph.add("Cast", rounded, to=TensorProto.FLOAT), factor)


def _mask_bias(graph: _Graph) -> str:
    mask = graph.add("Cast", "attention_mask", output="mask", to=TensorProto.FLOAT)
    padding = graph.add("Sub", graph.constant(1.0), mask)
    return graph.add(
        "Unsqueeze", graph.add("Mul", padding, graph.constant(_MASKED)), graph.ints(1, 2), output="mask_bias"
    )


def _of_layer(weights: Weights, layer: int) -> Weights:
    prefix = f"encoder.layer.{layer}."
    return {name.removeprefix(prefix): values for name, values in weights.items() if name.startswith(prefix)}


def _layer(graph: _Graph, weights: Weights, hidden: str, bias: str) -> str:
    scale = 1 / math.sqrt(WIDTH // HEADS)
    query = _heads(graph, _linear(graph, hidden, weights, "attention.self.query", scale), 0, 2, 1, 3)
    key = _heads(graph, _linear(graph, hidden, weights, "attention.self.key"), 0, 2, 3, 1)
    value = _heads(graph, _linear(graph, hidden, weights, "attention.self.value"), 0, 2, 1, 3)
    scores = graph.add("Add", graph.add("MatMul", query, key), bias)
    mixed = graph.add("MatMul", graph.add("Softmax", scores, axis=-1), value)
    joined = graph.add("Reshape", graph.add("Transpose", mixed, perm=[0, 2, 1, 3]), graph.ints(0, 0, WIDTH))
    attended = _linear(graph, joined, weights, "attention.output.dense")
    hidden = _normalise(graph, graph.add("Add", hidden, attended), weights, "attention.output.LayerNorm")
    wide = graph.add("Gelu", _linear(graph, hidden, weights, "intermediate.dense"))
    narrow = _linear(graph, wide, weights, "output.dense")
    return _normalise(graph, graph.add("Add", hidden, narrow), weights, "output.LayerNorm")


def _heads(graph: _Graph, values: str, *order: int) -> str:
    split = graph.add("Reshape", values, graph.ints(0, 0, HEADS, WIDTH // HEADS))
    return graph.add("Transpose", split, perm=list(order))


def _linear(graph: _Graph, values: str, weights: Weights, name: str, scale: float = 1.0) -> str:
    matrix = weights[f"{name}.weight"] * np.float32(scale)
    if graph.precision == "int8":
        product = _rounded_product(graph, values, matrix)
    else:
        product = graph.add("MatMul", values, graph.constant(matrix.T))
    return graph.add("Add", product, graph.constant(weights[f"{name}.bias"] * np.float32(scale)))


def _rounded_product(graph: _Graph, values: str, matrix: np.ndarray[Any, np.dtype[Any]]) -> str:
    outputs, inputs = matrix.shape
    blocks = matrix.reshape(outputs, inputs // BLOCK, BLOCK)
    scale = np.abs(blocks).max(axis=2, keepdims=True) / 127
    rounded = graph.constant(np.rint(blocks / scale) + 128, "uint8")  # 128 stands for zero
    scales = graph.constant(scale.reshape(outputs, -1))
    shape = {"K": inputs, "N": outputs, "bits": 8, "block_size": BLOCK, "accuracy_level": _INT8_ACTIVATIONS}
    return graph.add("MatMulNBits", values, rounded, scales, domain=_CONTRIB, **shape)


def _normalise(graph: _Graph, values: str, weights: Weights, name: str) -> str:
    gain, shift = (graph.constant(weights[f"{name}.{part}"]) for part in ("weight", "bias"))
    return graph.add("LayerNormalization", values, gain, shift, axis=-1, epsilon=EPSILON)


def _pool(graph: _Graph, hidden: str) -> None:
    mask = graph.add("Unsqueeze", "mask", graph.ints(2))
    total = graph.add("ReduceSum", graph.add("Mul", hidden, mask), graph.ints(1), keepdims=0)
    mean = graph.add("Div", total, graph.add("ReduceSum", mask, graph.ints(1), keepdims=0))
    graph.add("LpNormalization", mean, output="vectors", axis=-1, p=2)
