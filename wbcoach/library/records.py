"""The items of a generation, in one sqlite file: what was read, and what became of it."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from wbcoach.evidence import Item

if TYPE_CHECKING:
    from pathlib import Path

FILE: Final = "items.sqlite"
_SCHEMA = """
CREATE TABLE items(
    row INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again, so it can name a vector
    collection TEXT NOT NULL, id TEXT NOT NULL,
    given TEXT NOT NULL,                    -- the id as the file has it
    path TEXT NOT NULL,                     -- the file, or what else it came from
    text TEXT NOT NULL, source TEXT NOT NULL, date TEXT NOT NULL, product TEXT NOT NULL,
    segment TEXT NOT NULL, rating REAL, customer TEXT NOT NULL, meta TEXT NOT NULL,
    sha TEXT NOT NULL,                      -- of all of the above that a reader gives
    words TEXT NOT NULL,                    -- of the text alone
    reason TEXT NOT NULL DEFAULT '',        -- why it is set aside
    language TEXT NOT NULL DEFAULT 'en',
    founder INTEGER,                        -- first row with the same words
    twin_of INTEGER,                        -- the row that stands for it
    shelf TEXT NOT NULL DEFAULT '',         -- where it should be found
    shelved TEXT NOT NULL DEFAULT '',       -- where its vector is
    vector TEXT NOT NULL DEFAULT '',        -- of which words
    UNIQUE(collection, id));
CREATE INDEX by_path ON items(collection, path, given);
CREATE INDEX by_founder ON items(founder);
CREATE TABLE pieces(piece INTEGER, row INTEGER, PRIMARY KEY(piece, row)) WITHOUT ROWID;
"""
_ITEM = "id, text, source, date, product, segment, rating, customer, meta"
_CONTENT = f"{_ITEM}, path, sha, words, reason, language, shelf"
_ALL = f"row, collection, given, {_CONTENT}, founder, twin_of, shelved, vector"
_CHUNK = 500


@dataclass(frozen=True)
class Verdict:
    """What screening says of an item: why it is set aside, or an empty string; its language; its shelf."""

    reason: str
    language: str
    shelf: str


@dataclass(frozen=True)
class Entry:
    """An item and where it belongs; `given` is its id in its own file."""

    row: int
    collection: str
    given: str
    path: str
    shelf: str
    item: Item


def sha_of(item: Item) -> str:
    """Hash all that a reader gives of an item, so that any change is seen."""
    parts = [item.text, item.source, item.date, item.product, item.segment, str(item.rating), item.customer]
    parts += [f"{name}\x1e{value}" for name, value in sorted(item.meta.items())]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


class Records:
    """The table, open; reading is safe from many threads."""

    def __init__(self, folder: Path, *, writing: bool = False) -> None:
        """Open the table of a generation's folder, making it when it is to be written and isn't there.

        A generation being read never changes, so sqlite needs no lock and no journal for it; one being
        written is thrown away if anything fails, so it needs none either.
        """
        path = folder / FILE
        fresh = writing and not path.exists()
        uri = path.resolve().as_uri() + ("?mode=rwc" if writing else "?mode=ro&immutable=1")
        self._db = sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None)
        self._lock = threading.Lock()
        if writing:
            for pragma in (
                "journal_mode=OFF",
                "synchronous=OFF",
                "secure_delete=ON",
                "locking_mode=EXCLUSIVE",
            ):
                self._db.execute(f"PRAGMA {pragma}")
            if fresh:
                self._db.executescript(_SCHEMA)
            self._db.execute("CREATE TEMP TABLE seen(row INTEGER PRIMARY KEY)")
            self._db.execute("BEGIN")

    def close(self) -> None:
        """Write what is open and close the file."""
        if self._db.in_transaction:
            self._db.execute("COMMIT")
        self._db.close()

    def ask(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """Run one statement and give all its rows."""
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    def tell(self, sql: str, values: Sequence[Any] = ()) -> None:
        """Run one statement for what it does."""
        self._db.execute(sql, values)

    def tell_all(self, sql: str, values: Iterable[Sequence[Any]]) -> None:
        """Run one statement for each of many."""
        self._db.executemany(sql, values)

    def insert(self, collection: str, given: str, item: Item, path: str, verdict: Verdict) -> int:
        """Add an item; give its row."""
        cursor = self._db.execute(
            f"INSERT INTO items(collection, given, {_CONTENT}) VALUES({','.join('?' * 17)})",
            (collection, given, *_content(item, path, verdict)),
        )
        return int(cursor.lastrowid or 0)

    def change(self, row: int, item: Item, path: str, verdict: Verdict) -> None:
        """Put another content in an item's row."""
        names = ", ".join(f"{name}=?" for name in _CONTENT.split(", "))
        change = f"UPDATE items SET {names} WHERE row=?"  # noqa: S608  our own names
        self.tell(change, (*_content(item, path, verdict), row))

    def entries(self, where: str = "1", values: Sequence[Any] = ()) -> Iterator[Entry]:
        """Walk over entries in the order they came, a chunk at a time."""
        last = 0
        while True:
            found = self.ask(
                f"SELECT row, collection, given, path, shelf, {_ITEM} FROM items "  # noqa: S608  our own names
                f"WHERE row > ? AND ({where}) ORDER BY row LIMIT {_CHUNK}",
                (last, *values),
            )
            yield from (_entry(record) for record in found)
            if len(found) < _CHUNK:
                return
            last = found[-1][0]

    def set_aside(self) -> Iterator[tuple[Entry, str]]:
        """Walk over what was set aside in all collections, each with the reason."""
        reasons = dict(self.ask("SELECT row, reason FROM items WHERE reason != ''"))
        for entry in self.entries("reason != ''"):
            yield entry, reasons[entry.row]

    def by_rows(self, rows: Sequence[int]) -> dict[int, Item]:
        """Give the items of some rows."""
        found: dict[int, Item] = {}
        for start in range(0, len(rows), _CHUNK):
            part = [int(row) for row in rows[start : start + _CHUNK]]
            marks = ",".join("?" * len(part))
            records = self.ask(f"SELECT row, {_ITEM} FROM items WHERE row IN ({marks})", part)  # noqa: S608  marks
            found.update((record[0], _item(record[1:])) for record in records)
        return found

    def raw(self, last: int, count: int) -> list[dict[str, Any]]:
        """Give up to `count` whole rows after the row `last`, for keeping them elsewhere."""
        found = self.ask(f"SELECT {_ALL} FROM items WHERE row > ? ORDER BY row LIMIT ?", (last, count))  # noqa: S608  our names
        return [dict(zip(_ALL.split(", "), record, strict=True)) for record in found]

    def restore(self, rows: Iterable[Mapping[str, Any]], last: int) -> None:
        """Put whole rows back, and count on from the row `last`."""
        names = _ALL.split(", ")
        insert = f"INSERT INTO items({_ALL}) VALUES({','.join('?' * len(names))})"
        self.tell_all(insert, ([row.get(name) for name in names] for row in rows))
        self.tell("DELETE FROM sqlite_sequence")
        self.tell("INSERT INTO sqlite_sequence VALUES('items', ?)", (last,))

    def last(self) -> int:
        """Give the highest row that was ever used."""
        return int(next(iter(self.ask("SELECT seq FROM sqlite_sequence")), (0,))[0])

    def content(self) -> str:
        """Hash all items of all collections."""
        whole = hashlib.sha256()
        for record in self._db.execute("SELECT collection, id, sha FROM items ORDER BY collection, id"):
            whole.update("\x1f".join(record).encode("utf-8", "surrogatepass"))
        return whole.hexdigest()

    def vectors(self) -> dict[str, int]:
        """Count the vectors on each shelf."""
        return dict(self.ask("SELECT shelved, count(*) FROM items WHERE shelved != '' GROUP BY shelved"))

    def counts(self) -> dict[str, dict[str, int]]:
        """Count each collection; the last three are parts of `items` that don't overlap."""
        found = self.ask(
            "SELECT collection, count(*), sum(reason != ''), sum(reason = '' AND twin_of IS NOT NULL),"
            " sum(reason = '' AND twin_of IS NULL AND language NOT IN ('en', 'und')) FROM items GROUP BY collection"
        )
        names = ("items", "set_aside", "duplicates", "not_english")
        return {record[0]: dict(zip(names, record[1:], strict=True)) for record in found}


def _content(item: Item, path: str, verdict: Verdict) -> tuple[Any, ...]:
    meta = json.dumps(dict(item.meta), ensure_ascii=False) if item.meta else ""
    return (
        *(item.id, item.text, item.source, item.date, item.product, item.segment, item.rating),
        *(item.customer, meta, path, sha_of(item), item.sha256[:32]),
        *(verdict.reason, verdict.language, verdict.shelf),
    )


def _item(record: Sequence[Any]) -> Item:
    name, text, source, date, product, segment, rating, customer, meta = record
    if not meta:
        return Item(name, text, source, date, product, segment, rating, customer)
    return Item(name, text, source, date, product, segment, rating, customer, json.loads(meta))


def _entry(record: Sequence[Any]) -> Entry:
    row, collection, given, path, shelf, *rest = record
    return Entry(row, collection, given, path, shelf, _item(rest))
