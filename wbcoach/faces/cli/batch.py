"""`wbcoach batch`: a backlog through the coach, with progress, a summary, and Ctrl-C that loses nothing."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wbcoach.batch import Backlog, Engine, Ledger, Troubles
from wbcoach.batch.making import made_with
from wbcoach.coach import Coach
from wbcoach.coach.gather import today
from wbcoach.errors import InputError
from wbcoach.faces.cli import baseline, streams
from wbcoach.render.json import record
from wbcoach.settings import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wbcoach.batch import Ended, Progress
    from wbcoach.coach.adoption import Adoption
    from wbcoach.settings import Loaded, Settings

_ERROR_ROWS, _INTERRUPTED = 1, 130
# Threads for each call that may be in flight: the others read, search and check meanwhile.
_FOR_EACH_CALL = 2
_TOLD_EVERY_S = 30.0


class _AtOnceError(KeyboardInterrupt):
    """The user leaves without waiting for anything."""


def run(
    backlog: str,
    output: str,
    flags: dict[str, Any],
    *,
    offline: bool,
    index: bool,
    workers: int,
    restart: bool,
    adopt: baseline.Adopt | None = None,
) -> int:
    """Critique a backlog into `output`, and all of it into a new baseline where one is asked for; give the exit code.

    Raises:
        WbcoachError: the backlog or the output can't be used, or a failure ended the run before the backlog did.
    """
    _refuse_same(backlog, output)
    if adopt and Path(adopt.path).resolve() == Path(output).resolve():
        raise InputError(f"{output} can't be the output and the baseline.", "Give them two names.")
    settings, adoption = baseline.begin(adopt, _with_calls(load(flags), workers))
    troubles = Troubles(streams.warn)

    def warn(text: str) -> None:
        streams.say(f"wbcoach: {text}")

    with (
        Backlog.open(backlog, today(settings), warn) as rows,
        Coach.from_settings(settings, offline=offline, index=index, notify=troubles) as coach,
    ):
        if refusal := troubles.refusal():
            raise refusal
        baseline.tell_lapsed(coach.baseline)
        in_flight = workers or (settings.concurrency * _FOR_EACH_CALL if coach.model else 1)
        try:
            with Ledger(Path(output), made_with(coach), restart=restart) as ledger:
                try:
                    code = _work(output, ledger, Engine(coach, ledger, record, troubles), rows, in_flight)
                finally:
                    _tell_spent(coach)
                if not ledger.done and code != _INTERRUPTED:
                    baseline.tell_unmet(coach.baseline)
                if adoption:
                    _adopt(adoption, Path(output), whole=code != _INTERRUPTED)
                return code
        except _AtOnceError:
            streams.say("wbcoach: interrupted.")
            # An ordinary exit waits for the threads that wait for a model's answer.
            os._exit(_INTERRUPTED)


def _with_calls(loaded: Loaded, workers: int) -> Settings:
    """Let as many calls at once as the flag names workers, unless `concurrency` says otherwise."""
    if not workers or loaded.origins["concurrency"] != "default":
        return loaded.settings
    return loaded.settings.model_copy(update={"concurrency": workers})


def _tell_spent(coach: Coach) -> None:
    """Say what the model took in this start, failed calls included."""
    if coach.model and (spent := coach.model.spent).tokens:
        dollars = f", ${spent.usd:.4f} at the prices known here" if spent.usd else ""
        streams.say(f"wbcoach: the model took {spent.tokens:,} tokens{dollars}.")


def _work(output: str, ledger: Ledger, engine: Engine, rows: Backlog, workers: int) -> int:
    _tell_start(output, ledger)
    with _interruptible(engine), _shown() as show:
        ended = engine.run(iter(rows), workers, rows.total, show)
    if not isinstance(ended.failure, InputError):
        _tell_end(output, ledger, ended, engine.troubles, rows.total)
    if ended.failure:
        raise ended.failure
    if ended.stopped:
        return _INTERRUPTED
    return _ERROR_ROWS if ledger.tally.errors else 0


def _adopt(adoption: Adoption, output: Path, *, whole: bool) -> None:
    """Put the findings of all rows into the baseline, those of earlier starts as well."""
    if not whole:
        streams.say(f"wbcoach: {adoption.path} is not written: that waits for the end of the backlog.")
        return
    with output.open("rb") as lines:
        for line in lines:
            answer = json.loads(line)
            if "error" not in answer:
                adoption.take(answer)
    baseline.finish(adoption)


def _refuse_same(backlog: str, output: str) -> None:
    if output == "-":
        raise InputError(
            "The rows are kept in a file, so that nothing is lost.", "Name one, such as -o out.jsonl."
        )
    if backlog != "-" and Path(backlog).exists() and Path(output).exists() and Path(output).samefile(backlog):
        raise InputError(f"{output} is the backlog itself.", "Name another file with -o.")


def _tell_start(output: str, ledger: Ledger) -> None:
    if ledger.done:
        streams.say(f"wbcoach: going on with {output}: {_rows(ledger.done)} done.")
    for change in ledger.changes:
        streams.say(f"wbcoach: changed since {output} was begun: {change}.")
    if ledger.changes:
        streams.say("         Rows that are done stay as they are; `--restart` makes all alike.")


def _tell_end(output: str, ledger: Ledger, ended: Ended, troubles: Troubles, total: int | None) -> None:
    tally = ledger.tally
    for code, count in sorted(troubles.counts.items()):
        streams.say(f"wbcoach: {_rows(count)} done without what failed ({code}).")
    new = tally.rows - ledger.done
    verdicts = "".join(f", {count:,} {verdict}" for verdict, count in sorted(tally.verdicts.items()))
    errors = f"{tally.errors:,} error{'s' * (tally.errors != 1)}"
    speed = f"{new:,} now in {ended.seconds:.1f} s, {new / max(ended.seconds, 0.001):.1f} rows/s"
    streams.say(f"wbcoach: {_rows(tally.rows)}, {errors}{verdicts}; {speed}.")
    if ended.stopped or ended.failure:
        left = (
            f"{_rows(total - tally.rows)} of the backlog"
            if total is not None and total > tally.rows
            else "the rest of the backlog"
        )
        streams.say(f"wbcoach: stopped before the end: {left} left; the same command goes on in {output}.")


def _rows(count: int) -> str:
    return f"{count:,} row{'s' * (count != 1)}"


@contextmanager
def _interruptible(engine: Engine) -> Iterator[None]:
    """Let a first Ctrl-C end the run after the rows in flight, and a second one at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def leave(_number: int, _frame: object) -> None:
        raise _AtOnceError

    def stop(_number: int, _frame: object) -> None:
        signal.signal(signal.SIGINT, leave)
        engine.stop()
        streams.say("wbcoach: finishing the rows in flight; Ctrl-C again leaves at once.")

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _shown() -> Iterator[Callable[[Progress], None]]:
    """Show progress on stderr: a bar on a terminal, a line every half minute elsewhere."""
    if sys.stderr.isatty():
        with streams.progress("batch") as tell:
            yield lambda at: tell("rows", at.done, at.total)
        return
    last = time.monotonic()

    def show(at: Progress) -> None:
        nonlocal last
        if time.monotonic() - last >= _TOLD_EVERY_S:
            last = time.monotonic()
            of = f" of {at.total:,}" if at.total is not None else ""
            streams.say(f"wbcoach: {at.done:,}{of} rows, {at.errors:,} errors, {at.rate:.1f} rows/s")

    yield show
