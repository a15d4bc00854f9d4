"""Fit the second layer, one logistic regression for each pitfall, by L-BFGS; the first is fitted in `net`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from wbcoach.heads.layers import piece_scores, pooled, probability, whole_features

if TYPE_CHECKING:
    from eval.train.net import Net
    from eval.train.reading import Reading

    Array = np.ndarray[Any, np.dtype[np.float32]]
    Mask = np.ndarray[Any, np.dtype[np.bool_]]

_WHOLE_PENALTY, _WHOLE_ROUNDS = 4.0, 200
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


def pools(reading: Reading, net: Net, drafts: Mask) -> Array:
    """Score the pieces of some drafts, and sum them up: (drafts, codes, 4)."""
    found = []
    for number in np.flatnonzero(drafts):
        pieces = reading.pieces[reading.starts[number] : reading.starts[number + 1]].astype(np.float32)
        found.append(
            pooled(piece_scores(pieces, (net.shared, net.shared_bias), (net.pieces, net.pieces_bias)))
        )
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
