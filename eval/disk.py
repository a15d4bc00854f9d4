"""Files that are there whole or as they were before, whatever happens while they are written."""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from wbcoach.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Write a text as UTF-8; a crash leaves the file as it was before.

    Raises:
        OSError: the file can't be written.
    """
    unfinished = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        unfinished.write_text(text, "utf-8")
        os.replace(unfinished, path)  # noqa: PTH105  replaces on Windows too
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def alone(path: Path) -> Generator[None]:
    """Keep a file to this process while the block lasts; it is free again however the process ends.

    Raises:
        InputError: another process keeps it.
    """
    try:
        with FileLock(path.with_name(f".{path.name}.lock"), timeout=0):
            yield
    except Timeout:
        raise InputError(
            f"Another session is writing {path}.", "Wait until it ends, or name another file with --out."
        ) from None


def writable(path: Path) -> None:
    """See whether a file can be written there, by writing another beside it.

    Raises:
        InputError: it can't; says why.
    """
    try:
        if path.is_dir():
            raise IsADirectoryError(0, "it is a folder")
        with NamedTemporaryFile(dir=path.parent):
            pass
    except OSError as error:
        raise InputError(f"{path} can't be written: {error.strerror}.", "Name another file.") from None
