"""The jobs of a batch, kept beside its output: what was sent, under which id, what came back.

OUT.jsonl.job/ holds `job.json`, and for each part of at most 50,000 requests `requests-N.jsonl`, `output-N.jsonl`
and `errors-N.jsonl`. A step is in `job.json` before it is taken, so that none that costs is taken twice.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import time
import uuid
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from filelock import FileLock, Timeout

from wbcoach.disk import replace_whole
from wbcoach.errors import InputError, StoreBusyError, StoreError
from wbcoach.models import bulk
from wbcoach.models.paid import name_of_request

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SCHEMA: Final = "wbcoach.bulk/1"
SUFFIX: Final = ".job"


@dataclass
class Part:
    """One job: `asked` is when it was begun (seconds, 0 before), `id` and `file` are the server's names.

    `ended` says that its answers are on the disk.
    """

    number: int
    requests: int
    endpoint: str
    asked: float = 0.0
    file: str = ""
    id: str = ""
    ended: str = ""
    remote: list[str] = field(default_factory=list)


class Outbox:
    """The folder of a batch's jobs, locked against other starts; `as_of` is the day that its prompts were made for.

    `refresh` says that they are for a run that redoes rows.
    """

    def __init__(self, output: Path) -> None:
        """Find the folder beside an output; nothing is made yet.

        Raises:
            InputError: what is there is none of ours.
        """
        self.folder = output.with_name(f"{output.name}{SUFFIX}")
        self.mark = uuid.uuid4().hex
        self.as_of = ""
        self.refresh = False
        self.parts: list[Part] = []
        self._lock = FileLock(str(self.folder.with_name(f"{self.folder.name}.lock")), timeout=0)
        place = self.folder / "job.json"
        if place.exists():
            try:
                record = json.loads(place.read_bytes())
                self.mark, self.as_of = _marks(record)
                self.refresh = bool(record["refresh"])
                self.parts = [Part(**one) for one in record["parts"]]
            except (ValueError, KeyError, TypeError) as error:
                raise InputError(
                    f"{place} is damaged, or another version's.", "Move its folder away."
                ) from error

    def acquire(self) -> None:
        """Keep other starts from these jobs until `release`.

        Raises:
            StoreBusyError: another one is at it.
            InputError: nothing can be written there.
        """
        if not self.folder.parent.is_dir():
            raise InputError(f"There is no folder {str(self.folder.parent)!r}.", "Make it first.")
        try:
            self._lock.acquire()
        except Timeout:
            raise StoreBusyError(
                f"Another batch sends or waits for the jobs of {self.folder}.",
                "Wait for it, or end it: its jobs go on.",
            ) from None

    def release(self) -> None:
        """Let other starts in."""
        if self._lock.is_locked:
            Path(self._lock.lock_file).unlink(missing_ok=True)
            self._lock.release()

    @property
    def open(self) -> list[Part]:
        """The parts that were begun and whose answers are not here yet."""
        return [part for part in self.parts if part.asked and not part.ended]

    @property
    def files(self) -> list[Path]:
        """The files of answers that are here, in the order of their jobs."""
        places = [self.place(kind, part) for part in self.parts for kind in ("output", "errors")]
        return [place for place in places if place.exists()]

    def place(self, kind: str, part: Part) -> Path:
        """Give where a part's "requests", "output" or "errors" are."""
        return self.folder / f"{kind}-{part.number}.jsonl"

    def mark_of(self, part: Part) -> str:
        """Give what a part is found again by."""
        return f"{self.mark}-{part.number}"

    def names(self, parts: Iterable[Part]) -> Iterator[str]:
        """Give the names of all requests of these parts."""
        for part in parts:
            with self.place("requests", part).open("rb") as lines:
                yield from (json.loads(line)["custom_id"] for line in lines)

    def forget_unsent(self) -> None:
        """Drop parts that were never begun: they are made anew."""
        self.parts = [part for part in self.parts if part.asked]

    def drop(self, part: Part) -> None:
        """Drop a part that the server has never heard of, or did not take."""
        self.parts.remove(part)
        self.save()

    def save(self) -> None:
        """Put the record on the disk.

        Raises:
            StoreError: there is no room, or the folder can't be written.
        """
        record: dict[str, Any] = {"schema": SCHEMA, "mark": self.mark, "as_of": self.as_of}
        record["refresh"] = self.refresh
        record["parts"] = [asdict(part) for part in self.parts]
        try:
            replace_whole(self.folder / "job.json", json.dumps(record, indent=1).encode())
        except OSError as error:
            raise StoreError(
                f"{self.folder} can't be written: {error.strerror or error}.",
                "Free some space, or mend that, and give the same command again.",
            ) from error

    def clear(self) -> None:
        """Take the folder away."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def writer(self) -> Writer:
        """Begin to write parts; the folder is made, for its owner alone."""
        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise InputError(f"{self.folder} can't be made: {error.strerror}.", "Check it.") from None
        return Writer(self)


class Writer:
    """Writes requests into parts, each request once."""

    def __init__(self, outbox: Outbox) -> None:
        """Start behind the parts that there are."""
        self.requests = 0
        self.parts: list[Part] = []
        self._outbox = outbox
        self._next = max((part.number for part in outbox.parts), default=0) + 1
        self._size = 0
        self._file: Any = None
        self._seen = sqlite3.connect("", isolation_level=None)
        self._seen.execute("PRAGMA journal_mode = OFF")
        self._seen.execute("CREATE TABLE names(name TEXT PRIMARY KEY) WITHOUT ROWID")
        self._seen.execute("BEGIN")

    def add(self, endpoint: str, body: bytes) -> bool:
        """Take a request; say whether it is a new one."""
        name = name_of_request(body)
        if not self._seen.execute("INSERT OR IGNORE INTO names VALUES (?)", (name,)).rowcount:
            return False
        asked = json.loads(body)
        if not asked.get("stream"):
            asked.pop("stream", None)  # a job streams nothing, and has no such parameter
        whole = {"custom_id": name, "method": "POST", "url": endpoint, "body": asked}
        line = json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        part = self.parts[-1] if self.parts else None
        if part is None or part.requests >= bulk.MOST_REQUESTS or self._size + len(line) > bulk.MOST_BYTES:
            part = self._begin(endpoint)
        self._file.write(line)
        self._size += len(line)
        part.requests += 1
        self.requests += 1
        return True

    def close(self, *, keep: bool) -> None:
        """Put what was written on the disk; with `keep` the parts join the record, else they are gone."""
        self._end()
        self._seen.close()
        if keep and self.parts:
            self._outbox.parts += self.parts
            self._outbox.save()
        elif not keep:
            for part in self.parts:
                self._outbox.place("requests", part).unlink(missing_ok=True)
        with suppress(OSError):  # it is used
            self._outbox.folder.rmdir()

    def _begin(self, endpoint: str) -> Part:
        self._end()
        part = Part(self._next, 0, endpoint)
        self._next += 1
        self._size = 0
        self.parts.append(part)
        self._file = self._outbox.place("requests", part).open("wb")
        return part

    def _end(self) -> None:
        if self._file is not None:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._file = None


def _marks(record: dict[str, Any]) -> tuple[str, str]:
    if record["schema"] != SCHEMA:
        raise ValueError(record["schema"])
    return record["mark"], record["as_of"]


def now() -> float:
    """Give the time that `asked` is counted in."""
    return time.time()
