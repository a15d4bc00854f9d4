"""Backlogs: rows in, one durable line a row out, whatever the rows, the disk, the model or the user do."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import tracemalloc
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from model_server import DRAFT, refused, said, serving

from wbcoach.batch import Backlog, Ended, Engine, Ledger, Row, Troubles
from wbcoach.batch.engine import AHEAD
from wbcoach.coach import Coach
from wbcoach.critique import Critique
from wbcoach.errors import InputError, StoreBusyError, StoreError, WbcoachError
from wbcoach.faces.cli import batch
from wbcoach.library import Store, read
from wbcoach.render.json import record
from wbcoach.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

    from model_server import Server

Json = dict[str, Any]

GOOD = (
    "Today, freelance bookkeepers have to retype every supplier invoice by hand when a client sends a scan. "
    "Customers need a way to get the figures into their books without retyping them."
)
EVIDENCE = [
    {"id": "F-1", "text": "I retype 40 invoices a week.", "source": "interview", "date": "2026-03-01"}
]
BATCH = [sys.executable, "-m", "wbcoach", "batch"]
IN, OUT = Path("in.jsonl"), Path("out.jsonl")
OFFLINE = ("--offline", "--no-index", "--workers", "1")


def statement(number: int) -> str:
    return GOOD.replace("supplier invoice", f"invoice of supplier {number}")


def rows(count: int, first: int = 1) -> list[Json]:
    return [{"id": f"r{number}", "text": statement(number)} for number in range(first, first + count)]


def put(given: Iterable[Json | str], path: Path = IN) -> Path:
    lines = (one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in given)
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return path


def run(
    given: Iterable[Json | str] | Path = IN,
    *,
    offline: bool = True,
    restart: bool = False,
    refresh: bool = False,
    workers: int = 0,
    **flags: Any,
) -> int:
    backlog = given if isinstance(given, Path) else put(given)
    job = batch.Job(
        str(backlog),
        str(OUT),
        offline=offline,
        index=False,
        workers=workers,
        restart=restart,
        refresh=refresh,
    )
    return batch.run(job, flags)


def answers(path: Path = OUT) -> list[Json]:
    """The rows of an output, each a whole line."""
    raw = path.read_bytes()
    assert not raw or raw.endswith(b"\n")
    return [json.loads(line) for line in raw.split(b"\n")[:-1]]


def only(given: Json | str) -> Json:
    run([given], restart=OUT.exists())
    (answer,) = answers()
    return answer


def fault(given: Json | str) -> str:
    """The message of the error that a row is answered with; the row goes along whole, and the next one is critiqued."""
    assert run([given, {"id": "next", "text": GOOD}], restart=OUT.exists()) == 1
    answer, after = answers()
    assert set(answer) == {"id", "error", "input"}
    assert set(answer["error"]) == {"code", "message", "hint"}
    assert all(answer["error"].values())
    assert answer["input"] == given
    assert after["verdict"]
    return str(answer["error"]["message"])


def finding_codes(answer: Json) -> set[str]:
    return {finding["code"] for finding in answer["findings"]}


# --- what a row becomes


def test_a_row_becomes_the_critique_of_its_text_with_its_id() -> None:
    assert run([{"id": "r1", "text": GOOD}]) == 0
    (answer,) = answers()
    critique = Coach.from_settings(index=False, offline=True).critique(GOOD, id="r1")
    for one in (answer, expected := record(critique)):
        del one["receipt"]["elapsed_ms"]
    assert answer == expected
    assert Critique.model_validate(expected | {"receipt": record(critique)["receipt"]}).id == "r1"


def test_evidence_given_with_a_row_is_linked_and_silences_the_lack_of_evidence() -> None:
    run([{"id": "bare", "text": GOOD}, {"id": "backed", "text": GOOD, "evidence": EVIDENCE}])
    bare, backed = answers()
    assert "D01" in finding_codes(bare)
    assert "D01" not in finding_codes(backed)
    assert [(one["id"], one["linked"], one["quote"]) for one in backed["evidence"]] == [
        ("F-1", True, EVIDENCE[0]["text"])
    ]


def test_extra_fields_are_kept_under_input_as_they_came() -> None:
    extra = {"team": "growth", "rank": 3, "tags": ["a", {"b": None}], "input": "of its own"}
    assert only({"id": 7, "text": GOOD, "evidence": None, **extra})["input"] == extra
    assert answers()[0]["id"] == "7"


def test_a_row_without_an_id_is_named_by_its_place() -> None:
    run(
        [{"text": GOOD}, {"id": "row-3", "text": GOOD}, {"id": " ", "text": GOOD}, {"id": None, "text": GOOD}]
    )
    assert [answer["id"] for answer in answers()] == ["row-1", "row-3", "row-3-2", "row-4"]


def test_a_text_that_is_no_statement_is_no_error() -> None:
    assert run([{"id": "r1", "text": "Hm."}]) == 0
    assert answers()[0]["verdict"] is None
    assert answers()[0]["flags"] == ["TOO_SHORT"]


def test_what_a_text_ignores_inline_is_ignored() -> None:
    answer = only({"id": "r1", "text": f"{GOOD} <!-- wbcoach: ignore D01 -- data comes in May -->"})
    assert answer["ignored"] == [{"code": "D01", "reason": "data comes in May", "until": None}]


def test_answers_stand_in_the_order_of_the_backlog_whatever_the_threads_do() -> None:
    assert run(rows(120), workers=8) == 0
    assert [answer["id"] for answer in answers()] == [f"r{number}" for number in range(1, 121)]


def test_line_ends_of_unicode_inside_a_text_survive_and_split_no_line() -> None:
    text = GOOD.replace(". Customers", ".\u2028\u2029\x85Customers")
    assert only({"id": "r\u20281", "text": text})["statement"]["text"] == text
    assert len(OUT.read_text("utf-8").splitlines()) == 1


# --- rows that can't be used


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"id": "a", "text": "  "}, "Row 1 (line 1) has an empty text."),
        ({"id": "a"}, "Row 1 (line 1) has no text."),
        ({"id": "a", "text": 5}, "Row 1 (line 1) has a text that is a number."),
        ({"id": ["a"], "text": GOOD}, "Row 1 (line 1) has an id that is a list, not a text."),
        (
            {"id": "a", "text": GOOD, "evidence": 7},
            "Row 1 (line 1) has evidence that is a number, not a list.",
        ),
        ({"id": "a", "text": GOOD, "evidence": [{"id": "F-1"}]}, "Evidence 1 has no text."),
        (
            {"id": "a", "text": "x" * 20_001},
            "This text has 20,001 characters; a statement has at most 20,000.",
        ),
        ('{"id": "a", "text": ', "Row 1 (line 1) is not valid JSON (expecting value at character 21)."),
        ('{"id": "a", "text": NaN}', "Row 1 (line 1) is not valid JSON (NaN is no JSON number)."),
        ('{"id": "a", "n": 1e999}', "Row 1 (line 1) is not valid JSON (1e999 is too large a number)."),
        ("[" * 9000 + "]" * 9000, "Row 1 (line 1) is not valid JSON (nested too deeply)."),
    ],
)
def test_a_bad_row_becomes_an_error_row_and_the_next_is_critiqued(given: Json | str, message: str) -> None:
    assert fault(given) == message


@pytest.mark.parametrize("given", ["[1, 2]", "null", '"text"', "12"])
def test_a_row_that_is_no_object_becomes_an_error_row_with_what_was_given(given: str) -> None:
    run([given, {"text": GOOD}])
    assert answers()[0]["input"] == json.loads(given)
    assert "not an object" in answers()[0]["error"]["message"]


def test_a_second_row_of_the_same_id_becomes_an_error_row_that_names_the_first() -> None:
    assert run([*rows(3), {"id": "r2", "text": GOOD}]) == 1
    assert answers()[3]["id"] == "r2"
    assert answers()[3]["error"]["message"] == "Row 4 (line 4) has the id of row 2, 'r2'."


def test_bytes_and_escapes_that_are_no_characters_are_replaced(capsys: pytest.CaptureFixture[str]) -> None:
    half = json.dumps({"id": "half", "text": GOOD.replace("scan", "\ud800 scan"), "x": "\udc00"})
    IN.write_bytes(
        json.dumps({"id": "a", "text": GOOD}).replace("client", "cli\xe9nt").encode("latin-1")
        + f'\n{half}\n{{"id": "b", "text": "{GOOD}", "x": "Zürich, Köln"}}\n'.encode()
    )
    assert run(IN) == 0
    assert [("�" in answer["statement"]["text"], answer.get("input")) for answer in answers()] == [
        (True, None),
        (True, {"x": "�"}),
        (False, {"x": "Zürich, Köln"}),
    ]
    assert "in.jsonl, line 1: not valid UTF-8" in capsys.readouterr().err


def test_an_error_of_the_program_costs_one_row_and_says_so() -> None:
    class Broken(Coach):
        def critique(self, text: str, *rest: Any, **more: Any) -> Critique:
            if more["id"] == "r2":
                raise ZeroDivisionError("by hand")
            return super().critique(text, *rest, **more)

    ended, ledger = work(Broken(Settings()), rows(3))
    assert (ended.failure, ledger.tally.rows, ledger.tally.errors) == (None, 3, 1)
    assert answers()[1]["error"]["code"] == "internal_error"
    assert "ZeroDivisionError: by hand" in answers()[1]["error"]["message"]


# --- what a backlog may be


def test_a_table_gives_rows_by_the_names_of_its_columns() -> None:
    cell = json.dumps(EVIDENCE).replace('"', '""')
    text = GOOD.replace(". ", ".\n")
    Path("in.csv").write_text(
        f'Key;Problem Statement;Evidence;Team\r\nA;"{text}";"{cell}";x\r\n\r\nB;"{GOOD}";;\r\n', "utf-8-sig"
    )
    assert run(Path("in.csv")) == 0
    first, second = answers()
    assert (first["id"], first["statement"]["text"], first["input"]) == ("A", text, {"Team": "x"})
    assert [one["id"] for one in first["evidence"]] == ["F-1"]
    assert (second["id"], second["input"], second["evidence"]) == ("B", {"Team": ""}, [])


@pytest.mark.parametrize(
    ("suffix", "encoding", "delimiter"),
    [("tsv", "utf-16", "\t"), ("csv", "utf-8", "|"), ("tab", "utf-8", "\t")],
)
def test_delimiters_and_encodings_are_found_by_looking(suffix: str, encoding: str, delimiter: str) -> None:
    path = Path(f"in.{suffix}")
    path.write_text(delimiter.join(["id", "statement"]) + "\n" + delimiter.join(["ä", GOOD]) + "\n", encoding)
    assert run(path) == 0
    assert (answers()[0]["id"], answers()[0]["statement"]["text"]) == ("ä", GOOD)


def test_a_table_of_one_column_needs_no_quotes() -> None:
    Path("in.csv").write_text(f"statement\n{GOOD}\n")
    run(Path("in.csv"))
    assert (answers()[0]["id"], answers()[0]["statement"]["text"]) == ("row-1", GOOD)


def test_rows_of_a_table_that_do_not_fit_become_error_rows() -> None:
    Path("in.csv").write_text(f'id,text,evidence\na,"{GOOD}"\nb,"{GOOD}","[[no json"\nc,"{GOOD}",\n')
    assert run(Path("in.csv")) == 1
    first, second, third = answers()
    assert first["error"]["message"] == "Row 1 (line 2) has 2 cells where the header has 3."
    assert second["error"]["message"].startswith("Row 2 (line 3) has evidence that is no JSON")
    assert (second["id"], third["id"], bool(third["verdict"])) == ("b", "c", True)


def test_a_stray_quote_in_a_table_costs_the_rows_it_joins_and_no_other() -> None:
    lines = [f'a,"{GOOD}\n', 'b,"never closed\n', f'c,"{GOOD}"\n', f'd,"{GOOD}']
    Path("in.csv").write_text("id,text\n" + "".join(lines))
    assert run(Path("in.csv")) == 1
    joined, whole, torn = answers()
    assert (joined["input"], whole["id"], torn["input"]) == ("".join(lines[:2]), "c", lines[3])
    assert joined["error"]["message"].startswith("Row 1 (lines 2 to 3) can't be read: ")
    assert torn["error"]["message"].startswith("Row 3 (line 5) can't be read: ")


def test_each_statement_of_a_document_is_a_row_named_by_its_place() -> None:
    folder = Path("backlog")
    (folder / "deep").mkdir(parents=True)
    document = (
        f"# Plan\n\nSome prose.\n\n## Problem statement\n\n{GOOD}\n\n<!-- wbcoach: ignore D01 -- later -->\n"
    )
    (folder / "b.md").write_text(document)
    (folder / "deep" / "a.md").write_text(f"```wb\n{GOOD}\n```\n")
    (folder / "none.md").write_text("Nothing here.\n")
    (folder / "broken.md").write_bytes(b"\0\0\0")
    assert run(folder) == 1
    first, broken, second = answers()
    assert [first["id"], second["id"]] == ["backlog/b.md:7", "backlog/deep/a.md:2"]
    assert first["location"] == {"path": "backlog/b.md", "line": 7, "column": 1}
    assert [one["code"] for one in first["ignored"]] == ["D01"]
    assert broken["id"] == "backlog/broken.md"
    OUT.unlink()
    assert run(folder / "b.md") == 0
    assert [answer["id"] for answer in answers()] == ["backlog/b.md:7"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("none.jsonl", None, "There is no file or folder"),
        ("empty.jsonl", b"\n \n", "holds no row"),
        (
            "in.csv",
            b"id,name\n1,Ann\n",
            "no column that is known to hold statements; its columns: 'id', 'name'",
        ),
        ("only-header.csv", b"id,text\n", "holds no row"),
        ("in.jsonl", b"PK\x03\x04\0\0", "is a spreadsheet"),
        ("in.csv", b"id,text\n\0\0\0\0", "is not a text file"),
        ("in.md", b"# Only prose\n\nHello.\n", "holds no statement"),
        ("in.json", b"[\n1, 2]", "holds no list of rows"),
        ("in.log", b"[ERROR] it broke\n", "is no backlog that is known"),
        ("in.xlsx", b"PK\x03\x04\0\0", "is no workbook that can be read"),
    ],
)
def test_a_backlog_that_is_no_use_is_told_before_anything_is_written(
    name: str, content: bytes | None, message: str
) -> None:
    path = Path(name)
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=re.escape(message)):
        run(path)
    assert not OUT.exists()


def test_a_long_backlog_is_read_in_little_memory() -> None:
    put({"id": f"r{number}", "text": GOOD, "notes": "n" * 2000} for number in range(8000))
    tracemalloc.start()
    try:
        with Backlog.open(str(IN), date(2026, 1, 1), print) as backlog:
            assert backlog.total == sum(1 for _ in backlog) == 8000
        assert tracemalloc.get_traced_memory()[1] < 2_000_000 < IN.stat().st_size / 8
    finally:
        tracemalloc.stop()


# --- stopping and going on


def work(coach: Coach, given: list[Json], workers: int = 1) -> tuple[Ended, Ledger]:
    with Backlog.open(str(put(given)), date(2026, 1, 1), print) as backlog, Ledger(OUT, {}) as ledger:
        return Engine(coach, ledger, record, Troubles(lambda _error: None)).run(
            iter(backlog), workers
        ), ledger


def start(*more: str, given: str = str(IN), **options: Any) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*BATCH, given, "-o", str(OUT), *more], text=True, stderr=subprocess.PIPE, **options
    )


def wait_for(process: subprocess.Popen[str], lines: int) -> None:
    """Wait until so many lines are written, or the process is at its end."""
    while process.poll() is None and (not OUT.exists() or OUT.read_bytes().count(b"\n") < lines):
        time.sleep(0.004)


def test_a_batch_killed_at_any_moment_and_started_again_answers_every_row_once() -> None:
    put(given := rows(200))
    kept: list[bytes] = []
    for moment in sorted(random.sample(range(180), 5)):
        process = start(*OFFLINE)
        wait_for(process, moment)
        time.sleep(random.sample(range(10), 1)[0] / 1000)
        process.kill()
        process.communicate()
        lines = OUT.read_bytes().split(b"\n")[:-1] if OUT.exists() else []
        assert lines[: len(kept)] == kept
        kept = lines
    assert 0 < len(kept) < 200
    process = start(*OFFLINE)
    told = process.communicate()[1]
    assert process.returncode == 0
    assert f"going on with out.jsonl: {len(kept)} rows done" in told
    assert OUT.read_bytes().split(b"\n")[: len(kept)] == kept
    assert [answer["id"] for answer in answers()] == [row["id"] for row in given]
    assert [answer["statement"]["text"] for answer in answers()] == [row["text"] for row in given]


def test_what_progress_has_counted_is_still_there_after_a_kill() -> None:
    put(rows(300))
    script = """
from datetime import date
from pathlib import Path
from wbcoach.batch import *
from wbcoach.coach import Coach
from wbcoach.render.json import record
coach = Coach.from_settings(offline=True, index=False)
with Backlog.open("in.jsonl", date(2026, 1, 1), print) as backlog, Ledger(Path("out.jsonl"), {}) as ledger:
    Engine(coach, ledger, record, Troubles(print)).run(iter(backlog), 2, None, lambda at: print(at.done, flush=True))
"""
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    counted = next(int(line) for line in process.stdout if int(line))
    process.kill()
    process.communicate()
    assert OUT.read_bytes().count(b"\n") >= counted > 0
    assert run() == 0
    assert [answer["id"] for answer in answers()] == [f"r{number}" for number in range(1, 301)]


@pytest.mark.parametrize(
    "torn", [b'{"sche', b'{"schema": "wbcoach.critique/1", "id": "r6", "loc', b'{"id": "r6", "err']
)
def test_a_torn_last_line_is_taken_away_and_its_row_answered_anew(torn: bytes) -> None:
    run(rows(5))
    whole = OUT.read_bytes()
    OUT.write_bytes(whole + torn)
    assert run(rows(8)) == 0
    assert OUT.read_bytes().startswith(whole)
    assert [answer["id"] for answer in answers()] == [f"r{number}" for number in range(1, 9)]


def test_a_row_that_was_noted_and_not_written_is_answered_once() -> None:
    run(rows(5))
    lines = OUT.read_bytes().splitlines(keepends=True)
    OUT.write_bytes(b"".join(lines[:4]))
    for count in (8, 9):
        assert run(rows(count)) == 0
        assert [answer["id"] for answer in answers()] == [f"r{number}" for number in range(1, count + 1)]


@pytest.mark.parametrize("left", ["nothing", "half", "torn"])
def test_without_its_progress_file_a_batch_goes_on_by_ids_and_texts(
    left: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(given := [*rows(5), {"id": "bad", "text": ""}])
    progress = Path("out.jsonl.progress")
    lines = progress.read_bytes().splitlines(keepends=True)
    kept = {"nothing": b"", "half": b"".join(lines[:3]), "torn": b"".join(lines)[:-5]}[left]
    progress.write_bytes(kept)
    if left == "nothing":
        progress.unlink()
    capsys.readouterr()
    assert run([*given, *rows(2, 6)]) == 1
    assert ("how it was made is not known" in capsys.readouterr().err) is (left == "nothing")
    assert [answer["id"] for answer in answers()] == ["r1", "r2", "r3", "r4", "r5", "bad", "r6", "r7"]
    assert len(progress.read_bytes().splitlines()) == 9
    progress.unlink()
    with pytest.raises(InputError, match=r"Row 2 \('r2'\) isn't the one"):
        run([given[0], given[1] | {"text": statement(77)}, *given[2:]])


def test_a_second_start_with_nothing_left_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    run(rows(5))
    before = OUT.read_bytes()
    assert run(rows(5)) == 0
    assert OUT.read_bytes() == before
    assert "5 rows, 0 errors" in capsys.readouterr().err


def test_errors_of_an_earlier_start_still_count_at_the_end() -> None:
    assert run([{"id": "r1", "text": ""}]) == 1
    assert run([{"id": "r1", "text": ""}, {"id": "r2", "text": GOOD}]) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda given: [given[0], given[1] | {"text": GOOD}, *given[2:]],
        lambda given: [given[0], given[1] | {"evidence": EVIDENCE}, *given[2:]],
        lambda given: [given[0], given[1] | {"team": "x"}, *given[2:]],
        lambda given: [given[0], *given[2:]],
        lambda given: [given[1], given[0], *given[2:]],
        lambda given: given[:2],
    ],
)
def test_a_changed_backlog_is_noticed_and_nothing_is_written(change: Any) -> None:
    run(given := rows(4))
    before = OUT.read_bytes()
    with pytest.raises(InputError, match=r"backlog was changed|backlog or the output was changed"):
        run(change(given))
    assert OUT.read_bytes() == before
    assert run(change(given), restart=True) == 0
    assert [answer["statement"]["text"] for answer in answers()] == [row["text"] for row in change(given)]


def test_an_output_that_lost_a_line_is_noticed() -> None:
    run(rows(4))
    lines = OUT.read_bytes().splitlines(keepends=True)
    OUT.write_bytes(b"".join([lines[0], *lines[2:]]))
    with pytest.raises(InputError, match=r"Row 2 \('r2'\) isn't the one"):
        run(rows(6))


def test_changed_settings_are_told_and_what_is_done_stays(capsys: pytest.CaptureFixture[str]) -> None:
    run(rows(2), stage="hypothesis", as_of="2026-01-01")
    before = OUT.read_bytes()
    capsys.readouterr()
    assert run(rows(3), stage="growth", as_of="2026-02-01") == 0
    told = capsys.readouterr().err
    assert "changed since out.jsonl was begun: stage was hypothesis, now growth." in told
    assert "as_of was 2026-01-01, now 2026-02-01." in told
    assert OUT.read_bytes().startswith(before)
    run(rows(3), stage="growth", as_of="2026-02-01")
    assert "changed" not in capsys.readouterr().err


def test_another_index_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    for number in (1, 2):
        feedback = Path(f"feedback-{number}.csv")
        feedback.write_text(f"id,text\nF-{number},I retype {number} invoices a day\n")
        Store(".wbcoach").update(read(feedback), embedder=None, origin=str(feedback))
        backlog = put(rows(number))
        flags = {"embedder": "none"}
        assert batch.run(batch.Job(str(backlog), str(OUT), offline=True, workers=2), flags) == 0
    told = capsys.readouterr().err
    assert re.search(r"index was 1 item \(\w{12}, words alone\), now 2 items \(\w{12}, words alone\)\.", told)


def test_an_index_that_was_built_anew_of_the_same_items_redoes_no_row(
    capsys: pytest.CaptureFixture[str],
) -> None:
    feedback = Path("feedback.csv")

    def indexed(text: str, *, rebuild: bool = True) -> None:
        feedback.write_text(f"id,text\nF-1,{text}\nF-2,I retype the invoices a second time\n")
        if rebuild:
            shutil.rmtree(".wbcoach", ignore_errors=True)
        Store(".wbcoach").update(read(feedback), embedder=None, origin=str(feedback))

    def refreshed(count: int) -> str:
        capsys.readouterr()
        job = batch.Job(str(put(rows(count))), str(OUT), offline=True, workers=2, refresh=True)
        assert batch.run(job, {"embedder": "none"}) == 0
        return capsys.readouterr().err

    indexed("I scan each parcel twice")
    refreshed(3)
    before = OUT.read_bytes()
    indexed("I scan each parcel twice")
    assert "changed" not in refreshed(3)
    indexed("Some other words", rebuild=False)
    indexed("I scan each parcel twice", rebuild=False)
    assert "3 kept as they were" in refreshed(3)
    assert OUT.read_bytes() == before, "another generation, and the same items"
    indexed("I scan each parcel thrice")
    assert "kept as they were" not in refreshed(3)
    assert OUT.read_bytes() != before


@pytest.mark.parametrize("content", [b"my notes", b"my notes\n", b'{"id": 5}\n', b'[]\n{"id": "a"', b"\n\n"])
@pytest.mark.parametrize("restart", [False, True])
def test_a_file_that_is_not_a_batchs_is_never_written_to(content: bytes, restart: bool) -> None:  # noqa: FBT001  a case
    OUT.write_bytes(content)
    with pytest.raises(InputError, match="is not the output of a batch"):
        run(rows(1), restart=restart)
    assert OUT.read_bytes() == content


def test_the_backlog_is_never_its_own_output() -> None:
    put(rows(1), OUT)
    before = OUT.read_bytes()
    with pytest.raises(InputError, match="is the backlog itself"):
        run(OUT)
    assert OUT.read_bytes() == before


def test_two_batches_never_write_to_one_output() -> None:
    run(rows(1))
    with Ledger(OUT, {}), pytest.raises(StoreBusyError, match="Another batch writes to"):
        run(rows(2))
    assert run(rows(2)) == 0
    assert sorted(path.name for path in Path().glob("out*")) == ["out.jsonl", "out.jsonl.progress"]


def test_a_full_disk_ends_the_run_with_whole_lines_and_the_next_goes_on() -> None:
    put(rows(100))
    limit = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000)); from wbcoach.__main__ import main; main()"
    command = [sys.executable, "-c", limit, "batch", str(IN), "-o", str(OUT), *OFFLINE]
    full = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
    assert full.returncode == 3
    assert "There is no room to write" in full.stderr
    kept = answers()
    assert 0 < len(kept) < 100
    assert f"{100 - len(kept)} rows of the backlog left" in full.stderr
    assert run() == 0
    assert answers()[: len(kept)] == kept
    assert [answer["id"] for answer in answers()] == [f"r{number}" for number in range(1, 101)]


def test_ctrl_c_while_it_waits_for_a_row_keeps_all_that_came() -> None:
    process = start(*OFFLINE, given="-", stdin=subprocess.PIPE)
    assert process.stdin
    process.stdin.write("".join(f"{json.dumps(row)}\n" for row in rows(30)))
    process.stdin.flush()
    wait_for(process, 30)
    process.send_signal(signal.SIGINT)
    process.wait(20)
    assert process.stderr
    assert "the rest of the backlog left; the same command goes on in out.jsonl" in process.stderr.read()
    assert process.returncode == 130
    process.stderr.close()
    process.stdin.close()
    assert len(answers()) == 30
    assert run(rows(40)) == 0
    assert [answer["id"] for answer in answers()] == [f"r{number}" for number in range(1, 41)]


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_finishes_the_rows_in_flight_and_says_what_is_left(end: signal.Signals) -> None:
    put(rows(3000))
    process = start(*OFFLINE)
    wait_for(process, 20)
    process.send_signal(end)
    told = process.communicate(timeout=20)[1]
    assert process.returncode == 130
    done = len(answers())
    assert 20 <= done < 3000
    assert f"{3000 - done:,} rows of the backlog left" in told
    assert "finishing the rows in flight" in told


def test_a_second_ctrl_c_leaves_at_once(server: Server) -> None:
    server.rule = lambda _request: said(DRAFT, wait=60)
    put(rows(5))
    process = start(
        "--model", "m", "--no-index", "--workers", "2", env=os.environ | {"OPENAI_BASE_URL": server.url}
    )
    while process.poll() is None and not server.asked:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    assert process.stderr
    assert "finishing" in process.stderr.readline()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)
    assert process.returncode == 130
    assert answers() == []


# --- what is not a row's fault


@pytest.fixture
def server() -> Generator[Server]:
    with serving() as running:
        yield running


def online(server: Server, given: list[Json], **more: Any) -> int:
    return run(given, offline=False, model="m", base_url=server.url, max_retries=0, **more)


def test_a_model_is_asked_for_many_rows_at_once(server: Server) -> None:
    server.rule = lambda _request: said(DRAFT, wait=0.3)
    assert online(server, rows(8)) == 0
    assert {answer["receipt"]["model"] for answer in answers()} == {"m"}
    assert max(server.times) - min(server.times) < 8 * 0.3


def test_rows_that_a_failing_model_left_are_critiqued_without_it_and_told_once(
    server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    server.rule = lambda request: (
        refused(500, "out of order") if "supplier 3" in str(request) else said(DRAFT)
    )
    assert online(server, rows(33), workers=4) == 0
    without = [answer["id"] for answer in answers() if answer["receipt"]["model"] is None]
    assert without == ["r3", "r30", "r31", "r32", "r33"]
    assert all(answer["verdict"] for answer in answers())
    told = capsys.readouterr().err
    assert told.count("out of order") == 1
    assert "5 rows done without what failed (model_failed)" in told


def test_a_key_that_is_refused_stops_the_run_and_no_row_is_used_up(
    server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    server.rule = lambda _request: refused(401, "no such key")
    with pytest.raises(WbcoachError) as caught:
        online(server, [{"id": "short", "text": "Hm."}, *rows(20)])
    assert (caught.value.code, caught.value.exit_code) == ("model_auth", 3)
    assert [answer["id"] for answer in answers()] == ["short"]
    assert "20 rows of the backlog left" in capsys.readouterr().err
    server.rule = lambda _request: said(DRAFT)
    assert online(server, [{"id": "short", "text": "Hm."}, *rows(20)]) == 0
    assert [answer["receipt"]["model"] for answer in answers()[1:]] == ["m"] * 20


def test_a_model_without_its_key_stops_the_run_before_anything_is_written() -> None:
    with pytest.raises(WbcoachError) as caught:
        run(rows(1), offline=False, model="gpt-x")
    assert caught.value.exit_code == 3
    assert not OUT.exists()


class Shaken(Coach):
    """A coach whose store fails on some rows."""

    def __init__(self, failing: set[str]) -> None:
        super().__init__(Settings())
        self.failing = failing

    def critique(self, text: str, *rest: Any, **more: Any) -> Critique:
        if more["id"] in self.failing:
            raise StoreError("The index is damaged.", "Build it anew.")
        return super().critique(text, *rest, **more)


@pytest.mark.parametrize("count", [1, 2, 9])
def test_a_store_that_fails_on_every_row_ends_the_run_and_no_row_is_used_up(count: int) -> None:
    given = rows(count)
    ended, ledger = work(Shaken({row["id"] for row in given}), given, workers=3)
    assert isinstance(ended.failure, StoreError)
    assert ledger.tally.rows == 0
    ended, ledger = work(Shaken(set()), given)
    assert (ended.failure, ledger.tally.rows, ledger.tally.errors) == (None, count, 0)


def test_a_row_that_the_store_alone_can_not_take_becomes_an_error_row() -> None:
    ended, ledger = work(Shaken({"r2", "r3", "r6"}), rows(6), workers=3)
    assert (ended.failure, ledger.tally.errors) == (None, 3)
    assert Counter(answer["id"] for answer in answers()) == Counter(f"r{number}" for number in range(1, 7))


def test_a_store_that_breaks_on_the_way_ends_the_run_behind_the_good_rows() -> None:
    ended, ledger = work(Shaken({f"r{number}" for number in range(5, 30)}), rows(40), workers=4)
    assert isinstance(ended.failure, StoreError)
    assert (ledger.tally.rows, ledger.tally.errors) == (4, 0)


def test_rows_are_read_only_a_little_ahead_of_a_slow_one() -> None:
    full = threading.Event()

    class Slow(Coach):
        def critique(self, text: str, *rest: Any, **more: Any) -> Critique:
            if more["id"] == "r1":
                full.wait(20)
            return super().critique(text, *rest, **more)

    with Ledger(OUT, {}) as ledger:

        def watched() -> Iterator[Row]:
            for number in range(1, 401):
                assert number - ledger.tally.rows <= 3 * AHEAD
                if number == 3 * AHEAD:
                    full.set()
                yield Row(number, f"r{number}", {}, statement(number))

        ended = Engine(Slow(Settings()), ledger, record, Troubles(lambda _error: None)).run(watched(), 3)
        assert (ended.failure, ledger.tally.rows) == (None, 400)
