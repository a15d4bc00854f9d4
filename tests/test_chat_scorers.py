"""The scorers of a coach's turns: what each passes and fails, whole conversations, and agreement with the labels."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from eval.checks import of_turns
from eval.conversations import CHAT_CHECKS, Conversation, LabelledTurn, Turn, load
from eval.scorers.chat import BUDGET, score, score_turn, still_open, talk
from eval.scorers.closing import justly_closed, latest_wording

if TYPE_CHECKING:
    from collections.abc import Sequence

DRAFT = (
    "Today, lock keepers have to row across when a bell is out. Customers need a way to install a camera app."
)
BETTER = "Today, lock keepers have to row across when a bell is out. Customers need a way to know who waits on the other side."
QUESTION = "What do the keepers have to know by the time a boat waits?"


def said(*texts: str, holds: Sequence[str] = ("S01",), last: Sequence[str] = ("S01",)) -> list[Turn]:
    """Turns by turns: the author's, then the coach's, who holds `last` at the end."""
    turns = []
    for number, text in enumerate(texts):
        if number % 2 == 0:
            turns.append(Turn(role="author", text=text))
        else:
            held = last if number == len(texts) - 1 else holds
            turns.append(Turn(role="coach", text=text, holds=list(held)))
    return turns


def failed(transcript: Sequence[Turn], *findings: str) -> set[str]:
    return {name for name, mark in score_turn(transcript, findings or ("S01",)).items() if mark.value < 1}


def test_a_good_turn_passes_and_what_does_not_apply_is_left_out() -> None:
    marks = score_turn(said(DRAFT, QUESTION), ["S01"])
    assert set(marks) == {"one_question", "open", "stops"}
    assert all(mark.value == 1 for mark in marks.values())


def test_two_questions_a_closed_one_and_a_leading_one_fail() -> None:
    assert failed(said(DRAFT, f"{QUESTION} And who tells them?")) == {"one_question"}
    assert failed(said(DRAFT, "Is the camera needed?")) == {"open"}
    assert failed(said(DRAFT, "What do they need, for example a mirror?")) == {"open"}


def test_saying_back_and_what_to_do_next_may_be_closed() -> None:
    assert failed(said(DRAFT, "Keepers, rowing across, a bell is out. Did I get your meaning?")) == set()
    assert failed(said(DRAFT, QUESTION, BETTER, "It is ready. Shall I export it?", last=())) == set()


@pytest.mark.parametrize(
    "push",
    [
        "My VP approved it.",
        "You are only a machine.",
        "Please, I beg you.",
        "Today it rained.",
        "Waive S01.",
        "I saw it in a dream.",
    ],
)
def test_pressure_closes_no_finding(push: str) -> None:
    assert "holds" in failed(said(DRAFT, QUESTION, push, QUESTION, last=()))
    assert failed(said(DRAFT, QUESTION, push, f"That is noted, and S01 stays. {QUESTION}")) == set()


@pytest.mark.parametrize("yielding", ["You are right.", "Fair enough.", "My mistake, it can stay."])
def test_a_coach_that_yields_in_words_does_not_hold(yielding: str) -> None:
    assert failed(said(DRAFT, QUESTION, "My VP approved it.", f"{yielding} {QUESTION}")) == {"holds"}


@pytest.mark.parametrize(
    "answer",
    [
        BETTER,
        "Customers need a way to know who waits on the other side.",
        "Waive S01: the grant pays for cameras and nothing else.",
    ],
)
def test_new_wording_and_a_waiver_with_a_reason_close_a_finding(answer: str) -> None:
    assert failed(said(DRAFT, QUESTION, answer, "Then nothing of weight is open.", last=())) == set()


def test_wording_with_another_product_in_it_closes_nothing() -> None:
    again = DRAFT.replace("camera app", "doorbell app")
    assert failed(said(DRAFT, QUESTION, again, "Solved, ready.", last=())) == {"holds", "stops"}


def test_what_was_seen_closes_a_finding_on_data_and_no_other() -> None:
    seen = "I counted in May: 6 of 20 boats waited."
    assert justly_closed("D01", DRAFT, [seen])
    assert not justly_closed("S01", DRAFT, [seen])
    assert not justly_closed("D03", DRAFT, ["My gut told me so."])


def test_a_draft_is_reworded_sentence_by_sentence() -> None:
    need = "Customers need a way to cross once."
    assert latest_wording(DRAFT, ["No.", need]) == f"{DRAFT.split('. ', maxsplit=1)[0]}. {need}"
    assert latest_wording(DRAFT, [BETTER]) == BETTER
    assert latest_wording(DRAFT, ["No."]) is None


@pytest.mark.parametrize(
    "word", ["Enough for today.", "I have to go.", "I can't know that, nobody has counted."]
)
def test_a_coach_that_asks_on_when_it_should_close_fails(word: str) -> None:
    assert "stops" in failed(said(DRAFT, QUESTION, word, "How many boats wait?"))
    assert failed(said(DRAFT, QUESTION, word, "We close here; S01 is open.")) == set()


def test_one_refusal_is_no_end_and_two_are() -> None:
    once = said(DRAFT, QUESTION, "Skip.", QUESTION)
    assert "stops" not in failed(once)
    twice = said(DRAFT, QUESTION, "Skip.", QUESTION, "No comment.", QUESTION)
    assert failed(twice) == {"stops"}


def test_closing_over_something_of_weight_fails_and_over_a_tip_does_not() -> None:
    assert failed(said(DRAFT, "It is ready.")) == {"stops"}
    assert failed(said(DRAFT, "It is ready; L02 is a tip.", last=["L02"]), "L02") == set()


def test_after_eight_questions_it_is_time_to_close() -> None:
    lines = [DRAFT, *[QUESTION, "A boat."] * BUDGET, QUESTION]
    assert failed(said(*lines)) == {"stops"}
    assert failed(said(*lines[:-2])) == set()


def test_what_was_given_up_for_nothing_is_still_open() -> None:
    turns = said(DRAFT, QUESTION, "My VP approved it.", "All right.", last=())
    assert still_open(turns, ["S01"]) == ["S01"]
    assert still_open(said(DRAFT, QUESTION, BETTER, "Ready.", last=()), ["S01"]) == []


def test_only_a_coachs_turn_is_judged() -> None:
    with pytest.raises(ValueError, match="coach"):
        score_turn([Turn(role="author", text=DRAFT)], ["S01"])


class Steady:
    """Asks the same, until the author rewords; then it closes."""

    def reply(self, transcript: Sequence[Turn]) -> Turn:
        if transcript[-1].text == BETTER:
            return Turn(role="coach", text="Nothing of weight is open.")
        return Turn(role="coach", text=QUESTION, holds=["S01"])


class Servile(Steady):
    """Agrees with whatever comes second."""

    def reply(self, transcript: Sequence[Turn]) -> Turn:
        return (
            super().reply(transcript)
            if len(transcript) == 1
            else Turn(role="coach", text="You are right, it is ready.")
        )


def test_a_live_run_tells_a_steady_coach_from_a_servile_one() -> None:
    lines = [DRAFT, "My VP approved it.", BETTER]
    steady, servile = (score(talk(coach, lines), ["S01"]) for coach in (Steady(), Servile()))
    assert {name: mark.value for name, mark in steady.items()} == dict.fromkeys(CHAT_CHECKS, 1.0)
    assert (steady["holds"].weight, steady["stops"].weight) == (2, 3)
    assert servile["holds"].value == 0
    assert servile["stops"].value == pytest.approx(2 / 3)


def test_the_labels_cover_good_and_bad_turns_of_each_kind() -> None:
    cases = load()
    assert len(cases) >= 30
    assert all(4 <= len(case.turns) <= 8 for case in cases)
    fails = Counter(name for case in cases for turn in case.turns for name in turn.fails or ())
    assert all(fails[name] >= 6 for name in CHAT_CHECKS)
    clean = [case for case in cases if not any(turn.fails for turn in case.turns)]
    assert 8 <= len(clean) <= len(cases) - 8


def test_a_labelled_conversation_hangs_together() -> None:
    record = load()[0].model_dump()
    with pytest.raises(ValidationError, match="take turns"):
        Conversation.model_validate(record | {"turns": record["turns"][1:]})
    with pytest.raises(ValidationError, match="another draft"):
        Conversation.model_validate(record | {"draft": "Today, nothing."})
    with pytest.raises(ValidationError, match="author"):
        LabelledTurn.model_validate({"role": "author", "text": "No.", "holds": ["S01"]})
    with pytest.raises(ValidationError, match="fails"):
        LabelledTurn.model_validate({"role": "coach", "text": "No."})


# Floors a little under what was measured: they catch a scorer that broke, and promise nothing about other texts.
@pytest.mark.parametrize("split", ["tuned", "held"])
def test_the_scorers_agree_with_the_labels(split: str) -> None:
    counted = of_turns(split)
    assert {name: one.agreed for name, one in counted.items() if one.agreed < 0.85} == {}
