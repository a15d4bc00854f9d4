"""`wbcoach lsp`: the language server that editors start."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Annotated

import typer

from wbcoach.errors import MissingExtraError


def add_to(parent: typer.Typer) -> None:
    """Add it to the commands of `wbcoach`."""
    parent.command()(lsp)


def lsp(
    tcp: Annotated[
        int | None,
        typer.Option("--tcp", metavar="PORT", min=0, max=65535, help="Serve on this port of 127.0.0.1."),
    ] = None,
) -> None:
    """Serve an editor: findings while one types, over stdin and stdout."""
    if find_spec("pygls") is None:
        raise MissingExtraError("lsp", "lsp")
    from wbcoach.faces.lsp.server import serve

    serve(tcp)
