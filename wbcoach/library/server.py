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
import hashlib
import json
import math
import os
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from urllib.parse import urlsplit

from wbcoach.errors import SettingsError, StoreBusyError, StoreError, StoreVersionError
from wbcoach.library.dense import Dense
from wbcoach.library.faults import explained
from wbcoach.library.generation import Pinned
from wbcoach.library.indexing import Run
from wbcoach.library.manifest import SCHEMA, Manifest
from wbcoach.library.records import Records

_STATE, _ITEMS, _LOCK, _SHELF = "wbcoach", "wbcoach-items", "wbcoach-lock", "wbcoach-shelf-"
_PAGE: Final = 1000
_FRESH_S: Final = 1.0  # how long a look at the server's state is good for
_PATIENCE_S: Final = 60.0
_BEAT_S, _DEAD_S, _PAUSE_S = 10.0, 60.0, 0.2


class Server:
    """One Chroma server as a place for an index."""

    def __init__(self, address: str) -> None:
        """Take an address such as http://host:8000; nothing is asked of it yet.

        Raises:
            SettingsError: it is not such an address.
        """
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
            raise SettingsError(
                f"store: {address!r} is not the address of a server.", "Write it as http://host:8000."
            )
        self.root = address
        self._client: Any = None
        self._seen: tuple[float, tuple[int, int] | None] = (-math.inf, None)

    @property
    def client(self) -> Any:
        """Connect when first asked.

        Raises:
            StoreError: nobody answers there.
        """
        if self._client is None:
            self._client = _connected(self.root)
        return self._client

    def close(self) -> None:
        """Close the connections; the next question opens new ones."""
        client, self._client = self._client, None
        if client is not None:
            client.close()
            for session in _sessions(client):
                session.close()

    def collection(self, name: str) -> Any:
        """Give one of our collections, or None."""
        from chromadb.errors import NotFoundError

        try:
            return self.client.get_collection(name, embedding_function=None)
        except NotFoundError:
            return None

    def told(self) -> Mapping[str, Any] | None:
        """Give what the last update left, by whatever version of wbcoach; None where there was none."""
        found = self.collection(_STATE)
        return (found.metadata or None) if found is not None else None

    def state(self) -> Mapping[str, Any] | None:
        """Give what the last update left.

        Raises:
            StoreVersionError: a newer wbcoach wrote it.
        """
        state = self.told()
        if state and int(state.get("schema", 0)) > SCHEMA:
            message = f"The index on {self.root} was written by wbcoach {state.get('version')}."
            raise StoreVersionError(
                message, "Upgrade wbcoach, or build the index anew with this one: --rebuild."
            )
        return state

    def stamp(self) -> tuple[int, int] | None:
        """Give the serial number of the last update, as of a second ago at most."""
        asked, stamp = self._seen
        if time.monotonic() - asked > _FRESH_S:
            with explained(self.root):
                stamp = _stamp(self.told())
            self._seen = (time.monotonic(), stamp)
        return stamp

    def require(self) -> None:
        """Raise a StoreError where there is no index to change."""
        with explained(self.root):
            state = self.state()
            self.close()
        if state is None:
            raise _nothing(self.root)

    @contextlib.contextmanager
    def salvage(self) -> Iterator[Path | None]:
        """Give a folder with a copy of the items while the block lasts; None where there are none."""
        with TemporaryDirectory(prefix="wbcoach-") as folder:
            try:
                state = self.state()
                if state is not None:
                    self.pull(Path(folder), state)
            except StoreVersionError:
                state = None
            yield Path(folder) if state is not None else None

    def pin(self) -> Pinned:
        """Copy the items and index their words.

        Raises:
            StoreError: there is no index, or the server does not answer.
        """
        with explained(self.root):
            state = self.state()
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
        self.pull(folder, state)
        run = Run(folder, None, lambda _stage, _count: None, None)
        run.index_words(everything=True)
        manifest = _manifest(run.records, state)
        run.close()
        return manifest

    def pull(self, folder: Path, state: Mapping[str, Any]) -> dict[int, str]:
        """Copy the items into a folder, as a generation has them; give each row's digest."""
        records = Records(folder, writing=True)
        digests: dict[int, str] = {}
        found = self.collection(_ITEMS)
        for start in range(0, found.count() if found is not None else 0, _PAGE):
            page = found.get(include=["documents", "metadatas"], limit=_PAGE, offset=start)
            rows = [
                {**metadata, "row": int(name), "text": text}
                for name, text, metadata in zip(
                    page["ids"], page["documents"], page["metadatas"], strict=True
                )
            ]
            records.restore(rows, int(state["last"]))
            digests.update((row["row"], _digest(row)) for row in rows)
        records.close()
        return digests

    def vectors(self, folder: Path) -> Dense:
        """Open the vectors; they are the same for every copy of the items."""
        del folder
        return Dense(self.client, _SHELF, own=False)

    def drop_vectors(self, folder: Path) -> None:
        """Delete all vectors."""
        for shelf in self.vectors(folder).shelves:
            self.client.delete_collection(_SHELF + shelf)

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
            self._lock(wait_s)
            after.callback(self._unlock)
            done = threading.Event()
            heart = threading.Thread(target=self._beat, args=(done,), daemon=True)
            heart.start()
            after.callback(heart.join)
            after.callback(done.set)
            yield ServerWriting(self, Path(folder))

    def _unlock(self) -> None:
        with contextlib.suppress(Exception):
            self.client.delete_collection(_LOCK)

    def _lock(self, wait_s: float) -> None:
        from chromadb.errors import ChromaError

        deadline = time.monotonic() + wait_s
        while True:
            try:
                self.client.create_collection(_LOCK, embedding_function=None, metadata=_beat())
            except ChromaError:
                held = self.collection(_LOCK)
                told = (held.metadata or {}) if held is not None else {}
                if held is not None and time.time() - float(told.get("at", 0)) > _DEAD_S:
                    with contextlib.suppress(ChromaError):  # it died, and somebody else may have seen it too
                        self.client.delete_collection(_LOCK)
                    continue
                if time.monotonic() > deadline:
                    message = f"{told.get('who', 'Another process')} is writing to the index on {self.root}."
                    raise StoreBusyError(message, "Wait until it is done, then try again.") from None
                time.sleep(_PAUSE_S)
            else:
                return

    def _beat(self, done: threading.Event) -> None:
        while not done.wait(_BEAT_S):
            with contextlib.suppress(Exception):
                self.client.get_collection(_LOCK, embedding_function=None).modify(metadata=_beat())


class ServerWriting:
    """An update of a server: made in a copy of the items, its vectors stored as they come."""

    def __init__(self, server: Server, folder: Path) -> None:
        """Work in an empty folder."""
        self._server, self._folder = server, folder
        self._before: dict[int, str] = {}
        self._serial = 0

    def begin(self, *, fresh: bool = False) -> Path:
        """Give a folder with a copy of the items, or with none if `fresh`.

        Raises:
            StoreVersionError: a newer wbcoach wrote the index.
        """
        state = self._server.told() if fresh else self._server.state()
        if state is not None:
            self._serial = int(state.get("serial", 0))
        folder = self._folder / f"gen-{self._serial + 1:06d}"
        folder.mkdir()
        if state is None or fresh:
            found = self._server.collection(_ITEMS)
            self._before = (
                dict.fromkeys(map(int, found.get(include=[])["ids"]), "") if found is not None else {}
            )
            records = Records(folder, writing=True)
            records.restore([], max(self._before, default=0))
            records.close()
        else:
            self._before = self._server.pull(folder, state)
            records = Records(folder)
            _manifest(records, state).write(folder)
            records.close()
        return folder

    def publish(self, manifest: Manifest) -> None:
        """Store what changed, delete what went, and count the update."""
        folder = self._folder / manifest.generation
        records = Records(folder)
        items = self._server.client.get_or_create_collection(_ITEMS, embedding_function=None)
        gone = set(self._before)
        last = 0
        while page := records.raw(last, _PAGE):
            last = page[-1]["row"]
            gone.difference_update(row["row"] for row in page)
            changed = [row for row in page if self._before.get(row["row"]) != _digest(row)]
            if changed:
                items.upsert(
                    ids=[str(row["row"]) for row in changed],
                    documents=[row["text"] for row in changed],
                    metadatas=[_metadata(row) for row in changed],
                    embeddings=[_nowhere(row["row"]) for row in changed],
                )
        for start in range(0, len(gone), _PAGE):
            items.delete(ids=[str(row) for row in sorted(gone)[start : start + _PAGE]])
        state = {
            "schema": SCHEMA,
            "serial": self._serial + 1,
            "last": records.last(),
            "version": manifest.version,
            "embedder": manifest.embedder or "",
            "dimension": manifest.dimension,
            "created": manifest.created,
            "content": manifest.content,
        }
        records.close()
        self._server.client.get_or_create_collection(_STATE, embedding_function=None).modify(metadata=state)


def _connected(address: str) -> Any:
    import chromadb
    from chromadb.config import Settings

    parts = urlsplit(address)
    secure = parts.scheme == "https"
    try:
        client = chromadb.HttpClient(
            str(parts.hostname),
            parts.port or (443 if secure else 8000),
            ssl=secure,
            settings=Settings(anonymized_telemetry=False),
        )
    except ValueError:
        hint = "Start it (chroma run), or set `store` to a folder."
        raise StoreError(f"No Chroma server answers at {address}.", hint) from None
    for session in _sessions(client):
        session.timeout = _PATIENCE_S
    return client


def _sessions(client: Any) -> list[Any]:
    """Find the HTTP sessions of a client: it sets them no time limit, and its close() leaves them open."""
    servers = (getattr(owner, "_server", None) for owner in (client, getattr(client, "_admin_client", None)))
    return [
        session
        for session in (getattr(server, "_session", None) for server in servers)
        if session is not None
    ]


def _nothing(root: str) -> StoreError:
    return StoreError(
        f"There is no index on {root}.", "Make one: wbcoach index PATH, with PATH your feedback."
    )


def _beat() -> dict[str, Any]:
    return {"who": f"process {os.getpid()} on {socket.gethostname()}", "at": time.time()}


def _stamp(state: Mapping[str, Any] | None) -> tuple[int, int] | None:
    return (int(state["serial"]), int(str(state["content"])[:12], 16)) if state else None


def _metadata(row: Mapping[str, Any]) -> dict[str, Any]:
    """Give a row's columns as the server keeps them: no text, which is the document, and nothing empty."""
    return {name: value for name, value in row.items() if name not in ("row", "text") and value is not None}


def _digest(row: Mapping[str, Any]) -> str:
    whole = json.dumps([row["text"], sorted(_metadata(row).items())], ensure_ascii=False)
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _nowhere(row: int) -> list[float]:
    """Give an item the vector that the server wants to have; no search looks at it."""
    return [math.cos(row), math.sin(row)]


def _manifest(records: Records, state: Mapping[str, Any]) -> Manifest:
    return Manifest(
        generation=f"gen-{int(state['serial']):06d}",
        version=str(state["version"]),
        embedder=str(state["embedder"]) or None,
        dimension=int(state["dimension"]),
        created=str(state["created"]),
        content=str(state["content"]),
        counts=records.counts(),
        vectors=records.vectors(),
    )
