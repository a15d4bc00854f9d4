"""The courier itself: makes calls that it is handed over stdin, keeps each reply, then hands it back over stdout.

Its stdin ends with the batch, however that ends. It then waits for what is in flight, keeps it, and ends as well. As
long as it lives it holds a lock, so that the next start knows whether something is still to come.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from io import FileIO
from typing import TYPE_CHECKING, Any, Final

import httpx2
from filelock import FileLock

from wbcoach.courier import frames, records

if TYPE_CHECKING:
    from wbcoach.courier.frames import Frame

_LOCK_S: Final = 10.0
_OK: Final = 200
# As openai's own client has them.
_LIMITS: Final = httpx2.Limits(max_connections=1000, max_keepalive_connections=100)
# It ends by its stdin alone: who ends a batch mostly lets it finish the rows in flight.
_DEAF_TO: Final = ("SIGINT", "SIGTERM", "SIGHUP")


def main(lock: str) -> None:
    """Carry what comes over stdin until it ends, under a lock."""
    for name in _DEAF_TO:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    held = FileLock(lock)
    held.acquire(timeout=_LOCK_S)
    back = FileIO(os.dup(1), "wb")
    # What a library prints must not come between messages.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    with httpx2.Client(limits=_LIMITS, follow_redirects=True) as client:
        Round(client, FileIO(0, closefd=False), back).work()
    os._exit(0)


class Round:
    """All that one courier carries, each call on a thread of its own."""

    def __init__(self, client: httpx2.Client, asks: FileIO, back: FileIO) -> None:
        """Keep the client and the ends of the pipes."""
        self._client, self._asks, self._back = client, asks, back
        self._turn = threading.Lock()
        self._left = False

    def work(self) -> None:
        """Say that it is ready, and carry until the other end is closed and all in flight has come."""
        self._hand({"ready": True})
        with ThreadPoolExecutor(_LIMITS.max_connections) as threads:
            while (frame := frames.take(self._asks)) is not None:
                threads.submit(self._carry, frame)
            self._left = True

    def _carry(self, frame: Frame) -> None:
        if self._left:
            return  # it is not paid yet, and nobody waits for it
        body = b""
        try:
            told, body = self._answer(frame)
        except httpx2.HTTPError as error:
            told = {"error": type(error).__name__, "said": str(error)}
        except Exception as error:  # noqa: BLE001  whatever it is, somebody waits to hear of it
            told = {"error": "TransportError", "said": f"{type(error).__name__}: {error}"}
        self._hand({"id": frame.head["id"], **told}, body)

    def _answer(self, frame: Frame) -> tuple[dict[str, Any], bytes]:
        head = frame.head
        request = self._client.build_request(
            head["method"],
            head["url"],
            headers=frames.raw(head["headers"]),
            content=frame.body,
            extensions={"timeout": head["timeout"]},
        )
        response = self._client.send(request, stream=True)
        try:
            body = _whole(response, request, head["timeout"].get("read"))
        finally:
            response.close()
        if response.status_code == _OK:
            _keep(head["file"], records.came(head["name"], response.headers, body))
        return {"status": response.status_code, "headers": frames.plain(response.headers.raw)}, body

    def _hand(self, head: dict[str, Any], body: bytes = b"") -> None:
        """Hand something to the batch, if that is still there."""
        with suppress(OSError), self._turn:
            frames.put(self._back, head, body)


def _whole(response: httpx2.Response, request: httpx2.Request, most_s: float | None) -> bytes:
    """Read a body as it comes over the wire; one that comes in drips, each in time, all together not, is given up.

    Raises:
        httpx2.ReadTimeout: it came too slowly.
    """
    end = time.monotonic() + (most_s or float("inf"))
    size = int(response.headers.get("content-length", "-1"))
    held = bytearray()
    for chunk in response.iter_raw():
        held += chunk
        if len(held) != size and time.monotonic() > end:
            raise httpx2.ReadTimeout("The body came too slowly.", request=request)
    return bytes(held)


def _keep(file: str, line: bytes) -> None:
    with suppress(OSError):
        handle = os.open(file, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0))
        try:
            os.write(handle, line)
        finally:
            os.close(handle)
