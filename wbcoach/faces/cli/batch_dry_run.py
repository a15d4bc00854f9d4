"""`wbcoach batch --dry-run`: how many rows, tokens and dollars a batch would take, from its real prompts; nothing is sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from wbcoach.batch import Backlog
from wbcoach.batch.answers import read_answers
from wbcoach.coach import Coach
from wbcoach.coach.gather import today
from wbcoach.errors import BudgetError, ModelUnreachableError, SettingsError, WbcoachError
from wbcoach.faces.cli import streams
from wbcoach.faces.cli.batch import Job, columns, told
from wbcoach.faces.cli.conversion import Target
from wbcoach.faces.cli.dry_run import may_follow, price_usd, tokens_of
from wbcoach.models.prices import BATCH_SHARE
from wbcoach.render.json import dumps
from wbcoach.settings import load, silence_telemetry

if TYPE_CHECKING:
    from wbcoach.batch import Row
    from wbcoach.models.rehearsal import Rehearsal
    from wbcoach.settings import Settings

SCHEMA: Final = "wbcoach.batch-dry-run/1"


@dataclass
class Estimate:
    """What a batch would take: rows of each fate, first requests, and their tokens; `exact` where they were counted so."""

    rows: int = 0
    errors: int = 0
    done: int = 0
    without_request: int = 0
    requests: int = 0
    prompt_tokens: int = 0
    exact: bool = True


def rehearse(job: Job, flags: dict[str, Any], via: str = "") -> int:
    """Go through a backlog without sending anything, and print what the batch would take; give the exit code.

    `via` names the way to the model, if it is not a direct one. Rows that the output has an answer to are counted as done. Where an answer is kept, the row takes no request.

    Raises:
        WbcoachError: the backlog or the settings can't be used, or the index can't be read.
    """
    if job.kind not in {"", "text", "json"}:
        raise SettingsError(f"A dry run has no format {job.kind!r}.", "Choose text or json.")
    settings = load(flags).settings
    silence_telemetry(always=True)
    estimate = Estimate(done=_done(job))
    failures: list[WbcoachError] = []
    with Backlog.open(job.backlog, today(settings), told, columns(job, settings)) as rows:
        if settings.model and not job.offline:
            from wbcoach.models.rehearsal import Rehearsal

            # A budget would end the rehearsal; the estimate says itself how far it reaches.
            free = settings.model_copy(update={"budget_usd": None, "budget_tokens": None})
            with (
                Coach.from_settings(free, offline=True, index=job.index) as parts,
                Rehearsal(free, recall=True) as rehearsal,
                streams.progress("batch --dry-run") as tell,
            ):
                coach = Coach(
                    free, parts.library, rehearsal.model, failures.append, parts.heads, parts.baseline
                )
                for row in rows:
                    _take(row, estimate, coach, rehearsal)
                    tell("rows", estimate.rows, rows.total)
        else:
            for row in rows:
                _count(row, estimate)
    for failure in failures:
        if not isinstance(failure, ModelUnreachableError | BudgetError):
            streams.warn(failure)
    record = _record(estimate, settings, asked=bool(settings.model) and not job.offline, via=via)
    streams.write(dumps(record) if job.kind == "json" else _page(record))
    return 0


def _done(job: Job) -> int:
    """Count the answers that a run with this output would not make again."""
    if not job.output or job.restart or job.refresh:
        return 0
    ledger = Target.of(job.output).ledger
    return sum(1 for _ in read_answers(ledger)) if ledger.exists() and ledger.stat().st_size else 0


def _count(row: Row, estimate: Estimate) -> bool:
    """Count a row; say whether a model could be asked about it."""
    estimate.rows += 1
    if estimate.rows <= estimate.done:
        return False
    estimate.errors += row.fault is not None
    return row.fault is None


def _take(row: Row, estimate: Estimate, coach: Coach, rehearsal: Rehearsal) -> None:
    if not _count(row, estimate):
        return
    rehearsal.requests.clear()
    try:
        coach.critique(row.text, row.evidence, id=row.id, location=row.location, ignores=row.ignores)
    except WbcoachError:
        estimate.errors += 1
        return
    estimate.without_request += not rehearsal.requests
    for sent in rehearsal.requests:
        tokens = tokens_of(sent, rehearsal.model)
        estimate.requests += 1
        estimate.prompt_tokens += tokens.messages + tokens.shape
        estimate.exact = estimate.exact and tokens.exact


def _record(estimate: Estimate, settings: Settings, *, asked: bool, via: str) -> dict[str, Any]:
    answer = estimate.requests * settings.answer_tokens
    follow = sum(may_follow(settings).values())
    share = BATCH_SHARE if via else 1.0
    first, prompts = (
        _times(price_usd(settings, estimate.prompt_tokens, written) if asked else None, share)
        for written in (answer, 0)
    )
    return {
        "schema": SCHEMA,
        "sent": False,
        "model": settings.model if asked else None,
        "via": via or None,
        "rows": estimate.rows,
        "done": min(estimate.done, estimate.rows),
        "errors": estimate.errors,
        "without_request": estimate.without_request,
        "requests": estimate.requests,
        "tokens": {"prompts": estimate.prompt_tokens, "answers_at_most": answer, "exact": estimate.exact},
        "may_follow": {name: count * estimate.requests for name, count in may_follow(settings).items()},
        "price_usd": {
            "prompts": prompts,
            "at_most": first,
            "at_most_with_all_that_may_follow": None if first is None else first * (1 + follow / share),
        },
        "budget_usd": settings.budget_usd,
    }


def _page(record: dict[str, Any]) -> str:
    left = record["rows"] - record["done"] - record["errors"]
    lines = [
        "Nothing was sent.",
        f"rows      {record['rows']:,}: {record['done']:,} done, {left:,} to do, {record['errors']:,} that can't be used",
    ]
    if record["model"] is None:
        return "\n".join([*lines, "model     none is asked: this costs nothing", ""])
    tokens, price = record["tokens"], record["price_usd"]
    bound = "" if tokens["exact"] else "at most "
    follow = " and ".join(
        f"{count:,} {name.replace('_', ' ')}s" for name, count in record["may_follow"].items() if count
    )
    lines += [
        f"model     {record['model']}{', through its Batch API at half price; what follows is asked directly' if record['via'] else ''}",
        f"requests  {record['requests']:,}; {record['without_request']:,} rows need none: their answer is kept, or they are no statement",
        f"then      up to {follow}, by what the answers say" if follow else "then      nothing more",
        f"prompts   {bound}{tokens['prompts']:,} tokens",
        f"answers   at most {tokens['answers_at_most']:,} tokens",
        _priced(price),
    ]
    if record["budget_usd"] is not None and price["at_most"] is not None:
        reaches = price["at_most_with_all_that_may_follow"] <= record["budget_usd"]
        lines.append(
            f"budget    ${record['budget_usd']:g}, {'which is enough' if reaches else 'which may not be enough: the run stops before it is exceeded'}"
        )
    return streams.printable("\n".join([*lines, ""]))


def _times(price: float | None, share: float) -> float | None:
    return None if price is None else price * share


def _priced(price: dict[str, float | None]) -> str:
    if price["prompts"] is None or price["at_most"] is None:
        return "price     unknown: add prices to wbcoach.toml"
    whole = price["at_most_with_all_that_may_follow"] or 0.0
    more = f"; ${whole:,.2f} with all that may follow" if whole > price["at_most"] else ""
    return f"price     ${price['prompts']:,.4f} for the prompts, at most ${price['at_most']:,.2f} with the longest answers{more}"
