"""The index as its reader sees it: find items by words and by meaning, in a generation held meanwhile."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from wbcoach.errors import StoreError
from wbcoach.evidence import Item
from wbcoach.library.faults import explained
from wbcoach.library.generation import Generations
from wbcoach.library.indexing import FEEDBACK, OTHER_LANGUAGES
from wbcoach.library.opened import Opened

if TYPE_CHECKING:
    from wbcoach.library.vectors import Embeds

CANDIDATES: Final = 50
# Reciprocal rank fusion: a small constant trusts the first ranks more. Tuned on eval/retrieval.yaml.
_RANK_CONSTANT = 20.0
_WEIGHT_OF_WORDS, _WEIGHT_OF_MEANING = 1.0, 1.0


@dataclass(frozen=True)
class Match:
    """An item that was found, best first from rank 1.

    `score` (0..1) is the fused rank score: 1 is first in both lists. It orders, and does not say how
    well the item fits; `similarity` does, the cosine to the query, None without vectors; and
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


class Library:
    """An open index; safe to ask from many threads. It moves to a newer generation by itself."""

    def __init__(self, generations: Generations, embedder: Embeds | None) -> None:
        """Use `Library.open`."""
        self._generations = generations
        self._embedder = embedder
        self._lock = threading.Lock()
        self._opened = self._newest()
        self._closed = False

    @classmethod
    def open(cls, path: Path | str, embedder: Embeds | None = None) -> Library:
        """Open the index in a folder; without an embedder, or with another than it was made with, BM25 alone.

        Raises:
            StoreError: there is no index, it is damaged, or its folder is read-only.
            StoreVersionError: a newer wbcoach wrote it.
        """
        return cls(Generations(Path(path)), embedder)

    def _newest(self) -> Opened:
        pinned = self._generations.pin()
        name = self._embedder.name if self._embedder else None
        try:
            with explained(self._generations.root):
                return Opened(pinned, self._generations, vectors=name is not None and pinned.manifest.embedder == name)
        except BaseException:
            pinned.release()
            raise

    @property
    def dense(self) -> bool:
        """Say whether meaning is searched, or words alone."""
        return self._opened.dense is not None

    @property
    def generation(self) -> str:
        """Name the generation that is held."""
        return self._opened.manifest.generation

    def refresh(self) -> bool:
        """Move on to the generation that CURRENT names; say whether it is another one.

        Raises:
            StoreError: the index is gone, or damaged by now.
        """
        with self._lock:
            if self._closed:
                raise StoreError("The index was closed.", "Open it again.")
            if self._generations.stamp() == self._opened.stamp:
                return False
            old, self._opened = self._opened, self._newest()
        old.leave()
        return True

    @contextlib.contextmanager
    def _held(self) -> Iterator[Opened]:
        """Hold the newest generation while one question is answered."""
        self.refresh()
        with self._lock:
            opened = self._opened.enter()
        try:
            with explained(self._generations.root):
                yield opened
        finally:
            opened.leave()

    def search(
        self,
        query: str,
        k: int = 10,
        where: Mapping[str, str] | None = None,
        collection: str = FEEDBACK,
        *,
        include_other_languages: bool = False,
    ) -> list[Match]:
        """Find the items that fit a query, the best first; duplicates count once, by their earliest.

        `where` narrows by `source`, `product`, `kind` (equal), `segment` (contains), `since` and `until`
        (days). What was set aside is never found.

        Raises:
            InputError: an unknown name in `where`.
            StoreError: the index is gone or damaged.
        """
        with self._held() as opened:
            vector = self._embedder.embed([query])[0] if self._embedder and opened.dense and query.strip() else None
            shelves = [collection, *([collection + OTHER_LANGUAGES] if include_other_languages else [])]
            by_words: list[tuple[int, float]] = []
            by_meaning: list[tuple[int, float]] = []
            for shelf in shelves:
                allowed = opened.allowed(shelf, where or {})
                by_words += opened.by_words(shelf, query, max(CANDIDATES, k), allowed)
                if vector is not None:
                    by_meaning += opened.by_meaning(shelf, vector, max(CANDIDATES, k), allowed)
            by_words.sort(key=lambda pair: -pair[1])
            by_meaning.sort(key=lambda pair: -pair[1])
            fused = fuse([row for row, _ in by_words], [row for row, _ in by_meaning] if vector is not None else None)[:k]
            rows = [row for row, _ in fused]
            items = opened.records.by_rows(rows)
            cosines = opened.cosines(shelves, vector, rows, dict(by_meaning))
            return [
                Match(items[row], score, rank, cosines.get(row), opened.overlap(collection, query, items[row].text))
                for rank, (row, score) in enumerate(fused, 1)
            ]

    def get(self, item_id: str, collection: str = FEEDBACK) -> Item | None:
        """Give an item by its id, whatever became of it; None if there is none, or if it was set aside."""
        with self._held() as opened:
            found = opened.records.entries("collection = ? AND id = ? AND reason = ''", (collection, item_id))
            return next((entry.item for entry in found), None)

    def items(self, collection: str = FEEDBACK) -> Iterator[Item]:
        """Walk over what counts as evidence: no duplicates, nothing set aside, nothing in other languages."""
        with self._held() as opened:
            for entry in opened.records.entries("shelf = ?", (collection,)):
                yield entry.item

    def counts(self) -> Counts:
        """Count what the index holds."""
        with self._held() as opened:
            feedback = opened.manifest.counts.get(FEEDBACK, {})
            return Counts(
                items=feedback.get("items", 0),
                set_aside=feedback.get("set_aside", 0),
                not_english=feedback.get("not_english", 0),
                duplicates=feedback.get("duplicates", 0),
                guidance=opened.manifest.counts.get("guidance", {}).get("items", 0),
                generation=opened.manifest.generation,
                embedder=opened.manifest.embedder,
            )

    def close(self) -> None:
        """Let go of the generation; a second call does nothing."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
        self._opened.leave()

    def __enter__(self) -> Self:
        """Use it as a block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close at the end of the block."""
        self.close()


def fuse(by_words: Sequence[int], by_meaning: Sequence[int] | None) -> list[tuple[int, float]]:
    """Join two rankings by reciprocal rank; give rows with scores 0..1, best first.

    Where there is no second ranking (None) the first alone makes the score.
    """
    lists = [(by_words, _WEIGHT_OF_WORDS), *([(by_meaning, _WEIGHT_OF_MEANING)] if by_meaning is not None else [])]
    best = sum(weight for _, weight in lists) / (_RANK_CONSTANT + 1)
    scores: dict[int, float] = {}
    for ranking, weight in lists:
        for rank, row in enumerate(ranking, 1):
            scores[row] = scores.get(row, 0.0) + weight / (_RANK_CONSTANT + rank)
    return [(row, score / best) for row, score in sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))]
