"""What goes wrong beside the rows, such as a model that can't be reached: told once a kind, and counted."""

from __future__ import annotations

import threading
from collections import Counter
from typing import TYPE_CHECKING

from wbcoach.errors import BudgetError, ModelAuthError

if TYPE_CHECKING:
    from collections.abc import Callable

    from wbcoach.errors import WbcoachError


class Troubles:
    """A coach's `notify` for many rows at once: each row can ask whether it was its own call that was refused.

    A refusal is a key that isn't taken, or a budget that is used up.
    """

    def __init__(self, tell: Callable[[WbcoachError], None]) -> None:
        """Tell `tell` of the first of each kind."""
        self.counts: Counter[str] = Counter()
        self._tell = tell
        self._lock = threading.Lock()
        self._mine = threading.local()

    def __call__(self, error: WbcoachError) -> None:
        """Take note of an error; a refusal is told only when it turns out that the run goes on."""
        if isinstance(error, ModelAuthError | BudgetError):
            self._mine.refusal = error
        else:
            self.tell(error)

    def tell(self, error: WbcoachError) -> None:
        """Tell of an error; one of a kind that was told before is only counted."""
        with self._lock:
            self.counts[error.code] += 1
            first = self.counts[error.code] == 1
        if first:
            self._tell(error)

    def refusal(self) -> ModelAuthError | BudgetError | None:
        """Give the refusal that this thread met since it last asked."""
        error: ModelAuthError | BudgetError | None = getattr(self._mine, "refusal", None)
        self._mine.refusal = None
        return error
