"""`wbcoach batch --via openai-batch`: the first question of each row goes into a job at half price, and the rows follow."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from wbcoach.batch import bulk
from wbcoach.batch.answer import known
from wbcoach.batch.answered import Answered
from wbcoach.batch.outbox import Outbox
from wbcoach.coach.gather import today
from wbcoach.errors import InputError, ModelError, SettingsError
from wbcoach.faces.cli import batch, streams
from wbcoach.faces.cli import batch_via_told as told
from wbcoach.faces.cli.batch_via_plan import beyond_budget, plan
from wbcoach.faces.cli.conversion import Target
from wbcoach.models.bulk import Bulk
from wbcoach.models.line import Line
from wbcoach.models.paid import PaidModel
from wbcoach.settings import load

if TYPE_CHECKING:
    from wbcoach.faces.cli.batch import Job
    from wbcoach.settings import Settings

OPENAI_BATCH: Final = "openai-batch"
_LEFT, _INTERRUPTED = 3, 130


def run(job: Job, flags: dict[str, Any], *, wait: bool, cancel: bool) -> int:
    """Send what no job has answered yet, wait for it, and critique the rows with the answers; give the exit code.

    Args:
        job: the batch as it is asked for.
        flags: settings that flags name.
        wait: stay until the job has ended; else exit with 3 until it has.
        cancel: end the jobs that go on, and do nothing else.

    Raises:
        WbcoachError: something can't be used, the server fails, or it left requests without an answer.
    """
    settings = load(flags).settings
    target = Target.of(job.output, job.kind)
    _refuse(job, settings, target)
    with Bulk(settings) as server:
        outbox = Outbox(target.ledger.resolve())
        if cancel:
            return _cancel(server, outbox)
        outbox.acquire()
        try:
            try:
                job, flags, left = _prepare(job, flags, target, (server, outbox), wait=wait)
            except KeyboardInterrupt:
                if outbox.open:
                    streams.say(told.GOES_ON)
                    streams.say("         --cancel ends it: what it has answered by then is paid.")
                else:
                    streams.say("wbcoach: interrupted; no job goes on.")
                return _INTERRUPTED
            return _LEFT if left else _critique(job, flags, server, outbox)
        finally:
            outbox.release()


def _refuse(job: Job, settings: Settings, target: Target) -> None:
    """Refuse what would be found wrong only when it is paid."""
    if job.offline or not settings.model:
        raise SettingsError(
            f"--via {OPENAI_BATCH} needs a model.", "Name one with --model, and leave --offline out."
        )
    if job.backlog == "-":
        raise InputError("A job needs a backlog that can be read again.", "Name a file or a folder.")
    batch.refuse_same(job, str(target.ledger))
    target.refuse_foreign(restart=job.restart)
    if target.ledger.is_file() and not job.restart:
        with target.ledger.open("rb") as lines:
            if (first := lines.readline()) and not known(first.rstrip(b"\n")):
                raise InputError(f"{target.ledger} is no output of a batch.", "Name another file with -o.")


def _prepare(
    job: Job, flags: dict[str, Any], target: Target, ends: tuple[Bulk, Outbox], *, wait: bool
) -> tuple[Job, dict[str, Any], bool]:
    """Bring things to where each row has its answer; give the job and flags for that, and whether some is left."""
    server, outbox = ends
    if found := bulk.find_lost(server, outbox):
        streams.say(
            f"wbcoach: {found:,} job{'s' * (found != 1)} found again that an earlier start had begun."
        )
    outbox.forget_unsent()
    resumed = bool(outbox.open)
    if resumed and not _collected(server, outbox, flags, wait=wait):
        return job, flags, True
    settings = load(flags).settings
    if not outbox.parts:
        outbox.as_of, outbox.refresh = today(settings).isoformat(), False
    # What was sent for a refresh is collected by one, or its answers would meet rows that are done.
    outbox.refresh = outbox.refresh or job.refresh
    job = replace(job, refresh=outbox.refresh)
    if settings.as_of is None:
        # The prompts, and the ages in them, are those of the day on which they were sent.
        job, flags = replace(job, on_its_day=True), {**flags, "as_of": date.fromisoformat(outbox.as_of)}
        settings = load(flags).settings
    with Answered(outbox.files, settings, Line.options_of(settings)) as answered:
        planned = plan(job, settings, target, outbox, answered)
        count = planned.writer.requests
        late = told.unanswered(outbox, answered, outbox.parts, count) if count and resumed else None
        error = late or beyond_budget(planned, answered, settings)
        planned.writer.close(keep=error is None)
        if error:
            raise error
    if not planned.writer.requests:
        return job, flags, False
    told.sending(planned, settings)
    bulk.submit(server, outbox)
    ids = ", ".join(part.id for part in planned.writer.parts)
    streams.say(f"wbcoach: sent as {ids}; {outbox.folder} keeps that, and the same command goes on from it.")
    if not wait:
        return job, flags, True
    _collected(server, outbox, flags, wait=True)
    with Answered(outbox.files, settings, Line.options_of(settings)) as answered:
        fates = Counter(answered.fate(name) for name in outbox.names(planned.writer.parts))
        if left := planned.writer.requests - fates["answered"] - fates["refused"]:
            raise told.unanswered(outbox, answered, planned.writer.parts, left)
    return job, flags, False


def _collected(server: Bulk, outbox: Outbox, flags: dict[str, Any], *, wait: bool) -> bool:
    """Wait for the jobs, and say how they ended; False where one goes on and `wait` is no."""
    failures = load(flags).settings.breaker_after
    try:
        ended = bulk.collect(server, outbox, told.progress(), wait=wait, failures=failures)
    except ModelError:
        streams.say(told.GOES_ON)
        raise
    for one in ended or ():
        streams.say(f"wbcoach: {told.wording(one.standing)}.")
        for said in one.standing.said[:3]:
            streams.say(f"         {said}")
    if ended is None:
        streams.say("wbcoach: the job goes on; the same command looks again.")
    return ended is not None


def _cancel(server: Bulk, outbox: Outbox) -> int:
    bulk.find_lost(server, outbox)
    if not outbox.open:
        streams.say("wbcoach: no job goes on for this output.")
        return 0
    for standing in bulk.cancel(server, outbox):
        streams.say(f"wbcoach: {told.wording(standing)}.")
    streams.say(
        "wbcoach: what was answered by now is paid. The same command without --cancel collects it, and sends the rest again."
    )
    return 0


def _critique(job: Job, flags: dict[str, Any], server: Bulk, outbox: Outbox) -> int:
    """Take the rows through the ordinary engine, with the answers that are here; tidy up when they are done."""
    settings = load(flags).settings
    with Answered(outbox.files, settings, Line.options_of(settings)) as answered:

        def reader(given: Settings) -> PaidModel:
            return PaidModel(given, answered, leave_out=answered.dislikes, paid=answered.spent)

        code = batch.run(job, flags, reader)
    if code != _INTERRUPTED:
        for error in bulk.tidy(server, outbox):
            streams.say(f"wbcoach: a file of the job is still at the server: {error.message}")
    return code
