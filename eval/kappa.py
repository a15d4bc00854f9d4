"""Agreement of two labellers beyond chance: Cohen's kappa, its interval, and the counts behind it."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

_ROUNDS: Final = 2000
_SEED: Final = 20261101


def cohen(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Give Cohen's kappa (J. Cohen 1960) of pairs (first, second), at most 1.

    None where there are no pairs, or where both gave one and the same label throughout: then chance agrees
    as well as they do, and nothing can be told.
    """
    if not pairs:
        return None
    number = len(pairs)
    agreed = sum(first == second for first, second in pairs) / number
    firsts, seconds = (Counter(pair[side] for pair in pairs) for side in (0, 1))
    chance = sum(firsts[label] * seconds[label] for label in firsts) / number**2
    return None if chance == 1 else (agreed - chance) / (1 - chance)


def interval(pairs: Sequence[tuple[Hashable, Hashable]]) -> tuple[float, float] | None:
    """Give the bootstrap 95% interval of kappa, pairs drawn with replacement by a fixed seed; None for too few."""
    dice = random.Random(_SEED)  # noqa: S311  draws a sample, guards nothing
    values = sorted(
        kappa
        for _ in range(_ROUNDS if pairs else 0)
        if (kappa := cohen(dice.choices(pairs, k=len(pairs)))) is not None
    )
    if len(values) * 2 < _ROUNDS:
        return None
    return values[int(0.025 * len(values))], values[int(0.975 * len(values)) - 1]


def confusion(pairs: Sequence[tuple[str, str]], labels: Sequence[str]) -> list[list[int]]:
    """Count pairs: a row for each label of the first, a column for each of the second."""
    counted = Counter(pairs)
    return [[counted[row, column] for column in labels] for row in labels]
