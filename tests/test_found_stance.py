"""How feedback that only a search brought up stands to a statement: by hardship and direction, nearness alone proves nothing."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import yaml

from wbcoach.evidence import Item
from wbcoach.stance import Claim, stand
from wbcoach.statement import Statement

if TYPE_CHECKING:
    from wbcoach.library.embed import Embedder

CASES = Path(__file__).with_name("standing")
HEATING = (
    "Today, tenants have to guess what their heating will cost when the landlord sends one bill a year. "
    "Customers need a way to know the cost while they can still turn it down."
)


@pytest.mark.parametrize("dense", [True, False])
@pytest.mark.parametrize(("half", "sure", "found"), [("development", 1.0, 0.6), ("final", 0.7, 0.85)])
def test_what_a_search_brings_up_has_its_side_or_none(
    embedder: Embedder, half: str, sure: float, found: float, *, dense: bool
) -> None:
    pairs: Counter[tuple[str, str]] = Counter()
    for case in yaml.safe_load((CASES / f"found_{half}.yaml").read_text("utf-8"))["cases"]:
        claim = Claim(Statement.parse(case["text"]))
        items = [
            Item("I-1", one["text"], source="interview", segment=one["segment"]) for one in case["found"]
        ]
        near = np.zeros(len(items))
        if dense:
            near = embedder.embed([one.text for one in items]) @ embedder.embed([claim.query])[0]
        for one, item, close in zip(case["found"], items, near, strict=True):
            pairs[one["stance"], stand(claim, item, similarity=float(close)).stance] += 1
    assert sum(pairs.values()) == 30
    for side, right, share in (("supports", sure, found), ("contradicts", 1.0, 1.0)):
        told = sum(count for (_, given), count in pairs.items() if given == side)
        labelled = sum(count for (wanted, _), count in pairs.items() if wanted == side)
        assert pairs[side, side] >= right * told > 0, side
        assert pairs[side, side] >= share * labelled > 0, side


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I have no trouble knowing the heating cost.", "contradicts"),
        ("It isn't hard to know what the heating will cost here.", "contradicts"),
        ("I have trouble knowing the cost.", "supports"),
        ("Without a display I have no way to know the cost.", "supports"),
        ("I wish I could know the cost while I can still turn it down.", "related"),
        ("The heating in the lobby works fine.", "related"),
    ],
)
def test_trouble_and_its_denial_are_two_sides(text: str, expected: str) -> None:
    item = Item("I-1", text, source="interview", segment="tenants")
    assert stand(Claim(Statement.parse(HEATING)), item, similarity=0.36).stance == expected


def test_nearness_alone_is_no_side() -> None:
    item = Item("I-1", "My landlord never answers letters.", source="interview", segment="tenants")
    assert stand(Claim(Statement.parse(HEATING)), item, similarity=0.9).stance == "related"
