"""Feedback files of all sorts become items, and what can't be used is reported, not lost in silence."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from wbcoach.errors import InputError
from wbcoach.library import read
from wbcoach.library.fields import iso_date, number

if TYPE_CHECKING:
    from pathlib import Path

    from wbcoach.library import Batch


def reading(path: Path, text: str | bytes, **options: str) -> Batch:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read(path, **options)


def test_known_columns_are_found_whatever_they_are_called(tmp_path: Path) -> None:
    text = "Ticket ID,Created At,Channel,Customer Segment,Verbatim,Stars,customerId,Region\n7,2026-03-04T10:00:00Z,chat,shop,too slow,4,c9,north\n"
    (item,) = reading(tmp_path / "a.csv", text).items
    assert (item.id, item.date, item.source, item.segment) == ("7", "2026-03-04", "chat", "shop")
    assert (item.text, item.rating, item.customer, dict(item.meta)) == (
        "too slow",
        4.0,
        "c9",
        {"Region": "north"},
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    rows = [["id", "text", "source"], ["1", f'"one{delimiter} two"', "chat"], ["2", "three", "mail"]]
    batch = reading(tmp_path / "a.csv", "\n".join(delimiter.join(row) for row in rows))
    assert [(item.text, item.source) for item in batch.items] == [
        (f"one{delimiter} two", "chat"),
        ("three", "mail"),
    ]


def test_quotes_and_new_lines_stay_in_a_cell(tmp_path: Path) -> None:
    batch = reading(tmp_path / "a.csv", 'id,text\r\n1,"She said ""no"",\r\nthen left"\r\n2,fine\r\n')
    assert [item.text for item in batch.items] == ['She said "no",\r\nthen left', "fine"]


def test_a_ragged_row_is_named_and_the_rest_is_kept(tmp_path: Path) -> None:
    batch = reading(
        tmp_path / "a.csv", "id,text,source\n1,good,chat\n2,too,many,cells\n3,few\n4,last,mail,,\n"
    )
    assert [item.id for item in batch.items] == ["1", "4"]
    assert [problem.row for problem in batch.problems] == [3, 4]


def test_rows_without_text_are_counted_in_one_problem(tmp_path: Path) -> None:
    batch = reading(tmp_path / "a.csv", "id,text\n1,\n2,words\n3,  \n4,N/A\n")
    assert [item.id for item in batch.items] == ["2"]
    (problem,) = batch.problems
    assert problem.row == 2
    assert "3 rows" in problem.message


def test_a_file_without_a_known_column_says_what_it_saw_and_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        reading(tmp_path / "a.csv", "when?,blurb\n1 May,too slow\n")
    assert "'blurb'" in caught.value.message
    assert "--text-column" in caught.value.hint


def test_the_user_may_name_the_text_column_or_give_its_position(tmp_path: Path) -> None:
    assert (
        reading(tmp_path / "a.csv", "blurb,who\ntoo slow,Ann\n", text_column="BLURB").items[0].text
        == "too slow"
    )
    batch = reading(tmp_path / "b.csv", "7,too slow\n8,too dear\n", text_column="2")
    assert [item.text for item in batch.items] == ["too slow", "too dear"]
    with pytest.raises(InputError, match="no column 'nope'"):
        reading(tmp_path / "c.csv", "blurb,who\ntoo slow,Ann\n", text_column="nope")


def test_a_single_column_keeps_its_commas(tmp_path: Path) -> None:
    batch = reading(tmp_path / "a.csv", "feedback\nslow, dear, ugly\nfine\n")
    assert [item.text for item in batch.items] == ["slow, dear, ugly", "fine"]


@pytest.mark.parametrize("content", ["id,text\n", "\n\n", "", "[]", '{"items": []}'])
def test_a_file_without_feedback_says_so(tmp_path: Path, content: str) -> None:
    with pytest.raises(InputError, match="holds no feedback"):
        reading(tmp_path / ("a.json" if content[:1] in ("[", "{") else "a.csv"), content)


def test_a_quote_that_is_never_closed_is_pointed_out(tmp_path: Path) -> None:
    batch = reading(tmp_path / "a.csv", 'id,text\n1,"open\n2,next\n')
    assert any("double quotes" in problem.message for problem in batch.problems)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_obeyed(tmp_path: Path, encoding: str) -> None:
    batch = reading(tmp_path / "a.csv", "id,text\n1,Grüße – “ok”\n".encode(encoding))
    assert (batch.items[0].id, batch.items[0].text, batch.problems) == ("1", "Grüße – “ok”", [])


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Le café n’était pas encore prêt à l’heure, très déçu"),
        ("cp1251", "Приложение работает очень медленно и часто закрывается само"),
        ("shift_jis", "請求書の確認にとても時間がかかり、毎月困っています。早く直してください。"),
    ],
)
def test_an_old_encoding_is_guessed_with_a_warning(tmp_path: Path, encoding: str, text: str) -> None:
    batch = reading(tmp_path / "a.csv", f'id,text\n1,"{text}"\n'.encode(encoding))
    assert batch.items[0].text == text
    assert "UTF-8" in batch.problems[0].message


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04zip", b"\x89PNG\r\n\x1a\n", bytes(range(256)), b"%PDF-1.7\n"]
)
def test_a_binary_file_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(InputError, match="text"):
        reading(tmp_path / "a.csv", content)


def test_a_bad_line_of_jsonl_is_named_and_the_rest_is_kept(tmp_path: Path) -> None:
    lines = [
        '{"id": 1, "body": "first"}',
        "{broken",
        "",
        '"just words"',
        "[1]",
        '{"title": "no text"}',
        '{"text": null}',
    ]
    batch = reading(tmp_path / "a.jsonl", "\n".join(lines))
    assert [item.text for item in batch.items] == ["first", "just words"]
    assert [problem.row for problem in batch.problems] == [2, 5, 6, 7]


def test_jsonl_keeps_odd_characters_and_nested_values(tmp_path: Path) -> None:
    line = json.dumps({"text": "one\u2028two\u0000 \ud800!", "tags": ["a", "b"], "score": 3, "when": None})
    (item,) = reading(tmp_path / "a.jsonl", line).items
    assert item.text == "one\u2028two ?!"
    assert (item.rating, dict(item.meta)) == (3.0, {"tags": '["a", "b"]'})


@pytest.mark.parametrize(
    "document",
    ['[{"text": "x y"}]', '{"meta": {}, "reviews": [{"review": "x y"}]}', '{"text": "x y"}', '["x y"]'],
)
def test_json_lists_are_found_where_they_are(tmp_path: Path, document: str) -> None:
    assert reading(tmp_path / "a.json", document).items[0].text == "x y"


def test_json_that_is_lines_is_read_as_lines(tmp_path: Path) -> None:
    assert len(reading(tmp_path / "a.json", '{"text": "a b"}\n{"text": "c d"}\n').items) == 2


def test_plain_text_is_cut_at_blank_lines(tmp_path: Path) -> None:
    batch = reading(tmp_path / "a.txt", "first line\nsame thought\r\n\r\n\n  second\n")
    assert [item.text for item in batch.items] == ["first line\nsame thought", "second"]
    assert all(item.id.startswith("fb-") and len(item.id) == 15 for item in batch.items)


MARKDOWN = """---
source: interview
date: 2026-05-02
product: LedgerLeaf
tags: [x]
---
# Calls in May

Ann runs a bakery. She types every
**total** twice.

## What they said

They told us:

- [CALL-1] the export [stops](http://example.org) at row 500
- two `tabs` open all day
  and a calculator

## 2026-06-01

> I gave up.

| id | comment | score |
|----|---------|-------|
| T1 | too slow | 2 |
"""


def test_markdown_gives_sections_entries_quotes_and_table_rows(tmp_path: Path) -> None:
    batch = reading(tmp_path / "a.md", MARKDOWN)
    texts = [item.text for item in batch.items]
    assert texts == [
        "Ann runs a bakery. She types every\ntotal twice.",
        "the export stops at row 500",
        "two tabs open all day\nand a calculator",
        "I gave up.",
        "too slow",
    ]
    assert [item.date for item in batch.items] == ["2026-05-02"] * 3 + ["2026-06-01"] * 2
    assert {item.source for item in batch.items} == {"interview"}
    assert [item.id for item in batch.items][1::3] == ["CALL-1", "T1"]
    assert batch.items[1].meta["context"] == "They told us"
    assert batch.items[4].rating == 2.0
    assert batch.problems == []


def test_broken_front_matter_is_reported_and_the_words_are_read(tmp_path: Path) -> None:
    batch = reading(tmp_path / "a.md", "---\na: [\n---\nThe body.\n")
    assert [item.text for item in batch.items] == ["The body."]
    assert "front matter" in batch.problems[0].message


def test_a_folder_is_read_with_its_folders_and_one_bad_file_does_not_end_it(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "x.txt").write_text("not this")
    (tmp_path / "README.md").write_text("about the folder")
    (tmp_path / "a.csv").write_text("id,text\n1,one\n")
    (tmp_path / "deep" / "er" / "b.txt").write_text("two")
    (tmp_path / "broken.csv").write_bytes(b"\x00\x01\x02")
    (tmp_path / "book.xlsx").write_bytes(b"PK\x03\x04")
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    batch = read(tmp_path)
    assert [item.text for item in batch.items] == ["one", "two"]
    assert {problem.path.rsplit("/", 1)[1]: problem.unread for problem in batch.problems} == {
        "README.md": False,
        "broken.csv": True,
        "book.xlsx": False,
    }
    assert batch.paths[batch.items[1].id] == str(tmp_path / "deep" / "er" / "b.txt")


def test_what_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        read(tmp_path / "nothing.csv")
    with pytest.raises(InputError, match="holds no feedback"):
        read(tmp_path)


def test_an_id_used_for_other_words_gets_a_suffix_and_nothing_is_lost(tmp_path: Path) -> None:
    batch = reading(tmp_path / "a.csv", "id,text\n1,one\n1,other\n1,one\n2,two\n")
    assert [item.text for item in batch.items] == ["one", "other", "two"]
    assert batch.items[0].id == "1"
    assert batch.items[1].id.startswith("1-")
    assert "kept as" in batch.problems[0].message
    assert batch.problems[0].row == 3


def test_made_ids_follow_from_the_content(tmp_path: Path) -> None:
    first = reading(
        tmp_path / "a.csv",
        "text,source,date\nslow,chat,2026-01-01\nslow,mail,2026-01-01\nslow,chat,2026-01-01\n",
    )
    again = reading(tmp_path / "b.csv", "date,source,text\n2026-01-01,mail,slow\n2026-01-01,chat,slow\n")
    assert len({item.id for item in first.items}) == 3
    assert {item.id for item in again.items} < {item.id for item in first.items}


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2026-03-04", "2026-03-04"),
        ("2026-03-04T23:59:59+02:00", "2026-03-04"),
        ("2026/3/4", "2026-03-04"),
        ("20260304", "2026-03-04"),
        ("4 March 2026", "2026-03-04"),
        ("Mar 4, 2026", "2026-03-04"),
        ("Wed, 04 Mar 2026 10:00:00 GMT", "2026-03-04"),
        ("13/02/2026", "2026-02-13"),
        ("02/13/2026", "2026-02-13"),
        ("05.05.2026", "2026-05-05"),
        ("1772582400", "2026-03-04"),
        ("1772582400000", "2026-03-04"),
        ("03/04/2026", ""),
        ("3/4/26", ""),
        ("2026-02-30", ""),
        ("last spring", ""),
        ("", ""),
    ],
)
def test_a_date_is_read_only_where_it_can_be_read_in_one_way(written: str, iso: str) -> None:
    assert iso_date(written) == iso


def test_an_unclear_date_or_rating_is_kept_as_written(tmp_path: Path) -> None:
    (item,) = reading(tmp_path / "a.csv", "text,date,rating\nslow,03/04/2026,so-so\n").items
    assert (item.date, item.rating) == ("", None)
    assert dict(item.meta) == {"date": "03/04/2026", "rating": "so-so"}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("4", 4.0),
        ("4,5", 4.5),
        ("4/5", 4.0),
        ("3 stars", 3.0),
        ("★★★★☆", 4.0),
        ("-1", -1.0),
        ("nan", None),
        ("good", None),
    ],
)
def test_a_rating_is_read_in_its_usual_forms(written: str, value: float | None) -> None:
    assert number(written) == value
