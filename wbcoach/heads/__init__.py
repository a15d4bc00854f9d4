"""Small local models that confirm, doubt and add to what the rules see: logistic regressions over MiniLM.

They work where the weights of MiniLM have been fetched; without them the rules stand alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wbcoach.heads.weigh import Heads
    from wbcoach.library.pieces import PieceReader

__all__ = ["open_heads"]


def open_heads(reader: PieceReader | None) -> Heads | None:
    """Open the heads on a reader; None where there is none, or they were trained on another."""
    if reader is None:
        return None
    from wbcoach.heads.weights import load

    weights = load()
    if weights is None or reader.name != weights.recipe.reader:
        return None
    from wbcoach.heads.weigh import Heads

    return Heads(weights, reader)
