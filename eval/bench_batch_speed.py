"""What a batch takes: memory by rows, its share of the ideal with calls in flight, what waiting for the disk costs."""

from __future__ import annotations

import math
import os
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from eval.bench_batch_figures import Figure, checked, command, put, ran, say
from eval.score import pinned
from eval.slow_server import asked, serving
from wbcoach.batch import Backlog, Engine, Ledger, Troubles
from wbcoach.batch.making import made_with
from wbcoach.coach import Coach
from wbcoach.coach.gather import today
from wbcoach.render.json import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eval.bench_batch_figures import Plan
    from wbcoach.settings import Settings

_LATENCY_S: Final = 2.0
_CALLS: Final = 32
_THREADS_FOR_EACH_CALL: Final = 2
_WARM_UP: Final = 64
_ROUNDS: Final = 3


def memory(plan: Plan) -> list[Figure]:
    """Run backlogs of several lengths, rules alone, each as a process of its own; give the peak of each."""
    figures: list[Figure] = []
    for rows in plan.rows:
        with TemporaryDirectory(prefix="wbcoach-bench-") as name:
            folder = Path(name)
            backlog = put(folder / "in.jsonl", rows)
            done = checked(ran(command(backlog, folder / "out.jsonl", "--offline", "--workers", "1"), folder))
            size = (folder / "out.jsonl").stat().st_size
        say(f"{rows:,} rows: {done.peak_mb:.0f} MB, {done.seconds:.0f} s")
        figures += [
            Figure("peak of resident memory, offline", rows, done.peak_mb, "MB"),
            Figure("rows a second, start included", rows, rows / done.seconds),
            Figure("output, bytes a row", rows, size / rows),
        ]
    peaks = [one.value for one in figures if one.unit == "MB"]
    if len(peaks) > 1:
        more = 1024 * (peaks[-1] - peaks[0]) / (plan.rows[-1] - plan.rows[0])
        figures.append(Figure("growth of the peak", plan.rows[-1], more, "kB a row", "flat"))
    return figures


def in_flight(plan: Plan) -> list[Figure]:
    """Run rows with 32 calls at once against a server of 2 s; the ideal keeps all of them busy from end to end."""
    (rows,) = plan.rows
    rows = math.ceil(rows / _CALLS) * _CALLS
    with TemporaryDirectory(prefix="wbcoach-bench-") as name, serving(_LATENCY_S) as url:
        folder = Path(name)
        more = {"model": "m", "base_url": url, "concurrency": _CALLS, "depth": "quick"}
        settings = pinned().model_copy(update={**more, "cache": str(folder / "answers.sqlite")})
        with Coach.from_settings(settings, index=False) as coach:
            if coach.model:
                coach.model.hire(say)
            threads = _CALLS * _THREADS_FOR_EACH_CALL
            _run(coach, put(folder / "warm.jsonl", _WARM_UP, seed=3), folder / "warm.out", threads)
            before, cpu = len(asked(url)), time.process_time()
            seconds = _run(coach, put(folder / "in.jsonl", rows), folder / "out.jsonl", threads)
            cpu = time.process_time() - cpu
        calls = asked(url)[before:]
    ideal = rows * _LATENCY_S / _CALLS
    first, last = min(one.came for one in calls), max(one.answered or 0.0 for one in calls)
    return [
        Figure(f"calls, {_CALLS} in flight, {_LATENCY_S:g} s each", rows, len(calls), "", f"{rows}"),
        Figure("share of the ideal throughput, start left out", rows, ideal / seconds, "", "at least .95"),
        Figure("  as the server saw it, first question to last answer", rows, ideal / (last - first)),
        Figure("  rows a second", rows, rows / seconds),
        Figure("  processor time a row", rows, 1000 * cpu / rows, "ms"),
    ]


def durability(plan: Plan) -> list[Figure]:
    """Run rules alone with the disk waited for, and with fsync taken out, in turns; both in this process."""
    (rows,) = plan.rows
    taken: dict[str, list[float]] = {"with": [], "without": []}
    waits: list[float] = []
    with TemporaryDirectory(prefix="wbcoach-bench-") as name:
        folder = Path(name)
        backlog = put(folder / "in.jsonl", rows)
        with Coach.from_settings(_bare(), offline=True, index=False) as coach:
            _run(coach, put(folder / "warm.jsonl", _WARM_UP, seed=3), folder / "warm.out", 1)
            for number in range(_ROUNDS):
                for how in ("with", "without"):
                    with _fsync(waits if how == "with" else None):
                        taken[how].append(_run(coach, backlog, folder / f"{how}{number}.jsonl", 1))
                say(f"round {number + 1}: {taken['with'][-1]:.1f} s and {taken['without'][-1]:.1f} s")
    each = len(waits) / _ROUNDS
    return [
        Figure(
            "time with fsync over time without, best of each",
            rows,
            min(taken["with"]) / min(taken["without"]),
        ),
        Figure("  share of a run spent waiting in fsync", rows, sum(waits) / sum(taken["with"])),
        Figure("  fsyncs a run", rows, each),
        Figure("  one fsync, median", rows, 1000 * median(waits), "ms"),
    ]


def _bare() -> Settings:
    return pinned().model_copy(update={"embedder": "none"})


@contextmanager
def _fsync(waits: list[float] | None) -> Iterator[None]:
    """Time each fsync of a ledger, or leave it out, while a block lasts: for the benchmark alone."""
    real = os.fsync

    def timed(handle: int) -> None:
        if waits is not None:
            started = time.perf_counter()
            real(handle)
            waits.append(time.perf_counter() - started)

    os.fsync = timed  # type: ignore[assignment]
    try:
        yield
    finally:
        os.fsync = real


def _run(coach: Coach, backlog: Path, out: Path, workers: int) -> float:
    """Give the seconds that a backlog took, all of it on the disk."""
    troubles = Troubles(lambda error: say(str(error)))
    with (
        Backlog.open(str(backlog), today(coach.settings), say) as rows,
        Ledger(out, made_with(coach), restart=True) as ledger,
    ):
        ended = Engine(coach, ledger, record, troubles).run(iter(rows), workers)
    if ended.failure:
        raise ended.failure
    return ended.seconds
