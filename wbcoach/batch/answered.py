"""What jobs have answered so far: an index over the files that came down, in a temporary file."""

from __future__ import annotations

import json
import sqlite3
import threading
from typing import TYPE_CHECKING, Any, Final, Literal, Self

from wbcoach.models.failures import disliked
from wbcoach.models.paid import usage_of
from wbcoach.models.prices import dollars, price_of
from wbcoach.models.purse import Sum

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from wbcoach.settings import Settings

Fate = Literal["answered", "refused", "passing", "disliked", "none"]
# A request that failed so often through no fault of its own is not sent again.
TRIES: Final = 2
_OK, _SLOW_DOWN, _SERVER = 200, 429, 500
_TIMEOUT = frozenset({408, 409, _SLOW_DOWN})


class Answered:
    """Replies by the name of their request; safe to share between threads.

    `spent` is what all answers took, those that fit no row as well; `dislikes` are options that the server refused;
    `unread` counts lines that are no answer, such as a last one that was cut off.
    """

    def __init__(self, files: Iterable[Path], settings: Settings, options: Iterable[str]) -> None:
        """Walk over the files, those of earlier jobs first."""
        self.spent = Sum()
        self.dislikes: set[str] = set()
        self.unread = 0
        self._options = tuple(options)
        self._price = price_of(str(settings.model), settings)
        self._guard = threading.Lock()
        # An empty name is sqlite's for a file of its own in the temporary folder.
        self._table = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._table.execute("PRAGMA journal_mode = OFF")
        self._table.execute(
            "CREATE TABLE lines(name TEXT PRIMARY KEY, fate TEXT, tries INTEGER, file TEXT, start INTEGER, size INTEGER)"
        )
        self._table.execute("BEGIN")
        for file in files:
            self._index(file)

    def __enter__(self) -> Self:
        """Use it until the block ends."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the index."""
        with self._guard:
            self._table.close()

    def fate(self, name: str) -> Fate:
        """Say what became of a request: "refused" is its own fault, "passing" is to be sent again."""
        with self._guard:
            found = self._table.execute("SELECT fate, tries FROM lines WHERE name = ?", (name,)).fetchone()
        if found is None:
            return "none"
        fate: Fate = found[0]
        return "refused" if fate == "passing" and found[1] >= TRIES else fate

    def reply(self, name: str) -> tuple[int, dict[str, Any]] | None:
        """Give the HTTP status and body of a request's answer; None where there is none."""
        with self._guard:
            found = self._table.execute(
                "SELECT file, start, size FROM lines WHERE name = ?", (name,)
            ).fetchone()
        if found is None:
            return None
        with open(found[0], "rb") as file:  # noqa: PTH123  the path is one of ours, as text
            file.seek(found[1])
            return _reply(json.loads(file.read(found[2])))

    def _index(self, file: Path) -> None:
        start = 0
        with file.open("rb") as lines:
            for line in lines:
                self._take(line, str(file), start)
                start += len(line)

    def _take(self, line: bytes, file: str, start: int) -> None:
        if not line.strip():
            return
        try:
            told = json.loads(line)
            name = str(told["custom_id"])
            status, body = _reply(told)
        except (ValueError, KeyError, TypeError, AttributeError):
            self.unread += 1
            return
        known = self._table.execute("SELECT fate, tries FROM lines WHERE name = ?", (name,)).fetchone()
        fate = self._judge(status, body)
        if fate == "answered" and (known is None or known[0] != fate):
            self._pay(body)
        if known is not None and known[0] == "answered":
            return  # the first of two answers to one request counts
        tries = (known[1] if known else 0) + 1
        self._table.execute(
            "INSERT OR REPLACE INTO lines VALUES (?, ?, ?, ?, ?, ?)",
            (name, fate, tries, file, start, len(line)),
        )

    def _judge(self, status: int, body: dict[str, Any]) -> Fate:
        if status == _OK:
            return "answered"
        if status in _TIMEOUT or status >= _SERVER:
            return "passing"
        if refused := disliked(status, json.dumps(body), self._options):
            self.dislikes.update(refused)
            return "disliked"
        return "refused"

    def _pay(self, body: dict[str, Any]) -> None:
        tokens = usage_of(body)
        self.spent.add(Sum(tokens["input"] + tokens["output"], dollars(tokens, self._price) or 0.0))


def _reply(told: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """Read a line of answers or of errors; what never got an answer counts as a server that is down."""
    response = told.get("response")
    if response:
        return int(response["status_code"]), dict(response["body"] or {})
    error = told.get("error") or {}
    return 503, {"error": {"message": str(error.get("message") or "no answer"), "code": error.get("code")}}
