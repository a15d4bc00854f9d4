"""What graphs of all-MiniLM-L6-v2 are made of: its weights, ONNX nodes, layers' parts; imports onnx, so import it late."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from onnx import TensorProto, helper, numpy_helper

if TYPE_CHECKING:
    from pathlib import Path

    from onnx import ModelProto, NodeProto, ValueInfoProto

Precision = Literal["int8", "fp32"]
Array = np.ndarray[Any, np.dtype[Any]]
Weights = dict[str, Array]

WIDTH = 384
HEADS = 12
LAYERS = 6
EPSILON = 1e-12
OPSET = 20  # the first with both LayerNormalization and Gelu
IR_VERSION = 9
CONTRIB = "com.microsoft"  # onnxruntime's own operators
_DTYPES = {"F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4"}


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


class Graph:
    """Nodes and constants in the order of use, with names made up on the way."""

    def __init__(self) -> None:
        """Start with nothing."""
        self.nodes: list[NodeProto] = []
        self.constants: list[TensorProto] = []

    def constant(self, values: object, dtype: str = "float32") -> str:
        """Keep values as a tensor; gives its name, as all of these do."""
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values, dtype=dtype), name))
        return name

    def ints(self, *values: int) -> str:
        """Keep whole numbers, as shapes and axes want them."""
        return self.constant(values, "int64")

    def add(self, op: str, *inputs: str, output: str = "", **attributes: Any) -> str:
        """Put an operator behind its inputs."""
        name = output or f"{op.lower()}{len(self.nodes)}"
        self.nodes.append(helper.make_node(op, list(inputs), [name], name=name, **attributes))
        return name

    def split(self, values: str, count: int) -> list[str]:
        """Cut the last dimension into equal parts."""
        names = [f"part{len(self.nodes)}_{number}" for number in range(count)]
        self.nodes.append(helper.make_node("Split", [values], names, axis=-1, num_outputs=count))
        return names

    def model(self, inputs: list[ValueInfoProto], outputs: list[ValueInfoProto]) -> ModelProto:
        """Close the graph."""
        proto = helper.make_graph(self.nodes, "all-MiniLM-L6-v2", inputs, outputs, self.constants)
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
        return helper.make_model(proto, opset_imports=opsets, ir_version=IR_VERSION)


def embeddings(graph: Graph, weights: Weights, precision: Precision) -> str:
    """Look up words and places: (n, tokens, 384)."""
    words = _rows(graph, weights["embeddings.word_embeddings.weight"], precision)
    # There is one segment only, so its vector is added to every position's beforehand.
    places = (
        weights["embeddings.position_embeddings.weight"]
        + weights["embeddings.token_type_embeddings.weight"][0]
    )
    length = graph.add("Shape", "input_ids", start=1, end=2)
    here = graph.add("Slice", graph.constant(places), graph.ints(0), length, graph.ints(0))
    return normalise(graph, graph.add("Add", words, here), weights, "embeddings.LayerNorm")


def _rows(graph: Graph, table: Array, precision: Precision) -> str:
    if precision == "fp32":
        return graph.add("Gather", graph.constant(table), "input_ids")
    scale = np.abs(table).max(axis=1, keepdims=True) / 127
    rounded = graph.add("Gather", graph.constant(np.rint(table / scale), "int8"), "input_ids")
    factor = graph.add("Gather", graph.constant(scale), "input_ids")
    return graph.add("Mul", graph.add("Cast", rounded, to=TensorProto.FLOAT), factor)


def of_layer(weights: Weights, layer: int) -> Weights:
    """Pick the weights of one layer, by their names within it."""
    prefix = f"encoder.layer.{layer}."
    return {name.removeprefix(prefix): values for name, values in weights.items() if name.startswith(prefix)}


def normalise(graph: Graph, values: str, weights: Weights, name: str) -> str:
    """Normalise each token's values."""
    gain, shift = (graph.constant(weights[f"{name}.{part}"]) for part in ("weight", "bias"))
    return graph.add("LayerNormalization", values, gain, shift, axis=-1, epsilon=EPSILON)
