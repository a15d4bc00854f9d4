"""The weights of the heads: a few thousand numbers for each pitfall, kept in the package with the hash of their data.

Two linear layers for each pitfall. The first scores every word piece by its state in MiniLM and the slot it stands
in; the second weighs the best of these scores with what the rules saw, and gives the probability that a careful
reviewer would raise the pitfall. Imports numpy, so import it late.
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
    """The layers: `pieces` (features, codes) with `pieces_bias`, `whole` (codes, features) with `whole_bias`."""

    recipe: Recipe
    pieces: Array
    pieces_bias: Array
    whole: Array
    whole_bias: Array

    def save(self, path: Path) -> None:
        """Write the layers in half precision, with the recipe beside them."""
        np.savez_compressed(
            path,
            recipe=np.frombuffer(json.dumps(asdict(self.recipe), sort_keys=True).encode(), np.uint8),
            pieces=self.pieces.astype(np.float16),
            pieces_bias=self.pieces_bias.astype(np.float32),
            whole=self.whole.astype(np.float16),
            whole_bias=self.whole_bias.astype(np.float32),
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
            name: stored[name].astype(np.float32) for name in ("pieces", "pieces_bias", "whole", "whole_bias")
        }
    return Weights(recipe=Recipe(**recipe), **layers)
