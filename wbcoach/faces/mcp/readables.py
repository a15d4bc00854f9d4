"""The resources: guidance notes by code or name, and the statements of a workspace's documents."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mcp.server.mcpserver.exceptions import ResourceNotFoundError
from mcp.server.mcpserver.resources import FunctionResource

from wbcoach.errors import InputError
from wbcoach.faces.cli.explain import GUIDANCE, body, page
from wbcoach.pitfalls import catalogue, pitfall
from wbcoach.render.json import dumps

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

    from wbcoach.faces.mcp.workspace import Workspace

_MARKDOWN = "text/markdown"


def add_resources(server: MCPServer, workspace: Workspace) -> None:
    """Add all resources to a server; the list of statements is made anew whenever it is read."""
    own = {known.note for known in catalogue().values()}
    for known in catalogue().values():
        _note(server, known.code, known.name, known.message)
    for path in sorted(GUIDANCE.glob("*.md")):
        if path.stem not in own:
            _note(server, path.stem, path.stem.replace("_", " "), "A note on the Define stage.")

    @server.resource(
        "wbcoach://statements",
        name="statements",
        title="Statements of the workspace",
        description="All statements in the documents of the workspace, with the resource of each.",
        mime_type="application/json",
    )
    def statements() -> str:
        return dumps([place.model_dump() for place in workspace.places()])

    @server.resource(
        "wbcoach://statements/{number}/{+path}",
        name="statement",
        title="One statement",
        description="The text of the statement of that number in a document, from 1.",
        mime_type="text/plain",
    )
    def statement(number: int, path: str) -> str:
        try:
            return workspace.statement(path, number)
        except InputError as error:
            raise ResourceNotFoundError(str(error)) from error


def _note(server: MCPServer, name: str, title: str, description: str) -> None:
    uri = f"wbcoach://guidance/{name}"
    read = partial(_guidance, name)
    server.add_resource(
        FunctionResource(
            uri=uri, name=name, title=title, description=description, mime_type=_MARKDOWN, fn=read
        )
    )


def _guidance(name: str) -> str:
    by_code = catalogue().get(name)
    return page(pitfall(name)) if by_code else body(name) + "\n"
