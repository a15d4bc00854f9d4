"""The index as its reader sees it: find items by words and by meaning, in a generation held meanwhile."""

from __future__ import annotations

import contextlib
import hashlib
import json
import threading
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from wbcoach.errors import StoreError
from wbcoach.evidence import Item
from wbcoach.library.faults import explained
from wbcoach.library.indexing import FEEDBACK, OTHER_LANGUAGES
from wbcoach.library.matches import Counts, Match, SetAside, fuse
from wbcoach.library.opened import Opened
from wbcoach.library.place import place_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from wbcoach.library.place import Place
    from wbcoach.library.vectors import Embeds

CANDIDATES: Final = 50


class Library:
    """An open index; safe to ask from many threads. It moves to a newer generation by itself."""

    def __init__(self, place: Place, embedder: Embeds | None) -> None:
        """Use `Library.open`."""
        self._place = place
        self._embedder = embedder
        self._lock = threading.Lock()
        self._opened = self._newest()
        self._closed = False

    @classmethod
    def open(cls, path: Path | str, embedder: Embeds | None = None) -> Library:
        """Open the index in a folder, or on a Chroma server (http://host:port); without an embedder, or with another than it was made with, BM25 alone.

        Raises:
            StoreError: there is no index, it is damaged, or its folder is read-only.
            StoreVersionError: a newer wbcoach wrote it.
        """
        return cls(place_of(path), embedder)

    def _newest(self) -> Opened:
        name = self._embedder.name if self._embedder else None
        with contextlib.ExitStack() as undo:
            undo.callback(self._place.close)
            pinned = self._place.pin()
            undo.callback(pinned.release)
            vectors = name is not None and pinned.manifest.embedder == name
            with explained(self._place.root):
                opened = Opened(pinned, self._place, vectors=vectors)
            undo.pop_all()
        return opened

    @property
    def dense(self) -> bool:
        """Say whether meaning is searched, or words alone."""
        return self._opened.dense is not None

    @property
    def embedder(self) -> Embeds | None:
        """The embedder that it was opened with, whether the index has vectors of it or not."""
        return self._embedder

    @property
    def generation(self) -> str:
        """Name the generation that is held."""
        return self._opened.manifest.generation

    @property
    def content(self) -> str:
        """Give the hash over all items of that generation; the same for a copy of it."""
        return self._opened.manifest.content

    @property
    def identity(self) -> str:
        """Name what is searched, and how: the same for an index that was built anew of the same items in the same way."""
        held = self._opened.manifest
        if not held.content:
            return held.generation  # an older one
        counts = json.dumps([held.content, held.counts, held.version, held.embedder], sort_keys=True)
        items = held.counts.get(FEEDBACK, {}).get("items", 0)
        name = hashlib.sha256(counts.encode()).hexdigest()[:12]
        return (
            f"{items:,} item{'s' * (items != 1)} ({name}, {held.embedder if self.dense else 'words alone'})"
        )

    def refresh(self) -> bool:
        """Move on to the generation that CURRENT names; say whether it is another one.

        Raises:
            StoreError: the index is gone, or damaged by now.
        """
        with self._lock:
            if self._closed:
                raise StoreError("The index was closed.", "Open it again.")
            if self._place.stamp() == self._opened.stamp:
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
            with explained(self._place.root):
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
            vector = (
                self._embedder.embed([query])[0]
                if self._embedder and opened.dense and query.strip()
                else None
            )
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
            words, near = [row for row, _ in by_words], [row for row, _ in by_meaning]
            overlaps: dict[int, float] = {}
            for shelf in shelves:
                overlaps |= opened.overlaps(shelf, query, [*{*words, *near}])
            fused = fuse(words, near if vector is not None else None, overlaps)[:k]
            rows = [row for row, _ in fused]
            items = opened.records.by_rows(rows)
            cosines = opened.cosines(shelves, vector, rows, dict(by_meaning))
            return [
                Match(items[row], score, rank, cosines.get(row), overlaps.get(row, 0.0))
                for rank, (row, score) in enumerate(fused, 1)
            ]

    def get(self, item_id: str, collection: str = FEEDBACK) -> Item | None:
        """Give an item by its id, whatever became of it; None if there is none, or if it was set aside."""
        with self._held() as opened:
            found = opened.records.entries("collection = ? AND id = ? AND reason = ''", (collection, item_id))
            return next((entry.item for entry in found), None)

    def whence(self, item_id: str, collection: str = FEEDBACK) -> tuple[str, str] | None:
        """Say which file an item was read from, and its id there; None if there is no such item."""
        with self._held() as opened:
            found = opened.records.entries("collection = ? AND id = ? AND reason = ''", (collection, item_id))
            return next(((entry.path, entry.given) for entry in found), None)

    def beginning_with(self, letters: str, limit: int = 50, collection: str = FEEDBACK) -> list[Item]:
        """Give the items whose ids begin with these letters, whatever their case, in the order they came."""
        with self._held() as opened:
            found = opened.records.entries(
                "shelf = ? AND instr(lower(id), lower(?)) = 1", (collection, letters)
            )
            return [entry.item for entry in islice(found, limit)]

    def items(self, collection: str = FEEDBACK) -> Iterator[Item]:
        """Walk over what counts as evidence: no duplicates, nothing set aside, nothing in other languages."""
        with self._held() as opened:
            for entry in opened.records.entries("shelf = ?", (collection,)):
                yield entry.item

    def whole(
        self, where: Mapping[str, str] | None = None, collection: str = FEEDBACK
    ) -> list[tuple[Item, NDArray[np.float32] | None]]:
        """Give all that counts as evidence with its vector, by row; None where the index has none for this embedder.

        `where` narrows as in `search`.

        Raises:
            InputError: an unknown name in `where`.
        """
        with self._held() as opened:
            return opened.whole(collection, opened.allowed(collection, where or {}))

    def rows(self, collection: str = FEEDBACK) -> Iterator[Item]:
        """Walk over all that is not set aside, duplicates and other languages as well: each is somebody's row of ratings."""
        with self._held() as opened:
            for entry in opened.records.entries("collection = ? AND reason = ''", (collection,)):
                yield entry.item

    def set_aside(self) -> Iterator[SetAside]:
        """Walk over what is set aside as unsafe, feedback and guidance, in the order it came."""
        with self._held() as opened:
            for entry, reason in opened.records.set_aside():
                yield SetAside(entry.item, entry.collection, entry.path, reason)

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
        self._place.close()

    def __enter__(self) -> Self:
        """Use it as a block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close at the end of the block."""
        self.close()
