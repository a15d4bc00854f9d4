"""What a stranger's feedback brings: survey questions in the column of texts, days to come, asides, a run-on moment."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hashing import Hashing
from storing import update

from wbcoach.coach.gather import today
from wbcoach.define.acts import acts_of
from wbcoach.define.cues import severity
from wbcoach.define.denials import denies, opposes
from wbcoach.define.drafting import GAPS, drafted
from wbcoach.define.material import Material, gather
from wbcoach.define.needs import find_needs
from wbcoach.define.pains import find_pains
from wbcoach.define.personas import personas_of
from wbcoach.define.survey import is_asked
from wbcoach.define.tones import heard
from wbcoach.define.trends import trend
from wbcoach.define.triad import evidence_report
from wbcoach.define.wants import wants
from wbcoach.evidence import Item
from wbcoach.faces.pages.triad import markdown, text
from wbcoach.library import Library
from wbcoach.settings import Settings
from wbcoach.stance import Claim, stand
from wbcoach.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Callable

    from program import Done

    from wbcoach.library.embed import Embedder

pytest.importorskip("sklearn")
pytest.importorskip("duckdb")
TODAY = dt.date(2026, 11, 27)
_ROW = {"Importance": "5", "Satisfaction": "2", "need": "know that the kiln is free"}


def _potters() -> list[Item]:
    """Synthetic: six people about a kiln, and what a survey asked two of them."""
    told = [
        "I walk across the yard to look whether the kiln is free.",
        "The kiln was taken when I carried my bowls over.",
        "The plan on the kiln door is never right, I walk back with wet bowls.",
        "My bowls cracked since the kiln stood open all night.",
        "I write my name on the kiln door and somebody rubs it out.",
        "I ring the porter to ask whether the kiln is free.",
    ]
    items = [
        Item(f"K-{at}", text, "interview", f"2026-0{at}-03", customer=f"C{at}", segment="potter")
        for at, text in enumerate(told, 1)
    ]
    asked = "How important is it to you to know that the kiln is free?"
    return items + [
        Item(f"S-{at}", asked, "survey", "2026-06-01", customer=f"C{at}", meta=_ROW) for at in (1, 2)
    ]


def _read(store: Path, as_of: dt.date | None = None) -> Material:
    with Library.open(store) as library:
        return gather(library, None, as_of=as_of)


@pytest.mark.parametrize(
    ("text", "meta", "asked"),
    [
        ("How important is it to you to know that the kiln is free?", _ROW, True),
        ("Know that the kiln is free", _ROW, True),
        ("How happy are you with the kiln?", {"importance": "4"}, True),
        ("I never know. Why is there no list?", _ROW, False),
        ("I walk over twice a day.", _ROW, False),
        ("How do you people fire so much?", {}, False),
    ],
)
def test_what_a_survey_asked_is_told_from_what_somebody_said(
    text: str, meta: dict[str, str], *, asked: bool
) -> None:
    assert is_asked(Item("S-1", text, "survey", meta=meta)) is asked


def test_what_a_survey_asked_is_nobodys_voice_and_its_answers_count(tmp_path: Path) -> None:
    update(tmp_path, _potters(), Hashing())
    material = _read(tmp_path)
    pains = find_pains(material, TODAY)
    assert pains.left_out.asked == ["S-1"]  # the other is its duplicate
    assert not any(
        quote.id.startswith("S-") for pain in (*pains.pains, *pains.leads) for quote in pain.quotes
    )
    scored = find_needs(material, TODAY, material.rows).opportunities
    assert [(one.need, one.n) for one in scored] == [("know that the kiln is free", 2)]
    with Library.open(tmp_path) as library:
        assert all(one.name != "survey" for one in personas_of(library, Settings()).unheard)


def test_a_survey_alone_has_scores_and_no_pain(tmp_path: Path) -> None:
    update(tmp_path, _potters()[6:], Hashing())
    material = _read(tmp_path)
    assert (find_pains(material, TODAY).voices.total, len(material.rows)) == (0, 2)


def test_what_is_dated_after_the_day_is_left_out_and_counted(tmp_path: Path) -> None:
    update(tmp_path, _potters(), Hashing())
    pains = find_pains(_read(tmp_path, dt.date(2026, 4, 1)), dt.date(2026, 4, 1))
    assert (pains.left_out.later, pains.read) == (["K-4", "K-5", "K-6", "S-1"], 3)
    with Library.open(tmp_path) as library:
        settings = Settings(as_of=dt.date(2026, 4, 1))
        found = personas_of(library, settings)
    assert (found.later, found.voices_heard, today(settings).isoformat()) == (3, 3, found.as_of)


def test_a_voice_in_two_quarters_is_one_voice() -> None:
    heard_of = {f"2026-Q{at}": {"a", "b", "c", "d", "e"} for at in (1, 2, 3, 4)}
    assert trend(heard_of, heard_of).why == "5 of 5 voices from 2026-Q3 on, 5 of 5 before"


def test_segments_count_people_and_the_edge_of_a_theme_is_not_quoted(tmp_path: Path) -> None:
    twice = [Item(f"T-{at}", text, "interview", customer="C1", segment="potter") for at, text in enumerate(
        ("The kiln was taken again, I carried my bowls back.", "I carried my bowls back from the kiln."), 1
    )]  # fmt: skip
    update(tmp_path, [*_potters()[:6], *twice], Hashing())
    for pain in find_pains(_read(tmp_path), TODAY).pains:
        assert sum(pain.segments.values()) == pain.voices


@pytest.mark.parametrize(
    ("text", "done", "thing"),
    [
        (
            "Please add a camera over the kiln so that I can see from the shop whether it is free.",
            "see from the shop whether it is free",
            "a camera over the kiln",
        ),
        ("We need a way to find out who fires next.", "find out who fires next", None),
    ],
)
def test_a_purpose_of_ones_own_unpacks_a_thing(text: str, done: str | None, thing: str | None) -> None:
    found = [one for one in wants(text) if one.done]
    assert [one.done.of(text) for one in found if one.done] == ([done] if done else [])
    assert [one.thing.of(text) for one in found if one.thing] == ([thing] if thing else [])


def test_a_moment_beside_the_hardship_is_found_and_one_that_points_nowhere_is_none() -> None:
    def parts(*texts: str) -> dict[str, str]:
        items = [Item(f"D-{at}", text, "interview") for at, text in enumerate(texts)]
        return {part.slot: part.text for part in drafted(items)}

    told = parts("Every time there is a glaze day we have to stack the bowls on the floor.")
    assert (told["problem"], told["situation"]) == ("stack the bowls on the floor", "there is a glaze day")
    assert (
        parts("We have to stack the bowls on the floor when the shelf is full.")["situation"]
        == "the shelf is full"
    )
    assert (
        parts("We have to stack the bowls. They were wet when we got there.")["situation"]
        == GAPS["situation"]
    )
    need = parts("I have to guess. I need to know before I pack that there is a place for twelve bowls.")[
        "need"
    ]
    assert need == "know before they pack that there is a place for twelve bowls"


def test_who_gives_up_on_nothing_named_and_goes_on_denies_no_act() -> None:
    carried = Item("D-1", "I gave up and carried the bowls along the lane.", "interview")
    assert not opposes("Carries the bowls along the lane", carried)
    assert not denies(carried.text)
    assert denies("I gave up carrying the bowls.")


def test_an_act_in_a_moment_ends_where_the_speaker_is_named_anew() -> None:
    item = Item("D-1", "When I come in after dark I have to look for a free shelf.", "interview")
    assert [act.words for act in acts_of(item)] == ["I come in after dark", "I have to look for a free shelf"]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("I leave the door wedged open when I carry bowls.", 1),
        ("The glaze ran when I moved to another shelf.", 1),
        ("After two years we left the studio.", 3),
        ("I moved to another studio in May.", 3),
        ("I left it running.", 1),
    ],
)
def test_to_leave_a_thing_in_some_state_is_not_to_go(text: str, level: int) -> None:
    assert severity(Item("D-1", text, "interview"), {}).level == level


def test_a_check_to_be_sure_is_no_praise(embedder: Embedder) -> None:
    items = [
        Item(
            "D-1",
            "The kiln was warm and I walked over twice just to check that it was still on.",
            "interview",
        ),
        Item("D-2", "The dial said nine hundred. I waited ten minutes more to be sure.", "interview"),
    ]
    assert heard(items, ("open", "open"), {}, embedder) == (frozenset(), frozenset())


_GATE = (
    "Today, potters have to ring somebody when the yard gate doesn't open: 20% of visits end outside [M-1]. "
    "Customers need a way to get to their bowls at any hour."
)


def test_what_is_linked_and_on_no_clause_is_shown_with_how_it_stands() -> None:
    linked = [
        Item("M-1", "Mar 2026 to Oct 2026: 41 of 224 visits (18.3%) ended outside.", "metrics", "2026-10-18")
    ]
    report = evidence_report(_GATE, linked, None, Settings())
    shown = {one.id for clause in report.clauses for one in (*clause.against, *clause.related)}
    assert [(one.id, one.stance) for one in report.elsewhere] == [("M-1", "contradicts")]
    assert "M-1" not in shown
    assert "linked, and on no clause" in text(report, 80)
    assert "- contradicts: " in markdown(report)


def test_what_is_never_as_told_is_no_praise() -> None:
    claim = Claim(Statement.parse(_GATE))
    item = Item(
        "D-1",
        "I ring the office twice, since what they say is never what I find.",
        "interview",
        segment="potter",
    )
    assert stand(claim, item, similarity=0.5).stance != "contradicts"
    fine = Item("D-2", "The gate opens, and it is never stuck.", "interview", segment="potter")
    assert stand(claim, fine, similarity=0.5).stance == "contradicts"


def test_a_period_without_a_row_is_told_as_one(tmp_path: Path, cli: Callable[..., Done]) -> None:
    place = tmp_path / "visits.csv"
    place.write_text("day,outcome\n2026-03-01,in\n2026-03-02,out\n", "utf-8")
    told = cli("metric", place, "--rate", "outcome=in", "--since", "2027-01-01")
    assert "no row that counts has a day since 2027-01-01 (column day)" in " ".join(told.out.split())
