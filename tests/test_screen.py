"""The screen before a pattern: it loses no match, on any text, and is read off the pattern alone."""

from __future__ import annotations

import json
import re
import string
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from program import world

from eval.golden import load
from wbcoach.pitfalls import catalogue
from wbcoach.vocabulary import kept
from wbcoach.vocabulary.necessary import conditions
from wbcoach.vocabulary.reading import folded
from wbcoach.vocabulary.screen import EVERY, Screened, screened

TRAINING = Path(__file__).resolve().parent.parent / "eval" / "training"
catalogue()
KEYS = sorted(
    key
    for one in EVERY
    for found in [conditions(one.pattern, one.flags)]
    for needs in (found.opening, found.needed, found.guard)
    for key in needs.words | needs.stems | needs.signs
)
ODD = {"0": "17٣", "i": "İıI", "s": "ſS", "k": "K", "e": "éE", "a": "AÀ"}


def spans(pattern: Screened | re.Pattern[str], text: str, *limits: int) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text, *limits)]


def loses_nothing(one: Screened, text: str, *limits: int) -> None:
    assert spans(one, text, *limits) == spans(one.compiled, text, *limits), one.pattern[:60]
    found, wanted = one.search(text, *limits), one.compiled.search(text, *limits)
    assert (found and (found.span(), found.groups())) == (wanted and (wanted.span(), wanted.groups()))


def test_no_match_is_lost_on_statements() -> None:
    written = [
        line for path in sorted(TRAINING.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()
    ]
    texts = [json.loads(line)["text"] for line in written[::96]]
    for text in (*texts, *(case.text for case in load()[::12])):
        for one in EVERY:
            loses_nothing(one, text)


def test_the_conditions_that_are_kept_are_those_of_the_patterns() -> None:
    reading = "import sys; from eval import conditions as c; sys.stdout.write(c.written(c.every()))"
    root = str(TRAINING.parent.parent)
    told = subprocess.run(
        [sys.executable, "-c", reading], check=True, capture_output=True, env=world(PYTHONPATH=root)
    )
    assert kept.FILE.read_bytes() == told.stdout, "`make conditions` writes them anew"
    for one in EVERY:
        assert kept.conditions_of(one.pattern, one.flags) == conditions(one.pattern, one.flags)
    assert kept.conditions_of(r"\bsnorkels?\b") == conditions(r"\bsnorkels?\b"), "one that isn't kept is read"


@st.composite
def odd_texts(draw: st.DrawFn) -> str:
    """Words that patterns look for, some in odd letters, some cut or run together, some with odd marks between."""
    parts = []
    for word in draw(st.lists(st.sampled_from(KEYS), min_size=8, max_size=24)):
        letters = [draw(st.sampled_from(ODD.get(letter, letter.upper()) + letter * 4)) for letter in word]
        parts.append("".join(letters)[: draw(st.integers(1, 30))])
        parts.append(
            draw(
                st.sampled_from(
                    [" "] * 9 + ["\n", " the ", " a ", "-", "'", "’", "_", "", ". ", ", ", "é", "7"]
                )
            )
        )
    return "".join(parts)


@settings(max_examples=40, deadline=None)
@given(odd_texts(), st.integers(0, 90), st.integers(0, 300))
def test_no_match_is_lost_on_odd_texts(text: str, start: int, end: int) -> None:
    for one in EVERY:
        loses_nothing(one, text)
        loses_nothing(one, text, start, end)


def test_letters_are_folded_as_patterns_compare_them() -> None:
    every = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF]
    together = "".join(every)
    for letter in string.ascii_lowercase + "_":
        assert {folded(other) for other in re.findall(letter, together, re.IGNORECASE)} == {letter}
    assert all((folded(other) == "0") is other.isdecimal() for other in every)
    assert all(len(folded(one)) == 1 and folded(one).isalnum() == one.isalnum() for one in every)


@pytest.mark.parametrize(
    ("pattern", "opening", "needed"),
    [
        (r"\b(?:our\s+|the\s+)?(?:power|super)\s+users?\b", "our the power super", ""),
        (r"\bdon['’]?t\b", "don dont", ""),
        (r"(?<![\w-])lat(?:e|er)(?![\w-])", "late later", ""),
        (r"\bwast(?:e|ing)", "waste* wasting*", ""),
        (r",\s+so\s+(?:our|we)\b", "", "so"),
        (r"\b(?:[\w'’-]+\s+){0,4}?late\b", "", "late"),
        (r"\b(?:lost|\w+\s+late)\b", "lost", "late"),
        (r"(?:^|[.;:])\s*(?:nobody|none)\b", "", "nobody none"),
        (r"\b(?:q[1-4]|[12]\d{3})\b", "q0 0000", ""),
        (r"→|=>|\bhence\b", "hence", "→ ="),
        (r"(?=[\d$]|\bhalf\b)[\w$]+", "half", "0 $"),
    ],
)
def test_what_a_match_needs_is_read_off_the_pattern(pattern: str, opening: str, needed: str) -> None:
    found = conditions(pattern, re.IGNORECASE)
    for needs, wanted in ((found.opening, opening), (found.needed, needed)):
        assert needs.words | needs.signs | {f"{stem}*" for stem in needs.stems} == set(wanted.split())


@pytest.mark.parametrize(
    ("pattern", "guarded", "guard"),
    [
        (r"\b(?:the\s+)?(?:elderly|aged?)\b", "the", "elderly age aged"),
        (r"\b(?:the\s+elderly|in\s+\w+|a\s+youth)\b", "the a", "elderly youth"),
        (r"\b(?:the\s+elderly|the\s+\w+s)\b", "", ""),
        (r"\bis\s+the\b", "", ""),
    ],
)
def test_a_common_word_opens_a_match_only_beside_a_rarer_one(pattern: str, guarded: str, guard: str) -> None:
    found = conditions(pattern, re.IGNORECASE)
    assert found.guarded == set(guarded.split())
    assert found.guard.words == set(guard.split())


@pytest.mark.parametrize("pattern", [r"late", r"\b\w+\b", r"(?:late)?", r"(?a:\blate\b)", r"(?<![^\w])late"])
def test_a_pattern_that_needs_no_whole_word_cannot_be_screened(pattern: str) -> None:
    known = len(EVERY)
    with pytest.raises(ValueError, match="No word"):
        screened(pattern)
    assert len(EVERY) == known


def test_a_place_that_a_stem_and_a_guard_both_open_is_tried_once() -> None:
    one = screened(r"\b(?=the\w*\s+elderly)", re.IGNORECASE)
    text = "They say that the elderly wait for hours, and the elderly are not heard by anybody here."
    assert spans(one, text) == spans(one.compiled, text) == [(14, 14), (46, 46)]


def test_a_long_text_is_read_in_time_that_grows_with_it() -> None:
    for text in ("the " * 9_000, "x" * 40_000, "not " * 9_000):
        for one in EVERY[:40]:
            assert spans(one, text)[:9] == spans(one.compiled, text)[:9]
