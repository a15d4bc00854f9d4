"""Lines of personas against an invented index of forty items: observed, contradicted, invented, half true."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from wbcoach.define.checking import check_personas
from wbcoach.define.denials import agrees, opposes
from wbcoach.evidence import Item
from wbcoach.library import Library, Store, read
from wbcoach.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

LINES = Path(__file__).with_name("persona_lines")
FEEDBACK = LINES / "feedback.jsonl"
AS_OF = Settings(as_of=dt.date(2026, 11, 1), embedder="none")


@pytest.fixture(scope="module")
def drivers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    store = tmp_path_factory.mktemp("drivers") / "store"
    Store(store).update(read(FEEDBACK), embedder=None, origin=str(FEEDBACK))
    with Library.open(store) as opened:
        yield opened


@pytest.mark.parametrize(("half", "least"), [("development", 19), ("final", 17)])
def test_most_lines_have_their_verdict_and_name_what_it_rests_on(
    drivers: Library, half: str, least: int
) -> None:
    lines = yaml.safe_load((LINES / f"{half}.yaml").read_text("utf-8"))["lines"]
    document = "\n".join(f"- {one['text']}" for one in lines)
    checked = {line.line: line for line in check_personas(document, "drivers.md", drivers, AS_OF).lines}
    right = 0
    for number, wanted in enumerate(lines, 1):
        line = checked[number]
        named = {one.id for one in (line.against if line.verdict == "contradicted" else line.evidence)}
        right += line.verdict == wanted["verdict"] and (not wanted["ids"] or bool(named & {*wanted["ids"]}))
    assert len(lines) == 20
    assert right >= least


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
