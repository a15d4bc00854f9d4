"""What a draft cites stays with it when an answer is put into the template; pictures on pages stay readable."""

from __future__ import annotations

from wbcoach.conversation.talk import Piece, Talk, Version
from wbcoach.conversation.wording import assembled
from wbcoach.faces.pages.standing import page
from wbcoach.statement import Statement

DRAFT = "Today, [who, exactly?] have to copy the tide table when a boat docks. Customers need a way to read one table. [TIDE-7] [sic] [TIDE-9]"


def test_citations_outlast_an_answer() -> None:
    talk = Talk(drafts=(Version(text=DRAFT, turn=1, pieces=(Piece(text=DRAFT, origin="turn 1"),)),))
    made = assembled(talk, {"customer": "lock keepers"}, Statement.parse(DRAFT))
    assert made.text == (
        "Today, lock keepers have to copy the tide table when a boat docks. Customers need a way to read one table. [TIDE-7] [TIDE-9]"
    )


def test_nothing_is_cited_where_there_is_no_draft() -> None:
    assert "]" not in assembled(Talk(), {"customer": "lock keepers"}).text.replace("?]", "")


def test_a_picture_scrolls_and_does_not_shrink_and_keys_reach_it() -> None:
    made = page("# Map\n", "Map", {"Map": "<svg></svg>"})
    assert "figure svg:not([width$=pt]) { min-width: 60rem }" in made
    assert "<figure tabindex='0'><svg></svg></figure>" in made
