"""Drafts in Markdown documents: which text is one, and exactly where it stands."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wbcoach.document import Draft, find_drafts

HARDSHIP = "Today, ferry clerks have to read out every name when a coach party boards late."
NEED = "Customers need a way to sail with the right number aboard."
BOTH = f"{HARDSHIP} {NEED}"


def texts(document: str) -> list[str]:
    return [draft.text for draft in find_drafts(document)]


def only(document: str) -> Draft:
    found = find_drafts(document)
    assert len(found) == 1, [draft.text for draft in found]
    (draft,) = found
    assert document[draft.span.start : draft.span.end] == draft.text
    before = document[: draft.span.start].replace("\r\n", "\n").replace("\r", "\n")
    assert draft.line == before.count("\n") + 1
    assert draft.column == len(before) - (before.rfind("\n") + 1) + 1
    return draft


class TestWhatIsADraft:
    def test_a_paragraph_that_opens_like_the_template_is_one(self) -> None:
        draft = only(f"Some notes first.\n\n{BOTH}\n\nMore notes.\n")
        assert draft.text == BOTH
        assert (draft.line, draft.column) == (3, 1)

    @pytest.mark.parametrize(
        "opening", ["Currently,", "Right now,", "At the moment,", "These days,", "As of today,"]
    )
    def test_the_openings_of_a_paraphrase_count_too(self, opening: str) -> None:
        statement = BOTH.replace("Today,", opening)
        assert texts(f"Notes.\n\n{statement}\n") == [statement]

    def test_a_draft_inside_a_paragraph_runs_from_its_opening_to_its_need(self) -> None:
        document = f"We met in Kiel. {BOTH} The harbour master agreed.\n"
        draft = only(document)
        assert draft.text == BOTH
        assert draft.column == len("We met in Kiel. ") + 1

    @pytest.mark.parametrize(
        "need", ["Customers need an AI dashboard.", "They want a mobile app.", "Users need to land once."]
    )
    def test_a_need_in_other_words_is_its_second_half_where_it_follows_at_once(self, need: str) -> None:
        assert only(f"We met. {HARDSHIP} {need} The harbour master agreed.\n").text == f"{HARDSHIP} {need}"
        apart = f"{HARDSHIP} The harbour master agreed. {need}\n"
        assert texts(apart) == [HARDSHIP]
        assert texts(f"{BOTH} {need}\n") == [BOTH]

    @pytest.mark.parametrize(
        "others", ["The budget needs approval.", "We need to discuss this.", "It rained."]
    )
    def test_what_others_need_is_none(self, others: str) -> None:
        assert texts(f"{HARDSHIP} {others}\n") == [HARDSHIP]

    @pytest.mark.parametrize("before", ["\U0001f680 ", "\u2705\U0001f469\u200d\U0001f373 ", "\u2192 ", "("])
    def test_signs_before_the_opening_do_not_hide_it(self, before: str) -> None:
        assert only(f"Notes.\n\n{before}{BOTH}\n").text.endswith(BOTH)

    @pytest.mark.parametrize(
        "label", ["**Draft 2:**", "Problem statement 1:", "Statement b:", "**Draft v3**:"]
    )
    def test_a_label_may_have_a_number(self, label: str) -> None:
        assert only(f"{label} {BOTH}\n").text == BOTH

    def test_soft_wraps_stay_in_the_draft(self) -> None:
        wrapped = "\n".join(textwrap.wrap(BOTH, 40))
        assert only(f"# Notes\n\n{wrapped}\n").text == wrapped

    @pytest.mark.parametrize(
        "heading",
        [
            "# Problem statement",
            "## Problem / opportunity statement",
            "### 2.1 Customer problem statement",
            "## The problem",
            "## Opportunity",
            "#### Problem statement (draft)",
            "## **Problem statement**",
            "## Point of view",
            "## Problem statement v2",
            "Problem statement\n=================",
            "Problem\n-------",
        ],
    )
    def test_the_first_prose_under_a_telling_heading_is_one_however_it_begins(self, heading: str) -> None:
        statement = "Ferry clerks on night crossings read out every name twice."
        assert only(f"{heading}\n\n{statement}\n\nA second paragraph.\n").text == statement

    @pytest.mark.parametrize(
        "heading", ["# Notes", "## Problems we fixed", "## Needs of the fleet", "# Define the API"]
    )
    def test_prose_under_another_heading_is_none(self, heading: str) -> None:
        assert texts(f"{heading}\n\nFerry clerks read out every name twice.\n") == []

    def test_the_next_heading_ends_the_reach_of_a_telling_one(self) -> None:
        assert texts("# Problem statement\n\n# History\n\nThe fleet was founded in spring.\n") == []

    @pytest.mark.parametrize(
        "label", ["Problem statement:", "**Problem statement:**", "**Draft**:", "Statement:"]
    )
    def test_a_label_in_front_names_a_draft_and_is_left_out_of_it(self, label: str) -> None:
        statement = "Ferry clerks read out every name twice."
        assert only(f"Notes.\n\n{label} {statement}\n").text == statement

    @pytest.mark.parametrize(
        "story",
        [
            "As a ferry clerk, I want to know who is aboard so that nobody is left behind.",
            "How might we help ferry clerks count a late party?",
            "When a party boards late, I want to count it once, so I can cast off.",
        ],
    )
    def test_stories_and_questions_are_drafts_wherever_they_stand(self, story: str) -> None:
        assert only(f"Notes.\n\n{story}\n").text == story

    def test_each_story_of_a_list_is_a_draft_of_its_own(self) -> None:
        stories = [f"As a {who}, I want to board first." for who in ("clerk", "steward", "porter")]
        document = "## User stories\n\n" + "".join(f"- {story}\n" for story in stories)
        assert texts(document) == stories

    def test_a_need_in_the_next_paragraph_belongs_to_the_draft(self) -> None:
        document = f"# Plan\n\n{HARDSHIP}\n\n{NEED} We would start in May.\n"
        assert only(document).text == f"{HARDSHIP}\n\n{NEED}"
        assert only(f"# Problem statement\n\n{HARDSHIP}\n\n{NEED}\n").text == f"{HARDSHIP}\n\n{NEED}"

    @pytest.mark.parametrize("between", ["\n\n# Next\n\n", "\n\nWe met.\n\n", "\n\n- "])
    def test_a_need_that_stands_apart_does_not(self, between: str) -> None:
        assert texts(f"{HARDSHIP}{between}{NEED}\n") == [HARDSHIP]

    def test_a_draft_with_a_need_takes_no_second_one(self) -> None:
        assert texts(f"{BOTH}\n\nCustomers need a way to rest.\n") == [BOTH]

    def test_several_statements_are_given_in_their_order(self) -> None:
        others = [BOTH.replace("ferry clerks", who) for who in ("stewards", "porters", "cooks")]
        assert texts("\n\n".join(others)) == others

    @pytest.mark.parametrize(
        "document",
        [
            "",
            "\n\n\n",
            "Today we met at nine.\n",
            "Today is a good day to sail.\n",
            "A plan for the fleet, with dates.\n",
            "# Problem statement\n",
            "# Problem statement\n\n- \n",
            "# Problem statement\n\nhttps://example.org/plan\n",
            "# Problem statement\n\n![a ferry](ferry.png)\n",
        ],
    )
    def test_ordinary_text_holds_none(self, document: str) -> None:
        assert texts(document) == []


class TestBlocks:
    @pytest.mark.parametrize("fence", ["```", "~~~", "`````"])
    def test_a_wb_block_is_a_draft_whatever_it_says(self, fence: str) -> None:
        draft = only(f"Intro.\n\n{fence}wb\nAdd a dark mode.\n{fence}\n\nOutro.\n")
        assert draft.text == "Add a dark mode."
        assert (draft.line, draft.column) == (4, 1)

    def test_a_wb_block_may_carry_more_words_after_its_name(self) -> None:
        assert only(f"```wb id=B-12\n{BOTH}\n```\n").text == BOTH

    def test_a_wb_block_of_several_lines_keeps_them(self) -> None:
        assert only(f"```wb\n\n  {HARDSHIP}\n  {NEED}\n\n```\n").text == f"{HARDSHIP}\n  {NEED}"

    def test_an_unterminated_wb_block_runs_to_the_end(self) -> None:
        assert only(f"Intro.\n\n```wb\n{BOTH}").text == BOTH
        assert only(f"Intro.\n\n```wb\n{BOTH}\n").text == BOTH

    def test_an_empty_wb_block_holds_none(self) -> None:
        assert texts("```wb\n```\n") == []
        assert texts("```wb\n\n```\n") == []
        assert texts("```wb") == []

    def test_a_wb_block_in_a_list_or_a_quotation_is_found(self) -> None:
        assert only(f"- item\n\n  ```wb\n  {BOTH}\n  ```\n").text == BOTH
        assert BOTH in only(f"> ```wb\n> {BOTH}\n> ```\n").text

    @pytest.mark.parametrize("info", ["", "text", "python", "wbs", "markdown"])
    def test_other_code_blocks_hold_none(self, info: str) -> None:
        assert texts(f"```{info}\n{BOTH}\n```\n") == []

    def test_an_unterminated_code_block_swallows_the_rest_as_markdown_says(self) -> None:
        assert texts(f"```\n{BOTH}\n\n{BOTH}\n") == []

    def test_indented_code_holds_none(self) -> None:
        assert texts(f"Intro.\n\n    {BOTH}\n\n\t{BOTH}\n") == []

    def test_tables_hold_none(self) -> None:
        assert texts(f"| who | draft |\n|---|---|\n| clerks | {BOTH} |\n") == []

    def test_a_draft_behind_a_table_is_found(self) -> None:
        assert only(f"| who | when |\n|---|---|\n| clerks | late |\n\n{BOTH}\n").text == BOTH

    def test_html_comments_hold_none(self) -> None:
        assert texts(f"<!-- {BOTH} -->\n\n<!--\n{BOTH}\n-->\n") == []

    def test_other_html_blocks_hold_none(self) -> None:
        assert texts(f"<script>\n{BOTH}\n</script>\n\n<pre>\n{BOTH}\n</pre>\n") == []

    def test_a_comment_behind_a_draft_is_no_part_of_it(self) -> None:
        ignore = "<!-- wbcoach: ignore S01 -- the contract names it -->"
        assert only(f"# Problem statement\n\n{BOTH} {ignore}\n").text == BOTH
        assert only(f"# Problem statement\n\n{BOTH}\n{ignore}\n").text == BOTH
        assert only(f"{BOTH} {ignore}\n").text == BOTH

    @pytest.mark.parametrize("mark", ["---", "+++"])
    def test_front_matter_holds_none_and_counts_in_lines(self, mark: str) -> None:
        draft = only(f"{mark}\ntitle: plan\nproblem: {HARDSHIP}\n{mark}\n\n{BOTH}\n")
        assert draft.text == BOTH
        assert draft.line == 6

    def test_a_rule_that_opens_a_document_without_closing_is_no_front_matter(self) -> None:
        assert only(f"---\n\n{BOTH}\n").text == BOTH

    def test_a_byte_order_mark_hides_neither_heading_nor_front_matter(self) -> None:
        assert (
            only("\ufeff# Problem statement\n\nClerks read names twice.\n").text == "Clerks read names twice."
        )
        assert only(f"\ufeff---\na: b\n---\n{BOTH}\n").text == BOTH
        assert only(f"\ufeff{BOTH}\n").text == BOTH

    @pytest.mark.parametrize("marker", ["- ", "* ", "+ ", "1. ", "10) ", "- [ ] ", "-   "])
    def test_a_list_item_is_a_draft_without_its_marker(self, marker: str) -> None:
        draft = only(f"# Problem statement\n\n{marker}{BOTH}\n")
        assert draft.text == BOTH
        assert (draft.line, draft.column) == (3, len(marker) + 1)

    def test_drafts_in_nested_lists_are_found_at_their_columns(self) -> None:
        document = f"- team\n  - harbour\n    - {BOTH}\n"
        draft = only(document)
        assert (draft.text, draft.line, draft.column) == (BOTH, 3, 7)

    def test_a_list_below_a_draft_is_no_part_of_it(self) -> None:
        assert only(f"- {BOTH}\n  - a side note\n").text == BOTH

    def test_a_tab_counts_as_one_column(self) -> None:
        draft = only(f"-\t{BOTH}\n")
        assert (draft.text, draft.column) == (BOTH, 3)

    def test_a_block_quotation_is_a_draft_without_its_mark(self) -> None:
        draft = only(f"# Problem statement\n\n> {BOTH}\n")
        assert (draft.text, draft.line, draft.column) == (BOTH, 3, 3)
        assert only(f"> > {BOTH}\n").text == BOTH

    @pytest.mark.parametrize(
        ("left", "right"), [("**", "**"), ("_", "_"), ("“", "”"), ('"', '"'), ("> *", "*")]
    )
    def test_emphasis_and_quotation_marks_around_a_draft_are_left_out(self, left: str, right: str) -> None:
        assert only(f"# Problem statement\n\n{left}{BOTH}{right}\n").text == BOTH

    def test_links_inside_a_draft_stay_as_they_are_written(self) -> None:
        statement = BOTH.replace("coach party", "[coach party](https://example.org/c)")
        assert only(f"{statement}\n").text == statement


class TestOffsets:
    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_lines_and_columns_count_the_same_under_every_line_end(self, end: str) -> None:
        document = end.join(
            ["# Plan", "", "Some 🐝 notes.", "", "## Problem statement", "", f"- {HARDSHIP}", f"  {NEED}", ""]
        )
        draft = only(document)
        assert (draft.line, draft.column) == (7, 3)
        assert draft.text == f"{HARDSHIP}{end}  {NEED}"

    def test_columns_count_code_points(self) -> None:
        assert only(f"🐝 é e\u0301. {BOTH}\n").column == len("🐝 é e\u0301. ") + 1

    def test_a_wb_block_is_placed_right_under_windows_line_ends(self) -> None:
        draft = only(f"a\r\n\r\n```wb\r\n{BOTH}\r\n```\r\n")
        assert (draft.text, draft.line, draft.column) == (BOTH, 4, 1)

    def test_separators_that_are_no_line_ends_do_not_count_as_lines(self) -> None:
        assert only(f"one\u2028two\x0bthree\x0cfour\x85five\n\n{BOTH}\n").line == 3


PIECES = [
    "# Problem statement\n", "## Notes\n", f"{BOTH}\n", f"- {BOTH}\n", f"> {BOTH}\n", "```wb\n", "```\n", "~~~wb\n", "~~~\n", "\n",
    "\r\n", "\r", "\t", "    ", "- ", "1. ", "> ", "| a | b |\n|---|---|\n", "---\n", "+++\n", "<!--", "-->", "<div>\n", "\ufeff", "\0",
    "**", "“", "”", "Customers need a way to go. ", "Today, clerks have to wait", "As a clerk, I want to go. ", "How might we help? ",
    "Draft: ", "\x0b", "\x0c", "\u2028", "é", "e\u0301", "🐝", "\\", "[x](y)", "`", "===\n", "Problem\n---\n", "\ud800",
]  # fmt: skip


def check_places(document: str) -> None:
    last = 0
    for draft in find_drafts(document):
        assert document[draft.span.start : draft.span.end] == draft.text
        assert draft.text.strip()
        assert draft.span.start >= last
        last = draft.span.end
        lines = document[: draft.span.start].replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert (draft.line, draft.column) == (len(lines), len(lines[-1]) + 1)


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@settings(deadline=None, max_examples=300)
def test_every_draft_is_the_exact_slice_at_its_line_and_column(document: str) -> None:
    check_places(document)


@given(st.text(max_size=300))
@settings(deadline=None)
def test_no_text_breaks_the_search(document: str) -> None:
    check_places(document)


def test_a_question_and_the_point_of_view_below_it_are_two_statements() -> None:
    question = "How might we help porters find cover for a sick colleague on the same morning?"
    view = "A head porter needs a way to know who can cover before the first delivery."
    found = texts(f"# Ideas\n\n{question}\n\n{view}\n")
    assert question in found
    assert not any(question in one and view in one for one in found)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("heading", ["", "# Problem statements\n\n"])
def test_a_plain_list_has_a_statement_on_each_line(heading: str, end: str) -> None:
    lines = [
        BOTH,
        BOTH.replace("ferry", "lift"),
        "How might we help bakers at night?",
        "As a vet, I want to hear of it.",
    ]
    document = (heading + "\n".join(lines)).replace("\n", end)
    found = find_drafts(document)
    assert [draft.text for draft in found] == lines
    assert [draft.line for draft in found] == [heading.count("\n") + number for number in range(1, 5)]


def test_a_statement_that_goes_on_over_lines_stays_one() -> None:
    for document in (
        f"{HARDSHIP}\n{NEED}",
        f"{HARDSHIP}\nToday it took two hours.\n{NEED}",
        BOTH.replace(" when", "\nwhen"),
    ):
        assert len(find_drafts(document)) == 1


def test_each_story_and_question_of_a_list_is_found_in_the_words_and_marks_that_lists_use() -> None:
    stories = [
        "HMW help porters find a free lift?",
        "HMW: let bakers sleep on a Sunday",
        "How might I reach a vet at night?",
        "As a baker, I'd like to see the orders so I don't bake too much.",
        "As a baker I can see the orders, so that I don't bake twice",
        "**As a** vet **I want** to see the last dose **so that** I don't give it again",
        "US-14: As a vet, I want to see the last dose, so that I don't give it again.",
    ]
    assert texts("# Board\n\n" + "\n".join(f"- {one}" for one in stories)) == stories


@pytest.mark.parametrize("text", ["HMW", "HMW board", "As a result I can go home.", "As a rule, I want tea."])
def test_words_that_only_begin_as_a_story_does_are_none(text: str) -> None:
    assert texts(f"- {text}\n- Tea is at four.\n") == []
