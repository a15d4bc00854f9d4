"""A text that is parsed in parts has the blocks that it has as a whole, whatever is edited in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wbcoach import blocks
from wbcoach.blocks import Block, _parsed, blocks_of
from wbcoach.document import find_drafts

if TYPE_CHECKING:
    from markdown_it.token import Token

DRAFT = "Today, clerks have to copy each order by hand when a shop calls. Customers need a way to order once."
LINES = st.sampled_from(
    [
        *("", "", "", "", " ", "\t", "word", "two words", DRAFT, "    indented", "  two in", "\tTab"),
        *("```", "```wb", "~~~", "````", "   ```", "    ```", "- ```", "> ```", "```inline``` words"),
        *("<!--", "-->", "<!-- a -->", "<div>", "</div>", "<script>", "</script>", "<?php", "?>", "<![CDATA[", "]]>"),
        *("<pre>", "</pre>", "<b>", "- <!--", "> <!--", "word <!--", "<!DOCTYPE", ">"),
        *("- one", "* one", "+ one", "1. one", "2) two", "-", "- - one", "  - two", "1234567890. no", "- a | b"),
        *("> said", ">said", ">", "> - one", "---", "===", "- - -", "***", "# Head", "## Problem statement", "#no"),
        *("a | b", "--- | ---", "| c | d |", "|---|", "[foo]: /url", "[foo]:", "/url", '"title', 'title"', "\\", "\u2028", "\u00a0", "\u00a0word"),
    ]
)  # fmt: skip
texts = st.lists(LINES, max_size=24).map("\n".join)


def whole(text: str) -> list[Block]:
    return list(_parsed(text)[0])


def in_parts(text: str) -> list[Block]:
    return [
        Block(block.kind, above + block.first, above + block.last, block.content)
        for above, block in blocks_of(text)
    ]


@settings(max_examples=600)
@given(texts, st.sampled_from(["", "\n", "\n\n", "\n \n"]))
@example("- a | b\n\n--- | ---\n\nword", "")
@example("```\n\nword\n\n```\n\nword\n\n```", "")
@example("- ```\n\nword\n\n```\n\nword", "\n")
@example("<!--\n\nword\n\n-->\n\nword", "")
@example("<script>\n\nword\n\nword\n\nword\n\nword\n\n</script> word\n\nword", "\n")
def test_parts_are_the_whole(text: str, end: str) -> None:
    assert in_parts(text + end) == whole(text + end)


@settings(max_examples=150)
@given(texts, st.lists(st.tuples(st.integers(0, 400), st.integers(0, 30), texts), max_size=6))
def test_after_each_edit_parts_are_the_whole(text: str, edits: list[tuple[int, int, str]]) -> None:
    for start, length, new in edits:
        text = text[:start] + new[:40] + text[start + length :]
        assert in_parts(text) == whole(text)


def test_an_edit_parses_its_own_paragraph_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    paragraphs = [f"{DRAFT} {number}" for number in range(50)]
    find_drafts("\n\n".join(paragraphs))
    parsed: list[str] = []

    parser = blocks._parser()

    class Heard:
        def parse(self, text: str) -> list[Token]:
            parsed.append(text)
            return parser.parse(text)

    monkeypatch.setattr(blocks, "_parser", Heard)
    paragraphs[25] = paragraphs[25].replace("clerks", "young clerks")
    list(blocks_of("\n\n".join(paragraphs)))
    assert parsed == [f"{paragraphs[25]}\n\n"]


@pytest.mark.parametrize(
    "piece", ["\n", " \n", "\n\n", "a\n\n", "```\n\na\n\n", "<!--\n\na\n\n", "- a\n\n", "> a\n\n"]
)
def test_a_long_text_of_one_kind_is_the_whole_as_well(piece: str) -> None:
    text = piece * (40_000 // len(piece))
    assert in_parts(text) == whole(text)
