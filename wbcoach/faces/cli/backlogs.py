"""The commands on backlogs: `wbcoach batch` and `wbcoach diff`."""

# Typer makes a flag of each parameter.
# ruff: noqa: FBT002, PLR0913, PLR0917

from __future__ import annotations

from typing import Annotated

import typer

from wbcoach.faces.cli.flags import as_settings
from wbcoach.faces.cli.options import (
    AsOf,
    Backlog,
    Baseline,
    Budget,
    Column,
    Depth,
    DryRun,
    Global,
    Model,
    NoCache,
    NoIndex,
    Offline,
    Processes,
    Reason,
    Report,
    Scheduler,
    Sheet,
    Stage,
    Store,
    TextOrJson,
    Until,
    Workers,
    WriteBaseline,
)


def add_to(parent: typer.Typer) -> None:
    """Add both to the commands of `wbcoach`."""
    parent.command()(batch)
    parent.command()(diff)


def batch(
    backlog: Backlog,
    output: Annotated[
        str,
        typer.Option(
            "-o",
            "--output",
            metavar="OUT.jsonl|OUT.csv|OUT.xlsx|...",
            help="Where each finished row is kept; a table is written at the end, beside OUT.jsonl.",
        ),
    ] = "",
    kind: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="jsonl|csv|tsv|xlsx|md|html|sarif|junit",
            help="What to write, instead of by the suffix of -o; with --dry-run text or json.",
        ),
    ] = "",
    model: Model = None,
    depth: Depth = None,
    offline: Offline = False,
    no_index: NoIndex = False,
    workers: Workers = 0,
    processes: Processes = 0,
    scheduler: Scheduler = "",
    column: Column = None,
    sheet: Sheet = "",
    dry_run: DryRun = False,
    budget: Budget = None,
    restart: Annotated[bool, typer.Option("--restart", help="Start anew instead of going on.")] = False,
    refresh: Annotated[
        bool,
        typer.Option(
            "--refresh",
            help="Redo rows that changed, failed, or were made with other settings; keep the rest.",
        ),
    ] = False,
    summary: Annotated[
        str, typer.Option("--summary", metavar="FILE|-", help="Write how the run ended as JSON.")
    ] = "",
    report: Report = None,
    no_cache: NoCache = False,
    stage: Stage = None,
    as_of: AsOf = None,
    baseline: Baseline = None,
    write_baseline: WriteBaseline = None,
    reason: Reason = None,
    until: Until = None,
    store: Store = None,
    global_store: Global = False,
    via: Annotated[
        str,
        typer.Option(
            "--via", metavar="openai-batch", help="Ask the model through OpenAI's Batch API, at half price."
        ),
    ] = "",
    no_wait: Annotated[
        bool, typer.Option("--no-wait", help="With --via: send and leave; the same command collects later.")
    ] = False,
    cancel: Annotated[bool, typer.Option("--cancel", help="With --via: end the job that goes on.")] = False,
) -> None:
    """Critique a backlog, row by row; a second start goes on where the first ended."""
    from wbcoach.faces.cli.baseline import asked
    from wbcoach.faces.cli.batch import Job, run

    values = {"model": model, "depth": depth, "stage": stage, "baseline": baseline, "budget_usd": budget}
    job = Job(
        backlog,
        output,
        kind=kind,
        offline=offline,
        index=not no_index,
        workers=workers,
        processes=processes,
        scheduler=scheduler,
        columns=tuple(column or ()),
        sheet=sheet,
        restart=restart,
        refresh=refresh,
        summary=summary,
        adopt=asked(write_baseline, reason, until),
        share_out=True,
    )
    if via not in {"", "openai-batch"} or ((no_wait or cancel) and not via):
        from wbcoach.errors import SettingsError

        raise SettingsError(
            f"There is no way {via!r} to a model." if via else "--no-wait and --cancel need a job.",
            "Add --via openai-batch, or leave them out.",
        )
    if restart and refresh:
        from wbcoach.errors import SettingsError

        raise SettingsError(
            "--restart redoes all rows, and --refresh those alone that changed.", "Choose one of them."
        )
    flags = as_settings(store, global_store, as_of=as_of, no_cache=no_cache, **values)
    if dry_run:
        from wbcoach.faces.cli.batch_dry_run import rehearse

        raise typer.Exit(rehearse(job, flags, via))

    def work() -> int:
        if not via:
            return run(job, flags)
        from wbcoach.faces.cli import batch_via

        return batch_via.run(job, flags, wait=not no_wait, cancel=cancel)

    if report is None or cancel:
        raise typer.Exit(work())
    from wbcoach.faces.cli.conversion import Target
    from wbcoach.faces.cli.reporting import with_report

    target = Target.of(output, kind)
    others = [
        backlog,
        str(target.ledger),
        *filter(None, (target.other, job.adopt and job.adopt.path, summary)),
    ]
    raise typer.Exit(with_report(report, str(target.ledger), map(str, others), work))


def diff(
    before: Annotated[str, typer.Argument(metavar="A.jsonl", help="Output of an earlier batch.")],
    after: Annotated[str, typer.Argument(metavar="B.jsonl", help="Output of a later batch.")],
    output: TextOrJson = "text",
) -> None:
    """Compare two runs of a backlog: fixed, better, worse, new, gone; exit code 1 if any is worse."""
    from wbcoach.faces.cli.diff import run

    raise typer.Exit(run(before, after, output))
