"""Which statements of a small backlog tell one problem: what a form puts into each of them makes none alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wbcoach.coach import Coach
from wbcoach.settings import Settings
from wbcoach.survey.grouping import copies_of, grouped
from wbcoach.survey.nearness import vectors_of
from wbcoach.survey.told import of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wbcoach.library import Embedder

# Synthetic. Each is another problem, told in one of the usual forms.
UNLIKE = (
    "How might we help patients to remember their appointment?",
    "How might we help clerks to handle calls in the morning?",
    "How might we help planners to trust the forecast?",
    "Today, patients have to call the clinic to move an appointment. Customers need a way to move an appointment.",
    "Today, patients have to call the clinic to get a result. Customers need a way to get a result.",
    "Today, buyers have to compare prices by hand each week. Customers need a way to see prices side by side.",
    "Today, buyers have to compare delivery times by hand each week. Customers need a way to see who delivers late.",
    "As a shift lead, I want to see who is on the floor so that I can assign work.",
    "As a shift lead, I want to see which trucks are late so that I can assign docks.",
    "As a doctor, I want to see why a patient comes so that I can prepare.",
)
ALIKE = (
    "Today, drivers have to wait at the gate when no dock is free. Customers need a way to know when a dock is free.",
    "Today, loaders have to wait for the drivers when no dock is free. Customers need a way to know when a dock will be free.",
)


def groups(texts: Sequence[str], embedder: Embedder | None) -> list[tuple[list[int], str]]:
    coach = Coach(Settings(embedder="none"), None)
    told = [of(row, str(row), coach.critique(text)) for row, text in enumerate(texts)]
    copies = copies_of(told)
    assert not copies
    vectors = vectors_of([one.matter for one in told], [one.own for one in told], embedder)
    found = grouped(told, copies, vectors, frozenset(), by_vectors=embedder is not None)
    return [([member.row for member in group.members], group.kind) for group in found]


@pytest.mark.parametrize("count", [2, 3, 5, 7, 10])
def test_words_of_the_form_alone_group_nothing(count: int) -> None:
    assert groups(UNLIKE[:count], None) == []


def test_shared_words_of_their_own_still_group() -> None:
    assert groups((*UNLIKE, *ALIKE), None) == [([10, 11], "other_customer")]


def test_meanings_group_the_same_two(embedder: Embedder) -> None:
    assert groups((*UNLIKE, *ALIKE), embedder) == [([10, 11], "other_customer")]
