"""`wbcoach define`: a pack whose every line has its source, a draft without invented words, and files that a run goes on from."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from defining import invented

from wbcoach import samples
from wbcoach.coach import Coach
from wbcoach.define.drafting import GAPS, drafted, written
from wbcoach.define.journey import find_journey
from wbcoach.define.journey_cast import Asked
from wbcoach.define.kept_parts import Parts
from wbcoach.define.material import gather
from wbcoach.define.needs import find_needs
from wbcoach.define.pack import chosen_pain, judged_statement, packed
from wbcoach.define.pack_shapes import Pack
from wbcoach.define.pains import find_pains
from wbcoach.define.personas import personas_of
from wbcoach.define.shapes import Pains
from wbcoach.errors import InputError
from wbcoach.evidence import Item
from wbcoach.faces.pages.pack import html, markdown
from wbcoach.faces.pages.standing import page
from wbcoach.faces.pages.themes_picture import svg, table
from wbcoach.library import Library, read
from wbcoach.settings import load
from wbcoach.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from program import Done

pytest.importorskip("sklearn")
TODAY = dt.date(2026, 11, 27)
NARROW = ("-w", "product=LedgerLeaf", "--as-of", "2026-11-27")


@pytest.fixture(scope="module")
def corpus() -> dict[str, Item]:
    return {item.id: item for item in read(samples.FEEDBACK).items}


@pytest.fixture(scope="module")
def pack(sample_index: Path) -> Pack:
    settings = load({"store": str(sample_index), "embedder": "none", "as_of": TODAY}).settings
    with Library.open(sample_index, None) as library:
        material = gather(library, None, {"product": "LedgerLeaf"})
        pains = find_pains(material, TODAY)
        needs = find_needs(material, TODAY)
        told = next(one for one in (*pains.pains, *pains.leads) if "SYN-LL-001" in one.ids)
        pain = chosen_pain(pains, told.rank)
        statement = judged_statement(Coach(settings, library), material, pain, None)
        assert statement is not None
        journey = find_journey(material, TODAY, Asked(pain=told.rank), statement=statement.text)
        return packed(pains, needs, journey, personas_of(library, settings), pain, statement)


def quotations(shape: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(shape, dict):
        if "quote" in shape and "sha256" in shape:
            yield shape
        for value in shape.values():
            yield from quotations(value)
    elif isinstance(shape, list):
        for value in shape:
            yield from quotations(value)


def test_nothing_in_a_pack_is_invented(pack: Pack, corpus: dict[str, Item]) -> None:
    plain = pack.model_dump(mode="json", by_alias=True)
    found = list(quotations(plain))
    assert len(found) > 50
    for one in found:
        item = corpus[one["id"]]
        assert (item.text[one["start"] : one["end"]], item.sha256) == (one["quote"], one["sha256"])
    for part in ("pains", "needs", "journey"):
        assert invented(plain[part], corpus) == []


def test_a_draft_has_customers_words_with_their_place_or_gaps(pack: Pack, corpus: dict[str, Item]) -> None:
    statement = pack.statement
    assert statement is not None
    assert [part.slot for part in statement.parts] == list(GAPS)
    for part in statement.parts:
        if part.said is None:
            assert part.text == GAPS[part.slot]
        else:
            assert part.text == corpus[part.said.id].text[part.said.start : part.said.end]
    by_slot = {part.slot: part.text for part in statement.parts}
    assert by_slot["problem"] == "split it by hand"
    assert by_slot["situation"] == "a client pays three invoices in one transfer"
    left = statement.text
    for part in statement.parts:
        left = left.replace(part.text, "", 1)
    assert " ".join(left.split()) == "Today, have to when . Customers need a way to ."
    assert statement.verdict != "ready", "a gap is not told"
    assert any(one.linked for one in statement.evidence)
    assert pack.journey is not None
    assert pack.journey.statement is not None
    assert pack.journey.statement.phase == "moment"


def test_hardship_and_moment_are_of_one_person_and_read_of_others() -> None:
    items = [
        Item("A", "I have to carry the crates by hand.", "interview"),
        Item("B", "When the lift stops it is a mess.", "interview"),
        Item("C", "When my lift stops I have to call my brother.", "interview"),
        Item("D", "When the gate jams we have to climb the fence.", "interview"),
    ]
    parts = drafted(items)
    assert {part.said.id for part in parts if part.said} == {"D"}
    assert written(parts) == (
        "Today, [who, exactly?] have to climb the fence when the gate jams. Customers need a way to [get done what?]."
    )
    alone = written(drafted(items[2:3]))
    assert "have to call their brother when their lift stops" in alone, (
        "what one tells of oneself is told of others"
    )
    assert Statement.parse(written(drafted([]))).slots.problem is None


def test_each_open_question_says_what_it_rests_on(pack: Pack, corpus: dict[str, Item]) -> None:
    assert {one.about for one in pack.questions} >= {"statement", "need", "journey"}
    for one in pack.questions:
        assert one.question.endswith("?")
        assert one.why
        assert all(name in corpus or re.fullmatch(r"[A-Z]\d\d", name) for name in one.ids)
    assert any("narrowed" in words for words in pack.thin)


def test_each_line_about_customers_names_an_item(pack: Pack) -> None:
    made = markdown(pack)
    quoting = [
        line
        for line in made.splitlines()
        if re.match(r"- (?:for|Said|Measured|Against|does|because|but)\b", line)
    ]
    assert len(quoting) > 10
    assert all("SYN-" in line or line in ("- does", "- because", "- but") for line in quoting)
    assert [line for line in made.splitlines() if line.startswith("# ")] == ["# Define pack"]


def test_the_page_stands_by_itself_and_says_the_same_as_its_pictures(pack: Pack) -> None:
    made = html(pack)
    assert made == html(Pack.model_validate_json(pack.model_dump_json(by_alias=True)))
    assert made.count("<svg") == made.count("<desc") == 2
    assert not re.search(r"<script|<link|(?:src|href)=", made)
    for line in table(pack.pains, 5):
        for cell in re.findall(r"\d+ of \d+", line):
            assert f"<td>{cell}</td>" in made


def test_a_customers_own_markup_stays_words() -> None:
    made = page("| a |\n| --- |\n| x<br>\\<br\\> |\n", "T")
    assert "x<br>&lt;br&gt;" in made


def test_themes_are_drawn_with_their_numbers(pack: Pack) -> None:
    drawn = svg(pack.pains, 3)
    first = (pack.pains.pains or pack.pains.leads)[0]
    for one in first.trend.periods:
        assert f">{one.of}</text>" in drawn
        assert f">{one.period[2:]}</text>" in drawn
    assert drawn == svg(pack.pains, 3)


def test_a_run_goes_on_from_its_files_and_keeps_the_authors(
    cli: Callable[..., Done], sample_index: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "pack"
    first = cli("define", "--store", sample_index, "-o", folder, *NARROW)
    assert first.code == 0
    names = {"define.md", "define.html", "define.json", "draft.md", "journey.yaml"}
    assert names <= {place.name for place in folder.iterdir()}
    made = {name: (folder / name).read_bytes() for name in names}
    (folder / "define.md").unlink()
    again = cli("define", "--store", sample_index, "-o", folder, *NARROW)
    assert (again.code, again.out) == (0, first.out)
    assert "pains, needs, personas, journey" in again.err
    assert {name: (folder / name).read_bytes() for name in names} == made
    (folder / "statement.md").write_text(
        "## Problem statement\n\nToday, sole traders have to split a transfer by hand when a client pays three invoices at once. "
        "Customers need a way to see which invoices a transfer pays.\n",
        "utf-8",
    )
    (folder / "pains.json").write_text("{}", "utf-8")
    own = cli("define", "--store", sample_index, "-o", folder, *NARROW)
    assert own.code == 0
    assert "pains," not in own.err, "a damaged part is made again"
    told = Pack.model_validate_json((folder / "define.json").read_text("utf-8"))
    assert told.statement is not None
    assert (told.statement.written_by, told.statement.parts) == ("author", [])
    assert told.statement.text.startswith("Today, sole traders")


def test_a_part_is_made_again_when_what_it_is_made_of_changes(pack: Pack, tmp_path: Path) -> None:
    made: list[str] = []

    def make(name: str) -> Pains:
        made.append(name)
        return pack.pains

    for name, stamp in (("a", "1"), ("b", "1"), ("c", "2")):
        Parts(tmp_path / "p").part("pains", Pains, stamp, lambda name=name: make(name))  # type: ignore[misc]
    assert made == ["a", "c"]
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(InputError, match="can't be"):
        Parts(tmp_path / "file")


def test_too_little_is_said_and_errors_have_their_exit_code(
    cli: Callable[..., Done], sample_index: Path, tmp_path: Path
) -> None:
    done = cli(
        "define",
        "--store",
        sample_index,
        "-w",
        "product=LedgerLeaf",
        "-w",
        "source=churn_survey",
        "-f",
        "json",
    )
    assert done.code == 0
    assert done.json["statement"] is None
    assert "no pain was found" in json.dumps(done.json["thin"])
    assert cli("define", "--store", tmp_path / "none").code == 3
    assert cli("define", "--store", sample_index, "-f", "text").code == 2
    assert cli("define", "--store", sample_index, *NARROW, "--pain", "99").code == 2


@pytest.mark.parametrize(
    ("said", "problem", "situation", "need"),
    [
        ("Whenever the belt stops we are forced to carry the sacks upstairs.", "carry the sacks upstairs", "the belt stops", None),
        ("Every time the code changes I have no choice but to ring the office.", "ring the office", "the code changes", None),
        ("The list is late, so I phone every driver. How do I see the list the day before?", "phone every driver", None, "see the list the day before"),
        ("Does anyone know when the van comes? He made me wait as if I had time.", None, None, None),
        ("Those I need to see don't book. If only it rained.", None, None, None),
        ("We must report her sick when she coughs.", None, None, None),
    ],
)  # fmt: skip
def test_slots_are_drafted_from_what_people_say_they_have_to_do_and_gaps_stay(
    said: str, problem: str | None, situation: str | None, need: str | None
) -> None:
    parts = {part.slot: part for part in drafted([Item("A", said, "interview")])}
    told = {slot: part.text if part.said else None for slot, part in parts.items()}
    assert told == {"customer": None, "problem": problem, "situation": situation, "need": need}
    assert all(
        part.said is None or said[part.said.start : part.said.end] == part.text for part in parts.values()
    )
