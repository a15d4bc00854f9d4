"""`wbcoach personas`: groups by what people do and why, three voices at least, each line verbatim, nothing made up."""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from wbcoach import samples
from wbcoach.define.acts import acts_of, reasons_of
from wbcoach.define.checking import check_personas
from wbcoach.define.inventions import inventions
from wbcoach.define.nearness import groups_around, nearness
from wbcoach.define.persona_shapes import PersonasReport
from wbcoach.define.personas import personas_of
from wbcoach.define.voices import FEWEST, voice_of, voices
from wbcoach.errors import SettingsError
from wbcoach.evidence import Item
from wbcoach.faces.pages import personas as page
from wbcoach.grounding import check_quote
from wbcoach.library import Batch, Library, Store, read
from wbcoach.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from program import Done

    from wbcoach.critique import Evidence
    from wbcoach.library.embed import Embedder

AS_OF = Settings(as_of=dt.date(2026, 11, 1), embedder="none")
HAND = (
    "When one transfer covers several invoices I split the payment by hand because the screen takes one invoice.",
    "I split each payment by hand in a sheet when a transfer covers several invoices.",
    "Every transfer that covers several invoices I split by hand, line by line, to be safe.",
)
FINE = "One transfer over several invoices just works for me, each payment matched overnight."


def synthetic(texts: tuple[str, ...] = HAND, **values: Any) -> list[Item]:
    """Make up items, each by a customer of its own."""
    return [
        Item(
            f"S-{number}",
            text,
            "interview",
            "2026-10-01",
            customer=f"c{number}",
            segment="sole trader",
            **values,
        )
        for number, text in enumerate(texts)
    ]


def distilled(folder: Path, items: list[Item], settings: Settings = AS_OF) -> PersonasReport:
    Store(folder / "store").update(Batch(items), embedder=None)
    with Library.open(folder / "store") as library:
        return personas_of(library, settings)


@pytest.fixture(scope="module")
def sample(sample_index: Path) -> Iterator[tuple[PersonasReport, Library]]:
    with Library.open(sample_index) as library:
        yield personas_of(library, AS_OF), library


def quotes_of(report: PersonasReport) -> Iterator[Evidence]:
    for persona in report.personas:
        yield from (persona.name, *persona.does, *persona.because, *persona.counter)


def invented(report: PersonasReport, items: dict[str, Item]) -> list[str]:
    """List what a report says and its items don't bear out."""
    wrong = []
    for one in quotes_of(report):
        item = items[one.id]
        if (one.quote, one.sha256, one.source, one.date) != (
            item.text[one.start : one.end],
            item.sha256,
            item.source,
            item.date,
        ) or not check_quote(one.quote, item.text, speaker="customer").holds:
            wrong.append(f"{one.id}: {one.quote!r}")
        wrong += [f"{one.id}: {each.code} {each.words}" for each in inventions(one.quote, "", [item])]
    for persona in report.personas:
        people = [items[one.id] for one in persona.does]
        if persona.voices != voices(people) or sum(persona.kinds.values()) != len(people):
            wrong.append(f"{persona.name.id}: counts")
        if {item.source for item in people} != set(persona.sources):
            wrong.append(f"{persona.name.id}: sources")
    return wrong


def test_nothing_in_the_personas_of_the_sample_is_invented(sample: tuple[PersonasReport, Library]) -> None:
    report, library = sample
    assert report.personas
    assert invented(report, {item.id: item for item in library.items()}) == []
    assert all(persona.voices.count >= FEWEST for persona in report.personas)
    assert all(persona.name in persona.does for persona in report.personas)


def test_a_report_that_claims_more_is_seen(sample: tuple[PersonasReport, Library]) -> None:
    report, library = sample
    changed = report.model_dump(by_alias=True)
    changed["personas"][0]["does"][0]["quote"] = "I split it in two, every night"
    items = {item.id: item for item in library.items()}
    assert invented(PersonasReport.model_validate(changed), items)


def test_meaning_finds_them_too(tmp_path: Path, embedder: Embedder) -> None:
    feedback = read(samples.FEEDBACK / "synthetic_ledgerleaf.csv")
    Store(tmp_path / "store").update(feedback, embedder=embedder)
    with Library.open(tmp_path / "store", embedder) as library:
        report = personas_of(library, AS_OF)
        assert report == personas_of(library, AS_OF)
        items = {item.id: item for item in library.items()}
    assert (report.method, invented(report, items)) == ("meaning", [])
    assert {"SYN-LL-001", "SYN-LL-005"} <= {one.id for one in report.personas[0].does}
    assert "SYN-LL-015" in {one.id for one in report.personas[0].counter}


def test_what_is_said_of_a_persona_passes_the_check_of_personas(
    sample: tuple[PersonasReport, Library],
) -> None:
    report, library = sample
    words = [one.quote for one in quotes_of(report) if len(one.quote.split()) > 4]
    document = "\n".join(f"- “{' '.join(one.split())}”" for one in words)
    checked = check_personas(document, "personas.md", library, AS_OF)
    assert {line.verdict for line in checked.lines} == {"observed"}
    assert len(checked.lines) >= len(words)


def test_three_people_make_a_persona_and_two_do_not(tmp_path: Path) -> None:
    (persona,) = distilled(tmp_path / "three", synthetic()).personas
    assert (persona.voices.count, persona.voices.counted_by) == (3, "customer ids")
    assert {one.quote for one in persona.because} == {"because the screen takes one invoice", "to be safe"}
    assert distilled(tmp_path / "two", synthetic(HAND[:2])).personas == ()


def test_one_customer_three_times_is_one_voice(tmp_path: Path) -> None:
    items = [Item(item.id, item.text, item.source, item.date, customer="same") for item in synthetic()]
    report = distilled(tmp_path, items)
    assert (report.personas, report.telling) == ((), 3)
    assert "Too little for a persona" in page.text(report, 80)
    assert "Too little for a persona" in page.markdown(report)


def test_who_says_otherwise_is_a_counter_example(tmp_path: Path) -> None:
    (persona,) = distilled(tmp_path, synthetic((*HAND, FINE))).personas
    assert [one.id for one in persona.counter] == ["S-3"]
    assert persona.voices.count == 3


def test_who_has_no_voice_is_named(tmp_path: Path) -> None:
    others = [Item("O-1", "The colours are odd.", "app_store_review", segment="bookkeeper", rating=2.0)]
    report = distilled(tmp_path, synthetic() + others)
    assert {(one.what, one.name) for one in report.unheard} == {
        ("segment", "bookkeeper"),
        ("source", "app_store_review"),
    }
    (persona,) = report.personas
    assert any("one source, interview" in words for words in persona.not_seen)
    assert any("somebody watches" in words for words in persona.not_seen)


def test_age_gender_and_personal_data_do_not_get_in(tmp_path: Path) -> None:
    texts = (
        *HAND,
        "I split payments of pensioners by hand when one transfer covers several invoices.",
        "I split payments by hand and mail ann.other@example.org when one transfer covers several invoices.",
    )
    report = distilled(tmp_path, synthetic(texts))
    told = " ".join(one.quote for one in quotes_of(report))
    assert "pensioners" not in told
    assert "@" not in told
    assert {one.reason for one in report.dropped} >= {"P01", "personal data"}


def test_products_are_kept_apart(tmp_path: Path) -> None:
    first, second, third = synthetic()
    apart = [
        Item(one.id, one.text, one.source, one.date, product=product, customer=one.customer)
        for one, product in ((first, "A"), (second, "B"), (third, "A"))
    ]
    assert distilled(tmp_path, apart).personas == ()


@pytest.mark.parametrize(
    ("text", "acts", "reasons"),
    [
        (
            "I download the log and grep it because it jumps.",
            ["I download the log and grep it"],
            ["because it jumps"],
        ),
        ("We turned off builds out of fear.", ["We turned off builds out of fear"], ["out of fear"]),
        ("I never open the log page.", ["I never open the log page"], []),
        ("How do I split a payment?", [], []),
        ("I love the log page a lot.", [], []),
        ("I would build it by hand.", [], []),
        ("The clients I look after have open items.", [], []),
        ("The log page is slow.", [], []),
        ("agent: I reset the password for you. customer: thanks.", [], []),
    ],
)
def test_acts_and_reasons_are_the_persons_own(text: str, acts: list[str], reasons: list[str]) -> None:
    item = Item("A", text, "interview")
    assert [told.words for told in acts_of(item)] == acts
    assert [told.words for told in reasons_of(item)] == reasons


def test_a_summary_of_many_is_nobodys_voice() -> None:
    assert voice_of(Item("A", "4 of 6 participants left it open.", "usability_test")) is None
    assert voice_of(Item("B", "Participant 3 of 6 left it open.", "usability_test")) == "item B"


@hypothesis_settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_clauses_that_are_verbatim(text: str) -> None:
    item = Item("A", f"{text} I press the button again because {text}", "interview")
    for told in (*acts_of(item), *reasons_of(item)):
        assert told.words
        assert check_quote(told.words, item.text, speaker="customer").holds


@given(st.lists(st.lists(st.integers(0, 9), max_size=6), min_size=10, max_size=10))
def test_groups_share_nobody_and_hold_whom_their_centre_is_near(links: list[list[int]]) -> None:
    near = [np.array(sorted({place, *others}), np.int64) for place, others in enumerate(links)]
    groups = groups_around(near, lambda places: len(set(places)), FEWEST)
    members = [place for group in groups for place in group]
    assert len(members) == len(set(members))
    assert all(set(group) <= set(near[group[0]].tolist()) and len(group) >= FEWEST for group in groups)


def test_without_vectors_and_scikit_learn_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn.feature_extraction.text", None)
    with pytest.raises(SettingsError, match=re.escape("wbcoach[insights]")):
        nearness(["one", "two"], [None, None])


@pytest.mark.parametrize("output", ["text", "json", "markdown"])
def test_the_command_prints_the_same_twice(cli: Callable[..., Done], sample_index: Path, output: str) -> None:
    def run() -> Done:
        return cli("personas", "--store", sample_index, "--as-of", "2026-11-01", "-f", output)

    first, again = run(), run()
    assert (first.code, first.out) == (0, again.out)
    assert "SYN-LL-001" in first.out
    if output == "json":
        assert first.json["schema"] == "wbcoach.personas/1"
    assert cli("personas", "--store", "nowhere").code == 3


def test_the_page_stands_by_itself_and_says_what_the_markdown_says(
    cli: Callable[..., Done], sample_index: Path
) -> None:
    done = cli("personas", "--store", sample_index, "--as-of", "2026-11-01", "-f", "html")
    assert done.code == 0
    assert done.out.startswith("<!doctype html>")
    assert "<script" not in done.out
    told = cli("personas", "--store", sample_index, "--as-of", "2026-11-01", "-f", "json").out
    ids = {one["id"] for persona in json.loads(told)["personas"] for one in persona["does"]}
    assert ids
    assert all(one in done.out for one in ids)
