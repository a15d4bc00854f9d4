"""What becomes of a batch's answers: tables, workbooks, Markdown, and two runs side by side."""

from __future__ import annotations

import csv
import json
import os
from collections import Counter
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import fromstring

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wbcoach.batch import Backlog, Engine, Ledger, Troubles
from wbcoach.batch.answers import read_answers
from wbcoach.batch.compare import compare
from wbcoach.coach import Coach
from wbcoach.coach.gather import today
from wbcoach.errors import InputError, SettingsError
from wbcoach.faces.cli import batch, diff, reporting
from wbcoach.faces.cli.conversion import Target, convert
from wbcoach.faces.cli.reporting import Asked
from wbcoach.faces.cli.saved import Saved
from wbcoach.render import flat
from wbcoach.render.json import record
from wbcoach.render.tables import plain
from wbcoach.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

SOLUTION = (
    "Today, site foremen have to ring three hire firms when a crane breaks down. Customers need a dashboard."
)
CLEAN = SOLUTION.replace("a dashboard", "a way to know at six in the morning which crane is free")
STORY = "As a site foreman, I want to see which crane is free, so that the gang does not stand idle."
SAID = {"id": "F-1", "text": "I ring three hire firms when a crane breaks down.", "source": "interview"}
OUT = Path("out.jsonl")


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WBCOACH_EMBEDDER", "none")


def run(rows: Sequence[dict[str, Any]], output: str = "out.jsonl", **how: Any) -> int:
    Path("in.json").write_text(json.dumps(rows), "utf-8")
    return batch.run(batch.Job("in.json", output, offline=True, index=False, **how), {})


ROWS: list[dict[str, Any]] = [
    {"id": "A", "text": SOLUTION, "team": "=cmd|' /C calc'!A0", "verdict": "open", "votes": 7, "tags": ["a"]},
    {"id": "@b", "text": STORY, "team": "-5", "evidence": [SAID]},
    {"id": "C", "text": "", "team": "plant"},
]


def cells(path: str) -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# --- tables


def test_a_table_stands_beside_its_lines_with_all_columns_and_all_findings(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(ROWS, "out.csv") == 1
    assert "out.csv is written; its lines are kept in out.jsonl" in capsys.readouterr().err
    answers = list(read_answers(OUT))
    first, second, third = cells("out.csv")
    assert list(first) == [*flat.BEFORE, "team", "input verdict", "votes", "tags", *flat.AFTER]
    assert (first["text"], first["input verdict"], first["votes"], first["tags"]) == (
        SOLUTION,
        "open",
        "7",
        '["a"]',
    )
    assert first["codes"].split() == [one["code"] for one in answers[0]["findings"]]
    assert first["findings"].count("\n") + 1 == len(answers[0]["findings"])
    assert all(one["message"] in first["findings"] for one in answers[0]["findings"])
    assert [first[name] for name in ("blocker", "template", "data")] == [
        str(sum(one["severity"] == "blocker" for one in answers[0]["findings"])),
        str(answers[0]["scores"]["template"]),
        str(answers[0]["scores"]["data"]),
    ]
    assert SAID["text"] in second["supports"] + second["contradicts"] or not answers[1]["evidence"]
    assert third["error"].startswith("Row 3 (item 3) has an empty text.")
    assert (third["verdict"], third["team"]) == ("", "plant")


def test_a_story_has_its_conversion_in_the_table_and_what_that_leaves_out() -> None:
    hmw = "How might we help site foremen see which crane is free?"
    jtbd = "When a crane breaks down, I want to know which one is free, so I can keep the gang working."
    run([{"id": str(n), "text": text} for n, text in enumerate((STORY, hmw, jtbd))], "out.csv")
    for row, answer in zip(cells("out.csv"), read_answers(OUT), strict=True):
        assert row["suggested"].startswith("Today, ")
        assert row["suggested"] == answer["rewrite"]["text"]
        assert row["left_out"] == answer["rewrite"]["left_out"]
        assert {"T04", "T08"} & set(row["codes"].split()) == set()


def test_no_cell_is_a_formula() -> None:
    run(ROWS, "out.csv")
    first, second, _ = cells("out.csv")
    assert (first["team"], second["id"], second["team"]) == ("'=cmd|' /C calc'!A0", "'@b", "-5")
    assert [plain(one) for one in (" =1", "\t=1", "＝1", "+44 20", "-", "1-2", "+4.5", 3, None)] == [
        "' =1",
        "'\t=1",
        "'＝1",
        "'+44 20",
        "'-",
        "1-2",
        "+4.5",
        3,
        None,
    ]
    run(ROWS, "out.xlsx", refresh=True)
    book = openpyxl.load_workbook("out.xlsx")
    kinds = {
        (cell.data_type, str(cell.value)[:1] in "=+-@") for sheet in book for row in sheet for cell in row
    }
    assert ("f", True) not in kinds
    team = book["Statements"]["C2"]
    assert (team.value, team.data_type, team.quotePrefix) == (ROWS[0]["team"], "s", True)


def test_a_workbooks_own_columns_come_back_with_their_types() -> None:
    at = datetime(2026, 3, 4, 9, 30)  # noqa: DTZ001  a workbook knows no zones
    names = ("id", "text", "votes", "effort", "open", "since", "seen", "at", "told", "code", "verdict")
    rows: list[tuple[Any, ...]] = [
        (
            1,
            SOLUTION,
            12,
            0.5,
            True,
            date(2026, 3, 4),
            at,
            time(9, 30),
            "2026-03-04",
            "007",
            date(2026, 1, 1),
        ),
        (2, STORY, 3.0, None, False, None, at, None, "12", "true", None),
        (3, None, 12, 1.25, None, date(2026, 3, 5), None, time(9), None, "1,5", None),
    ]
    made = openpyxl.Workbook()
    for row in (names, *rows):
        made.worksheets[0].append(row)
    made.save("in.xlsx")
    assert batch.run(batch.Job("in.xlsx", "out.xlsx", offline=True, index=False), {}) == 1
    head, *given = openpyxl.load_workbook("out.xlsx")["Statements"].iter_rows(values_only=True)
    before = openpyxl.load_workbook("in.xlsx").worksheets[0].iter_rows(min_row=2, values_only=True)
    own = [head.index(f"input {name}" if name == "verdict" else name) for name in names[2:]]
    assert [[row[at] for at in own] for row in given] == [list(row[2:]) for row in before]
    assert [row[0] for row in given] == ["1", "2", "3"]
    convert(OUT, Path("out.csv"), "csv")
    with Path("out.csv").open(encoding="utf-8-sig", newline="") as file:
        (first, *_) = csv.DictReader(file)
    assert [first[name] for name in names[2:10]] == (
        ["12", "0.5", "true", "2026-03-04", "2026-03-04T09:30:00", "09:30:00", "2026-03-04", "007"]
    )
    convert(OUT, Path("out.sarif"), "sarif")
    reporting.run(Asked("out.jsonl", "out.html", "html"))
    assert len(list(Saved(str(OUT)))) == 2


def test_a_workbook_has_a_sheet_of_statements_and_one_of_findings() -> None:
    run(ROWS, "out.xlsx")
    book = openpyxl.load_workbook("out.xlsx")
    answers = list(read_answers(OUT))
    names = [cell.value for cell in book["Findings"][1]]
    assert names == list(flat.FINDING)
    found = [
        dict(zip(names, row, strict=True)) for row in book["Findings"].iter_rows(min_row=2, values_only=True)
    ]
    told = [(answer["id"], one) for answer in answers for one in answer.get("findings", ())]
    assert [(row["id"], row["code"]) for row in found] == [(name, one["code"]) for name, one in told]
    texts = {one["id"]: one["statement"]["text"] for one in answers if "error" not in one}
    placed: list[Any] = [row for row in found if row["words"]]
    assert placed
    assert all(texts[row["id"]][row["start"] : row["end"]] == row["words"] for row in placed)
    assert book["Statements"].freeze_panes == "B2"
    assert book["Statements"].max_row == 4


odd = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(
    ["x" * 40_000, "\x00\x1b", "_x0041_"]
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(note=odd, name=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=10))
def test_any_text_of_a_row_can_be_written_into_either_table(note: str, name: str) -> None:
    answer = {
        "id": "A",
        "error": {"code": "c", "message": "m", "hint": ""},
        "input": {"text": note, name: note},
    }
    OUT.write_text(json.dumps(answer) + "\n", "utf-8")
    for kind in ("csv", "xlsx"):
        convert(OUT, Path(f"out.{kind}"), kind)
    assert cells("out.csv")[0]["error"] == "m"
    assert openpyxl.load_workbook("out.xlsx")["Statements"].max_row == 2


def test_markdown_and_a_page_are_the_report_of_the_lines() -> None:
    for kind in ("md", "html"):
        assert run(ROWS, f"out.{kind}", refresh=kind == "html") == 1
        text = Path(f"out.{kind}").read_text("utf-8")
        assert all(told in text for told in ("S01 solution-in-need", "3 rows", "a dashboard"))


def test_build_formats_have_the_critiques_and_the_error_rows() -> None:
    assert run(ROWS, "out.sarif") == 1
    (log,) = json.loads(Path("out.sarif").read_text("utf-8"))["runs"]
    told = [one["code"] for answer in read_answers(OUT) for one in answer.get("findings", ())]
    assert Counter(result["ruleId"] for result in log["results"]) == Counter(told)
    reporting.run(Asked("out.jsonl", "out.xml", "junit"))
    suites = fromstring(Path("out.xml").read_text("utf-8"))  # noqa: S314  our own
    assert len(list(suites.iter("testcase"))) == 3
    (wrong,) = [one["error"]["message"] for one in read_answers(OUT) if "error" in one]
    (notice,) = log["invocations"][0]["toolExecutionNotifications"]
    assert notice["level"] == "error"
    assert wrong in notice["message"]["text"]
    (error,) = suites.iter("error")
    assert wrong in error.attrib["message"]
    assert (suites.attrib["tests"], suites.attrib["errors"]) == ("3", "1")


def test_the_report_command_makes_a_table_of_lines_later(capsys: pytest.CaptureFixture[str]) -> None:
    run(ROWS)
    reporting.run(Asked("out.jsonl", "later.csv"))
    assert [row["id"] for row in cells("later.csv")] == ["A", "'@b", "C"]
    reporting.run(Asked("out.jsonl", "later.out", "xlsx"))
    with Path("later.out").open("rb") as file:
        titles = openpyxl.load_workbook(file).sheetnames
    assert titles == ["Statements", "Findings"]
    with pytest.raises(InputError, match="not for the terminal"):
        reporting.run(Asked("out.jsonl", None, "csv"))
    assert "later.csv is written" in capsys.readouterr().err


# --- where it is written


def test_the_format_is_named_by_suffix_or_by_flag() -> None:
    assert Target.of("a.csv") == Target(Path("a.jsonl"), Path("a.csv"), "csv")
    assert Target.of("a.jsonl", "xlsx") == Target(Path("a.jsonl"), Path("a.xlsx"), "xlsx")
    assert Target.of("a.out", "tsv") == Target(Path("a.jsonl"), Path("a.out"), "tsv")
    assert Target.of("a.out") == Target(Path("a.out"))
    assert Target.of("a.xml") == Target(Path("a.jsonl"), Path("a.xml"), "junit")
    with pytest.raises(SettingsError, match="no format 'pdf'"):
        Target.of("a.csv", "pdf")


def test_a_table_of_anothers_is_never_written_over() -> None:
    Path("out.csv").write_text("mine", "utf-8")
    with pytest.raises(InputError, match=r"out\.csv is there, and out\.jsonl is not"):
        run(ROWS, "out.csv")
    assert (Path("out.csv").read_text("utf-8"), OUT.exists()) == ("mine", False)


def test_a_table_that_can_not_be_written_leaves_no_half_of_it_and_the_lines() -> None:
    run(ROWS)
    os.truncate(OUT, OUT.stat().st_size - 9)
    with pytest.raises(InputError, match="line 3, is torn"):
        convert(OUT, Path("out.csv"), "csv")
    assert sorted(path.name for path in Path().glob("*out*")) == ["out.jsonl", "out.jsonl.progress"]


def test_what_is_no_output_of_a_batch_is_refused() -> None:
    for content, message in ((b"{}\n", "no answer of a batch"), (b"", "holds no answer")):
        OUT.write_bytes(content)
        with pytest.raises(InputError, match=message):
            convert(OUT, Path("out.csv"), "csv")


# --- two runs


def answer(name: str, verdict: str | None = "revise", *codes: str, text: str = "") -> dict[str, Any]:
    severity = {"S": "blocker", "D": "major", "L": "minor"}
    found = [
        {"code": code[:3], "severity": severity[code[0]], "span": {"text": code[3:]} if code[3:] else None}
        for code in codes
    ]
    return {"id": name, "verdict": verdict, "findings": found, "statement": {"text": text or name}}


FAULT: dict[str, Any] = {"id": "e", "error": {"message": "m"}, "input": {"text": ""}}


@pytest.mark.parametrize(
    ("before", "after", "kind", "closed", "opened"),
    [
        (answer("a", "revise", "D01"), answer("a", "ready"), "fixed", ["D01"], []),
        (answer("a", "rethink", "S01"), answer("a", "revise", "D01"), "better", ["S01"], ["D01"]),
        (answer("a", "revise", "D01"), answer("a", "revise", "D01", "D02"), "worse", [], ["D02"]),
        (answer("a", "revise", "D01", "L01"), answer("a", "revise", "D01"), "better", ["L01"], []),
        (answer("a", "revise", "D01"), answer("a", "revise", "D03"), "changed", ["D01"], ["D03"]),
        (answer("a", "revise", "D02most"), answer("a", "revise", "D02many"), "same", [], []),
        (answer("a", "ready"), answer("a", "revise", "D01"), "worse", [], ["D01"]),
        (FAULT, answer("e", "ready"), "fixed", [], []),
        (answer("e", "ready"), FAULT, "failed", [], []),
        (FAULT, FAULT, "same", [], []),
    ],
)
def test_a_statement_is_fixed_better_worse_or_the_same(
    before: dict[str, Any], after: dict[str, Any], kind: str, closed: list[str], opened: list[str]
) -> None:
    (change,) = compare([before], [after])
    assert change.kind == kind
    assert [one.code for one in change.closed] == closed
    assert [one.code for one in change.opened] == opened


def test_rows_are_found_again_by_id_and_by_text_where_ids_are_made_of_places() -> None:
    before = [answer("row-1", text="x"), answer("row-2", "revise", "D01", text="y"), answer("c", text="z")]
    after = [
        answer("row-1", text="new"),
        answer("row-2", text="x"),
        answer("row-3", "ready", text="y"),
        answer("d", text="z"),
    ]
    assert [(one.id, one.kind) for one in compare(before, [after[1], after[2], after[3], after[0]])] == [
        ("row-2", "same"),
        ("row-3", "fixed"),
        ("d", "same"),
        ("row-1", "new"),
    ]


def test_two_real_runs_are_told_side_by_side_and_the_code_says_whether_one_is_worse(
    capsys: pytest.CaptureFixture[str],
) -> None:
    one = [{"id": "A", "text": SOLUTION}, {"id": "B", "text": STORY}, {"id": "E", "text": CLEAN}]
    run(one, "one.jsonl")
    run([{"id": "A", "text": CLEAN}, *one[1:2], {"id": "N", "text": STORY + " Now."}], "two.jsonl")
    capsys.readouterr()
    assert diff.run("one.jsonl", "two.jsonl", "text") == 0
    told = capsys.readouterr().out
    assert "better  A" in told
    assert "closed S01 “a dashboard”" in told
    assert "gone    E" in told
    assert "new     N" in told
    assert diff.run("two.jsonl", "one.jsonl", "json") == 1
    whole = json.loads(capsys.readouterr().out)
    assert (whole["schema"], whole["complete"]) == ("wbcoach.diff/1", True)
    assert {row["id"]: row["kind"] for row in whole["rows"]} == {
        "A": "worse",
        "B": "same",
        "E": "new",
        "N": "gone",
    }
    assert whole["summary"]["worse"] == 1
    assert diff.run("one.jsonl", "one.jsonl", "text") == 0


# --- only what changed is redone


class Counting(Coach):
    """A coach that names the rows that it was asked about."""

    def __init__(self) -> None:
        super().__init__(Settings())
        self.asked: list[str] = []

    def critique(self, text: str, *rest: Any, **more: Any) -> Any:
        self.asked.append(more["id"])
        return super().critique(text, *rest, **more)


def test_a_refresh_redoes_rows_that_changed_and_keeps_the_lines_of_the_rest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = [{"id": name, "text": f"{CLEAN} {name}"} for name in "ABCDE"]
    run(rows)
    before = OUT.read_bytes().splitlines()
    changed = [rows[4], rows[0], {**rows[2], "text": SOLUTION}, rows[1], {"id": "N", "text": STORY}]
    capsys.readouterr()
    assert run(changed, refresh=True, summary="how.json") == 0
    assert "3 kept as they were, 2 now" in capsys.readouterr().err
    summary = json.loads(Path("how.json").read_text("utf-8"))
    assert (summary["kept"], summary["new"], summary["rows"], summary["complete"]) == (3, 2, 5, True)
    after = OUT.read_bytes().splitlines()
    assert [after[0], after[1], after[3]] == [before[4], before[0], before[1]]
    assert [one["id"] for one in read_answers(OUT)] == ["E", "A", "C", "B", "N"]
    assert run(changed) == 0
    assert sorted(path.name for path in Path().glob("out*")) == ["out.jsonl", "out.jsonl.progress"]


def test_a_refresh_redoes_what_was_made_with_other_settings_and_what_failed() -> None:
    Path("in.json").write_text(json.dumps(ROWS[:2]), "utf-8")

    def go(stage: str, **more: Any) -> list[bytes]:
        job = batch.Job("in.json", "out.jsonl", offline=True, index=False, **more)
        assert batch.run(job, {"stage": stage}) == 0
        return OUT.read_bytes().splitlines()

    first = go("hypothesis")
    Path("in.json").write_text(json.dumps([*ROWS[:2], {"id": "D", "text": CLEAN}]), "utf-8")
    second = go("growth")
    assert second[:2] == first
    third = go("growth", refresh=True)
    assert third[2] == second[2]
    assert all(old != new for old, new in zip(second[:2], third[:2], strict=True))
    assert go("growth", refresh=True) == third


def test_a_refresh_that_was_cut_off_goes_on_and_one_cut_off_in_the_last_step_is_ended() -> None:
    rows = [{"id": name, "text": f"{CLEAN} {name}"} for name in "ABC"]
    run(rows)
    kept = OUT.read_bytes()
    beside = Path("out.jsonl.refresh")
    made_with = json.loads(Path("out.jsonl.progress").read_bytes().splitlines()[0])["made_with"]
    changed = [rows[0], {"id": "B", "text": SOLUTION}, {"id": "C", "text": STORY}]
    Path("in.json").write_text(json.dumps(changed), "utf-8")
    coach = Counting()
    with Backlog.open("in.json", today(Settings()), print) as backlog, Ledger(beside, made_with) as ledger:
        rows_in = iter(backlog)
        two = iter([next(rows_in), next(rows_in)])
        Engine(coach, ledger, record, Troubles(lambda _error: None)).run(two, 1)
    assert OUT.read_bytes() == kept
    with pytest.raises(InputError, match=r"A refresh of .* was begun and not ended"):
        run(changed)
    begun = beside.read_bytes()
    assert run(changed, refresh=True) == 0
    assert OUT.read_bytes().startswith(begun)
    whole, marks = OUT.read_bytes(), Path("out.jsonl.progress").read_bytes()
    OUT.write_bytes(kept)
    beside.write_bytes(whole)
    assert run(changed) == 0
    assert (OUT.read_bytes(), Path("out.jsonl.progress").read_bytes(), beside.exists()) == (
        whole,
        marks,
        False,
    )


def test_a_finding_that_is_there_still_but_graver_is_told_as_such(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"id": "A", "text": STORY}]
    run(rows, "one.jsonl")
    answers = [json.loads(line) for line in Path("one.jsonl").read_text(encoding="utf-8").splitlines()]
    (finding,) = [one for one in answers[0]["findings"] if one["code"] == "D01"]
    finding["severity"] = "blocker"
    Path("two.jsonl").write_text(json.dumps(answers[0]) + "\n", encoding="utf-8")
    capsys.readouterr()
    assert diff.run("one.jsonl", "two.jsonl", "text") == 1
    told = capsys.readouterr().out
    assert "worse   A  revise; now D01 major -> blocker\n" in told
    assert "closed" not in told
