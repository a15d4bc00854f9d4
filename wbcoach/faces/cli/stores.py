"""The commands that keep what is used: `wbcoach index ...` and `wbcoach assets ...`."""

from __future__ import annotations

from typing import Annotated

import typer

from wbcoach.faces.cli.flags import as_settings
from wbcoach.faces.cli.grouping import AddByDefault
from wbcoach.faces.cli.options import (
    Global,
    Indexed,
    Paths,
    Processes,
    Quarantine,
    Scheduler,
    Store,
    TextColumn,
    TextOrJson,
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


def add_to(app: typer.Typer) -> None:
    """Add both groups of commands."""
    app.add_typer(index_app, name="index")
    app.add_typer(assets_app, name="assets")


@index_app.command("add")
def index_add(
    paths: Paths,
    guidance: Annotated[
        bool, typer.Option("--guidance", help="These are guidance notes, not customer feedback.")
    ] = False,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Start the index anew from these paths.")
    ] = False,
    text_column: TextColumn = None,
    as_feedback: Annotated[
        bool,
        typer.Option("--as-feedback", help="Index a file that reads like drafts of problem statements."),
    ] = False,
    processes: Processes = 0,
    scheduler: Scheduler = "",
    store: Store = None,
    global_store: Global = False,
) -> None:
    """Index feedback, or bring the index up to date with its files."""
    from wbcoach.faces.cli.library import add

    add(
        paths,
        as_settings(store, global_store),
        guidance=guidance,
        rebuild=rebuild,
        text_column=text_column,
        as_feedback=as_feedback,
        elsewhere=(processes, scheduler),
    )


@index_app.command("status")
def index_status(
    quarantine: Quarantine = False,
    output: TextOrJson = "text",
    store: Store = None,
    global_store: Global = False,
) -> None:
    """Say what the index holds, or what it set aside as unsafe."""
    from wbcoach.faces.cli.status import run

    run(as_settings(store, global_store), output, quarantine=quarantine)


@index_app.command("remove")
def index_remove(
    names: Indexed,
    store: Store = None,
    global_store: Global = False,
) -> None:
    """Remove items from the index; they are gone from all of it."""
    from wbcoach.faces.cli.library import remove

    remove(names, as_settings(store, global_store))


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
