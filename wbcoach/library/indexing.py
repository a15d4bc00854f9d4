"""One run of indexing: items in, screened, grouped and shelved, while vectors are made beside it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from wbcoach.library import facets, lexical
from wbcoach.library.embedding import BATCH, Vectors
from wbcoach.library.fields import storable
from wbcoach.library.grouping import Grouping
from wbcoach.library.material import Problem, Read
from wbcoach.library.records import Records, Verdict, sha_of
from wbcoach.library.tally import Tally
from wbcoach.screening import language, screen_item

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from wbcoach.evidence import Item
    from wbcoach.library.dense import Dense
    from wbcoach.library.vectors import Embeds

Progress = Callable[[str, int], None]
FEEDBACK = "feedback"
OTHER_LANGUAGES = ".other"
# By the name it has in its own file first: there it may be kept under another id.
_FIND = """
SELECT * FROM (
    SELECT row, id, sha, path, founder, words FROM items WHERE collection = ? AND id = ?
    UNION
    SELECT row, id, sha, path, founder, words FROM items WHERE collection = ? AND path = ? AND given = ?)
ORDER BY path != ? LIMIT 1
"""
_MISPLACED = "SELECT row, shelved FROM items WHERE shelved != '' AND shelved != shelf"
_MISSING = "shelf != '' AND (shelved != shelf OR vector != words)"
_OWN_LANGUAGE = frozenset({"en", "und"})


class Run:
    """One change to a generation's folder, which nobody else sees yet."""

    def __init__(
        self,
        folder: Path,
        embedder: Embeds | None,
        progress: Progress,
        vectors: Callable[[], Dense] | None,
    ) -> None:
        """Open the folder for writing; `vectors` opens its vectors, if it has any or is to have them."""
        self.folder, self.tally, self._progress = folder, Tally(), progress
        self._stale: set[str] = set()
        self._groups: dict[str, Grouping] = {}
        self._seen: list[tuple[int]] = []
        self._spare: dict[int, NDArray[np.float32]] = {}
        self.records = Records(folder, writing=True)
        self._dense = vectors() if vectors else None
        self._vectors = Vectors(self._dense, embedder, self.records) if embedder and self._dense else None

    def without_vectors(self) -> None:
        """Note that no item has a vector any more."""
        self.records.tell("UPDATE items SET shelved = '', vector = ''")

    def close(self) -> None:
        """Close all files of the folder."""
        if self._vectors:
            self._vectors.stop()
        if self._dense:
            self._dense.close()
        self.records.close()

    # -- items in

    def take(self, collection: str, origin: str, entries: Iterable[Read | Problem]) -> None:
        """Take in what was read from `origin`, and let go of what is no longer there.

        A file that could not be read keeps what it held before.
        """
        unread: set[str] = set()
        for count, entry in enumerate(entries, 1):
            if isinstance(entry, Problem):
                self.tally.problems.append(entry)
                if entry.unread:
                    unread.add(entry.path)
            else:
                self._take(collection, entry, origin)
            if count % BATCH == 0:
                self.records.tell_all("INSERT OR IGNORE INTO seen VALUES(?)", self._seen)
                self._seen.clear()
                self._progress("read", count)
        self._let_go(collection, origin, unread)

    def _take(self, collection: str, read: Read, origin: str) -> None:
        item = storable(read.item)
        given = item.id
        found = self.records.ask(_FIND, (collection, given, collection, read.path, given, read.path))
        if found and self._is_another(found[0], item, read, origin):
            item, found = self._renamed(collection, read), []
        if not found:
            verdict = _judged(collection, item)
            row = self.records.insert(collection, given, item, read.path, verdict)
            self.tally.added += 1
            self._place(collection, row, item, verdict)
        else:
            row, name, sha, path, founder, _ = found[0]
            item = replace(item, id=name)
            if sha != sha_of(item):
                self._change(collection, row, founder, item, read.path)
            else:
                self.tally.unchanged += 1
                if path != read.path:
                    self.tally.moved += 1
                    self.records.tell("UPDATE items SET path = ? WHERE row = ?", (read.path, row))
        self._seen.append((row,))

    def _change(self, collection: str, row: int, founder: int | None, item: Item, path: str) -> None:
        self.tally.changed += 1
        (before,) = self.records.by_rows([row]).values()
        self._group(collection).leave(row, before, founder)
        verdict = _judged(collection, item)
        self._take_off(
            self.records.ask(
                "SELECT row, shelved FROM items WHERE row = ? AND shelved != ?", (row, verdict.shelf)
            )
        )
        self.records.change(row, item, path, verdict)
        kept = self.records.ask(
            "SELECT 1 FROM items WHERE row = ? AND shelved = shelf AND vector = words", (row,)
        )
        self._place(collection, row, item, verdict, wanted=not kept)

    @staticmethod
    def _is_another(
        found: tuple[int, str, str, str, int | None, str], item: Item, read: Read, origin: str
    ) -> bool:
        """Say whether an id met in another file that still exists stands for other words there."""
        path, words = found[3], found[5]
        elsewhere = path != read.path and not within(path, origin)
        return elsewhere and words != item.sha256[:32] and Path(path).exists()

    def _renamed(self, collection: str, read: Read) -> Item:
        new = f"{read.item.id}-{read.item.sha256[:6]}"
        if self.records.ask("SELECT 1 FROM items WHERE collection = ? AND id = ?", (collection, new)):
            new = f"{read.item.id}-{read.item.sha256[:12]}"
        message = f"id {read.item.id!r} is used in another file for other words; this row is kept as {new!r}."
        self.tally.problems.append(Problem(read.path, read.row, message))
        return replace(read.item, id=new)

    def _let_go(self, collection: str, origin: str, unread: set[str]) -> None:
        self.records.tell_all("INSERT OR IGNORE INTO seen VALUES(?)", self._seen)
        self._seen.clear()
        gone = [
            row
            for row, path in self.records.ask(
                "SELECT row, path FROM items WHERE collection = ? AND row NOT IN (SELECT row FROM seen)",
                (collection,),
            )
            if within(path, origin) and path not in unread
        ]
        self.forget(collection, gone)
        self.records.tell("DELETE FROM seen")

    def forget(self, collection: str, rows: list[int]) -> None:
        """Delete items for good."""
        leaving: list[tuple[int, str]] = []
        for row, item in self.records.by_rows(rows).items():
            ((founder, shelved),) = self.records.ask(
                "SELECT founder, shelved FROM items WHERE row = ?", (row,)
            )
            leaving.append((row, shelved))
            self._bequeath(row, shelved, founder)
            self._group(collection).leave(row, item, founder)
        self._take_off(leaving)
        self.records.tell_all("DELETE FROM items WHERE row = ?", [(row,) for row in rows])
        self.tally.removed += len(rows)
        if rows:
            self._stale.add(collection)

    def _bequeath(self, row: int, shelved: str, founder: int | None) -> None:
        """Keep the vector of a row that goes for those of the same words, where no embedder can make theirs."""
        if shelved and self._vectors is None and founder is not None and self._dense:
            twins = self.records.ask("SELECT row FROM items WHERE founder = ? AND row != ?", (founder, row))
            for vector in self._dense.vectors(shelved, [row] if twins else []).values():
                self._spare.update((twin, vector) for (twin,) in twins)

    # -- where each belongs

    def _group(self, collection: str) -> Grouping:
        return self._groups.setdefault(collection, Grouping(self.records, collection))

    def _place(self, collection: str, row: int, item: Item, verdict: Verdict, *, wanted: bool = True) -> None:
        """Put an item in its group, and start on its vector where it will need one."""
        self._stale.add(collection)
        if verdict.reason or (collection == FEEDBACK and self._group(collection).join(row, item)):
            return
        if self._vectors and wanted:
            self._vectors.want(verdict.shelf, row, item)

    def settle(self) -> None:
        """Choose who stands for each group of duplicates, and bring shelves and vectors in line."""
        for collection, group in self._groups.items():
            for row in sorted(group.settle()):
                ((reason, code, twin),) = self.records.ask(
                    "SELECT reason, language, twin_of FROM items WHERE row = ?", (row,)
                )
                shelf = "" if reason or twin else _shelf(collection, code)
                self.records.tell("UPDATE items SET shelf = ? WHERE row = ?", (shelf, row))
        if self._vectors:
            self._vectors.finish()
        if self._dense:
            self._take_off(self.records.ask(_MISPLACED))
            for entry in self.records.entries(_MISSING):
                if entry.row in self._spare:
                    self._dense.add(entry.shelf, [entry.row], self._spare[entry.row][None, :])
                    self.records.tell(
                        "UPDATE items SET shelved = shelf, vector = words WHERE row = ?", (entry.row,)
                    )
        if self._vectors:
            for entry in self.records.entries(_MISSING):
                self._vectors.want(entry.shelf, entry.row, entry.item)
                self._progress("embedded", self._vectors.done)
            self._vectors.finish()

    def _take_off(self, places: list[tuple[int, str]]) -> None:
        """Delete the vectors of rows from the shelves they are on."""
        shelves: dict[str, list[int]] = {}
        for row, shelved in places:
            if shelved:
                shelves.setdefault(shelved, []).append(row)
        for shelf, rows in shelves.items():
            if self._dense:
                self._dense.delete(shelf, rows)
            self.records.tell_all(
                "UPDATE items SET shelved = '', vector = '' WHERE row = ?", [(row,) for row in rows]
            )

    def behind(self) -> bool:
        """Say whether an item lacks a vector that could be made now."""
        return self._vectors is not None and any(True for _ in self.records.entries(_MISSING))

    def adopt(self, folder: Path) -> None:
        """Take over all items of another generation, to be screened, grouped and embedded anew."""
        old = Records(folder)
        try:
            for entry in old.entries():
                verdict = _judged(entry.collection, entry.item)
                row = self.records.insert(entry.collection, entry.given, entry.item, entry.path, verdict)
                # What is read next may change it again, so vectors wait until `settle`.
                self._place(entry.collection, row, entry.item, verdict, wanted=False)
        finally:
            old.close()

    def index_words(self, *, everything: bool = False) -> None:
        """Build the BM25 index of each shelf that changed."""
        shelves = [name for (name,) in self.records.ask("SELECT DISTINCT shelf FROM items WHERE shelf != ''")]
        stale = self._stale | ({_collection(shelf) for shelf in shelves} if everything else set())
        root = self.folder / "bm25"
        for old in list(root.glob("*")) if root.exists() else []:
            if _collection(old.name) in stale:
                shutil.rmtree(old)
        for shelf in shelves:
            if _collection(shelf) in stale:
                folder = root / shelf
                folder.mkdir(parents=True)
                columns = facets.Columns()
                entries = self.records.entries("shelf = ?", (shelf,))
                lexical.build((columns.add(entry).item.text for entry in entries), folder)
                columns.write(folder)
                self._progress("indexed words", 0)


def _judged(collection: str, item: Item) -> Verdict:
    """Screen an item: orders to machines are set aside, and other languages than English kept apart."""
    reason = screen_item(item) or ""
    code = language(item.text) if collection == FEEDBACK else "en"
    return Verdict(reason, code, "" if reason else _shelf(collection, code))


def _shelf(collection: str, code: str) -> str:
    return collection if code in _OWN_LANGUAGE else collection + OTHER_LANGUAGES


def _collection(shelf: str) -> str:
    return shelf.removesuffix(OTHER_LANGUAGES)


def within(path: str, origin: str) -> bool:
    """Say whether a path is the origin, or a file below it."""
    return path == origin or path.startswith(origin.rstrip("/\\") + "/")
