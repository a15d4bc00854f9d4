"""The server for assistants, over stdio or streamable HTTP on this machine alone."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mcp.server.mcpserver import MCPServer

from wbcoach import __version__
from wbcoach.errors import SettingsError
from wbcoach.faces.cli import streams
from wbcoach.faces.mcp.opened import Opened
from wbcoach.faces.mcp.openings import add_prompts
from wbcoach.faces.mcp.pains import add_pains
from wbcoach.faces.mcp.readables import add_resources
from wbcoach.faces.mcp.tools import add_tools
from wbcoach.faces.mcp.workspace import Workspace

if TYPE_CHECKING:
    from wbcoach.settings import Settings

LOOPBACK: Final = "127.0.0.1"
_ABOUT = (
    "Coaches problem statements of the Define stage of Working Backwards against customer feedback. "
    "Critique first, ask the author one question at a time, and show a rewrite only after check_rewrite says it holds."
)


def make(opened: Opened, workspace: Path) -> MCPServer:
    """Make a server with all tools, resources and prompts."""
    server = MCPServer(
        "wbcoach", title="wbcoach", instructions=_ABOUT, version=__version__, log_level="WARNING"
    )
    add_tools(server, opened)
    add_pains(server, opened)
    add_resources(server, Workspace(workspace))
    add_prompts(server)
    return server


def run(settings: Settings, workspace: Path, *, offline: bool, index: bool, port: int | None) -> None:
    """Serve until the client leaves: over stdio, or over HTTP at a port of this machine (0: any free one).

    Raises:
        SettingsError: the port is taken.
    """
    opened = Opened(settings, offline=offline, index=index)
    server = make(opened, workspace)
    try:
        if port is None:
            server.run()
        else:
            _over_http(server, port)
    finally:
        opened.close()


def _over_http(server: MCPServer, port: int) -> None:
    import uvicorn

    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((LOOPBACK, port))
            door.listen()
        except OSError as error:
            raise SettingsError(
                f"Port {port} can't be had: {error.strerror}.", "Choose another: --port, 0 for any free one."
            ) from None
        streams.say(f"wbcoach: listening at http://{LOOPBACK}:{door.getsockname()[1]}/mcp")
        app = server.streamable_http_app(host=LOOPBACK)
        uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="on")).run(sockets=[door])
