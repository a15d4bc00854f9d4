"""Cross-validation by author and by domain: what scores a draft has seen neither its author nor its domain."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from eval.train.fit import features, piece_layer, pools, whole_layer
from wbcoach.heads.layers import probability

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.train.drafts import Draft
    from eval.train.reading import Reading

    Array = np.ndarray[Any, np.dtype[np.float32]]
    Mask = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True)
class Held:
    """Of each draft: the first layer's scores (drafts, codes, 4) and the probabilities (drafts, codes), by strangers."""

    scores: Array
    probabilities: Array


def author_of(draft: Draft) -> str:
    """The fold of a draft; the golden authors of old wrote on one another's domains, so they are one."""
    return "golden" if draft.author.startswith("golden") else draft.author


def cross_validate(found: Sequence[Draft], reading: Reading, importance: Array) -> Held:
    """Score every draft by layers that were fitted on other authors and other domains."""
    authors = np.array([author_of(draft) for draft in found])
    domains = np.array([draft.domain for draft in found])
    scores = np.zeros((len(found), reading.labels.shape[1], 4), np.float32)
    for author in np.unique(authors):
        told, others = _parted(authors, domains, str(author))
        scores[told] = pools(reading, piece_layer(reading, others), told)
        sys.stderr.write(f"first layer, without author {author}: {others.sum()} drafts\n")
    everything = np.ones(len(found), bool)
    seen = features(reading, scores, everything)
    probabilities = np.zeros(reading.labels.shape, np.float32)
    for author in np.unique(authors):
        told, others = _parted(authors, domains, str(author))
        weights, bias = whole_layer(
            seen[others], reading.labels[others], reading.known[others], importance[others]
        )
        probabilities[told] = probability(np.einsum("dcn,cn->dc", seen[told], weights) + bias)
    return Held(scores, probabilities)


def _parted(authors: Any, domains: Any, author: str) -> tuple[Mask, Mask]:
    told = authors == author
    return told, ~told & ~np.isin(domains, np.unique(domains[told]))
