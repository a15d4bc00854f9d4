"""The coach as the server holds it: one model and one index for all, opened anew when an index first appears."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from anyio import CapacityLimiter, to_thread

from wbcoach.coach import Coach
from wbcoach.coach.baseline import Baseline
from wbcoach.coach.gather import today
from wbcoach.coach.opening import has_index, open_parts, open_reader
from wbcoach.coach.silence import Ignore, inline_ignores
from wbcoach.errors import EmptyDraftError, StoreError
from wbcoach.faces.painpoints import PainPoints
from wbcoach.faces.web.problems import RefusalError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wbcoach.api import CritiqueRequest
    from wbcoach.api.asked import How
    from wbcoach.coach.page import StepDone
    from wbcoach.errors import WbcoachError
    from wbcoach.heads.weigh import Heads
    from wbcoach.library import Library
    from wbcoach.settings import Settings

T = TypeVar("T")
_LOOK_EVERY_S = 1.0
_OFFLINE_THREADS, _FOR_EACH_CALL = 2, 2


@dataclass
class _Parts:
    library: Library | None
    heads: Heads | None


class Desk:
    """Makes critiques on a bounded number of threads; safe to share.

    `waiting` counts what waits for a thread or has one.
    """

    def __init__(self, settings: Settings, notify: Callable[[WbcoachError], None]) -> None:
        """Open the index if there is one, the heads, the baseline and the model that the settings name.

        Raises:
            WbcoachError: one of them is there and can't be used.
        """
        self.settings = settings
        self.waiting = 0
        self.pain_points = PainPoints()
        self._notify = notify
        self._lock = threading.Lock()
        self._looked = time.monotonic()
        self._baseline = Baseline.read(settings.baseline, today(settings)) if settings.baseline else None
        self._parts = _Parts(*open_parts(settings))
        self.model = open_reader(settings) if settings.model else None

    @cached_property
    def _threads(self) -> CapacityLimiter:
        wanted = self.settings.serve.threads
        usual = self.settings.concurrency * _FOR_EACH_CALL if self.model else _OFFLINE_THREADS
        return CapacityLimiter(wanted or usual)

    @property
    def library(self) -> Library | None:
        """The index, if there is one by now; one that first appears while serving is opened."""
        if self._parts.library is None:
            with self._lock:
                if time.monotonic() - self._looked >= _LOOK_EVERY_S and self._parts.library is None:
                    self._looked = time.monotonic()
                    if has_index(self.settings.store):
                        self._parts = _Parts(*open_parts(self.settings))
        return self._parts.library

    def searched(self) -> Library:
        """Give the index.

        Raises:
            StoreError: there is none.
        """
        if (library := self.library) is None:
            raise StoreError("There is no index to search.", "Make one: `wbcoach index PATH...`.")
        return library

    def coach(self, how: How, notify: Callable[[WbcoachError], None] | None = None) -> Coach:
        """Give a coach that works as a request says; it shares all parts, so it is not to be closed."""
        changed = {
            name: value for name in ("stage", "as_of", "depth") if (value := getattr(how, name)) is not None
        }
        return Coach(
            self.settings.model_copy(update=changed) if changed else self.settings,
            self.library if how.index else None,
            None if how.offline else self.model,
            notify or self._notify,
            self._parts.heads,
            self._baseline,
        )

    def steps(self, asked: CritiqueRequest, stop: threading.Event | None = None) -> Iterator[StepDone]:
        """Critique step by step, as `Coach.stream` does.

        Raises:
            InputError: the draft is empty, or the evidence can't be used.
        """
        if not asked.text.strip():
            raise EmptyDraftError
        coach = self.coach(asked)
        ignores = [
            Ignore(one.code, one.reason, one.until.isoformat() if one.until else None)
            for one in asked.ignores
            if one.until is None or one.until >= today(coach.settings)
        ]
        if "wbcoach:" in asked.text:
            ignores += inline_ignores(asked.text, today(coach.settings))
        evidence: list[Any] = [
            one if isinstance(one, str) else one.model_dump(exclude_none=True) for one in asked.evidence or ()
        ]
        return coach.stream(asked.text, evidence, id=asked.id, ignores=ignores, stop=stop)

    async def work(self, do: Callable[[], T], stop: threading.Event | None = None) -> T:
        """Do something on a thread; when the caller is cancelled `stop` is set, and the thread left to end by itself.

        Raises:
            RefusalError: too much waits already.
        """
        if self.waiting >= self.settings.serve.waiting + self._threads.total_tokens:
            raise RefusalError(503, "overloaded", "Too many requests are waiting.", "Try again in a moment.")
        self.waiting += 1
        try:
            return await to_thread.run_sync(do, abandon_on_cancel=True, limiter=self._threads)
        except BaseException:
            if stop is not None:
                stop.set()
            raise
        finally:
            self.waiting -= 1

    async def aside(self, do: Callable[[], T]) -> T:
        """Do something short, such as reading a file, on a thread that no critique waits for."""
        return await to_thread.run_sync(do)

    def close(self) -> None:
        """Let go of the index and the model."""
        for part in (self._parts.library, self.model):
            if part is not None:
                part.close()
