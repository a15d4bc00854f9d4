"""The flags of `wbcoach mcp`."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from wbcoach.faces.cli.flags import as_settings
from wbcoach.faces.cli.options import Global, NoIndex, Offline, Stage, Store


def add_to(parent: typer.Typer) -> None:
    """Add it to the commands of `wbcoach`."""
    parent.command()(mcp)


def mcp(
    http: Annotated[  # noqa: FBT002  typer makes a flag of it
        bool, typer.Option("--http", help="Serve streamable HTTP on this machine instead of stdio.")
    ] = False,
    port: Annotated[int, typer.Option(min=0, max=65_535, help="Its port; 0: any free one.")] = 8421,
    workspace: Annotated[
        Path, typer.Option("--workspace", metavar="DIR", help="Folder whose statements are resources.")
    ] = Path(),
    offline: Offline = False,  # noqa: FBT002
    no_index: NoIndex = False,  # noqa: FBT002
    stage: Stage = None,
    store: Store = None,
    global_store: Global = False,  # noqa: FBT002
) -> None:
    """Serve assistants over the Model Context Protocol: critique, search, explain, check a rewrite."""
    from wbcoach.errors import InputError, MissingExtraError
    from wbcoach.settings import load

    if find_spec("mcp") is None:
        raise MissingExtraError("mcp", "mcp")
    if not workspace.is_dir():
        raise InputError(f"There is no folder {str(workspace)!r}.", "Name one with --workspace.")
    from wbcoach.faces.mcp.server import run

    settings = load(as_settings(store, global_store, stage=stage)).settings
    run(settings, workspace, offline=offline, index=not no_index, port=port if http else None)
