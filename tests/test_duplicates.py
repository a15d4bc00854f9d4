"""The same words count once; other numbers, a "not" or another word make them other words."""

from __future__ import annotations

import pytest

from wbcoach.evidence import Item
from wbcoach.library.duplicates import alike, duplicates_of, print_of

SAME = [
    ("hidden fees!!!", "Hidden fees !!!"),
    ("We just re-run it", "we just rerun it."),
    ("What does 'due' mean? Should I worry?", "what does due mean should i worry"),
    ("I can’t find the export button", "I can't find the export button"),
    ("The export button is nowhere to be found today", "The export buton is nowhere to be found today"),
    ("Please fix the export of my invoices this month", "fix the export of my invoices this month, thanks"),
]
OTHER = [
    (
        "The export failed 12 times in the last month here",
        "The export failed 13 times in the last month here",
    ),
    ("I can find the export button on the first page", "I can't find the export button on the first page"),
    ("The export to PDF fails when I press save twice", "The export to CSV fails when I press save twice"),
    ("slow login", "slow logout"),
    ("too slow", "too slow to open"),
    ("Our nurses print the list before every shift", "Our doctors print the list before every shift"),
]


@pytest.mark.parametrize(("one", "two"), SAME)
def test_typography_typos_and_fillers_do_not_make_a_difference(one: str, two: str) -> None:
    assert alike(print_of(one), print_of(two))
    assert duplicates_of([Item("a", one), Item("b", two)]) == {"b": "a"}


@pytest.mark.parametrize(("one", "two"), OTHER)
def test_another_number_negation_or_word_does(one: str, two: str) -> None:
    assert not alike(print_of(one), print_of(two))
    assert duplicates_of([Item("a", one), Item("b", two)]) == {}


def test_the_earliest_stands_for_the_rest() -> None:
    items = [
        Item("undated", "too slow"),
        Item("later", "Too slow!", date="2026-05-01"),
        Item("first", "too slow.", date="2026-01-01"),
    ]
    assert duplicates_of(items) == {"undated": "first", "later": "first"}


def test_the_same_few_words_about_two_products_are_two_comments() -> None:
    assert duplicates_of([Item("a", "slow", product="Till"), Item("b", "slow", product="Desk")]) == {}
    assert duplicates_of([Item("a", "slow", product="Till"), Item("b", "slow", product="till")]) == {"b": "a"}


def test_two_known_customers_may_choose_the_same_few_words_but_not_the_same_many() -> None:
    long = "I waited forty minutes on the line and then it cut me off"
    for text, expected in (("too slow", {}), (long, {"b": "a"})):
        items = [Item("a", text, customer="c1"), Item("b", text, customer="c2")]
        assert duplicates_of(items) == expected


def test_likeness_does_not_creep_from_neighbour_to_neighbour() -> None:
    texts = [
        "the green door of the shed sticks every single winter morning",
        "the greet door of the shed sticks every single winter morning",
        "the greet doors of the shed sticks every single winter morning",
        "the greet doors of the sheds stick every single winter mornings",
    ]
    found = duplicates_of(Item(str(number), text) for number, text in enumerate(texts))
    assert set(found.values()) == {"0"}
    assert "3" not in found


def test_signs_alone_are_compared_as_they_are() -> None:
    assert duplicates_of([Item("a", "👍"), Item("b", "👎"), Item("c", "👍")]) == {"c": "a"}


def test_a_much_used_template_is_told_apart_by_its_numbers() -> None:
    items = [
        Item(str(n), f"July 2026: {n} of 900 accounts opened the fee page at least once") for n in range(300)
    ]
    assert duplicates_of(items) == {}
