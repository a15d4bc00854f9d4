"""Labelling in the terminal: blind, resumed where it stopped, in files that load; and a second time for agreement."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eval.__main__ import main
from eval.agreement import FILE, agreement
from eval.golden import GoldenFile, load, read
from eval.label import label
from eval.second import label_again, seconds
from eval.terminal import expected
from wbcoach.coach import Coach
from wbcoach.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

LONG = "Today, porters have to ring round; one by one,\nwhen a bed falls free. Customers need an app."
PLAIN = ["", "", "", "4 4 4 4", "ready"]


def answering(*answers: str) -> Callable[[str], str]:
    """Give these answers one after the other; then the input is at its end."""
    left = iter(answers)

    def ask(_prompt: str) -> str:
        try:
            return next(left)
        except StopIteration:
            raise EOFError from None

    return ask


def drafts(folder: Path, *rows: object) -> str:
    path = folder / "drafts.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return str(path)


def test_nothing_of_what_a_critic_said_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_given: object, **_more: object) -> None:
        raise AssertionError("the critic was asked")

    monkeypatch.setattr(Coach, "critique", never)
    row = {
        "id": "d1",
        "text": f"{LONG} <!-- wbcoach: ignore S01 -- the grant names the app -->",
        "evidence": [
            {"id": "N-1", "text": "I rang nine wards.", "source": "interview", "date": "2026-05-01"}
        ],
        "findings": [{"code": "P02", "message": "secretly wrong"}],
        "verdict": "rethink",
    }
    assert label(drafts(tmp_path, row), tmp_path / "own.yaml", "ann", answering(*PLAIN)) == 1
    shown = capsys.readouterr().out.split("lists the codes.\n")[1]
    assert "I rang nine wards." in shown
    assert "an app." in shown
    assert not any(word in shown for word in ("S01", "P02", "secretly", "rethink", "the grant"))
    [case] = load(tmp_path)
    assert "the grant" in case.text, "the draft itself is kept as it is"


def test_a_span_may_run_over_a_line_or_hold_a_semicolon(tmp_path: Path) -> None:
    answers = ["S01 an app; T05 ring round; one by one, when a bed", "d01", "p01", "4 2 1 4", "Rethink"]
    assert label(
        drafts(tmp_path, {"id": "d1", "text": LONG}), tmp_path / "own.yaml", "ann", answering(*answers)
    )
    [case] = load(tmp_path)
    assert {one.code: one.span for one in case.expected} == {
        "S01": "an app",
        "T05": "ring round; one by one,\nwhen a bed",
        "D01": None,
    }
    assert case.verdict == "rethink"
    with pytest.raises(ValueError, match="no such code"):
        expected(LONG, "must", "X99 an app")


def test_an_end_of_the_input_loses_nothing_and_the_session_goes_on(tmp_path: Path) -> None:
    rows = [{"id": f"d{number}", "text": f"Today, porters wait, {number}."} for number in range(3)]
    place, out = drafts(tmp_path, *rows), tmp_path / "own.yaml"
    assert label(place, out, "ann", answering(*PLAIN, "S01")) == 1
    assert label(place, out, "ann", answering("skip", *PLAIN)) == 1
    assert [case.id for case in load(tmp_path)] == ["d0", "d2"]
    assert label(place, out, "ann", answering(*PLAIN)) == 1
    assert [case.id for case in load(tmp_path)] == ["d0", "d1", "d2"]
    assert label(place, out, "ann", answering()) == 0


def test_an_interrupted_session_ends_with_130_and_keeps_what_was_labelled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [{"id": f"d{number}", "text": f"Today, porters wait, {number}."} for number in range(2)]
    left = iter(PLAIN)

    def interrupted(_prompt: str) -> str:
        try:
            return next(left)
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr("eval.label.label.__defaults__", (interrupted,))
    assert main(["label", drafts(tmp_path, *rows), "--out", str(tmp_path / "own" / "mine.yaml")]) == 130
    assert [case.id for case in load(tmp_path / "own")] == ["d0"]


def test_drafts_without_ids_of_their_own_get_lasting_ones(tmp_path: Path) -> None:
    out = tmp_path / "own.yaml"
    first = drafts(tmp_path, {"text": "Today, porters wait."}, {"text": "Today, porters wait."})
    assert label(first, out, "ann", answering(*PLAIN, *PLAIN)) == 1, "the same words are one case"
    second = drafts(tmp_path, {"text": "Today, cooks wait."})
    assert label(second, out, "ann", answering(*PLAIN)) == 1, "row 1 of another backlog is another draft"
    (tmp_path / "note.md").write_text(
        "# Problem statement\n\nToday, cooks have to wait. Customers need food.\n"
    )
    assert label(str(tmp_path / "note.md"), out, "ann", answering(*PLAIN)) == 1
    names = {case.id for case in load(tmp_path)}
    assert len(names) == 3
    assert all(name.startswith("own-") for name in names)
    assert main(["ids", str(tmp_path)]) == 0


def test_rows_that_cannot_be_labelled_are_told_and_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "own.yaml"
    label(drafts(tmp_path, {"id": "d1", "text": "Today, porters wait."}), out, "ann", answering(*PLAIN))
    rows = [
        {"id": "d1", "text": "Today, porters wait longer."},
        {"id": "d2", "text": " "},
        {"id": "d3", "text": "Today, porters sit.", "evidence": [{"id": "N-1"}]},
        {"id": "d4", "text": "Today, porters stand."},
    ]
    assert label(drafts(tmp_path, *rows), out, "ann", answering(*PLAIN)) == 1
    told = capsys.readouterr().err
    assert "d1 was labelled with other words" in told
    assert "empty text" in told
    assert "Evidence 1 has no text" in told
    assert [case.id for case in load(tmp_path)] == ["d1", "d4"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(words=st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip))
def test_whatever_a_draft_holds_the_file_is_yaml_that_gives_it_back(tmp_path: Path, words: str) -> None:
    out = tmp_path / "own.yaml"
    out.unlink(missing_ok=True)
    row = {"id": "d1", "text": words, "evidence": [{"id": "N-1", "text": words}]}
    assert label(drafts(tmp_path, row), out, "ann", answering(*PLAIN)) == 1
    [case] = GoldenFile.model_validate(read(out)).cases
    assert case.text == words
    assert case.evidence[0].text == words


def test_a_second_session_on_the_same_file_is_refused_and_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place, out = drafts(tmp_path, {"id": "d1", "text": LONG}), tmp_path / "own" / "mine.yaml"
    call = ["label", place, "--out", str(out)]
    answers, codes = iter(PLAIN), list[int]()

    def ask(_prompt: str) -> str:
        if not codes:
            codes.append(main([*call, "--author", "bob"]))
        return next(answers)

    monkeypatch.setattr("eval.label.label.__defaults__", (ask,))
    assert main([*call, "--author", "ann"]) == 0
    assert codes == [2]
    assert f"Another session is writing {out}" in capsys.readouterr().err
    assert [case.author for case in load(out.parent)] == ["ann"]
    assert main([*call, "--author", "bob"]) == 0, "once it has ended the file is free"
    told = capsys.readouterr().err
    assert "had labels of 1 of these drafts before (1 by ann)" in told
    assert f"python -m eval label {out.parent} --second" in told


def test_what_is_mended_in_the_file_during_a_session_stays(tmp_path: Path) -> None:
    rows = [{"id": f"d{number}", "text": f"Today, porters wait, {number}."} for number in range(2)]
    out, left = tmp_path / "own.yaml", iter([*PLAIN, *PLAIN])
    asked = 0

    def ask(_prompt: str) -> str:
        nonlocal asked
        asked += 1
        if asked == len(PLAIN) + 1:
            out.write_text(out.read_text("utf-8").replace("verdict: ready", "verdict: revise"), "utf-8")
        return next(left)

    assert label(drafts(tmp_path, *rows), out, "ann", ask) == 2
    assert [case.verdict for case in load(tmp_path)] == ["revise", "ready"]


def test_a_file_that_is_no_golden_file_is_left_and_told_by_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "own.yaml"
    out.write_text("synthetic: false\ncases:\n- {id: x}\n", "utf-8")
    before = out.read_bytes()
    assert main(["label", drafts(tmp_path, {"id": "d1", "text": LONG}), "--out", str(out)]) == 2
    assert f"{out}:3: x, author: it is missing" in capsys.readouterr().err
    assert out.read_bytes() == before


def first_labels(folder: Path) -> list[str]:
    folder.mkdir()
    cases = [case for case in load() if case.split == "tuned" and case.musts][:6]
    written = GoldenFile(synthetic=True, cases=cases).model_dump(mode="json")
    (folder / "ours.yaml").write_text(json.dumps(written), "utf-8")
    return [case.id for case in cases]


def test_statements_are_labelled_again_blind_to_the_first_labels(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = first_labels(tmp_path / "golden")
    out = tmp_path / "second.yaml"
    round_one = ["D01", "D01", "4 4 1 4", "revise", "D01 T02", "T05", "4 4 1 4", "revise"]
    assert label_again(tmp_path / "golden", out, 3, answering(*round_one)) == 1, (
        "must and may at once is asked again"
    )
    assert label_again(tmp_path / "golden", out, 3, answering("", "", "4 4 4 4", "ready", "skip")) == 1
    shown = capsys.readouterr().out.split("lists the codes.\n")[1]
    assert "These don't go together" in shown
    by_id = {case.id: case for case in load(tmp_path / "golden")}
    assert not any(code in shown.split("These")[0] for one in by_id.values() for code in one.musts)
    found = seconds(out)
    assert [one.must for one in found] == [["D01", "T02"], []]
    assert {one.id for one in found} < set(names)
    told = agreement(out, tmp_path / "golden")
    assert told.startswith("2 tuned statements, labelled twice")
    assert label_again(tmp_path / "golden", out, 2, answering()) == 0, "two were asked for, and two are there"


def test_two_labellers_who_say_the_same_agree(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first_labels(tmp_path / "golden")
    rows = [
        {
            "id": case.id,
            "must": sorted(case.musts),
            "may": [],
            "dims": case.dims.model_dump(),
            "verdict": case.verdict,
        }
        for case in load(tmp_path / "golden")
    ]
    out = tmp_path / "second.yaml"
    out.write_text(json.dumps(rows), "utf-8")
    assert main(["agreement", str(out), "--golden", str(tmp_path / "golden")]) == 0
    told = capsys.readouterr().out
    assert next(line for line in told.splitlines() if "kappa" in line).split()[9] == "1.000"
    assert "same verdict                                            1.000" in told


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("[]", "holds no second labels"),
        ("{a: b}", "holds no second labels"),
        ("[{id: X}]", "holds no second labels"),
    ],
)
def test_a_file_that_holds_no_second_labels_is_refused(
    tmp_path: Path, content: str, complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    first_labels(tmp_path / "golden")
    path = tmp_path / "second.yaml"
    path.write_text(content, "utf-8")
    assert main(["agreement", str(path), "--golden", str(tmp_path / "golden")]) == 2
    assert complaint in capsys.readouterr().err


def test_second_labels_of_other_statements_are_refused(tmp_path: Path) -> None:
    first_labels(tmp_path / "golden")
    assert len(seconds(FILE)) == 60
    with pytest.raises(InputError, match="doesn't hold"):
        agreement(FILE, tmp_path / "golden")


def test_a_column_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "d.csv").write_text(
        'Other,Story\n"Today, we wait.","Today, porters wait for keys."\n', "utf-8"
    )
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(PLAIN) + "\n"))
    out = tmp_path / "own.yaml"
    assert main(["label", str(tmp_path / "d.csv"), "--column", "text=Story", "--out", str(out)]) == 0
    assert [case.text for case in load(tmp_path)] == ["Today, porters wait for keys."]
    assert main(["label", str(tmp_path / "d.csv"), "--column", "Story", "--out", str(out)]) == 2


def test_a_folder_of_ones_own_has_its_own_baseline(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "--offline", "--golden", str(tmp_path)]) == 2
    assert "no golden file" in capsys.readouterr().err
    label(drafts(tmp_path, {"id": "d1", "text": LONG}), tmp_path / "own.yaml", "ann", answering(*PLAIN))
    assert main(["run", "--offline", "--golden", str(tmp_path), "--no-regression"]) == 2
    assert "there is no baseline yet" in capsys.readouterr().err


def test_drafts_of_which_none_can_be_read_are_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = drafts(tmp_path, {"id": "A", "text": 3}, {"id": "B"})
    with pytest.raises(InputError, match="None of the 2 rows"):
        label(place, tmp_path / "own.yaml", "ann", answering())
    told = capsys.readouterr()
    assert "must, may" not in told.out, "no help before there is something to label"
    assert "A: Row 1 (line 1)" in told.err
