"""The connection to a Chroma server: opened when first needed, our collections, the writer's lock."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from wbcoach.errors import SettingsError, StoreBusyError, StoreError, StoreVersionError
from wbcoach.library.manifest import SCHEMA

STATE: Final = "wbcoach"
ITEMS: Final = "wbcoach-items"
SHELF: Final = "wbcoach-shelf-"
_LOCK = "wbcoach-lock"
_PATIENCE_S: Final = 60.0
_BEAT_S, _DEAD_S, _PAUSE_S = 10.0, 60.0, 0.2


class Connection:
    """One server, and what we keep on it."""

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
        self.address = address
        self._client: Any = None

    @property
    def client(self) -> Any:
        """Connect when first asked.

        Raises:
            StoreError: nobody answers there.
        """
        if self._client is None:
            self._client = _connected(self.address)
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
        found = self.collection(STATE)
        return (found.metadata or None) if found is not None else None

    def state(self) -> Mapping[str, Any] | None:
        """Give what the last update left.

        Raises:
            StoreVersionError: a newer wbcoach wrote it.
        """
        state = self.told()
        if state and int(state.get("schema", 0)) > SCHEMA:
            message = f"The index on {self.address} was written by wbcoach {state.get('version')}."
            raise StoreVersionError(
                message, "Upgrade wbcoach, or build the index anew with this one: --rebuild."
            )
        return state

    @contextlib.contextmanager
    def locked(self, wait_s: float) -> Iterator[None]:
        """Be the one writer, by holding a collection that only one can make.

        Raises:
            StoreBusyError: somebody else writes, and lives, for longer than `wait_s` seconds.
        """
        self._lock(wait_s)
        done = threading.Event()
        heart = threading.Thread(target=self._keep_alive, args=(done,), daemon=True)
        heart.start()
        try:
            yield
        finally:
            done.set()
            heart.join()
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
                    message = (
                        f"{told.get('who', 'Another process')} is writing to the index on {self.address}."
                    )
                    raise StoreBusyError(message, "Wait until it is done, then try again.") from None
                time.sleep(_PAUSE_S)
            else:
                return

    def _keep_alive(self, done: threading.Event) -> None:
        while not done.wait(_BEAT_S):
            with contextlib.suppress(Exception):
                self.client.get_collection(_LOCK, embedding_function=None).modify(metadata=_beat())


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


def _beat() -> dict[str, Any]:
    return {"who": f"process {os.getpid()} on {socket.gethostname()}", "at": time.time()}
