"""The language server: the protocol's messages, each handed to the part that answers it."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

from wbcoach import __version__
from wbcoach.faces.lsp.connection import Connection
from wbcoach.faces.lsp.desk import Desk
from wbcoach.faces.lsp.shown import SCHEME

if TYPE_CHECKING:
    from collections.abc import Generator

    from wbcoach.faces.lsp.sheet import Sheet
    from wbcoach.faces.lsp.text import Encoding

_ENCODINGS: dict[types.PositionEncodingKind, Encoding] = {
    types.PositionEncodingKind.Utf8: "utf-8",
    types.PositionEncodingKind.Utf16: "utf-16",
    types.PositionEncodingKind.Utf32: "utf-32",
}
_WARMING = (
    "Today, clerks have to copy each order by hand when a shop calls. Customers need a way to order once."
)


class _Protocol(LanguageServerProtocol):
    """The protocol without pygls's own copies of the documents, which know other line ends than the protocol's."""

    @lsp_method(types.INITIALIZE)
    def lsp_initialize(self, params: types.InitializeParams) -> Generator[Any, Any, types.InitializeResult]:
        result: types.InitializeResult = yield from super().lsp_initialize(params)
        if result.capabilities.workspace is not None:
            result.capabilities.workspace.text_document_content = types.TextDocumentContentOptions([SCHEME])
        return result

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: Any) -> Generator[Any, Any, None]:
        yield self.fm.features[types.TEXT_DOCUMENT_DID_OPEN], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: Any) -> Generator[Any, Any, None]:
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CHANGE], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: Any) -> Generator[Any, Any, None]:
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CLOSE], (params,), None


class Server(LanguageServer):
    """One client's server."""

    def __init__(self) -> None:
        """Make it, with nothing open."""
        super().__init__("wbcoach", __version__, protocol_cls=_Protocol)
        self.connection = Connection(self)
        self.desk = Desk(self.connection)
        self.warm = threading.Thread(target=_warm, name="wbcoach-warm", daemon=True)

    @property
    def encoding(self) -> Encoding:
        """What the client counts characters in."""
        agreed = types.PositionEncodingKind(self.server_capabilities.position_encoding or "utf-16")
        return _ENCODINGS[agreed]

    def sheet(self, uri: str) -> Sheet | None:
        """Give an open document."""
        return self.desk.sheets.get(uri)


def _warm() -> None:
    """Load what the first critique would wait for, while the client and the server still greet each other."""
    from wbcoach.coach import Coach
    from wbcoach.settings import Settings

    Coach(Settings()).critique(_WARMING)


def build() -> Server:
    """Make a server that answers all that it offers."""
    server = Server()
    _documents(server)
    _workspace(server)
    return server


def _documents(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def did_open(params: types.DidOpenTextDocumentParams) -> None:
        server.warm.join()
        server.desk.open(params.text_document, server.encoding)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(params: types.DidChangeTextDocumentParams) -> None:
        sheet = server.sheet(params.text_document.uri)
        if sheet is not None:
            sheet.edit(params.text_document.version, params.content_changes)
            server.desk.rounds.begin(sheet)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(params: types.DidCloseTextDocumentParams) -> None:
        server.desk.close(params.text_document.uri)

    def diagnostic(params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        sheet = server.sheet(params.text_document.uri)
        found = server.connection.diagnostics(sheet) if sheet else []
        return types.RelatedFullDocumentDiagnosticReport(found)

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        server.connection.begin(params.capabilities)
        server.desk.begin(params)
        if server.connection.pulls:
            options = types.DiagnosticOptions(inter_file_dependencies=False, workspace_diagnostics=False)
            server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, options)(diagnostic)


def _workspace(server: Server) -> None:
    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def did_change_configuration(params: types.DidChangeConfigurationParams) -> None:
        await server.desk.configured(params.settings)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def did_change_watched_files(_params: types.DidChangeWatchedFilesParams) -> None:
        await server.desk.look()

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def did_change_folders(params: types.DidChangeWorkspaceFoldersParams) -> None:
        server.desk.add_folders([one.uri for one in params.event.added])
        server.desk.drop_folders([one.uri for one in params.event.removed])

    @server.feature(types.SHUTDOWN)
    def shutdown(*_: Any) -> None:
        server.desk.end()


def serve(port: int | None = None) -> None:
    """Serve one client, on stdin and stdout, or on a port of this machine alone, until it says goodbye."""
    server = build()
    server.warm.start()
    if port is None:
        out, sys.stdout = sys.stdout.buffer, sys.stderr  # what a library prints must not get between messages
        server.start_io(stdout=out)
    else:
        server.start_tcp("127.0.0.1", port)
