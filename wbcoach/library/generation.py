"""Immutable generations: readers hold one, a writer makes the next and publishes it in one step.

A store is a folder:

    CURRENT            the name of the generation to read, replaced atomically
    .lock              held by the one writer
    .opening           shared by those opening a generation, exclusive while one is copied
    gen-000007/        one generation: items.sqlite, bm25/, chroma/, manifest.json
        .inuse         shared by those who read it; who gets it alone may sweep the folder away

Chroma writes to a folder even when it only opens it, so a copy must never overlap an opening.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from wbcoach.errors import StoreBusyError, StoreError
from wbcoach.library.dense import FOLDER, Dense
from wbcoach.library.faults import REBUILD, explained
from wbcoach.library.locks import Lock
from wbcoach.library.manifest import Manifest
from wbcoach.library.records import Records

_NAME = re.compile(r"gen-(\d{6,})$")
_SWEPT = ".swept-"
_PIN_TRIES, _PIN_PAUSE_S = 200, 0.01
_ROOM_BYTES = 4 << 20


@dataclass
class Pinned:
    """A generation that can't be swept while this is held; `stamp` is CURRENT as it was."""

    folder: Path
    manifest: Manifest
    stamp: tuple[int, int]
    lock: Lock | TemporaryDirectory[str]

    def release(self) -> None:
        """Let the sweeper have it."""
        if isinstance(self.lock, Lock):
            self.lock.release()
        else:
            self.lock.cleanup()


class Generations:
    """The generations of one store folder."""

    def __init__(self, root: Path) -> None:
        """Name the store's folder; nothing is read yet."""
        self.root = root
        self._current = root / "CURRENT"

    def stamp(self) -> tuple[int, int] | None:
        """Give a mark that changes whenever CURRENT does, cheaply; None when there is none."""
        try:
            status = self._current.stat()
        except OSError:
            return None
        return status.st_ino, status.st_mtime_ns

    def current(self) -> Path:
        """Give the folder of the generation to read.

        Raises:
            StoreError: there is no index, or CURRENT names nothing.
        """
        try:
            name = self._current.read_text("utf-8").strip()
        except FileNotFoundError:
            message = f"There is no index in {self.root}."
            raise StoreError(message, "Make one: wbcoach index PATH, with PATH your feedback.") from None
        except (NotADirectoryError, UnicodeDecodeError):
            raise StoreError(f"{self.root} is not an index.", REBUILD) from None
        if not _NAME.match(name) or not (self.root / name).is_dir():
            raise StoreError(f"The index in {self.root} is damaged: CURRENT names no generation.", REBUILD)
        return self.root / name

    def require(self) -> None:
        """Raise a StoreError where there is no index to change."""
        self.current()

    @contextlib.contextmanager
    def salvage(self) -> Iterator[Path | None]:
        """Give the current folder if its items can be read, else None."""
        try:
            folder = self.current()
            Manifest.read(folder)
            records = Records(folder)
            records.ask("PRAGMA integrity_check(1)")
            records.close()
        except (StoreError, OSError, sqlite3.Error):
            yield None
        else:
            yield folder

    def pin(self) -> Pinned:
        """Hold the current generation, whatever a writer does meanwhile.

        Raises:
            StoreError: there is none, it is damaged, or its folder is read-only.
        """
        with explained(self.root):
            for _ in range(_PIN_TRIES):
                stamp = self.stamp()
                try:
                    pinned = self._pinned(stamp or (0, 0))
                except (StoreError, FileNotFoundError):
                    # Either damage, or a writer published and swept under our feet: CURRENT tells.
                    if stamp == self.stamp():
                        raise
                    continue
                if pinned is not None and stamp == self.stamp():
                    return pinned
                if pinned is not None:
                    pinned.release()
                time.sleep(_PIN_PAUSE_S)
        raise StoreError(f"The index in {self.root} changes faster than it can be opened.", "Try again.")

    def _pinned(self, stamp: tuple[int, int]) -> Pinned | None:
        folder = self.current()
        lock = Lock(folder / ".inuse")
        if not lock.take(shared=True):
            return None
        try:
            return Pinned(folder, Manifest.read(folder), stamp, lock)
        except BaseException:
            lock.release()
            raise

    def vectors(self, folder: Path) -> Dense:
        """Open a generation's vectors, while nobody copies it."""
        with Lock(self.root / ".opening").held(shared=True):
            return Dense.in_folder(folder)

    def drop_vectors(self, folder: Path) -> None:
        """Delete the vectors of a generation that is being made."""
        shutil.rmtree(folder / FOLDER, ignore_errors=True)

    @contextlib.contextmanager
    def writing(self, wait_s: float) -> Iterator[Writing]:
        """Be the one writer; what was begun and not published is gone afterwards.

        Raises:
            StoreBusyError: another process writes for longer than `wait_s` seconds.
            StoreError: the folder can't be made or written.
        """
        with explained(self.root, writing=True):
            self.root.mkdir(parents=True, exist_ok=True)
            lock = Lock(self.root / ".lock")
            if not lock.take(wait_s=wait_s):
                message = f"Another process is writing to the index in {self.root}."
                raise StoreBusyError(message, "Wait until it is done, then try again.")
            writing = Writing(self)
            try:
                yield writing
            finally:
                with contextlib.suppress(OSError):
                    writing.abandon()
                lock.release()

    def close(self) -> None:
        """Do nothing: a folder needs no connection."""

    def names(self) -> list[Path]:
        """Give the folders of all generations, oldest first."""
        return sorted(path for path in self.root.iterdir() if _NAME.match(path.name) and path.is_dir())

    def sweep(self, keep: frozenset[Path]) -> None:
        """Delete what nobody reads, except `keep`; a folder is renamed first, so it is never half there."""
        for folder in self.names():
            if folder not in keep:
                self.sweep_one(folder)
        for leftover in self.root.glob(f"{_SWEPT}*"):
            shutil.rmtree(leftover, ignore_errors=True)

    def sweep_one(self, folder: Path) -> None:
        """Delete a generation if nobody reads it."""
        lock = Lock(folder / ".inuse")
        try:
            if not lock.take():
                return
            swept = folder.with_name(f"{_SWEPT}{folder.name}-{os.getpid()}")
            folder.rename(swept)
            shutil.rmtree(swept, ignore_errors=True)
        except OSError:
            return  # in use on a system that keeps open files, or gone already
        finally:
            lock.release()


class Writing:
    """The next generation while it is made, under the writer's lock."""

    def __init__(self, generations: Generations) -> None:
        """Start with nothing; `begin` makes the folder."""
        self._generations = generations
        self.folder: Path | None = None

    def begin(self, *, fresh: bool = False) -> Path:
        """Make the next generation's folder: a copy of the current one, or empty if `fresh` or the first.

        Raises:
            StoreVersionError: the current one was written by a newer wbcoach.
            StoreError: the current one is damaged.
        """
        generations = self._generations
        root = generations.root
        current = None if fresh or generations.stamp() is None else generations.current()
        if current is not None:
            Manifest.read(current)
        kept = self._named()
        generations.sweep(frozenset({kept} if kept else ()))
        last = max(
            (int(path.name[4:]) for path in [*generations.names(), *([kept] if kept else [])]), default=0
        )
        folder = root / f"gen-{last + 1:06d}"
        self.folder = folder
        if current is None:
            folder.mkdir()
        else:
            _refuse_without_room(current, root)
            with Lock(root / ".opening").held():
                shutil.copytree(current, folder, ignore=shutil.ignore_patterns(".inuse"))
        (folder / ".inuse").touch()
        return folder

    def _named(self) -> Path | None:
        try:
            return self._generations.current()
        except StoreError:
            return None

    def publish(self, manifest: Manifest) -> None:
        """Make the new generation the one to read; when this returns it is on the disk."""
        folder = self.folder
        if folder is None:
            raise RuntimeError("publish without begin")
        root = self._generations.root
        manifest.write(folder)
        _sync_tree(folder)
        mark = root / "CURRENT.tmp"
        with mark.open("w", encoding="utf-8") as file:
            file.write(folder.name + "\n")
            file.flush()
            os.fsync(file.fileno())
        mark.replace(root / "CURRENT")
        self.folder = None
        _sync_folder(root)
        self._generations.sweep(frozenset({folder}))

    def abandon(self) -> None:
        """Take away what was begun and not published."""
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder = None


def _refuse_without_room(current: Path, root: Path) -> None:
    need = sum(path.stat().st_size for path in current.rglob("*") if path.is_file()) + _ROOM_BYTES
    if shutil.disk_usage(root).free < need:
        raise OSError(errno.ENOSPC, "no room for the next generation", str(root))


def _sync_tree(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            _sync(path, os.O_RDWR)
        else:
            _sync_folder(path)
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":
        _sync(folder, os.O_RDONLY)


def _sync(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
