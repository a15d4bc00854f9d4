"""The harness end to end: cases through inspect-ai, marks with whys, recordings, gates, labels; all of it real."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from model_server import DRAFT, said, serving

from eval.__main__ import main
from eval.contamination import contaminated
from eval.costs import Took, took
from eval.golden import Case, load
from eval.inspecting import run_findings, run_study
from eval.label import label
from eval.marks import Mark
from eval.replay import Calls
from eval.results import RunResult
from eval.results import load as load_run
from eval.tasks.critics import open_caller, open_coach
from eval.tasks.study import Study
from eval.train.drafts import drafts
from wbcoach.coach import Coach

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from wbcoach.critique import Critique


@pytest.fixture(autouse=True)
def _fresh_coaches() -> Generator[None]:
    open_coach.cache_clear()
    open_caller.cache_clear()
    yield
    open_coach.cache_clear()
    open_caller.cache_clear()


def some(count: int = 4) -> list[Case]:
    return [case for case in load() if case.split == "tuned" and case.evidence][:count]


def figure(run: RunResult, name: str) -> float:
    marks = [one.marks[name] for one in run.cases if name in one.marks]
    return sum(mark.value * mark.weight for mark in marks) / sum(mark.weight for mark in marks)


def test_cases_go_through_inspect_and_come_back_with_marks_that_say_why(tmp_path: Path) -> None:
    cases = some(6)
    run = run_findings(cases, "rules alone", logs=tmp_path / "logs")

    assert [one.id for one in run.cases] == [case.id for case in cases]
    assert all(one.marks["verdict"].why for one in run.cases)
    assert figure(run, "quotes") == 1.0
    assert not any(one.error for one in run.cases)
    assert list((tmp_path / "logs").glob("*.eval"))


def test_a_scorer_that_does_not_apply_leaves_no_mark(tmp_path: Path) -> None:
    clean = next(case for case in load() if case.split == "tuned" and not case.musts)
    [result] = run_findings([clean], "rules alone", logs=tmp_path / "logs").cases

    assert "recall" not in result.marks
    assert "clean" in result.marks


def test_epochs_put_a_case_again(tmp_path: Path) -> None:
    run = run_findings(some(2), "rules alone", epochs=3, logs=tmp_path / "logs")

    assert sorted((one.id, one.epoch) for one in run.cases) == [
        (case.id, epoch) for case in sorted(some(2), key=lambda case: case.id) for epoch in (1, 2, 3)
    ]


def test_a_model_is_recorded_and_replayed_bit_by_bit_without_a_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases, folder = some(3), str(tmp_path / "recordings")
    with serving() as server:
        server.rule = lambda _request: said(DRAFT)
        monkeypatch.setenv("WBCOACH_MODEL", "made-up")
        monkeypatch.setenv("OPENAI_BASE_URL", str(server.settings().base_url))
        recorded = run_findings(cases, "model", calls=Calls(folder=folder), logs=tmp_path / "logs")
    monkeypatch.delenv("OPENAI_BASE_URL")
    replayed = Calls(folder=folder, replay=True)

    once = run_findings(cases, "model", calls=replayed, logs=tmp_path / "logs")
    again = run_findings(cases, "model", calls=replayed, logs=tmp_path / "logs")

    assert once.model_dump_json() == again.model_dump_json()
    assert {one.id: one.shown for one in once.cases} == {one.id: one.shown for one in recorded.cases}
    assert all(one.tokens for one in once.cases)


def test_what_each_critique_took_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    critique = Coach.critique

    def priced(coach: Coach, *put: Any, **more: Any) -> Critique:
        made = critique(coach, *put, **more)
        receipt = made.receipt.model_copy(
            update={"tokens": {"input": 700, "output": 90}, "cost_usd": 0.25, "elapsed_ms": 40.0}
        )
        return made.model_copy(update={"receipt": receipt})

    monkeypatch.setattr(Coach, "critique", priced)
    run = run_findings(some(2), "rules alone", logs=tmp_path / "logs")

    assert took(run.cases) == Took(2, 1400, 180, 0.5, 40.0, 40.0)
    assert [one.tokens for one in run.cases] == [790, 790]


def test_a_missing_recording_is_an_error_of_its_case_and_no_zero(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WBCOACH_MODEL", "made-up")
    case = some(1)[0]
    [result] = run_findings(
        [case], "model", calls=Calls(folder=str(tmp_path), replay=True), logs=tmp_path / "logs"
    ).cases

    assert result.id == case.id
    assert result.error is not None
    assert "no recording" in result.error
    assert not result.marks


def test_a_study_marks_what_it_answers_and_keeps_what_failed(tmp_path: Path) -> None:
    def answer(name: str) -> dict[str, Mark]:
        if name == "b":
            raise ValueError("no answer to b")
        return {"kept": Mark(0.5, "half", 2.0)}

    found = {
        one.id: one
        for one in run_study(Study("made", "tuned", {"a": "x", "b": "y"}, answer), tmp_path / "logs")
    }

    assert found["a"].marks["kept"].weight == 2.0
    assert "no answer to b" in (found["b"].error or "")


def test_a_held_case_that_stands_in_the_training_data_is_left_out() -> None:
    taught = next(draft.text for draft in drafts() if len(draft.text.split()) > 20)
    case = some(1)[0].model_copy(update={"id": "X-1", "split": "held", "text": f"{taught} And so on."})

    assert contaminated([case, *some(2)]) == {"X-1": "stands in the training data"}


def test_no_held_case_of_ours_stands_in_what_critics_learn_from() -> None:
    assert contaminated(load()) == {}


def test_a_team_s_own_golden_files_are_run_and_gated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    held = [
        case.model_copy(update={"split": "held", "id": f"own-{case.id}"}).model_dump(mode="json")
        for case in some(5)
    ]
    (own / "ours.yaml").write_text(json.dumps({"synthetic": False, "cases": held}), "utf-8")
    monkeypatch.setattr("eval.run.contaminated", lambda _cases: {})
    out = tmp_path / "run.json"

    assert (
        main(["run", "--offline", "--golden", str(own), "--out", str(out), "--fail-under", "quotes=1"]) == 0
    )
    assert len(load_run(out).cases) == 5
    assert main(["run", "--offline", "--golden", str(own), "--fail-under", "dims=1"]) == 1
    assert "gate: held dims is" in capsys.readouterr().err
    assert main(["run", "--offline", "--golden", str(own), "--fail-under", "dims"]) == 2


def test_drafts_are_labelled_blind_and_nothing_is_lost(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backlog, out = tmp_path / "drafts.jsonl", tmp_path / "own.yaml"
    texts = [
        "Today, porters have to ring round when a bed falls free. Customers need an app.",
        "We need a portal.",
    ]
    backlog.write_text(
        "".join(json.dumps({"id": f"d{n}", "text": text}) + "\n" for n, text in enumerate(texts)), "utf-8"
    )
    answers = iter(
        [
            "S01 an apron",
            "S01 a portal",
            "S01 an app; D01",
            "",
            "p01",
            "4 2 3 9",
            "4 2 3 4",
            "rethink",
            "quit",
        ]
    )

    assert label(str(backlog), out, "ann", lambda _prompt: next(answers)) == 1
    assert "doesn't stand in the draft" in capsys.readouterr().out
    answers = iter(["T01", "", "", "1 1 1 1", "rethink"])
    assert label(str(backlog), out, "ann", lambda _prompt: next(answers)) == 1

    first, second = load(tmp_path)
    assert first.musts == {"S01", "D01"}
    assert first.forbidden == ["P01"]
    assert second.musts == {"T01"}
    assert first.author == "ann"
