"""How near statements are to each other: by MiniLM's vectors where its weights are here, else by their words; imports numpy, so import it late."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from wbcoach.library.closeness import hashed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from wbcoach.library.vectors import Embeds

    Vectors = NDArray[np.float32]

WORDS: Final = "words"
# What two statements of one problem reach, and what two statements on one subject do.
SAME: Final = {True: 0.70, False: 0.52}
NEAR: Final = {True: 0.55, False: 0.36}
_DIMENSION: Final = 1024  # with as many places, different words hardly ever meet
_BLOCK: Final = 256
_EMBEDDED_AT_ONCE: Final = 512


def vectors_of(matters: Sequence[str], stems: Sequence[frozenset[str]], embedder: Embeds | None) -> Vectors:
    """Give a vector of length 1 for each statement, in their order; zeros for one without a word.

    Args:
        matters: what each tells, in its words.
        stems: the stems of the same.
        embedder: MiniLM; None: words alone, rare ones for more.
    """
    if embedder is None:
        return hashed(stems, _DIMENSION)
    places = {matter: place for place, matter in enumerate(dict.fromkeys(matters))}
    once = list(places)
    parts = [
        embedder.embed(once[at : at + _EMBEDDED_AT_ONCE]) for at in range(0, len(once), _EMBEDDED_AT_ONCE)
    ]
    if not parts:
        return np.zeros((0, embedder.dimension), np.float32)
    return np.concatenate(parts)[[places[matter] for matter in matters]]


def led(vectors: Vectors, bar: float) -> list[tuple[int, float]]:
    """Give each row its leader and how near they are: the nearest earlier leader at or above the bar, else itself.

    Members are near their leader, not each near the next, so a group does not wander off. Takes n x leaders
    products, a block of rows at a time.
    """
    leaders: list[int] = []
    found: list[tuple[int, float]] = []
    for start in range(0, len(vectors), _BLOCK):
        block = vectors[start : start + _BLOCK]
        before = len(leaders)
        far = block @ vectors[leaders].T if leaders else np.zeros((len(block), 0), np.float32)
        here = block @ block.T
        for row in range(len(block)):
            new = [leader - start for leader in leaders[before:]]
            near = np.concatenate([far[row], here[row, new]])
            best = int(near.argmax()) if len(near) else -1
            if best >= 0 and near[best] >= bar:
                found.append((leaders[best], min(1.0, float(near[best]))))
            else:
                leaders.append(start + row)
                found.append((start + row, 1.0))
    return found


def neighbours(vectors: Vectors, bar: float, most: int) -> Iterator[tuple[int, int, float]]:
    """Give pairs (earlier, later, nearness) at or above the bar; for each row at most so many earlier ones, the nearest."""
    for start in range(0, len(vectors), _BLOCK):
        block = vectors[start : start + _BLOCK]
        near = block @ vectors[: start + len(block)].T
        for row in range(len(block)):
            own = near[row, : start + row]
            close = np.flatnonzero(own >= bar)
            for other in close[np.argsort(-own[close], kind="stable")][:most]:
                yield int(other), start + row, min(1.0, float(own[other]))
