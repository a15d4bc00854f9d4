"""The four checks that refuse a suggestion, computed percentages, quotations in a text; and a suggestion refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from depths import FEEDBACK, LEAKY, SOUND, proposal, proposing, stepped
from model_server import Server, serving

from wbcoach.evidence import Dossier, Item
from wbcoach.grammar import Span
from wbcoach.grounding import (
    Answered,
    Suggested,
    Told,
    computed_shares,
    misquoted,
    refusals,
    showing_computed,
)
from wbcoach.grounding.starred import invents_nothing, keeps_facts, no_group, no_solution
from wbcoach.pitfalls import find
from wbcoach.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

ITEM = Item("N-1", FEEDBACK[0]["text"], "interview")
NEED = "a dashboard of free beds"
MENDED = LEAKY.replace(NEED, "a way to know which bed is free")


def suggested(text: str, *, question: bool = False) -> Suggested:
    start = LEAKY.index(NEED)
    answered = Answered("S01", "blocker", Span(start, start + len(NEED)))
    return Suggested(Statement.parse(LEAKY), (ITEM,), text, "question" if question else "rewrite", answered)


def refused(text: str) -> list[str]:
    one = suggested(text)
    return refusals(one, find(one.filled, Dossier())[0])


def test_other_words_that_keep_and_add_nothing_pass_all_four() -> None:
    assert refused(MENDED) == []
    assert refused(MENDED.replace("three wards", "three wards [how often?]")) == []
    assert refused(MENDED.replace("ready.", "ready; 11 of 30 calls are in vain [N-1].")) == []


@pytest.mark.parametrize(
    ("text", "check", "why"),
    [
        (MENDED.replace("three ", ""), keeps_facts, "three"),
        (MENDED.replace("ward nurses", "people"), keeps_facts, "nurses"),
        (MENDED.replace("three", "five"), invents_nothing, "five"),
        (MENDED.replace("nurses", "surgeons"), invents_nothing, "surgeons"),
        (MENDED.replace("ready", "ready, which leads to deaths"), invents_nothing, "deaths"),
        (MENDED.replace("wards when", "wards at Oakfield when"), invents_nothing, "Oakfield"),
        (MENDED.replace("ward nurses", "young ward nurses"), no_group, "young"),
    ],
)
def test_each_check_refuses_what_it_is_for_and_says_what(
    text: str, check: Callable[[Suggested], Told], why: str
) -> None:
    told = check(suggested(text))
    assert not told.holds
    assert why in told.why
    assert told.why in refused(text)


def test_a_solution_in_the_need_is_seen_by_the_critic_and_refused() -> None:
    one = suggested(LEAKY.replace(NEED, "a mobile app"))
    told = no_solution(one, find(one.filled, Dossier())[0])
    assert (told.holds, told.why) == (False, "a solution: “a mobile app”")


def test_a_question_takes_nothing_away_and_may_ask_for_a_cause() -> None:
    one = suggested("What makes them ring because the bed is gone?", question=True)
    assert refusals(one, ()) == []
    assert refusals(suggested("Do 40% of them ring?", question=True), ()) == ["has no source: 40%"]


# Percentages that two cited numbers give.

SOURCE = "11 of 30 calls are in vain"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("37% of calls are in vain", "37% (computed: 11 of 30) of calls are in vain"),
        ("In vain: 36.7 percent.", "In vain: 36.7 percent (computed: 11 of 30)."),
        ("37% (11 of 30) are in vain", "37% (11 of 30) are in vain"),
        ("40% of calls are in vain", "40% of calls are in vain"),
        ("11 of 30 calls", "11 of 30 calls"),
    ],
)
def test_a_percentage_that_a_source_gives_only_as_a_share_is_shown_as_computed(text: str, shown: str) -> None:
    assert showing_computed(text, ["It rains.", SOURCE]) == shown


def test_what_a_source_writes_as_a_percentage_is_not_called_computed() -> None:
    assert computed_shares("37% are in vain", [SOURCE, "37% are in vain"]) == []


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        ("They say “we ring three wards”.", 0),
        ('One said "we ring five wards".', 1),
        ("They told us that nobody answers at night.", 1),
        ("Nothing is quoted here.", 0),
        ("They don't know a caller's ward, or the nurses' list.", 0),
        ("It's 'we ring five wards', isn't it.", 1),
        ("They say ‘for every bed’ and it’s so.", 0),
    ],
)
def test_quotations_are_found_whatever_sets_them_off(text: str, strange: int) -> None:
    assert len(misquoted(text, [FEEDBACK[0]["text"]])) == strange


def test_in_a_statement_only_marks_set_a_quotation_off() -> None:
    told = "Today, clerks have to say the name twice when “nobody” answers."
    assert misquoted(told, ["nobody answers"], reported=False) == []
    assert len(misquoted(told, ["they ring"], reported=False)) == 1
    bare = told.replace(" when “nobody” answers", "")
    assert misquoted(bare, ["nobody answers"], reported=False) == []
    assert len(misquoted(bare, ["nobody answers"])) == 1


# In a critique.


@pytest.fixture
def server() -> Generator[Server]:
    with serving() as running:
        yield running


@pytest.mark.parametrize(
    ("suggestion", "reason"),
    [
        ("a mobile app for free beds", "a solution: “a mobile app for free beds”"),
        ("a way to plan rotas, parking, lunch, uniforms, parades and holidays", "new words: "),
    ],
)
def test_a_suggestion_that_fails_is_dropped_with_its_reason_and_the_question_stands_alone(
    server: Server, suggestion: str, reason: str
) -> None:
    mine = proposal("S01", NEED, suggestion=suggestion, why="It names a product.")
    result = stepped(server, proposing(mine), text=LEAKY)[-1].critique
    [finding] = [one for one in result.findings if one.code == "S01"]
    assert (finding.suggestion, finding.found_by) == (None, ("rule", "llm"))
    assert finding.question
    [lost] = result.dropped
    assert lost.what == f"S01 suggestion “{suggestion}”"
    assert lost.reason.startswith(reason)


def test_a_suggestion_for_other_words_is_not_blamed_for_a_solution_that_was_there(server: Server) -> None:
    mine = proposal("S02", "ring three wards", suggestion="ring all three wards one by one", why="")
    result = stepped(server, proposing(mine), text=LEAKY)[-1].critique
    [finding] = [one for one in result.findings if one.code == "S02"]
    assert finding.suggestion == "ring all three wards one by one"


def test_a_computed_percentage_is_shown_as_such(server: Server) -> None:
    mine = proposal("S02", "ring three wards", evidence=["N-1"], why="37% of calls are in vain.")
    result = stepped(server, proposing(mine), text=SOUND)[-1].critique
    assert result.findings[0].message == "37% (computed: 11 of 30) of calls are in vain."
    assert result.dropped == ()


def test_it_says_so_quotes_nobody() -> None:
    assert misquoted("The draft says so; feedback says this.", ["they ring"]) == []
    assert len(misquoted("The draft says so many calls fail.", ["they ring"])) == 1
