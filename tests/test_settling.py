"""What would settle a statement: sample sizes by their formulas, and questions in its own words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wbcoach.coach import Coach
from wbcoach.coach.settling import (
    settling_questions,
    settling_sample,
    to_estimate,
    to_meet,
    to_rule_out,
)
from wbcoach.render import markdown, text
from wbcoach.settings import Settings
from wbcoach.statement import Statement

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = "Today, puppeteers have to re-string the goat when the moon is painted. Customers need a way to bow."
COUNTED = PLAIN.replace("puppeteers", "62% of puppeteers")
MOST = PLAIN.replace("puppeteers", "most puppeteers")


def test_the_sizes_are_those_of_the_sources() -> None:
    assert to_meet(0.31, 0.84) == 5, "Nielsen and Landauer: five meet 84% of what each shows with 31%"
    assert to_rule_out(0.1) == 30
    assert to_rule_out(0.05) == 60
    assert to_estimate(0.1) == 93
    assert to_estimate(0.05) == 381


@given(st.floats(0.02, 0.9), st.floats(0.5, 0.99))
def test_as_many_as_said_meet_it_and_one_less_does_not(share: float, chance: float) -> None:
    n = to_meet(share, chance)
    assert 1 - (1 - share) ** n >= chance - 1e-6
    assert n == 1 or 1 - (1 - share) ** (n - 1) < chance + 1e-6


@given(st.floats(0.02, 0.45))
def test_the_widest_interval_is_as_narrow_as_said(half: float) -> None:
    z = 1.959964

    def width(n: int) -> float:
        return z * math.sqrt(0.25 / n + z * z / (4 * n * n)) / (1 + z * z / n)

    n = to_estimate(half)
    assert width(n) <= half + 1e-9
    assert n == 1 or width(n - 1) > half - 1e-9


@pytest.mark.parametrize("draft", [COUNTED, MOST])
def test_who_tells_how_many_needs_a_share(draft: str) -> None:
    assert "93 people" in settling_sample(Statement.parse(draft))


def test_who_tells_that_it_happens_needs_a_few_talks() -> None:
    told = settling_sample(Statement.parse(PLAIN))
    assert "5 talks" in told
    assert "one in 3" in told
    assert "none of 30" in told


def test_the_questions_are_asked_in_the_statements_own_words_where_it_has_them() -> None:
    asked = settling_questions(Statement.parse(PLAIN))
    for words, question in zip(
        ("puppeteers", "re-string the goat", "the moon is painted"), asked, strict=True
    ):
        assert f"“{words}”" in question
    for draft in (PLAIN, "The goat is heavy and the moon is red.", "Who has to? Today, who?"):
        questions = settling_questions(Statement.parse(draft))
        assert len(set(questions)) == 3
        assert all(question.count("?") == 1 and question.endswith("?") for question in questions)


def test_a_critique_with_too_little_feedback_names_all_of_it_on_every_page(sample_index: Path) -> None:
    with Coach.from_settings(Settings(store=str(sample_index), embedder="none")) as coach:
        made = coach.critique(PLAIN)
    assert made.abstained is not None
    for page in (text.render(made, width=400).plain, markdown.render(made)):
        plain = page.replace("\\", "")
        for words in (made.abstained.why, *made.abstained.questions, made.abstained.sample):
            assert words in plain
