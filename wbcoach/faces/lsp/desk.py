"""The documents and folders that a client has open: which settings hold for which document, and when they change."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pygls.uris import to_fs_path

from wbcoach.faces.lsp import options
from wbcoach.faces.lsp.project import Project
from wbcoach.faces.lsp.rounds import Rounds
from wbcoach.faces.lsp.sheet import Sheet
from wbcoach.faces.lsp.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lsprotocol import types

    from wbcoach.faces.lsp.connection import Connection
    from wbcoach.faces.lsp.text import Encoding

_LOOKED_EVERY_S: Final = 2.0


class Desk:
    """All that is open; each workspace folder has a project of its own, which its documents share."""

    def __init__(self, connection: Connection) -> None:
        """Begin with nothing open."""
        self._connection = connection
        self.rounds = Rounds(connection)
        self.sheets: dict[str, Sheet] = {}
        self.folders: list[Path] = []
        self._projects: dict[Path, Project] = {}
        self._given: options.Options = options.Options()
        self._watch: asyncio.Task[None] | None = None

    def begin(self, params: types.InitializeParams) -> None:
        """Take the folders and what the client configured at the start."""
        given = [folder.uri for folder in params.workspace_folders or ()]
        root = params.root_uri or (Path(params.root_path).as_uri() if params.root_path else None)
        self.add_folders(given or ([root] if root else []))
        self._given = self._read(params.initialization_options)

    def add_folders(self, uris: list[str]) -> None:
        """Take more workspace folders."""
        self.folders += [Path(path) for uri in uris if (path := to_fs_path(uri))]

    def drop_folders(self, uris: list[str]) -> None:
        """Let workspace folders go; documents in them that are still open get the settings found above them."""
        gone = {Path(path) for uri in uris if (path := to_fs_path(uri))}
        self.folders = [one for one in self.folders if one not in gone]
        for sheet in list(self.sheets.values()):
            if self._folder_of(sheet.uri) != sheet.project.folder:
                self._replace(sheet, self._project(self._folder_of(sheet.uri)))
        for folder in gone & self._projects.keys():
            self.rounds.let_go(self._projects.pop(folder))

    def open(self, document: types.TextDocumentItem, encoding: Encoding) -> None:
        """Take a document, and look into it."""
        folder = self._folder_of(document.uri)
        new = folder not in self._projects
        sheet = Sheet(
            document.uri,
            document.version,
            Text(document.text, encoding),
            self._project(folder),
            document.language_id,
        )
        self.sheets[document.uri] = sheet
        self.rounds.begin(sheet)
        loop = asyncio.get_running_loop()
        if new and self._connection.asks_configuration:
            self._connection.keep(loop.create_task(self._configure(folder)))
        if self._watch is None:
            self._watch = loop.create_task(self._look_out())

    def close(self, uri: str) -> None:
        """Let a document go, and its diagnostics with it."""
        self.rounds.end(uri)
        if self.sheets.pop(uri, None) is not None:
            self._connection.clear(uri)

    async def configured(self, settings: Any) -> None:
        """Take a changed configuration: what the client gives on being asked, else what it sent along."""
        if not self._connection.asks_configuration:
            self._given = self._read(settings)
            for folder in list(self._projects):
                self._renew(folder, self._given)
            return
        for folder in list(self._projects):
            await self._configure(folder)

    async def look(self) -> None:
        """See whether a config file, a baseline or an index changed since, and look into what that concerns."""
        loop = asyncio.get_running_loop()
        for folder, project in list(self._projects.items()):
            if await loop.run_in_executor(self.rounds.reader, project.outdated):
                if self._projects.get(folder) is project:
                    self._renew(folder, project.options, anyway=True)
            elif await loop.run_in_executor(self.rounds.reader, project.renewed):
                for sheet in self._of(project):
                    self.rounds.begin(sheet)

    @property
    def projects(self) -> list[Project]:
        """The projects of all folders that something is open in."""
        return list(self._projects.values())

    def end(self) -> None:
        """Stop all work."""
        if self._watch is not None:
            self._watch.cancel()
        self.rounds.close()

    async def _look_out(self) -> None:
        while True:
            await asyncio.sleep(_LOOKED_EVERY_S)
            try:
                await self.look()
            except OSError as error:  # a folder that is gone for a moment
                self._connection.fault(error)

    async def _configure(self, folder: Path) -> None:
        given = await self._connection.configuration(folder)
        if given is not None:
            self._renew(folder, self._read(given))

    def _read(self, value: Any) -> options.Options:
        read, wrong = options.read(value)
        for words in wrong:
            self._connection.warn(words)
        return read

    def _renew(self, folder: Path, given: options.Options, *, anyway: bool = False) -> None:
        """Open a folder's project anew where its configuration is another."""
        old = self._projects.get(folder)
        if old is None or (old.options == given and not anyway):
            return
        new = self._projects[folder] = Project(folder, given, self._connection.tell)
        for sheet in self._of(old):
            self._replace(sheet, new)
        self.rounds.let_go(old)

    def _replace(self, sheet: Sheet, project: Project) -> None:
        self.rounds.end(sheet.uri)
        self.sheets[sheet.uri] = moved = sheet.moved_to(project)
        self.rounds.begin(moved)

    def _of(self, project: Project) -> Iterator[Sheet]:
        return (sheet for sheet in list(self.sheets.values()) if sheet.project is project)

    def _project(self, folder: Path) -> Project:
        if folder not in self._projects:
            self._projects[folder] = Project(folder, self._given, self._connection.tell)
        return self._projects[folder]

    def _folder_of(self, uri: str) -> Path:
        """Give the innermost workspace folder of a document, else its own folder, else the first one."""
        path = to_fs_path(uri)
        if path is None:
            return self.folders[0] if self.folders else Path.cwd()
        within = [one for one in self.folders if Path(path).is_relative_to(one)]
        return max(within, key=lambda one: len(one.parts), default=Path(path).parent)
