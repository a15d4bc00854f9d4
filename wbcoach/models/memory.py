"""What outlives a run: answers by their content, and what each endpoint can do; one SQLite file that may fail.

A call is named by all that went into it, so an answer is never given to another question. The file holds answers,
with the masked words they quote, and no prompts; only its owner may read it. Nothing here raises when the
file is broken, locked or full: then there is simply no memory.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
import time
import weakref
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pydantic import BaseModel

    from wbcoach.courier.records import Reply
    from wbcoach.models.reading import Ask

_OURS: Final = 0x77626331  # SQLite's application id: another program's file is left as it is
_MB = 1_000_000
_BUSY_S = 2.0
_LEARNT_FOR_S = 7 * 24 * 3600.0
_TABLES = """
CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY, model TEXT, stamp TEXT, made REAL, used REAL, record TEXT) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_use ON answers (used);
CREATE TABLE IF NOT EXISTS endpoints (name TEXT PRIMARY KEY, learnt REAL, record TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS replies (name TEXT PRIMARY KEY, came REAL, headers TEXT, body BLOB);
"""


@dataclass(frozen=True)
class Status:
    """What the file holds: answers, endpoints that are known, and bytes on the disk."""

    answers: int
    endpoints: int
    size: int


def name_of(asked: Ask, answer: type[BaseModel], *about: str | int | None) -> str:
    """Name a call: SHA-256 in hexadecimal of its messages, the answer's schema, the prompt's stamp, and what is given."""
    messages = [[message.type, message.text] for message in asked.as_messages()]
    told = [getattr(asked, "stamp", ""), messages, _schema(answer), *about]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=32)
def _schema(answer: type[BaseModel]) -> str:
    return json.dumps(answer.model_json_schema(), sort_keys=True)


class Memory:
    """The file, opened when it is first used; safe between threads and processes."""

    def __init__(self, path: Path, limit_mb: int = 200) -> None:
        """Keep the place; nothing is opened or made yet."""
        self.path = path
        self.limit_mb = limit_mb
        self._lock = threading.Lock()
        self._open: sqlite3.Connection | None = None
        self._closing: Callable[[], object] | None = None
        self._given_up = False

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        with self._lock:
            self._shut()

    def recall(self, key: str) -> dict[str, Any] | None:
        """Give the record of a call, or None."""
        rows = self._do("SELECT record FROM answers WHERE key = ?", (key,))
        record = _read(rows)
        if record is not None:
            self._do("UPDATE answers SET used = ? WHERE key = ?", (time.time(), key))
        return record

    def keep(self, key: str, model: str, stamp: str, record: dict[str, Any]) -> None:
        """Keep the record of a call, and let go of what was used longest ago where the file is over its size."""
        now = time.time()
        self._do(
            "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?)",
            (key, model, stamp, now, now, json.dumps(record, ensure_ascii=True)),
        )
        while self._used() > self.limit_mb * _MB:
            few = "SELECT key FROM answers ORDER BY used LIMIT 1 + (SELECT COUNT(*) FROM answers) / 10"
            before = self._used()
            self._do(f"DELETE FROM answers WHERE key IN ({few})")  # noqa: S608  our own words
            if self._used() >= before:
                break

    def forget(self, key: str) -> None:
        """Drop an answer that can't be read."""
        self._do("DELETE FROM answers WHERE key = ?", (key,))

    @property
    def works(self) -> bool:
        """Say whether anything can be kept."""
        return self._do("SELECT 1") == [(1,)]

    def take_in(self, replies: Sequence[Reply]) -> bool:
        """Take in replies that a process which is no more had got, and let go of old ones; say whether they are kept."""
        now = time.time()
        for name, headers, body in replies:
            self._do(
                "INSERT OR REPLACE INTO replies VALUES (?, ?, ?, ?)", (name, now, json.dumps(headers), body)
            )
        self._do("DELETE FROM replies WHERE came < ?", (now - _LEARNT_FOR_S,))
        return all(self.reply(one.name) is not None for one in replies)

    def reply(self, name: str) -> tuple[dict[str, str], bytes] | None:
        """Give the headers and body of a reply that was taken in, or None."""
        rows = self._do("SELECT headers, body FROM replies WHERE name = ?", (name,))
        return (json.loads(rows[0][0]), bytes(rows[0][1])) if rows else None

    def drop_replies(self, names: Iterable[str]) -> None:
        """Let go of replies that were read."""
        for name in names:
            self._do("DELETE FROM replies WHERE name = ?", (name,))

    def ability(self, endpoint: str) -> dict[str, Any] | None:
        """Give what was learnt of an endpoint in the last week, or None."""
        since = time.time() - _LEARNT_FOR_S
        return _read(
            self._do("SELECT record FROM endpoints WHERE name = ? AND learnt > ?", (endpoint, since))
        )

    def learn(self, endpoint: str, record: dict[str, Any] | None) -> None:
        """Keep what an endpoint can do; None forgets it."""
        if record is None:
            self._do("DELETE FROM endpoints WHERE name = ?", (endpoint,))
        else:
            self._do(
                "INSERT OR REPLACE INTO endpoints VALUES (?, ?, ?)",
                (endpoint, time.time(), json.dumps(record)),
            )

    def clear(self) -> int:
        """Drop all answers and all that is known of endpoints; give how many answers there were."""
        count = self.status().answers
        self._do("DELETE FROM answers")
        self._do("DELETE FROM endpoints")
        self._do("DELETE FROM replies")
        self._do("VACUUM")
        self._do("PRAGMA wal_checkpoint(TRUNCATE)")
        return count

    def status(self) -> Status:
        """Count what there is; a file that isn't there is not made."""
        if not self.path.exists():
            return Status(0, 0, 0)
        counts = [
            int((self._do(f"SELECT COUNT(*) FROM {table}") or [(0,)])[0][0])  # noqa: S608
            for table in ("answers", "endpoints")
        ]
        files = (self.path.with_name(self.path.name + end) for end in ("", "-wal"))
        return Status(counts[0], counts[1], sum(file.stat().st_size for file in files if file.exists()))

    def _used(self) -> int:
        """Give the bytes of pages in use."""
        numbers = [
            (self._do(f"PRAGMA {name}") or [(0,)])[0][0]
            for name in ("page_count", "freelist_count", "page_size")
        ]
        return int((numbers[0] - numbers[1]) * numbers[2])

    def _do(self, words: str, values: Iterable[Any] = ()) -> list[Any]:
        """Run one statement; a file that is damaged is set aside once and begun anew, any other fault is no memory."""
        with self._lock:
            for last in (False, True):
                if self._given_up:
                    return []
                try:
                    return self._connection().execute(words, tuple(values)).fetchall()
                except sqlite3.OperationalError:
                    return []  # locked, full or read-only: it may be well next time
                except (sqlite3.Error, OSError):
                    self._shut()
                    self._given_up = last or not self._set_aside()
            return []

    def _connection(self) -> sqlite3.Connection:
        if self._open is not None:
            return self._open
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            self.path.touch(mode=0o600, exist_ok=False)
        opened = sqlite3.connect(
            self.path, timeout=_BUSY_S, isolation_level=None, check_same_thread=False, cached_statements=32
        )
        try:
            self._prepare(opened)
        except BaseException:
            opened.close()
            raise
        self._open = opened
        self._closing = weakref.finalize(self, opened.close)
        return opened

    def _prepare(self, opened: sqlite3.Connection) -> None:
        (owner,) = opened.execute("PRAGMA application_id").fetchone()
        (tables,) = opened.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
        if owner != _OURS:
            if tables:
                self._given_up = True
                raise sqlite3.OperationalError("another program's file")
            opened.execute(f"PRAGMA application_id = {_OURS}")
        opened.execute("PRAGMA journal_mode = WAL")
        opened.execute("PRAGMA synchronous = NORMAL")
        opened.executescript(_TABLES)

    def _shut(self) -> None:
        if self._closing is not None:
            self._closing()
        self._open = self._closing = None

    def _set_aside(self) -> bool:
        """Move a damaged file out of the way; say whether that could be done. A file that was never ours stays."""
        try:
            with self.path.open("rb") as file:
                if not file.read(16).startswith(b"SQLite format 3") and self.path.suffix != ".sqlite":
                    return False
            for end in ("-wal", "-shm"):
                self.path.with_name(self.path.name + end).unlink(missing_ok=True)
            self.path.replace(self.path.with_name(self.path.name + ".damaged"))
        except OSError:
            return False
        return True


def _read(rows: list[Any]) -> dict[str, Any] | None:
    try:
        record = json.loads(rows[0][0]) if rows else None
    except (ValueError, TypeError):
        return None
    return record if isinstance(record, dict) else None
