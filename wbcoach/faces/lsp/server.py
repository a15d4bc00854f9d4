"""The language server: the protocol's messages, each handed to the part that answers it."""

from __future__ import annotations

import asyncio
import sys
import threading
from functools import partial
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

from wbcoach import __version__
from wbcoach.faces.lsp import actions, commands, completion, hover, lens, starts, virtual
from wbcoach.faces.lsp.connection import Connection
from wbcoach.faces.lsp.desk import Desk
from wbcoach.faces.lsp.shown import SCHEME

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from wbcoach.faces.lsp.sheet import Sheet
    from wbcoach.faces.lsp.text import Encoding
    from wbcoach.grammar import Span

P = ParamSpec("P")
T = TypeVar("T")
_ENCODINGS: dict[types.PositionEncodingKind, Encoding] = {
    types.PositionEncodingKind.Utf8: "utf-8",
    types.PositionEncodingKind.Utf16: "utf-16",
    types.PositionEncodingKind.Utf32: "utf-32",
}
_MENU_WAITS_S: Final = 0.5
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

    async def aside(self, work: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        """Do what asks the index on the thread that reads feedback, so that typing goes on."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.desk.rounds.reader, partial(work, *given, **named))

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
    _answers(server)
    commands.add_to(server)
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


def _answers(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def show_hover(params: types.HoverParams) -> types.Hover | None:
        sheet = server.sheet(params.text_document.uri)
        if sheet is None:
            return None
        offset = sheet.text.offset(params.position)
        name = hover.id_at(sheet, offset)
        if name is not None:
            found = await server.aside(hover.feedback, sheet.project, name)
            if found is not None:
                return found
        return hover.hover(sheet, offset, virtual=server.connection.virtual)

    kinds = [types.CodeActionKind.QuickFix, types.CodeActionKind.RefactorRewrite, types.CodeActionKind.Empty]

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=kinds))
    async def code_action(params: types.CodeActionParams) -> list[types.CodeAction]:
        sheet = server.sheet(params.text_document.uri)
        if sheet is None:
            return []
        area, context = sheet.text.span(params.range), params.context
        found = actions.actions(sheet, area, context, versioned=server.connection.versioned)
        if starts.fits(sheet, area):
            found += actions.wanted(await _starts(server, sheet, area), context)
        return found

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS)
    def code_lens(params: types.CodeLensParams) -> list[types.CodeLens]:
        sheet = server.sheet(params.text_document.uri)
        return lens.lenses(sheet) if sheet else []

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=["["]))
    async def complete(params: types.CompletionParams) -> types.CompletionList:
        sheet = server.sheet(params.text_document.uri)
        if sheet is None:
            return types.CompletionList(is_incomplete=False, items=[])
        offset = sheet.text.offset(params.position)
        letters = completion.id_begun(sheet, offset)
        if letters is None:
            found = completion.slots(sheet, offset, snippets=server.connection.snippets)
            return types.CompletionList(is_incomplete=False, items=found)
        found = await server.aside(completion.ids, sheet, offset, letters, sheet.project)
        return types.CompletionList(is_incomplete=True, items=found)

    @server.feature(types.WORKSPACE_TEXT_DOCUMENT_CONTENT)
    async def content(params: types.TextDocumentContentParams) -> types.TextDocumentContentResult:
        return types.TextDocumentContentResult(await server.aside(virtual.text_of, params.uri, server.desk))


async def _starts(server: Server, sheet: Sheet, area: Span) -> list[types.CodeAction]:
    """Offer pain points to start from; a large index takes seconds the first time, and a menu doesn't wait for it."""
    work = asyncio.ensure_future(server.aside(starts.pains_of, sheet.project))
    work.add_done_callback(lambda done: done.cancelled() or done.exception())
    await asyncio.wait({work}, timeout=_MENU_WAITS_S)
    if work.done() and work.exception() is not None:
        return []  # the command says what is missing; a menu is no place for it
    return list(starts.actions(sheet, area, work.result() if work.done() else None))


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

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def did_save(params: types.DidSaveTextDocumentParams) -> None:
        sheet = server.sheet(params.text_document.uri)
        if sheet is not None and sheet.project.options.model_on_save and sheet.project.settings.model:
            await server.desk.rounds.ask_on_save(sheet)

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
