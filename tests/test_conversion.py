"""A story in the template's words: nothing is lost unsaid, no solution comes in, and what holds nothing isn't shown."""

from __future__ import annotations

import pytest

from eval.score import pinned
from wbcoach.coach import Coach
from wbcoach.critique import Rewrite

STORY = (
    "As a warden of a mountain hut, I have to turn walkers away at the door when two parties of 12 hold one booking,"
    " and I want to see by 4 p.m. who is on the way, so that nobody is sent down at night."
)


def converted(text: str) -> Rewrite | None:
    return Coach(pinned()).critique(text).rewrite


def held(text: str) -> Rewrite:
    made = converted(text)
    assert made is not None
    return made


def test_each_part_goes_to_its_place_and_the_rest_is_said_to_be_left_out() -> None:
    made = held(STORY)
    assert made.text == (
        "Today, a warden of a mountain hut has to turn walkers away at the door when two parties of 12 hold one"
        " booking. Customers need a way to see by 4 p.m. who is on the way."
    )
    assert made.left_out == "nobody is sent down at night"
    assert made.gaps == ()


def test_the_parts_are_the_text_and_those_of_the_draft_stand_in_it() -> None:
    made = held(STORY)
    assert "".join(part.text for part in made.provenance) == made.text
    assert all(part.text in STORY for part in made.provenance if part.origin == "draft")


def test_a_solution_in_the_need_gives_way_to_a_gap_and_is_said_to_be_left_out() -> None:
    made = held("When the hut is full by noon, I want an AI booking app, so I can plan the beds.")
    assert made.text.endswith("Customers need a way to [do what?].")
    assert made.left_out == "an AI booking app, so I can plan the beds"
    assert "[do what?]" in made.gaps


@pytest.mark.parametrize(
    "text",
    [
        "As a warden, I want an AI booking app so that I can plan the beds.",
        "Today, wardens have to turn walkers away when the hut is full. Customers need a way to plan the beds.",
    ],
    ids=["only who is left", "no story"],
)
def test_what_would_say_nothing_new_is_not_shown(text: str) -> None:
    assert converted(text) is None


def test_a_moment_keeps_the_word_it_brings_along() -> None:
    made = held("As a warden, I want to know who is on the way before I lock the door, so that nobody waits.")
    assert "[what goes wrong today?] before I lock the door. Customers" in made.text


def test_numbers_and_names_that_find_no_place_are_named() -> None:
    made = held(
        "As a warden of the Rotstock hut, I want to know who is on the way, because in July 31 walkers of Bern slept"
        " on the floor."
    )
    for fact in ("31", "July", "Bern"):
        assert fact in made.left_out
    assert "Rotstock" in made.text
