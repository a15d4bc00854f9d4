"""`wbcoach pains`: listed themes are found, voices count and not items, and nothing in the output is invented."""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from defining import invented
from hashing import Hashing
from storing import update

from eval.listed import (
    SECOND,
    THIRD,
    Truth,
    agreement,
    best_match,
    groups,
    listed,
    second,
    shown_with_their_pain,
    third,
)
from wbcoach import samples
from wbcoach.define import themes
from wbcoach.define.cues import severity, tone, tops
from wbcoach.define.material import Material, gather
from wbcoach.define.pains import find_pains
from wbcoach.define.shapes import Pain, Pains
from wbcoach.define.starting import start
from wbcoach.define.trends import freshness, trend
from wbcoach.document import find_drafts
from wbcoach.errors import InputError
from wbcoach.evidence import Item
from wbcoach.library import Library, Store, read
from wbcoach.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Callable

    from program import Done

    from wbcoach.library.embed import Embedder

pytest.importorskip("sklearn")
TODAY = dt.date(2026, 11, 27)


@pytest.fixture(scope="module")
def corpus() -> list[Item]:
    return read(samples.FEEDBACK).items


@pytest.fixture(scope="module")
def material(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Material:
    store = tmp_path_factory.mktemp("pains") / "store"
    Store(store).update(read(samples.FEEDBACK), embedder=embedder, origin="here")
    with Library.open(store, embedder) as library:
        return gather(library, embedder)


@pytest.fixture(scope="module")
def pains(material: Material) -> Pains:
    return find_pains(material, TODAY)


def pains_of(path: Path, items: list[Item], embedder: object = None, **where: str) -> Pains:
    update(path, items, Hashing())
    with Library.open(path, Hashing() if embedder is None else None) as library:
        return find_pains(gather(library, Hashing() if embedder is None else None, where), TODAY)


def every(pains: Pains) -> list[Pain]:
    return [*pains.pains, *pains.leads]


def test_listed_themes_are_found_and_those_who_contradict_stand_with_them(pains: Pains) -> None:
    found = groups(pains)
    assert agreement(listed().theme_of, found) > 0.5
    assert sum(value >= 0.5 for value in best_match(found, listed()).values()) >= 16
    assert len(shown_with_their_pain(every(pains), listed())) >= 12


@pytest.mark.parametrize(
    ("path", "truth", "agree", "themes_found", "contrary"),
    [(SECOND, second, 0.64, 10, 23), (THIRD, third, 0.35, 4, 16)],
)
def test_themes_of_other_areas_are_found(
    path: Path,
    truth: Callable[[], Truth],
    agree: float,
    themes_found: int,
    contrary: int,
    embedder: Embedder,
    tmp_path: Path,
) -> None:
    update(tmp_path / "store", read(path).items, embedder)  # type: ignore[arg-type]
    with Library.open(tmp_path / "store", embedder) as library:
        pains = find_pains(gather(library, embedder), TODAY)
    found = groups(pains)
    assert agreement(truth().theme_of, found) > agree
    assert sum(value >= 0.5 for value in best_match(found, truth()).values()) >= themes_found
    assert len(shown_with_their_pain(every(pains), truth())) >= contrary


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Our opening hours are wrong way round on the sign", "wrong"),
        ("The office hours are on the second page", ""),
        ("We order rolls for the printer every week", ""),
        ("They come twice a week in the morning", ""),
        ("Booked it in two minutes", ""),
        ("It takes me two hours to find the page", "takes me two hours"),
        ("We waited a whole week for an answer", "waited a whole week"),
        ("I was at home all day, and no van came", "all day"),
        ("The answer came three weeks later", "three weeks later"),
    ],
)
def test_a_duration_is_grave_only_where_time_is_lost_or_waited(text: str, cue: str) -> None:
    weighed = severity(Item("x", text, "ticket"), {})
    assert (weighed.cue, weighed.level) == (cue, 2 if cue else 1)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("I look at three boards before I leave home.", 1),
        ("I leave the office at six.", 1),
        ("Two clients leave each month.", 3),
        ("I left and took my account with me.", 3),
    ],
)
def test_who_leaves_a_house_leaves_no_product(text: str, level: int) -> None:
    assert severity(Item("x", text, "interview"), {}).level == level


def test_what_a_source_shares_in_form_makes_no_theme() -> None:
    import numpy as np

    # Two subjects (first two directions) and two sources (third and fourth), which would outweigh them.
    made = np.array([[s == 0, s == 1, 2 * (f == 0), 2 * (f == 1)] for s in (0, 1) for f in (0, 1)] * 10)
    rows = (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)
    items = [Item(f"x{at}", "words", ("review", "ticket")[at % 2]) for at in range(len(rows))]
    vectors = themes.prepared(rows, np.zeros_like(rows), items)
    found = themes.themes(vectors, [item.id for item in items], [""] * len(items))
    assert [{at // 2 % 2 for at in group} for group in found] == [{0}, {1}]


def test_a_few_items_less_change_few_themes(pains: Pains, material: Material) -> None:
    kept = [at for at in range(len(material.items)) if at % 20]
    fewer = replace(
        material,
        items=tuple(material.items[at] for at in kept),
        vectors=material.vectors[kept],
        segments=material.segments[kept],
        tones=tuple(material.tones[at] for at in kept),
    )
    assert agreement(groups(pains), groups(find_pains(fewer, TODAY))) > 0.6


def test_more_items_than_can_be_linked_at_once_join_the_themes_of_a_sample(
    pains: Pains, material: Material, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(themes, "AT_ONCE", 30)
    sampled = find_pains(material, TODAY)
    assert sampled.model_dump_json() == find_pains(material, TODAY).model_dump_json()
    told = [name for pain in every(sampled) for name in pain.ids]
    assert len(told) == len(set(told))
    assert agreement(groups(pains), groups(sampled)) > 0.4


def test_nothing_is_invented(pains: Pains, corpus: list[Item]) -> None:
    items = {item.id: item for item in corpus}
    assert invented(pains.model_dump(mode="json", by_alias=True), items) == []
    for pain in every(pains):
        said = " ".join(items[name].text.lower() for name in pain.ids)
        assert [term for term in pain.words if term not in said] == []
        assert pain.quotes
        assert len({quote.id for quote in pain.quotes}) == len(pain.quotes)


def test_the_score_is_counted_from_the_ids(pains: Pains, corpus: list[Item]) -> None:
    items = {item.id: item for item in corpus}
    scales = tops(corpus)
    for pain in every(pains):
        grave = [severity(items[name], scales).level for name in pain.ids]
        recent = [freshness(items[name].day, TODAY) for name in pain.ids]
        count = len(pain.ids)
        assert pain.voices == count, "nobody names a customer here"
        assert pain.score == pytest.approx(count * sum(grave) / count * sum(recent) / count, abs=0.01)
        assert sum(pain.sources.values()) == sum(pain.segments.values()) == count
    assert [pain.score for pain in pains.pains] == sorted((pain.score for pain in pains.pains), reverse=True)
    assert [pain.rank for pain in every(pains)] == list(range(1, len(every(pains)) + 1))


def test_every_item_that_was_read_is_in_one_place(pains: Pains, material: Material) -> None:
    left = pains.left_out
    told = [name for pain in every(pains) for name in (*pain.ids, *pain.contrary.ids)]
    told += [*left.too_short, *left.on_its_own, *left.goes_well, *left.measured]
    told += [quote.id for pain in every(pains) for quote in pain.measured]
    voices = {item.id for item in material.items if item.is_voice}
    assert len(told) == len(set(told))
    assert set(told) >= voices
    assert pains.items == pains.read + left.set_aside + left.not_english + left.duplicates


def test_the_same_feedback_gives_the_same_pains_in_whatever_order_it_came(
    pains: Pains, material: Material, corpus: list[Item], embedder: Embedder, tmp_path: Path
) -> None:
    again = find_pains(material, TODAY)
    assert again.model_dump_json() == pains.model_dump_json()
    update(tmp_path / "store", corpus[::-1], embedder)  # type: ignore[arg-type]
    with Library.open(tmp_path / "store", embedder) as library:
        turned = find_pains(gather(library, embedder), TODAY)
    same = {"SYN-LL-002": "SYN-LL-052", "SYN-LL-053": "SYN-LL-029", "SYN-CW-051": "SYN-CW-020"}

    def groups(found: Pains) -> set[frozenset[str]]:
        return {frozenset(same.get(name, name) for name in pain.ids) for pain in every(found)}

    assert len(groups(pains) & groups(turned)) >= 0.9 * len(groups(pains)), (
        "which twin stands for both may differ"
    )


def test_personal_data_is_neither_quoted_nor_in_a_name(pains: Pains) -> None:
    shown = json.dumps([[quote.id for quote in pain.quotes] for pain in every(pains)])
    assert not re.search("LL-054|CW-052|CW-053|BH-051", shown)
    assert "specimen" not in " ".join(pain.name for pain in every(pains))
    assert pains.personal_data >= 4


def test_voices_are_customers_where_they_are_named_and_one_customer_is_a_lead(tmp_path: Path) -> None:
    text = "The parcel label printer jams on the {} roll and tears the label"
    words = "first second third fourth fifth".split()
    one = [
        Item(f"a{at}", text.format(word), "ticket", "2026-09-01", customer="c1")
        for at, word in enumerate(words)
    ]
    found = pains_of(tmp_path / "one", one)
    assert not found.pains
    assert [(lead.voices, len(lead.ids)) for lead in found.leads] == [(1, 5)]
    assert found.voices.counted_by == "customer"
    many = [
        Item(f"b{at}", item.text, "ticket", "2026-09-01", customer=f"c{at}") for at, item in enumerate(one)
    ]
    assert [pain.voices for pain in pains_of(tmp_path / "many", many).pains] == [5]


def test_filters_narrow_what_is_read(tmp_path: Path, corpus: list[Item]) -> None:
    found = pains_of(tmp_path / "store", corpus, product="BuildHarbor", source="interview")
    assert all(name.startswith("SYN-BH") for pain in every(found) for name in pain.ids)
    assert {source for pain in every(found) for source in pain.sources} == {"interview"}
    with pytest.raises(InputError, match="No feedback fits"):
        pains_of(tmp_path / "store", corpus, product="Nowhere")


def test_without_an_embedder_the_words_alone_find_themes(tmp_path: Path, corpus: list[Item]) -> None:
    found = pains_of(tmp_path / "store", corpus, embedder="none")
    assert found.method.vectors == "words"
    assert found.pains
    assert invented(found.model_dump(mode="json", by_alias=True), {item.id: item for item in corpus}) == []


@pytest.mark.parametrize(
    ("text", "rating", "told"),
    [
        ("Booking a slot is easy, done in a minute.", None, "well"),
        ("Booking is easy but paying takes me an hour.", None, "badly"),
        ("The exports are fine for other teams. Ours never arrive and nobody knows why.", None, "badly"),
        ("Late deliveries? We had none this year. No.", None, "well"),
        ("The scanner is quick. The report is wrong again.", None, "mixed"),
        ("What a product", 10.0, "well"),
        ("What a product", 2.0, "open"),
    ],
)
def test_tone_is_that_of_the_last_word_said(text: str, rating: float | None, told: str) -> None:
    item = Item("x", text, "nps_survey", rating=rating)
    assert tone(item, {"nps_survey": 10.0}) == told


def test_a_trend_is_a_share_of_all_voices_and_silent_on_few() -> None:
    def heard(**counts: int) -> dict[str, set[str]]:
        return {name: {f"{name}{at}" for at in range(count)} for name, count in counts.items()}

    everybody = heard(a=100, b=100, c=200, d=200)
    assert trend(heard(a=10, b=10, c=20, d=20), everybody).direction == "steady", (
        "more voices, the same share"
    )
    assert trend(heard(a=2, b=2, c=30, d=30), everybody).direction == "rising"
    few = trend(heard(a=1, d=5), everybody)
    assert few.direction is None
    assert "6 dated voices" in few.why


def test_a_slot_that_is_only_a_gap_is_not_filled() -> None:
    text = "Today, [who, exactly?] have to [do what?] when [in which moment?]. Customers need a way to [get done what?]."
    slots = Statement.parse(text).slots
    assert (slots.customer, slots.problem, slots.situation, slots.need) == (None, None, None, None)


@pytest.mark.parametrize("output", ["text", "json", "markdown", "html"])
def test_each_format_shows_the_same_pains(cli: Callable[..., Done], sample_index: Path, output: str) -> None:
    done = cli("pains", "--store", sample_index, "-f", output, "--as-of", "2026-11-27", "--top", "2")
    assert done.code == 0
    assert "set_aside" in done.out if output == "json" else "set aside as unsafe" in done.out
    if output == "json":
        assert done.json["schema"] == "wbcoach.pains/1"
        assert Pains.model_validate(done.json).pains[0].rank == 1


def test_a_statement_is_started_from_a_pain_and_read_by_the_critic(
    cli: Callable[..., Done], sample_index: Path, tmp_path: Path, corpus: list[Item]
) -> None:
    done = cli("pains", "--store", sample_index, "--start", "1")
    draft = tmp_path / "draft.md"
    draft.write_text(done.out, "utf-8")
    quotations = re.findall(r"“(.*?)” \[(SYN-[\w-]+)\]", done.out)
    items = {item.id: item for item in corpus}
    assert len(quotations) >= 3
    assert all(
        re.sub(r"\\(.)", r"\1", said) in " ".join(items[name].text.split()) for said, name in quotations
    )
    judged = cli("critique", draft, "--store", sample_index, "--format", "json").json[0]
    assert judged["verdict"] != "ready", "gaps are not told"
    assert {one["id"] for one in judged["evidence"] if one["linked"]} >= {name for _, name in quotations[:3]}
    assert cli("pains", "--store", sample_index, "--start", "99").code == 2


def test_a_started_document_holds_one_statement_whatever_words_it_cites(pains: Pains) -> None:
    documents = [start(pains, pain.rank) for pain in pains.pains]
    assert any("what they have to do: “" in one for one in documents)
    assert [len(find_drafts(one)) for one in documents] == [1] * len(documents)


def test_errors_say_what_to_do(
    cli: Callable[..., Done], sample_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cli("pains", "--store", tmp_path / "none").code == 3
    assert cli("pains", "--store", sample_index, "-f", "yaml").code == 2
    assert cli("pains", "--store", sample_index, "-w", "colour=red").code == 2
    monkeypatch.setitem(sys.modules, "sklearn", None)
    done = cli("pains", "--store", sample_index)
    assert done.code == 2
    assert "wbcoach[insights]" in done.err
