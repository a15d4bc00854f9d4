"""A judge in a run: real calls to a server on the loopback, marks by case, errors that stay errors, gates it may not keep."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from model_server import Json, Reply, Server, refused, said, serving

from eval import calibrate as calibration
from eval.__main__ import main
from eval.calibrate import calibrate, matters, record
from eval.golden import Case, load
from eval.inspecting import run_findings, run_study
from eval.judge import Judge
from eval.results import load as load_run
from eval.tasks import judged
from eval.tasks.judged import KEEPS, USEFUL, open_judge
from wbcoach import prompt
from wbcoach.models import open_model

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from wbcoach.critique import Critique

STORY = "As a florist, I want a van tracker so that I don't refuse wreaths when the van is out."


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Generator[Server]:
    monkeypatch.setattr(calibration, "CALIBRATIONS", tmp_path / "calibrations.json")
    monkeypatch.setattr("eval.run.contaminated", lambda _cases: {})
    with serving() as running:
        monkeypatch.setenv("OPENAI_BASE_URL", running.url)
        yield running


def verdict(word: str) -> Reply:
    return said(json.dumps({"reasoning": "It was weighed.", "verdict": word}))


def material(request: Json, tag: str) -> str:
    """Give what the judge was shown; a second request, to mend an answer, has it in an earlier message."""
    text = next(str(one["content"]) for one in request["messages"] if f"<{tag}>\n" in str(one["content"]))
    return prompt.unfence(text.split(f"<{tag}>\n")[1].split(f"\n</{tag}>")[0])


def some() -> list[Case]:
    """Three statements with findings, the last of them a story, for which a wording is offered."""
    cases = [case for case in load() if case.split == "tuned" and case.musts][:2]
    return [
        *cases,
        cases[0].model_copy(update={"id": "OWN-1", "text": STORY, "evidence": [], "expected": []}),
    ]


def own(folder: Path) -> Path:
    """A folder with these as a team's own golden statements, all held."""
    folder.mkdir()
    held = [
        case.model_copy(update={"split": "held", "id": f"own-{case.id}"}).model_dump(mode="json")
        for case in some()
    ]
    (folder / "ours.yaml").write_text(json.dumps({"synthetic": False, "cases": held}), "utf-8")
    return folder


def critiques(tmp_path: Path) -> dict[str, Critique]:
    kept: dict[str, Critique] = {}
    run_findings(some(), "rules alone", logs=tmp_path / "logs", kept=kept)
    return kept


def calibrated(server: Server, rule: Callable[[str], str]) -> None:
    """Calibrate model m with a rule from a suggestion's text to a verdict."""
    server.rule = lambda request: verdict(rule(material(request, "suggestion")))
    with open_model(server.settings(max_retries=0)) as model:
        record(calibrate(Judge(model)))


def test_questions_and_wordings_of_a_critic_are_judged_by_case(server: Server, tmp_path: Path) -> None:
    found = critiques(tmp_path)
    server.rule = lambda _request: verdict("good")
    with open_judge("m") as judge:
        results = {one.id: one for one in run_study(judged.judged(judge, some(), found), tmp_path / "logs")}

    assert set(results) == {case.id for case in some()}
    assert all(one.marks[USEFUL].value == 1 for one in results.values())
    assert {name for name, one in results.items() if KEEPS in one.marks} == {"OWN-1"}
    asked = {material(request, "suggestion") for request in server.asked}
    assert {found[case.id].question for case in some()} <= asked
    rewrite = found["OWN-1"].rewrite
    assert rewrite
    assert any(text.startswith(rewrite.text) for text in asked)
    assert len(server.asked) == len(some()) + 1


def test_a_critique_without_findings_is_not_put_to_the_judge(server: Server, tmp_path: Path) -> None:
    found = {name: one.model_copy(update={"findings": ()}) for name, one in critiques(tmp_path).items()}
    with open_judge("m") as judge:
        assert not judged.judged(judge, some(), found).cases
    assert server.asked == []


def test_a_judge_that_fails_on_one_thing_leaves_an_error_and_no_mark(server: Server, tmp_path: Path) -> None:
    found = critiques(tmp_path)

    def rule(request: Json) -> Reply:
        if "[what goes wrong today?]" in material(request, "suggestion"):
            return said(json.dumps({"reasoning": "Hm.", "verdict": "perhaps"}))
        return verdict("good")

    server.rule = rule
    with open_judge("m") as judge:
        results = {one.id: one for one in run_study(judged.judged(judge, some(), found), tmp_path / "logs")}
    failed = results.pop("OWN-1")
    assert "can't be used" in (failed.error or "")
    assert failed.marks == {}
    assert all(one.marks[USEFUL].value == 1 for one in results.values())


def test_a_run_with_a_judge_keeps_its_marks_and_says_who_judged(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "run.json"
    server.rule = lambda _request: verdict("weak")
    call = ["run", "--offline", "--no-baseline", "--golden", str(own(tmp_path / "own")), "--judge", "m"]
    assert main([*call, "--out", str(out)]) == 0
    run = load_run(out)
    marks = [one.marks[USEFUL] for one in run.cases if one.task == "judged"]
    assert [mark.value for mark in marks] == [0.5] * 3
    assert run.judge is not None
    assert run.judge.startswith("m, judge@")
    assert {one.task for one in run.without_judge().cases} == {"findings"}
    assert "never calibrated" in capsys.readouterr().out

    server.rule = lambda _request: refused(400, "not today")
    assert main([*call, "--out", str(out)]) == 1
    assert not any(one.marks for one in load_run(out).cases if one.task == "judged")
    assert "not today" in capsys.readouterr().err


def test_a_judge_is_no_gate_until_it_agrees_with_a_person(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    labels = {matter.text: label for matter, label in matters()}
    call = ["run", "--offline", "--no-baseline", "--golden", str(own(tmp_path / "own"))]
    gate = [*call, "--fail-under", f"judged.{USEFUL}=.8"]
    assert main(gate) == 2
    assert "with --judge alone" in capsys.readouterr().err
    assert main([*gate, "--judge", "m"]) == 2
    assert "never calibrated" in capsys.readouterr().err
    calibrated(server, lambda _text: "good")
    server.asked.clear()
    assert main([*gate, "--judge", "m"]) == 2
    assert "kappa with a person is 0.00; 0.6 is needed" in capsys.readouterr().err
    assert server.asked == [], "it is refused before anything is asked"

    calibrated(server, labels.__getitem__)
    server.rule = lambda _request: verdict("good")
    assert main([*gate, "--judge", "m"]) == 0
    server.rule = lambda _request: verdict("bad")
    assert main([*gate, "--judge", "m"]) == 1
    assert f"held judged.{USEFUL} is 0.000" in capsys.readouterr().err
    assert main([*gate, "--judge", "another"]) == 2, "it was another model that was calibrated"


def test_a_judges_verdicts_are_recorded_and_replayed_without_a_server(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = critiques(tmp_path)
    server.rule = lambda request: verdict("bad" if "As a florist" in material(request, "draft") else "good")
    with open_judge("m", record=tmp_path / "calls") as judge:
        first = run_study(judged.judged(judge, some(), found), tmp_path / "logs")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    with open_judge("m", replay=tmp_path / "calls") as judge:
        again = run_study(judged.judged(judge, some(), found), tmp_path / "logs")
    assert {one.id: one.marks for one in first} == {one.id: one.marks for one in again}
    assert {one.marks[USEFUL].value for one in again} == {0.0, 1.0}


def test_a_run_that_needs_a_judge_says_that_no_model_is_set(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "--offline", "--judge"]) == 2
    assert "No model is set" in capsys.readouterr().err
