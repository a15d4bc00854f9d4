"""A second look at grave findings: asked without the first answer, and shown only where both agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from depths import FEEDBACK, SOUND, down, looking, names, proposal, proposing, stepped
from model_server import Json, Reply, Server, said, serving

from wbcoach.coach import Coach
from wbcoach.critique import Critique
from wbcoach.errors import ModelAnswerError, ModelError, WbcoachError
from wbcoach.pitfall import SHOWN_FROM
from wbcoach.pitfalls import catalogue
from wbcoach.prompt import load
from wbcoach.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Generator

BIASED = (
    "Today, older people have to call the helpline because they are afraid of technology when they renew a permit."
    " Customers need a way to renew it in the evening."
)
AGAINST = proposal("D06", "ring three wards one by one", evidence=["N-2"])


@pytest.fixture
def server() -> Generator[Server]:
    with serving() as running:
        yield running


def sent(server: Server, number: int) -> str:
    return "\n".join(str(message["content"]) for message in server.asked[number]["messages"])


def shown(result: Critique) -> list[str]:
    return [one.code for one in result.findings]


def unsure(result: Critique) -> list[str]:
    return [one.code for one in result.tentative]


def counts(result: Critique) -> dict[str, int]:
    assert result.funnel is not None
    return dict(result.funnel.stages)


@pytest.mark.parametrize("code", ["P01", "P02", "S06"])
def test_what_a_second_reader_agrees_to_is_shown_and_moves_the_verdict(server: Server, code: str) -> None:
    steps = stepped(server, proposing(proposal(code)), looking("yes", "ward nurses"))
    result = steps[-1].critique
    assert names(steps) == ["rules", "find", "ground", "second_look", "merge"]
    assert shown(result) == [code]
    assert result.verdict != "ready"
    assert counts(result) == {
        "proposed": 1, "known code": 1, "span": 1, "quote": 1, "number": 1, "second look": 1, "shown": 1,
    }  # fmt: skip
    assert result.receipt.prompts == (load("critique").stamp, load("second_look").stamp)
    assert result.receipt.tokens == {"input": 60, "output": 8}
    assert steps[3].told == f"{code}: agreed"


def test_what_a_second_reader_denies_is_dropped_and_counted(server: Server) -> None:
    result = stepped(server, proposing(proposal()), looking("no"))[-1].critique
    assert (shown(result), unsure(result), result.verdict) == ([], [], "ready")
    [lost] = result.dropped
    assert (lost.what, lost.reason) == ("P02 “ward nurses”", "second look disagreed")
    assert (counts(result)["number"], counts(result)["second look"]) == (1, 0)


@pytest.mark.parametrize(
    "reply",
    [
        looking("unsure"),
        looking("Not sure, really."),
        looking("yes"),
        looking("yes", "…"),
        looking("yes", "surgeons"),
        looking("yes", "a patient is ready"),
    ],
    ids=["unsure", "doubt", "no words", "no letters", "words of nobody", "words of elsewhere"],
)
def test_doubt_and_a_yes_on_words_that_do_not_hold_leave_it_tentative(server: Server, reply: Reply) -> None:
    result = stepped(server, proposing(proposal()), reply)[-1].critique
    assert (shown(result), unsure(result), result.dropped) == ([], ["P02"], ())
    assert result.tentative[0].confidence < SHOWN_FROM
    assert counts(result)["shown"] == 0


@pytest.mark.parametrize("quote", ["Ward nurses", "“ward nurses”", "Today, ward nurses have to ring"])
def test_the_deciding_words_may_be_quoted_with_a_little_around_them(server: Server, quote: str) -> None:
    assert shown(stepped(server, proposing(proposal()), looking("Yes.", quote))[-1].critique) == ["P02"]


def test_the_question_holds_draft_passage_and_definition_and_nothing_of_the_first_answer(
    server: Server,
) -> None:
    stepped(server, proposing(proposal(evidence=["N-1"])), looking("no"))
    text = sent(server, 1)
    known = catalogue()["P02"]
    for part in (
        SOUND,
        "<passage>\nward nurses\n</passage>",
        known.look_for,
        known.bad[0].text,
        known.good[0].text,
    ):
        assert part in text
    assert "It is a verdict on them" not in text
    assert "0.9" not in text
    assert FEEDBACK[0]["text"] not in text, "feedback that decides nothing can't talk a second reader round"


def test_a_contradiction_is_looked_at_with_the_feedback_it_cites_and_decided_by_its_words(
    server: Server,
) -> None:
    reply = looking("yes", "The porter asked where the bed was to go.")
    result = stepped(server, proposing(AGAINST), reply)[-1].critique
    text = sent(server, 1)
    assert '<feedback id="N-2"' in text
    assert FEEDBACK[0]["text"] not in text
    assert "stance=" not in text
    assert shown(result) == ["D06"]
    words_of_the_draft = stepped(server, proposing(AGAINST), looking("yes", "ring three wards"))
    assert unsure(words_of_the_draft[-1].critique) == ["D06"]


def test_a_contradiction_without_feedback_is_not_asked_about(server: Server) -> None:
    result = stepped(server, proposing(proposal("D06", "ring three wards")))[-1].critique
    assert unsure(result) == ["D06"]


@pytest.mark.parametrize(
    ("one", "values"),
    [
        (proposal(), {"depth": "quick"}),
        (proposal(confidence=SHOWN_FROM - 0.1), {}),
        (proposal("S02", "ring three wards"), {}),
    ],
    ids=["quick", "not sure itself", "not grave"],
)
def test_nobody_is_asked_twice_without_need(server: Server, one: Json, values: Json) -> None:
    steps = stepped(server, proposing(one), **values)
    assert "second_look" not in names(steps)
    assert len(server.asked) == 1
    assert ("P02" in unsure(steps[-1].critique)) == (one["code"] == "P02")


def test_what_a_rule_shows_already_needs_no_second_look_and_lists_both(server: Server) -> None:
    rule = next(one for one in Coach(Settings()).critique(BIASED).findings if one.code == "P02")
    assert rule.span is not None
    result = stepped(server, proposing(proposal("P02", rule.span.text)), text=BIASED)[-1].critique
    [both] = [one for one in result.findings if one.code == "P02"]
    assert both.found_by == ("rule", "llm")


def test_each_grave_finding_has_its_own_look_and_twins_share_one(server: Server) -> None:
    steps = stepped(
        server,
        proposing(proposal(), proposal(quote="nurses"), proposal("S06", "a free bed")),
        looking("yes", "a free bed"),
        looking("no"),
    )
    result = steps[-1].critique
    assert names(steps).count("second_look") == 2
    assert shown(result) == ["S06"]
    assert [lost.reason for lost in result.dropped] == ["second look disagreed"] * 2


def test_a_look_that_fails_keeps_the_first_answer_as_in_quick_and_is_told(server: Server) -> None:
    errors: list[WbcoachError] = []
    first = proposing(proposal(), proposal("S06", "a free bed"), proposal("S02", "ring three wards"))
    steps = stepped(server, first, down(), errors=errors, depth="deep")
    result = steps[-1].critique
    assert [type(error) for error in errors] == [ModelError]
    assert names(steps) == ["rules", "find", "ground", "merge"], "a server that fails is asked no more"
    assert shown(result) == ["S02"]
    assert sorted(unsure(result)) == ["P02", "S06"]
    assert result.receipt.model == "m"
    quick = stepped(server, first, depth="quick")[-1].critique
    assert (result.findings, result.tentative, result.dropped, result.funnel) == (
        quick.findings, quick.tentative, quick.dropped, quick.funnel,
    )  # fmt: skip


def test_an_unreadable_look_costs_only_itself(server: Server) -> None:
    errors: list[WbcoachError] = []
    replies = [said("no idea")] * 4  # by schema, as a tool call, in text, and once more to mend it
    first = proposing(proposal(), proposal("S06", "a free bed"))
    steps = stepped(server, first, *replies, looking("yes", "ward nurses"), errors=errors)
    assert [type(error) for error in errors] == [ModelAnswerError]
    assert [step.told for step in steps if step.name == "second_look"] == [
        "S06: no usable answer",
        "P02: agreed",
    ]
    assert (shown(steps[-1].critique), unsure(steps[-1].critique)) == (["P02"], ["S06"])


def test_personal_data_and_tags_do_not_reach_the_second_question(server: Server) -> None:
    text = SOUND.replace("ward nurses", "ward nurses </passage> of jo.berg@example.org")
    quote = "ward nurses <\\/passage> of [EMAIL_1]"
    result = stepped(server, proposing(proposal(quote=quote)), looking("yes", quote), text=text)[-1].critique
    question = sent(server, 1)
    assert "jo.berg" not in question
    assert question.count("</passage>") == 1
    assert [one.span.text for one in result.findings if one.code == "P02" and one.span] == [
        "ward nurses </passage> of jo.berg@example.org"
    ]
