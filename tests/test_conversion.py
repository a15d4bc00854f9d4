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
    ("text", "who", "left_out"),
    [
        (
            "As a warden, I want an AI booking app so that I can plan the beds.",
            "a warden has",
            "an AI booking app so that I can plan the beds",
        ),
        (
            "How might we build a booking app for wardens?",
            "[who, exactly?] have",
            "build a booking app for wardens",
        ),
    ],
    ids=["only who is left", "nothing is left"],
)
def test_a_story_that_names_a_solution_alone_gets_the_gaps_to_fill(
    text: str, who: str, left_out: str
) -> None:
    made = held(text)
    assert made.text == (
        f"Today, {who} to [what goes wrong today?] when [in which moment?]. Customers need a way to [do what?]."
    )
    assert made.left_out == left_out


def test_what_has_the_form_already_is_not_put_into_it() -> None:
    assert (
        converted(
            "Today, wardens have to turn walkers away when the hut is full. Customers need a way to plan the beds."
        )
        is None
    )


@pytest.mark.parametrize(
    ("text", "converted_to"),
    [
        (
            "When I hand over a ward at dawn, I want to see which drips are about to end, so I can warn the next nurse.",
            (
                "Today, [who, exactly?] have to [what goes wrong today?] when they hand over a ward at dawn."
                " Customers need a way to see which drips are about to end."
            ),
        ),
        (
            "When I'm on call and my phone rings at night, I want to know who is calling me, so I can decide whether to get up.",
            (
                "Today, [who, exactly?] have to [what goes wrong today?] when they are on call and their phone rings at"
                " night. Customers need a way to know who is calling them."
            ),
        ),
        (
            "How might we let parents know that the school bus is late?",
            (
                "Today, parents have to [what goes wrong today?] when [in which moment?]. Customers need a way to know that"
                " the school bus is late."
            ),
        ),
    ],
    ids=["job story", "short forms", "the opening words say nothing"],
)
def test_what_a_story_tells_of_me_is_told_of_them(text: str, converted_to: str) -> None:
    made = held(text)
    assert made.text == converted_to
    assert "".join(part.text for part in made.provenance) == made.text
    assert all(part.text.strip() in text for part in made.provenance if part.origin == "draft")


def test_a_moment_keeps_the_word_it_brings_along() -> None:
    made = held("As a warden, I want to know who is on the way before I lock the door, so that nobody waits.")
    assert "[what goes wrong today?] before they lock the door. Customers" in made.text


def test_numbers_and_names_that_find_no_place_are_named() -> None:
    made = held(
        "As a warden of the Rotstock hut, I want to know who is on the way, because in July 31 walkers of Bern slept"
        " on the floor."
    )
    for fact in ("31", "July", "Bern"):
        assert fact in made.left_out
    assert "Rotstock" in made.text


@pytest.mark.parametrize(
    "text",
    [
        "**As a** warden **I want** to see who is on the way **so that** nobody is sent down",
        "HUT-14: As a warden, I want to see who is on the way, so that nobody is sent down.",
    ],
)
def test_signs_of_emphasis_and_a_key_are_the_storys_own(text: str) -> None:
    made = held(text)
    assert made.text == (
        "Today, a warden has to [what goes wrong today?] when [in which moment?]."
        " Customers need a way to see who is on the way."
    )
    assert made.left_out == "nobody is sent down"
