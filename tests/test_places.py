"""Where a finding stands in its document, and how many of them are shown."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import contract
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wbcoach.coach import Coach
from wbcoach.critique import Critique, Finding, Location, Severity
from wbcoach.render import markdown, text
from wbcoach.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from program import Done

    Cli = Callable[..., Done]

WRAPPED = (
    "Today, 👩‍👩‍👧 ward nurses have to copy every reading by hand\nwhen a patient moves. "
    "Customers need\na way to get an AI chatbot."
)
CHATBOT = "AI chatbot"


def put(body: str, ends: str, name: str = "docs/a.md") -> Path:
    path = Path(name)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(body.replace("\n", ends).encode())
    return path


def by_code(record: dict[str, Any]) -> dict[str, Any]:
    return {finding["code"]: finding for finding in record["findings"]}


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "body",
    [
        f"# Costs\n\n## Problem statement\n\n{WRAPPED}\n",
        f"Words first, é and 👍.\n\n- {WRAPPED}\n".replace("\n", "\n  ").replace("\n  -", "\n-"),
        f"---\ntitle: x\n---\n\n```wb\n{WRAPPED}\n```\n",
        f"\n\n{WRAPPED}\n",
    ],
    ids=["under a heading", "in a list", "fenced", "alone"],
)
def test_a_finding_has_the_line_and_column_of_its_first_word_in_the_document(
    cli: Cli, ends: str, body: str
) -> None:
    path = put(body, ends)
    (record,) = cli("critique", path, "--no-index", "--format", "json").json
    contract.check(record)
    lines = re.split(r"\r\n|\r|\n", path.read_bytes().decode())
    spans = 0
    for finding in (*record["findings"], *record["tentative"]):
        place = finding["location"]
        assert place["path"] == str(path)
        if finding["span"] is None:
            assert place == record["location"]
            continue
        spans += 1
        first = re.split(r"\r|\n", finding["span"]["text"])[0]
        assert lines[place["line"] - 1][place["column"] - 1 :].startswith(first)
    assert spans
    assert by_code(record)["D01"]["location"] == record["location"]
    assert CHATBOT in lines[by_code(record)["S01"]["location"]["line"] - 1]


def test_text_and_markdown_name_the_place_before_the_code(cli: Cli) -> None:
    path = put(f"## Problem statement\n\n{WRAPPED}\n", "\n")
    (record,) = cli("critique", path, "--no-index", "--format", "json").json
    shown = cli("critique", path, "--no-index").out
    page = cli("critique", path, "--no-index", "-f", "markdown").out
    for finding in record["findings"]:
        place = finding["location"]
        where = f"{path}:{place['line']}:{place['column']}"
        assert f" {where} {finding['code']} {finding['name']}" in shown
        assert f". {where} **{finding['code']} {finding['name']}**" in page
    assert f"### {path}:3:1\n" in page


def test_a_text_and_a_row_have_no_place_and_a_row_of_a_document_has_one(cli: Cli) -> None:
    record = cli("critique", WRAPPED, "--no-index", "--format", "json").json
    assert {finding["location"] for finding in record["findings"]} == {None}
    assert re.search(r"^\d S01 ", cli("critique", WRAPPED, "--no-index").out, re.MULTILINE)
    put(f"## Problem statement\n\n{WRAPPED}\n", "\r\n")
    cli("batch", "docs", "-o", "out.jsonl", "--offline", "--no-index")
    (line,) = Path("out.jsonl").read_bytes().splitlines()
    assert by_code(json.loads(line))["S01"]["location"]["line"] == 5


def test_a_head_that_is_too_long_for_the_terminal_goes_on_below() -> None:
    place = Location(path="docs/" + "deep/" * 8 + "a.md", line=12, column=3)
    shown = Coach(Settings(store="none", embedder="none")).critique(WRAPPED, location=place)
    lines = text.render(shown, width=80).plain.splitlines()
    head = next(number for number, line in enumerate(lines) if " S01 " in line)
    assert lines[head].endswith("S01 solution-in-need")
    assert lines[head + 1].startswith("  blocker  0.")


@given(st.text(alphabet="ab é👍\t\r\n\u2028"), st.text(alphabet="ab é👍\t\r\n", max_size=9))
def test_a_place_behind_a_text_is_where_an_editor_puts_it(before: str, more: str) -> None:
    if before.endswith("\r") and more.startswith("\n"):
        more = more.lstrip("\n")
    start = Location(path="x", line=1, column=1)
    whole = start.behind(before + more)
    assert start.behind(before).behind(more) == whole
    lines = re.split(r"\r\n|\r|\n", before + more)
    assert (whole.line, whole.column) == (len(lines), len(lines[-1]) + 1)


# --- how many ------------------------------------------------------------------------------------------


def crowded() -> Critique:
    """Nine findings of seven codes; one of them three times, and the gravest last."""
    severities: list[Severity] = [
        "minor",
        "minor",
        "minor",
        "major",
        "major",
        "minor",
        "major",
        "major",
        "blocker",
    ]
    codes = ["D02", "D02", "D02", "S03", "S04", "L03", "N01", "T05", "P02"]
    findings = tuple(
        Finding(
            code=code,
            name="a-name",
            lens="scope",
            severity=severity,
            span=None,
            message="M.",
            question="Q?",
            confidence=0.9,
        )
        for code, severity in zip(codes, severities, strict=True)
    )
    plain = Coach(Settings(store="none", embedder="none")).critique(WRAPPED)
    return plain.model_copy(update={"findings": findings})


def heads(page: str) -> list[str]:
    return re.findall(r"^\d+\.? (?:\*\*)?([A-Z]\d\d) a-name", page, re.MULTILINE)


def test_five_findings_are_shown_blockers_first_and_one_of_each_code() -> None:
    many = crowded()
    for page in (text.render(many).plain, markdown.render(many)):
        assert heads(page) == ["P02", "S03", "S04", "N01", "T05"]
    assert "+ 4 more findings: --all shows them" in text.render(many).plain
    assert "- 4 more with `--all`." in markdown.render(many)
    few = many.model_copy(update={"findings": many.findings[:4]})
    for page in (text.render(few).plain, markdown.render(few)):
        assert heads(page) == ["S03", "D02"]
    assert "+ 2 more findings" in text.render(few).plain
    assert "- 2 more with `--all`." in markdown.render(few)


def test_all_shows_every_finding_and_counts_none_as_left() -> None:
    many = crowded()
    for page in (text.render(many, everything=True).plain, markdown.render(many, everything=True)):
        assert heads(page) == ["P02", "S03", "S04", "N01", "T05", "D02", "D02", "D02", "L03"]
        assert "--all" not in page
