"""From word pieces to one probability for each pitfall; pure functions on arrays. Imports numpy, so import it late."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    Array = np.ndarray[Any, np.dtype[np.float32]]

BEST = (1, 3, 6)  # how many of the best pieces are averaged


def piece_features(states: Array, signs: Array) -> Array:
    """Put the states of the pieces and their signs side by side; both are about 1 in size."""
    return np.concatenate([states, 4.0 * signs], axis=1).astype(np.float32)


def piece_scores(features: Array, shared: tuple[Array, Array], pieces: tuple[Array, Array]) -> Array:
    """Score pieces (tokens, n) for every pitfall: (tokens, codes), through the shared layer; logits."""
    hidden = np.maximum(features @ shared[0] + shared[1], 0)
    scores: Array = hidden @ pieces[0] + pieces[1]
    return scores


def pooled(scores: Array) -> Array:
    """Sum up the piece scores (tokens, codes) of one statement as (codes, 4): the means of the best, and the first.

    The first piece is the mark at the start, which stands for the whole text.
    """
    ranked = -np.sort(-scores[1:-1], axis=0) if len(scores) > 2 else scores
    best = [ranked[:count].mean(axis=0) for count in BEST]
    return np.stack([*best, scores[0]], axis=1).astype(np.float32)


def whole_features(pools: Array, rules: Array, statement: Array) -> Array:
    """Give the features of the second layer, (codes, n): own scores, own rule, all scores, all rules, the statement."""
    codes = len(pools)
    others = np.concatenate([0.3 * pools[:, 1], rules[:, 1], statement])
    shared = np.broadcast_to(others, (codes, len(others)))
    squashed = np.tanh(pools / 4)
    return np.concatenate([0.5 * pools, squashed, 3 * rules, shared], axis=1).astype(np.float32)


def probability(logits: Array) -> Array:
    """The logistic function, safe at both ends."""
    return (1 / (1 + np.exp(-np.clip(logits, -30, 30)))).astype(np.float32)
