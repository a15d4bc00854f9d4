"""How long an answer of a model takes from its leaving the server until the batch has it, and until it is kept.

python -m eval.bench_batch_kept FILE ARGUMENT ...     is `wbcoach ARGUMENT ...`, with the times put into FILE
"""

from __future__ import annotations

import hashlib
import json
import math
import sys
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from eval.bench_batch_figures import Figure, checked, command, put, ran
from eval.slow_server import asked, serving
from wbcoach.models.inbox import Inbox
from wbcoach.models.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx2

    from eval.bench_batch_figures import Plan

_LATENCY_S: Final = 0.25
_CALLS: Final = 8
_SHARES: Final = {"median": 0.5, "90 of 100": 0.9, "99 of 100": 0.99, "longest": 1.0}


def kept(plan: Plan) -> list[Figure]:
    """Run rows against a local server, and hold when each answer was kept against when it left the server."""
    (rows,) = plan.rows
    flags = ("--model", "m", "--depth", "quick", "--workers", str(_CALLS))
    with TemporaryDirectory(prefix="wbcoach-bench-") as name, serving(_LATENCY_S) as url:
        folder = Path(name)
        told = folder / "times.json"
        asked_for = command(put(folder / "in.jsonl", rows), folder / "out.jsonl", *flags)
        asked_for[2:3] = ["eval.bench_batch_kept", str(told)]
        done = checked(ran(asked_for, folder, {"OPENAI_BASE_URL": url, "OPENAI_API_KEY": "none"}))
        times = json.loads(told.read_text("utf-8"))
        out = {one.question: one.answered for one in asked(url)}
    figures = [Figure("rows a second", rows, rows / done.seconds)]
    for what, at in times.items():
        lags = sorted(1000 * (when - (out[question] or 0.0)) for question, when in at.items())
        figures += [
            Figure(f"{what}, {share}", len(lags), lags[math.ceil(part * len(lags)) - 1], "ms")
            for share, part in _SHARES.items()
        ]
    return figures


class _Watch:
    """Notes when each answer came to certain places; a thread has one question at a time."""

    def __init__(self) -> None:
        self.times: dict[str, dict[str, float]] = {}
        self._now = threading.local()

    def asked(self, real: Callable[..., Any]) -> Callable[..., Any]:
        """Give the same function, which notes what this thread is about to ask."""

        def noted(inbox: Inbox, request: httpx2.Request) -> Any:
            self._now.question = hashlib.sha256(request.read()).hexdigest()[:16]
            return real(inbox, request)

        return noted

    def after(self, what: str, real: Callable[..., Any]) -> Callable[..., Any]:
        """Give the same function, which notes the time when it has ended."""
        times = self.times.setdefault(what, {})

        def noted(*given: Any, **named: Any) -> Any:
            result = real(*given, **named)
            times[self._now.question] = time.time()
            return result

        return noted


def _watched(place: str, arguments: list[str]) -> None:
    watch = _Watch()

    Inbox.given = watch.asked(Inbox.given)  # type: ignore[method-assign]
    Inbox.carried = watch.after("handed on by the courier", Inbox.carried)  # type: ignore[method-assign]
    Memory.keep = watch.after("kept as an answer", Memory.keep)  # type: ignore[method-assign]
    from wbcoach.__main__ import main

    sys.argv[1:] = arguments
    try:
        main()
    finally:
        Path(place).write_text(json.dumps(watch.times), "utf-8")


if __name__ == "__main__":
    _watched(sys.argv[1], sys.argv[2:])
