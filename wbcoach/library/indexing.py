"""One run of indexing: items in, screened, grouped and shelved, while vectors are made beside it."""

from __future__ import annotations

import shutil
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from wbcoach.library import facets, lexical
from wbcoach.library.dense import FOLDER, Dense
from wbcoach.library.grouping import Grouping
from wbcoach.library.material import Problem, Read
from wbcoach.library.records import Records, Verdict, sha_of
from wbcoach.screening import injection, language

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from wbcoach.evidence import Item
    from wbcoach.library.vectors import Embeds

Progress = Callable[[str, int], None]
FEEDBACK = "feedback"
OTHER_LANGUAGES = ".other"
_BATCH = 512
_AHEAD = 3
_FOUND = "SELECT row, id, sha, path, founder, words FROM items WHERE"
_FIND = (  # by the name it has in its own file first: there it may be kept under another id
    f"SELECT * FROM ({_FOUND} collection = ? AND id = ? UNION {_FOUND} collection = ? AND path = ? AND given = ?) "
    "ORDER BY path != ? LIMIT 1"
)
_MISPLACED = "shelved != '' AND shelved != shelf"
_MISSING = "shelf != '' AND (shelved != shelf OR vector != words)"
_OWN_LANGUAGE = frozenset({"en", "und"})


@dataclass
class Tally:
    """What a run did."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    moved: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def touched(self) -> bool:
        """Say whether anything is other than before."""
        return bool(self.added or self.changed or self.removed or self.moved)


class Vectors:
    """Embeds on a thread of its own while the caller reads on and stores what is ready."""

    def __init__(self, dense: Dense, embedder: Embeds, records: Records) -> None:
        """Start the thread."""
        self._dense, self._embedder, self._records = dense, embedder, records
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="wbcoach-embed")
        self._waiting: dict[str, list[tuple[int, str, str]]] = {}
        self._ahead: deque[tuple[str, list[tuple[int, str, str]], Future[NDArray[np.float32]]]] = deque()
        self.done = 0

    def want(self, shelf: str, row: int, item: Item) -> None:
        """Ask for the vector of a row's words, to be put on a shelf."""
        waiting = self._waiting.setdefault(shelf, [])
        waiting.append((row, item.sha256[:32], item.text))
        if len(waiting) >= _BATCH:
            self._send(shelf)

    def _send(self, shelf: str) -> None:
        batch = self._waiting.pop(shelf)
        self._ahead.append((shelf, batch, self._pool.submit(self._embedder.embed, [text for *_, text in batch])))
        while len(self._ahead) > _AHEAD:
            self._store()

    def _store(self) -> None:
        shelf, batch, vectors = self._ahead.popleft()
        rows = [row for row, _, _ in batch]
        self._dense.add(shelf, rows, vectors.result())
        self._records.tell_all(
            "UPDATE items SET shelved = ?, vector = ? WHERE row = ?", [(shelf, words, row) for row, words, _ in batch]
        )
        self.done += len(rows)

    def finish(self) -> None:
        """Embed and store all that was asked for."""
        for shelf in list(self._waiting):
            self._send(shelf)
        while self._ahead:
            self._store()

    def stop(self) -> None:
        """End the thread; what is not stored is dropped."""
        self._pool.shutdown(wait=True, cancel_futures=True)


class Run:
    """One change to a generation's folder, which nobody else sees yet."""

    def __init__(self, folder: Path, embedder: Embeds | None, progress: Progress, *, keep: bool) -> None:
        """Open the folder for writing; `keep` the vectors in it, or start without any."""
        self.folder, self.tally = folder, Tally()
        self._progress = progress
        self._stale: set[str] = set()
        self._groups: dict[str, Grouping] = {}
        self._seen: list[tuple[int]] = []
        self._spare: dict[int, NDArray[np.float32]] = {}
        self.records = Records(folder, writing=True)
        if not keep:
            shutil.rmtree(folder / FOLDER, ignore_errors=True)
            self.records.tell("UPDATE items SET shelved = '', vector = ''")
        self._dense = Dense(folder) if embedder or (keep and (folder / FOLDER).exists()) else None
        self._vectors = Vectors(self._dense, embedder, self.records) if embedder and self._dense else None

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
            if count % _BATCH == 0:
                self.records.tell_all("INSERT OR IGNORE INTO seen VALUES(?)", self._seen)
                self._seen.clear()
                self._progress("read", count)
        self._let_go(collection, origin, unread)

    def _take(self, collection: str, read: Read, origin: str) -> None:
        item, given = read.item, read.item.id
        found = self.records.ask(_FIND, (collection, given, collection, read.path, given, read.path))
        if found and self._is_another(found[0], item, read, origin):
            item, found = self._renamed(collection, read), []
        if not found:
            verdict = _judged(collection, item)
            row = self.records.insert(collection, given, item, read.path, verdict)
            self.tally.added += 1
            self._place(collection, row, item, verdict)
        else:
            row, name, sha, path, founder, words = found[0]
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
        self.records.change(row, item, path, verdict)
        kept = self.records.ask("SELECT 1 FROM items WHERE row = ? AND shelved = shelf AND vector = words", (row,))
        self._place(collection, row, item, verdict, wanted=not kept)

    @staticmethod
    def _is_another(found: tuple[int, str, str, str, int | None, str], item: Item, read: Read, origin: str) -> bool:
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
                "SELECT row, path FROM items WHERE collection = ? AND row NOT IN (SELECT row FROM seen)", (collection,)
            )
            if within(path, origin) and path not in unread
        ]
        self.forget(collection, gone)
        self.records.tell("DELETE FROM seen")

    def forget(self, collection: str, rows: list[int]) -> None:
        """Delete items for good."""
        for row, item in self.records.by_rows(rows).items():
            ((founder, shelved),) = self.records.ask("SELECT founder, shelved FROM items WHERE row = ?", (row,))
            if shelved and self._dense:
                self._bequeath(row, shelved, founder)
                self._dense.delete(shelved, [row])
            self._group(collection).leave(row, item, founder)
            self.records.tell("DELETE FROM items WHERE row = ?", (row,))
        self.tally.removed += len(rows)
        if rows:
            self._stale.add(collection)

    def _bequeath(self, row: int, shelved: str, founder: int | None) -> None:
        """Keep the vector of a row that goes for those of the same words, where no embedder can make theirs."""
        if self._vectors is None and founder is not None and self._dense:
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
                ((reason, code, twin),) = self.records.ask("SELECT reason, language, twin_of FROM items WHERE row = ?", (row,))
                shelf = "" if reason or twin else _shelf(collection, code)
                self.records.tell("UPDATE items SET shelf = ? WHERE row = ?", (shelf, row))
        if self._vectors:
            self._vectors.finish()
        if self._dense:
            for row, shelved in self.records.ask(f"SELECT row, shelved FROM items WHERE {_MISPLACED}"):
                self._dense.delete(shelved, [row])
                self.records.tell("UPDATE items SET shelved = '', vector = '' WHERE row = ?", (row,))
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

    def behind(self) -> bool:
        """Say whether an item lacks a vector that could be made now."""
        return self._vectors is not None and bool(self.records.ask(f"SELECT 1 FROM items WHERE {_MISSING} LIMIT 1"))

    def adopt(self, folder: Path) -> None:
        """Take over all items of another generation, to be screened, grouped and embedded anew."""
        old = Records(folder)
        try:
            for row, collection, given in old.ask("SELECT row, collection, given FROM items ORDER BY row"):
                for entry in old.entries("row = ?", (row,)):
                    verdict = _judged(collection, entry.item)
                    new = self.records.insert(collection, given, entry.item, entry.path, verdict)
                    # What is read next may change it again, so vectors wait until `settle`.
                    self._place(collection, new, entry.item, verdict, wanted=False)
        finally:
            old.close()

    def index_words(self, *, everything: bool = False) -> None:
        """Build the BM25 index of each shelf that changed."""
        shelves = [name for (name,) in self.records.ask("SELECT DISTINCT shelf FROM items WHERE shelf != ''")]
        stale = {_collection(shelf) for shelf in shelves} if everything else self._stale
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
    reason = injection(item.text) or ""
    code = language(item.text) if collection == FEEDBACK else "en"
    return Verdict(reason, code, "" if reason else _shelf(collection, code))


def _shelf(collection: str, code: str) -> str:
    return collection if code in _OWN_LANGUAGE else collection + OTHER_LANGUAGES


def _collection(shelf: str) -> str:
    return shelf.removesuffix(OTHER_LANGUAGES)


def within(path: str, origin: str) -> bool:
    """Say whether a path is the origin, or a file below it."""
    return path == origin or path.startswith(origin.rstrip("/\\") + "/")
