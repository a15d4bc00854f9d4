"""How fast a server may be asked, learnt from what it says with each answer: requests and tokens a minute.

OpenAI and many others send `x-ratelimit-limit-requests`, `-remaining-requests`, `-reset-requests` ("6m0s",
"20ms") and the same for tokens, and `retry-after` where they refuse. What is left is taken to refill evenly until the reset, and calls in flight
that the server hasn't counted yet are counted here.
"""

from __future__ import annotations

import math
import re
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

KINDS: Final = ("requests", "tokens")
_PART = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h|d)")
_SECONDS: Final = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86_400.0}
# Without a word on the reset, limits are by the minute.
_MINUTE = 60.0
# A server's word is old after a while: another reply will say how things are.
_OLD_S = 300.0


@dataclass(slots=True)
class _Bucket:
    """What was left at `heard`, of how much, and how much a second comes back."""

    limit: float = math.inf
    left: float = math.inf
    rate: float = 0.0
    heard: float = -math.inf
    flying: float = 0.0

    def wait(self, need: float, now: float, *, alone: bool = False) -> float:
        """Give the seconds until there is room for `need`; a need beyond the limit waits until all of it is back.

        `alone` counts no call in flight: so long it takes by the server's own word.
        """
        if now - self.heard > _OLD_S or self.rate <= 0:
            return 0.0
        there = min(self.limit, self.left + (now - self.heard) * self.rate) - (0 if alone else self.flying)
        lack = min(need, self.limit) - there
        return lack / self.rate if lack > 0 else 0.0


class Pace:
    """Lets calls go as fast as the server's last word allows; shared by all threads that ask one model."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Know of no limit yet: all calls go at once until a reply names one."""
        self._clock = clock
        self._turn = threading.Condition()
        self._buckets = {kind: _Bucket() for kind in KINDS}
        self._closed_until = -math.inf

    @property
    def known(self) -> bool:
        """Say whether the server has named a limit, so that tokens are worth counting."""
        return any(bucket.rate > 0 for bucket in self._buckets.values())

    def take(self, tokens: int, most_s: float) -> None:
        """Wait for room for one request of so many tokens, and count it as in flight.

        Where the server's own word is longer than `most_s` seconds, it goes at once: its answer says what to do.
        """
        with self._turn:
            end = self._clock() + (most_s if self._wait(tokens, alone=True) <= most_s else 0)
            while (wait := self._wait(tokens)) > 0 and (left := end - self._clock()) > 0:
                self._turn.wait(min(wait, left))
            for kind, need in zip(KINDS, (1, tokens), strict=True):
                self._buckets[kind].flying += need

    def landed(self, tokens: int) -> None:
        """Count a request as answered; what it took is in what the server says is left."""
        with self._turn:
            for kind, need in zip(KINDS, (1, tokens), strict=True):
                self._buckets[kind].flying = max(0.0, self._buckets[kind].flying - need)
            self._turn.notify_all()

    def hear(self, headers: Mapping[str, str]) -> None:
        """Learn from the headers of a reply; what can't be read says nothing.

        What one call is told to wait holds for all, or each would spend its tries on hearing the same.
        """
        with self._turn:
            shut = seconds(headers.get("retry-after", ""))
            if exact := seconds(headers.get("retry-after-ms", "")):
                shut = exact / 1000
            if shut:
                self._closed_until = max(self._closed_until, self._clock() + shut)
            for kind, bucket in self._buckets.items():
                limit = _number(headers.get(f"x-ratelimit-limit-{kind}"))
                left = _number(headers.get(f"x-ratelimit-remaining-{kind}"))
                if limit is None or left is None or limit <= 0:
                    continue
                whole = seconds(headers.get(f"x-ratelimit-reset-{kind}", ""))
                lack = limit - left
                known = whole is not None and whole > 0 and lack > 0
                rate = lack / whole if known and whole else limit / _MINUTE
                # Replies may come in another order than they were made in: the lower count is the later one.
                now = self._clock()
                before = bucket.left + (now - bucket.heard) * rate if bucket.rate > 0 else math.inf
                bucket.limit, bucket.left, bucket.heard = limit, min(left, before), now
                bucket.rate = rate
            self._turn.notify_all()

    def _wait(self, tokens: int, *, alone: bool = False) -> float:
        now = self._clock()
        needs = zip(KINDS, (1, tokens), strict=True)
        room = max(self._buckets[kind].wait(need, now, alone=alone) for kind, need in needs)
        return max(room, self._closed_until - now)


def seconds(written: str) -> float | None:
    """Read a span such as "1s", "6m0s", "20ms", or a bare number of seconds; None where it is none.

    >>> seconds("6m0s"), seconds("20ms"), seconds("1.5"), seconds("soon")
    (360.0, 0.02, 1.5, None)
    """
    bare = _number(written)
    if bare is not None:
        return bare
    parts = _PART.findall(written)
    if not parts or "".join(number + unit for number, unit in parts) != written.strip():
        return None
    return sum(float(number) * _SECONDS[unit] for number, unit in parts)


def _number(written: str | None) -> float | None:
    try:
        value = float(written or "")
    except ValueError:
        return None
    return value if math.isfinite(value) and value >= 0 else None
