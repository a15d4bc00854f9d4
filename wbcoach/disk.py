"""Files that are on the disk whole or not at all, whatever stops the process or the machine."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def write(path: Path, data: bytes) -> None:
    """Write a file and wait until its bytes are on the disk; a crash may leave it half written.

    Raises:
        OSError: it can't be written.
    """
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk.

    Raises:
        OSError: there is no such folder.
    """
    if os.name != "posix":
        return  # elsewhere a folder can't be opened, and a rename waits for the disk by itself
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def into_place(draft: Path, path: Path) -> None:
    """Put a draft, whose bytes are on the disk already, in the place of what is there.

    Raises:
        OSError: it can't be moved there.
    """
    draft.replace(path)
    sync_folder(path.parent)


def replace_whole(path: Path, data: bytes) -> None:
    """Put data in the place of a file: readers see the old bytes or the new ones, and what fails changes nothing.

    Raises:
        OSError: it can't be written; the draft beside it is taken away.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        write(draft, data)
        into_place(draft, path)
    except OSError:
        with suppress(OSError):
            draft.unlink()
        raise
