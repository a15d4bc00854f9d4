"""What a backlog may be: workbooks, tables, exports of issues, JSON of any shape, on disk or on stdin."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wbcoach.batch import Backlog, Columns
from wbcoach.batch.columns import evidence_in
from wbcoach.batch.row import Row
from wbcoach.errors import InputError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TEXT = (
    "Today, site foremen have to ring three hire firms when a crane breaks down. "
    "Customers need a way to know which crane is free."
)
STORY = "As a site foreman, I want to see which crane is free, so that the gang does not stand idle."


def read(path: Path, *, told: list[str] | None = None, **chosen: Any) -> list[Row]:
    notes: list[str] = [] if told is None else told
    sheet = chosen.pop("sheet", "")
    with Backlog.open(str(path), date(2026, 11, 1), notes.append, Columns.of(chosen, sheet)) as backlog:
        rows = list(backlog)
        assert backlog.total in {None, len(rows)}
        return rows


def book(path: Path, *sheets: tuple[str, Iterable[Sequence[Any]]]) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets:
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    made.save(path)
    return path


# --- workbooks


def test_a_workbook_gives_rows_as_a_table_does_and_blank_rows_are_none(tmp_path: Path) -> None:
    rows = [
        ("Key", "Problem statement", "Team", "Since", "Votes", "Open"),
        ("A-1", TEXT, "plant", datetime(2026, 3, 4), 12.0, True),  # noqa: DTZ001  a workbook knows no zones
        (None, None, None, None, None, None),
        (7, TEXT, None, datetime(2026, 3, 4, 9, 30), 0.5, None),  # noqa: DTZ001
        ("A-3", None, "plant", None, None, None),
    ]
    first, second, third = read(book(tmp_path / "in.xlsx", ("Backlog", rows)))
    assert (first.id, first.text) == ("A-1", TEXT)
    assert first.extra == {"Team": "plant", "Since": "2026-03-04", "Votes": 12, "Open": True}
    assert (first.dates, third.dates) == (("Since",), ())
    assert (second.id, second.extra["Since"], second.extra["Votes"]) == ("7", "2026-03-04T09:30:00", 0.5)
    assert (
        str(third.fault) == "Row 3 (row 5) has an empty text. Write the statement there, or take the row out."
    )


def test_the_sheet_that_holds_statements_is_found_below_a_title_and_named_by_flag(tmp_path: Path) -> None:
    path = book(
        tmp_path / "in.xlsx",
        ("Cover", [("Backlog of the plant team",)]),
        ("Q3", [("Backlog, third quarter",), ("id", "statement"), ("A-1", TEXT)]),
        ("Q4", [("id", "statement"), ("B-1", TEXT), ("B-2", TEXT)]),
    )
    told: list[str] = []
    assert [row.id for row in read(path, told=told)] == ["A-1"]
    assert "sheet 'Q3': the statement is in 'statement', the id in 'id'" in told[0]
    assert [row.id for row in read(path, sheet="Q4")] == [row.id for row in read(path, sheet="3")]
    with pytest.raises(SettingsError, match="no sheet 'Q5'") as caught:
        read(path, sheet="Q5")
    assert "'Cover', 'Q3', 'Q4'" in caught.value.hint


def test_a_formula_whose_value_was_never_saved_is_told_once_and_its_row_says_what_to_do(
    tmp_path: Path,
) -> None:
    told: list[str] = []
    formula = '="Today, clerks have to " & B9'
    rows = read(
        book(tmp_path / "in.xlsx", ("One", [["id", "text"], ["a", TEXT], ["b", formula], ["c", formula]])),
        told=told,
    )
    assert [bool(row.fault) for row in rows] == [False, True, True]
    (said,) = [one for one in told if "formula" in one]
    assert "row 3" in said
    assert "save it" in said
    assert rows[1].fault
    assert "take the row out" in rows[1].fault.hint


def test_an_empty_table_is_told_to_be_empty(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("\n\n")
    with pytest.raises(InputError, match=r"in\.csv is empty\."):
        read(tmp_path / "in.csv")


def test_a_workbook_that_breaks_off_gives_what_was_read_and_an_error_row(tmp_path: Path) -> None:
    whole = book(tmp_path / "whole.xlsx", ("S", [("id", "text"), *((f"A-{n}", TEXT) for n in range(2000))]))
    broken = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(b'<row r="1990"', b"<row r=1990") if "sheet1" in name else data)
    *rows, last = read(broken)
    assert [row.id for row in rows] == [f"A-{n}" for n in range(len(rows))]
    assert 1000 < len(rows) < 1990
    assert "what follows it can't be read" in str(last.fault)


# --- which column is which


def table(path: Path, rows: Iterable[Sequence[str]], encoding: str = "utf-8", delimiter: str = ",") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def test_columns_are_named_by_flag_by_number_and_a_wrong_name_is_told_with_those_there_are(
    tmp_path: Path,
) -> None:
    path = table(
        tmp_path / "in.csv", [("Nr", "Descr", "Was gesagt wurde"), ("9", TEXT, "We ring three firms a day.")]
    )
    (row,) = read(path, text="descr", id="1", evidence=["Was gesagt wurde"])
    assert (row.id, row.text) == ("9", TEXT)
    assert row.evidence == ({"text": "We ring three firms a day.", "source": "Was gesagt wurde"},)
    assert row.extra == {"Was gesagt wurde": "We ring three firms a day."}
    with pytest.raises(
        InputError, match="no column 'Describe'; its columns: 'Nr', 'Descr', 'Was gesagt wurde'"
    ):
        read(path, text="Describe")
    with pytest.raises(SettingsError, match="no field 'txt'"):
        read(path, txt="Descr")


def test_a_column_is_known_by_what_it_reads_like_where_its_name_says_nothing(tmp_path: Path) -> None:
    path = table(
        tmp_path / "in.csv",
        [("A", "B", "C"), ("x", "plant", TEXT), ("y", "As agreed", STORY), ("z", "plant", "to be written")],
    )
    told: list[str] = []
    assert [row.text for row in read(path, told=told)] == [TEXT, STORY, "to be written"]
    assert told == [f"{path}: the statement is in 'C'; --column text=NAME says otherwise."]


def test_columns_named_as_ours_are_taken_without_a_word(tmp_path: Path) -> None:
    told: list[str] = []
    read(table(tmp_path / "in.csv", [("id", "text"), ("1", TEXT)]), told=told)
    assert told == []


@pytest.mark.parametrize(("encoding", "delimiter"), [("cp1252", ";"), ("utf-16", "\t"), ("utf-8-sig", "|")])
def test_a_table_in_an_older_encoding_keeps_its_accents(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    many = [(f"{n}", TEXT, "ohne") for n in range(1200)]
    rows = (
        [("Schlüssel", "Problem", "Straße"), *many]
        if encoding == "utf-16"
        else [("id", "Problem", "Ort"), *many]
    )
    path = table(tmp_path / "in.csv", [*rows, ("ä", TEXT, "Köln")], encoding, delimiter)
    told: list[str] = []
    assert read(path, told=told)[-1].extra[rows[0][2]] == "Köln"
    assert (f"{path} is not UTF-8; read as cp1252" in "".join(told)) is (encoding == "cp1252")


def test_evidence_in_a_cell_is_a_list_or_an_item_for_each_paragraph_or_bullet() -> None:
    assert evidence_in('[{"id": "F-1", "text": "x"}, "y"]') == [{"id": "F-1", "text": "x"}, "y"]
    assert evidence_in("- We ring\n  three firms.\n- Two hours gone.\n\nNobody answers at six.", "Calls") == [
        {"text": "We ring\n  three firms.", "source": "Calls"},
        {"text": "Two hours gone.", "source": "Calls"},
        {"text": "Nobody answers at six.", "source": "Calls"},
    ]
    assert evidence_in("[Foreman, Leeds] We ring three firms.") == [
        {"text": "[Foreman, Leeds] We ring three firms."}
    ]
    assert evidence_in("INT-4, INT-9") == evidence_in("https://example.org/a") == evidence_in(" ") == []


# --- exports of issues


def test_a_jira_csv_gives_the_key_and_the_statement_of_description_or_summary(tmp_path: Path) -> None:
    header = ("Summary", "Issue key", "Issue id", "Comment", "Comment", "Description")
    wiki = f"h2. Background\n\nLong ago.\n\nh2. Problem statement\n\n{TEXT}\n"
    path = table(
        tmp_path / "jira.csv",
        [
            header,
            ("Cranes", "PL-1", "10", "One told us so.", "And another one.", wiki),
            (STORY, "PL-2", "11", "", "", "See the deck."),
        ],
    )
    told: list[str] = []
    first, second = read(path, told=told)
    assert [(row.id, row.text) for row in (first, second)] == [("PL-1", TEXT), ("PL-2", STORY)]
    assert first.extra["Description"] == wiki
    assert first.extra["Summary"] == "Cranes"
    assert first.evidence == ()
    assert "the statement is in 'Description', or in 'Summary', the id in 'Issue key'" in told[0]
    assert [one["text"] for one in read(path, evidence="Comment")[0].evidence] == [
        "One told us so.",
        "And another one.",
    ]


def document(*blocks: Any) -> Any:
    return {"type": "doc", "version": 1, "content": list(blocks)}


def paragraph(text: str) -> Any:
    return {"type": "paragraph", "content": [{"type": "text", "text": text}]}


JIRA = {
    "issues": [
        {
            "id": "10001",
            "key": "PL-1",
            "fields": {
                "summary": "Cranes",
                "description": document(
                    {
                        "type": "heading",
                        "attrs": {"level": 2},
                        "content": [{"type": "text", "text": "Problem"}],
                    },
                    paragraph(TEXT),
                ),
                "status": {"name": "To Do", "id": "3"},
                "labels": ["plant"],
                "assignee": None,
                "components": [{"name": "Cranes"}],
            },
        },
        {"id": "10002", "key": "PL-2", "fields": {"summary": STORY, "description": None}},
    ]
}
GITHUB = [
    {
        "number": 7,
        "title": STORY,
        "body": None,
        "url": "https://github.com/acme/cranes/issues/7",
        "labels": [{"name": "need"}],
        "state": "OPEN",
    },
    {
        "number": 8,
        "title": "Cranes",
        "body": f"## Problem statement\r\n\r\n{TEXT}\r\n",
        "url": "https://github.com/acme/cranes/issues/8",
    },
]
LINEAR = {
    "data": {
        "issues": {
            "nodes": [
                {
                    "id": "uuid",
                    "identifier": "PLA-1",
                    "title": "Cranes",
                    "description": TEXT,
                    "state": {"name": "Backlog"},
                    "labels": {"nodes": [{"name": "need"}]},
                }
            ]
        }
    }
}


@pytest.mark.parametrize(
    ("export", "expected", "extra"),
    [
        (JIRA, [("PL-1", TEXT), ("PL-2", STORY)], {"summary": "Cranes", "status": "To Do", "labels": ["plant"], "components": ["Cranes"]}),
        (GITHUB, [("acme/cranes#7", STORY), ("acme/cranes#8", TEXT)], {"number": 7, "title": STORY, "labels": ["need"], "state": "OPEN"}),
        (LINEAR, [("PLA-1", TEXT)], {"id_2": "uuid", "title": "Cranes", "state": "Backlog", "labels": ["need"]}),
        ([{"id": "a", "text": TEXT, "team": "x"}], [("a", TEXT)], {"team": "x"}),
        ({"statements": [{"ref": "a", "statement": TEXT}]}, [("a", TEXT)], {}),
    ],
    ids=["jira", "github", "linear", "a list", "a list in an object"],
)  # fmt: skip
@pytest.mark.parametrize("indent", [None, 1])
def test_an_export_of_issues_is_a_backlog(
    tmp_path: Path, export: Any, expected: list[tuple[str, str]], extra: dict[str, Any], indent: int | None
) -> None:
    path = tmp_path / "export.json"
    path.write_text(json.dumps(export, indent=indent), "utf-8")
    rows = read(path)
    assert [(row.id, row.text, row.fault) for row in rows] == [(*one, None) for one in expected]
    kept = {name: value for name, value in rows[0].extra.items() if name not in {"url", "description"}}
    assert kept == extra


def test_fields_of_objects_are_named_by_flag(tmp_path: Path) -> None:
    path = tmp_path / "in.json"
    path.write_text(json.dumps([{"n": 1, "hmw": TEXT, "said": ["We ring all day."]}, {"n": 2}]), "utf-8")
    first, second = read(path, text="hmw", id="n", evidence="said")
    assert (first.id, first.text, first.evidence) == (
        "1",
        TEXT,
        ({"text": "We ring all day.", "source": "said"},),
    )
    assert "Row 2 (item 2) has no field 'hmw'. It has 'n'." in str(second.fault)


def test_a_list_that_breaks_off_gives_what_stands_before(tmp_path: Path) -> None:
    path = tmp_path / "in.json"
    path.write_text(json.dumps([{"id": "a", "text": TEXT}, {"id": "b", "text": TEXT}])[:-20], "utf-8")
    first, second = read(path)
    assert (first.id, first.fault) == ("a", None)
    assert "what follows it can't be read" in str(second.fault)


# --- stdin


def of_book() -> bytes:
    made = openpyxl.Workbook()
    for row in (("id", "statement"), ("a", TEXT)):
        made.worksheets[0].append(row)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (of_book(), "a"),
        (f'id;statement\na;"{TEXT}"\n'.encode(), "a"),
        (f"# Plan\n\n## Problem statement\n\n{TEXT}\n".encode(), "stdin:5"),
        (json.dumps(LINEAR, indent=2).encode(), "PLA-1"),
    ],
    ids=["workbook", "table", "document", "issues"],
)
def test_what_comes_on_stdin_is_known_by_its_first_bytes(
    data: bytes, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    end, begin = os.pipe()
    with open(begin, "wb") as pipe:  # noqa: PTH123  a pipe has no path
        pipe.write(data)
    with open(end) as stdin:  # noqa: PTH123
        monkeypatch.setattr(sys, "stdin", stdin)
        (row,) = read(Path("-"))
    assert (row.id, row.text) == (name, TEXT)


# --- whatever is in the cells

cells = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\r\t"), max_size=30)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=6))
def test_any_cells_of_a_table_come_back_as_rows(tmp_path: Path, rows: list[tuple[str, str, str]]) -> None:
    path = table(tmp_path / "in.csv", [("id", "text", "note"), *rows])
    told = [row for row in rows if any(cell.strip() for cell in row)]
    if not told:
        with pytest.raises(InputError, match="holds no row"):
            read(path)
        return
    read_again = read(path)
    assert [row.given["text"] for row in read_again] == [text for _, text, _ in told]
    assert [row.given["note"] for row in read_again] == [note for *_, note in told]


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | cells,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("id text title body number key fields evidence description summary identifier".split()) | cells, inner, max_size=5),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(export=st.lists(values, min_size=1, max_size=4), cut=st.integers(0, 40))
def test_any_json_is_rows_with_or_without_a_fault_or_is_refused(
    tmp_path: Path, export: list[Any], cut: int
) -> None:
    path = tmp_path / "in.json"
    text = json.dumps(export)
    path.write_text(text[: len(text) - cut] or "[", "utf-8")
    try:
        rows = read(path)
    except InputError:
        return
    assert all(row.fault or row.text.strip() for row in rows)
    assert len({row.number for row in rows}) == len(rows)
