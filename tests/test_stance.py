"""How feedback stands to a statement, on statements whose feedback is labelled, and rule by rule."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from wbcoach.coach.gather import linked_items
from wbcoach.evidence import Dossier, Item
from wbcoach.pitfalls import catalogue
from wbcoach.stance import Claim, stand
from wbcoach.statement import Statement
from wbcoach.vocabulary.pasts import root
from wbcoach.vocabulary.reversals import elsewhere, lacking, of_the_past, other_moment, other_people

CASES = Path(__file__).with_name("standing")
LOCKER = "Today, shift workers have to walk home for a card when the locker rejects a forwarded code. Customers need a way to pick up a parcel on the way to work."


def stance(statement: str, text: str, source: str = "interview") -> str:
    return stand(
        Claim(Statement.parse(statement)), Item("I-1", text, source=source, date="2026-09-01"), linked=True
    ).stance


@pytest.mark.parametrize(("half", "least"), [("development", 0.8), ("final", 0.6)])
def test_most_labelled_feedback_stands_as_labelled_and_contradictions_are_found_and_true(
    half: str, least: float
) -> None:
    cases = yaml.safe_load((CASES / f"{half}.yaml").read_text("utf-8"))["cases"]
    pairs = []
    for case in cases:
        claim = Claim(Statement.parse(case["text"]))
        items = linked_items([{k: v for k, v in one.items() if k != "stance"} for one in case["evidence"]])
        pairs += [
            (one["stance"], stand(claim, item, linked=True).stance)
            for one, item in zip(case["evidence"], items, strict=True)
        ]
    assert sum(wanted == given for wanted, given in pairs) >= least * len(pairs)
    told = [wanted for wanted, given in pairs if given == "contradicts"]
    assert told.count("contradicts") >= 0.8 * len(told) > 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No one walked home this year, the codes go through.", "contradicts"),
        ("I forwarded the code and the door opened at once, never had to walk home.", "contradicts"),
        ("Walked home in the rain, the locker would not take my wife's code.", "supports"),
        ("Would love a widget for the locker.", "related"),
        ("In the old system the locker was fine, no trouble with codes.", "related"),
        ("The new trolleys squeak.", "related"),
    ],
)
def test_a_denial_of_the_act_contradicts_and_wishes_and_other_times_do_not(text: str, expected: str) -> None:
    assert stance(LOCKER, text) == expected


def test_what_is_said_to_be_lacking_and_is_there_contradicts() -> None:
    statement = "Today, pilots never get the draught before they climb the ladder. Customers need a way to refuse a tide."
    assert stance(statement, "The draught always comes with the order.") == "contradicts"
    assert stance(statement, "I never got the draught, not once.") != "contradicts"


def test_another_figure_for_the_same_share_contradicts_but_is_no_blocker_by_itself() -> None:
    statement = Statement.parse(
        "Today, anglers have to queue at the hut when the season opens; 71% of anglers gave up. Customers need a way to fish at dawn."
    )
    found = stand(
        Claim(statement),
        Item("I-1", "17% of anglers gave up.", source="count", date="2026-05-03"),
        linked=True,
    )
    assert found.stance == "contradicts"
    assert found.unlike
    assert not list(catalogue()["D06"].detect(statement, Dossier((found,))))


@pytest.mark.parametrize(
    ("lost", "told", "expected"),
    [
        ("20 minutes of a 6 hour dive", "The valve iced up and 20 minutes were gone.", "supports"),
        ("20 minutes of every 6-hour dive", "The valve iced up and 20 minutes were gone.", "supports"),
        ("20 minutes of a dive", "The valve iced up and I lost 5 hours.", "contradicts"),
        ("4 hours a week waiting for air", "I lost 25 minutes waiting for air on Sunday.", "supports"),
        ("4 hours waiting for air", "I lost 25 minutes waiting for air on Sunday.", "contradicts"),
    ],
)
def test_the_whole_of_a_part_and_one_occasion_beside_a_rate_contradict_nothing(
    lost: str, told: str, expected: str
) -> None:
    statement = Statement.parse(
        f"Today, divers have to lose {lost} when the valve ices up. Customers need a way to stay under water."
    )
    assert stand(Claim(statement), Item("I-1", told, source="interview"), linked=True).stance == expected


def test_other_people_places_times_and_moments_are_told_apart() -> None:
    assert other_people("Car drivers stay in their seats.", frozenset({"passeng"}), frozenset({"passeng"}))
    assert not other_people("Passengers stay in their seats.", frozenset({"passeng"}), frozenset({"passeng"}))
    assert elsewhere("At the village school the light is long enough.", frozenset({"ring", "road"}))
    assert not elsewhere("On the ring road the light is long enough.", frozenset({"ring", "road"}))
    assert of_the_past("In the old system it worked.")
    assert other_moment("Calls that are not transferred are quick.", frozenset({"transfer"}))


def test_what_a_statement_denies_ends_where_its_thought_ends() -> None:
    text = "readers find no seat when the hall is full"
    assert lacking(text, 0, len(text)) == {"seat"}
    assert root("slept") == root("sleep")
