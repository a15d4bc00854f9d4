"""What goes to the client: diagnostics, messages, progress, questions; as far as the client can take it."""

from __future__ import annotations

import asyncio
import uuid
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from wbcoach.faces.lsp import shown

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from pygls.lsp.server import LanguageServer

    from wbcoach.errors import WbcoachError
    from wbcoach.faces.lsp.sheet import Sheet


class Progress:
    """Work in progress; without a token nothing is shown."""

    def __init__(self, server: LanguageServer, token: str | None) -> None:
        """Keep the token that the client has agreed to."""
        self._server, self._token = server, token

    def report(self, message: str, share: float) -> None:
        """Say how far it is, 0..1."""
        if self._token is not None:
            value = types.WorkDoneProgressReport(message=message, percentage=round(100 * share) or None)
            self._server.work_done_progress.report(self._token, value)

    @property
    def cancelled(self) -> bool:
        """Say whether the user stopped it."""
        future = self._server.work_done_progress.tokens.get(self._token) if self._token else None
        return future is not None and future.cancelled()


class Connection:
    """The client's end, and what it said it can do."""

    def __init__(self, server: LanguageServer) -> None:
        """Serve this client; nothing is sent before it has said what it can do."""
        self._server = server
        self._told: set[str] = set()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self.pulls = self.virtual = self.asks_configuration = self.versioned = self.snippets = False
        self._related = self._progress = self._refreshes_lenses = False

    def begin(self, able: types.ClientCapabilities) -> None:
        """Read what the client can do.

        It pulls diagnostics only where it can be told to pull again; else late findings would not be seen.
        """
        self._loop = asyncio.get_running_loop()
        document, workspace = able.text_document, able.workspace
        refreshes = workspace and workspace.diagnostics and workspace.diagnostics.refresh_support
        self.pulls = bool(document and document.diagnostic and refreshes)
        self.virtual = bool(workspace and workspace.text_document_content)
        self.asks_configuration = bool(workspace and workspace.configuration)
        edit = workspace.workspace_edit if workspace else None
        self.versioned = bool(edit and edit.document_changes)
        completion = document.completion if document else None
        item = completion.completion_item if completion else None
        self.snippets = bool(item and item.snippet_support)
        published = document.publish_diagnostics if document else None
        self._related = bool(published and published.related_information)
        self._progress = bool(able.window and able.window.work_done_progress)
        self._refreshes_lenses = bool(
            workspace and workspace.code_lens and workspace.code_lens.refresh_support
        )

    def diagnostics(self, sheet: Sheet) -> list[types.Diagnostic]:
        """Give a document's diagnostics as this client takes them."""
        return shown.diagnostics(sheet, related=self._related, virtual=self.virtual)

    def show(self, sheet: Sheet, *, later: bool = False) -> None:
        """Send a document's diagnostics, or ask the client to pull them where it did not change them itself."""
        if not self.pulls:
            self._server.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(sheet.uri, self.diagnostics(sheet), sheet.version)
            )
        elif later:
            self._server.workspace_diagnostic_refresh(None)
        if later and self._refreshes_lenses:
            self._server.workspace_code_lens_refresh(None)

    def clear(self, uri: str) -> None:
        """Take a document's diagnostics away."""
        if not self.pulls:
            self._server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    async def configuration(self, folder: Path) -> Any:
        """Ask for what is configured under `wbcoach` for a folder; None where the client has no answer."""
        item = types.ConfigurationItem(scope_uri=folder.as_uri(), section="wbcoach")
        try:
            found = await self._server.workspace_configuration_async(types.ConfigurationParams([item]))
        except JsonRpcException as error:
            self.fault(error)
            return None
        return found[0] if found else None

    @asynccontextmanager
    async def progress(self, title: str, *, wanted: bool = True) -> AsyncIterator[Progress]:
        """Show work in progress within a block, which the user may stop."""
        work, token = self._server.work_done_progress, None
        if wanted and self._progress:
            token = str(uuid.uuid4())
            try:
                await work.create_async(token)
            except JsonRpcException:
                token = None
        if token is not None:
            begin = types.WorkDoneProgressBegin(title=f"wbcoach: {title}", cancellable=True, percentage=0)
            work.begin(token, begin)
        try:
            yield Progress(self._server, token)
        finally:
            if token is not None:
                work.end(token, types.WorkDoneProgressEnd())
                work.tokens.pop(token, None)

    def tell(self, error: WbcoachError) -> None:
        """Show what went wrong, and what to do, once; from any thread."""
        self.warn(str(error))

    def tell_again(self, error: WbcoachError) -> None:
        """Show why a command did nothing, each time."""
        self._server.window_show_message(
            types.ShowMessageParams(types.MessageType.Error, f"wbcoach: {error}")
        )

    def warn(self, words: str) -> None:
        """Show a warning once; from any thread."""
        if words in self._told or self._loop is None:
            return
        self._told.add(words)
        params = types.ShowMessageParams(types.MessageType.Warning, f"wbcoach: {words}")
        self._loop.call_soon_threadsafe(self._server.window_show_message, params)

    def say(self, words: str) -> None:
        """Show what came of a command."""
        self._server.window_show_message(types.ShowMessageParams(types.MessageType.Info, f"wbcoach: {words}"))

    def fault(self, error: BaseException) -> None:
        """Log what should not have happened."""
        words = f"wbcoach: a fault: {type(error).__name__}: {error}"
        self._server.window_log_message(types.LogMessageParams(types.MessageType.Error, words))

    def keep(self, task: asyncio.Task[Any]) -> None:
        """Hold a task until it is done; what goes wrong in it is logged."""
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self.fault(error)
