"""The second promise: no amount, group, name or cause without a source."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wbcoach.grounding import (
    unfounded,
    unsupported_causes,
    unsupported_groups,
    unsupported_names,
    unsupported_numbers,
)

DRAFT = (
    "Today, school cooks have to guess portions when a class is away on a trip, and half of the rice comes back."
    " Customers need a way to cook what will be eaten."
)
ITEMS = (
    "Kitchen diary, May 2026: 41 of 120 trays came back in two weeks. Most cooks ring the office every morning.",
    "Mrs Okafor from the PTA told us that nobody announces trips. We throw out dozens of trays, the soup twice.",
    "The head cook is on crutches. Rice comes back because a class is away, and the waste makes us sad.",
)
SOURCES = (DRAFT, *ITEMS)


class TestAmountsInWords:
    @pytest.mark.parametrize(
        ("text", "strange"),
        [
            ("Cooks lose hundreds of portions.", "hundreds"),
            ("Thousands come back.", "Thousands"),
            ("They spoil scores of trays.", "scores"),
            ("They spoil several thousand trays.", "several thousand"),
            ("They spoil a couple of trays.", "couple of"),
            ("They cook thrice.", "thrice"),
            ("It has tripled the waste.", "tripled"),
            ("The waste rose tenfold.", "tenfold"),
            ("The waste rose 4-fold.", "4-fold"),
            ("A third of the rice comes back.", "A third"),
            ("Two-thirds come back.", "Two-thirds"),
            ("They keep one-tenth.", "one-tenth"),
            ("¾ of the rice comes back.", "¾"),
            ("They wait 1½ hours.", "1½ hours"),
            ("The fourth tray comes back.", "fourth"),
            ("The 3rd tray comes back.", "3rd"),
            ("Every second tray comes back.", "Every second"),
            ("They guess weekly.", "weekly"),
            ("They guess every hour.", "every hour"),
            ("They guess 41 times a month.", "times a month"),
            ("They lose years to it.", "lose years"),
            ("It took a fortnight longer.", "fortnight"),
            ("They cook at midnight.", "midnight"),
            ("Since March it is worse.", "Since March"),
            ("It was worse last quarter.", "last quarter"),
            ("In Q3 it was worse.", "Q3"),
            ("⑫ trays come back.", "12"),
            ("１５ trays come back.", "15"),
        ],
    )
    def test_an_amount_that_no_source_tells_is_named(self, text: str, strange: str) -> None:
        assert unsupported_numbers(text, SOURCES) == [strange]

    @pytest.mark.parametrize(
        "text",
        [
            "Dozens of trays come back.",
            "They throw the soup out twice.",
            "½ of the rice comes back.",
            "One-half of the rice comes back.",
            "In May it was measured.",
            "Each morning they ring.",
            "④① of 120 trays came back.",
            "The second tray comes back.",
            "They double-check the list with a third party.",
            "Both hardships, the first half and the second half stay.",
            "How many trays come back per week?",
        ],
    )
    def test_an_amount_in_words_of_a_source_or_none_at_all_passes(self, text: str) -> None:
        assert unsupported_numbers(text, SOURCES) == []

    @pytest.mark.parametrize(
        ("text", "strange"),
        [
            ("Most teachers forget it.", "Most teachers"),
            ("The majority of pupils stay away.", "The majority of pupils"),
            ("Nearly all cooks guess.", "Nearly all cooks"),
            ("Every cook guesses.", "Every cook"),
            ("All school cooks guess.", "All school cooks"),
            ("None of the cooks is told.", "None of the cooks"),
            ("No cook is told.", "No cook"),
            ("Everybody guesses.", "Everybody"),
            ("Most of the rice comes back.", "Most of the rice"),
            ("Why do most pupils stay away?", "most pupils"),
        ],
    )
    def test_a_share_of_people_is_a_number_too(self, text: str, strange: str) -> None:
        assert unsupported_numbers(text, SOURCES) == [strange]

    @pytest.mark.parametrize(
        ("text", "source"),
        [
            ("Most cooks ring the office.", "Most of them ring the office."),
            ("Most of them ring.", "The majority: most cooks ring."),
            ("Most cooks ring.", "9 of 12 cooks ring."),
            ("All cooks ring.", "Every cook rings."),
            ("No cook rings.", "0% of cooks ring."),
            ("The most painful moment is noon.", "At noon it hurts."),
            ("Do all cooks ring?", "Cooks ring."),
            ("They ring each office and all three cooks.", "They ring three cooks and the office."),
            ("It speaks of every cook at once.", "Cooks ring."),
        ],
    )
    def test_a_share_that_a_source_bears_out_and_one_that_is_only_asked_pass(
        self, text: str, source: str
    ) -> None:
        assert unsupported_numbers(text, [source]) == []


class TestNamesAndGroups:
    @pytest.mark.parametrize(
        ("text", "strange"),
        [
            ("Today, the COO has to guess.", ["COO"]),
            ("QA has to guess.", ["QA"]),
            ("Today, Lunchly loses orders.", ["Lunchly"]),
            ("They ask Dr Ada Novak.", ["Dr Ada Novak"]),
            ("Bolivian cooks and Bolivian pupils, so to speak.", ["Bolivian"]),
            ("It was worse on Tuesdays.", ["Tuesdays"]),
            ("They told IT about it.", ["IT"]),
        ],
    )
    def test_a_name_or_initials_that_no_source_has_are_named(self, text: str, strange: list[str]) -> None:
        assert unsupported_names(text, SOURCES) == strange

    @pytest.mark.parametrize(
        "text",
        [
            "They ask Mrs Okafor or the PTA's cook.",
            "Who, if it's not the cook, has NOT been told? I wonder.",
            "It says “Customers need a way to cook”.",
            "Rice comes back. Trays come back.",
        ],
    )
    def test_names_of_the_sources_stressed_words_and_first_words_pass(self, text: str) -> None:
        assert unsupported_names(text, SOURCES) == []

    @pytest.mark.parametrize(
        ("text", "strange"),
        [
            ("People in caravans guess.", "People in caravans"),
            ("Those on benefits guess.", "Those on benefits"),
            ("Cooks without an oven guess.", "Cooks without an oven"),
            ("Customers with a nut allergy guess.", "Customers with a nut allergy"),
        ],
    )
    def test_people_told_apart_by_what_no_source_mentions_are_a_strange_group(
        self, text: str, strange: str
    ) -> None:
        assert unsupported_groups(text, SOURCES) == [strange]

    @pytest.mark.parametrize(
        "text",
        [
            "Cooks on crutches guess.",
            "Those with the same problem guess.",
            "Which people in this situation guess?",
            "It judges the cook, and this differs from what exists: it refers to no moment.",
            "No team could act on it, and your reader is left with the firm's goal.",
        ],
    )
    def test_people_of_the_sources_and_those_a_coach_speaks_to_pass(self, text: str) -> None:
        assert unsupported_groups(text, SOURCES) == []


class TestCausesInOtherWords:
    @pytest.mark.parametrize(
        "text",
        [
            "The oven is old, so that's why rice comes back.",
            "Rice comes back, which means pupils go hungry.",
            "Rice comes back, which forces cooks to quit.",
            "Rice comes back, given that the oven is old.",
            "The reason is an old oven.",
            "The reason being the oven, rice comes back.",
            "Rice comes back on account of the oven.",
            "They guess out of fear of the office.",
            "Rice comes back, resulting in hunger.",
            "Rice comes back, triggering complaints.",
            "The oven is old, hence the waste.",
            "The oven is old and the rice is therefore burnt.",
            "The oven is old; thus rice burns.",
            "The waste comes from the oven.",
            "The waste arises from the oven.",
            "The waste is down to the oven.",
            "Rice comes back thanks to the oven.",
            "They guess as they have an old oven.",
            "They guess, as the office phones are broken.",
            "An old oven explains the waste.",
            "The oven is old because a class is away.",
            "An old oven makes cooks guess.",
            "An old oven forces cooks to guess.",
            "Cooks guess, so pupils go hungry.",
            "The draft is vague because the oven is old.",
            "This hides the moment, which means that pupils go hungry.",
        ],
    )
    def test_a_cause_that_no_source_gives_is_seen_in_any_wording(self, text: str) -> None:
        assert len(unsupported_causes(text, SOURCES)) == 1

    @pytest.mark.parametrize(
        "text",
        [
            "A class is away, so rice comes back.",
            "Given that a class is away, rice comes back.",
            "Where does the figure come from?",
            "They guess because [what is missing?].",
            "Customers need a way to make a payment; they make 30 calls and made a list.",
            "They guess as long as they can and as much as they have to.",
            "It names no moment, so nobody can check it.",
            "Because the need is a quality, no reader can say when it is met.",
        ],
    )
    def test_a_cause_of_the_sources_a_comparison_and_talk_of_the_draft_pass(self, text: str) -> None:
        assert unsupported_causes(text, SOURCES) == []


def test_what_a_suggestion_brings_in_is_told_by_its_kind() -> None:
    told = unfounded("Today, dozens of plumbers call the CTO, hence the delay.", [DRAFT])
    assert [line.split()[0] for line in told] == ["number", "group", "name", "cause"]


_WORDS = (
    "most all no every nurse cooks with on Epic HR twice half third of the ½ ⑫ daily last quarter in May because so which"
    " means makes “rice” comes from as they have the reason is old . , ? it names you"
).split()


@given(st.lists(st.sampled_from(_WORDS), max_size=14).map(" ".join) | st.text(max_size=120))
@settings(deadline=None)
def test_every_text_is_founded_on_itself(text: str) -> None:
    assert unfounded(text, [text, "Rice comes back."]) == []
