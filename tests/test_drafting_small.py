"""A draft from a few items: what one person does where something goes wrong, with its id; the rest stays a gap."""

from __future__ import annotations

from wbcoach.define.drafting import GAPS, drafted, written
from wbcoach.evidence import Item


def items(*texts: str) -> list[Item]:
    return [Item(f"I-{number}", text, source="interview") for number, text in enumerate(texts, 1)]


def test_an_act_told_beside_trouble_is_drafted_in_its_own_words_with_its_id() -> None:
    told = items(
        "The bags are green.",
        "I sort forty crates by hand before the cooks arrive. It is worst when the lorry comes late.",
    )
    parts = {part.slot: part for part in drafted(told)}
    assert parts["problem"].text == "sort forty crates by hand"
    assert parts["situation"].text == "the lorry comes late"
    assert [part.said.id for part in parts.values() if part.said] == ["I-2", "I-2"]
    assert "have to sort forty crates by hand when the lorry comes late" in written(parts.values())


def test_what_somebody_says_they_have_to_do_comes_first() -> None:
    told = items("I sort the crates by hand, it is a mess.", "I have to ring the depot twice.")
    assert {part.slot: part.text for part in drafted(told)}["problem"] == "ring the depot twice"


def test_praise_questions_and_the_past_stay_gaps() -> None:
    told = items("I sort the crates in a minute.", "Do I sort them by hand?", "I lost six crates.")
    assert {part.slot: part.text for part in drafted(told)} == GAPS


def test_who_it_is_comes_from_the_segment_of_most_or_from_what_the_speaker_says() -> None:
    told = [
        Item("T-1", "I carry my washing down and all machines are taken.", "interview", segment="tenant"),
        Item("T-2", "I go down three times to look.", "survey", segment="tenant"),
        Item("T-3", "Machine three smells.", "survey", segment="caretaker"),
    ]
    who = drafted(told)[0]
    assert (who.text, who.said, who.ids) == ("tenants", None, ["T-1", "T-2"])
    alone = drafted(items("As a night nurse I copy the values onto paper after each round."))
    assert written(alone).startswith(
        "Today, night nurses have to copy the values onto paper after each round."
    )
    assert all(part.said or part.is_gap for part in alone)


def test_a_segment_that_names_no_people_and_one_of_the_few_stay_a_gap() -> None:
    for segments in (("premium plan", "premium plan"), ("tenant", "caretaker")):
        told = [
            Item(f"T-{at}", "I have to ring twice.", "survey", segment=one) for at, one in enumerate(segments)
        ]
        assert drafted(told)[0].text == GAPS["customer"]


def test_a_time_of_day_needs_no_when_and_a_question_is_no_moment() -> None:
    told = items("I drive out to the hives after each cold night to see if they live.")
    assert "have to drive out to the hives after each cold night." in written(drafted(told))
    asked = {part.slot: part.text for part in drafted(items("I need to know if a machine is free."))}
    assert asked["need"] == "know if a machine is free"
    assert asked["situation"] == GAPS["situation"]
