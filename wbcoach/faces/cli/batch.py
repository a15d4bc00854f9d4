"""`wbcoach batch`: a backlog through the coach, with progress, a summary, and Ctrl-C that loses nothing."""

from __future__ import annotations

import json
import os
import signal
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wbcoach.batch import Backlog, Columns, Engine, Ledger, Troubles
from wbcoach.batch.making import made_with
from wbcoach.batch.refresh import Refresh
from wbcoach.coach import Coach
from wbcoach.coach.gather import today
from wbcoach.errors import InputError
from wbcoach.faces.cli import baseline, batch_told, streams
from wbcoach.faces.cli.batch_crew import crew_of
from wbcoach.faces.cli.conversion import Target
from wbcoach.render.json import record
from wbcoach.settings import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wbcoach.coach.adoption import Adoption
    from wbcoach.models import Model
    from wbcoach.settings import Loaded, Settings

    Reader = Callable[[Settings], Model]

_ERROR_ROWS, _INTERRUPTED = 1, 130
# What a row in flight has asked a model is paid, so it is waited for.
_ENDS = (signal.SIGINT, signal.SIGTERM)
# Threads for each call that may be in flight: the others read, search and check meanwhile.
_FOR_EACH_CALL = 2


class _AtOnceError(KeyboardInterrupt):
    """The user leaves without waiting for anything."""


@dataclass(frozen=True)
class Job:
    """A batch as it is asked for: from where to where, and how; `columns` are as on the command line.

    `on_its_day` says that the day in the settings is that of a job, not one that the user named; `share_out` that
    several workers are processes where no model is asked.
    """

    backlog: str
    output: str
    kind: str = ""
    offline: bool = False
    index: bool = True
    workers: int = 0
    processes: int = 0
    scheduler: str = ""
    columns: tuple[str, ...] = ()
    sheet: str = ""
    restart: bool = False
    refresh: bool = False
    summary: str = ""
    adopt: baseline.Adopt | None = None
    on_its_day: bool = False
    share_out: bool = False


def day_set(job: Job, settings: Settings) -> bool:
    """Say whether the user named the day that ages are counted from."""
    return settings.as_of is not None and not job.on_its_day


def run(job: Job, flags: dict[str, Any], reader: Reader | None = None) -> int:
    """Critique a backlog into its output, and all of it into a new baseline where one is asked for; give the exit code.

    Args:
        job: from where to where, and how.
        flags: settings that flags name.
        reader: gives the model, instead of the one that the settings name.

    Raises:
        WbcoachError: the backlog or the output can't be used, or a failure ended the run before the backlog did.
    """
    target = Target.of(job.output, job.kind)
    output = str(target.ledger)
    refuse_same(job, output)
    target.refuse_foreign(restart=job.restart)
    loaded = load(flags)
    settings, adoption = baseline.begin(job.adopt, _with_calls(loaded, job.workers))
    troubles = Troubles(streams.warn)
    with (
        Backlog.open(job.backlog, today(settings), told, columns(job, settings)) as rows,
        Coach.from_settings(
            settings, offline=job.offline or reader is not None, index=job.index, notify=troubles
        ) as coach,
    ):
        if reader:
            coach.model = reader(settings)
        if coach.model:
            coach.model.hire(told)
        if refusal := troubles.refusal():
            raise refusal
        baseline.tell_lapsed(coach.baseline)
        in_flight = job.workers or (settings.concurrency * _FOR_EACH_CALL if coach.model else 1)
        made = made_with(coach)
        refresh = Refresh.of(
            target.ledger, wanted=job.refresh, made_with=made, day_set=day_set(job, settings)
        )
        try:
            with refresh:
                with (
                    crew_of(job, coach) as crew,
                    Ledger(refresh.path, made, restart=job.restart or refresh.anew) as ledger,
                ):
                    batch_told.refreshing(output, refresh)
                    engine = Engine(coach, ledger, record, troubles, refresh.answer, crew)
                    try:
                        code = _work(job, output, ledger, engine, rows, crew.hands if crew else in_flight)
                    finally:
                        batch_told.spent(coach)
                if code != _INTERRUPTED:
                    refresh.publish()
        except _AtOnceError:
            streams.say("wbcoach: interrupted.")
            # An ordinary exit waits for the threads that wait for a model's answer.
            os._exit(_INTERRUPTED)
        if not ledger.done and code != _INTERRUPTED:
            baseline.tell_unmet(coach.baseline)
    if adoption:
        _adopt(adoption, target.ledger, whole=code != _INTERRUPTED)
    if code != _INTERRUPTED:
        target.write()
    return code


def told(text: str) -> None:
    """Tell of what was noticed on the way."""
    streams.say(f"wbcoach: {text}")


def columns(job: Job, settings: Settings) -> Columns:
    """Join what flags and settings say of the columns; a flag beats the settings.

    Raises:
        SettingsError: a flag is no NAME=COLUMN, or names a field that is none of ours.
    """
    chosen: dict[str, Any] = dict(settings.columns) | Columns.flagged(job.columns)
    return Columns.of(chosen, job.sheet)


def _with_calls(loaded: Loaded, workers: int) -> Settings:
    """Let as many calls at once as the flag names workers, unless `concurrency` says otherwise."""
    if not workers or loaded.origins["concurrency"] != "default":
        return loaded.settings
    return loaded.settings.model_copy(update={"concurrency": workers})


def _work(job: Job, output: str, ledger: Ledger, engine: Engine, rows: Backlog, workers: int) -> int:
    batch_told.start(output, ledger)
    with _interruptible(engine), batch_told.shown(engine.spent) as show:
        ended = engine.run(iter(rows), workers, rows.total, show)
    if not isinstance(ended.failure, InputError):
        batch_told.end(output, ledger, ended, engine, rows.total)
        if job.summary:
            _write_summary(job.summary, batch_told.summary(output, ledger, ended, engine, rows.total))
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


def _write_summary(path: str, text: str) -> None:
    if path == "-":
        streams.write(text)
        return
    try:
        Path(path).write_text(text, "utf-8")
    except OSError as error:
        raise InputError(
            f"{path} can't be written to: {error.strerror}.", "Name another file with --summary."
        ) from None


def refuse_same(job: Job, output: str) -> None:
    """See that nothing is written over the backlog, nor two things into one file.

    Raises:
        InputError: they would be.
    """
    if job.adopt and Path(job.adopt.path).resolve() == Path(output).resolve():
        raise InputError(f"{output} can't be the output and the baseline.", "Give them two names.")
    for place in {output, job.output, job.summary} - {"", "-"}:
        same = job.backlog != "-" and Path(job.backlog).exists() and Path(place).exists()
        if same and Path(place).samefile(job.backlog):
            raise InputError(f"{place} is the backlog itself.", "Name another file with -o.")


@contextmanager
def _interruptible(engine: Engine) -> Iterator[None]:
    """Let a first Ctrl-C, or what ends a service, end the run after the rows in flight, and a second one at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def leave(_number: int, _frame: object) -> None:
        raise _AtOnceError

    def stop(_number: int, _frame: object) -> None:
        for one in _ENDS:
            signal.signal(one, leave)
        engine.stop()
        streams.say("wbcoach: finishing the rows in flight; Ctrl-C again leaves at once.")

    before = [(one, signal.signal(one, stop)) for one in _ENDS]
    try:
        yield
    finally:
        for one, handler in before:
            signal.signal(one, handler)
