"""Baselines: what is known on day one stays silent, for its own words in its own statement, until its day."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import contract
import pytest

from wbcoach.coach import Coach
from wbcoach.errors import InputError
from wbcoach.pitfalls import catalogue
from wbcoach.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from program import Done

    Cli = Callable[..., Done]

Json = dict[str, Any]
FIRST = (
    "Today, ward nurses have to copy every reading by hand when a patient moves. "
    "Customers need a way to get an AI chatbot."
)
SECOND = FIRST.replace("ward nurses", "theatre nurses")
FILE = Path("wbcoach-baseline.json")
NO_INDEX = ("--no-index", "--format", "json")
BASELINE = ("--baseline", FILE)
WRITE = ("--write-baseline", FILE)


@pytest.fixture(autouse=True)
def documents() -> None:
    put("docs/a.md", FIRST)
    put("docs/b.md", SECOND)


def put(name: str, *statements: str) -> Path:
    path = Path(name)
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(f"## Problem statement\n\n{one}\n\n" for one in statements), "utf-8")
    return path


def records() -> list[Json]:
    whole = json.loads(FILE.read_text("utf-8"))
    assert list(whole) == ["schema", "records"]
    assert whole["schema"] == "wbcoach.baseline/1"
    return list(whole["records"])


def save(*some: Json, schema: str = "wbcoach.baseline/1") -> None:
    FILE.write_text(json.dumps({"schema": schema, "records": some}), "utf-8")


def codes(record: Json, key: str = "findings") -> list[str]:
    return sorted(one["code"] for one in record[key])


# --- written -------------------------------------------------------------------------------------------


def test_each_finding_that_is_shown_becomes_one_record_with_its_reason_and_day(cli: Cli) -> None:
    done = cli("critique", "docs", *NO_INDEX, *WRITE, "--reason", "known on day one", "--until", "2099-01-31")
    assert done.code == 1, "it shows what it records, so it leaves as without the flag"
    found = [finding["code"] for one in done.json for finding in one["findings"]]
    assert {"S01", "D01"} <= set(found)
    written = records()
    assert [one["code"] for one in written] == sorted(found)
    assert {(one["reason"], one["until"]) for one in written} == {("known on day one", "2099-01-31")}
    assert all(one["name"] == catalogue()[one["code"]].name for one in written)
    assert f"{FILE} has {len(found)} records." in done.err
    assert FILE.read_bytes().count(b"\n") > 8 * len(found), "for people to read"
    assert {path.name for path in Path().iterdir()} == {"docs", str(FILE)}, "no draft of it is left"
    absent = next(one for one in written if one["code"] == "D01")
    assert absent["span"] == absent["statement"]
    named = next(one for one in written if one["code"] == "S01")
    assert named["span"] != named["statement"]
    assert named["words"] in FIRST


def test_the_same_findings_give_the_same_file_to_the_byte_whatever_their_order(cli: Cli) -> None:
    cli("critique", "docs/a.md", "docs/b.md", "--no-index", *WRITE)
    once = FILE.read_bytes()
    FILE.unlink()
    cli("critique", "docs/b.md", "docs/a.md", "--no-index", *WRITE)
    assert FILE.read_bytes() == once


def test_what_is_written_again_keeps_the_reason_and_day_of_what_is_still_there(cli: Cli) -> None:
    cli("critique", "docs/a.md", "--no-index", *WRITE, "--reason", "first")
    before = len(records())
    for more in ((), BASELINE):
        done = cli("critique", "docs", "--no-index", *WRITE, *more, "--reason", "second")
        assert {one["reason"] for one in records()} == {"first", "second"}
        assert sum(one["reason"] == "first" for one in records()) == before
        assert f"{before} as before" in done.err or f"0 new and {len(records())} as before" in done.err
    put("docs/a.md", FIRST.replace("every reading", "each reading"))
    done = cli("critique", "docs", "--no-index", *WRITE, "--reason", "third")
    assert {one["reason"] for one in records()} == {"second", "third"}
    assert f"{before} records of before met no finding of this run" in done.err


def test_personal_data_is_not_copied_into_a_baseline(cli: Cli) -> None:
    put("docs/a.md", FIRST.replace("Today,", "Today, as ann.lee@example.org says,"))
    cli("critique", "docs/a.md", "--no-index", *WRITE)
    assert records()
    assert "ann.lee" not in FILE.read_text("utf-8")


def test_a_file_that_is_no_baseline_is_never_written_over(cli: Cli) -> None:
    before = Path("docs/a.md").read_bytes()
    done = cli("critique", "docs", "--no-index", "--write-baseline", "docs/a.md")
    assert (done.code, done.out) == (2, "")
    assert "Nothing was written. Name another file" in done.err
    assert Path("docs/a.md").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--reason", "why"), "--reason goes with --write-baseline"),
        (("--until", "2099-01-31"), "--until goes with --write-baseline"),
        ((*WRITE, "--until", "2020-01-31"), "2020-01-31 is past"),
        ((*WRITE, "--until", "soon"), "does not match the format"),
        (("--write-baseline", "nowhere/b.json"), "No baseline can be written to 'nowhere/b.json'"),
        (("--write-baseline", "docs"), "No baseline can be written to 'docs'"),
        (("--write-baseline", ""), "No baseline can be written to ''"),
    ],
)
def test_a_baseline_that_can_not_be_written_is_told_before_any_work(
    cli: Cli, arguments: tuple[str, ...], told: str
) -> None:
    done = cli("critique", "docs", "--no-index", *arguments)
    assert (done.code, done.out) == (2, "")
    assert told in " ".join(done.err.split())
    assert not FILE.exists()


# --- read ----------------------------------------------------------------------------------------------


def test_what_the_baseline_records_is_ignored_and_scores_verdict_and_exit_code_leave_it_out(cli: Cli) -> None:
    shown = cli("critique", "docs", *NO_INDEX, *WRITE, "--reason", "day one", "--until", "2099-01-31").json
    done = cli("critique", "docs", *NO_INDEX, *BASELINE)
    assert (done.code, done.err) == (0, "")
    for record, before in zip(done.json, shown, strict=True):
        contract.check(record)
        assert record["findings"] == []
        assert codes(record, "ignored") == codes(before)
        assert {(one["reason"], one["until"]) for one in record["ignored"]} == {("day one", "2099-01-31")}
        assert set(record["scores"].values()) == {4}
        assert record["verdict"] == "ready"
    assert "S01 ignored until 2099-01-31: day one" in cli("critique", "docs", "--no-index", *BASELINE).out
    count = len(shown[0]["findings"])
    told = f"not counting {count} ignored finding{'s' * (count != 1)}"
    assert f"({told})" in cli("critique", "docs/a.md", "--no-index", *BASELINE).out.splitlines()[2:4]
    assert f"({told})" in cli("critique", "docs/a.md", "--no-index", *BASELINE, "-f", "html").out
    page = cli("critique", "docs", "--no-index", *BASELINE, "-f", "markdown").out
    assert f"**Ready**, {told} ·" in page
    assert "Ignored: S01 until 2099-01-31, day one." in page


def test_the_same_code_in_another_statement_stays(cli: Cli) -> None:
    cli("critique", "docs/a.md", "--no-index", *WRITE)
    done = cli("critique", "docs", *NO_INDEX, *BASELINE)
    assert done.code == 1
    first, second = done.json
    assert codes(first) == []
    assert {"S01", "D01"} <= set(codes(second))
    assert second["ignored"] == []


def test_new_line_breaks_change_nothing_and_a_changed_statement_lapses(cli: Cli) -> None:
    cli("critique", "docs", "--no-index", *WRITE)
    count = len(records())
    put("docs/a.md", FIRST.replace("readings by", "readings\nby").replace(". Cust", ".\nCust"))
    assert cli("critique", "docs", *NO_INDEX, *BASELINE).code == 0
    put("docs/a.md", FIRST.replace("a patient", "one patient"))
    done = cli("critique", "docs", *NO_INDEX, *BASELINE)
    assert done.code == 1
    assert {"S01", "D01"} <= set(codes(done.json[0]))
    assert f"{count // 2} records of {FILE} match nothing in what was read" in done.err


def test_a_record_whose_words_changed_lapses(cli: Cli) -> None:
    cli("critique", "docs/a.md", "--no-index", *WRITE)
    save(*({**one, "span": "0" * 12} if one["code"] == "S01" else one for one in records()))
    done = cli("critique", "docs/a.md", *NO_INDEX, *BASELINE)
    assert codes(done.json[0]) == ["S01"]
    assert f"1 record of {FILE} matches nothing" in done.err


def test_a_record_holds_through_its_last_day_and_is_counted_when_it_ran_out(cli: Cli) -> None:
    cli("critique", "docs/a.md", "--no-index", *WRITE, "--until", "2099-01-31")
    count = len(records())
    assert cli("critique", "docs/a.md", *NO_INDEX, *BASELINE, "--as-of", "2099-01-31").err == ""
    done = cli("critique", "docs/a.md", *NO_INDEX, *BASELINE, "--as-of", "2099-02-01")
    assert done.code == 1
    assert done.json[0]["ignored"] == []
    assert f"{count} records of {FILE} ran out, the last on 2099-01-31, and silence nothing." in done.err


def test_a_comment_beside_the_finding_says_why_where_both_silence_it(cli: Cli) -> None:
    cli("critique", "docs/a.md", "--no-index", *WRITE, "--reason", "of the file")
    put("docs/a.md", f"{FIRST}\n\n<!-- wbcoach: ignore S01 -- of the author -->")
    done = cli("critique", "docs/a.md", *NO_INDEX, *BASELINE)
    assert (done.code, done.err) == (0, "")
    reasons = {one["code"]: one["reason"] for one in done.json[0]["ignored"]}
    assert (reasons["S01"], reasons["D01"]) == ("of the author", "of the file")


def test_a_text_on_the_command_line_takes_a_baseline_as_well(cli: Cli) -> None:
    assert cli("critique", FIRST, *NO_INDEX, *WRITE).code == 1
    done = cli("critique", FIRST, *NO_INDEX, *BASELINE)
    assert (done.code, done.json["findings"]) == (0, [])


def test_the_setting_names_a_baseline_from_the_config_files_folder_and_a_flag_turns_it_off(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("wbcoach.toml").write_text(f'baseline = "{FILE}"\n', "utf-8")
    missing = cli("critique", "docs", *NO_INDEX)
    assert missing.code == 2
    assert "There is no baseline" in missing.err
    assert cli("critique", "docs", *NO_INDEX, *WRITE).code == 1, "the first one is written without it"
    monkeypatch.chdir("docs")
    assert cli("critique", ".", *NO_INDEX).code == 0
    assert cli("critique", ".", *NO_INDEX, "--baseline", "").code == 1
    monkeypatch.setenv("WBCOACH_BASELINE", "none.json")
    assert "There is no baseline 'none.json'" in cli("critique", ".", *NO_INDEX).err
    with pytest.raises(InputError, match="There is no baseline"):
        Coach.from_settings(Settings(baseline="none.json", store="none", embedder="none"))


GOOD: Json = {"code": "S01", "span": "0" * 12, "statement": "1" * 12, "reason": "why", "until": None}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"code": "Z99"}, "record 2, has the code 'Z99', which is no pitfall"),
        ({"code": None}, "has the code 'None', which is no pitfall"),
        ({"span": "x"}, "has no hash of 12 hexadecimal digits under 'span'"),
        ({"statement": None}, "under 'statement'"),
        ({"until": "2027-02-30"}, "holds until '2027-02-30', which is no date"),
        ({"until": "20270131"}, "holds until '20270131', which is no date"),
        ({"until": 2027}, "which is no date"),
        ({"reason": ["why"]}, "has a reason or words that are not a text"),
        ({"untill": "2027-01-31"}, "has a key that is not known: 'untill'"),
    ],
)
def test_a_record_that_is_wrong_is_named_and_exits_2(cli: Cli, change: Json, told: str) -> None:
    save(GOOD, GOOD | change)
    done = cli("critique", "docs", "--no-index", *BASELINE)
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert len(done.err.splitlines()) == 2, "what is wrong, and what to do"


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "it is not valid JSON"),
        (b"[" * 9000, "it is not valid JSON"),
        (b"\xff\xfe\xfd", "it is not valid JSON"),
        (b"[]", "it names no schema"),
        (b'{"schema": "wbcoach.baseline/9", "records": []}', "its schema is 'wbcoach.baseline/9'"),
        (b'{"schema": "wbcoach.baseline/1"}', "it has no list of records"),
        (b'{"schema": "wbcoach.baseline/1", "records": [5]}', "record 1, is not an object"),
    ],
)
def test_a_file_that_is_no_baseline_exits_2_and_says_what_to_do(cli: Cli, raw: bytes, told: str) -> None:
    FILE.write_bytes(raw)
    done = cli("critique", "docs", "--no-index", *BASELINE)
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert len(done.err.splitlines()) == 2
    assert "Traceback" not in done.err
    FILE.write_bytes(b'\xef\xbb\xbf{"schema": "wbcoach.baseline/1", "records": []}')
    assert cli("critique", "docs", "--no-index", *BASELINE).code == 1, "a byte order mark is no fault"


# --- over a backlog ------------------------------------------------------------------------------------


def backlog(*texts: str) -> Path:
    path = Path("in.jsonl")
    path.write_text("".join(json.dumps({"id": f"r{n}", "text": t}) + "\n" for n, t in enumerate(texts, 1)))
    return path


def over(cli: Cli, *more: str | Path) -> Done:
    return cli("batch", "in.jsonl", "-o", "out.jsonl", "--offline", "--no-index", *more)


def answers() -> list[Json]:
    return [json.loads(line) for line in Path("out.jsonl").read_bytes().splitlines()]


def test_an_old_backlog_is_taken_over_on_day_one_and_only_new_rows_speak(cli: Cli) -> None:
    backlog(FIRST, "", SECOND)
    done = over(cli, *WRITE, "--reason", "the old backlog")
    found = [finding["code"] for one in answers() if "error" not in one for finding in one["findings"]]
    assert [one["code"] for one in records()] == sorted(found)
    assert f"{FILE} has {len(found)} records." in done.err
    backlog(FIRST, "", SECOND, FIRST.replace("ward", "night"))
    over(cli, *BASELINE, "--restart")
    first, _, second, new = answers()
    contract.check(first)
    assert (first["findings"], second["findings"]) == ([], [])
    assert {one["reason"] for one in first["ignored"]} == {"the old backlog"}
    assert {"S01", "D01"} <= set(codes(new))


def test_a_run_that_goes_on_records_the_rows_of_earlier_starts_as_well(cli: Cli) -> None:
    backlog(FIRST)
    over(cli)
    backlog(FIRST, SECOND)
    over(cli, *WRITE)
    assert len({one["statement"] for one in records()}) == 2
    kept = FILE.read_bytes()
    over(cli, *WRITE, *BASELINE, "--restart")
    assert FILE.read_bytes() == kept, "what it keeps silent stays recorded"


def test_a_batch_that_goes_on_tells_of_another_baseline(cli: Cli) -> None:
    backlog(FIRST)
    over(cli, *WRITE)
    before = Path("out.jsonl").read_bytes()
    done = over(cli, *BASELINE)
    assert f"changed since out.jsonl was begun: baseline was none, now {len(records())} records (" in done.err
    assert Path("out.jsonl").read_bytes() == before
    assert "changed" not in over(cli, *BASELINE).err
    save(*(one | {"reason": "another"} for one in records()))
    assert "baseline was" in over(cli, *BASELINE).err


def test_a_batch_counts_the_records_that_ran_out_or_match_nothing(cli: Cli) -> None:
    save(GOOD, GOOD | {"span": "2" * 12, "until": "2020-01-31"})
    backlog(FIRST)
    done = over(cli, *BASELINE)
    assert f"1 record of {FILE} ran out, the last on 2020-01-31" in done.err
    assert f"1 record of {FILE} matches nothing" in done.err
    assert "matches nothing" not in over(cli, *BASELINE).err, "rows that are done are not looked at again"


def test_a_batch_never_writes_its_baseline_over_its_output_or_its_backlog(cli: Cli) -> None:
    given = backlog(FIRST).read_bytes()
    for place in ("out.jsonl", "in.jsonl"):
        done = over(cli, "--write-baseline", place)
        assert done.code == 2
        assert not Path("out.jsonl").exists()
    assert Path("in.jsonl").read_bytes() == given
