"""The output of a batch: one line a row in the backlog's order, kept through any crash, gone on with later.

Beside OUT.jsonl stands OUT.jsonl.progress: a line of JSON on how the batch is made, then a hash of each
input row. It is written first, so it tells whether a row that is done has changed since. Without it a
row is known by the id and text in its line.
"""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from filelock import FileLock, Timeout

from wbcoach.batch import answer
from wbcoach.batch.journal import Journal
from wbcoach.errors import InputError, StoreBusyError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wbcoach.batch.answer import Answer
    from wbcoach.batch.row import Row

SCHEMA: Final = "wbcoach.batch/1"
_ANEW = "`--refresh` redoes the rows that changed, `--restart` all, and `-o` with another name keeps both."
_SYNC_S, _SYNC_ROWS = 0.5, 200


@dataclass
class Tally:
    """What is in an output: its rows, how many of them are errors, and the verdicts of the rest."""

    rows: int = 0
    errors: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)

    def add(self, verdict: str) -> None:
        """Count one line; an empty verdict is an error."""
        self.rows += 1
        if verdict:
            self.verdicts[verdict] += 1
        else:
            self.errors += 1


class Ledger:
    """An output that is being written, locked against other batches; safe to share between threads.

    `done` rows were there at the start, `tally` counts all that is written, `synced` what is on the disk:
    (rows, errors). `changes` says how this start differs from the last.
    """

    def __init__(self, path: Path, made_with: Mapping[str, str | None], *, restart: bool = False) -> None:
        """Open the output, or make it; a torn last line is taken away, and nothing else.

        Args:
            path: of the output.
            made_with: what the answers depend on besides the rows; differences are told in `changes`.
            restart: take away what an earlier batch wrote.

        Raises:
            InputError: the file is not the output of a batch, or can't be written.
            StoreBusyError: another batch writes to it.
        """
        self.path = path.resolve()
        _refuse_place(self.path)
        self._guard = threading.Lock()
        self._lock = locked(self.path)
        self._out: Journal | None = None
        self._marks: Journal | None = None
        try:
            self._out = Journal(self.path)
            self._marks = Journal(self.path.with_name(f"{self.path.name}.progress"))
            self.tally = _survey(self._out)
            earlier = _mended(self._marks, self.tally.rows)
            if restart:
                self._out.cut(0)
                self._marks.cut(0)
                self.tally, earlier = Tally(), None
            self.done = self.tally.rows
            self.synced = (self.tally.rows, self.tally.errors)
            self._last_sync = time.monotonic()
            self.changes = changes(earlier, made_with) if self.done else []
            if earlier != made_with:
                self._marks.append(json.dumps({"schema": SCHEMA, "made_with": made_with}).encode() + b"\n")
            self._lines = self._out.lines()
            self._hashes = (line for line in self._marks.lines() if not line.startswith(b"{"))
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        """Write until the block ends."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the file and the lock."""
        self.close()

    def close(self) -> None:
        """Let go of the file and the lock; a second time does nothing."""
        with self._guard:
            for journal in (self._marks, self._out):
                if journal is not None:
                    journal.close()
            if self._lock.is_locked:
                with suppress(OSError):
                    Path(self._lock.lock_file).unlink()
                self._lock.release()

    def check(self, row: Row) -> None:
        """See that the next line that is done answers this row, and that the row hasn't changed since.

        Raises:
            InputError: it doesn't, or it has; nothing was written.
        """
        line, mark = next(self._lines), next(self._hashes, None)
        try:
            same = answer.is_of(line, row, closely=mark is None)
        except (ValueError, KeyError, TypeError):
            message = f"{self.path}, line {row.number}, is damaged: it can't be read."
            raise InputError(message, _ANEW) from None
        if not same or (mark is not None and mark.strip().decode("ascii", "replace") != row.digest):
            message = f"Row {row.number} ({row.id[:80]!r}) isn't the one that {self.path} has an answer to: the backlog or the output was changed."
            raise InputError(message, f"Give the backlog as it was. {_ANEW}")
        if mark is None:
            self._journals()[1].append(row.digest.encode() + b"\n")

    def check_end(self, rows: int) -> None:
        """See that the backlog had a row for each line that is done.

        Raises:
            InputError: it was shorter.
        """
        if rows < self.done:
            message = f"The backlog has {rows:,} rows, and {self.path} has answers to {self.done:,}: the backlog was changed."
            raise InputError(message, f"Give the backlog as it was. {_ANEW}")

    def write(self, row: Row, given: Answer) -> None:
        """Put the answer to the next row behind the others.

        Raises:
            StoreError: there is no room, or the file can't be written; what was written is kept.
        """
        with self._guard:
            out, marks = self._journals()
            marks.append(row.digest.encode() + b"\n")
            out.append(given.line + b"\n")
            self.tally.add(given.verdict)
        self.sync(when_due=True)

    def sync(self, *, when_due: bool = False) -> None:
        """Wait for the disk; `when_due` only where 200 rows wait for that, or half a second has gone by.

        Raises:
            StoreError: the disk takes no more.
        """
        with self._guard:
            waiting = self.tally.rows - self.synced[0]
            due = waiting >= _SYNC_ROWS or time.monotonic() - self._last_sync >= _SYNC_S
            if not waiting or (when_due and not due):
                return
            out, marks = self._journals()
            marks.sync()
            out.sync()
            self.synced = (self.tally.rows, self.tally.errors)
            self._last_sync = time.monotonic()

    def _journals(self) -> tuple[Journal, Journal]:
        assert self._out is not None  # noqa: S101  a ledger that didn't open wasn't made
        assert self._marks is not None  # noqa: S101  as above
        return self._out, self._marks


def _refuse_place(path: Path) -> None:
    if path.is_dir() or (path.exists() and not path.is_file()):
        raise InputError(f"{path} is no file that rows can be kept in.", "Name a file, such as -o out.jsonl.")
    if not path.parent.is_dir():
        raise InputError(
            f"There is no folder {str(path.parent)!r}.", "Make it first, or name another file with -o."
        )


def locked(path: Path) -> FileLock:
    """Keep other batches from an output until the lock is released.

    Raises:
        StoreBusyError: another one writes to it.
        InputError: nothing can be written there.
    """
    lock = FileLock(f"{path}.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        message = f"Another batch writes to {path}."
        raise StoreBusyError(message, "Wait for it, or name another file with -o.") from None
    except OSError as error:
        message = f"{path} can't be written to: {error.strerror}."
        raise InputError(message, "Check the folder and its permissions, or name another file.") from None
    return lock


def _survey(out: Journal) -> Tally:
    """Count what is done; take a torn last line away.

    Raises:
        InputError: a line is none of ours; nothing was changed.
    """
    tally = Tally()
    whole = 0
    for line in out.lines():
        if not answer.known(line.rstrip(b"\n")) or line == b"\n":
            message = f"{out.path} is there and is not the output of a batch (line {tally.rows + 1})."
            raise InputError(message, "Nothing was written. Name another file with -o.")
        if line.endswith(b"\n"):
            whole += len(line)
            tally.add(answer.verdict_in(line))
    if whole < out.size:
        out.cut(whole)
    return tally


def made_with_of(path: Path) -> dict[str, Any] | None:
    """Give what an output was last made with; None where its progress file says nothing of it.

    Raises:
        InputError: the file is none of ours.
    """
    marks = path.with_name(f"{path.name}.progress")
    headers: list[bytes] = []
    if marks.exists():
        with marks.open("rb") as lines:
            headers = [line for line in lines if line.startswith(b"{")]
    return _made_with(headers[-1], marks) if headers else None


def _mended(marks: Journal, rows: int) -> dict[str, Any] | None:
    """Keep the hashes of rows that are done, and give what the last start was made with.

    Raises:
        InputError: the file is none of ours.
    """
    made_with: dict[str, Any] | None = None
    whole = hashes = 0
    for number, line in enumerate(marks.lines()):
        if not line.endswith(b"\n"):
            break
        header = line.startswith(b"{")
        if header or not number:
            made_with = _made_with(line, marks.path)
        hashes += not header
        if hashes > rows:
            break
        whole += len(line)
    if whole < marks.size:
        marks.cut(whole)
    return made_with


def _made_with(line: bytes, path: Path) -> dict[str, Any]:
    with suppress(ValueError, KeyError, TypeError):
        header = json.loads(line)
        if header["schema"] == SCHEMA:
            return dict(header["made_with"])
    message = f"{path} is there and is not the progress of a batch, or is another version's."
    raise InputError(message, "Move it away, or name another output with -o.")


def changes(earlier: Mapping[str, Any] | None, now: Mapping[str, str | None]) -> list[str]:
    """Say what differs from the last start, a phrase each."""
    if earlier is None:
        return ["how it was made is not known, its .progress file is gone"]
    names = [*now, *(name for name in earlier if name not in now)]
    return [
        f"{name} was {earlier.get(name) or 'none'}, now {now.get(name) or 'none'}"
        for name in names
        if earlier.get(name) != now.get(name)
    ]
