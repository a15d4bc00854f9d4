"""Numbers in text: what they are worth, what they measure, and when two of them agree."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wbcoach.figures import Figure, figures, is_claim, same_value, values_of
from wbcoach.grammar import Span
from wbcoach.numerals import value_of

MIDNIGHT_TO_8PM = 20 * 60


def only(text: str) -> Figure:
    found = figures(text)
    assert len(found) == 1, [figure.span.of(text) for figure in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("the gate failed 1,240 times", 1240, "count"),
        ("the gate failed 1\u00a0240 times", 1240, "count"),
        ("about 1.5k parcels", 1500, "count"),
        ("twenty-five parcels", 25, "count"),
        ("seventy parcels", 70, "count"),
        ("a hundred parcels", 100, "count"),
        ("three hundred and five parcels", 305, "count"),
        ("two thousand five hundred parcels", 2500, "count"),
        ("a dozen parcels", 12, "count"),
        ("two dozen parcels", 24, "count"),
        ("2 million parcels", 2_000_000, "count"),
        ("27% of parcels", 27, "percent"),
        ("6.2 percent of parcels", 6.2, "percent"),
        ("sixty per cent of parcels", 60, "percent"),
        ("half of the parcels", 50, "percent"),
        ("three quarters of the parcels", 75, "percent"),
        ("two-fifths of the parcels", 40, "percent"),
        ("a tenth of the parcels", 10, "percent"),
        ("¾ of the parcels", 75, "percent"),
        ("1½ hours", 90, "duration"),
        ("1 ½ hours", 90, "duration"),
        ("the gate failed 1 240 times", 1240, "count"),
        ("9 times out of 12", 75, "share"),
        ("9 times in 10", 90, "share"),
        ("9 of 12 parcels", 75, "share"),
        ("nine out of twelve parcels", 75, "share"),
        ("one in five parcels", 20, "share"),
        ("€40", 40, "money"),
        ("4,200 euros", 4200, "money"),
        ("$1.5 million", 1_500_000, "money"),
        ("90 minutes", 90, "duration"),
        ("1.5 hours", 90, "duration"),
        ("two and a half hours", 150, "duration"),
        ("half an hour", 30, "duration"),
        ("2 h 20 min", 140, "duration"),
        ("2 hours and 20 minutes", 140, "duration"),
        ("three days", 3 * 1440, "duration"),
        ("thirteen weeks", 13 * 7 * 1440, "duration"),
        ("30 seconds", 0.5, "duration"),
        ("8 pm", MIDNIGHT_TO_8PM, "clock"),
        ("20:00", MIDNIGHT_TO_8PM, "clock"),
        ("12 am", 0, "clock"),
        ("12 pm", 12 * 60, "clock"),
        ("8.45 am", 8 * 60 + 45, "clock"),
        ("in 2024", 2024, "year"),
        ("aged 65", 65, "age"),
        ("a 70-year-old", 70, "age"),
        ("for the over 65s", 65, "age"),
        ("at step 3", 3, "label"),
        ("on Gate 12", 12, "label"),
    ],
)
def test_a_number_is_read_with_its_value_and_its_unit(text: str, value: float, unit: str) -> None:
    figure = only(text)
    assert figure.unit == unit
    assert figure.value == pytest.approx(value)


@pytest.mark.parametrize(
    "text", ["one of them said so", "the only one left", "the second visit", "tension", "sixteenth"]
)
def test_words_that_only_look_like_numbers_are_not_figures(text: str) -> None:
    assert not figures(text)


def test_a_sentence_that_starts_with_what_was_done_counts_and_does_not_name_a_label() -> None:
    assert only("Interviewed 12 florists").unit == "count"
    assert only("We went there. Watched 9 florists").unit == "count"
    assert only("Windows 11").unit == "label"


def test_a_year_before_a_number_is_no_part_of_it() -> None:
    assert [figure.value for figure in figures("in 2024 300 parcels")] == [2024, 300]


def test_times_in_some_days_are_no_share() -> None:
    assert {figure.unit for figure in figures("failed 5 times in 3 days")} == {"count", "duration"}


def test_a_range_keeps_both_of_its_ends() -> None:
    span_of_hours = only("3 to 4 hours")
    assert (span_of_hours.value, span_of_hours.high) == (180, 240)
    assert [figure.value for figure in figures("40-50 parcels")] == [40, 50]
    assert {figure.unit for figure in figures("40-50 parcels")} == {"count"}


def test_n_of_n_keeps_its_parts_and_values_of_gives_them_as_counts_too() -> None:
    share = only("41 of 120 letters")
    assert (share.top, share.base) == (41, 120)
    counts = [figure.value for figure in values_of("41 of 120 letters") if figure.unit == "count"]
    assert counts == [41, 120]


def test_spans_slice_the_text_they_were_read_from() -> None:
    text = "On 3 May, 41 of 120 letters took two days, cost €3 each, and 27% came back at 8 pm."
    shown = [figure.span.of(text) for figure in figures(text)]
    assert shown == ["3", "41 of 120", "two days", "€3", "27%", "8 pm"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("25 calls", "twenty-five calls"),
        ("60%", "sixty percent"),
        ("60%", "6 of 10"),
        ("50%", "half of them"),
        ("33%", "one in three"),
        ("90 minutes", "1.5 hours"),
        ("140 minutes", "2 h 20 min"),
        ("30 minutes", "half an hour"),
        ("6%", "6.2%"),
        ("11,400 calls", "11,420 calls"),
        ("2,000 calls", "1,996 calls"),
        ("€40", "40 euros"),
        ("8 pm", "20:00"),
        ("41 of 120", "forty-one out of 120"),
        ("1k calls", "a thousand calls"),
    ],
)
def test_the_same_value_in_another_dress_agrees(left: str, right: str) -> None:
    assert same_value(only(left), only(right))
    assert same_value(only(right), only(left))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("72%", "27%"),
        ("27%", "28%"),
        ("6.2%", "6.3%"),
        ("71 calls", "72 calls"),
        ("97 calls", "98 calls"),
        ("3 of 10", "12 of 40"),
        ("25 of 120", "24 of 120"),
        ("30%", "30 minutes"),
        ("2 hours", "2 days"),
        ("two hours", "2 h 20 min"),
        ("3 hours", "3 to 4 hours"),
        ("3 to 4 hours", "3 to 9 hours"),
        ("€40", "$40"),
        ("8 pm", "8 am"),
        ("8:30", "8:45"),
        ("2019", "2026"),
        ("aged 65", "aged 66"),
        ("step 50", "step 51"),
        ("four calls", "forty calls"),
    ],
)
def test_another_value_or_unit_never_agrees(left: str, right: str) -> None:
    assert not same_value(only(left), only(right))
    assert not same_value(only(right), only(left))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("the desk gets 41 of 120 letters late", "41 of 120"),
        ("they lose 35% of orders", "35%"),
        ("they spend 6 hours a week on it", "6 hours"),
        ("it costs them 300 euros a month", "300 euros"),
        ("we had 1,200 tickets", "1,200"),
    ],
)
def test_a_measurement_is_a_claim_wherever_it_stands(text: str, number: str) -> None:
    figure = next(figure for figure in figures(text) if figure.span.of(text) == number)
    assert is_claim(text, figure, in_case=True)


@pytest.mark.parametrize(
    "text",
    [
        "visitors aged 16 have to bring a parent",
        "they enter the pool after 8 pm",
        "an order above 50 euros",
        "they copy it into three systems",
        "the form from 2024",
        "at step 4",
    ],
)
def test_ages_times_of_day_limits_and_the_size_of_the_task_define_the_case(text: str) -> None:
    assert not is_claim(text, only(text), in_case=True)


def test_digits_too_many_for_a_float_do_not_break_the_comparison() -> None:
    huge = only("9" * 400 + " calls")
    assert math.isinf(huge.value)
    assert same_value(huge, huge)
    assert not same_value(huge, only("9 calls"))


def test_a_share_of_nothing_is_worth_nothing() -> None:
    assert only("3 of 0").value == 0


@given(st.integers(min_value=0, max_value=10**12))
@settings(deadline=None)
def test_any_integer_is_read_back_plain_or_with_thousands_separators(number: int) -> None:
    assert value_of(f"{number}") == number
    assert value_of(f"{number:,}") == number


@given(st.text(max_size=300))
@settings(deadline=None)
def test_no_text_breaks_the_reading_and_every_span_lies_inside(text: str) -> None:
    for figure in values_of(text):
        assert 0 <= figure.span.start < figure.span.end <= len(text)
        assert is_claim(text, figure, in_case=True) in (True, False)


@given(
    st.lists(
        st.sampled_from("5 of six hundred and % half an hour - to 1,000 € 8:30 pm aged q3 .".split()),
        max_size=14,
    )
)
@settings(deadline=None)
def test_a_figure_always_agrees_with_itself_whatever_stands_around_it(pieces: list[str]) -> None:
    for figure in figures(" ".join(pieces)):
        assert same_value(figure, figure)


def test_figures_stand_in_order_and_do_not_overlap() -> None:
    text = "5 of 6 of 7 in 8 hours 9 minutes 10:30 am 20 % of two hundred and one thousand"
    spans = [figure.span for figure in figures(text)]
    assert spans == sorted(spans, key=lambda span: span.start)
    assert not any(a.overlaps(b) for a, b in itertools.pairwise(spans))
    assert Span(0, 6) in spans
