"""The flags of `wbcoach recheck`."""

from __future__ import annotations

from typing import Annotated

import typer

from wbcoach.faces.cli.flags import as_settings
from wbcoach.faces.cli.options import Format, Global, Store


def add_to(parent: typer.Typer) -> None:
    """Add it to the commands of `wbcoach`."""
    parent.command()(recheck)


def recheck(
    saved: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...", help="Critiques saved as JSON, or the output of a batch; - for stdin."
        ),
    ],
    evidence: Annotated[
        list[str] | None,
        typer.Option(
            "--evidence",
            "-e",
            metavar="FILE",
            help="Linked feedback as it is now (CSV, JSONL, Markdown, text).",
        ),
    ] = None,
    output: Format = "text",
    store: Store = None,
    global_store: Global = False,  # noqa: FBT002  typer makes a flag of it
) -> None:
    """Say which saved critiques rest on feedback that was edited or deleted since."""
    from wbcoach.faces.cli.recheck import run

    raise typer.Exit(run(saved, evidence or (), output, as_settings(store, global_store)))
