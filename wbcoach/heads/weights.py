"""The weights of the heads: some numbers for each pitfall, kept in the package with the hash of their data.

What MiniLM makes of a word piece, and the slot it stands in, go through one layer that all pitfalls share. On that, each
pitfall has two logistic regressions: the first scores every piece; the second weighs the best of these scores with what
the rules saw, and gives the probability that a careful reviewer would raise the pitfall. Imports numpy, so import it late.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    Array = np.ndarray[Any, np.dtype[np.float32]]

FILE = "heads.npz"
_LAYERS = ("shared", "pieces", "whole")


@dataclass(frozen=True)
class Recipe:
    """How the weights were made: enough to make them again, and to know that they fit.

    `data` is the SHA-256 of all training texts and labels; `reader` what pieces were read with;
    `shown_from` the probability from which each pitfall is shown, None where its head didn't pay.
    """

    data: str
    reader: str
    statements: int
    codes: tuple[str, ...]
    shown_from: dict[str, float | None]
    keep_from: dict[str, float]


@dataclass(frozen=True)
class Weights:
    """The layers: `shared` (features, width), `pieces` (width, codes), `whole` (codes, features), each with its bias."""

    recipe: Recipe
    shared: Array
    shared_bias: Array
    pieces: Array
    pieces_bias: Array
    whole: Array
    whole_bias: Array

    def save(self, path: Path) -> None:
        """Write the layers in half precision, with the recipe beside them."""
        np.savez_compressed(
            path,
            recipe=np.frombuffer(json.dumps(asdict(self.recipe), sort_keys=True).encode(), np.uint8),
            **{name: getattr(self, name).astype(np.float16) for name in _LAYERS},
            **{f"{name}_bias": getattr(self, f"{name}_bias").astype(np.float32) for name in _LAYERS},
        )


def load() -> Weights | None:
    """Read the weights that came with the package; None where there are none."""
    file = resources.files("wbcoach.heads").joinpath(FILE)
    if not file.is_file():
        return None
    with file.open("rb") as stream, np.load(stream) as stored:
        recipe = json.loads(bytes(stored["recipe"]).decode())
        recipe["codes"] = tuple(recipe["codes"])
        layers = {
            name: stored[name].astype(np.float32) for layer in _LAYERS for name in (layer, f"{layer}_bias")
        }
    return Weights(recipe=Recipe(**recipe), **layers)
