"""How feedback is said to stand to a statement, against the labels: right stances, evidence for, evidence against."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eval.marks import Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from eval.golden import Stance

ACCURACY: Final = "accuracy"
FOR_FOUND, AGAINST_FOUND, AGAINST_RIGHT = "for_found", "against_found", "against_right"


def marks(labelled: Mapping[str, Stance], given: Mapping[str, Stance]) -> dict[str, Mark]:
    """Mark the stances of one critique.

    Args:
        labelled: the stance of each labelled item, by id; what isn't in it neither supports nor contradicts.
        given: the stance that the critique gives, by id; what it doesn't show has none, which is never right.

    Returns:
        `accuracy` over the labelled items, `for_found` (recall of supports), `against_found` and `against_right`
        (recall and precision of contradicts); each counts by its items, and is left out where there are none.
    """
    against = [name for name, stance in given.items() if stance == "contradicts"]
    return {
        name: _share(some, labelled, given)
        for name, some in (
            (ACCURACY, list(labelled)),
            (FOR_FOUND, [name for name, stance in labelled.items() if stance == "supports"]),
            (AGAINST_FOUND, [name for name, stance in labelled.items() if stance == "contradicts"]),
            (AGAINST_RIGHT, against),
        )
        if some
    }


def _share(some: Iterable[str], labelled: Mapping[str, Stance], given: Mapping[str, Stance]) -> Mark:
    names = list(some)
    wrong = [
        f"{name} {given.get(name, 'not shown')}, labelled {labelled.get(name, 'nothing')}"
        for name in names
        if given.get(name) != labelled.get(name)
    ]
    return Mark(1 - len(wrong) / len(names), "; ".join(wrong) or f"all {len(names)} right", len(names))
