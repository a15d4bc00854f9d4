"""The commands of `wbcoach`, and how errors become exit codes."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from wbcoach import __version__
from wbcoach.errors import WbcoachError
from wbcoach.faces.cli import evidence as evidence_command
from wbcoach.faces.cli import kept, rechecking, stores, streams
from wbcoach.faces.cli import metric as metric_command
from wbcoach.faces.cli import personas as personas_command
from wbcoach.faces.cli.flags import as_settings
from wbcoach.faces.cli.options import (
    AsOf,
    Backlog,
    Baseline,
    Depth,
    Drafts,
    DryRun,
    Everything,
    Evidence,
    FailOn,
    Format,
    Global,
    HowMany,
    Model,
    NoCache,
    NoIndex,
    Offline,
    Reason,
    ShowDropped,
    Stage,
    Store,
    TextOrJson,
    Until,
    Where,
    Workers,
    WriteBaseline,
)

FAULT, INTERRUPTED, PIPE_CLOSED = 3, 130, 141


app = typer.Typer(
    name="wbcoach",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Critique problem statements against the customer feedback behind them.",
)
stores.add_to(app)
kept.add_to(app)
rechecking.add_to(app)
evidence_command.add_to(app)
metric_command.add_to(app)
personas_command.add_to(app)


@app.callback(invoke_without_command=True)
def _root(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    if version:
        streams.write(f"wbcoach {__version__}\n")
        raise typer.Exit


@app.command()
def critique(
    drafts: Drafts = None,
    evidence: Evidence = None,
    output: Format = "text",
    fail_on: FailOn = None,
    everything: Everything = False,
    show_dropped: ShowDropped = False,
    model: Model = None,
    depth: Depth = None,
    offline: Offline = False,
    dry_run: DryRun = False,
    no_index: NoIndex = False,
    no_cache: NoCache = False,
    stage: Stage = None,
    as_of: AsOf = None,
    baseline: Baseline = None,
    write_baseline: WriteBaseline = None,
    reason: Reason = None,
    until: Until = None,
    store: Store = None,
    global_store: Global = False,
) -> None:
    """Critique a draft: verdict, four numbers, findings with evidence for and against, one question."""
    from wbcoach.faces.cli.baseline import asked
    from wbcoach.faces.cli.critique import Request, run

    values = {"model": model, "depth": depth, "stage": stage, "fail_on": fail_on, "baseline": baseline}
    request = Request(
        tuple(drafts or ()),
        tuple(evidence or ()),
        output,
        everything=everything,
        dropped=show_dropped,
        offline=offline,
        index=not no_index,
        adopt=asked(write_baseline, reason, until),
        dry_run=dry_run,
    )
    raise typer.Exit(run(request, as_settings(store, global_store, as_of=as_of, no_cache=no_cache, **values)))


@app.command()
def chat(
    text: Annotated[
        str | None,
        typer.Argument(metavar="[TEXT|FILE|ID]", help="A draft to begin with; with --resume, a chat's id."),
    ] = None,
    evidence: Evidence = None,
    script: Annotated[bool, typer.Option("--script", help="Read one line a turn from stdin.")] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Take up the last chat, or ID.")] = False,
    list_them: Annotated[bool, typer.Option("--list", help="List the chats that are kept.")] = False,
    no_index: NoIndex = False,
    stage: Stage = None,
    as_of: AsOf = None,
    store: Store = None,
    global_store: Global = False,
) -> None:
    """Talk with the coach, from a hunch or a draft to a statement you would defend."""
    from wbcoach.faces.cli.chat import Request, listed, run

    flags = as_settings(store, global_store, as_of=as_of, stage=stage)
    if list_them:
        listed(flags)
        return
    request = Request(text or "", tuple(evidence or ()), script=script, resume=resume, index=not no_index)
    raise typer.Exit(run(request, flags))


@app.command()
def demo(output: Format = "text") -> None:
    """Critique a bundled draft against bundled synthetic feedback; nothing to set up."""
    from wbcoach.faces.cli.demo import run

    run(output)


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="What to look for.")],
    k: HowMany = 10,
    where: Where = None,
    guidance: Annotated[
        bool, typer.Option("--guidance", help="Search guidance notes instead of feedback.")
    ] = False,
    output: TextOrJson = "text",
    store: Store = None,
    global_store: Global = False,
) -> None:
    """Search the feedback by words and by meaning."""
    from wbcoach.faces.cli.library import find

    find(query, k, where or [], output, as_settings(store, global_store), guidance=guidance)


@app.command()
def explain(
    code: Annotated[
        str | None, typer.Argument(metavar="[CODE]", help="A code (S01) or a name; none lists all.")
    ] = None,
) -> None:
    """Explain a pitfall: what it is, why it matters, how to mend it, when it is fine."""
    from wbcoach.faces.cli.explain import run

    run(code)


@app.command()
def settings(store: Store = None, global_store: Global = False) -> None:
    """Print each setting and where it came from."""
    from wbcoach.faces.cli.settings import run

    run(as_settings(store, global_store))


@app.command()
def batch(
    backlog: Backlog,
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="OUT.jsonl", help="Where each finished row is kept.")
    ],
    model: Model = None,
    depth: Depth = None,
    offline: Offline = False,
    no_index: NoIndex = False,
    workers: Workers = 0,
    restart: Annotated[bool, typer.Option("--restart", help="Start anew instead of going on.")] = False,
    no_cache: NoCache = False,
    stage: Stage = None,
    as_of: AsOf = None,
    baseline: Baseline = None,
    write_baseline: WriteBaseline = None,
    reason: Reason = None,
    until: Until = None,
    store: Store = None,
    global_store: Global = False,
) -> None:
    """Critique a backlog, row by row; a second start goes on where the first ended."""
    from wbcoach.faces.cli.baseline import asked
    from wbcoach.faces.cli.batch import run

    values = {"model": model, "depth": depth, "stage": stage, "baseline": baseline}
    how: dict[str, Any] = {"offline": offline, "index": not no_index, "workers": workers, "restart": restart}
    flags = as_settings(store, global_store, as_of=as_of, no_cache=no_cache, **values)
    raise typer.Exit(run(backlog, output, flags, **how, adopt=asked(write_baseline, reason, until)))


def main() -> None:
    """Run the command line; errors become a message on stderr and their exit code."""
    streams.prepare()
    try:
        code = app(prog_name="wbcoach", standalone_mode=False)
    except WbcoachError as error:
        streams.warn(error)
        code = error.exit_code
    except KeyboardInterrupt:
        code = INTERRUPTED
    except streams.ReaderGoneError:
        code = PIPE_CLOSED
    except Exception as error:  # noqa: BLE001  a command line's own errors have no common class
        code = _usage(error)
    # Typer gives Ctrl-C, and what a command leaves with, as a number.
    if code == INTERRUPTED:
        streams.say("wbcoach: interrupted.")
    sys.exit(code if isinstance(code, int) else 0)


def _usage(error: Exception) -> int:
    """Show what is wrong with the command line; anything else is a fault of ours, and never looks like a finding."""
    show, code = getattr(error, "show", None), getattr(error, "exit_code", None)
    if show is not None and isinstance(code, int):
        show()
        return code
    import traceback

    cause = error.__cause__ if isinstance(error, typer.Abort) else None  # typer's name for a file cut short
    streams.say("".join(traceback.format_exception(cause or error)))
    streams.say("wbcoach: this is a fault in wbcoach; please report it with the lines above.")
    return FAULT
