"""Replies that have come and are not kept yet: each is on the disk before anything reads it, and found there after a kill.

Beside the memory's file stands the folder `FILE.came`, with a file for each ask in flight and a lock for each process.
A process that was killed leaves them; the next one takes them into the memory, where each is given once to the same request.
Calls of a batch are made by its courier, which outlives it by what is in flight: who has to ask the same waits for that.
"""

from __future__ import annotations

import hashlib
import os
import threading
import time
import uuid
import weakref
from collections import deque
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from wbcoach.courier import records
from wbcoach.courier.hired import Courier, longest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    import httpx2

    from wbcoach.courier.records import Reply
    from wbcoach.models.memory import Memory

SUFFIX: Final = ".came"
# Of a process, and of its courier.
_LOCK, _COURIER = ".lock", ".courier"
_TRIES: Final = 5
_LOOK_S: Final = 0.05
_WAITING: Final = "waiting for answers that a run before this one has asked for."


@dataclass
class _Slot:
    """A file for the replies to one ask; it is empty while no ask needs it."""

    path: Path
    handle: int
    name: str = ""
    given: list[str] = field(default_factory=list)
    size: int = 0

    def put(self, line: bytes) -> None:
        """Append a line, in one write, so that nothing comes between."""
        self.size += os.write(self.handle, line)

    def empty(self) -> None:
        if self.size:
            os.ftruncate(self.handle, 0)
        self.size, self.name = 0, ""
        self.given.clear()


class Inbox:
    """The replies of one process; safe to share between threads. Where the folder can't be used, nothing is held."""

    def __init__(self, memory: Memory) -> None:
        """Keep the place; nothing is made yet."""
        self._memory = memory
        self._folder = memory.path.with_name(memory.path.name + SUFFIX)
        self._mine = ""
        self._tell: Callable[[str], None] | None = None
        self._told = False
        self._courier: Courier | None = None
        # Who has it in flight, by the name of each request that a courier whose batch is gone still carries.
        self._away: dict[str, str] = {}
        self._opening = threading.Lock()
        self._opened: bool | None = None
        self._lock: FileLock | None = None
        # Its ends are atomic: nobody who has just read a reply waits for another thread.
        self._free: deque[_Slot] = deque()
        self._slots: list[_Slot] = []
        self._asks = threading.local()
        self._closing = weakref.finalize(self, _leave, self._slots)

    def hire(self, tell: Callable[[str], None]) -> None:
        """Have calls made by a courier from the first ask on; `tell` is told where that fails, or an ask has to wait."""
        self._tell = tell

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

    def given(self, request: httpx2.Request) -> Reply | None:
        """Give the reply that an earlier process had to this request, before it is sent; None where there is none.

        Where it is on its way to the courier of a process that is no more, it is waited for.
        """
        if not getattr(self._asks, "open", False) or not self._ready():
            return None
        slot = self._slot()
        if slot is None:
            return None
        slot.name = hashlib.sha256(f"{request.url}\n".encode() + request.read()).hexdigest()
        if slot.name in self._away:
            self._wait(slot.name, longest(request))
        found = self._memory.reply(slot.name)
        if found is None:
            return None
        slot.given.append(slot.name)
        return records.Reply(slot.name, *found)

    def carried(self, request: httpx2.Request) -> httpx2.Response | None:
        """Give what the courier brings for the request that was last looked for; None where it has to be sent from here.

        Raises:
            httpx2.TransportError: what the courier met, or that it died.
        """
        slot: _Slot | None = getattr(self._asks, "slot", None)
        if self._courier is None or slot is None:
            return None
        with suppress(OSError):
            slot.put(records.asked(slot.name))
        return self._courier.carry(request, slot.path, slot.name)

    @property
    def listens(self) -> bool:
        """Say whether what this thread reads is to be held."""
        return getattr(self._asks, "slot", None) is not None

    def came(self, headers: Mapping[str, str], body: bytes) -> None:
        """Hold a reply to the request that this thread sent last."""
        slot: _Slot = self._asks.slot
        with suppress(OSError):
            slot.put(records.came(slot.name, headers, body))

    def take_in(self) -> None:
        """Take what processes that are no more have left into the memory."""
        with suppress(OSError):
            stems = (path.name.partition("-")[0] for path in self._folder.iterdir())
            others = {stem.removesuffix(_LOCK).removesuffix(_COURIER) for stem in stems}
            for other in sorted(others - {self._mine}):
                self._settle(other)
            self._folder.rmdir()  # only where it is empty

    def close(self) -> None:
        """Take away the files, but for what an ask that was broken off has left in them."""
        with self._opening:
            through = self._courier is None or self._courier.close()
            self._closing()
            if self._lock is not None:
                with suppress(OSError):
                    if through and not any(slot.path.exists() for slot in self._slots):
                        self._unlock(self._mine)
                self._lock.release()
                with suppress(OSError):
                    self._folder.rmdir()
            self._slots.clear()
            self._free.clear()
            self._lock = self._opened = self._courier = None
            self._closing = weakref.finalize(self, _leave, self._slots)

    def _settle(self, other: str) -> bool:
        """Take what a process has left; False where it lives, or its courier still has something in flight."""
        with suppress(Timeout), FileLock(str(self._folder / (other + _LOCK))).acquire(timeout=0):
            files = sorted(self._folder.glob(f"{other}-*"))
            try:
                with FileLock(str(self._folder / (other + _COURIER))).acquire(timeout=0):
                    if self._taken_in(files):
                        self._unlock(other)
            except Timeout:
                for file in files:
                    self._away.update(dict.fromkeys(records.read(file.read_bytes()).asked, other))
            else:
                return True
        return False

    def _wait(self, name: str, most_s: float | None) -> None:
        """Wait until the courier that has a request in flight is through, and take what it brought."""
        end = time.monotonic() + (most_s or float("inf"))
        while time.monotonic() < end:
            with self._opening:
                other = self._away.get(name)
                if other is None:
                    return
                if self._tell and not self._told:
                    self._tell(_WAITING)
                self._told = True
                with suppress(OSError):
                    if self._settle(other):
                        self._away = {one: whose for one, whose in self._away.items() if whose != other}
                        continue
            time.sleep(_LOOK_S)

    def _unlock(self, whose: str) -> None:
        for end in (_LOCK, _COURIER):
            (self._folder / (whose + end)).unlink(missing_ok=True)

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
        self._mine = f"{os.getpid()}.{uuid.uuid4().hex[:12]}"
        for _ in range(_TRIES):  # another process may take the folder away while it is empty
            try:
                self._folder.mkdir(mode=0o700, exist_ok=True)
                self._lock = FileLock(str(self._folder / (self._mine + _LOCK)), timeout=0)
                self._lock.acquire()
            except (OSError, Timeout):
                self._lock = None
            else:
                if self._tell:
                    self._courier = Courier(self._folder / (self._mine + _COURIER), self._tell)
                return True
        return False

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
            handle = os.open(
                path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600
            )
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
        replies = [reply for file in files for reply in records.read(file.read_bytes()).replies]
        if not self._memory.take_in(replies):
            return False
        for file in files:
            file.unlink()
        return True


def _leave(slots: list[_Slot]) -> None:
    for slot in slots:
        with suppress(OSError):
            os.close(slot.handle)
            if not slot.size:
                slot.path.unlink(missing_ok=True)
