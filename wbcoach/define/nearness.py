"""Texts that are near each other: neighbours by cosine, and groups around the text that most people are near to.

The grouping is Butina's (1999, Journal of Chemical Information and Computer Sciences 39): every member is near the
group's centre, so that likeness doesn't creep from one neighbour to the next; nothing in it is drawn at random.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from wbcoach.define.extras import insights
from wbcoach.library.closeness import blocks, cosines, stems_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

# From here on texts on one act stay together and others out (looked at on the bundled feedback).
BY_MEANING, BY_WORDS = 0.45, 0.14


class Nearness:
    """Some texts as unit rows, and how near any two of them are (cosine, 0..1)."""

    def __init__(self, rows: Any, near: float, method: str) -> None:
        """Use `nearness`."""
        self._rows = rows
        self.near = near
        self.method = method

    def to(self, places: Sequence[int]) -> NDArray[np.float32]:
        """Give the cosine of some texts to all: (len(places), n)."""
        return cosines(self._rows[list(places)], self._rows)

    def neighbours(self, least: float) -> list[NDArray[np.int64]]:
        """Give for each text the places of those at least that near, itself included, a block at a time."""
        return [np.flatnonzero(row >= least) for _, near in blocks(self._rows) for row in near]


def nearness(texts: Sequence[str], vectors: Sequence[NDArray[np.float32] | None]) -> Nearness:
    """Compare texts by meaning where each has its unit vector, else by their telling words (TF-IDF over stems).

    Raises:
        MissingExtraError: a vector is missing, and scikit-learn isn't installed.
    """
    known = [vector for vector in vectors if vector is not None]
    if len(known) == len(texts):
        return Nearness(np.asarray(known, np.float32), BY_MEANING, "meaning")
    learn = insights("sklearn.feature_extraction.text", "Grouping by words")
    vectorizer = learn.TfidfVectorizer(analyzer=_stems, sublinear_tf=True)
    return Nearness(vectorizer.fit_transform(texts), BY_WORDS, "words")


def _stems(text: str) -> list[str]:
    return stems_of(text) or [""]


def groups_around(
    neighbours: Sequence[NDArray[np.int64]], weigh: Callable[[Sequence[int]], int], fewest: int
) -> list[list[int]]:
    """Group texts around the one that most are near to, then around the next of those that are left.

    Args:
        neighbours: the places of the texts near each, itself included.
        weigh: counts the people behind some places.
        fewest: people that make a group.

    Returns:
        Groups of places, the centre first, the largest group first; places in none are left out.
    """
    order = sorted(range(len(neighbours)), key=lambda place: (-weigh(neighbours[place].tolist()), place))
    taken: set[int] = set()
    found: list[list[int]] = []
    for centre in order:
        if centre in taken:
            continue
        members = [place for place in neighbours[centre].tolist() if place not in taken]
        if weigh(members) >= fewest:
            found.append([centre, *(place for place in members if place != centre)])
            taken.update(members)
    return sorted(found, key=lambda group: (-weigh(group), group[0]))
