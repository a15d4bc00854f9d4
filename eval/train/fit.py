"""Fit the two layers: logistic regressions of all codes at once, by L-BFGS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from wbcoach.heads.layers import pooled, probability, whole_features

if TYPE_CHECKING:
    from eval.train.reading import Reading

    Array = np.ndarray[Any, np.dtype[np.float32]]
    Mask = np.ndarray[Any, np.dtype[np.bool_]]

_PIECE_PENALTY, _PIECE_ROUNDS, _CARRYING = 60.0, 70, 3.0
_WHOLE_PENALTY, _WHOLE_ROUNDS = 1.5, 200
_FIRST_BIAS = -4.0


def logistic(
    features: Array, labels: Array, weights: Array, penalty: float, rounds: int
) -> tuple[Array, Array]:
    """Fit one logistic regression for each column of `labels` (rows, codes).

    Args:
        features: (rows, n).
        labels: 0 or 1.
        weights: (rows, codes), 0 where the label is unknown.
        penalty: half of it times the squared weights is added to the loss; the bias is free.
        rounds: steps of L-BFGS at the most.

    Returns:
        Weights (n, codes) and biases (codes,).
    """
    from scipy.optimize import minimize

    size, codes = features.shape[1], labels.shape[1]

    def loss(flat: np.ndarray[Any, Any]) -> tuple[float, np.ndarray[Any, Any]]:
        layer = flat.reshape(size + 1, codes).astype(np.float32)
        logits = features @ layer[:-1] + layer[-1]
        sizes = np.logaddexp(0, logits) - labels * logits
        slope = weights * (probability(logits) - labels)
        gradient = np.concatenate([features.T @ slope + penalty * layer[:-1], slope.sum(0, keepdims=True)])
        total = float((weights * sizes).sum()) + penalty / 2 * float((layer[:-1] ** 2).sum())
        return total, gradient.astype(np.float64).ravel()

    start = np.zeros((size + 1, codes))
    start[-1] = _FIRST_BIAS
    found = minimize(loss, start.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": rounds})
    layer = found.x.reshape(size + 1, codes).astype(np.float32)
    return layer[:-1], layer[-1]


def piece_layer(reading: Reading, drafts: Mask) -> tuple[Array, Array]:
    """Fit the first layer on the pieces of some drafts."""
    rows = np.repeat(drafts, np.diff(reading.starts))
    known = np.repeat(reading.known[drafts], np.diff(reading.starts)[drafts], axis=0)
    marks = reading.marks[rows]
    weights = known.astype(np.float32) * np.where(marks > 0, _CARRYING, 1.0).astype(np.float32)
    return logistic(reading.pieces[rows].astype(np.float32), marks, weights, _PIECE_PENALTY, _PIECE_ROUNDS)


def pools(reading: Reading, layer: tuple[Array, Array], drafts: Mask) -> Array:
    """Score the pieces of some drafts, and sum them up: (drafts, codes, 4)."""
    weights, bias = layer
    found = []
    for number in np.flatnonzero(drafts):
        pieces = reading.pieces[reading.starts[number] : reading.starts[number + 1]].astype(np.float32)
        found.append(pooled(pieces @ weights + bias))
    return np.stack(found)


def features(reading: Reading, scores: Array, drafts: Mask) -> Array:
    """Give the second layer's features of some drafts: (drafts, codes, n)."""
    chosen = np.flatnonzero(drafts)
    return np.stack(
        [
            whole_features(pool, reading.rules[number], reading.statements[number])
            for pool, number in zip(scores, chosen, strict=True)
        ]
    )


def whole_layer(found: Array, labels: Mask, known: Mask, importance: Array) -> tuple[Array, Array]:
    """Fit the second layer, code by code since each has features of its own: weights (codes, n), biases (codes,)."""
    weights, biases = [], []
    for code in range(found.shape[1]):
        layer, bias = logistic(
            found[:, code],
            labels[:, code : code + 1].astype(np.float32),
            (known[:, code] * importance)[:, None].astype(np.float32),
            _WHOLE_PENALTY,
            _WHOLE_ROUNDS,
        )
        weights.append(layer[:, 0])
        biases.append(bias[0])
    return np.stack(weights), np.array(biases, np.float32)
