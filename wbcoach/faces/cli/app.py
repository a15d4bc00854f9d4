"""The commands of `wbcoach`, and how errors become exit codes."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import Annotated, Any

import typer

from wbcoach import __version__
from wbcoach.errors import SettingsError, WbcoachError
from wbcoach.faces.cli import kept, streams
from wbcoach.faces.cli.grouping import AddByDefault
from wbcoach.faces.cli.options import (
    AsOf,
    Baseline,
    Drafts,
    Evidence,
    FailOn,
    Format,
    Global,
    Model,
    NoCache,
    NoIndex,
    Offline,
    Reason,
    Stage,
    Store,
    TextColumn,
    Until,
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
index_app = typer.Typer(
    cls=AddByDefault,
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Make and keep the index of feedback: `wbcoach index PATH...`, `index status`, `index remove`.",
)
assets_app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Fetch the large files that search and token counts use.",
)
app.add_typer(index_app, name="index")
app.add_typer(assets_app, name="assets")
kept.add_to(app)


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
    everything: Annotated[bool, typer.Option("--all", help="Show all findings, not the five worst.")] = False,
    model: Model = None,
    offline: Offline = False,
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

    values = {"model": model, "stage": stage, "baseline": baseline, "cache": no_cache and "none"}
    given = (tuple(drafts or ()), tuple(evidence or ()))
    request = Request(*given, output, everything, offline, not no_index, asked(write_baseline, reason, until))
    raise typer.Exit(run(request, _flags(store, global_store, as_of=as_of, fail_on=fail_on, **values)))


@app.command()
def demo(output: Format = "text") -> None:
    """Critique a bundled draft against bundled synthetic feedback; nothing to set up."""
    from wbcoach.faces.cli.demo import run

    run(output)


@index_app.command("add")
def index_add(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help="Files or folders of feedback: CSV, JSONL, Markdown, text."),
    ],
    guidance: Annotated[
        bool, typer.Option("--guidance", help="These are guidance notes, not customer feedback.")
    ] = False,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Start the index anew from these paths.")
    ] = False,
    text_column: TextColumn = None,
    store: Store = None,
    global_store: Global = False,
) -> None:
    """Index feedback, or bring the index up to date with its files."""
    from wbcoach.faces.cli.library import add

    add(paths, _flags(store, global_store), guidance=guidance, rebuild=rebuild, text_column=text_column)


@index_app.command("status")
def index_status(store: Store = None, global_store: Global = False) -> None:
    """Say what the index holds."""
    from wbcoach.faces.cli.library import status

    status(_flags(store, global_store))


@index_app.command("remove")
def index_remove(
    names: Annotated[
        list[str], typer.Argument(metavar="ID|PATH...", help="Item ids, or paths that were indexed.")
    ],
    store: Store = None,
    global_store: Global = False,
) -> None:
    """Remove items from the index; they are gone from all of it."""
    from wbcoach.faces.cli.library import remove

    remove(names, _flags(store, global_store))


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="What to look for.")],
    k: Annotated[int, typer.Option("-k", min=1, max=200, help="How many to show.")] = 10,
    where: Annotated[
        list[str] | None,
        typer.Option(
            "--where",
            "-w",
            metavar="NAME=VALUE",
            help="Narrow by source, product, segment, kind, since or until.",
        ),
    ] = None,
    guidance: Annotated[
        bool, typer.Option("--guidance", help="Search guidance notes instead of feedback.")
    ] = False,
    output: Annotated[str, typer.Option("--format", "-f", metavar="text|json")] = "text",
    store: Store = None,
    global_store: Global = False,
) -> None:
    """Search the feedback by words and by meaning."""
    from wbcoach.faces.cli.library import find

    find(query, k, where or [], output, _flags(store, global_store), guidance=guidance)


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

    run(_flags(store, global_store))


@app.command()
def batch(
    backlog: Annotated[
        str,
        typer.Argument(
            metavar="IN.jsonl|IN.csv|DIR", help="Statements, one a row; or Markdown that holds them."
        ),
    ],
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="OUT.jsonl", help="Where each finished row is kept.")
    ],
    model: Model = None,
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

    values = {"model": model, "stage": stage, "baseline": baseline, "cache": no_cache and "none"}
    how: dict[str, Any] = {"offline": offline, "index": not no_index, "workers": workers, "restart": restart}
    flags = _flags(store, global_store, as_of=as_of, **values)
    raise typer.Exit(run(backlog, output, flags, **how, adopt=asked(write_baseline, reason, until)))


@assets_app.command("fetch")
def assets_fetch(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME...]", help="minilm, tiktoken; none: both.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Fetch again what is here.")] = False,
) -> None:
    """Fetch assets ahead of time."""
    from wbcoach.faces.cli.assets import fetch

    fetch(names or [], force=force)


@assets_app.command("status")
def assets_status() -> None:
    """Say which assets are here."""
    from wbcoach.faces.cli.assets import status

    status()


def _flags(
    store: str | None, global_store: bool, *, as_of: datetime | None = None, **values: Any
) -> dict[str, Any]:
    if global_store and store is None:
        import platformdirs

        store = str(platformdirs.user_data_path("wbcoach", appauthor=False) / "store")
    if values.get("model") == "":
        raise SettingsError("--model names no model.", "Leave it out to go without one.")
    day, cache = as_of and as_of.date(), values.pop("cache", None) or None
    return {"store": store, "as_of": day, "cache": cache, **values}


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
