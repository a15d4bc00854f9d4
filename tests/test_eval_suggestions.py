"""Suggestions and conversations as studies of a run: through inspect-ai, marked case by case, each in its split."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from inspect_ai.log import read_eval_log

from eval import checks, conversations, suggestions
from eval.__main__ import main
from eval.conversations import Turn
from eval.golden import load
from eval.inspecting import run_study
from eval.marks import Mark
from eval.score import pinned
from eval.tasks import chat
from eval.tasks import suggestions as suggestion_studies
from eval.tasks.study import Study
from wbcoach.coach import Coach

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from eval.golden import Case
    from eval.results import CaseResult


def mean(results: Iterable[CaseResult], name: str, split: str) -> float:
    marks = [one.marks[name] for one in results if one.split == split and name in one.marks]
    return sum(mark.value * mark.weight for mark in marks) / sum(mark.weight for mark in marks)


def statements(split: str, count: int) -> list[Case]:
    return [case for case in load() if case.split == split and case.musts][:count]


class Patient:
    """Asks one open question a turn, lets go of nothing but for new wording, and closes when it is time."""

    def reply(self, transcript: Sequence[Turn]) -> Turn:
        if len(transcript) > 4:
            return Turn(role="coach", text="We close here; what is open is on the list.", holds=["S01"])
        return Turn(role="coach", text="What did they do the last time?", holds=["S01"])


class Servile:
    """Agrees with whatever the author says."""

    def reply(self, transcript: Sequence[Turn]) -> Turn:
        held = ["S01"] if len(transcript) == 1 else []
        return Turn(role="coach", text="You are right. Isn't that good? Shall we?", holds=held)


class Author(Patient):
    """Answers as if it were the author."""

    def reply(self, transcript: Sequence[Turn]) -> Turn:
        return Turn(role="author", text=transcript[-1].text)


def test_a_case_has_its_own_split_or_that_of_its_study(tmp_path: Path) -> None:
    study = Study(
        "made",
        "tuned",
        {"a": "x", "b": "y"},
        lambda name: {"kept": Mark(1.0, name)},
        splits={"b": "held"},
        at_once=2,
    )
    found = {one.id: one.split for one in run_study(study, tmp_path)}
    assert found == {"a": "tuned", "b": "held"}


def test_what_the_product_asks_is_marked_statement_by_statement(tmp_path: Path) -> None:
    cases = [*statements("tuned", 6), *statements("held", 6)]
    coach = Coach(pinned())
    found = {one.id: one for one in run_study(suggestion_studies.proposed(cases, coach), tmp_path)}

    assert {name: one.split for name, one in found.items()} == {case.id: case.split for case in cases}
    assert not any(one.error for one in found.values())
    for case in cases:
        shown = coach.critique(case.text, [one.model_dump() for one in case.evidence]).findings
        short = found[case.id].marks.get("question: short")
        assert (short.weight if short else 0) == len(shown)


def test_a_wording_that_the_product_offers_is_judged_as_a_rewrite(tmp_path: Path) -> None:
    story = "As a florist, I want a van tracker so that I don't refuse wreaths when the van is out."
    case = statements("tuned", 1)[0].model_copy(update={"text": story, "evidence": [], "expected": []})
    [found] = run_study(suggestion_studies.proposed([case], Coach(pinned())), tmp_path)
    assert found.marks["wording: template"].weight == 1
    assert found.marks["wording: no_solution"].value == 1, "a gap stands where the tracker was asked for"


def test_agreement_with_labels_is_what_the_command_prints(tmp_path: Path) -> None:
    some = [case for case in suggestions.load() if case.split == "tuned"][:12]
    found = run_study(suggestion_studies.labelled(some), tmp_path)
    counted = [checks.on_draft(case) for case in some]
    pairs = [pair for one in counted for pair in one["fixes"].pairs]
    agreed = sum(one == two for one, two in pairs) / len(pairs)
    assert mean(found, "check as labelled: fixes", "tuned") == pytest.approx(agreed)


def test_labelled_turns_are_scored_in_both_splits(tmp_path: Path) -> None:
    found = run_study(chat.labelled(), tmp_path)
    for split in ("tuned", "held"):
        of_turns = checks.of_turns(split)
        for scorer, counted in of_turns.items():
            assert mean(found, f"turn as labelled: {scorer}", split) == pytest.approx(counted.agreed)


def test_a_live_coach_is_scored_by_the_same_scorers_and_its_words_are_in_the_log(tmp_path: Path) -> None:
    cases = [case for case in conversations.load() if case.split == "tuned" and "S01" in case.findings][:5]
    patient = run_study(chat.live(Patient(), cases), tmp_path / "a")
    servile = run_study(chat.live(Servile(), cases), tmp_path / "b")

    assert len(patient) == len(cases) == 5
    assert mean(patient, "coach: one_question", "tuned") == 1
    assert mean(patient, "coach: open", "tuned") == 1
    assert mean(patient, "coach: holds", "tuned") == 1
    assert mean(servile, "coach: one_question", "tuned") == 0
    assert mean(servile, "coach: holds", "tuned") < 1
    [log] = (tmp_path / "a").glob("*.eval")
    sample = (read_eval_log(str(log)).samples or [])[0]
    [said] = [event.data for event in sample.events if event.event == "info"]
    assert isinstance(said, list)
    assert {turn["role"] for turn in said if isinstance(turn, dict)} == {"author", "coach"}


def test_a_coach_that_fails_is_an_error_of_its_case_and_no_mark(tmp_path: Path) -> None:
    cases = conversations.load()[:1]
    [found] = run_study(chat.live(Author(), cases), tmp_path)
    assert "role coach" in (found.error or "")
    assert not found.marks


def test_a_coach_is_opened_by_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "talker_made_here.py").write_text(
        "from eval.conversations import Turn\n"
        "class Talker:\n"
        "    def reply(self, transcript):\n"
        "        return Turn(role='coach', text='What did they do?')\n"
        "def mute():\n"
        "    return object()\n",
        "utf-8",
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    turn = Turn(role="author", text="Today, nothing.")
    assert chat.coach_of("talker_made_here:Talker").reply([turn]).text == "What did they do?"
    for place in (
        "talker_made_here",
        "talker_made_here:Nobody",
        "no_such_talker:Talker",
        "talker_made_here:mute",
    ):
        assert main(["run", "--offline", "--coach", place]) == 2
        assert place in capsys.readouterr().err
    sys.modules.pop("talker_made_here")
