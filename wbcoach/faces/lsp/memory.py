"""What is known of statements by their text, so that a keystroke costs only the statement that it changed."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import TYPE_CHECKING

from wbcoach.coach.silence import Ignore

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wbcoach.critique import Critique

_KEPT = 4000


class Level(IntEnum):
    """How far a statement has been looked into."""

    RULES = 1
    EVIDENCE = 2
    MODEL = 3


@dataclass(frozen=True)
class Key:
    """A statement's text, and what its document silences."""

    text: str
    ignores: tuple[Ignore, ...] = ()


def key_of(text: str, ignores: Iterable[Ignore]) -> Key:
    """Name a statement; why something is silenced changes no finding."""
    return Key(text, tuple(sorted({replace(one, reason="") for one in ignores}, key=lambda one: one.code)))


@dataclass
class Memory:
    """Critiques by statement and level; the ones used longest ago are forgotten. Safe to share between threads.

    After `renew` what was learnt from feedback is out of date: it is still given, and made anew when next looked into.
    """

    limit: int = _KEPT
    _known: OrderedDict[Key, dict[Level, tuple[int, Critique]]] = field(default_factory=OrderedDict)
    _round: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def put(self, key: Key, level: Level, critique: Critique) -> None:
        """Keep a critique; what is out of date beyond its level goes."""
        with self._lock:
            known = self._known.setdefault(key, {})
            known[level] = (self._round, critique)
            if level > Level.RULES:
                for deeper in [
                    one for one, (made, _) in known.items() if one > level and made != self._round
                ]:
                    del known[deeper]
            self._known.move_to_end(key)
            while len(self._known) > self.limit:
                self._known.popitem(last=False)

    def best(self, key: Key) -> tuple[Level, Critique] | None:
        """Give the deepest critique of a statement."""
        with self._lock:
            known = self._known.get(key)
            if not known:
                return None
            self._known.move_to_end(key)
            level = max(known)
            return level, known[level][1]

    def has(self, key: Key, level: Level) -> bool:
        """Say whether a statement has been looked into so far, with the feedback as it is now."""
        with self._lock:
            return any(
                one >= level and (one is Level.RULES or made == self._round)
                for one, (made, _) in self._known.get(key, {}).items()
            )

    def renew(self) -> None:
        """Take what was learnt from feedback for out of date, since the index is another now."""
        with self._lock:
            self._round += 1
