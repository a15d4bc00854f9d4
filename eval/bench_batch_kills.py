"""A batch that is killed at random moments until it is through: what was lost, doubled, or asked of a model twice."""

from __future__ import annotations

import random
import signal
import subprocess
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from eval.bench_batch_figures import Figure, answers, checked, command, put, ran, say, world
from eval.slow_server import asked, serving

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eval.bench_batch_figures import Plan
    from eval.slow_server import Asked

# One in so many kills is a Ctrl-C, and one in so many of those is given twice.
_CTRL_C_EVERY: Final = 4
# The share of kills that fall anywhere before the first row; the others fall anywhere behind it.
_WHILE_IT_STARTS: Final = 0.2
_LOOK_S: Final = 0.02
_LATENCY_S: Final = 0.25
_CALLS: Final = 8
_PATIENCE_S: Final = 120.0
# How a Ctrl-C may end: the run was through by then, it was interrupted, or Python itself was as it began or ended.
_ENDS_OF_CTRL_C: Final = frozenset({0, 130, -signal.SIGINT})


@dataclass
class Killed:
    """What a run went through: when it was killed, by the key that each start asks with, how its processes ended, and what broke a promise."""

    at: dict[str, float] = field(default_factory=dict)
    signals: Counter[str] = field(default_factory=Counter)
    torn: int = 0
    undone: int = 0
    odd: list[str] = field(default_factory=list)


def offline(plan: Plan) -> list[Figure]:
    """Kill a run of rules alone, and hold its output against one that was left alone."""
    (rows,) = plan.rows
    with TemporaryDirectory(prefix="wbcoach-bench-") as name:
        folder = Path(name)
        backlog = put(folder / "in.jsonl", rows)
        flags = ("--offline", "--workers", "1")
        whole = checked(ran(command(backlog, folder / "whole.jsonl", *flags), folder))
        say(f"an unbroken run of {rows:,} rows took {whole.seconds:.1f} s")
        seconds = _start_s(folder, flags, {}), whole.seconds
        told = _kill(command(backlog, folder / "out.jsonl", *flags), folder, plan, seconds, {})
        return _figures(told, rows, folder)


def with_a_model(plan: Plan) -> list[Figure]:
    """Kill a run that asks a local server, which counts: nothing is asked again, whether it was in flight or answered."""
    (rows,) = plan.rows
    flags = ("--model", "m", "--depth", "quick", "--workers", str(_CALLS))
    with TemporaryDirectory(prefix="wbcoach-bench-") as name:
        folder = Path(name)
        backlog = put(folder / "in.jsonl", rows)
        with serving(_LATENCY_S) as url:
            more = {"OPENAI_BASE_URL": url, "OPENAI_API_KEY": "none"}
            more_of_whole = {**more, "WBCOACH_CACHE": str(folder / "whole.sqlite")}
            whole = checked(ran(command(backlog, folder / "whole.jsonl", *flags), folder, more_of_whole))
            say(f"an unbroken run of {rows:,} rows took {whole.seconds:.1f} s")
            questions = {one.question for one in asked(url)}
            seconds = _start_s(folder, flags, more), whole.seconds
        with serving(_LATENCY_S) as url:
            more["OPENAI_BASE_URL"] = url
            told = _kill(command(backlog, folder / "out.jsonl", *flags), folder, plan, seconds, more)
            calls = asked(url)
        return [*_figures(told, rows, folder), *_paid(calls, questions, told.at, rows)]


def _kill(
    asked_for: Sequence[str], folder: Path, plan: Plan, seconds: tuple[float, float], more: Mapping[str, str]
) -> Killed:
    """Start a command and kill it, so many times; then let it end. `seconds` are those of a start and of a whole run."""
    start_s, whole_s = seconds
    # A benchmark in the background ignores Ctrl-C, and what it starts would as well.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    chance = random.Random(plan.seed)  # noqa: S311  no secret
    told = Killed()
    out = folder / "out.jsonl"
    each_s = max(0.2, (whole_s - start_s) / max(1, plan.kills))
    for number in range(1, plan.kills + 1):
        before = out.read_bytes() if out.exists() else b""
        how = "Ctrl-C" if not number % _CTRL_C_EVERY else "kill -9"
        twice = how == "Ctrl-C" and chance.random() < 0.5
        starting = chance.random() < _WHILE_IT_STARTS
        with (folder / "said.txt").open("wb") as said:
            process = subprocess.Popen(  # noqa: S603  our own program
                asked_for,
                stdout=subprocess.DEVNULL,
                stderr=said,
                cwd=folder,
                env=world(folder, {**more, "OPENAI_API_KEY": f"start-{number}"}),
            )
        if not starting:
            _wait_for_a_row(process, out, len(before))
        try:
            process.wait(chance.uniform(0, start_s if starting else 2 * each_s))
        except subprocess.TimeoutExpired:
            told.at[f"start-{number}"] = time.time()
            _end(process, how, twice=twice)
            told.signals[f"{how} twice" if twice else how] += 1
        else:
            say(f"it was through before kill {number}")
            break
        if how == "Ctrl-C" and process.returncode not in _ENDS_OF_CTRL_C:
            told.odd.append(f"exit {process.returncode} at Ctrl-C: {_tail(folder)}")
        _look(out, before, told)
        if not number % 10:
            there = out.read_bytes().count(b"\n") if out.exists() else 0
            say(f"kill {number}: {there:,} rows are there")
    done = ran(asked_for, folder, more)
    if done.code:
        told.odd.append(f"exit {done.code} at the end: {done.said[-300:]}")
    for one in told.odd:
        say(one)
    return told


def _wait_for_a_row(process: subprocess.Popen[bytes], out: Path, size: int) -> None:
    """Wait until a process has written something, or has ended."""
    while process.poll() is None and not (out.exists() and out.stat().st_size > size):
        time.sleep(_LOOK_S)


def _end(process: subprocess.Popen[bytes], how: str, *, twice: bool) -> None:
    process.send_signal(signal.SIGKILL if how == "kill -9" else signal.SIGINT)
    if twice:
        time.sleep(0.05)
        process.send_signal(signal.SIGINT)
    try:
        process.wait(_PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _look(out: Path, before: bytes, told: Killed) -> None:
    """See that what was whole before is there as it was."""
    now = out.read_bytes() if out.exists() else b""
    told.torn += bool(now) and not now.endswith(b"\n")
    kept = before[: before.rfind(b"\n") + 1]
    if not now.startswith(kept):
        told.undone += 1


def _start_s(folder: Path, flags: Sequence[str], more: Mapping[str, str]) -> float:
    """Give how long it takes until the first row is done."""
    asked_for = command(put(folder / "one.jsonl", 1), folder / "one.out.jsonl", *flags)
    started = time.perf_counter()
    checked(ran(asked_for, folder, {**more, "WBCOACH_CACHE": str(folder / "one.sqlite")}))
    return time.perf_counter() - started


def _figures(told: Killed, rows: int, folder: Path) -> list[Figure]:
    whole, out = dict(answers(folder / "whole.jsonl")), list(answers(folder / "out.jsonl"))
    often = Counter(name for name, _ in out)
    unlike = sum(whole.get(name) != text for name, text in out)
    order = [name for name, _ in out] == list(whole)
    return [
        Figure("kills that met a running batch", rows, len(told.at), "", "50"),
        *(Figure(f"  of them {name}", rows, count) for name, count in sorted(told.signals.items())),
        Figure("  outputs with a torn last line after a kill", rows, told.torn),
        Figure("rows lost", rows, sum(name not in often for name in whole), "", "0"),
        Figure("rows doubled", rows, sum(count - 1 for count in often.values()), "", "0"),
        Figure("rows unlike an unbroken run's, receipts aside", rows, unlike + (not order), "", "0"),
        Figure("kills after which a row that was there had changed", rows, told.undone, "", "0"),
        Figure("processes that ended otherwise than they should", rows, len(told.odd), "", "0"),
    ]


def _paid(calls: Sequence[Asked], questions: set[str], kills: Mapping[str, float], rows: int) -> list[Figure]:
    """Count questions that came again: whose answer was out before their start was killed, and those in flight by then."""
    by_question = defaultdict(list)
    for one in calls:
        by_question[one.question].append(one)
    again = [
        earlier
        for several in by_question.values()
        for earlier in sorted(several, key=lambda one: one.came)[:-1]
    ]
    never = float("inf")
    before = sum((one.answered or never) < kills.get(one.key, never) for one in again)
    return [
        Figure("questions", rows, len(questions), "", f"{rows}"),
        Figure("questions never asked", rows, len(questions - set(by_question)), "", "0"),
        Figure("calls", rows, len(calls)),
        Figure("calls in flight at a kill", rows, _in_flight(calls, kills)),
        Figure("questions asked again, so paid twice", rows, len(again), "", "0"),
        Figure("  of them answered before the kill", rows, before),
    ]


def _in_flight(calls: Sequence[Asked], kills: Mapping[str, float]) -> int:
    """Count calls that were at the server when their start was killed."""
    never = float("inf")
    return sum(one.came <= kills.get(one.key, -never) < (one.answered or never) for one in calls)


def _tail(folder: Path) -> str:
    return (folder / "said.txt").read_text("utf-8", "replace")[-300:]
