"""Names of people are masked where that is asked for, things called alike are not, and all of it comes back."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from model_server import Server, said, serving

from eval.bench_names import load
from wbcoach.coach import Coach
from wbcoach.coach.masking import open_masker
from wbcoach.errors import AssetError, MissingExtraError
from wbcoach.privacy import Masker
from wbcoach.privacy.names import NameFinder, open_names
from wbcoach.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    from program import Done

DRAFT = (
    "Today, ward clerks such as Oluwaseun Adeyemi have to chart a bed twice when a patient moves. "
    "Customers need a way to chart it once."
)
FEEDBACK = {
    "id": "N-1",
    "text": "Spoke to Ingrid Haugen in May: Oluwaseun types it into Trello again.",
    "source": "interview",
    "date": "2026-09-04",
}
NAMED = ("Oluwaseun", "Adeyemi", "Ingrid", "Haugen")


@pytest.fixture(scope="module")
def finder(name_model: Path) -> NameFinder:
    return open_names(name_model)


@pytest.fixture
def server() -> Generator[Server]:
    with serving() as running:
        running.rule = lambda _: said(json.dumps({"findings": [], "strengths": []}))
        yield running


def masked(finder: NameFinder, text: str) -> str:
    return Masker(finder).mask(text)


def test_of_made_texts_in_many_cultures_ways_names_are_found_and_little_else(finder: NameFinder) -> None:
    names = [(row["text"], name) for row in load("named") for name in row["names"]]
    kept = [name for text, name in names if name in masked(finder, text)]
    touched = [row["text"] for row in load("unnamed") if finder.find(row["text"])]
    assert len(load("named")) == len(load("unnamed")) == 60
    assert len(kept) <= 0.05 * len(names), kept
    assert len(touched) <= 0.05 * 60, touched


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Mrs Quimby-Vale rang about the lift.", "Mrs [NAME_1] rang about the lift."),
        ("Chat with Dr. Osei, then with Rafael Ibáñez.", "Chat with Dr. [NAME_1], then with [NAME_2]."),
        ("Kind regards,\nPernilla Bratt", "Kind regards,\n[NAME_1]"),
        ("spoke with maria smith, who files it", "spoke with [NAME_1], who files it"),
        ("Ring Marta Kowalczyk, marta@kowalczyk.example.", "Ring [NAME_1], [EMAIL_2]."),
    ],
)
def test_what_stands_round_a_name_stays(finder: NameFinder, text: str, left: str) -> None:
    assert masked(finder, text) == left


@pytest.mark.parametrize(
    "text",
    [
        "In May and June ward nurses near Lake Victoria print the roster.",
        "The Jenkins pipeline is red, and Alexa reads it out.",
        "Patients with Crohn's disease queue at St. James Hospital.",
        "Asked Customer Support in Leeds; Gen Z renters wait on Fridays.",
    ],
)
def test_months_places_groups_and_products_stay(finder: NameFinder, text: str) -> None:
    assert masked(finder, text) == text


def test_a_name_told_in_one_text_is_masked_in_all_and_keeps_its_placeholder(finder: NameFinder) -> None:
    masker = Masker(finder)
    masker.meet(["Interview with Oluwaseun Adeyemi."])
    first, again = masker.mask("oluwaseun types; Oluwaseun types"), masker.mask("Oluwaseun stops.")
    assert "Oluwaseun" not in first + again
    assert again == f"{first.rpartition('; ')[2].split()[0]} stops."
    assert masker.restore(again) == "Oluwaseun stops."
    assert masker.names_somebody("N-Oluwaseun-1")
    assert not masker.names_somebody("N-1")


def test_without_a_finder_nothing_is_read_and_names_stay() -> None:
    masker = open_masker(Settings())
    masker.meet(["Interview with Oluwaseun Adeyemi."])
    assert masker.mask(DRAFT) == DRAFT
    loaded = "import sys; from wbcoach.coach.masking import open_masker; from wbcoach.settings import Settings; open_masker(Settings()).mask('Ask Ravi'); print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.lists(st.sampled_from([*DRAFT.split(), "[NAME_1]", "Mr", "Chloé", "’s", "\n", "NAME_2", "Ask"]))
)
def test_names_come_back_to_the_letter(finder: NameFinder, text: list[str]) -> None:
    whole = " ".join(text)
    masker = Masker(finder)
    assert masker.restore(masker.mask(whole)) == whole


def test_many_threads_find_the_same(finder: NameFinder) -> None:
    texts = [f"{row['text']} ({n})" for n, row in enumerate(load("named") * 2)]
    alone = [finder.find(text) for text in texts]
    finder.find.cache_clear()
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(finder.find, texts)) == alone


@pytest.mark.parametrize("depth", ["quick", "deep"])
def test_nobody_is_named_to_a_server_and_the_author_sees_the_names(
    server: Server, name_model: Path, depth: str
) -> None:
    quote = "ward clerks such as [NAME_1]"
    finding = {"code": "P03", "quote": quote, "why": "One person stands for all.", "question": "Who else does?", "confidence": 0.9, "evidence": ["N-1"], "suggestion": None}  # fmt: skip
    server.rule = lambda _: said(json.dumps({"findings": [finding], "strengths": []}))
    chosen = server.settings(names=True, depth=depth, assets=name_model.parent)
    with Coach.from_settings(chosen, index=False) as coach:
        critique = coach.critique(DRAFT, [FEEDBACK])
    sent = b"".join(server.bodies).decode()
    assert server.bodies
    assert not [name for name in NAMED if name in sent]
    assert "Trello" in sent
    assert " in May" in sent
    [found] = [one for one in critique.findings if "llm" in one.found_by]
    assert found.span is not None
    assert "Oluwaseun Adeyemi" in found.span.text
    assert critique.receipt.made_with["names"] is True


def test_the_dry_run_says_that_names_are_masked(
    cli: Callable[..., Done], server: Server, name_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    monkeypatch.setenv("WBCOACH_NAMES", "true")
    monkeypatch.setenv("WBCOACH_ASSETS", str(name_model.parent))
    done = cli("critique", "--no-index", "--model", "m", "--dry-run", DRAFT)
    assert done.out.startswith("Nothing was sent. Names of people are masked as far as they are recognised")
    assert "1 name\n" in done.out
    assert "Adeyemi" not in done.out
    assert server.bodies == []


def test_where_the_model_was_not_fetched_nothing_is_sent(
    cli: Callable[..., Done], server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pytest.importorskip("spacy")
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    monkeypatch.setenv("WBCOACH_NAMES", "true")
    monkeypatch.setenv("WBCOACH_ASSETS", str(tmp_path / "none"))
    for more in ((), ("--dry-run",)):
        done = cli("critique", "--no-index", "--model", "m", *more, DRAFT)
        assert (done.code, server.bodies) == (3, [])
        assert "wbcoach assets fetch names" in done.err
    assert cli("critique", "--no-index", "--offline", DRAFT).code == 1
    with pytest.raises(AssetError, match="names = true"):
        open_names(None)


def test_a_missing_extra_is_a_clear_error(
    cli: Callable[..., Done], server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    monkeypatch.setenv("WBCOACH_NAMES", "true")
    done = cli("critique", "--no-index", "--model", "m", DRAFT)
    assert (done.code, server.bodies) == (2, [])
    assert "pip install 'wbcoach[names]'" in done.err
    with pytest.raises(MissingExtraError):
        open_names(None)


def test_a_folder_that_holds_something_else_is_an_error(tmp_path: Path) -> None:
    pytest.importorskip("spacy")
    with pytest.raises(AssetError, match="can't be opened"):
        open_names(tmp_path)
