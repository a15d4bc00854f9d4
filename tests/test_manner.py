"""Lines of a persona that share their words with an item and differ in order, company or way; and what they invent."""

from __future__ import annotations

import pytest

from wbcoach.define.headcount import headcount
from wbcoach.define.inventions import inventions
from wbcoach.define.line_evidence import bears_out, speaking_against
from wbcoach.define.manner import other_company, same_order, way_unseen
from wbcoach.evidence import Item

NEVER = Item("A", "I never open the parcel before I've weighed it.", "interview")
PAIR = Item("B", "We lift the crates together, two people, every time.", "interview")


@pytest.mark.parametrize(
    ("line", "item", "same"),
    [
        ("Weighs the parcel before opening it", NEVER, True),
        ("Opens the parcel before weighing it", NEVER, False),
        ("Opens the parcel after weighing it", NEVER, True),
        ("Opens the parcel before noon", NEVER, None),  # a time is no act
        ("Weighs the parcel", NEVER, None),
        ("Sweeps the yard before locking the gate", NEVER, None),
        ("Weighs the parcel before opening it", Item("C", "I weigh first and then open the parcel.", "diary"), True),
    ],
)  # fmt: skip
def test_two_acts_in_the_other_order_are_the_contrary(line: str, item: Item, *, same: bool | None) -> None:
    assert same_order(line, item) is same
    if same is not None:
        assert bears_out(line, item, 0.5) is same
        assert [found.item.id for found in speaking_against(line, {item.id: (item, 0.5)}, [])] == (
            [] if same else [item.id]
        )


@pytest.mark.parametrize(
    ("line", "item", "other"),
    [
        ("Lifts the crates alone", PAIR, True),
        ("Lifts the crates together with a colleague", PAIR, False),
        ("Lifts the crates", PAIR, False),
        ("Lifts the crates with another driver", Item("D", "I lift the crates on my own.", "diary"), True),
    ],
)
def test_who_does_alone_what_another_does_in_company_says_the_contrary(
    line: str, item: Item, *, other: bool
) -> None:
    assert other_company(line, item) is other


@pytest.mark.parametrize(
    ("line", "text", "unseen"),
    [
        ("Asks the warden by e-mail", "I ask the warden at the gate.", "by e-mail"),
        ("Asks the warden by e-mail", "I mail the warden.", ""),
        ("Asks the warden by phone", "I ring the warden.", ""),
        ("Asks the warden in person", "I ask him when I see him.", ""),
        ("Comes by bus", "I come on foot.", ""),  # no way to reach somebody
    ],
)
def test_a_way_to_reach_somebody_has_to_be_told(line: str, text: str, unseen: str) -> None:
    assert way_unseen(line, [text]) == unseen


@pytest.mark.parametrize(
    ("line", "least", "rest"),
    [
        ("Two night guards lock the gate", 2, "lock the gate"),
        ("Two guards lock the gate", 2, "lock the gate"),
    ],
)
def test_people_are_counted_by_what_they_are_of(line: str, least: int, rest: str) -> None:
    counted = headcount(line)
    assert counted is not None
    assert (counted.least, counted.rest) == (least, rest)


def test_days_are_no_people() -> None:
    assert headcount("Two days pass before the guard answers") is None


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Earns 24,000 euros a year", "P01"),
        ("Is poorly educated", "P01"),
        ("Good with numbers", "P02"),
        ("Naturally tidy", "P02"),
    ],
)
def test_means_and_what_somebody_is_by_nature_are_invented(line: str, code: str) -> None:
    assert code in [one.code for one in inventions(line)]


@pytest.mark.parametrize(
    "line", ["Makes 12 copies of the list", "Is paid after each tour", "Bad weather stops the tour"]
)
def test_conduct_with_the_same_words_is_not(line: str) -> None:
    assert inventions(line) == ()
