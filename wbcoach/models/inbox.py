"""Replies that have come and are not kept yet: each is on the disk before anything reads it, and found there after a kill.

Beside the memory's file stands the folder `FILE.came`, with a file for each call in flight and a lock for each process.
A process that was killed leaves them; the next one takes them into the memory, where each is given once to the same request.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
import uuid
import weakref
from collections import deque
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from filelock import FileLock, Timeout

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from wbcoach.models.memory import Memory

SUFFIX: Final = ".came"
_LOCK: Final = ".lock"
# What says how to read a body; the rest of a reply's headers is of its own day.
_HEADERS: Final = ("content-type", "content-encoding")


class Reply(NamedTuple):
    """A reply to the request of this `name`, its body as it came over the wire."""

    name: str
    headers: dict[str, str]
    body: bytes


@dataclass
class _Slot:
    """A file for the replies to one ask; it is empty while no ask needs it."""

    path: Path
    handle: int
    name: str = ""
    given: list[str] = field(default_factory=list)
    size: int = 0

    def put(self, reply: Reply) -> None:
        head = json.dumps([reply.name, len(reply.body), reply.headers]).encode()
        self.size += os.write(self.handle, b"%b\n%b\n" % (head, reply.body))

    def empty(self) -> None:
        if self.size:
            os.ftruncate(self.handle, 0)
            os.lseek(self.handle, 0, os.SEEK_SET)
        self.size, self.name = 0, ""
        self.given.clear()


class Inbox:
    """The replies of one process; safe to share between threads. Where the folder can't be used, nothing is held."""

    def __init__(self, memory: Memory) -> None:
        """Keep the place; nothing is made yet."""
        self._memory = memory
        self._folder = memory.path.with_name(memory.path.name + SUFFIX)
        self._mine = f"{os.getpid()}.{uuid.uuid4().hex[:12]}"
        self._opening = threading.Lock()
        self._opened: bool | None = None
        self._lock: FileLock | None = None
        # Its ends are atomic: nobody who has just read a reply waits for another thread.
        self._free: deque[_Slot] = deque()
        self._slots: list[_Slot] = []
        self._asks = threading.local()
        self._closing = weakref.finalize(self, _leave, self._slots)

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Hold the replies that this thread reads until the block ends; by then they are kept, or of no use.

        What stops the process rather than the ask leaves them for the next start.
        """
        self._asks.open = True
        try:
            yield
        except Exception:
            self._let_go()
            raise
        else:
            self._let_go()
        finally:
            self._asks.open = False

    def given(self, url: str, body: bytes) -> Reply | None:
        """Give the reply that an earlier process had to this request, before it is sent; None where there is none."""
        if not getattr(self._asks, "open", False) or not self._ready():
            return None
        slot = self._slot()
        if slot is None:
            return None
        slot.name = hashlib.sha256(f"{url}\n".encode() + body).hexdigest()
        found = self._memory.reply(slot.name)
        if found is None:
            return None
        slot.given.append(slot.name)
        return Reply(slot.name, *found)

    @property
    def listens(self) -> bool:
        """Say whether what this thread reads is to be held."""
        return getattr(self._asks, "slot", None) is not None

    def came(self, headers: Mapping[str, str], body: bytes) -> None:
        """Hold a reply to the request that this thread sent last; one write, so that nothing comes between."""
        slot: _Slot = self._asks.slot
        with suppress(OSError):
            slot.put(Reply(slot.name, {name: headers[name] for name in _HEADERS if name in headers}, body))

    def take_in(self) -> None:
        """Take what processes that are no more have left into the memory."""
        with suppress(OSError):
            others = {path.name.partition("-")[0].removesuffix(_LOCK) for path in self._folder.iterdir()}
            for other in sorted(others - {self._mine}):
                lock = FileLock(str(self._folder / (other + _LOCK)))
                with suppress(Timeout), lock.acquire(timeout=0):
                    if self._taken_in(sorted(self._folder.glob(f"{other}-*"))):
                        (self._folder / (other + _LOCK)).unlink(missing_ok=True)
            self._folder.rmdir()  # only where it is empty

    def close(self) -> None:
        """Take away the files, but for what an ask that was broken off has left in them."""
        with self._opening:
            self._closing()
            if self._lock is not None:
                with suppress(OSError):
                    if not any(slot.path.exists() for slot in self._slots):
                        (self._folder / (self._mine + _LOCK)).unlink(missing_ok=True)
                self._lock.release()
                with suppress(OSError):
                    self._folder.rmdir()
            self._slots.clear()
            self._free.clear()
            self._lock = self._opened = None
            self._closing = weakref.finalize(self, _leave, self._slots)

    def _ready(self) -> bool:
        """Make the folder, once; say whether it can be used."""
        if self._opened is None:
            with self._opening:
                if self._opened is None:
                    self._opened = self._open()
        return self._opened

    def _open(self) -> bool:
        self.take_in()
        if not self._memory.works:
            return False
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            self._lock = FileLock(str(self._folder / (self._mine + _LOCK)), timeout=0)
            self._lock.acquire()
        except (OSError, Timeout):
            self._lock = None
            return False
        return True

    def _slot(self) -> _Slot | None:
        """Give the file of this thread's ask."""
        slot: _Slot | None = getattr(self._asks, "slot", None)
        if slot is None:
            try:
                slot = self._free.pop()
            except IndexError:
                slot = self._new()
            self._asks.slot = slot
        return slot

    def _new(self) -> _Slot | None:
        path = self._folder / f"{self._mine}-{uuid.uuid4().hex[:12]}"
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        except OSError:
            return None
        slot = _Slot(path, handle)
        self._slots.append(slot)
        return slot

    def _let_go(self) -> None:
        slot: _Slot | None = getattr(self._asks, "slot", None)
        if slot is None:
            return
        self._asks.slot = None
        if slot.given:
            self._memory.drop_replies(slot.given)
        with suppress(OSError):
            slot.empty()
            self._free.append(slot)

    def _taken_in(self, files: list[Path]) -> bool:
        replies = [reply for file in files for reply in _read(file.read_bytes())]
        if not self._memory.take_in(replies):
            return False
        for file in files:
            file.unlink()
        return True


def _read(data: bytes) -> Iterator[Reply]:
    """Give the replies of a file; one that a kill cut off is none."""
    start = 0
    while (end := data.find(b"\n", start)) >= 0:
        try:
            told: list[Any] = json.loads(data[start:end])
            name, size, headers = str(told[0]), int(told[1]), dict(told[2])
        except (ValueError, TypeError, LookupError):
            return
        body = data[end + 1 : end + 1 + size]
        if len(body) < size:
            return
        yield Reply(name, headers, body)
        start = end + 1 + size + 1


def _leave(slots: list[_Slot]) -> None:
    for slot in slots:
        with suppress(OSError):
            os.close(slot.handle)
            if not slot.size:
                slot.path.unlink(missing_ok=True)
