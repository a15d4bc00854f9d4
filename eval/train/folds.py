"""Cross-validation by author and by domain: what scores a draft has seen neither its author nor its domain."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from eval.train.fit import features, pools, whole_layer
from eval.train.net import fit_net
from wbcoach.heads.layers import probability

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.train.drafts import Draft
    from eval.train.reading import Reading

    Array = np.ndarray[Any, np.dtype[np.float32]]
    Mask = np.ndarray[Any, np.dtype[np.bool_]]
    Numbers = np.ndarray[Any, np.dtype[np.int64]]

GROUPS = 6


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
    domains = np.array([draft.domain for draft in found])
    groups = author_groups(found)
    scores = np.zeros((len(found), reading.labels.shape[1], 4), np.float32)
    for group in range(GROUPS):
        told, others = _parted(groups, domains, group)
        scores[told] = pools(reading, fit_net(reading, others), told)
        sys.stderr.write(f"first layer, group {group + 1} of {GROUPS}: fitted on {others.sum()} drafts\n")
    everything = np.ones(len(found), bool)
    seen = features(reading, scores, everything)
    probabilities = np.zeros(reading.labels.shape, np.float32)
    for group in range(GROUPS):
        told, others = _parted(groups, domains, group)
        weights, bias = whole_layer(
            seen[others], reading.labels[others], reading.known[others], importance[others]
        )
        probabilities[told] = probability(np.einsum("dcn,cn->dc", seen[told], weights) + bias)
    return Held(scores, probabilities)


def author_groups(found: Sequence[Draft]) -> Numbers:
    """Deal the authors out, the one with most drafts first, each to the group that has fewest."""
    drafts = Counter(author_of(draft) for draft in found)
    sizes = [0] * GROUPS
    group_of: dict[str, int] = {}
    for author, count in sorted(drafts.items(), key=lambda one: (-one[1], one[0])):
        group_of[author] = sizes.index(min(sizes))
        sizes[group_of[author]] += count
    return np.array([group_of[author_of(draft)] for draft in found])


def _parted(groups: Numbers, domains: Any, group: int) -> tuple[Mask, Mask]:
    told = groups == group
    return told, ~told & ~np.isin(domains, np.unique(domains[told]))
