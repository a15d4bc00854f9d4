"""A generation open for reading: its items, its BM25 indexes and its vectors, until the last user leaves."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Self

from wbcoach.library.facets import Facets
from wbcoach.library.lexical import Lexical, Tokens
from wbcoach.library.records import Records

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from wbcoach.evidence import Item
    from wbcoach.library.dense import Dense
    from wbcoach.library.generation import Pinned
    from wbcoach.library.place import Place

_FEW = 20_000  # so many ids are quickly handed to Chroma; more are searched first and narrowed after
_WIDER = 4
_AT_ONCE = 1000


class Opened:
    """One pinned generation; `enter` and `leave` count its users, the last one closes it."""

    def __init__(self, pinned: Pinned, place: Place, *, vectors: bool) -> None:
        """Open the files; `vectors` says whether those will be asked for."""
        self.manifest, self.stamp = pinned.manifest, pinned.stamp
        self._pinned, self._place = pinned, place
        self._users, self._lock = 1, threading.Lock()
        self._tokens = Tokens()
        self._shelves: dict[str, tuple[Lexical, Facets] | None] = {}
        self.records = Records(pinned.folder)
        self.dense: Dense | None = None
        if vectors and pinned.manifest.vectors:
            try:
                self.dense = place.vectors(pinned.folder)
            except BaseException:
                self.records.close()
                raise

    def enter(self) -> Self:
        """Count one more user."""
        with self._lock:
            self._users += 1
        return self

    def leave(self) -> None:
        """Count one user less; with the last, close all files and sweep the generation if it is an old one."""
        with self._lock:
            self._users -= 1
            if self._users:
                return
        self._shelves.clear()
        self.records.close()
        if self.dense:
            self.dense.close()
        self._pinned.release()
        if self._place.stamp() not in (self.stamp, None):
            self._place.sweep_one(self._pinned.folder)

    def _shelf(self, shelf: str) -> tuple[Lexical, Facets] | None:
        if shelf not in self._shelves:
            folder = self._pinned.folder / "bm25" / shelf
            opened = (Lexical(folder, self._tokens), Facets(folder)) if folder.exists() else None
            self._shelves[shelf] = opened
        return self._shelves[shelf]

    def allowed(self, shelf: str, where: Mapping[str, str]) -> NDArray[np.bool_] | None:
        """Say which documents of a shelf may be found; None: all of them."""
        opened = self._shelf(shelf)
        return opened[1].allowed(where) if opened and where else None

    def whole(
        self, shelf: str, allowed: NDArray[np.bool_] | None
    ) -> list[tuple[Item, NDArray[np.float32] | None]]:
        """Give all items of a shelf, or the allowed ones, in the order they came, each with its vector."""
        opened = self._shelf(shelf)
        if opened is None:
            return []
        facets = opened[1]
        rows = (facets.rows if allowed is None else facets.rows[allowed]).tolist()
        items = self.records.by_rows(rows)
        vectors: dict[int, NDArray[np.float32]] = {}
        if self.dense is not None:
            for start in range(0, len(rows), _AT_ONCE):
                vectors |= self.dense.vectors(shelf, rows[start : start + _AT_ONCE])
        return [(items[row], vectors.get(row)) for row in rows]

    def by_words(
        self, shelf: str, query: str, count: int, allowed: NDArray[np.bool_] | None
    ) -> list[tuple[int, float]]:
        """Give the best rows by BM25."""
        opened = self._shelf(shelf)
        if opened is None:
            return []
        words, facets = opened
        return [(int(facets.rows[place]), score) for place, score in words.best(query, count, allowed)]

    def by_meaning(
        self, shelf: str, vector: NDArray[np.float32], count: int, allowed: NDArray[np.bool_] | None
    ) -> list[tuple[int, float]]:
        """Give the nearest rows by cosine."""
        opened = self._shelf(shelf)
        if self.dense is None or opened is None:
            return []
        facets = opened[1]
        if allowed is None:
            # On a server a writer's vectors show up before the items that this reader holds.
            near = self.dense.best(shelf, vector, count)
            here = facets.places([row for row, _ in near])
            return [pair for pair, place in zip(near, here, strict=True) if place >= 0]
        rows = facets.rows[allowed]
        if len(rows) > _FEW:
            wide = self.dense.best(shelf, vector, int(count * _WIDER * len(allowed) / len(rows)))
            here = facets.places([row for row, _ in wide])
            near = [pair for pair, place in zip(wide, here, strict=True) if place >= 0 and allowed[place]]
            return near[:count]
        return self.dense.best(shelf, vector, count, rows.tolist()) if len(rows) else []

    def cosines(
        self,
        shelves: Sequence[str],
        vector: NDArray[np.float32] | None,
        rows: Sequence[int],
        known: Mapping[int, float],
    ) -> dict[int, float]:
        """Give the cosine of each row to the query, looking up those that only BM25 found."""
        if vector is None or self.dense is None:
            return {}
        cosines = {row: known[row] for row in rows if row in known}
        missing = [row for row in rows if row not in known]
        for shelf in shelves if missing else ():
            found = self.dense.vectors(shelf, missing)
            cosines.update((row, float(vector @ its)) for row, its in found.items())
        return {row: min(1.0, max(0.0, cosine)) for row, cosine in cosines.items()}

    def overlaps(self, shelf: str, query: str, rows: Sequence[int]) -> dict[int, float]:
        """Give the share of the query's telling words that each of the shelf's rows has."""
        opened = self._shelf(shelf)
        if opened is None or not rows:
            return {}
        words, facets = opened
        places = facets.places(rows)
        shares = words.overlaps(query, places[places >= 0])
        here = [row for row, place in zip(rows, places, strict=True) if place >= 0]
        return dict(zip(here, shares.tolist(), strict=True))
