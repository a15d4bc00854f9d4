"""`wbcoach journey`: every cell is verbatim or empty, the author's edits survive, and a statement's moment finds its phase."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from defining import invented, quotes_in
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from wbcoach import samples
from wbcoach.define.clauses import feelings_of, moments_of, thoughts_of
from wbcoach.define.journey import COLUMNS, find_journey
from wbcoach.define.journey_cast import Asked, family
from wbcoach.define.journey_edit import EditedPhase, read_edits, usual, write_edits
from wbcoach.define.journey_placing import in_told_order, pieces_of, told_order
from wbcoach.define.journey_shapes import Journey
from wbcoach.define.material import Material, gather
from wbcoach.define.stages import TITLES, stage_of
from wbcoach.errors import InputError
from wbcoach.evidence import Item
from wbcoach.faces.pages.journey import text
from wbcoach.library import Library, read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from program import Done

pytest.importorskip("sklearn")
TODAY = dt.date(2026, 11, 27)
WHEN = (
    "Today, sole traders have to split a transfer by hand when {}. Customers need a way to see what was paid."
)


@pytest.fixture(scope="module")
def corpus() -> dict[str, Item]:
    return {item.id: item for item in read(samples.FEEDBACK).items}


@pytest.fixture(scope="module")
def material(sample_index: Path) -> Material:
    with Library.open(sample_index, None) as library:
        return gather(library, None, {"product": "LedgerLeaf"})


@pytest.fixture(scope="module")
def journey(material: Material) -> Journey:
    return find_journey(material, TODAY, Asked(actor="sole trader", scenario="payment transfer invoice"))


def test_nothing_on_a_map_is_invented(material: Material, corpus: dict[str, Item], journey: Journey) -> None:
    for one in (journey, find_journey(material, TODAY)):
        plain = one.model_dump(mode="json", by_alias=True)
        assert invented(plain, corpus) == []
        assert len(list(quotes_in(plain))) >= 5
    names = " ".join(corpus[name].segment for name in journey.scenario.ids)
    assert all(segment in names for segment in journey.actor.segments)


def test_each_cell_has_words_or_says_whom_to_ask(journey: Journey) -> None:
    cells = [getattr(phase, column) for phase in journey.phases for column in COLUMNS]
    assert all(bool(cell.quotes) != (cell.ask is not None) for cell in cells)
    assert all(cell.ask.who and cell.ask.question.endswith("?") for cell in cells if cell.ask)
    assert [phase.phase for phase in journey.phases] == list(TITLES)
    split = next(phase for phase in journey.phases if phase.phase == "handling")
    assert "I have to split it by hand" in [quote.quote for quote in split.does.quotes]


def test_the_actor_alone_speaks_and_records_stand_beside_him(
    journey: Journey, corpus: dict[str, Item]
) -> None:
    for phase in journey.phases:
        for column in ("does", "thinks", "feels"):
            assert all("sole trader" in quote.segment for quote in getattr(phase, column).quotes)
    recorded = {
        quote.id
        for phase in journey.phases
        for quote in phase.evidence.quotes
        if not corpus[quote.id].is_voice
    }
    assert "SYN-LL-008" in recorded
    assert journey.scenario.others, "others are named, not left out in silence"


def test_the_same_feedback_gives_the_same_map(material: Material) -> None:
    first, again = (find_journey(material, TODAY) for _ in range(2))
    assert first.model_dump_json() == again.model_dump_json()
    assert first.actor.chosen == first.scenario.chosen == "best attested"


def test_what_tells_no_part_of_an_episode_is_in_no_phase() -> None:
    for said in ("good", "Need a dashboard.", "secrets are ok"):
        assert pieces_of(Item("A", said, "nps_survey"), usual()) == []
    told = pieces_of(Item("B", "Log folding is lovely. I look at the first line.", "interview"), usual())
    assert [(one.column, one.phase) for one in told] == [("feels", "finding-out"), ("does", "finding-out")]


def test_personal_data_is_on_no_map(material: Material) -> None:
    made = find_journey(material, TODAY, Asked(scenario="payment matched"))
    assert "LL-054" in " ".join(made.scenario.ids)
    assert made.personal_data >= 1
    assert "LL-054" not in {quote["id"] for quote in quotes_in(made.model_dump(mode="json"))}


@pytest.mark.parametrize(
    ("when", "phase"),
    [
        ("a client pays several invoices in one transfer", "moment"),
        ("the remittance email is on its way", "waiting"),
        ("they look up what was paid", "finding-out"),
        ("the moon is full", None),
    ],
)
def test_a_moment_falls_in_its_phase(material: Material, when: str, phase: str | None) -> None:
    asked = Asked(actor="sole trader", scenario="payment transfer invoice lump-sum")
    tied = find_journey(material, TODAY, asked, statement=WHEN.format(when)).statement
    assert tied is not None
    assert (tied.when, tied.phase) == (when, phase)
    assert bool(tied.choose) == (phase is None)


def test_a_statement_without_a_moment_is_offered_those_that_customers_name(material: Material) -> None:
    bare = "Today, sole traders have to split a transfer by hand. Customers need a way to see what was paid."
    tied = find_journey(material, TODAY, Asked(actor="sole trader"), statement=bare).statement
    assert tied is not None
    assert (tied.when, tied.phase) == (None, None)
    assert tied.choose


@pytest.mark.parametrize(
    ("said", "thinks", "feels", "moments"),
    [
        ("When the lift stops I wait. I never know who to ring, and I hate it.", ["I never know who to ring, and I hate it"], ["I hate it"], ["When the lift stops"]),
        ("Which form is it? I'm nervous after each call.", ["Which form is it?"], ["I'm nervous after each call"], ["after each call"]),
        ("At month end I sit and wait. When I lose the slip I go back.", [], [], ["At month end", "When I lose the slip"]),
        ("Lost six tickets last week.", [], [], []),
    ],
)  # fmt: skip
def test_thoughts_feelings_and_moments_are_the_persons_own(
    said: str, thinks: list[str], feels: list[str], moments: list[str]
) -> None:
    item = Item("A", said, "interview")
    found = [[told.words for told in list_of(item)] for list_of in (thoughts_of, feelings_of, moments_of)]
    assert found[0] == thinks
    assert all(any(want in one for one in found[1]) for want in feels)
    assert len(found[1]) == len(feels)
    assert found[2] == moments
    assert not thoughts_of(Item("B", said, "product_analytics"))


@pytest.mark.parametrize(
    ("clause", "stage"),
    [
        ("I look for the cable", "finding-out"),
        ("we waited at the gate", "waiting"),
        ("I press the bell without reading the sign", "handling"),
        ("In the end I just left", "afterwards"),
        ("the letter said to prepare the room", "ready"),
        ("a bus comes", "moment"),
        ("blue", None),
    ],
)
def test_a_clause_is_in_a_stage_by_its_verb(clause: str, stage: str | None) -> None:
    assert stage_of(clause, 0, len(clause)) == stage


@pytest.mark.parametrize(
    ("text", "phases"),
    [
        ("Before a hot day I fill the jugs; during it I carry them; afterwards I write down what was left.",
         {"I fill the jugs": "ready", "I carry them": "handling", "I write down what was left": "afterwards"}),
        ("Before I pay I check the slip.", {"I check the slip": "finding-out"}),
        ("I leave the shed open when I carry jugs.", {"I leave the shed open when I carry jugs": "handling"}),
        ("I left the club.", {"I left the club": "afterwards"}),
        ("I fill the jugs before the dogs come.", {"I fill the jugs before the dogs come": "handling"}),
    ],
)  # fmt: skip
def test_what_leads_in_an_act_places_it(text: str, phases: dict[str, str]) -> None:
    item = Item("I-1", text, "interview")
    assert {one.told.words: one.phase for one in pieces_of(item, ()) if one.column == "does"} == phases


def test_what_comes_after_is_told_later_and_three_voices_turn_the_order() -> None:
    said = "I press the bell after the light went out."
    items = [Item(f"i{at}", said, "interview") for at in range(3)]
    told = told_order(piece for item in items for piece in pieces_of(item, usual()))
    assert set(told) == {("moment", "handling")}
    assert in_told_order(["handling", "moment"], told) == ["moment", "handling"]
    few = {pair: dict(list(voices.items())[:2]) for pair, voices in told.items()}
    assert in_told_order(["handling", "moment"], few) == ["handling", "moment"]


@pytest.mark.parametrize(
    ("segment", "name"),
    [("patient, day procedure", "patient"), ("patient awaiting results", "patient"), ("freelancer with foreign clients", "freelancer"), ("unknown", ""), ("", "")],
)  # fmt: skip
def test_a_segment_says_what_people_are(segment: str, name: str) -> None:
    assert family(segment) == name


def test_the_edits_of_an_author_survive_a_rerun(
    cli: Callable[..., Done], sample_index: Path, tmp_path: Path, corpus: dict[str, Item]
) -> None:
    file = tmp_path / "phases.yaml"

    def run(*more: str) -> Done:
        return cli(
            "journey",
            "--store",
            sample_index,
            "-w",
            "product=LedgerLeaf",
            "--actor",
            "sole trader",
            "--scenario",
            "payment transfer invoice",
            "--edit",
            file,
            "-f",
            "json",
            *more,
        )

    first = run("--as-of", "2026-11-27")
    assert (first.code, first.json["order_by"], first.json["schema"]) == (0, "usual", "wbcoach.journey/1")
    edited = "# mine\nphases:\n- phase: month-end\n  name: Month end\n  words: [month]\n- phase: afterwards\n- phase: handling\n  name: Splitting\n"
    file.write_text(edited, "utf-8")
    second, third = run("--as-of", "2026-11-27"), run("--as-of", "2026-11-27")
    assert second.out == third.out
    assert file.read_text("utf-8") == edited
    made = Journey.model_validate(second.json)
    assert [(phase.phase, phase.name, phase.named_by) for phase in made.phases] == [
        ("month-end", "Month end", "author"),
        ("afterwards", "Afterwards", "wbcoach"),
        ("handling", "Splitting", "author"),
    ]
    assert made.order_by == "author"
    assert made.removed, "what fell in the phases that were taken out is counted"
    month = [corpus[name].text for name in made.phases[0].ids]
    assert month
    assert all("month" in said for said in month)
    assert invented(second.json, corpus) == []


@pytest.mark.parametrize(
    "wrong",
    ["phases: []", "phases: [{name: A}]", "phases: [{phase: new}]", "phases: [{phase: ready, colour: red}]", "- [", "phases: [{phase: ready}, {phase: ready}]"],
)  # fmt: skip
def test_a_file_that_holds_no_phases_is_refused_with_a_way_out(tmp_path: Path, wrong: str) -> None:
    file = tmp_path / "phases.yaml"
    file.write_text(wrong, "utf-8")
    with pytest.raises(InputError) as caught:
        read_edits(str(file))
    assert caught.value.hint
    assert str(file) in caught.value.message


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    phases = [EditedPhase("ready", 'Prêt: "a" # b'), EditedPhase("waiting", "Waiting")]
    write_edits(str(tmp_path / "p.yaml"), phases)
    assert read_edits(str(tmp_path / "p.yaml")) == phases
    with pytest.raises(InputError, match="can't be written"):
        write_edits(str(tmp_path / "no" / "p.yaml"), phases)


@pytest.mark.parametrize("output", ["text", "markdown", "html"])
def test_each_format_shows_the_same(cli: Callable[..., Done], sample_index: Path, output: str) -> None:
    narrowed = ("-w", "product=CareWicket", "--actor", "patient")
    done = cli("journey", "--store", sample_index, *narrowed, "--as-of", "2026-11-27", "-f", output)
    assert done.code == 0
    assert "SYN-CW-" in done.out
    if output == "html":
        drawn = re.search(r"<svg.*?</svg>", done.out, re.DOTALL)
        assert drawn is not None
        words = " ".join(ET.fromstring(drawn[0]).itertext())  # noqa: S314  it is our own
        assert all(title in words for title in TITLES.values())
        assert "<script" not in done.out
        assert not re.search(r"(?:src|href)=", done.out)
        table = done.out[done.out.index("<table>") :]
        told = {*re.findall(r"SYN-CW-\d+", words)}
        assert told <= {*re.findall(r"SYN-CW-\d+", table)}, "the table says what the picture does"


def test_a_wide_terminal_gets_a_table_and_a_narrow_one_no_line_too_long(journey: Journey) -> None:
    wide, narrow = text(journey, 100).splitlines(), text(journey, 60).splitlines()
    assert max(map(len, wide)) <= 100
    assert sum(line.count(" | ") == 4 for line in wide) > 10
    assert max(map(len, narrow)) <= 60


def test_who_and_what_nobody_tells_of_is_said(material: Material) -> None:
    with pytest.raises(InputError, match="zeppelin"):
        find_journey(material, TODAY, Asked(scenario="zeppelin"))
    with pytest.raises(InputError, match="astronaut"):
        find_journey(material, TODAY, Asked(actor="astronaut"))


def test_errors_have_their_exit_code(cli: Callable[..., Done], sample_index: Path, tmp_path: Path) -> None:
    assert cli("journey", "--store", tmp_path / "none").code == 3
    assert cli("journey", "--store", sample_index, "-f", "yaml").code == 2
    done = cli("journey", "--store", sample_index, "--statement", "missing.md")
    assert (done.code, done.out) == (2, "")
    assert "missing.md" in done.err


@hypothesis_settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_clauses_that_are_verbatim(said: str) -> None:
    item = Item("A", f"{said} I wonder if it rained when I left, and I hate it {said}", "interview")
    for piece in pieces_of(item, usual()):
        assert piece.told.words
        assert piece.told.words in item.text
