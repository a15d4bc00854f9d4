"""`wbcoach serve`: the coach over HTTP, for editors, pages and programs."""

from __future__ import annotations

from typing import Annotated

import typer

from wbcoach.faces.cli.flags import as_settings
from wbcoach.faces.cli.options import Baseline, Depth, Global, Model, Stage, Store

LogText = Annotated[bool, typer.Option("--log-text", help="Let the log hold the text of drafts.")]


def add_to(app: typer.Typer) -> None:
    """Add it to the commands of `wbcoach`."""
    app.command()(serve)


def serve(  # noqa: PLR0913, PLR0917  typer makes a flag of each parameter
    host: Annotated[
        str, typer.Option(help="Address to serve at; any but this machine's own needs a token.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 8420,
    token: Annotated[
        str | None,
        typer.Option(
            metavar="TOKEN",
            help="What clients must show; others may see it in the list of processes, so rather use "
            "WBCOACH_TOKEN or --token-file.",
        ),
    ] = None,
    token_file: Annotated[str | None, typer.Option(metavar="FILE", help="File that holds the token.")] = None,
    log_text: LogText = False,  # noqa: FBT002  a flag
    model: Model = None,
    depth: Depth = None,
    stage: Stage = None,
    baseline: Baseline = None,
    store: Store = None,
    global_store: Global = False,  # noqa: FBT002  a flag
) -> None:
    """Serve critiques, searches, batches and pages over HTTP (OpenAPI at /openapi.json)."""
    from wbcoach.faces.cli.serving import run

    flags = as_settings(
        store,
        global_store,
        model=model,
        depth=depth,
        stage=stage,
        baseline=baseline,
        token=token,
    )
    raise typer.Exit(run(host, port, flags, token_file=token_file, log_text=log_text))
