"""An editor, as the language server meets one: a real client that starts `python -m wbcoach lsp` and talks to it."""

from __future__ import annotations

import asyncio
import sys
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from program import world
from pygls.protocol import default_converter
from pytest_lsp import LanguageClient, client_capabilities
from pytest_lsp.client import DEFAULT_CLIENT_FEATURES, register_lsp_features

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from pathlib import Path

SERVER = [sys.executable, "-m", "wbcoach", "lsp"]
PATIENCE_S = 20.0


class Editor:
    """One client with its documents; positions are given as the client counts them."""

    def __init__(self, client: LanguageClient) -> None:
        self.client = client
        self.versions: dict[str, int] = {}
        self.published: list[types.PublishDiagnosticsParams] = []
        self.edits: list[types.ApplyWorkspaceEditParams] = []
        self.configured: dict[str, dict[str, Any]] = {}

    def open(self, path: Path, text: str, language: str = "markdown") -> str:
        """Open a document that need not be on the disk."""
        uri = path.as_uri()
        self.versions[uri] = 1
        document = types.TextDocumentItem(uri, language, 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(document))
        return uri

    def change(self, uri: str, text: str, area: types.Range | None = None) -> int:
        """Put a text in the place of a range, or of all; give the new version."""
        self.versions[uri] += 1
        change: types.TextDocumentContentChangeEvent = (
            types.TextDocumentContentChangeWholeDocument(text)
            if area is None
            else types.TextDocumentContentChangePartial(area, text)
        )
        named = types.VersionedTextDocumentIdentifier(self.versions[uri], uri)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(named, [change]))
        return self.versions[uri]

    def shown(self, uri: str) -> Sequence[types.Diagnostic]:
        """The diagnostics as they stand."""
        return next((one.diagnostics for one in reversed(self.published) if one.uri == uri), ())

    def codes(self, uri: str) -> list[str]:
        """Their codes, in the order of the document."""
        return [str(one.code) for one in self.shown(uri)]

    def version_shown(self, uri: str) -> int | None:
        """The version that they were made for."""
        return next((one.version for one in reversed(self.published) if one.uri == uri), None)

    def enter(self, *folders: Path, **configured: Any) -> None:
        """Open workspace folders, so configured."""
        for one in folders:
            self.configured[one.as_uri()] = configured
        added = [types.WorkspaceFolder(one.as_uri(), one.name) for one in folders]
        event = types.WorkspaceFoldersChangeEvent(added, [])
        self.client.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event))

    async def until(self, true: Callable[[], Any], what: str = "") -> None:
        """Wait for something to become true."""
        end = time.monotonic() + PATIENCE_S
        while not true():
            assert time.monotonic() < end, f"waited in vain {what}"
            await asyncio.sleep(0.01)

    async def with_feedback(self, uri: str) -> Sequence[types.Diagnostic]:
        """Wait for feedback beside a finding."""
        await self.until(lambda: any(one.related_information for one in self.shown(uri)), "for feedback")
        return self.shown(uri)

    async def settled(self, uri: str) -> Sequence[types.Diagnostic]:
        """Wait for diagnostics of the newest version, and for nothing more to come."""
        await self.until(lambda: self.version_shown(uri) == self.versions[uri], f"for {uri}")
        count = -1
        while count != len(self.published):
            count = len(self.published)
            await asyncio.sleep(0.3)
        return self.shown(uri)


def _listen(mine: Editor) -> None:
    def publish(_: LanguageClient, params: types.PublishDiagnosticsParams) -> None:
        mine.published.append(params)

    def configuration(_: LanguageClient, params: types.ConfigurationParams) -> list[Any]:
        return [mine.configured.get(item.scope_uri or "") for item in params.items]

    def apply(_: LanguageClient, params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
        mine.edits.append(params)
        return types.ApplyWorkspaceEditResult(applied=True)

    own = {
        types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS: publish,
        types.WORKSPACE_CONFIGURATION: configuration,
        types.WORKSPACE_APPLY_EDIT: apply,
    }
    register_lsp_features(mine.client, {**DEFAULT_CLIENT_FEATURES, **own})


@asynccontextmanager
async def editor(
    *folders: Path,
    like: str = "visual_studio_code",
    able: Callable[[types.ClientCapabilities], None] | None = None,
    configured: dict[str, dict[str, Any]] | None = None,
    options: Any = None,
    env: dict[str, str] | None = None,
) -> AsyncIterator[Editor]:
    """Start a server for these workspace folders, greeted as an editor of that name does it."""
    client = LanguageClient(converter_factory=default_converter)
    mine = Editor(client)
    mine.configured = configured or {}
    _listen(mine)
    await client.start_io(*SERVER, env=world(**(env or {})))
    capabilities = client_capabilities(like)
    if able:
        able(capabilities)
    await client.initialize_session(
        types.InitializeParams(
            capabilities=capabilities,
            initialization_options=options,
            root_uri=folders[0].as_uri() if folders else None,
            workspace_folders=[types.WorkspaceFolder(one.as_uri(), one.name) for one in folders],
        )
    )
    try:
        async with asyncio.timeout(60):
            yield mine
            await client.shutdown_session()
    finally:
        if client._server and client._server.returncode is None:
            client._server.kill()
        await client.stop()  # type: ignore[no-untyped-call]
