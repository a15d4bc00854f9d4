"""What `wbcoach batch --via` has to send: each row's first question that no job has answered, and what that may cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from wbcoach.batch import Backlog
from wbcoach.batch.making import made_with
from wbcoach.batch.refresh import Refresh
from wbcoach.coach import Coach
from wbcoach.coach.gather import today
from wbcoach.errors import BudgetError
from wbcoach.faces.cli import batch, streams
from wbcoach.faces.cli.dry_run import tokens_of
from wbcoach.models import cost_of
from wbcoach.models.paid import name_of_request
from wbcoach.models.rehearsal import Rehearsal

if TYPE_CHECKING:
    from pathlib import Path

    from wbcoach.batch.answered import Answered
    from wbcoach.batch.outbox import Outbox, Writer
    from wbcoach.batch.row import Row
    from wbcoach.faces.cli.batch import Job
    from wbcoach.faces.cli.conversion import Target
    from wbcoach.settings import Settings


@dataclass
class Planned:
    """Requests that wait to be sent, and the tokens of their prompts."""

    writer: Writer
    tokens: int = 0


def plan(job: Job, settings: Settings, target: Target, outbox: Outbox, answered: Answered) -> Planned:
    """Go through the backlog as a run in earnest would, and write down the first question of each row that has no answer."""
    # A budget would end the rehearsal; the sum is held against it before anything is sent.
    free = settings.model_copy(update={"budget_usd": None, "budget_tokens": None})
    planned = Planned(outbox.writer())
    try:
        with (
            Backlog.open(job.backlog, today(settings), batch.told, batch.columns(job, settings)) as rows,
            Coach.from_settings(free, offline=True, index=job.index) as parts,
            Rehearsal(free, recall=True) as rehearsal,
            streams.progress("batch --via") as tell,
        ):
            rehearsal.model.leave_out(answered.dislikes)
            coach = Coach(free, parts.library, rehearsal.model, None, parts.heads, parts.baseline)
            made = made_with(coach)
            with Refresh.of(
                target.ledger, wanted=job.refresh, made_with=made, day_set=batch.day_set(job, settings)
            ) as refresh:
                done = 0 if job.restart or refresh.anew else _lines(refresh.path)
                for row in rows:
                    tell("rows", row.number, rows.total)
                    if row.number > done and not row.fault and not refresh.answer(row):
                        _take(row, coach, rehearsal, (planned, answered))
    except BaseException:
        planned.writer.close(keep=False)
        raise
    return planned


def _take(row: Row, coach: Coach, rehearsal: Rehearsal, to: tuple[Planned, Answered]) -> None:
    planned, answered = to
    rehearsal.requests.clear()
    try:
        coach.critique(row.text, row.evidence, id=row.id, location=row.location, ignores=row.ignores)
    except Exception:  # noqa: BLE001  the run makes it an error row
        return
    if not rehearsal.requests:
        return
    sent = rehearsal.requests[0]
    if answered.fate(name_of_request(sent.body)) in {"answered", "refused"}:
        return
    place = urlsplit(sent.url).path.rsplit("/v1/", 1)[-1].lstrip("/")
    if planned.writer.add(f"/v1/{place}", sent.body):
        tokens = tokens_of(sent, rehearsal.model)
        planned.tokens += tokens.messages + tokens.shape


def _lines(path: Path) -> int:
    if not path.is_file():
        return 0
    with path.open("rb") as lines:
        return sum(line.endswith(b"\n") for line in lines)


def bound(planned: Planned, settings: Settings) -> tuple[int, float | None]:
    """Give the tokens and dollars that the requests take at most."""
    answers = planned.writer.requests * settings.answer_tokens
    tokens = {
        "input": planned.tokens,
        "output": answers,
        "input_batch": planned.tokens,
        "output_batch": answers,
    }
    return planned.tokens + answers, cost_of(tokens, str(settings.model), settings)


def beyond_budget(planned: Planned, answered: Answered, settings: Settings) -> BudgetError | None:
    """Say whether all requests with the longest answers are more than the budget: a job can't be stopped at a sum."""
    if not planned.writer.requests:
        return None
    tokens, usd = bound(planned, settings)
    hint = "Nothing was sent. Raise the budget, lower answer_tokens, or give fewer rows."
    before = answered.spent
    if settings.budget_tokens is not None and before.tokens + tokens > settings.budget_tokens:
        return BudgetError(
            f"The job could take {tokens:,} tokens, and earlier ones took {before.tokens:,}: more than budget_tokens ({settings.budget_tokens:,}).",
            hint,
        )
    if settings.budget_usd is not None and before.usd + (usd or 0.0) > settings.budget_usd:
        return BudgetError(
            f"The job could cost ${usd:.4f}, and earlier ones cost ${before.usd:.4f}: more than the budget (${settings.budget_usd:g}).",
            hint,
        )
    return None
