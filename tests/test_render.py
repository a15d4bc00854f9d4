"""How a critique looks: lines that fit, marks under the right words, nothing that steers a terminal."""

from __future__ import annotations

import json as plain_json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from wbcoach.coach import Coach
from wbcoach.critique import Critique, Dropped, Finding, Rewrite, TextSpan
from wbcoach.plain import legible, one_line
from wbcoach.render import json, markdown, text
from wbcoach.render.plain import lines_of, wrapped
from wbcoach.render.underline import underlined
from wbcoach.settings import Settings

DRAFT = (
    "Today, engineering managers have to live without a per-team cost dashboard when the monthly invoice "
    "arrives. Customers need a way to see cost per team."
)
FULL = (
    "Today, lazy users everywhere have to use the app and print forms because old people can't use technology. "
    "Customers need a way to get a fast AI chatbot so we grow revenue by 30%. Ring +44 20 7946 0958."
)
WORDS = st.lists(
    st.sampled_from("a of team invoice dashboard 仪表板 managers x́ 👩‍👧 per-team-cost-and-more".split()),
    max_size=60,
)
TEXTS = WORDS.map(" ".join) | st.text(max_size=200)


def critique(draft: str = DRAFT) -> Critique:
    return Coach(Settings(store="none", embedder="none")).critique(draft)


# --- one line of it ------------------------------------------------------------------------------------


@given(st.text())
def test_a_legible_text_keeps_every_offset_and_holds_nothing_that_steers(words: str) -> None:
    shown = legible(words)
    assert len(shown) == len(words)
    assert all(char.isprintable() or char in "\u200c\u200d" for char in shown)
    assert all(new in (old, " ") for old, new in zip(words, shown, strict=True))
    assert "\n" not in one_line(words)


@given(TEXTS, st.integers(min_value=4, max_value=120))
def test_wrapping_fits_and_loses_nothing_but_space(words: str, width: int) -> None:
    shown = legible(words)
    lines = wrapped(shown, width)
    assert all(cell_len(shown[start:end]) <= max(width, 2) for start, end in lines)
    assert "".join("".join(shown[start:end].split()) for start, end in lines) == "".join(shown.split())
    assert [start for start, _ in lines] == sorted(start for start, _ in lines)
    assert lines_of(words, width)


# --- underlining ---------------------------------------------------------------------------------------


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[tuple[int, int, str]], int]:
    """A text, some spans of whole words in it, and a width."""
    words = draw(WORDS.filter(bool))
    starts, place = [], 0
    for word in words:
        starts.append((place, place + len(word)))
        place += len(word) + 1
    chosen = draw(st.lists(st.tuples(st.sampled_from(starts), st.sampled_from(starts)), max_size=4))
    spans = [(min(a[0], b[0]), max(a[1], b[1]), str(number)) for number, (a, b) in enumerate(chosen, 1)]
    return " ".join(words), spans, draw(st.integers(min_value=30, max_value=90))


@given(marked())
def test_marks_fit_the_width_and_every_number_stands_once(
    case: tuple[str, list[tuple[int, int, str]], int],
) -> None:
    words, spans, width = case
    pairs = underlined(words, spans, width)
    assert all(cell_len(line) <= width and len(marks) <= width for line, marks in pairs)
    numbers = "".join(char if char.isdigit() else " " for _, marks in pairs for char in f"{marks} ").split()
    assert sorted(numbers) == [number for *_, number in spans]


@given(
    st.lists(
        st.sampled_from("a of team invoice dashboard managers per-team".split()), min_size=1, max_size=40
    ),
    st.data(),
)
def test_a_mark_stands_under_the_words_of_its_finding_and_no_others(
    words: list[str], data: st.DataObject
) -> None:
    draft = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    start = len(" ".join(words[:first])) + bool(first)
    end = len(" ".join(words[: last + 1]))
    under = ""
    for line, marks in underlined(draft, [(start, end, "1")], 40):
        under += "".join(char for char, mark in zip(line, marks, strict=False) if mark == "~")
    wanted, got = "".join(draft[start:end].split()), "".join(under.split())
    assert wanted.startswith(got)
    assert len(wanted) - len(got) <= 1, "where the number takes the last place"


def test_a_number_follows_its_words_and_goes_onto_them_where_there_is_no_room() -> None:
    assert underlined("one two three", [(0, 3, "1")], 40) == [("one two three", "~~~ 1")]
    assert underlined("one two three", [(0, 3, "1"), (4, 7, "2")], 40) == [("one two three", "~~1 ~~~ 2")]
    assert underlined("one two three", [(4, 13, "1"), (4, 13, "2")], 40) == [
        ("one two three", "    ~~~~~~~~~ 1,2")
    ]
    assert underlined("one two three", [(0, 13, "1")], 13) == [("one two three", "~~~~~~~~~~~~1")]


def test_a_span_over_a_line_break_is_marked_on_both_lines_and_numbered_on_the_last() -> None:
    assert underlined("alpha beta gamma", [(6, 16, "1")], 11) == [
        ("alpha beta", "      ~~~~"),
        ("gamma", "~~~~~ 1"),
    ]


def test_wide_characters_are_marked_by_the_cells_they_take() -> None:
    ((_, marks),) = underlined("仪表板 cost", [(4, 8, "1")], 40)
    assert marks == "       ~~~~ 1"


# --- the whole -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [60, 80, 100])
@pytest.mark.parametrize(
    "draft",
    [
        DRAFT,
        DRAFT.replace("dashboard", "仪表板" * 40),
        "How might we help ward nurses see the last dose when a patient moves between two wards of one hospital?",
        FULL,
        "hello",
        "Heute müssen Ingenieure von Hand durch das Protokoll blättern, wenn ein Build fehlschlägt.",
    ],
)
def test_no_line_is_wider_than_the_terminal(draft: str, width: int) -> None:
    shown = text.render(critique(draft), width=width, everything=True).plain
    assert max(map(cell_len, shown.splitlines())) <= width
    assert shown.endswith("\n")
    assert "\n\n\n" not in shown


def test_a_narrow_terminal_has_the_path_below_the_numbers() -> None:
    wide = text.render(critique(), width=80).plain.splitlines()
    narrow = text.render(critique(), width=60).plain.splitlines()
    assert "offline critic" in wide[0]
    assert "offline critic" not in narrow[0]
    assert narrow[1].strip().startswith("offline critic")


def finding(code: str, severity: str, start: int = 0, end: int = 5) -> Finding:
    return Finding.model_validate(
        {
            "code": code, "name": "a-name", "lens": "scope", "severity": severity, "message": "M.", "question": "Q?",
            "span": TextSpan(start=start, end=end, text=DRAFT[start:end]), "confidence": 0.9,
        }
    )  # fmt: skip


def test_the_five_worst_are_shown_blockers_first_and_the_rest_is_counted() -> None:
    found = tuple(
        finding(f"S0{n}", severity) for n, severity in enumerate(["minor"] * 5 + ["blocker", "major"], 1)
    )
    shown = critique().model_copy(update={"findings": found})
    lines = text.render(shown).plain.splitlines()
    heads = [line.split()[1] for line in lines if line[:1].isdigit()]
    assert heads == ["S06", "S07", "S01", "S02", "S03"]
    assert "+ 2 more findings: --all shows them" in lines
    assert "2 more with `--all`." in markdown.render(shown)
    every = text.render(shown, everything=True).plain
    assert all(f" {one.code} a-name" in every for one in found)
    assert "--all" not in every


def test_what_a_model_lost_is_counted_and_told_in_full_on_request() -> None:
    lost = (
        Dropped(what="S01 “an app”", reason="its words are not in the draft"),
        Dropped(what="P02", reason="no such code"),
    )
    shown = critique().model_copy(update={"dropped": lost})
    assert "- 2 proposals of the model failed a check and were dropped" in text.render(shown).plain
    assert "P02: no such code" not in text.render(shown).plain
    assert "P02: no such code" in text.render(shown, everything=True).plain


def test_markdown_escapes_what_could_be_markup_in_material() -> None:
    nasty = "1. <img src=x onerror=alert(1)> [link](http://x) # ![i](y) `c` *b* _u_ ~s~ & | \x1b[31m"
    shown = critique().model_copy(
        update={
            "findings": (finding("S01", "major").model_copy(update={"message": nasty, "suggestion": nasty}),)
        }
    )
    page = markdown.render(shown)
    assert not re.search(r"(?<!\\)(?:<img|\[link\]\(|\[i\]|`c`|\*b\*)|\x1b", page)
    assert r"1\. \<img" in page


def test_a_rewrite_stands_in_both_forms() -> None:
    rewrite = Rewrite(text="Today, x have to y.", provenance=(), gaps=())
    shown = critique().model_copy(update={"rewrite": rewrite})
    assert "= in the template: Today, x have to y." in text.render(shown).plain
    assert "In the template: Today, x have to y." in markdown.render(shown)


# --- JSON ----------------------------------------------------------------------------------------------

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(VALUES)
def test_json_says_what_was_given_in_characters_that_are_safe_to_show(value: object) -> None:
    written = json.dumps(value)
    assert plain_json.loads(written) == value
    assert not any(char in written for char in "\x7f\x85\x9b\x1b\u2028\u202e\u2066")
    written.encode("utf-8")


def test_a_lone_surrogate_goes_through_json_as_it_is() -> None:
    assert plain_json.loads(json.dumps({"a": "x\ud800y"})) == {"a": "x\ud800y"}
    draft = DRAFT.replace("cost", "co\ud800st")
    assert plain_json.loads(json.render(critique(draft)))["statement"]["text"] == draft
    assert "\ud800" not in text.render(critique(draft)).plain
