"""`wbcoach lsp`, met by a real client: diagnostics while one types."""

from __future__ import annotations

import asyncio
import re
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

pytest.importorskip("pytest_lsp")

from editor import PATIENCE_S, SERVER, Editor, editor
from lsprotocol import types
from program import world

from wbcoach import samples
from wbcoach.library import Store, read

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

pytestmark = pytest.mark.asyncio(loop_scope="module")

DRAFT = (
    "Today, shop clerks have to copy each order by hand when a shop calls. "
    "Customers need a way to get an AI summary of the orders."
)
BUILD_LOG = (
    "Today, engineers have to scroll through the log viewer by hand when a build fails. "
    "Customers need a way to get an AI summary of the log."
)


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def mine() -> AsyncIterator[Editor]:
    """One server for all tests that greet it in the same way; each has a folder of its own."""
    async with editor() as started:
        yield started


def words_of(text: str, area: types.Range, codec: str = "utf-16-le", width: int = 2) -> str:
    """What a client underlines, cut by its own units."""
    lines = re.split(r"\r\n|\n|\r", text)
    assert area.start.line == area.end.line
    units = lines[area.start.line].encode(codec)
    return units[area.start.character * width : area.end.character * width].decode(codec)


def mark(shown: object, code: str) -> types.Diagnostic:
    assert isinstance(shown, list | tuple)
    found = [one for one in shown if one.code == code]
    assert len(found) == 1, [one.code for one in shown]
    (only,) = found
    assert isinstance(only, types.Diagnostic)
    return only


def lines_of(uri: str) -> list[str]:
    return Path(uri.removeprefix("file://")).read_text("utf-8").split("\n")


def at(line: int, character: int, end: int | None = None) -> types.Range:
    return types.Range(
        types.Position(line, character), types.Position(line, character if end is None else end)
    )


async def test_emoji_and_crlf_don_t_move_a_mark(mine: Editor, tmp_path: Path) -> None:
    text = f"# 👩‍🌾 Notes 😀\r\n\r\n> 😀😀 quoted\r\n\r\n😀\u2028😀 first. {DRAFT.replace('clerks', '👩‍🌾 clerks 😀')}\r\n"
    mine.enter(tmp_path)
    uri = mine.open(tmp_path / "a.md", text)
    found = mark(await mine.settled(uri), "S01")
    assert words_of(text, found.range) == "get an AI summary of the orders"
    assert found.severity is types.DiagnosticSeverity.Error
    assert found.source == "wbcoach"
    mine.change(uri, "😀", at(0, 2))
    mine.change(uri, "🌾\r\n\r\n", at(0, 0))
    mine.change(uri, "young ", at(6, 20))
    found = mark(await mine.settled(uri), "S01")
    assert found.range.start.line == 6


async def test_what_lacks_words_is_marked_at_the_first_word_and_at_no_sign(
    mine: Editor, tmp_path: Path
) -> None:
    text = "😀 👍🏽 Bakers have to throw dough away.\r\n"
    mine.enter(tmp_path)
    uri = mine.open(tmp_path / "signs.wb", text, "wb")
    assert words_of(text, mark(await mine.settled(uri), "D01").range) == "Bakers"


async def test_an_editor_that_counts_bytes_is_given_bytes(tmp_path: Path) -> None:
    def bytewise(able: types.ClientCapabilities) -> None:
        assert able.general
        able.general.position_encodings = [types.PositionEncodingKind.Utf8]

    text = f"😀 ä. {DRAFT}\n"
    async with editor(tmp_path, able=bytewise, like="neovim") as mine:
        uri = mine.open(tmp_path / "a.md", text)
        found = mark(await mine.settled(uri), "S01")
        assert words_of(text, found.range, "utf-8", 1) == "get an AI summary of the orders"


async def test_each_kind_of_file_is_read_as_the_command_line_reads_it(mine: Editor, tmp_path: Path) -> None:
    mine.enter(tmp_path)
    free = "Clerks struggle to find the order when a shop calls.\n"
    note = mine.open(tmp_path / "a.txt", free, "plaintext")
    page = mine.open(tmp_path / "a.md", free)
    several = mine.open(tmp_path / "a.wb", "Add a dark mode.\n\nClerks want an app for orders.\n", "")
    await mine.settled(several)
    await mine.until(
        lambda: {one.range.start.line for one in mine.shown(several)} == {0, 2}, "marks in both statements"
    )
    assert mine.codes(note)
    assert mine.codes(page) == []
    mine.client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(note)))
    await mine.until(lambda: mine.codes(note) == [], "for a closed document's marks to go")


async def test_rapid_edits_end_with_the_marks_of_the_last_text(
    mine: Editor, tmp_path: Path, sample_index: Path
) -> None:
    """Forty keystrokes within the pause, then a fault and its mending in turn; what is late never comes back."""
    mine.enter(tmp_path, pauseMs=30, store=str(sample_index))
    uri = mine.open(tmp_path / "a.md", f"{BUILD_LOG}\n")
    await mine.settled(uri)
    for number in range(40):
        mine.change(uri, "abcdefghij"[number % 10], at(0, 7 + number))
        await asyncio.sleep(0.005 * (number % 9))
    fixed = BUILD_LOG.replace("get an AI summary of the log", "find the first failing step")
    for number in range(12):
        mine.change(uri, f"{BUILD_LOG if number % 2 == 0 else fixed}\n")
        await asyncio.sleep(0.02 * (number % 4))
    await mine.settled(uri)
    assert "S01" not in mine.codes(uri)
    mine_alone = [one for one in mine.published if one.uri == uri]
    versions = [one.version or 0 for one in mine_alone]
    assert versions == sorted(versions)
    for one in mine_alone:
        if one.version and one.version > 41:
            has = any(mark.code == "S01" for mark in one.diagnostics)
            assert has == (one.version % 2 == 0), f"marks of another text for version {one.version}"


async def test_five_thousand_lines_are_marked_and_an_edit_in_them_costs_one_statement(
    mine: Editor, tmp_path: Path
) -> None:
    prose = "Some words that say nothing of the matter, but fill a line.\n\n"
    parts = [
        f"{BUILD_LOG.replace('engineers', f'engineers of team {n}')}\n\n{prose * 19}" for n in range(125)
    ]
    text = "".join(parts)
    assert text.count("\n") == 5000
    mine.enter(tmp_path)
    uri = mine.open(tmp_path / "a.md", text)
    await mine.until(lambda: mine.codes(uri).count("S01") == 125, "for all marks")
    version = mine.change(uri, "tired ", at(4000, 7))
    await mine.until(lambda: mine.version_shown(uri) == version)
    lines = [one.range.start.line for one in mine.shown(uri) if one.code == "S01"]
    assert lines == list(range(0, 5000, 40))
    moved = next(one for one in mine.shown(uri) if one.code == "S01" and one.range.start.line == 4000).range
    other = next(one for one in mine.shown(uri) if one.code == "S01").range
    assert moved.start.character == other.start.character + len("tired ") + len("100") - len("0")


async def test_two_folders_have_settings_and_an_index_each(
    mine: Editor, tmp_path: Path, sample_index: Path
) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        folder.mkdir()
    (one / "wbcoach.toml").write_text(f'store = "{sample_index.as_posix()}"\n', "utf-8")
    (two / "wbcoach.toml").write_text('stage = "hypothesis"\n', "utf-8")
    bare = "Today, ferry cooks have to weigh salt twice when a crossing is late. Customers need a way to salt once."
    mine.enter(one, two)
    here, there = mine.open(one / "a.md", f"{BUILD_LOG}\n"), mine.open(two / "a.md", f"{BUILD_LOG}\n")
    bare_there = mine.open(two / "b.md", f"{bare}\n")
    await mine.settled(there)
    await mine.until(lambda: mark(mine.shown(here), "S01").related_information, "for feedback")
    assert "D01" not in mine.codes(here)
    related = mark(mine.shown(here), "S01").related_information or []
    place = related[0].location
    line = lines_of(place.uri)[place.range.start.line]
    assert related[0].message.split()[1] in line
    assert mark(mine.shown(there), "D01").severity is types.DiagnosticSeverity.Information, "a hypothesis"
    assert not mark(mine.shown(there), "S01").related_information
    mine.configured[two.as_uri()] = {"stage": "growth"}
    mine.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
    await mine.until(
        lambda: mark(mine.shown(bare_there), "D01").severity is types.DiagnosticSeverity.Error,
        "for the changed configuration",
    )


async def test_an_index_that_is_made_or_made_anew_meanwhile_is_taken_up(mine: Editor, tmp_path: Path) -> None:
    def related(uri: str) -> list[str]:
        return [
            one.message for found in mine.shown(uri) for one in found.related_information or () if found.code
        ]

    mine.enter(tmp_path, pauseMs=10)
    uri = mine.open(tmp_path / "a.md", f"{BUILD_LOG}\n")
    await mine.settled(uri)
    assert "D01" in mine.codes(uri)
    store = Store(tmp_path / ".wbcoach")
    store.update(read(samples.FEEDBACK), embedder=None, origin=str(samples.FEEDBACK))
    mine.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([]))
    await mine.until(lambda: related(uri) and "D01" not in mine.codes(uri), "for the index")
    named = related(uri)[0].split()[1]
    store.remove(ids=[named])
    await mine.until(lambda: related(uri) and named not in " ".join(related(uri)), "for the next one")


async def test_what_is_wrong_with_the_configuration_is_told_once_and_the_rest_works(
    mine: Editor, tmp_path: Path
) -> None:
    (tmp_path / "wbcoach.toml").write_text("stage = \n", "utf-8")
    mine.enter(tmp_path, pauseMs="soon")
    uri = mine.open(tmp_path / "a.md", f"{DRAFT}\n")
    mine.open(tmp_path / "b.md", f"{DRAFT}\n")
    await mine.settled(uri)
    told = [one.message for one in mine.client.messages]
    assert sum("pauseMs" in one for one in told) == 1
    assert sum("not valid TOML" in one for one in told) == 1
    assert "S01" in mine.codes(uri)


async def test_a_client_that_pulls_is_not_sent_what_it_asks_for(tmp_path: Path, sample_index: Path) -> None:
    def pulls(able: types.ClientCapabilities) -> None:
        assert able.text_document
        assert able.workspace
        able.text_document.diagnostic = types.DiagnosticClientCapabilities()
        able.workspace.diagnostics = types.DiagnosticWorkspaceClientCapabilities(refresh_support=True)

    async def pulled(mine: Editor, uri: str) -> list[str]:
        params = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(uri))
        report = await mine.client.text_document_diagnostic_async(params)
        assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
        return [str(one.code) for one in report.items]

    env = {"WBCOACH_STORE": str(sample_index)}
    async with editor(tmp_path, able=pulls, env=env, options={"pauseMs": 50}) as mine:
        uri = mine.open(tmp_path / "a.md", f"{BUILD_LOG}\n")
        assert "S01" in await pulled(mine, uri)
        await mine.until(lambda: mine.client.diagnostic_refresh_count > 0, "to be told to pull again")
        mine.change(uri, f"{BUILD_LOG.replace('get an AI summary of the log', 'find the step')}\n")
        assert "S01" not in await pulled(mine, uri)
        assert mine.published == []


async def test_over_tcp_it_listens_on_this_machine_alone(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    run = await asyncio.create_subprocess_exec(*SERVER, "--tcp", str(port), env=world(), cwd=tmp_path)
    try:
        async with asyncio.timeout(PATIENCE_S):
            while True:
                try:
                    reader, writer = await asyncio.open_connection("127.0.0.1", port)
                    break
                except OSError:
                    await asyncio.sleep(0.05)
            body = b'{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{},"processId":null,"rootUri":null}}'
            writer.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
            assert (await reader.readline()).startswith(b"Content-Length")
        writer.close()
        await writer.wait_closed()
    finally:
        if run.returncode is None:
            run.kill()
        await run.wait()


async def test_without_pygls_it_says_what_to_install(tmp_path: Path) -> None:
    hide = (
        "import sys, importlib.util as u; real = u.find_spec;"
        "u.find_spec = lambda name, *a: None if name == 'pygls' else real(name, *a);"
        "sys.argv = ['wbcoach', 'lsp']; from wbcoach.__main__ import main; main()"
    )
    done = subprocess.run(  # noqa: ASYNC221
        [sys.executable, "-c", hide], capture_output=True, text=True, env=world(), cwd=tmp_path, check=False
    )
    assert done.returncode == 2
    assert "pip install 'wbcoach[lsp]'" in done.stderr
