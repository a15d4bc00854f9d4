"""Backlogs as people really hand them over: titles above the header, no header, odd encodings, exports in pages."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from wbcoach.batch import Backlog, Columns
from wbcoach.batch.row import Row

A = (
    "Today, crane drivers have to climb down to read the load chart when the wind picks up. "
    "Customers need a way to see the safe load from the cab."
)
B = (
    "Today, parish clerks have to copy each burial record twice when a family asks for proof. "
    "Customers need a way to hand over proof without copying."
)
STORY = "As a locksmith, I want to look up a key code on my phone, so that I don't drive back to the shop."
FRENCH = "Aujourd'hui, les infirmières doivent recopier les constantes deux fois à chaque transfert."


def read(path: Path, told: list[str] | None = None, **chosen: Any) -> list[Row]:
    notes: list[str] = [] if told is None else told
    with Backlog.open(str(path), date(2026, 11, 1), notes.append, Columns.of(chosen)) as backlog:
        rows = list(backlog)
        assert backlog.total in {None, len(rows)}
        return rows


def put(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def table(*rows: tuple[str, ...], delimiter: str = ",") -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue()


def through_stdin(data: bytes, monkeypatch: pytest.MonkeyPatch, told: list[str] | None = None) -> list[Row]:
    end, begin = os.pipe()
    with open(begin, "wb") as pipe:  # noqa: PTH123  a pipe has no path
        pipe.write(data)
    with open(end) as stdin:  # noqa: PTH123
        monkeypatch.setattr(sys, "stdin", stdin)
        return read(Path("-"), told)


# --- tables

HEADER = ("Key", "Problem statement", "Squad")
ROWS = (("P-1", A, "Lift"), ("P-2", B, "Parish"))


@pytest.mark.parametrize(
    "above", ["sep=;\r\n", '"sep=;"\r\n', "\ufeffsep=;\r\n", "Backlog;;\r\n;;\r\n", "Q3\r\n"]
)
def test_a_line_for_the_spreadsheet_program_or_a_title_stands_above_the_header(
    tmp_path: Path, above: str
) -> None:
    path = put(tmp_path / "in.csv", above + table(HEADER, *ROWS, ("P-3", "", "x;y"), delimiter=";"))
    rows = read(path)
    assert [(row.id, row.text, row.extra.get("Squad")) for row in rows] == [
        *ROWS,
        ("P-3", "", "x;y"),
    ]
    line = 2 + above.count("\n")
    assert f"(line {line + 2})" in str(rows[2].fault)


@pytest.mark.parametrize("columns", [1, 2])
def test_a_table_that_nothing_names_loses_no_row_and_its_cells_are_kept(tmp_path: Path, columns: int) -> None:
    given = [(A,), (STORY,), (B,)] if columns == 1 else [("7", A), ("8", STORY), ("9", B)]
    told: list[str] = []
    rows = read(put(tmp_path / "in.csv", table(*given)), told)
    assert [row.text for row in rows] == [A, STORY, B]
    assert [row.extra for row in rows] == ([{}] * 3 if columns == 1 else [{"column 1": n} for n in "789"])
    assert f"nothing names its columns; the statement is in 'column {columns}'" in told[0]
    assert [row.id for row in read(tmp_path / "in.csv", id="1")] == (["7", "8", "9"] if columns == 2 else ["row-1", "row-2", "row-3"])  # fmt: skip


def test_a_word_of_ours_in_a_cell_makes_no_header_of_a_row(tmp_path: Path) -> None:
    path = put(
        tmp_path / "in.csv", table(("Nr", "Beschreibung", "Art"), ("1", A, "Story"), ("2", B, "Problem"))
    )
    assert [(row.text, row.extra["Art"]) for row in read(path)] == [(A, "Story"), (B, "Problem")]


def test_cells_of_a_column_without_a_name_are_kept_and_empty_ones_are_none(tmp_path: Path) -> None:
    path = put(tmp_path / "in.csv", table(("", "text", "", ""), ("a", A, "c", ""), ("", B, "", "")))
    assert [row.extra for row in read(path)] == [{"column 1": "a", "column 3": "c"}, {}]


def test_rows_in_another_language_are_found_where_one_column_alone_holds_sentences(tmp_path: Path) -> None:
    header, rows = ("Réf", "Énoncé", "Équipe"), (("1", FRENCH, "Soins"), ("2", FRENCH + " Encore.", "Soins"))
    told: list[str] = []
    path = put(tmp_path / "in.csv", table(header, *rows, delimiter=";").encode("cp1252"))
    assert [row.text for row in read(path, told)] == [rows[0][1], rows[1][1]]
    assert "the statement is in 'Énoncé'" in told[-1]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("kind", ["csv", "jsonl", "stdin"])
def test_an_encoding_is_found_without_a_mark_in_files_and_pipes(
    tmp_path: Path, encoding: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = A.replace("crane drivers", "Kranführer")
    lines = json.dumps({"id": "1", "text": text}, ensure_ascii=False) + "\n"
    data = (lines if kind == "jsonl" else table(HEADER, ("1", text, "Bau"))).encode(encoding)
    told: list[str] = []
    found = (
        through_stdin(data, monkeypatch, told)
        if kind == "stdin"
        else read(put(tmp_path / f"in.{kind}", data), told)
    )
    assert [(row.id, row.text) for row in found] == [("1", text)]
    assert ("read as cp1252" in "".join(told)) is (encoding == "cp1252")


def test_a_zero_byte_in_one_row_stops_nothing(tmp_path: Path) -> None:
    first, second = read(put(tmp_path / "in.csv", f'id,text\n1,"{A}\0"\n2,"{B}"\n'))
    assert (first.text, second.text) == (f"{A}\0", B)


def test_a_document_on_stdin_that_opens_with_a_heading_of_ours_is_no_table(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert [row.text for row in through_stdin(f"# Problem statement\n\n{A}\n".encode(), monkeypatch)] == [A]


def test_a_table_on_stdin_is_known_by_its_cells_where_its_names_say_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = table(("#", "Was?"), ("1", A), ("2", STORY)).encode()
    assert [row.text for row in through_stdin(data, monkeypatch)] == [A, STORY]


# --- workbooks


def test_cells_merged_over_rows_hold_for_each_of_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (("Backlog",), ("Ref", "Statement", "Team"), (1, A, "Lift"), (2, B, None), (3, STORY, None)):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("C3:C4")
    book.save(tmp_path / "in.xlsx")
    assert [row.extra["Team"] for row in read(tmp_path / "in.xlsx")] == ["Lift", "Lift", ""]


def test_the_sheet_that_holds_statements_is_found_by_its_cells(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Read", "me"])
    data = book.create_sheet("Daten")
    for row in (("Nr", "Was?", "Art"), (1, A, "Story"), (2, B, "Story")):
        data.append(row)
    book.save(tmp_path / "in.xlsx")
    assert [row.text for row in read(tmp_path / "in.xlsx")] == [A, B]


# --- exports


def issue(number: int, body: str | None, **more: Any) -> dict[str, Any]:
    place = f"https://github.com/acme/lift/issues/{number}"
    return {"number": number, "title": f"Issue {number}", "body": body, "html_url": place, **more}


PULL = issue(2, "Fixes #1.", pull_request={"url": "https://api.github.com/repos/acme/lift/pulls/2"})
PAGES = ([issue(1, A), PULL], [issue(3, B)])
IDS = [("acme/lift#1", A), ("acme/lift#3", B)]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([*PAGES[0], *PAGES[1]]),
        json.dumps(PAGES),
        "".join(json.dumps(page) for page in PAGES),
        "\n".join(json.dumps({"items": page}, indent=1) for page in PAGES),
        json.dumps([{"total_count": 3, "items": page} for page in PAGES]),
        "\n".join(json.dumps(one, indent=1) for page in PAGES for one in page),
        "\n".join(json.dumps(one) for page in PAGES for one in page),
        json.dumps({"data": {"repository": {"issues": {"edges": [{"cursor": "x", "node": one} for page in PAGES for one in page]}}}}),
    ],
    ids=["a list", "pages in a list", "pages in a row", "objects in a row", "answers in a list", "issues in a row", "lines", "edges"],
)  # fmt: skip
@pytest.mark.parametrize("suffix", ["json", "stdin"])
def test_all_pages_of_an_export_are_rows_and_pull_requests_are_not(
    tmp_path: Path, text: str, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    found = (
        through_stdin(text.encode(), monkeypatch, told)
        if suffix == "stdin"
        else read(put(tmp_path / "in.json", text), told)
    )
    assert [(row.id, row.text, row.fault) for row in found] == [(*one, None) for one in IDS]
    assert "pull requests among the issues are left out." in told[0] + told[1]


def test_issues_in_lines_are_counted_without_pull_requests(tmp_path: Path) -> None:
    lines = "".join(json.dumps(one) + "\n" for page in PAGES for one in page)
    assert len(read(put(tmp_path / "in.jsonl", lines))) == 2  # `read` holds the total against it


def test_a_second_page_that_breaks_off_is_a_row_with_a_fault(tmp_path: Path) -> None:
    text = "".join(json.dumps(page) for page in PAGES)[:-40]
    *found, torn = read(put(tmp_path / "in.json", text))
    assert [row.text for row in found] == [A]
    assert "what follows it can't be read" in str(torn.fault)


def test_an_issue_exported_without_its_body_has_its_title(tmp_path: Path) -> None:
    place = "https://github.com/acme/lift/issues/9"
    (row,) = read(put(tmp_path / "in.json", json.dumps([{"number": 9, "title": STORY, "url": place}])))
    assert (row.id, row.text) == ("acme/lift#9", STORY)


@pytest.mark.parametrize(
    ("told", "evidence"),
    [
        ("They climb 14 times a day.\n\nNobody reads it.", ({"text": "They climb 14 times a day."}, {"text": "Nobody reads it."})),
        ({"id": "E", "text": "14 times"}, ({"id": "E", "text": "14 times"},)),
        ('[{"id": "E", "text": "14 times"}]', ({"id": "E", "text": "14 times"},)),
        ("FB-12", ()),
    ],
    ids=["text", "one item", "JSON in a text", "an id"],
)  # fmt: skip
@pytest.mark.parametrize("names", [("text", "evidence"), ("Problem Statement", "Evidence")])
def test_evidence_of_a_row_comes_in_several_shapes(
    tmp_path: Path, told: Any, evidence: tuple[Any, ...], names: tuple[str, str]
) -> None:
    row = {"id": "1", names[0]: A, names[1]: told}
    (found,) = read(put(tmp_path / "in.jsonl", json.dumps(row)))
    assert (found.text, found.evidence, found.extra) == (A, evidence, {})


def test_evidence_named_by_flag_leaves_the_rest_to_the_guess_and_a_wrong_name_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    rows = [
        {"Ref": "7", "Problem Statement": A, "Quotes": "They climb 14 times a day."},
        {"Ref": "8", "Problem Statement": B},
    ]
    path = put(tmp_path / "in.json", json.dumps(rows))
    first, second = read(path, told, evidence="quotes", id="Ref")
    assert (first.id, first.text, len(first.evidence)) == ("7", A, 1)
    assert (second.id, second.text, second.evidence) == ("8", B, ())
    assert told == [f"{path}: the statement is in 'Problem Statement'; --column text=NAME says otherwise."]
    read(path, told, evidence="Quites")
    assert told[-1] == f"{path}: no row has a field 'Quites', which was named for evidence."
    path = put(tmp_path / "issues.jsonl", json.dumps(issue(4, A, heard="They climb 14 times a day.")) + "\n")
    (row,) = read(path, told, evidence="heard")
    assert (row.text, len(row.evidence)) == (A, 1)
    assert "the rows are issues" in told[-1]


def test_front_matter_goes_along_with_each_statement_and_its_evidence_is_linked(tmp_path: Path) -> None:
    front = "team: Lift\nraised: 2026-03-04\nid: X\nevidence:\n  - They climb 14 times a day.\n  - FB-1"
    (tmp_path / "docs").mkdir()
    put(tmp_path / "docs" / "a.md", f"---\n{front}\n---\n\n## Problem statement\n\n{A}\n\n- {STORY}\n")
    put(tmp_path / "docs" / "b.md", "# Nothing\n\nHello.\n")
    told: list[str] = []
    first, second = read(tmp_path / "docs", told)
    assert (first.text, second.text) == (A, STORY)
    assert first.extra == second.extra == {"team": "Lift", "raised": "2026-03-04", "id_2": "X"}
    assert first.evidence == ({"text": "They climb 14 times a day."},)
    assert told == [f"no statement in {tmp_path / 'docs' / 'b.md'}."]
