"""Batches that were accepted and are done later: each a folder that is whole before it has its name, and survives a crash.

A job's folder holds `job.json`, `rows.jsonl`, the ledger's `out.jsonl`, and once it has ended `ended.json`.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import shutil
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from wbcoach.batch import answer
from wbcoach.disk import replace_whole, sync_folder, write
from wbcoach.errors import KeyTakenError, StoreError, WbcoachError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

State = Literal["queued", "running", "waiting", "done", "cancelled", "failed"]
SCHEMA: Final = "wbcoach.job/1"
ID: Final = re.compile(r"[0-9]{8}T[0-9]{12}-[0-9a-f]{16}", re.ASCII)
OUT: Final = "out.jsonl"
_JOB, _ROWS, _ENDED, _CANCEL, _GONE = "job.json", "rows.jsonl", "ended.json", "cancel", "gone"
_HALF = ".new-"


@dataclass(frozen=True)
class Standing:
    """How a job stands: `done` rows are on the disk, `errors` of them are error rows; times are ISO, UTC.

    `trouble` is why it waits or failed; `how` is what its request asked for.
    """

    id: str
    state: State
    rows: int
    created: str
    how: dict[str, Any]
    done: int = 0
    errors: int = 0
    ended: str | None = None
    trouble: WbcoachError | None = None


class Jobs:
    """The folder of jobs; safe to share between threads, and between servers on one machine."""

    def __init__(self, folder: Path) -> None:
        """Use a folder, made when the first job comes; only its owner can read it."""
        self.folder = folder
        self._accepting = threading.Lock()

    def accept(self, rows: Sequence[dict[str, Any]], how: dict[str, Any], key: str | None = None) -> Standing:
        """Take a job; once this returns the job is on the disk, whatever happens.

        Args:
            rows: at least one.
            how: kept with it.
            key: the same key gives the same job again, so that a client may ask twice.

        Raises:
            KeyTakenError: the key stands for a job of other rows.
            StoreError: there is no room, or the folder can't be written.
        """
        lines = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
        digest = hashlib.sha256(lines + json.dumps(how, sort_keys=True).encode()).hexdigest()
        now = datetime.now(tz=UTC)
        tail = hashlib.sha256(key.encode()).hexdigest()[:16] if key else secrets.token_hex(8)
        with self._accepting, _explained(self.folder):
            for known in self.folder.glob(f"*-{tail}") if key else ():
                if ID.fullmatch(known.name) and not (known / _GONE).exists():
                    return self._again(known.name, digest)
            name = f"{now:%Y%m%dT%H%M%S%f}-{tail}"
            job = {"schema": SCHEMA, "rows": len(rows), "created": _iso(now), "how": how, "digest": digest}
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            half = self.folder / f"{_HALF}{name}"
            half.mkdir(mode=0o700)
            write(half / _ROWS, lines)
            write(half / _JOB, json.dumps(job).encode())
            sync_folder(half)
            half.rename(self.folder / name)
            sync_folder(self.folder)
        return self.standing(name)

    def _again(self, name: str, digest: str) -> Standing:
        if self._job(name)["digest"] != digest:
            raise KeyTakenError(
                "This Idempotency-Key stands for another batch.", "Use a new key for a new batch."
            )
        return self.standing(name)

    def names(self) -> list[str]:
        """Give the ids of all jobs in the order in which they were accepted."""
        return self._folders(gone=False)

    def _folders(self, *, gone: bool) -> list[str]:
        with suppress(FileNotFoundError):
            found = [path for path in self.folder.iterdir() if ID.fullmatch(path.name)]
            return sorted(path.name for path in found if (path / _GONE).exists() == gone)
        return []

    def unended(self) -> list[str]:
        """Give the ids of those that have not ended."""
        return [name for name in self.names() if not (self.folder / name / _ENDED).exists()]

    def standing(self, name: str) -> Standing:
        """Say how a job stands, by what is on the disk: "queued" where it has not ended.

        Raises:
            KeyError: there is no such job.
        """
        job = self._job(name)
        known = Standing(name, "queued", job["rows"], job["created"], job["how"])
        ended = self.folder / name / _ENDED
        if ended.exists():
            told = json.loads(ended.read_bytes())
            trouble = WbcoachError(told["message"], told["hint"]) if told.get("message") else None
            return replace(
                known,
                state=told["state"],
                done=told["done"],
                errors=told["errors"],
                ended=told["ended"],
                trouble=trouble,
            )
        done, errors = self._counted(name)
        return replace(known, done=done, errors=errors)

    def _job(self, name: str) -> dict[str, Any]:
        if not ID.fullmatch(name) or (self.folder / name / _GONE).exists():
            raise KeyError(name)
        try:
            job: dict[str, Any] = json.loads((self.folder / name / _JOB).read_bytes())
        except FileNotFoundError:
            raise KeyError(name) from None
        return job

    def _counted(self, name: str) -> tuple[int, int]:
        done = errors = 0
        with suppress(FileNotFoundError), self.out(name).open("rb") as lines:
            for line in lines:
                done += line.endswith(b"\n")
                errors += line.endswith(b"\n") and not answer.verdict_in(line)
        return done, errors

    def rows(self, name: str) -> Path:
        """Give the file of a job's rows."""
        return self.folder / name / _ROWS

    def out(self, name: str) -> Path:
        """Give the file of a job's answers; it isn't there before the first."""
        return self.folder / name / OUT

    def end(self, name: str, state: State, trouble: WbcoachError | None = None) -> None:
        """Write down that a job has ended.

        Raises:
            StoreError: there is no room, or the folder can't be written.
        """
        done, errors = self._counted(name)
        ended: dict[str, Any] = {"state": state, "done": done, "errors": errors}
        ended["ended"] = _iso(datetime.now(tz=UTC))
        if trouble:
            ended |= {"message": trouble.message, "hint": trouble.hint}
        with _explained(self.folder):
            replace_whole(self.folder / name / _ENDED, json.dumps(ended).encode())

    def cancel(self, name: str) -> None:
        """Ask that a job be ended after the rows in flight; whoever runs it sees the mark.

        Raises:
            StoreError: the folder can't be written.
        """
        with _explained(self.folder):
            write(self.folder / name / _CANCEL, b"")
            sync_folder(self.folder / name)

    def cancelled(self, name: str) -> bool:
        """Say whether a job is to be ended."""
        return (self.folder / name / _CANCEL).exists()

    def discard(self, name: str) -> None:
        """Let a job be gone at once; its files go when nobody runs it.

        Raises:
            StoreError: the folder can't be written.
        """
        self.cancel(name)  # first: what is marked as gone may be swept away at any moment
        with _explained(self.folder):
            write(self.folder / name / _GONE, b"")
            with suppress(FileNotFoundError):
                sync_folder(self.folder / name)

    def sweep(self, older_than_s: float = 3600) -> None:
        """Take away jobs that are gone, and what a crash left half made; for the one process that runs jobs."""
        for name in self._folders(gone=True):
            half = self.folder / f"{_HALF}{name}"
            (self.folder / name).rename(half)
            shutil.rmtree(half, ignore_errors=True)
        now = datetime.now(tz=UTC).timestamp()
        for half in self.folder.glob(f"{_HALF}*"):
            with suppress(FileNotFoundError):
                if now - half.stat().st_mtime >= older_than_s:
                    shutil.rmtree(half, ignore_errors=True)


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = f"{folder} can't be written: {error.strerror or error}."
        raise StoreError(
            message, "Free some space, or set `jobs` to a folder that can be written."
        ) from error
