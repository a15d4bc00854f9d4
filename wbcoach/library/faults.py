"""What can go wrong below the store, said in its own words: full disk, read-only folder, damage."""

from __future__ import annotations

import contextlib
import errno
import re
import shutil
import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING

from wbcoach.errors import StoreError, WbcoachError

if TYPE_CHECKING:
    from pathlib import Path

REBUILD = "Build it anew: wbcoach index --rebuild PATH."
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_CLOSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_ROOM_BYTES = 4 << 20
_FULL_WORDS = re.compile(r"disk is full|no space left|file too large|disk i/o error|quota", re.IGNORECASE)
_CLOSED_WORDS = re.compile(r"readonly|read-only|permission denied|code: 1032|unable to open", re.IGNORECASE)


@contextlib.contextmanager
def explained(root: Path | str, *, writing: bool = False) -> Iterator[None]:
    """Turn what the system, sqlite and Chroma raise within the block into a StoreError.

    Raises:
        StoreError: says what happened and what to do next.
    """
    try:
        yield
    except WbcoachError:
        raise
    except (OSError, sqlite3.Error) as error:
        raise _explain(root, error, writing=writing) from error
    except BaseException as error:
        if type(error).__module__.startswith("httpx"):
            hint = "See that it runs, or set `store` to a folder."
            raise StoreError(f"The Chroma server at {root} does not answer.", hint) from error
        if not _is_chromas(error):
            raise
        raise _explain(root, error, writing=writing) from error


def _is_chromas(error: BaseException) -> bool:
    """Recognise Chroma's errors, and the panics of its Rust half, without importing it."""
    name, module = type(error).__name__, type(error).__module__
    return name == "PanicException" or module.startswith(("chromadb", "chromadb_rust_bindings"))


def _nearly_full(root: Path | str) -> bool:
    """Tell a full disk where Chroma only says that a compaction failed."""
    with contextlib.suppress(OSError):
        return shutil.disk_usage(root).free < _ROOM_BYTES
    return False


def _explain(root: Path | str, error: BaseException, *, writing: bool) -> StoreError:
    code = error.errno if isinstance(error, OSError) else None
    words = str(error)
    if code in _FULL or _FULL_WORDS.search(words) or (_is_chromas(error) and _nearly_full(root)):
        message = f"There is no room to write the index in {root}."
        return StoreError(message, "Free some space and try again; the last index is whole and still used.")
    if isinstance(error, TimeoutError):
        return StoreError(f"The index in {root} is being opened or copied by another process.", "Try again.")
    if code in _CLOSED or _CLOSED_WORDS.search(words):
        message = f"The index folder {root} can't be written to, and Chroma writes even when it only reads."
        return StoreError(message, "Give yourself write access, or copy the folder to where you have it.")
    reason = words.rstrip(".") or type(error).__name__
    if writing:
        hint = f"The last index is as it was. See that the disk has room, and try again. If that fails too: {REBUILD}"
        return StoreError(f"The index in {root} can't be brought up to date: {reason}.", hint)
    return StoreError(f"The index in {root} can't be used: {reason}.", REBUILD)
