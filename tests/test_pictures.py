"""The pictures of the Define stage as they are made: contrast on a light and a dark ground, colour blindness, and what they tell in words."""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ET
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from colours import SIGHT, apart, contrast

from wbcoach.define.journey import COLUMNS, find_journey
from wbcoach.define.material import gather
from wbcoach.define.need_shapes import Opportunity
from wbcoach.define.pains import find_pains
from wbcoach.faces.pages.journey_picture import svg as journey_svg
from wbcoach.faces.pages.needs_picture import svg as needs_svg
from wbcoach.faces.pages.themes_picture import svg as themes_svg
from wbcoach.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from program import Done

    from wbcoach.define.journey_shapes import Journey

TODAY = dt.date(2026, 11, 27)
TEXT, MARK, DISTANCE = 4.5, 3.0, 20.0
_DARK = re.compile(r"\.(wb-[fs]-\w+)\{(?:fill|stroke):(#\w+)\}")


@pytest.fixture(scope="module")
def pictures(sample_index: Path) -> dict[str, ET.Element]:
    """The three pictures of the bundled feedback, and of a made survey."""
    with Library.open(sample_index) as library:
        found = gather(library, None, {"product": "CareWicket"})
    scored = [
        Opportunity.model_construct(
            need=f"need {at}", segment=None, n=9, importance=4.0 + at, satisfaction=7.0 - at, score=5.0, scale="1 to 5"
        )
        for at in range(2)
    ]  # fmt: skip
    made = {
        "journey": journey_svg(filled(find_journey(found, TODAY))),
        "themes": themes_svg(find_pains(found, TODAY), 5),
        "needs": needs_svg(scored),
    }
    return {name: ET.fromstring(picture) for name, picture in made.items()}  # noqa: S314  our own


def filled(journey: Journey) -> Journey:
    """Give a journey whose first phase has words in each row, and the others what they have."""
    cell = next(
        cell for phase in journey.phases for column in COLUMNS if (cell := getattr(phase, column)).quotes
    )
    first, *rest = journey.phases
    return journey.model_copy(
        update={"phases": (first.model_copy(update=dict.fromkeys(COLUMNS, cell)), *rest)}
    )


def drawn(picture: ET.Element, *, dark: bool) -> Iterator[tuple[str, str | None, str | None]]:
    """Give each element that is painted: its tag, fill and stroke as they come out on that ground."""
    repainted = dict(_DARK.findall("".join(picture.itertext()))) if dark else {}
    yield from _walk(picture, "#000000", None, repainted)


def _walk(
    one: ET.Element, fill: str | None, stroke: str | None, repainted: dict[str, str]
) -> Iterator[tuple[str, str | None, str | None]]:
    tag = one.tag.rsplit("}", 1)[-1]
    if tag in ("defs", "title", "desc", "style", "metadata"):
        return
    style = dict(re.findall(r"(fill|stroke):\s*([^;]+)", one.get("style", "")))
    fill = _colour(style.get("fill", one.get("fill", fill)))
    stroke = _colour(style.get("stroke", one.get("stroke", stroke)))
    for name in one.get("class", "").split():
        if name.startswith("wb-f-"):
            fill = repainted.get(name, fill)
        elif name.startswith("wb-s-"):
            stroke = repainted.get(name, stroke)
    if tag in ("rect", "polygon", "polyline", "line", "text", "path", "use"):
        yield tag, fill, stroke
    for child in one:
        yield from _walk(child, fill, stroke, repainted)


def _colour(told: str | None) -> str | None:
    told = (told or "").strip()
    return told if told.startswith("#") else None


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", ["journey", "themes", "needs"])
def test_each_text_and_mark_stands_out_from_its_ground(
    pictures: dict[str, ET.Element], name: str, *, dark: bool
) -> None:
    painted = list(drawn(pictures[name], dark=dark))
    ground = next(fill for tag, fill, _ in painted if tag in ("rect", "path") and fill)
    assert (contrast(ground, "#000000") < TEXT) is dark
    texts = {fill for tag, fill, _ in painted if tag == "text" and fill}
    marks = {
        (fill, stroke) for tag, fill, stroke in painted if tag != "text" and (fill, stroke) != (None, None)
    }
    marks = {mark for mark in marks if mark[0] != ground or mark[1]}
    assert texts
    assert marks
    under = {ground} | {
        fill for fill, _ in marks if fill and name != "themes" and contrast(fill, ground) < MARK
    }
    assert {(text, one) for text in texts for one in under if contrast(text, one) < TEXT} == set()
    assert {mark for mark in marks if max(contrast(one, ground) for one in mark if one) < MARK} == set()


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("dark", [False, True])
def test_the_rows_of_a_journey_are_told_apart_with_any_sight(
    pictures: dict[str, ET.Element], sight: str, *, dark: bool
) -> None:
    picture = pictures["journey"]
    repainted = dict(_DARK.findall("".join(picture.itertext())))
    stripes = {
        name.removeprefix("wb-f-"): repainted[name] if dark else str(one.get("fill"))
        for one in picture.iter("{http://www.w3.org/2000/svg}rect")
        for name in [one.get("class", "")]
        if name.removeprefix("wb-f-") in COLUMNS
    }
    assert len(stripes) == len(COLUMNS)
    near = {
        (one, other): apart(stripes[one], stripes[other], sight) for one, other in combinations(stripes, 2)
    }
    assert min(near.values()) >= DISTANCE


def test_colours_that_a_kind_of_sight_confuses_are_near() -> None:
    assert apart("#d05000", "#708000", "all colours") > 2 * DISTANCE
    assert apart("#d05000", "#708000", "deuteranopia") < DISTANCE
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("journey", r"\d+ voices?, .+ quoted"),
        ("themes", r"\d{4}-Q\d \d+ of \d+"),
        ("needs", r"1 need 0: importance 4\.0, satisfaction 7\.0"),
    ],
)
def test_each_picture_tells_in_words_what_it_shows(
    pictures: dict[str, ET.Element], name: str, told: str
) -> None:
    picture = pictures[name]
    space = "{http://www.w3.org/2000/svg}"
    named = {
        one.get("id"): one.text for one in (*picture.iter(f"{space}title"), *picture.iter(f"{space}desc"))
    }
    labels = (picture.get("aria-labelledby") or "").split()
    assert picture.get("role") == "img"
    assert len(labels) == 2
    assert named[labels[0]]
    assert re.search(told, str(named[labels[1]]))


@pytest.mark.parametrize("command", ["journey", "pains"])
def test_the_picture_alone_is_what_the_page_holds(
    cli: Callable[..., Done], sample_index: Path, command: str
) -> None:
    asked = (command, "--store", sample_index, "-w", "product=CareWicket", "--as-of", "2026-11-27", "-f")
    alone, page = cli(*asked, "svg"), cli(*asked, "html")
    assert alone.code == page.code == 0
    ET.fromstring(alone.out)  # noqa: S314  our own
    assert alone.out.strip() in page.out


def test_a_picture_of_nothing_is_refused_and_so_is_a_format_without_one(
    cli: Callable[..., Done], sample_index: Path
) -> None:
    needs = cli("needs", "--store", sample_index, "-f", "svg")
    assert needs.code == 2
    assert "importance" in needs.err
    personas = cli("personas", "--store", sample_index, "-f", "svg")
    assert personas.code == 2
