"""`wbcoach needs`: wants are verbatim, things are unpacked, groups are hypotheses, and scores come from surveys alone."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from defining import invented
from hashing import Hashing
from storing import update

from wbcoach import samples
from wbcoach.define.chart import svg
from wbcoach.define.material import gather
from wbcoach.define.need_shapes import Needs
from wbcoach.define.needs import find_needs
from wbcoach.define.survey import NONE, opportunities
from wbcoach.define.wants import wants
from wbcoach.errors import InputError, SettingsError
from wbcoach.evidence import Item
from wbcoach.library import Library, read

if TYPE_CHECKING:
    from collections.abc import Callable

    from program import Done

pytest.importorskip("sklearn")
TODAY = dt.date(2026, 11, 27)


def needs_of(store: Path, **where: str) -> Needs:
    with Library.open(store) as library:
        found = gather(library, None, where)
    return find_needs(found, TODAY, found.rows)


@pytest.fixture(scope="module")
def needs(sample_index: Path) -> Needs:
    return needs_of(sample_index)


@pytest.mark.parametrize(
    ("text", "form", "done", "thing"),
    [
        (
            "How do I split a bill between two firms? It is urgent.",
            "question",
            "split a bill between two firms",
            None,
        ),
        (
            "We can't tell which van is late until it is back.",
            "hindrance",
            "tell which van is late until it is back",
            None,
        ),
        ("There is no way to undo a booking, so I ring.", "hindrance", "undo a booking", None),
        ("I just want to know who signed.", "wish", "know who signed", None),
        ("Please add a chatbot to answer tax questions.", "thing", "answer tax questions", "a chatbot"),
        ("We need a dashboard.", "thing", None, "a dashboard"),
        ("You should build an integration with TaxPilot.", "thing", None, "an integration with TaxPilot"),
    ],
)
def test_a_want_is_cut_out_of_the_text_and_a_thing_is_unpacked(
    text: str, form: str, done: str | None, thing: str | None
) -> None:
    (want,) = wants(text)
    assert want.form == form
    assert (want.done.of(text) if want.done else None) == done
    assert (want.thing.of(text) if want.thing else None) == thing


@pytest.mark.parametrize(
    "text",
    [
        "The invoice was late.",
        "agent: can you tell me the number? customer: no",
        "I can, on good days.",
        "Reports load slowly.",
    ],
)
def test_where_nobody_says_what_they_want_there_is_no_want(text: str) -> None:
    assert wants(text) == []


def test_nothing_is_invented(needs: Needs) -> None:
    items = {item.id: item for item in read(samples.FEEDBACK).items}
    assert len(needs.needs) >= 15
    assert invented(needs.model_dump(mode="json", by_alias=True), items) == []
    for need in needs.needs:
        for want in need.wants:
            text = items[want.id].text
            assert all(part in text for part in (want.done, want.thing) if part)
            assert (want.question is None) == (want.done is not None)
        assert need.done is None or any(need.done == want.done for want in need.wants)
        assert (need.done or "[get done what?]") in need.kano.functional
        assert (need.done or "[get done what?]") in need.kano.dysfunctional


def test_a_group_is_a_hypothesis_with_cues_and_never_sure(needs: Needs) -> None:
    for need in needs.needs:
        kano = need.kano
        assert kano.confidence <= 0.8
        assert (kano.group == "unclear") == (kano.confidence == 0)
        assert sum(kano.votes.values()) == len({cue.id for cue in kano.cues})
    assert {need.kano.group for need in needs.needs} >= {"must-have", "performance", "unclear"}


def test_the_same_feedback_gives_the_same_needs(needs: Needs, sample_index: Path) -> None:
    assert needs_of(sample_index).model_dump_json() == needs.model_dump_json()


def test_without_survey_columns_there_is_no_score(needs: Needs) -> None:
    assert (needs.opportunities, needs.survey) == ([], NONE)
    with pytest.raises(InputError, match="nothing to draw"):
        svg(needs.opportunities)


def survey() -> list[Item]:
    """Ten people on two needs: one important and badly met, one neither."""
    answers = {
        "see who opened the door": [(5, 1), (5, 2), (4, 2), (5, 4), (4, 1), (2, 2)],
        "change the bell's tune": [(1, 5), (2, 4), (5, 5), (1, 4)],
    }
    return [
        Item(f"s{need[:3]}{at}", f"Answer {at} on the door: {need}", "survey", "2026-09-01", segment="tenant", meta={
            "need": need, "Importance": str(importance), "satisfaction": str(satisfaction)})
        for need, rows in answers.items()
        for at, (importance, satisfaction) in enumerate(rows)
    ]  # fmt: skip


def test_a_score_is_counted_from_the_survey_with_its_scale_and_n(tmp_path: Path) -> None:
    update(tmp_path / "store", survey(), Hashing())
    found = needs_of(tmp_path / "store").opportunities
    first, second = (one for one in found if one.segment is None)
    assert (first.need, first.n, first.scale) == ("see who opened the door", 6, "1 to 5")
    assert first.importance == pytest.approx(10 * 5 / 6, abs=0.01)
    assert first.satisfaction == pytest.approx(10 * 1 / 6, abs=0.01)
    assert first.score == pytest.approx(2 * 10 * 5 / 6 - 10 / 6, abs=0.01)
    assert second.score is None
    assert "only 4 answered" in second.why
    with pytest.raises(SettingsError, match="above the scale"):
        opportunities(survey(), top=4)


def test_the_same_words_of_other_customers_are_rows_of_their_own(tmp_path: Path) -> None:
    text = "How important is it to see at a glance who opened the front door last night"
    rows = [
        Item(
            f"r{at}",
            text,
            "survey",
            "2026-09-01",
            customer=f"c{at}",
            meta={"importance": "5", "satisfaction": "2"},
        )
        for at in range(6)
    ]
    update(tmp_path / "store", rows, Hashing())
    (one,) = needs_of(tmp_path / "store").opportunities
    assert (one.need, one.n, one.score) == (text, 6, 20.0)


def test_the_chart_is_the_same_each_time_and_is_svg() -> None:
    scored, _ = opportunities(survey(), top=5)
    picture = svg(scored)
    assert picture == svg(scored)
    assert ET.fromstring(picture).tag.endswith("svg")  # noqa: S314  our own
    assert "underserved" in picture


@pytest.mark.parametrize("output", ["text", "json", "markdown", "html"])
def test_each_format_shows_needs_and_scores(cli: Callable[..., Done], tmp_path: Path, output: str) -> None:
    pytest.importorskip("matplotlib")
    update(tmp_path / "store", survey(), Hashing())
    chart = tmp_path / "chart.svg"
    done = cli("needs", "--store", tmp_path / "store", "-f", output, "--chart", chart)
    assert done.code == 0, done.err
    assert chart.read_text("utf-8").startswith("<?xml")
    assert "see who opened the door" in done.out
    if output == "json":
        assert done.json["schema"] == "wbcoach.needs/1"
        Needs.model_validate(done.json)
    if output == "html":
        assert "<svg" in done.out
        assert "<table>" in done.out


def test_how_long_somebody_could_not_is_no_part_of_what_they_want() -> None:
    text = "When it snows I can't reach the hives for days."
    (want,) = wants(text)
    assert want.done is not None
    assert want.done.of(text) == "reach the hives"
