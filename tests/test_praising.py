"""What praises: invented praise and what looks like it, by the rules alone and with the heads' doubt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from wbcoach.define.cues import tone
from wbcoach.define.tones import heard
from wbcoach.evidence import Item
from wbcoach.grammar import sentences
from wbcoach.vocabulary.praising import blame_in, praise_in, praised_by_grammar, praises

if TYPE_CHECKING:
    from wbcoach.library.pieces import PieceReader

TEXTS = Path(__file__).with_name("praises")


def told(name: str, kind: str) -> list[Item]:
    texts = yaml.safe_load((TEXTS / f"{name}.yaml").read_text("utf-8"))[kind]
    return [Item(f"{kind}-{at}", text, "interview", customer=f"c{at}") for at, text in enumerate(texts)]


@pytest.mark.parametrize(("name", "least"), [("built_on", 20), ("once", 17)])
def test_most_praise_is_told_from_what_looks_like_it(name: str, least: int) -> None:
    praised = sum(tone(item, {}) == "well" for item in told(name, "praises"))
    taken = [item.text for item in told(name, "others") if tone(item, {}) == "well"]
    assert (praised >= least, taken) == (True, [])


def test_the_heads_do_not_doubt_what_grammar_makes_sure_of(embedder: PieceReader) -> None:
    items = told("built_on", "praises")
    sure = {item.id for item in items if praised_by_grammar(item.text)}
    _, hollow = heard(items, ["well"] * len(items), {}, embedder)  # type: ignore[arg-type]
    assert len(sure) >= 15
    assert not hollow & sure


@pytest.mark.parametrize(
    ("text", "praised"),
    [
        ("The press does what it should.", True),
        ("The press never does what it should.", False),
        ("Does the press do what it should?", False),
        ("I wish the press were always reliable.", False),
        ("We never have to oil the press.", True),
        ("We have to oil the press.", False),
        ("Couldn't be quicker.", True),
        ("Couldn't be slower.", False),
        ("The press is reliable, the paper is torn.", False),
        ("The press is reliable, the paper is always good.", True),
        ("The press catches every sheet and then jams.", False),
    ],
)
def test_praise_is_meant_of_what_is(text: str, *, praised: bool) -> None:
    assert praises(text, sentences(text)[0]) is praised


def test_a_word_of_blame_within_praise_is_no_blame() -> None:
    assert [cue[0] for cue in praise_in("I can't fault it.")] == ["can't fault"]
    assert blame_in("I can't fault it.") == []
    assert [cue[0] for cue in blame_in("I can't open it.")] == ["can't"]
