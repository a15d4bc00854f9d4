"""What `wbcoach batch` says on stderr: where it begins, how far it is, how it ended; and the same as JSON."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from wbcoach.errors import BudgetError, WbcoachError
from wbcoach.faces.cli import streams
from wbcoach.render.json import dumps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wbcoach.batch import Ended, Engine, Ledger, Progress
    from wbcoach.batch.refresh import Refresh
    from wbcoach.coach import Coach
    from wbcoach.models.purse import Sum

SCHEMA: Final = "wbcoach.batch-summary/1"
_TOLD_EVERY_S = 30.0


def start(output: str, ledger: Ledger) -> None:
    """Say what is done already, and what changed since it was."""
    if ledger.done:
        streams.say(f"wbcoach: going on with {output}: {rows(ledger.done)} done.")
    for change in ledger.changes:
        streams.say(f"wbcoach: changed since {output} was begun: {change}.")
    if ledger.changes:
        streams.say(
            "         Rows that are done stay as they are; `--refresh` redoes those alone that this touches."
        )


def refreshing(output: str, refresh: Refresh) -> None:
    """Say what a refresh redoes rows for, besides rows of their own that changed or failed."""
    for change in refresh.changes:
        streams.say(
            f"wbcoach: changed since {output} was made: {change}; the rows that this touches are redone."
        )


def spent(coach: Coach) -> None:
    """Say what the model took in this start, failed calls included."""
    if coach.model and (took := coach.model.spent).tokens:
        dollars = f", ${took.usd:.4f} at the prices known here" if took.usd else ""
        streams.say(f"wbcoach: the model took {took.tokens:,} tokens{dollars}.")


def end(output: str, ledger: Ledger, ended: Ended, engine: Engine, total: int | None) -> None:
    """Say what is in the output, and what is left where the run stopped."""
    tally = ledger.tally
    for code, count in sorted(engine.troubles.counts.items()):
        streams.say(f"wbcoach: {rows(count)} done without what failed ({code}); `--refresh` redoes them.")
    new = tally.rows - ledger.done - engine.kept
    verdicts = "".join(f", {count:,} {verdict}" for verdict, count in sorted(tally.verdicts.items()))
    errors = f"{tally.errors:,} error{'s' * (tally.errors != 1)}"
    speed = f"{new:,} now in {ended.seconds:.1f} s, {new / max(ended.seconds, 0.001):.1f} rows/s"
    kept = f"{engine.kept:,} kept as they were, " if engine.kept else ""
    streams.say(f"wbcoach: {rows(tally.rows)}, {errors}{verdicts}; {kept}{speed}.")
    if reason := incomplete_reason(ended):
        left = (
            f"{rows(total - tally.rows)} of the backlog"
            if total is not None and total > tally.rows
            else "the rest of the backlog"
        )
        streams.say(
            f"wbcoach: stopped before the end ({reason}): {left} left; the same command goes on in {output}."
        )


def summary(output: str, ledger: Ledger, ended: Ended, engine: Engine, total: int | None) -> str:
    """Give how the run ended as JSON, `wbcoach.batch-summary/1`.

    `rows` to `verdicts` speak of the whole output, `new` to `cost_usd` of this start; `cost_usd` is null
    where no model was asked or no price is known.
    """
    tally, took = ledger.tally, engine.spent()
    return dumps(
        {
            "schema": SCHEMA,
            "output": output,
            "complete": incomplete_reason(ended) is None,
            "incomplete_reason": incomplete_reason(ended),
            "rows": tally.rows,
            "errors": tally.errors,
            "verdicts": dict(sorted(tally.verdicts.items())),
            "left": None if total is None else max(0, total - tally.rows),
            "new": tally.rows - ledger.done - engine.kept,
            "kept": engine.kept,
            "without_what_failed": dict(sorted(engine.troubles.counts.items())),
            "seconds": round(ended.seconds, 3),
            "tokens": took.tokens if took else 0,
            "cost_usd": round(took.usd, 6) if took and took.usd else None,
        }
    )


def incomplete_reason(ended: Ended) -> str | None:
    """Name why a run stopped before the end: "budget", "interrupted", or an error's code; None where it didn't."""
    if isinstance(ended.failure, BudgetError):
        return "budget"
    if ended.failure:
        return ended.failure.code if isinstance(ended.failure, WbcoachError) else "internal_error"
    return "interrupted" if ended.stopped else None


def rows(count: int) -> str:
    """Count rows in words."""
    return f"{count:,} row{'s' * (count != 1)}"


def line(at: Progress, took: Sum | None) -> str:
    """Say how far a batch is: rows, errors, rate, what was spent, and the time that is left."""
    of = f" of {at.total:,}" if at.total is not None else ""
    parts = [f"{at.done:,}{of} rows, {at.errors:,} error{'s' * (at.errors != 1)}, {at.rate:.1f} rows/s"]
    if took and took.tokens:
        parts.append(f"${took.usd:.4f} spent" if took.usd else f"{took.tokens:,} tokens")
    if at.total is not None and at.rate > 0 and at.total > at.done:
        parts.append(f"{_span((at.total - at.done) / at.rate)} left")
    return ", ".join(parts)


def _span(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"


@contextmanager
def shown(took: Callable[[], Sum | None]) -> Iterator[Callable[[Progress], None]]:
    """Show progress on stderr: a bar on a terminal, a line every half minute elsewhere."""
    if sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn
        from rich.progress import Progress as Bars

        words = TextColumn("{task.description}")
        with Bars(BarColumn(bar_width=20), words, console=Console(stderr=True), transient=True) as bars:
            task = bars.add_task("batch", total=None)
            yield lambda at: bars.update(
                task, completed=at.done, total=at.total, description=streams.printable(line(at, took()))
            )
        return
    last = time.monotonic()

    def show(at: Progress) -> None:
        nonlocal last
        if time.monotonic() - last >= _TOLD_EVERY_S:
            last = time.monotonic()
            streams.say(f"wbcoach: {line(at, took())}")

    yield show
