"""Small products of matrices without the threads of BLAS: to wake and await those takes longer than the product, above all on a busy machine."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

from threadpoolctl import ThreadpoolController

if TYPE_CHECKING:
    from collections.abc import Iterator


class Calm:
    """Keeps the process's BLAS to the caller's thread while at least one thread asks for it."""

    def __init__(self) -> None:
        """Nobody asks yet."""
        self._lock = threading.Lock()
        self._asking = 0
        self._limits: Any = None

    @cached_property
    def _controller(self) -> ThreadpoolController:
        """What sets the number of threads of the libraries that are loaded by now."""
        return ThreadpoolController()

    @contextmanager
    def one_thread(self) -> Iterator[None]:
        """Limit BLAS to one thread within; the last to leave puts back what was."""
        with self._lock:
            self._asking += 1
            if self._asking == 1:
                self._limits = self._controller.limit(limits=1, user_api="blas")
        try:
            yield
        finally:
            with self._lock:
                self._asking -= 1
                if self._asking == 0 and self._limits is not None:
                    self._limits.restore_original_limits()
                    self._limits = None


CALM = Calm()
