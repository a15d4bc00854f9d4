"""How a thing is told: praise without a word of praise, blame in friendly words, and who speaks against a pain."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from eval.train import tones as training
from wbcoach.coach.gather import brought_up
from wbcoach.define.cues import tone
from wbcoach.define.material import gather
from wbcoach.define.pains import find_pains
from wbcoach.evidence import Item
from wbcoach.heads import going
from wbcoach.library import Batch, Library, Store
from wbcoach.stance import Claim
from wbcoach.statement import Statement

if TYPE_CHECKING:
    from pathlib import Path

    from wbcoach.library.embed import Embedder

TODAY = dt.date(2026, 11, 27)
SUFFERING = (
    "The ferry leaves late and nobody on the quay knows when.",
    "I stood on the quay for an hour since the ferry was late.",
    "Our ferry was late again, and I missed the bus behind it.",
    "Each evening the ferry is late and the quay has no roof.",
    "I wait on the quay in the rain because the ferry is late.",
)
GLAD = "Our ferry is always on the minute, I know when it comes."
OTHER = "The cakes on board are lovely."


def test_the_weights_in_the_package_were_fitted_on_the_data_beside_them() -> None:
    assert going.weights()["data"] == training.digest(), "run `python -m eval train-tones`"
    assert len(going.weights()["vector"]) == 384


def test_the_sentences_are_many_and_no_two_are_alike() -> None:
    made = training.made()
    ids = [json.loads(line)["id"] for line in training.FILE.read_text("utf-8").splitlines()]
    assert len({text for text, _ in made}) == len(set(ids)) == len(made)
    assert 200 <= sum(well for _, well in made) <= len(made) - 200


@pytest.mark.parametrize(
    ("glad", "sorry"),
    [
        ("The glazier came at nine as promised and had the pane in by ten.", "The glazier came two days late and broke another pane."),
        ("Our stall had water and power from the first hour.", "Our stall had neither water nor power, and we sent people away."),
        ("I hand in the form and it's done the same afternoon.", "I hand in the form and hear nothing for a month."),
    ],
)  # fmt: skip
def test_what_went_well_weighs_more_than_what_went_badly_with_the_same_thing(
    embedder: Embedder, glad: str, sorry: str
) -> None:
    first, second = going.scores([glad, sorry], embedder)
    assert first > second


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("I never had to wait there.", "well"),
        ("In four years none of our cards has been declined.", "well"),
        ("It was not hard at all.", "well"),
        ("They never miss a chance to charge you.", "open"),
        ("Not late, just wrong.", "badly"),
        ("Nobody told me that it was late.", "badly"),
    ],
)
def test_a_hardship_that_is_denied_is_praise(told: str, expected: str) -> None:
    assert tone(Item("A", told, "interview"), {}) == expected


def test_who_has_it_otherwise_stands_beside_the_pain_and_other_praise_does_not(
    embedder: Embedder, tmp_path: Path
) -> None:
    told = [
        Item(f"F-{number}", text, "interview", "2026-10-01", customer=f"c{number}", product="Ferry")
        for number, text in enumerate((*SUFFERING, GLAD, OTHER))
    ]
    Store(tmp_path).update(Batch(told), embedder=embedder, origin="here")
    with Library.open(tmp_path, embedder) as library:
        material = gather(library, embedder)
    pains = find_pains(material, TODAY)
    found = [*pains.pains, *pains.leads]
    assert {name for pain in found for name in pain.contrary.ids} == {"F-5"}
    assert "F-6" in pains.left_out.goes_well
    assert all("F-5" not in pain.ids for pain in found), "it is no voice of those who suffer"
    unread = find_pains(replace(material, glad=frozenset()), TODAY)
    assert all("F-5" not in pain.contrary.ids for pain in (*unread.pains, *unread.leads))


def test_what_is_told_as_if_all_went_well_supports_no_hardship(embedder: Embedder) -> None:
    claim = Claim(
        Statement.parse(
            "Today, skippers have to wait at the lock when the keeper is away. Customers need a way to pass the lock at night."
        )
    )
    glad = Item(
        "A",
        "The lock opened by itself and we skippers were through at night, the keeper at home.",
        "interview",
    )
    sorry = Item("B", "Skippers wait for hours at the lock and the keeper sleeps.", "interview")
    near = 0.6
    assert brought_up(claim, sorry, near, embedder).stance == "supports"
    assert brought_up(claim, glad, near, None).stance == "supports", "words alone can't tell"
    assert brought_up(claim, glad, near, embedder).stance == "contradicts"


@pytest.mark.parametrize(
    "told", ["I need to know if a machine is free.", "I go down to see whether one is free."]
)
def test_what_somebody_wonders_about_is_no_praise(told: str) -> None:
    assert tone(Item("A", told, "interview"), {}) != "well"
    claim = Claim(
        Statement.parse(
            "Today, tenants have to go down when a machine may be free. Customers need a way to see if a machine is free."
        )
    )
    assert brought_up(claim, Item("A", told, "interview"), 0.6, None).stance != "contradicts"
