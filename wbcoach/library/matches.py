"""What a search gives, and how two rankings become one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wbcoach.evidence import Item

# Reciprocal rank fusion, its constants chosen on eval/retrieval.yaml: nDCG@10 .829 against .824 for
# vectors, .560 for BM25 and .748 for plain fusion.
_RANK_CONSTANT = 10.0
_ENOUGH_WORDS = 0.7


@dataclass(frozen=True)
class Match:
    """An item that was found, best first from rank 1.

    `score` (0..1) is the fused rank score: 1 is first by words and by meaning. It orders, and does not
    say how well the item fits; `similarity` does, the cosine to the query (None without vectors), and
    `overlap` (0..1), the share of the query's telling words that the item has.
    """

    item: Item
    score: float
    rank: int
    similarity: float | None = None
    overlap: float = 0.0


@dataclass(frozen=True)
class Counts:
    """How much the index holds; the three after `items` are parts of it that don't overlap."""

    items: int
    set_aside: int
    not_english: int
    duplicates: int
    guidance: int
    generation: str
    embedder: str | None


@dataclass(frozen=True)
class SetAside:
    """An item that is kept out of every search and critique: where it came from, and why."""

    item: Item
    collection: str
    path: str
    reason: str


def fuse(
    by_words: Sequence[int], by_meaning: Sequence[int] | None, overlaps: Mapping[int, float]
) -> list[tuple[int, float]]:
    """Join two rankings by reciprocal rank; give rows with scores 0..1, best first.

    A rank by words counts in full only where the item has most of the query's telling words
    (`overlaps`): one shared word among many says little. Without a second ranking (None) the first
    stands alone.
    """
    best = 1 / (_RANK_CONSTANT + 1)
    if by_meaning is None:
        return [(row, 1 / (_RANK_CONSTANT + rank) / best) for rank, row in enumerate(by_words, 1)]
    scores: dict[int, float] = {}
    for rank, row in enumerate(by_meaning, 1):
        scores[row] = 0.5 / (_RANK_CONSTANT + rank) / best
    for rank, row in enumerate(by_words, 1):
        trust = min(1.0, overlaps.get(row, 0.0) / _ENOUGH_WORDS) ** 2
        scores[row] = scores.get(row, 0.0) + 0.5 * trust / (_RANK_CONSTANT + rank) / best
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
