"""Lines of personas against an invented index of forty items: observed, contradicted, invented, half true."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from wbcoach.define.checking import check_personas
from wbcoach.define.denials import agrees, denies, opposes
from wbcoach.define.headcount import headcount
from wbcoach.evidence import Item
from wbcoach.library import Batch, Library, Store, read
from wbcoach.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.library.embed import Embedder

LINES = Path(__file__).with_name("persona_lines")
FEEDBACK = LINES / "feedback.jsonl"
AS_OF = Settings(as_of=dt.date(2026, 11, 1), embedder="none")


@pytest.fixture(scope="module")
def drivers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    store = tmp_path_factory.mktemp("drivers") / "store"
    Store(store).update(read(FEEDBACK), embedder=None, origin=str(FEEDBACK))
    with Library.open(store) as opened:
        yield opened


def right_of(name: str, library: Library) -> tuple[int, int]:
    """Count the lines of a document whose verdict, and one of whose ids, are those written down for them."""
    lines = yaml.safe_load((LINES / f"{name}.yaml").read_text("utf-8"))["lines"]
    document = "\n".join(f"- {one['text']}" for one in lines)
    checked = {line.line: line for line in check_personas(document, "p.md", library, AS_OF).lines}
    right = 0
    for number, wanted in enumerate(lines, 1):
        line = checked[number]
        named = {one.id for one in (line.against if line.verdict == "contradicted" else line.evidence)}
        right += line.verdict == wanted["verdict"] and (not wanted["ids"] or bool(named & {*wanted["ids"]}))
    return right, len(lines)


@pytest.mark.parametrize(("half", "least"), [("development", 20), ("final", 17)])
def test_most_lines_have_their_verdict_and_name_what_it_rests_on(
    drivers: Library, half: str, least: int
) -> None:
    right, lines = right_of(half, drivers)
    assert (lines, right >= least) == (20, True)


@pytest.mark.parametrize(
    ("document", "least", "lines"),
    [("bundled", 30, 31), ("bundled_second", 13, 15), ("bundled_final", 11, 15)],
)
def test_lines_that_change_one_thing_of_what_the_bundled_feedback_shows_are_told_apart(
    sample_index: Path, document: str, least: int, lines: int
) -> None:
    with Library.open(sample_index) as library:
        right, every = right_of(document, library)
    assert (every, right >= least) == (lines, True)


def test_a_denied_act_is_contradicted_by_the_items_that_tell_it_and_the_line_says_so(
    drivers: Library,
) -> None:
    (line,) = check_personas("Never phones anybody when they run late.", "p.md", drivers, AS_OF).lines
    assert line.verdict == "contradicted"
    assert line.why.startswith("contradicted by V-0")
    assert {one.id for one in line.evidence}.isdisjoint(one.id for one in line.against)


@pytest.mark.parametrize(
    ("line", "text", "against", "along"),
    [
        ("Never claims mileage", "I claim mileage each month.", True, False),
        ("Claims mileage each month", "I never claim mileage.", True, False),
        ("Never claims mileage", "I don't claim the mileage.", False, True),
        ("Never claims mileage", "I never skip claiming mileage.", True, False),
        ("Never claims mileage", "31 of 124 drivers claimed mileage.", False, False),
        ("Tells a neighbour", "If nobody opens, I tell the neighbour.", False, False),
        ("Swaps shifts through the office", "Swap a shift? Never the office.", True, False),
    ],
)
def test_denial_and_assertion_of_one_act_are_told_apart(
    line: str, text: str, *, against: bool, along: bool
) -> None:
    item = Item("I-1", text, source="interview")
    assert (opposes(line, item), agrees(line, item)) == (against, along)


@pytest.mark.parametrize(
    ("line", "words", "least"),
    [
        ("Three owners ring before work.", "Three owners", 3),
        ("Two of them pay by card.", "Two of them", 2),
        ("Both bring a list.", "Both", 2),
        ("Most of the drivers phone ahead.", "Most of the drivers", None),
        ("All of them pay by card.", "All of them", None),
    ],
)
def test_people_at_the_head_of_a_line_are_counted(line: str, words: str, least: int | None) -> None:
    counted = headcount(line)
    assert counted is not None
    assert (counted.words, counted.least) == (words, least)


@pytest.mark.parametrize(
    "line", ["Two letters a week are sent.", "Half an hour goes by.", "Most days start early.", "Rings."]
)
def test_things_and_times_at_the_head_of_a_line_are_no_people(line: str) -> None:
    assert headcount(line) is None


@pytest.mark.parametrize(
    ("told", "denied"),
    [
        ("I never look at the app.", True),
        ("Nobody uses the app.", True),
        ("I skipped the check since he was well.", True),
        ("I never skip the check.", False),
        ("I write it down so that I don't forget.", False),
        ("Notes it down to avoid doing it twice.", False),
        ("I pay by card, never by invoice.", False),
    ],
)
def test_only_the_first_act_of_a_text_is_denied_and_no_purpose(told: str, *, denied: bool) -> None:
    assert denies(told) is denied


def test_lines_in_other_words_are_found_by_meaning(embedder: Embedder, tmp_path: Path) -> None:
    told = (
        "I hide the tablets in cheese and hope that he swallows.",
        "I pay by card when I pick the cat up.",
        "I pay at the desk by card, never by invoice.",
        "I don't ask about prices beforehand, it's embarrassing with a sick animal.",
        "I check the app for the lab results the same evening.",
        "I write the doses on the calendar so that I don't give it twice.",
    )
    every = [Item(f"K-{at}", text, "interview", customer=f"c{at}") for at, text in enumerate(told)]
    Store(tmp_path).update(Batch(every), embedder=embedder, origin="here")
    expected = {
        "Hides medicine in food so that the animal takes it.": "observed",
        "Two of them pay at the desk by card.": "observed",
        "All of them pay by card.": "not observed",
        "Four of them pay by card.": "not observed",
        "Always enquires about costs in advance.": "contradicted",
        "Nobody looks at the app.": "contradicted",
        "Notes the doses down to avoid giving them twice.": "observed",
        "Books visits on the website at night.": "not observed",
    }
    with Library.open(tmp_path, embedder) as library:
        checked = check_personas("\n".join(f"- {line}" for line in expected), "p.md", library, AS_OF)
    assert {line.text: line.verdict for line in checked.lines} == expected
