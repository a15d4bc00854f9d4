"""The ids that a backlog has used up, in a temporary file, so that memory stays flat however long it is."""

from __future__ import annotations

import hashlib
import sqlite3
from itertools import count
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterator


class Ids:
    """Remembers which row had an id first; used by one thread at a time, whichever it is."""

    def __init__(self) -> None:
        """Open the file; it is gone when this is closed, or with the process."""
        # An empty name is sqlite's for a file of its own in the temporary folder.
        self._table = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._table.execute("PRAGMA journal_mode = OFF")
        self._table.execute("PRAGMA synchronous = OFF")
        self._table.execute("CREATE TABLE ids(id INTEGER PRIMARY KEY, row INTEGER)")
        self._table.execute("BEGIN")

    def __enter__(self) -> Self:
        """Use it until the block ends."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the file."""
        self._table.close()

    def first(self, name: str, number: int) -> int:
        """Give the row that had this id first: `number` itself, where it is new."""
        self._table.execute("INSERT OR IGNORE INTO ids VALUES (?, ?)", (_key(name), number))
        return self._row(name) or number

    def free(self, name: str) -> str:
        """Give `name`, or where a row has it already, the first of "name-2", "name-3" and so on that none has."""
        return next(one for one in _variants(name) if self._row(one) is None)

    def _row(self, name: str) -> int | None:
        found = self._table.execute("SELECT row FROM ids WHERE id = ?", (_key(name),)).fetchone()
        return int(found[0]) if found else None


def _variants(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name}-{number}" for number in count(2))


def _key(name: str) -> int:
    digest = hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)
