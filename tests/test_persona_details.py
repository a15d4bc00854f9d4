"""What a line of a persona says of where, with what, why, how often and how gladly, against an item on the same act."""

from __future__ import annotations

import pytest

from wbcoach.define.denials import denies_of, opposes
from wbcoach.define.details import undetailed
from wbcoach.define.extent import reaches_otherwise
from wbcoach.define.inventions import inventions
from wbcoach.evidence import Item
from wbcoach.numerals import told_by
from wbcoach.vocabulary.relations import wider
from wbcoach.vocabulary.reversals import roots
from wbcoach.vocabulary.whereabouts import shows


def item(text: str) -> Item:
    return Item("I-1", text, "interview")


@pytest.mark.parametrize(
    ("line", "text", "missing"),
    [
        ("Sorts the seed trays in the greenhouse", "I sort the seed trays in the greenhouse.", ""),
        ("Sorts the seed trays in the polytunnel", "I sort the seed trays in the greenhouse.", ""),
        ("Sorts the seed trays in the car park", "I sort the seed trays at the gate.", "in the car park"),
        ("Sorts the seed trays in the sacristy", "I sort the seed trays at the gate.", "in the sacristy"),
        ("Sorts the seed trays in the end", "I sort the seed trays at the gate.", ""),
        ("Sorts the seed trays, never in the greenhouse", "I sort the seed trays at the gate.", ""),
        ("Notes the sowing dates in a notebook", "I note the sowing dates in a spreadsheet.", "in a notebook"),
        ("Notes the sowing dates on paper", "I note the sowing dates on the back of a seed packet and a letter.", ""),
        ("Sorts the trays because the labels fade", "I sort the trays, the labels fade.", ""),
        ("Sorts the trays because the boss insists", "I sort the trays, the labels fade.", "because the boss insists"),
        ("Sorts the trays to save floor space", "I sort the trays, the labels fade.", "to save floor space"),
    ],
)  # fmt: skip
def test_where_with_what_and_why_have_to_be_shown_by_the_item_itself(
    line: str, text: str, missing: str
) -> None:
    kept, told = undetailed(line, [item(text)])
    assert (bool(kept), told) == (not missing, missing)


def test_each_of_two_acts_may_be_shown_by_another_item() -> None:
    both = [
        item("I sort the trays in the greenhouse."),
        Item("I-2", "I sweep the yard with a broom.", "diary"),
    ]
    assert undetailed("Sorts the trays in the greenhouse and sweeps the yard", both)[0] == both


@pytest.mark.parametrize(
    ("line", "text", "other"),
    [
        ("Weighs every sack at the gate", "I only weigh the sacks that look light.", True),
        ("Only weighs the sacks that look light", "I weigh every sack at the gate.", True),
        ("Weighs every sack at the gate", "If it looks light I weigh the sack.", True),
        ("Weighs every sack if it looks light", "If it looks light I weigh the sack.", False),
        ("Weighs the sacks at the gate", "I weigh every sack at the gate.", False),
        ("Usually weighs the sacks", "I rarely weigh the sacks.", True),
        ("Weighs the sacks twice", "I weigh the sacks three times.", True),
        ("Weighs the sacks every week", "I weigh the sacks weekly.", False),
        ("Weighs the sacks every week", "I weigh the sacks every day.", True),
        ("Weighs the sacks on Mondays", "I weigh the sacks every Friday.", True),
        ("Enjoys weighing", "I hate weighing.", True),
        ("Hates weighing", "I hate weighing.", False),
        ("Enjoys weighing", "I hate sweeping.", False),
    ],
)
def test_how_far_how_often_and_how_gladly_may_be_the_contrary(line: str, text: str, *, other: bool) -> None:
    assert reaches_otherwise(line, item(text)) is other


@pytest.mark.parametrize(
    ("told", "text", "shown"),
    [
        ("relative", "I do it for my dad.", True),
        ("relative", "I do it for my neighbour.", False),
        ("colleague", "I ask another driver.", True),
        ("colleague", "I do it for my dad.", False),
        ("plumbers", "I ask another driver.", False),
    ],
)
def test_a_wider_word_for_people_is_no_group_that_nobody_named(told: str, text: str, *, shown: bool) -> None:
    assert wider(told, [text]) is shown


@pytest.mark.parametrize(
    ("told", "text", "shown"),
    [("hundreds", "three hundred miles", True), ("hundreds", "nine miles", False), ("sixty", "60 to 80", True),
     ("sixty", "16 to 80", False)],
)  # fmt: skip
def test_a_number_is_told_in_digits_in_words_or_roughly(told: str, text: str, *, shown: bool) -> None:
    assert told_by(told, [text]) is shown


@pytest.mark.parametrize(
    ("line", "made_up"),
    [
        ("Grew up on a farm", True),
        ("Is in her late thirties", True),
        ("Rents a flat in the suburbs", True),
        ("Is 35 and keen", True),
        ("Is 35 minutes from the hut", False),
        ("Wants the figures as a podcast", False),
        ("Grew seedlings up to a foot", False),
    ],
)
def test_where_somebody_comes_from_is_made_up_and_what_they_ask_for_is_not(
    line: str, *, made_up: bool
) -> None:
    assert bool(inventions(line)) is made_up


def test_a_feeling_that_an_item_tells_is_no_invention() -> None:
    line = "Rings clients who are late and hates ringing"
    assert inventions(line)
    assert not inventions(line, "", [item("So I ring, and I hate ringing.")])


def test_a_light_verb_alone_is_no_act_that_two_share() -> None:
    told = item("The gate opens every time, I never have to take the card out.")
    assert not opposes("Has to take the glove off at the gate", told)
    assert opposes("Has to take the card out at the gate", told)


def test_the_clause_that_tells_the_act_says_whether_it_is_denied() -> None:
    told = "I can't tell which team it was, so I send a message to all."
    assert not denies_of(told, roots(()) | {"send", "messag"})
    assert denies_of(told, frozenset({"team", "tell"}))


def test_places_and_tools_are_shown_by_their_kind_and_not_by_one_another() -> None:
    assert shows("vehicle", ["van"])
    assert not shows("car", ["vehicle"])
    assert not shows("tablet", ["phone"])
