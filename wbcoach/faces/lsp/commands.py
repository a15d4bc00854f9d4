"""The commands that a client may have executed; each takes one object, {"uri", "line", "code", "reason", "until"}."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from wbcoach.coach.adoption import Adoption
from wbcoach.coach.gather import today
from wbcoach.errors import WbcoachError
from wbcoach.faces.cli.explain import page
from wbcoach.faces.lsp import edits, starts
from wbcoach.faces.lsp.actions import last_day, workspace_edit
from wbcoach.faces.lsp.memory import Level
from wbcoach.faces.lsp.project import BASELINE
from wbcoach.pitfalls import pitfall
from wbcoach.render import markdown

if TYPE_CHECKING:
    from wbcoach.critique import Finding
    from wbcoach.faces.lsp.server import Server
    from wbcoach.faces.lsp.sheet import Part, Sheet


# A file that begins with a byte order mark is left to its owner too.
_NAMED = re.compile(rb"\A\xef\xbb\xbf|^[ \t]*[\"']?baseline[\"']?[ \t]*=", re.MULTILINE)


class Asked:
    """The argument of a command, read."""

    def __init__(self, server: Server, given: tuple[Any, ...]) -> None:
        """Take the first argument.

        Raises:
            JsonRpcInvalidParams: it is no object.
        """
        one = given[0] if given else {}
        self.values: dict[str, Any] = one if isinstance(one, dict) else getattr(one, "__dict__", {})
        self._server = server

    def text(self, name: str, default: str = "") -> str:
        """Give a text."""
        value = self.values.get(name, default)
        return value if isinstance(value, str) else default

    @property
    def sheet(self) -> Sheet:
        """The document.

        Raises:
            JsonRpcInvalidParams: it is not open.
        """
        sheet = self._server.sheet(self.text("uri"))
        if sheet is None:
            raise _refused(f"{self.text('uri')!r} is not open; name an open document under 'uri'.")
        return sheet

    def number(self, name: str, default: int) -> int:
        """Give a whole number."""
        value = self.values.get(name, default)
        return int(value) if isinstance(value, int | float) else default

    @property
    def part(self) -> tuple[Sheet, Part]:
        """The document, and the statement on the line that is named; its first one where none is.

        Raises:
            JsonRpcInvalidParams: there is none.
        """
        sheet, line = self.sheet, self.values.get("line")
        part = sheet.part_on(int(line)) if isinstance(line, int | float) else next(iter(sheet.parts), None)
        if part is None:
            raise _refused("There is no statement on that line; name one of its lines, from 0, under 'line'.")
        return sheet, part

    @property
    def finding(self) -> tuple[Sheet, Part, Finding]:
        """The finding of that code on that statement.

        Raises:
            JsonRpcInvalidParams: there is none.
        """
        sheet, part = self.part
        code = self.text("code")
        found = next((one for one in part.findings if one.code == code.upper()), None)
        if found is None:
            shown = ", ".join(one.code for one in part.findings) or "none"
            raise _refused(f"{code!r} is no finding of this statement; it has {shown}.")
        return sheet, part, found

    @property
    def until(self) -> dt.date | None:
        """The last day of a silence: the one that is given, else the configured one.

        Raises:
            JsonRpcInvalidParams: what is given is no day.
        """
        given = self.text("until")
        if not given:
            return last_day(self.part[0].project)
        try:
            return dt.date.fromisoformat(given)
        except ValueError:
            raise _refused(f"until is {given!r}; write the last day as YYYY-MM-DD.") from None


def _refused(words: str) -> JsonRpcInvalidParams:
    return JsonRpcInvalidParams(words)


def add_to(server: Server) -> None:
    """Register them all."""
    _that_look(server)
    _that_write(server)


def _that_look(server: Server) -> None:
    @server.command("wbcoach.explain")
    def explain(*given: Any) -> str:
        code = given[0] if given and isinstance(given[0], str) else Asked(server, given).text("code")
        try:
            return page(pitfall(code))
        except WbcoachError as error:
            raise _refused(str(error)) from None

    @server.command("wbcoach.report")
    def report(*given: Any) -> str:
        _, part = Asked(server, given).part
        if part.critique.question:
            server.connection.say(f"next: {part.critique.question}")
        return markdown.render(part.critique, everything=True)

    @server.command("wbcoach.pains")
    async def pains(*given: Any) -> list[dict[str, Any]]:
        sheet = Asked(server, given).sheet
        try:
            return await server.aside(starts.offered, sheet)
        except WbcoachError as error:
            server.connection.tell_again(error)
            return []

    @server.command("wbcoach.critique")
    def critique(*given: Any) -> None:
        sheet, _ = Asked(server, given).part
        sheet.project.memory.renew()
        server.desk.rounds.begin(sheet)

    @server.command("wbcoach.critiqueWithModel")
    async def critique_with_model(*given: Any) -> str:
        sheet, part = Asked(server, given).part
        try:
            await server.desk.rounds.ask_model(sheet, part.key)
        except WbcoachError as error:
            server.connection.tell_again(error)
            return ""
        best = sheet.project.memory.best(part.key)
        return markdown.render(best[1], everything=True) if best and best[0] is Level.MODEL else ""


def _that_write(server: Server) -> None:
    async def apply(sheet: Sheet, label: str, changes: list[types.TextEdit]) -> bool:
        edit = workspace_edit(sheet, changes, versioned=server.connection.versioned)
        done = await server.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(edit, label))
        return done.applied

    @server.command("wbcoach.applySuggestion")
    async def apply_suggestion(*given: Any) -> bool:
        sheet, part, finding = Asked(server, given).finding
        changes = edits.suggested(sheet, part, finding)
        if not changes:
            raise _refused(f"{finding.code} has no suggestion here; it asks: {finding.question}")
        return await apply(sheet, f"{finding.code}: take the suggestion", changes)

    @server.command("wbcoach.ask")
    async def ask(*given: Any) -> bool:
        sheet, part, finding = Asked(server, given).finding
        return await apply(sheet, f"{finding.code}: keep the question", edits.asked(sheet, part, finding))

    @server.command("wbcoach.ignoreHere")
    async def ignore_here(*given: Any) -> bool:
        asked = Asked(server, given)
        sheet, part, finding = asked.finding
        reason = asked.text("reason") or sheet.project.options.ignore_reason
        changes = edits.ignored(sheet, part, finding, reason, asked.until)
        return await apply(sheet, f"{finding.code}: ignore", changes)

    @server.command(starts.COMMAND)
    async def start_from_pain(*given: Any) -> bool:
        asked = Asked(server, given)
        uri, rank = asked.sheet.uri, asked.number("rank", 1)
        try:
            words = await server.aside(starts.draft, asked.sheet, rank)
        except WbcoachError as error:
            server.connection.tell_again(error)
            return False
        sheet = server.sheet(uri)
        line = asked.number("line", 0)
        if sheet is None:
            return False  # closed meanwhile
        return await apply(sheet, f"Start from pain point {rank}", [starts.edit(sheet, line, words)])

    @server.command("wbcoach.ignoreInBaseline")
    async def ignore_in_baseline(*given: Any) -> str:
        asked = Asked(server, given)
        sheet, part, finding = asked.finding
        project = sheet.project
        path = project.settings.baseline or str(project.folder / BASELINE)
        reason = asked.text("reason") or project.options.ignore_reason
        try:
            held = Adoption(path, today(project.settings), reason, asked.until)
            held.take_besides(finding, part.draft.text)
            await asyncio.get_running_loop().run_in_executor(None, held.write)
        except WbcoachError as error:
            server.connection.tell_again(error)
            return ""
        if not project.settings.baseline:
            server.connection.say(_name_it(project.folder))
        await server.desk.look()
        return path


def _name_it(folder: Path) -> str:
    """Name the new baseline in the folder's wbcoach.toml, as its first line; say what to add where that can't be done."""
    config = folder / "wbcoach.toml"
    line = f'baseline = "{BASELINE}"'
    held = config.read_bytes() if config.exists() else b""
    if _NAMED.search(held) or (not held and (folder / "pyproject.toml").exists()):
        return f"{BASELINE} is written; add this to the configuration: {line}"
    config.write_bytes(f"{line}\n".encode() + held)  # before any table, so that it is a setting of the whole
    return f"{BASELINE} is written, and named in {'' if held else 'the new '}wbcoach.toml."
