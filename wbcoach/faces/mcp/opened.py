"""The coach that serves a session: opened at the first call, and again once there is an index where there was none."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from wbcoach.coach import Coach
from wbcoach.coach.opening import has_index
from wbcoach.faces.cli import streams

if TYPE_CHECKING:
    from wbcoach.errors import WbcoachError
    from wbcoach.settings import Settings


class Opened:
    """Opens a coach when one is asked for, keeps it, and closes it at the end; it never starts a download."""

    def __init__(self, settings: Settings, *, offline: bool, index: bool) -> None:
        """Keep what to open it from; `offline` calls no model, `index` says whether to search."""
        self.settings = settings
        self._offline, self._index = offline, index
        self._lock = threading.Lock()
        self._coach: Coach | None = None
        self._old: list[Coach] = []

    def coach(self) -> Coach:
        """Give the coach.

        Raises:
            WbcoachError: the index or the baseline can't be read.
        """
        with self._lock:
            held = self._coach
            if held and held.library is None and self._index and has_index(self.settings.store):
                self._old.append(held)
                held = None
            if held is None:
                held = Coach.from_settings(
                    self.settings, offline=self._offline, index=self._index, notify=_tell
                )
                self._coach = held
            return held

    def close(self) -> None:
        """Let go of the index and the model."""
        with self._lock:
            for coach in (*self._old, *([self._coach] if self._coach else [])):
                coach.close()
            self._old, self._coach = [], None


def _tell(error: WbcoachError) -> None:
    streams.warn(error)
