"""Beside which pain praise stands: what it is of, by its grammar, and who names that."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from wbcoach.define.material import gather
from wbcoach.define.pains import find_pains
from wbcoach.define.praised import praised
from wbcoach.define.tones import bare_praise
from wbcoach.library import Library, Store, read

if TYPE_CHECKING:
    from wbcoach.define.shapes import Pains
    from wbcoach.library.embed import Embedder

TODAY = dt.date(2026, 11, 27)
CASES = Path(__file__).parent / "placing" / "synthetic_cases.csv"  # invented: no customer said any of it


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Since the May update the calendar view is really good.", {"calendar", "view"}),
        ("Renewing is easy", {"renew"}),
        ("Postponed my lesson in seconds.", {"postpon", "lesson"}),
        ("In our branch the scales work fine.", {"scale"}),
        ("At the harbour there is always a berth for us, no trouble.", {"berth"}),
        ("Printing labels at the desk is no problem at all.", {"print", "label"}),
        ("I phone ahead about once a week and never had to wait.", {"phone", "ahead"}),
        ("Plenty of seats in the back, it works well.", {"plenti", "seat"}),
        ("Sorting is fine. The thing I'd mend is the price.", {"sort"}),
        ("The price went up. Sorting is fine.", {"sort"}),
        ("Mine has always been warm.", set()),
        ("", set()),
    ],
)
def test_praise_is_of_what_its_sentence_names(text: str, things: set[str]) -> None:
    assert set(praised(text)) == things


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Cancelling a seat is simple", "cancel"),  # the act
        ("The seat plan is simple", "plan"),  # the thing, and then what tells which
    ],
)
def test_the_act_or_the_thing_itself_comes_first(text: str, first: str) -> None:
    assert praised(text)[0] == first


@pytest.mark.parametrize("text", ["Delivery was quick", "Love the new ramp!", "The lift is fine here.", "Our gate is great and easy for us"])  # fmt: skip
def test_a_thing_and_its_praise_alone_are_meant(text: str) -> None:
    assert bare_praise(text)


@pytest.mark.parametrize(
    "text", ["Love the queue", "Love the waiting", "Delivery was quick, to the wrong house", "The ramp is great fun to fall off", "Love paying twice"]
)  # fmt: skip
def test_praise_with_a_trouble_or_more_words_may_be_unmeant(text: str) -> None:
    assert not bare_praise(text)


@pytest.fixture(scope="module")
def pains(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Pains:
    folder = tmp_path_factory.mktemp("placing")
    Store(folder).update(read(CASES), embedder=embedder, origin="cases")
    with Library.open(folder, embedder) as library:
        return find_pains(gather(library, embedder), TODAY)


@pytest.mark.parametrize("name", [item.id for item in read(CASES).items if item.meta.get("planted")])
def test_praise_stands_with_the_pain_of_its_theme_or_with_none(pains: Pains, name: str) -> None:
    themes = {item.id: item.meta.get("theme", "") for item in read(CASES).items}
    for pain in (*pains.pains, *pains.leads):
        if name in (*pain.ids, *pain.contrary.ids):
            assert (
                Counter(themes[one] for one in pain.ids if one != name).most_common(1)[0][0] == themes[name]
            )


@pytest.mark.parametrize("name", ["PL-006", "PL-019", "PL-020", "PL-033"])
def test_praise_that_is_seen_as_such_speaks_against_its_pain(pains: Pains, name: str) -> None:
    assert any(name in pain.contrary.ids for pain in (*pains.pains, *pains.leads))
