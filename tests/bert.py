"""BERT from its definition, in plain NumPy, to hold the graphs against."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    Array = np.ndarray[Any, np.dtype[Any]]


def by_hand(weights: dict[str, Array], tokens: list[int]) -> list[Array]:
    """BERT's forward pass for one unpadded text, written from its definition: the tokens after each layer."""

    def linear(values: Array, name: str) -> Array:
        return values @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]

    def normal(values: Array, name: str) -> Array:
        centred = values - values.mean(-1, keepdims=True)
        spread = np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12)
        scaled: Array = centred / spread * weights[f"{name}.weight"]
        return scaled + weights[f"{name}.bias"]

    gelu: Callable[[Array], Array] = np.vectorize(lambda x: x * (1 + math.erf(x / math.sqrt(2))) / 2)
    table, places, kinds = (
        weights[f"embeddings.{name}_embeddings.weight"].astype(np.float64)
        for name in ("word", "position", "token_type")
    )
    hidden = normal(table[tokens] + places[: len(tokens)] + kinds[0], "embeddings.LayerNorm")
    layers = []
    for layer in range(6):
        at = f"encoder.layer.{layer}."
        query, key, value = (
            linear(hidden, f"{at}attention.self.{part}").reshape(-1, 12, 32).transpose(1, 0, 2)
            for part in ("query", "key", "value")
        )
        scores = np.exp(query @ key.transpose(0, 2, 1) / math.sqrt(32))
        mixed = (scores / scores.sum(-1, keepdims=True)) @ value
        joined = linear(mixed.transpose(1, 0, 2).reshape(-1, 384), f"{at}attention.output.dense")
        hidden = normal(hidden + joined, f"{at}attention.output.LayerNorm")
        wide = gelu(linear(hidden, f"{at}intermediate.dense"))
        hidden = normal(hidden + linear(wide, f"{at}output.dense"), f"{at}output.LayerNorm")
        layers.append(hidden)
    return layers
