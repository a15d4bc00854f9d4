"""Agreement of two labellers, given as pairs of labels; the figures are those of `eval.stats.cohens_kappa`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from eval.stats import Interval, Kappa, cohens_kappa

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> Kappa | None:
    """Give Cohen's kappa of pairs (first, second) with its interval, each pair a case of its own.

    None where there are no pairs, or where both gave one and the same label throughout: then chance agrees
    as well as they do, and nothing can be told.
    """
    labels = list(dict.fromkeys(label for pair in pairs for label in pair))
    tables = np.zeros((len(pairs), len(labels), len(labels)))
    for table, (first, second) in zip(tables, pairs, strict=True):
        table[labels.index(first), labels.index(second)] = 1
    return cohens_kappa(tables)


def cohen(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Give the kappa alone, at most 1."""
    found = kappa(pairs)
    return found.value if found else None


def interval(pairs: Sequence[tuple[Hashable, Hashable]]) -> Interval | None:
    """Give the 95% interval alone; where all pairs agree it still reaches below 1."""
    found = kappa(pairs)
    return Interval(found.low, found.high) if found else None


def confusion(pairs: Sequence[tuple[str, str]], labels: Sequence[str]) -> list[list[int]]:
    """Count pairs: a row for each label of the first, a column for each of the second."""
    counted = Counter(pairs)
    return [[counted[row, column] for column in labels] for row in labels]
