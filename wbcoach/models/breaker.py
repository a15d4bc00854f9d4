"""A circuit breaker: a server that failed several times in sequence is left alone for a while.

Own code, since of the two libraries for it one runs all calls under a single lock, and the other knows no lock
and lets every thread through at once when the time is over.
"""

from __future__ import annotations

import math
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from wbcoach.errors import BudgetError, ModelError, ModelUnreachableError
from wbcoach.models.failures import OFFLINE, is_outage

if TYPE_CHECKING:
    from collections.abc import Generator


class Breaker:
    """Counts asks that failed for the server's sake, over all threads; `after` 0 never opens."""

    def __init__(self, after: int, pause_s: float) -> None:
        """Start closed."""
        self._after = after
        self._pause_s = pause_s
        self._lock = threading.Lock()
        self._failures = 0
        self._until = 0.0
        self._trying = False

    @contextmanager
    def watching(self) -> Generator[None]:
        """Let one ask through, and learn from how it ends.

        Raises:
            ModelUnreachableError: the server is left alone now; once the time is over a single ask tries it.
        """
        trying = self._enter()
        try:
            yield
        except BudgetError:
            self._leave(trying=trying)
            raise
        except ModelError as error:
            self._learn(well=not is_outage(error), trying=trying)
            raise
        except BaseException:
            self._leave(trying=trying)
            raise
        self._learn(well=True, trying=trying)

    def _enter(self) -> bool:
        with self._lock:
            if not self._until:
                return False
            left = self._until - time.monotonic()
            if left > 0 or self._trying:
                raise ModelUnreachableError(
                    f"The model's server failed {self._failures} times in sequence and is left alone"
                    f"{f' for {math.ceil(left)} s' if left > 0 else ' until a try ends'}.",
                    f"Check it, or turn breaker_after and breaker_s (WBCOACH_BREAKER_AFTER). {OFFLINE}",
                )
            self._trying = True
            return True

    def _learn(self, *, well: bool, trying: bool) -> None:
        with self._lock:
            self._trying = self._trying and not trying
            if well:
                self._failures, self._until = 0, 0.0
                return
            self._failures += 1
            if trying or (self._after and self._failures >= self._after and not self._until):
                self._until = time.monotonic() + self._pause_s

    def _leave(self, *, trying: bool) -> None:
        with self._lock:
            self._trying = self._trying and not trying
