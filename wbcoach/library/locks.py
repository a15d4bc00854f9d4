"""Locks between processes that end with their process, held by one or shared by many."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Self

_PAUSE_S = 0.02
_TAKEN = frozenset({errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES})


class Lock:
    """A lock on a file; the operating system lets go of it when the process dies, however it dies.

    Where the system has no shared locks (Windows) a shared one is not taken at all: an open file
    can't be deleted there, which is what sharing guards against.
    """

    def __init__(self, path: Path) -> None:
        """Name the file; nothing is opened yet."""
        self._path = path
        self._handle: int | None = None

    def take(self, *, shared: bool = False, wait_s: float = 0.0, create: bool = True) -> bool:
        """Take the lock, trying for `wait_s` seconds; say whether it was had.

        Raises:
            OSError: the file can't be opened.
        """
        flags = os.O_RDWR | (os.O_CREAT if create else 0)
        self._handle = os.open(self._path, flags, 0o666)
        deadline = time.monotonic() + wait_s
        while not _lock(self._handle, shared=shared):
            if time.monotonic() >= deadline:
                self.release()
                return False
            time.sleep(_PAUSE_S)
        return True

    def release(self) -> None:
        """Let go; a lock that isn't held stays so."""
        if self._handle is not None:
            handle, self._handle = self._handle, None
            os.close(handle)

    @contextlib.contextmanager
    def held(self, *, shared: bool = False, wait_s: float = 60.0) -> Iterator[Self]:
        """Hold the lock within a block.

        Raises:
            TimeoutError: it could not be had within `wait_s` seconds.
        """
        if not self.take(shared=shared, wait_s=wait_s):
            raise TimeoutError(errno.ETIMEDOUT, "the lock is held by another process", str(self._path))
        try:
            yield self
        finally:
            self.release()


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int, *, shared: bool) -> bool:
        if shared:
            return True
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno in _TAKEN:
                return False
            raise
        return True

else:
    import fcntl

    def _lock(handle: int, *, shared: bool) -> bool:
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in _TAKEN:
                return False
            raise
        return True
