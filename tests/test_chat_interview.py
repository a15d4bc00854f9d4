"""Dialogues as authors type them: what an answer puts into the draft, what counts as evidence, what is asked again."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from eval.scorers.asking import asks
from wbcoach.coach import Coach
from wbcoach.conversation.hearing import hear
from wbcoach.conversation.interviewer import Interviewer
from wbcoach.conversation.parts import parts
from wbcoach.conversation.questions import FOLLOW_UP
from wbcoach.conversation.talk import Talk
from wbcoach.conversation.witness import witness
from wbcoach.grounding import unsupported_groups, unsupported_numbers
from wbcoach.settings import Settings
from wbcoach.statement import Statement
from wbcoach.vocabulary.persons import is_one, plain_verb, third_person

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from program import Done

    from wbcoach.critique import SlotName

DAY = dt.date(2026, 11, 1)
TERSE = [
    "Waiters can't split bills.", "yes", "they do sums on paper", "when a big table pays", "waiters in busy restaurants",
    "saw it twice friday", "get each guest to pay own share",
]  # fmt: skip
RAMBLING = [
    "hi, so I have this idea about the library",
    "Well, so I was in the branch on Tuesday and I think what happened is that the librarian had to walk over to the shelf and check by hand if the book was there, and then she came back and said sorry, and honestly it took ages and the guy was annoyed.",
    "Oh, it's the librarians at the small branches, you know, the ones who work the desk on their own, and I suppose also some volunteers.",
    "It usually happens when a reader asks for a book that the catalogue says is in, I mean, more or less.",
    "I think what we really want is that they could tell a reader right away whether the book is on the shelf, so nobody has to walk.",
    "Yes I think so.",
]
OWN = [
    "Landlords struggle when tenants pay late.", "I talked to some landlords.",
    "So well, I have to go through the bank account each morning and I look for each name, it is a pain.",
    "private landlords with 2 to 5 flats", "I need to know who has paid without looking",
]  # fmt: skip
MIND = [
    "Today, couriers have to phone the customer when the address is wrong. Customers need a way to get better addresses.",
    "no", "The customer is wrong, it's dispatchers not couriers.", "Actually wait, it is couriers after all.",
    "find the right door without phoning anyone", "Last week I rode along for two days, 9 of 52 stops had a phone call.",
]  # fmt: skip
HURT = [
    "Today, older people have to struggle with our ticket machine because they are not good with technology. Customers need a simpler machine.",
    "That's insulting, I worked on this for months.",
    "Fine. I stood at the machine in October and saw 5 of 20 people give up at the card step.",
    "They had to ask the guard to pay for them.", "People who pay with cash, mostly.", "when the machine asks for a card",
    "Buy a ticket with the coins they have.",
]  # fmt: skip
ALL_AT_ONCE = [
    "I run a bakery tool",
    "Bakers who run a shop alone have to guess how much dough to make when a holiday is coming, and they need to know how many loaves will sell. I watched two of them throw away 30 loaves after Easter.",
]


def talker() -> Interviewer:
    return Interviewer(Coach(Settings(as_of=DAY, embedder="none")))


def told(lines: list[str]) -> Iterator[Talk]:
    """Hold a conversation; give the talk after each line."""
    one, talk = talker(), Talk()
    for line in lines:
        talk = one.reply(talk, line).talk
        yield talk


def slots(talk: Talk) -> dict[str, str]:
    statement = Statement.parse(talk.draft)
    found = {name: statement.slot(name) for name in ("customer", "problem", "situation", "need")}
    return {name: span.of(talk.draft).lower() for name, span in found.items() if span}


@pytest.mark.parametrize("lines", [TERSE, RAMBLING, OWN, MIND, HURT, ALL_AT_ONCE])
def test_each_dialogue_asks_once_a_turn_never_the_same_thrice_and_keeps_to_what_was_said(
    lines: list[str],
) -> None:
    *_, talk = told(lines)
    turns = [turn.text for turn in talk.turns if turn.role == "coach"]
    questions = [turn.text.rpartition("\n")[2] for turn in talk.turns if turn.asks]
    assert all(asks(text) <= 1 for text in turns)
    assert max(questions.count(one) for one in questions) <= 2
    assert unsupported_numbers(talk.draft, talk.author_texts) == []
    assert unsupported_groups(talk.draft, talk.author_texts) == []
    assert not {"i", "my", "we", "well", "so", "honestly"} & set(talk.draft.lower().split())


def test_short_answers_fill_the_slots_they_are_about_whatever_was_asked() -> None:
    *_, talk = told(TERSE)
    assert slots(talk)["customer"] == "waiters in busy restaurants"
    assert slots(talk)["situation"] == "a big table pays"
    assert slots(talk)["need"] == "get each guest to pay own share"
    assert "Verdict: ready" in talk.turns[-1].text
    progress = talker().reply(talk, "/progress").text
    assert "When: a big table pays" in progress
    assert "not stated" not in progress


def test_a_rambling_author_gets_a_short_sentence_in_third_person() -> None:
    *_, talk = told(RAMBLING)
    found = slots(talk)
    assert found["customer"] == "the librarians at the small branches"
    assert found["problem"].startswith("walk over to the shelf and check by hand")
    assert "a reader asks for a book" in found["situation"]
    assert found["need"] == "tell a reader right away whether the book is on the shelf"
    assert "annoyed" not in talk.draft


def test_that_there_was_a_talk_closes_nothing_until_it_says_what_was_said() -> None:
    first, claimed, answered, *_ = told(OWN)
    assert "D01" in first.turns[-1].holds
    assert "D01" in claimed.turns[-1].holds
    assert claimed.accounts == ()
    assert claimed.turns[-1].text.endswith(FOLLOW_UP)
    assert "D01" not in answered.turns[-1].holds
    assert slots(answered)["problem"] == "go through the bank account each morning and look for each name"


def test_an_author_who_tells_of_their_own_day_is_told_that_the_draft_says_they() -> None:
    *_, talk = told(
        ["Landlords struggle when tenants pay late.", "I look through my bank account each morning."]
    )
    assert "look through their bank account" in talk.draft
    assert "You spoke of yourself" in talk.turns[-1].text


def test_who_changes_their_mind_finds_the_last_word_in_the_draft_and_can_go_back() -> None:
    talks = list(told(MIND))
    assert slots(talks[2])["customer"] == "dispatchers"
    assert slots(talks[3])["customer"] == "couriers"
    assert "/undo" in talks[2].turns[-1].text
    assert slots(talker().reply(talks[3], "/undo").talk)["customer"] == "dispatchers"
    assert "Verdict: ready" in talks[-1].turns[-1].text


def test_an_act_that_was_seen_takes_the_place_of_a_trait() -> None:
    *_, talk = told(HURT)
    assert "technology" not in talk.draft
    assert slots(talk)["customer"] == "people who pay with cash"
    assert slots(talk)["problem"] == "ask the guard to pay for them"
    assert "P02" not in talk.turns[-1].holds


def test_all_at_once_is_parted_into_a_draft_and_an_account() -> None:
    *_, talk = told(ALL_AT_ONCE)
    assert talk.draft.startswith("Bakers who run a shop alone")
    assert "Easter" not in talk.draft
    assert [one.text for one in talk.accounts] == ["I watched two of them throw away 30 loaves after Easter."]


def test_a_draft_of_one_sentence_is_not_asked_for_its_second() -> None:
    *_, talk = told(["Waiters can't split bills.", "I saw 4 of 9 waiters do it.", "Not really something I can put.", "It is about the bills."])  # fmt: skip
    said = " ".join(turn.text for turn in talk.turns if turn.role == "coach")
    assert "second sentence" not in said
    assert "Customers need a way to" in said


def test_a_pasted_story_becomes_a_statement_of_what_was_told_on_the_way() -> None:
    *_, talk = told([
        "As a warehouse picker, I want a mobile scanner so that I can pick faster.",
        "They walk back to the terminal after each item.", "Know where the next item is.",
    ])  # fmt: skip
    assert "know where the next item is" in talk.draft
    offered = talk.offered or talk.drafts[-1]
    assert "walk back to the terminal" in offered.text


@pytest.mark.parametrize(
    ("answer", "asked", "found"),
    [
        ("When a client pays, they split it by hand", "problem", {"situation": "a client pays", "problem": "split it by hand"}),
        ("She calls the shop and asks for the size", "problem", {"problem": "call the shop and ask for the size"}),
        ("Market traders, at closing time.", None, {"customer": "market traders", "situation": "at closing time"}),
        ("We are field engineers who repair lifts.", "customer", {"customer": "field engineers who repair lifts"}),
        ("They must look for the man with the key.", "need", {"problem": "look for the man with the key"}),
        ("The moment: it is when the stock is empty.", None, {"situation": "the stock is empty"}),
        ("It was awful, really.", "problem", {}),
        ("I spoke with two of them.", "problem", {}),
        ("Is it when they pay?", "situation", {}),
    ],
)  # fmt: skip
def test_an_answer_is_read_for_every_slot_it_fills(
    answer: str, asked: SlotName | None, found: dict[str, str]
) -> None:
    assert parts(answer, asked) == found


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("I spoke with a nurse.", "claim"),
        ("We interviewed 12 nurses about it.", "claim"),
        ("I saw it.", "claim"),
        ("We did a survey.", "claim"),
        ("They told us in a workshop", "claim"),
        ("I asked the guard, he told me that they queue at six.", "account"),
        ("We interviewed 12 nurses and 9 said they type it twice.", "account"),
        ('She said: "I ring three times before they come."', "account"),
        ("saw it twice on friday", "account"),
        ("According to the log, it broke on 3 May.", "account"),
        ("My director told me we need the app now.", ""),
        ("Everybody knows it, I never counted.", ""),
        ("They tell each other to wait.", ""),
    ],
)
def test_only_what_was_seen_counted_or_said_is_an_account(line: str, what: str) -> None:
    assert witness(line) == what


def test_words_of_the_author_are_told_of_them() -> None:
    assert third_person("open my mail when I start") == "open their mail when they start"
    assert third_person("call the US desk") == "call the US desk"
    assert [plain_verb(word) for word in ("copied", "stopped", "goes", "chairs-like")] == [
        "copy",
        "stop",
        "go",
        "",
    ]
    assert is_one("the clerk at the desk")
    assert not is_one("the clerks at the desk")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("I have to go through the list each day", "answer"),
        ("I have to go now", "enough"),
        ("When the list has an item they do not know", "answer"),
        ("so that nobody has to walk", "answer"),
        ("We don't know that yet", "unknown"),
        ("yes is correct", "yes"),
        ("no more", "enough"),
    ],
)
def test_whose_knowing_and_going_is_told_is_heard(line: str, kind: str) -> None:
    assert hear(line, has_draft=True).kind == kind


def test_the_program_keeps_what_was_taken_over_a_pause_and_exports_it(cli: Callable[..., Done]) -> None:
    cli("chat", "--no-index", "--script", stdin="\n".join(TERSE[:4]) + "\n")
    done = cli(
        "chat",
        "--no-index",
        "--script",
        "--resume",
        stdin="\n".join([*TERSE[4:], "/progress", "/export json"]) + "\n",
    )
    assert done.code == 0
    assert "When: a big table pays" in done.out
    kept = json.loads(next(Path().glob("wbcoach-chat-*.json")).read_text("utf-8"))
    assert "when a big table pays. Customers need a way to get each guest" in json.dumps(kept)
