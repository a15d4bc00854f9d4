"""Conversations as they are kept: one SQLite file, one transaction a turn, safe against kills and against each other."""

from __future__ import annotations

import secrets
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from wbcoach.conversation.talk import Talk
from wbcoach.errors import InputError, StoreBusyError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

_OURS: Final = 0x77626332  # SQLite's application id: another program's file is left as it is
_BUSY_S: Final = 5.0
_TITLE: Final = 60
_TABLE: Final = """
CREATE TABLE IF NOT EXISTS sessions (
    id TEXT PRIMARY KEY, begun REAL, changed REAL, turn INTEGER, title TEXT, state TEXT, talk TEXT) WITHOUT ROWID
"""


@dataclass(frozen=True)
class Session:
    """A conversation and its id; `turn` is how many turns of it are kept."""

    id: str
    talk: Talk
    turn: int = 0


@dataclass(frozen=True)
class Listed:
    """A conversation in a list: when it was last changed (seconds since 1970), its turns, state and first words."""

    id: str
    changed: float
    turns: int
    state: str
    title: str


class Sessions:
    """The file; each call opens it anew, so that nothing is held between turns."""

    def __init__(self, path: Path) -> None:
        """Keep the place; nothing is made before the first turn."""
        self.path = path

    def begin(self) -> Session:
        """Give a new conversation; it is kept from its first turn on."""
        return Session(secrets.token_hex(4), Talk())

    def save(self, session: Session, talk: Talk) -> Session:
        """Keep a turn, whole or not at all.

        Raises:
            StoreBusyError: another chat has gone on with this conversation.
            StoreError: the file can't be written.
        """
        row = (time.time(), talk.now, _title(talk), talk.state, talk.model_dump_json(by_alias=True))
        with closing(self._open()) as base:
            try:
                base.execute("BEGIN IMMEDIATE")
                if session.turn:
                    done = base.execute(
                        "UPDATE sessions SET changed = ?, turn = ?, title = ?, state = ?, talk = ? WHERE id = ? AND turn = ?",
                        (*row, session.id, session.turn),
                    ).rowcount
                else:
                    done = base.execute(
                        "INSERT OR IGNORE INTO sessions (changed, turn, title, state, talk, id, begun) VALUES (?, ?, ?, ?, ?, ?, ?)",
                        (*row, session.id, row[0]),
                    ).rowcount
                base.execute("COMMIT" if done else "ROLLBACK")
            except sqlite3.Error as error:
                raise self._trouble(error) from None
        if not done:
            message = f"Another chat went on with {session.id}."
            raise StoreBusyError(message, f"Read it anew: wbcoach chat --resume {session.id}")
        return replace(session, talk=talk, turn=talk.now)

    def load(self, name: str = "") -> Session:
        """Read a conversation by its id or the start of it; without a name the one that was changed last.

        Raises:
            InputError: there is none, or several begin like that.
            StoreError: the file can't be read.
        """
        found = [one for one in self.listed() if one.id.startswith(name.strip().lower())]
        if not found:
            raise InputError(
                f"There is no conversation {name!r}." if name else "No conversation is kept.", _LIST
            )
        if name and len(found) > 1:
            raise InputError(f"{len(found)} conversations begin with {name!r}.", _LIST)
        with closing(self._open()) as base:
            try:
                rows = base.execute("SELECT talk, turn FROM sessions WHERE id = ?", (found[0].id,)).fetchall()
                return Session(found[0].id, Talk.model_validate_json(rows[0][0]), rows[0][1])
            except sqlite3.Error as error:
                raise self._trouble(error) from None
            except (ValidationError, IndexError):
                message = f"Conversation {found[0].id} can't be read: another version wrote it."
                raise StoreError(message, "Bring wbcoach up to date, or begin a new one.") from None

    def listed(self) -> list[Listed]:
        """List all conversations, the one that was changed last first.

        Raises:
            StoreError: the file can't be read.
        """
        return list(self._rows()) if self.path.exists() else []

    def _rows(self) -> Iterator[Listed]:
        with closing(self._open()) as base:
            try:
                rows = base.execute(
                    "SELECT id, changed, turn, state, title FROM sessions ORDER BY changed DESC"
                ).fetchall()
            except sqlite3.Error as error:
                raise self._trouble(error) from None
        yield from (Listed(*row) for row in rows)

    def _open(self) -> sqlite3.Connection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if not self.path.exists():
                self.path.touch(mode=0o600)
            base = sqlite3.connect(self.path, timeout=_BUSY_S, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise self._trouble(error) from None
        try:
            mark = base.execute("PRAGMA application_id").fetchone()[0]
            if mark in (0, _OURS):
                base.execute("PRAGMA journal_mode = WAL")
                base.execute("PRAGMA synchronous = FULL")
            if mark == 0:
                base.execute(_TABLE)
                base.execute(f"PRAGMA application_id = {_OURS}")
        except sqlite3.Error as error:
            base.close()
            raise self._trouble(error) from None
        if mark not in (0, _OURS):
            base.close()
            raise StoreError(f"{self.path} belongs to another program.", "Set `chats` to another file.")
        return base

    def _trouble(self, error: Exception) -> StoreError:
        hint = "Check its permissions and the space on the disk, or set `chats` to another file."
        return StoreError(f"The conversations in {self.path} can't be kept or read: {error}.", hint)


_LIST: Final = "`wbcoach chat --list` shows what is kept."


def _title(talk: Talk) -> str:
    text = talk.draft or next(iter(talk.author_texts), "")
    return " ".join(text.split())[:_TITLE]
