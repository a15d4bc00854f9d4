"""An index on a Chroma server, for teams: the server keeps items and vectors, each client its own BM25.

    wbcoach            metadata alone: schema, embedder, serial number of the last update
    wbcoach-items      every item, under its row, with what became of it
    wbcoach-lock       there while somebody writes; a heartbeat in its metadata
    wbcoach-shelf-*    the vectors, under their rows

Unlike a folder, a server has no generations: who opens it during an update sees it half done, and sees
the rest with the next refresh.
"""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from wbcoach.errors import StoreError, StoreVersionError
from wbcoach.library.connection import SHELF, Connection
from wbcoach.library.dense import Dense
from wbcoach.library.faults import explained
from wbcoach.library.generation import Pinned
from wbcoach.library.indexing import Run
from wbcoach.library.manifest import Manifest
from wbcoach.library.server_writing import ServerWriting, manifest_of, pull

_FRESH_S: Final = 1.0  # how long a look at the server's state is good for


class Server:
    """One Chroma server as a place for an index."""

    def __init__(self, address: str) -> None:
        """Take an address such as http://host:8000; nothing is asked of it yet.

        Raises:
            SettingsError: it is not such an address.
        """
        self.root = address
        self._connection = Connection(address)
        self._seen: tuple[float, tuple[int, int] | None] = (-math.inf, None)

    def stamp(self) -> tuple[int, int] | None:
        """Give the serial number of the last update, as of a second ago at most."""
        asked, stamp = self._seen
        if time.monotonic() - asked > _FRESH_S:
            with explained(self.root):
                stamp = _stamp(self._connection.told())
            self._seen = (time.monotonic(), stamp)
        return stamp

    def require(self) -> None:
        """Raise a StoreError where there is no index to change."""
        with explained(self.root):
            state = self._connection.state()
            self.close()
        if state is None:
            raise _nothing(self.root)

    @contextlib.contextmanager
    def salvage(self) -> Iterator[Path | None]:
        """Give a folder with a copy of the items while the block lasts; None where there are none."""
        with TemporaryDirectory(prefix="wbcoach-") as folder:
            try:
                state = self._connection.state()
                if state is not None:
                    pull(self._connection, Path(folder), state)
            except StoreVersionError:
                state = None
            yield Path(folder) if state is not None else None

    def pin(self) -> Pinned:
        """Copy the items and index their words.

        Raises:
            StoreError: there is no index, or the server does not answer.
        """
        with explained(self.root):
            state = self._connection.state()
        if state is None:
            self.close()
            raise _nothing(self.root)
        held = TemporaryDirectory(prefix="wbcoach-")
        try:
            with explained(self.root):
                manifest = self._copy(Path(held.name), state)
        except BaseException:
            held.cleanup()
            raise
        return Pinned(Path(held.name), manifest, _stamp(state) or (0, 0), held)

    def _copy(self, folder: Path, state: Mapping[str, Any]) -> Manifest:
        pull(self._connection, folder, state)
        run = Run(folder, None, lambda _stage, _count: None, None)
        run.index_words(everything=True)
        manifest = manifest_of(run.records, state)
        run.close()
        return manifest

    def vectors(self, folder: Path) -> Dense:
        """Open the vectors; they are the same for every copy of the items."""
        del folder
        return Dense(self._connection.client, SHELF, own=False)

    def drop_vectors(self, folder: Path) -> None:
        """Delete all vectors."""
        for shelf in self.vectors(folder).shelves:
            self._connection.client.delete_collection(SHELF + shelf)

    def sweep_one(self, folder: Path) -> None:
        """Do nothing: a copy goes with its reader."""

    @contextlib.contextmanager
    def writing(self, wait_s: float) -> Iterator[ServerWriting]:
        """Be the one writer, by holding a collection that only one can make.

        Raises:
            StoreBusyError: somebody else writes, and lives, for longer than `wait_s` seconds.
            StoreError: the server does not answer.
        """
        with contextlib.ExitStack() as after:
            after.callback(self.close)
            after.enter_context(explained(self.root, writing=True))
            folder = after.enter_context(TemporaryDirectory(prefix="wbcoach-"))
            after.enter_context(self._connection.locked(wait_s))
            yield ServerWriting(self._connection, Path(folder))

    def close(self) -> None:
        """Close the connections; the next question opens new ones."""
        self._connection.close()


def _nothing(root: str) -> StoreError:
    return StoreError(
        f"There is no index on {root}.", "Make one: wbcoach index PATH, with PATH your feedback."
    )


def _stamp(state: Mapping[str, Any] | None) -> tuple[int, int] | None:
    return (int(state["serial"]), int(str(state["content"])[:12], 16)) if state else None
