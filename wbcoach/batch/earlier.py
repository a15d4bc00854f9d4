"""The answers of an earlier run that still hold: same row, made with the same things; found again by the row's hash."""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from typing import TYPE_CHECKING, Any, Final, Self

from wbcoach.batch.answer import NO_STATEMENT, Answer, verdict_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from wbcoach.batch.row import Row


class Earlier:
    """Looks answers up in the output of an earlier run; safe to share between threads.

    Errors are never given again, nor is what was made without the model because that failed.
    """

    def __init__(
        self, path: Path, made_with: Mapping[str, str | None], besides: Collection[str] = ()
    ) -> None:
        """Walk over the output and its progress file; `besides` names what may differ."""
        self._guard = threading.Lock()
        self._model: Final = made_with.get("model")
        # An empty name is sqlite's for a file of its own in the temporary folder.
        self._table = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._table.execute("PRAGMA journal_mode = OFF")
        self._table.execute("CREATE TABLE answers(row TEXT PRIMARY KEY, start INTEGER, size INTEGER)")
        self._table.execute("BEGIN")
        now = _settled(made_with, besides)
        for digest, how, start, line in _lines(path):
            if verdict_in(line) and _settled(how, besides) == now:
                self._table.execute(
                    "INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", (digest, start, len(line) - 1)
                )
        self._handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))

    def __enter__(self) -> Self:
        """Use it until the block ends."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        with self._guard:
            os.close(self._handle)
            self._table.close()

    def answer(self, row: Row) -> Answer | None:
        """Give the answer that this row had; None where it is to be made anew."""
        with self._guard:
            found = self._table.execute(
                "SELECT start, size FROM answers WHERE row = ?", (row.digest,)
            ).fetchone()
            if found is None:
                return None
            os.lseek(self._handle, found[0], os.SEEK_SET)
            line = os.read(self._handle, found[1])
        verdict = verdict_in(line)
        if self._model and verdict != NO_STATEMENT and json.loads(line)["receipt"]["model"] != self._model:
            return None
        return Answer(line, verdict)


def _lines(path: Path) -> Iterator[tuple[str, dict[str, Any], int, bytes]]:
    """Give the hash of each row with what it was made with, and the line that answers it with its start."""
    marks = path.with_name(f"{path.name}.progress")
    if not marks.exists():
        return
    how: dict[str, Any] = {}
    start = 0
    with path.open("rb") as out, marks.open("rb") as told:
        for mark in told:
            if mark.startswith(b"{"):
                try:
                    how = dict(json.loads(mark)["made_with"])
                except (ValueError, KeyError, TypeError):
                    return
                continue
            line = out.readline()
            if not mark.endswith(b"\n") or not line.endswith(b"\n"):
                return
            yield mark.strip().decode("ascii", "replace"), how, start, line
            start += len(line)


def _settled(made_with: Mapping[str, str | None], besides: Collection[str]) -> dict[str, str]:
    return {name: value for name, value in made_with.items() if value is not None and name not in besides}
