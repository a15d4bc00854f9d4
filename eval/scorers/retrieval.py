"""How good a ranking is: nDCG with grades, and recall, both of the first ten."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from eval.marks import Mark

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DEPTH: Final = 10
NDCG, RECALL = "ndcg", "recall"


def ndcg(ranking: Sequence[str], grades: Mapping[str, int], depth: int = DEPTH) -> float:
    """Give the normalised discounted cumulative gain (0..1) of the first `depth` of a ranking.

    DCG = sum of (2^grade - 1) / log2(place + 1), places from 1, over the DCG of the best order there could be
    (Järvelin and Kekäläinen, ACM TOIS 20(4), 2002; the gain 2^grade - 1 is that of Burges et al., ICML 2005).
    What has no grade gains nothing; an id that stands twice gains once.

    Raises:
        ValueError: no grade is above 0, so that no order is better than another.
    """

    def gained(found: Sequence[int]) -> float:
        return sum((2.0**grade - 1) / math.log2(place + 2) for place, grade in enumerate(found[:depth]))

    best = gained(sorted(grades.values(), reverse=True))
    if best <= 0:
        raise ValueError("Nothing answers the query: no grade is above 0.")
    return gained([grades.get(name, 0) for name in dict.fromkeys(ranking)]) / best


def recall(ranking: Sequence[str], grades: Mapping[str, int], depth: int = DEPTH) -> float:
    """Give the share (0..1) of what has a grade above 0 that stands in the first `depth`; grades don't weigh.

    Raises:
        ValueError: no grade is above 0.
    """
    answers = _answers(grades)
    return len(answers & set(ranking[:depth])) / len(answers)


def marks(ranking: Sequence[str], grades: Mapping[str, int]) -> dict[str, Mark]:
    """Mark a ranking by `ndcg` and `recall`, of the first ten; each query counts once, and the whys name what was missed.

    Raises:
        ValueError: no grade is above 0.
    """
    first = list(dict.fromkeys(ranking))[:DEPTH]
    places = {name: first.index(name) + 1 for name in grades if name in first}
    missed = sorted(_answers(grades) - set(first))
    order = ", ".join(f"{name} at {places[name]}" for name in sorted(places, key=places.__getitem__))
    return {
        NDCG: Mark(ndcg(ranking, grades), "; ".join(filter(None, (order, _told(missed)))) or "nothing"),
        RECALL: Mark(recall(ranking, grades), _told(missed) or "all found"),
    }


def _answers(grades: Mapping[str, int]) -> set[str]:
    if found := {name for name, grade in grades.items() if grade > 0}:
        return found
    raise ValueError("Nothing answers the query: no grade is above 0.")


def _told(missed: Sequence[str]) -> str:
    return f"missed {', '.join(missed)}" if missed else ""
