"""Linked feedback about something else is no data, where MiniLM can tell; by words alone it is let stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from eval.score import pinned
from wbcoach.coach import Coach
from wbcoach.heads import open_heads

if TYPE_CHECKING:
    from wbcoach.library.pieces import PieceReader

DRAFT = (
    "Today, night porters have to walk to the far wing and back when a bed pan washer stops in mid-cycle. "
    "Customers need a way to know what a machine did before they set out."
)
ELSEWHERE = "The coffee in the lobby has been cold since Easter."
OWN = "Twice a shift I run across and find it had only wanted its door pushed."


@pytest.fixture(scope="module")
def coach(piece_reader: PieceReader) -> Coach:
    return Coach(pinned(), heads=open_heads(piece_reader))


def test_feedback_on_something_else_leaves_a_draft_without_data_and_is_named(coach: Coach) -> None:
    critique = coach.critique(DRAFT, [{"id": "X-1", "text": ELSEWHERE}])
    assert "D01" in [finding.code for finding in critique.findings]
    assert [(one.what, "something else" in one.reason) for one in critique.dropped] == [("linked X-1", True)]
    assert not critique.evidence


def test_feedback_in_other_words_counts_and_so_does_what_stands_beside_it(coach: Coach) -> None:
    for given in ([OWN], [OWN, ELSEWHERE]):
        critique = coach.critique(DRAFT, given)
        assert "D01" not in [finding.code for finding in critique.findings]
        assert len([one for one in critique.evidence if one.linked]) == len(given)


def test_what_an_author_told_when_asked_counts_whatever_its_words(coach: Coach) -> None:
    told = {"id": "YOU-1", "text": "I saw that last Easter.", "source": "author_account"}
    assert not coach.critique(DRAFT, [told]).dropped


def test_words_alone_let_it_stand() -> None:
    assert not Coach(pinned()).critique(DRAFT, [ELSEWHERE]).dropped


def test_nobody_says_that_nothing_was_found_above_what_was_found(coach: Coach) -> None:
    linked = [
        {"id": "K-1", "text": "A porter called in sick at 7 and I phoned six people before I found cover."}
    ]
    told = coach.critique(
        "When a porter calls in sick, I want to see who is free, so I can keep my promise.", linked
    )
    assert "D01" not in [finding.code for finding in (*told.findings, *told.tentative)]
