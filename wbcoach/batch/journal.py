"""A file that only grows, line by line, and of which a half line never stays."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from wbcoach.errors import InputError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class Journal:
    """Lines at the end of a file; `size` is how long it is, in bytes of whole lines."""

    def __init__(self, path: Path) -> None:
        """Open the file, or make it; nothing of it is changed.

        Raises:
            InputError: it can't be opened for writing.
        """
        self.path = path
        try:
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
        except OSError as error:
            message = f"{path} can't be written to: {error.strerror}."
            raise InputError(message, "Check the folder and its permissions, or name another file.") from None
        self.size = os.fstat(self._handle).st_size

    def close(self) -> None:
        """Let go of the file; a second time does nothing."""
        if self._handle >= 0:
            handle, self._handle = self._handle, -1
            os.close(handle)

    def lines(self) -> Iterator[bytes]:
        """Walk over what is there by now, each line with its end; the last may lack it."""
        left = self.size
        with self.path.open("rb") as file:
            while left > 0 and (line := file.readline(left)):
                left -= len(line)
                yield line

    def cut(self, size: int) -> None:
        """Take away what is beyond `size`.

        Raises:
            StoreError: the file can't be changed.
        """
        with _explained(self.path):
            os.ftruncate(self._handle, size)
            os.fsync(self._handle)
        self.size = size

    def append(self, line: bytes) -> None:
        """Write a line, with its end, or nothing of it.

        Raises:
            StoreError: there is no room, or the file can't be written.
        """
        with _explained(self.path):
            try:
                os.lseek(self._handle, self.size, os.SEEK_SET)
                rest = memoryview(line)
                while rest:
                    rest = rest[os.write(self._handle, rest) :]
            except BaseException:
                with suppress(OSError):
                    os.ftruncate(self._handle, self.size)
                raise
        self.size += len(line)

    def sync(self) -> None:
        """Wait until all that was written is on the disk.

        Raises:
            StoreError: it can't be put there.
        """
        with _explained(self.path):
            os.fsync(self._handle)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            message = f"There is no room to write {path}."
            hint = (
                "Free some space and give the same command again: it goes on behind the rows that are kept."
            )
            raise StoreError(message, hint) from error
        message = f"{path} can't be written: {error.strerror or error}."
        raise StoreError(
            message, "Mend that and give the same command again: it goes on behind the rows that are kept."
        ) from error
