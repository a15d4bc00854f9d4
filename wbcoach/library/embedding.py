"""Vectors made on threads of their own while the caller reads on and stores what is ready."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

from wbcoach.library.vectors import EmbedsAtOnce

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from wbcoach.evidence import Item
    from wbcoach.library.dense import Dense
    from wbcoach.library.records import Records
    from wbcoach.library.vectors import Embeds

BATCH: Final = 512
_WAITING = 2


class Vectors:
    """Wanted vectors: batches go to a thread, come back in order, and are stored by the caller's thread."""

    def __init__(self, dense: Dense, embedder: Embeds, records: Records) -> None:
        """Start the thread, or as many as the embedder is to be asked from."""
        at_once = embedder.at_once if isinstance(embedder, EmbedsAtOnce) else 1
        self._most = at_once + _WAITING
        self._dense, self._embedder, self._records = dense, embedder, records
        self._pool = ThreadPoolExecutor(at_once, thread_name_prefix="wbcoach-embed")
        self._waiting: dict[str, list[tuple[int, str, str]]] = {}
        self._ahead: deque[tuple[str, list[tuple[int, str, str]], Future[NDArray[np.float32]]]] = deque()
        self.done = 0

    def want(self, shelf: str, row: int, item: Item) -> None:
        """Ask for the vector of a row's words, to be put on a shelf."""
        waiting = self._waiting.setdefault(shelf, [])
        waiting.append((row, item.sha256[:32], item.text))
        if len(waiting) >= BATCH:
            self._send(shelf)

    def _send(self, shelf: str) -> None:
        batch = self._waiting.pop(shelf)
        self._ahead.append(
            (shelf, batch, self._pool.submit(self._embedder.embed, [text for *_, text in batch]))
        )
        while len(self._ahead) > self._most:
            self._store()

    def _store(self) -> None:
        shelf, batch, vectors = self._ahead.popleft()
        rows = [row for row, _, _ in batch]
        self._dense.add(shelf, rows, vectors.result())
        self._records.tell_all(
            "UPDATE items SET shelved = ?, vector = ? WHERE row = ?",
            [(shelf, words, row) for row, words, _ in batch],
        )
        self.done += len(rows)

    def finish(self) -> None:
        """Embed and store all that was asked for."""
        for shelf in list(self._waiting):
            self._send(shelf)
        while self._ahead:
            self._store()

    def stop(self) -> None:
        """End the threads; what is not stored is dropped."""
        self._pool.shutdown(wait=True, cancel_futures=True)
