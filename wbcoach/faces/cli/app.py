"""The commands of `wbcoach`, and how errors become exit codes."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from wbcoach import __version__
from wbcoach.errors import WbcoachError
from wbcoach.faces.cli import backlogs, defining, kept, lsp, mcp, rechecking, report, serve, stores, streams
from wbcoach.faces.cli import define as define_command
from wbcoach.faces.cli import evidence as evidence_command
from wbcoach.faces.cli import journey as journey_command
from wbcoach.faces.cli import metric as metric_command
from wbcoach.faces.cli import personas as personas_command
from wbcoach.faces.cli.flags import as_settings
from wbcoach.faces.cli.options import (
    AsOf,
    Baseline,
    CritiqueFormat,
    Depth,
    Drafts,
    DryRun,
    Everything,
    Evidence,
    FailOn,
    Global,
    HowMany,
    Model,
    NoCache,
    NoIndex,
    Offline,
    Reason,
    ShowDropped,
    SkipEmpty,
    Stage,
    Store,
    TextOrJson,
    Until,
    Where,
    WriteBaseline,
)

FAULT, INTERRUPTED, PIPE_CLOSED = 3, 130, 141


# A draft and its data, the stage around it, many drafts, other programs, upkeep.
_ORDER = """critique chat index search explain evidence pains needs journey personas define metric batch report diff
recheck replay lsp serve mcp settings cache assets demo""".split()


class _InOrder(TyperGroup):
    """Lists the commands in the order in which one meets them."""

    def list_commands(self, ctx: Any) -> list[str]:
        known = super().list_commands(ctx)
        return [name for name in _ORDER if name in known] + [name for name in known if name not in _ORDER]


app = typer.Typer(
    name="wbcoach",
    cls=_InOrder,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Critique problem statements against the customer feedback behind them.",
)
stores.add_to(app)
kept.add_to(app)
rechecking.add_to(app)
serve.add_to(app)
report.add_to(app)
defining.add_to(app)
backlogs.add_to(app)
mcp.add_to(app)
lsp.add_to(app)
evidence_command.add_to(app)
journey_command.add_to(app)
define_command.add_to(app)
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
    output: CritiqueFormat = "text",
    fail_on: FailOn = None,
    everything: Everything = False,
    show_dropped: ShowDropped = False,
    model: Model = None,
    depth: Depth = None,
    offline: Offline = False,
    dry_run: DryRun = False,
    skip_empty: SkipEmpty = False,
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
        skip_empty=skip_empty,
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
    model: Model = None,
    offline: Offline = False,
    no_index: NoIndex = False,
    stage: Stage = None,
    as_of: AsOf = None,
    store: Store = None,
    global_store: Global = False,
) -> None:
    """Talk with the coach, from a hunch or a draft to a statement you would defend."""
    from wbcoach.faces.cli.chat import Request, listed, run

    flags = as_settings(store, global_store, as_of=as_of, stage=stage, model=model)
    if list_them:
        listed(flags)
        return
    how = {"script": script, "resume": resume, "index": not no_index, "offline": offline}
    request = Request(text or "", tuple(evidence or ()), **how)
    raise typer.Exit(run(request, flags))


@app.command()
def demo(output: CritiqueFormat = "text") -> None:
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
