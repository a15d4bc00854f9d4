"""A draft from a few items: what one person does where something goes wrong, with its id; the rest stays a gap."""

from __future__ import annotations

from wbcoach.define.drafting import GAPS, drafted, written
from wbcoach.evidence import Item


def items(*texts: str) -> list[Item]:
    return [Item(f"I-{number}", text, source="interview") for number, text in enumerate(texts, 1)]


def test_an_act_told_beside_trouble_is_drafted_in_its_own_words_with_its_id() -> None:
    told = items(
        "The bags are green.",
        "I sort forty crates by hand before the cooks arrive. It is worst when the lorry comes late.",
    )
    parts = {part.slot: part for part in drafted(told)}
    assert parts["problem"].text == "sort forty crates by hand"
    assert parts["situation"].text == "the lorry comes late"
    assert [part.said.id for part in parts.values() if part.said] == ["I-2", "I-2"]
    assert "have to sort forty crates by hand when the lorry comes late" in written(parts.values())


def test_what_somebody_says_they_have_to_do_comes_first() -> None:
    told = items("I sort the crates by hand, it is a mess.", "I have to ring the depot twice.")
    assert {part.slot: part.text for part in drafted(told)}["problem"] == "ring the depot twice"


def test_praise_questions_and_the_past_stay_gaps() -> None:
    told = items("I sort the crates in a minute.", "Do I sort them by hand?", "I lost six crates.")
    assert {part.slot: part.text for part in drafted(told)} == GAPS
