"""`wbcoach lsp`, met by a real client: hover, code actions, lenses, completion, commands."""

from __future__ import annotations

import asyncio
import json
import os
import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

pytest.importorskip("pytest_lsp")

from editor import Editor, editor
from lsprotocol import types
from model_server import FINDING, said, serving
from program import ROOT
from pygls.exceptions import JsonRpcException

from wbcoach.coach.baseline import Baseline
from wbcoach.coach.silence import ignores_by_statement, lapsed
from wbcoach.document import find_drafts
from wbcoach.faces.lsp import commands, edits, options
from wbcoach.faces.lsp.memory import Level
from wbcoach.faces.lsp.project import BASELINE, Project
from wbcoach.faces.lsp.sheet import Sheet
from wbcoach.faces.lsp.text import Text
from wbcoach.faces.reading import statements_in

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

asynchronous = pytest.mark.asyncio(loop_scope="module")
BUILD_LOG = (
    "Today, engineers have to scroll through the log viewer by hand when a build fails. "
    "Customers need a way to get an AI summary of the log."
)
STORY = "As a ferry clerk, I want to know who is aboard when a party boards late because I read out every name twice."


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def mine() -> AsyncIterator[Editor]:
    async with editor() as started:
        yield started


def place(uri: str, line: int, character: int) -> dict[str, Any]:
    return {"text_document": types.TextDocumentIdentifier(uri), "position": types.Position(line, character)}


async def acted(mine: Editor, uri: str, line: int, character: int, *only: types.CodeActionKind) -> dict[str, Any]:  # fmt: skip
    where = types.Position(line, character)
    context = types.CodeActionContext(list(mine.shown(uri)), only=list(only) or None)
    params = types.CodeActionParams(types.TextDocumentIdentifier(uri), types.Range(where, where), context)
    found = await mine.client.text_document_code_action_async(params)
    return {
        one.title: one for one in found or ()
    }  # the client's library takes an action with a command for one


async def run(mine: Editor, name: str, **given: Any) -> Any:
    params = types.ExecuteCommandParams(f"wbcoach.{name}", [given])
    return await mine.client.workspace_execute_command_async(params)


def records_of(path: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(Path(path).read_text("utf-8"))["records"]
    return found


def written(text: str, edit: types.WorkspaceEdit) -> str:
    """What a document is after an edit."""
    (change,) = edit.document_changes or ()
    assert isinstance(change, types.TextDocumentEdit)
    (one,) = change.edits
    assert isinstance(one, types.TextEdit)
    return Text(text).edited(types.TextDocumentContentChangePartial(one.range, one.new_text)).source


@asynchronous
async def test_pointing_at_a_finding_shows_its_page_and_feedback_for_and_against(
    mine: Editor, tmp_path: Path, sample_index: Path
) -> None:
    mine.enter(tmp_path, store=str(sample_index), pauseMs=10)
    uri = mine.open(tmp_path / "a.md", f"# Plan\n\n{BUILD_LOG} [SYN-BH-020]\n")
    await mine.with_feedback(uri)
    where = BUILD_LOG.index("AI summary")
    found = await mine.client.text_document_hover_async(types.HoverParams(**place(uri, 2, where)))
    assert found
    assert isinstance(found.contents, types.MarkupContent)
    told = found.contents.value
    for part in ("S01 solution-in-need", "Seen", "Against", "## Near misses that are fine", "Suppose"):
        assert part in told, part
    item = await mine.client.text_document_hover_async(types.HoverParams(**place(uri, 2, len(BUILD_LOG) + 5)))
    assert item
    assert isinstance(item.contents, types.MarkupContent)
    assert "1.92 million" in item.contents.value
    assert await mine.client.text_document_hover_async(types.HoverParams(**place(uri, 0, 1))) is None


@asynchronous
async def test_the_line_above_a_statement_has_the_verdict_and_the_four_numbers(
    mine: Editor, tmp_path: Path, sample_index: Path
) -> None:
    mine.enter(tmp_path, store=str(sample_index), pauseMs=10)
    uri = mine.open(tmp_path / "a.md", f"# Plan\n\n{BUILD_LOG}\n")
    await mine.with_feedback(uri)
    params = types.CodeLensParams(types.TextDocumentIdentifier(uri))
    (lens,) = await mine.client.text_document_code_lens_async(params) or ()
    assert lens.range.start.line == 2
    assert lens.command
    title = lens.command.title
    assert title.startswith(("wbcoach: revise", "wbcoach: rethink"))
    assert [word in title for word in ("template ", "scope ", "data ", "persona ")] == [True] * 4
    assert "not looked at" not in title
    assert lens.command.arguments
    report = await run(mine, "report", **_plain(lens.command.arguments[0]))
    assert "**S01 solution-in-need**" in report


def _plain(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else dict(value._asdict())


@asynchronous
async def test_a_question_and_a_silence_are_written_below_the_statement(mine: Editor, tmp_path: Path) -> None:
    mine.enter(tmp_path, ignoreDays=30, ignoreReason="the contract names it")
    text = f"# Plan\r\n\r\n{BUILD_LOG}\r\nWe met in Kiel.\r\n\r\nMore.\r\n"
    uri = mine.open(tmp_path / "a.md", text)
    await mine.settled(uri)
    found = await acted(mine, uri, 2, BUILD_LOG.index("AI summary"))
    ask = next(one for title, one in found.items() if title == "S01: keep the question as a comment")
    assert ask.edit
    assert ask.diagnostics
    assert {one.code for one in ask.diagnostics} == {"S01"}
    asked = written(text, ask.edit)
    assert "Kiel.\r\n<!-- wbcoach: ask S01 -- Suppose" in asked
    silence = next(
        one for title, one in found.items() if title.startswith("S01: ignore for this statement until")
    )
    assert silence.edit
    after = written(text, silence.edit)
    assert "-- the contract names it -->" in after
    mine.change(uri, after)
    await mine.settled(uri)
    assert "S01" not in mine.codes(uri)
    assert "D01" in mine.codes(uri)
    assert await acted(mine, uri, 2, 90, types.CodeActionKind.Source) == {}
    assert all("ignore" in one or "question" in one or "write" in one.lower() for one in found)


@asynchronous
async def test_a_story_can_be_put_into_the_template(mine: Editor, tmp_path: Path) -> None:
    mine.enter(tmp_path)
    uri = mine.open(tmp_path / "a.md", f"{STORY}\n")
    await mine.settled(uri)
    found = await acted(mine, uri, 0, 3, types.CodeActionKind.RefactorRewrite)
    (only,) = found.values()
    assert only.edit
    assert written(f"{STORY}\n", only.edit).startswith("Today, a ferry clerk has to ")


@asynchronous
async def test_commands_do_what_the_actions_do_and_refuse_what_isn_t_there(
    mine: Editor, tmp_path: Path
) -> None:
    mine.enter(tmp_path)
    uri = mine.open(tmp_path / "a.md", f"{BUILD_LOG}\n")
    await mine.settled(uri)
    assert await run(mine, "ask", uri=uri, line=0, code="S01")
    assert await run(mine, "ignoreHere", uri=uri, line=0, code="S01", reason="so be it", until="2099-01-31")
    first, second = mine.edits[-2:]
    assert "wbcoach: ask S01" in written(f"{BUILD_LOG}\n", first.edit)
    assert "ignore S01 until 2099-01-31 -- so be it -->" in written(f"{BUILD_LOG}\n", second.edit)
    assert "# S01" in await run(mine, "explain", code="S01")
    for name, given, told in (
        ("applySuggestion", {"line": 0, "code": "S01"}, "no suggestion"),
        ("ask", {"line": 0, "code": "P02"}, "no finding"),
        ("ask", {"line": 7, "code": "S01"}, "no statement"),
        ("ignoreHere", {"line": 0, "code": "S01", "until": "soon"}, "YYYY-MM-DD"),
        ("explain", {"code": "S99"}, "no pitfall"),
    ):
        with pytest.raises(JsonRpcException, match=told):
            await run(mine, name, uri=uri, **given)


@asynchronous
async def test_a_finding_is_silenced_in_the_baseline_for_the_command_line_as_well(
    mine: Editor, tmp_path: Path
) -> None:
    mine.enter(tmp_path)
    uri = mine.open(tmp_path / "a.md", f"{BUILD_LOG}\n")
    await mine.settled(uri)
    path = await run(mine, "ignoreInBaseline", uri=uri, line=0, code="S01", reason="known")
    await mine.until(lambda: "S01" not in mine.codes(uri), "for the baseline")
    assert "D01" in mine.codes(uri)
    assert await run(mine, "ignoreInBaseline", uri=uri, line=0, code="D01", reason="known") == path
    await mine.until(lambda: "D01" not in mine.codes(uri), "for the second record")
    records = records_of(path)
    assert [(one["code"], one["reason"]) for one in records] == [("D01", "known"), ("S01", "known")]
    assert not Baseline.read(path, date(2026, 11, 1)).lapsed
    assert "baseline" in (tmp_path / "wbcoach.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("before", "named"),
    [
        (b'stage = "growth"\r\n\r\n[serve]\r\nrate = 1\r\n', True),
        (b"[serve]\nrate = 1\n", True),
        (b'baseline = ""\n', False),
        (b'\xef\xbb\xbfstage = "growth"\n', False),
    ],
)
def test_a_new_baseline_is_named_in_the_configuration_that_is_there(
    tmp_path: Path,
    before: bytes,
    named: bool,  # noqa: FBT001  what is wanted
) -> None:
    config = tmp_path / "wbcoach.toml"
    config.write_bytes(before)
    told = commands._name_it(tmp_path)
    after = config.read_bytes()
    assert after.endswith(before)
    assert ("named in wbcoach.toml" in told) == named
    if named:
        assert tomllib.loads(after.decode())["baseline"] == BASELINE
    else:
        assert after == before


@asynchronous
async def test_a_model_is_asked_on_command_and_on_save_and_its_answer_stays_with_its_text(
    tmp_path: Path,
) -> None:
    with serving() as model:
        proposed = {**FINDING, "quote": "the log viewer", "evidence": [], "code": "L01", "why": "Jargon."}
        model.plan = [said(json.dumps({"findings": [proposed], "strengths": []}))] * 9
        env = {"OPENAI_BASE_URL": model.url, "OPENAI_API_KEY": "k"}
        async with editor(tmp_path, env={**env, "WBCOACH_CACHE": "none"}) as own:
            own.configured = {tmp_path.as_uri(): {"model": "m", "modelOnSave": True, "depth": "quick"}}
            own.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
            uri = own.open(tmp_path / "a.md", f"{BUILD_LOG}\n")
            await own.settled(uri)
            assert model.asked == [], "nothing is sent unasked"
            while "Critique with the model" not in await acted(own, uri, 0, 3):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
            assert await run(own, "critiqueWithModel", uri=uri, line=0)
            asked = len(model.asked)
            assert asked
            assert [
                type(one).__name__ for reports in own.client.progress_reports.values() for one in reports
            ][-1] == "WorkDoneProgressEnd"
            document = types.TextDocumentIdentifier(uri)
            own.client.text_document_did_save(types.DidSaveTextDocumentParams(document))
            own.change(uri, f"{BUILD_LOG.replace('engineers', 'young engineers')}\n")
            await own.settled(uri)
            assert len(model.asked) == asked, (
                "what was not edited is not asked again, and typing asks nothing"
            )
            own.client.text_document_did_save(types.DidSaveTextDocumentParams(document))
            await own.until(lambda: len(model.asked) > asked, "for the model")


@asynchronous
async def test_ids_of_feedback_and_what_a_statement_lacks_are_offered(
    mine: Editor, tmp_path: Path, sample_index: Path
) -> None:
    async def offered(uri: str, line: int, character: int) -> list[types.CompletionItem]:
        params = types.CompletionParams(**place(uri, line, character))
        found = await mine.client.text_document_completion_async(params)
        assert isinstance(found, types.CompletionList)
        return list(found.items)

    mine.enter(tmp_path, store=str(sample_index), pauseMs=10)
    uri = mine.open(tmp_path / "a.md", f"{BUILD_LOG} [syn-bh-\n\nToday, clerks have to copy orders.\n\n\n")
    await mine.with_feedback(uri)
    found = await offered(uri, 0, len(BUILD_LOG) + 9)
    assert len(found) > 5
    assert all(one.label.startswith("SYN-BH-") for one in found)
    assert "log" in " ".join(one.detail or "" for one in found[:5]).lower()
    assert [one.label for one in found] != sorted(one.label for one in found), "what bears on it comes first"
    lacking = [one.label for one in await offered(uri, 2, 34)]
    assert lacking == ["when [situation]", "Customers need a way to [need]."]
    (whole,) = await offered(uri, 4, 0)
    assert isinstance(whole.text_edit, types.TextEdit)
    assert whole.text_edit.new_text.startswith("Today, ${1:[customers]} have to")
    assert await offered(uri, 2, 0) != []


@asynchronous
async def test_a_statement_is_started_from_a_pain_point_on_an_empty_line(
    mine: Editor, tmp_path: Path, sample_index: Path
) -> None:
    mine.enter(tmp_path, store=str(sample_index), pauseMs=10)
    text = "# Plan\r\n\r\nSome words.\r\n\r\n\r\nMore.\r\n"
    uri = mine.open(tmp_path / "a.md", text)
    while not (offered := await acted(mine, uri, 4, 0)):  # noqa: ASYNC110  until its index is configured
        await asyncio.sleep(0.05)
    while len(offered) < 5:  # until they are found
        await asyncio.sleep(0.1)
        offered = await acted(mine, uri, 4, 0)
    assert all(one.startswith("Start a statement from “") for one in offered)
    assert await acted(mine, uri, 2, 0) == {}
    assert await acted(mine, uri, 4, 0, types.CodeActionKind.QuickFix) == {}
    listed = [_plain(one) for one in await run(mine, "pains", uri=uri)]
    assert [one["rank"] for one in listed] == list(range(1, len(listed) + 1))
    assert f"“{listed[1]['name']}” ({listed[1]['voices']} voices)" in list(offered)[1]
    assert await run(mine, "startFromPain", uri=uri, line=4, rank=2)
    edit = mine.edits[-1].edit
    after = written(text, edit)
    assert after.startswith(
        "# Plan\r\n\r\nSome words.\r\n\r\n## Problem statement\r\n\r\nToday, [who, exactly?]"
    )
    assert after.endswith("\r\n\r\nMore.\r\n")
    assert after.replace("\r\n", "").count("\n") == 0
    (found,) = find_drafts(after)
    assert found.text.startswith("Today, [who, exactly?] have to")
    notes = mine.open(tmp_path / "a.wb", f"{BUILD_LOG}\n", "wb")
    assert await run(mine, "startFromPain", uri=notes, line=9, rank=1)
    both = statements_in(written(f"{BUILD_LOG}\n", mine.edits[-1].edit), ".wb")
    assert [one.text[:12] for one in both] == [BUILD_LOG[:12], "Today, [who,"]
    unsaved = "untitled:Untitled-1"
    document = types.TextDocumentItem(unsaved, "markdown", 1, "")
    mine.client.text_document_did_open(types.DidOpenTextDocumentParams(document))
    assert isinstance(await run(mine, "pains", uri=unsaved), list)
    assert not await run(mine, "startFromPain", uri=uri, line=4, rank=999)
    assert "There is no pain 999" in mine.client.messages[-1].message


@asynchronous
async def test_without_the_libraries_for_pain_points_the_command_says_what_to_install(
    tmp_path: Path, sample_index: Path
) -> None:
    (tmp_path / "without").mkdir()
    (tmp_path / "without" / "sklearn.py").write_text("raise ImportError", "utf-8")
    path = f"{tmp_path / 'without'}{os.pathsep}{ROOT}"
    env = {"PYTHONPATH": path, "WBCOACH_STORE": str(sample_index)}
    async with editor(tmp_path, env=env) as own:
        uri = own.open(tmp_path / "a.md", "\n")
        assert await acted(own, uri, 0, 0) == {}, "a menu offers nothing, and is no place to complain"
        assert await run(own, "pains", uri=uri) == []
        await own.until(lambda: own.client.messages, "for the message")
        assert "pip install 'wbcoach[insights]'" in own.client.messages[-1].message


@pytest.mark.parametrize(
    "document",
    [
        f"# Plan\n\n{BUILD_LOG}\n",
        f"# Plan\n\n{BUILD_LOG}",
        f"{BUILD_LOG} We met in Kiel.\nAnd in Bonn.\n\nMore.\n",
        f"- {BUILD_LOG}\n- [ ] {STORY}\n",
        f"1. one\n2. {BUILD_LOG}\n",
        f"```wb\n{BUILD_LOG}\n```\n\nMore.\n",
        f"> {BUILD_LOG}\n\nMore.\n",
        f"## Problem statement\n\n{BUILD_LOG}\n\n## Next\n".replace(". ", ".\n").replace("\n", "\r\n"),
    ],
)
def test_a_comment_below_changes_no_statement_and_is_understood(tmp_path: Path, document: str) -> None:
    project = Project(tmp_path, options.Options(), lambda error: pytest.fail(str(error)))
    sheet = Sheet((tmp_path / "a.md").as_uri(), 1, Text(document), project)
    for key in sheet.lacking(Level.RULES):
        project.by_rules(key)
    for part in sheet.parts:
        finding = part.findings[0]
        for changes in (
            edits.asked(sheet, part, finding),
            edits.ignored(sheet, part, finding, "a --> b -- c", date(2099, 1, 31)),
        ):
            (one,) = changes
            after = sheet.text.edited(types.TextDocumentContentChangePartial(one.range, one.new_text)).source
            assert [draft.text for draft in find_drafts(after)] == [draft.text for draft, _ in sheet.seen]
            assert lapsed(after, date(2026, 1, 1)) == []
        spans = [draft.span for draft in find_drafts(after)]
        held = ignores_by_statement(after, spans, date(2026, 1, 1))
        mine = [draft.span.start for draft, _ in sheet.seen].index(part.draft.span.start)
        assert [[rule.code for rule in rules] for rules in held] == [
            [finding.code] if number == mine else [] for number in range(len(spans))
        ]
