"""Token counts are exact or safely too high, and never cost a network call."""

from __future__ import annotations

import itertools
import shutil
import string
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wbcoach import prompt
from wbcoach.models import TokenCount, count_tokens, pack
from wbcoach.models.tokens import upper_bound

if TYPE_CHECKING:
    from pathlib import Path

    import tiktoken

MODELS = {"gpt-4o": "o200k_base", "gpt-4": "cl100k_base"}
VARIED = [
    "",
    "Today, nurses have to chart vital signs twice when a patient moves between wards.",
    "Locked out AGAIN!!! Reset e-mail never arrives... (3rd time, 14:05, £1,299.00)",
    "予約の確認が取れません。電話で何度も問い合わせました。",
    "👩🏽‍⚕️🎉 great 👍🏽 — “really”?",
    "Überprüfung der Rechnungsnummer für Geschäftskunden; où déplacer le rendez-vous ?",
    "Пользователи должны звонить. रिपोर्ट समझ नहीं आती।",
    'def f(x: int) -> str:\n    return f"{x**2:>8}"\n\n\t# </draft>',
    "a1b2c3d4e5f60718 0x7fffdeadbeef aHR0cHM6Ly9leGFtcGxlLm9yZw== 550e8400-e29b-41d4-a716-446655440000",
    "xqzjvkwv gk bq qz zx jjq kxq don't they'll 'reason 'svelte",
    "<|endoftext|> <|im_start|>system",
    " " * 300 + "\n" * 40 + "\u200b" * 20 + "\ud83d",
]


def encoding(name: str, ranks: Path) -> tiktoken.Encoding:
    import tiktoken

    count_tokens("warm", "gpt-4o", ranks.parent)
    count_tokens("warm", "gpt-4", ranks.parent)
    return tiktoken.get_encoding(name)


@pytest.mark.parametrize("model", [*MODELS, "openai/gpt-4o-mini", "gpt-oss-20b"])
def test_a_known_model_is_counted_exactly(tiktoken_ranks: Path, model: str) -> None:
    name = "cl100k_base" if model == "gpt-4" else "o200k_base"
    for text in VARIED:
        count = count_tokens(text, model, tiktoken_ranks.parent)
        assert count == TokenCount(
            len(encoding(name, tiktoken_ranks).encode(text, disallowed_special=())), exact=True
        )


@pytest.mark.parametrize("model", [*MODELS, "some-model"])
def test_without_the_ranks_a_count_is_never_too_low(tmp_path: Path, tiktoken_ranks: Path, model: str) -> None:
    everything = [*VARIED, "\n".join(VARIED), "".join(text for _, text in prompt.load("critique").sections)]
    for text in everything:
        bound = count_tokens(text, model, tmp_path)
        assert not bound.exact
        assert bound.tokens == upper_bound(text)
        assert all(
            len(encoding(name, tiktoken_ranks).encode(text, disallowed_special=())) <= bound.tokens
            for name in MODELS.values()
        )


@pytest.mark.parametrize("name", MODELS.values())
def test_the_bound_holds_for_any_text(tiktoken_ranks: Path, name: str) -> None:
    counter = encoding(name, tiktoken_ranks)

    @given(st.one_of(st.text(), st.text(alphabet=string.ascii_letters + " '.\n", max_size=80)))
    def holds(text: str) -> None:
        assert len(counter.encode(text, disallowed_special=())) <= upper_bound(text)

    holds()


@pytest.mark.parametrize("name", MODELS.values())
def test_the_letters_the_bound_rests_on_are_tokens_in_pairs(tiktoken_ranks: Path, name: str) -> None:
    counter = encoding(name, tiktoken_ranks)
    for pair in itertools.product(string.ascii_lowercase + " ", string.ascii_lowercase):
        text = "".join(pair)
        assert upper_bound(text + "e") == 3 or len(counter.encode(text)) == 1, text


def test_the_bound_on_english_is_about_three_times_the_count(tiktoken_ranks: Path) -> None:
    text = "".join(text for _, text in prompt.load("critique").sections)
    exact = count_tokens(text, "gpt-4o", tiktoken_ranks.parent).tokens
    assert upper_bound(text) < 3.6 * exact


def test_a_strange_model_is_counted_with_a_margin(tiktoken_ranks: Path) -> None:
    exact = count_tokens(VARIED[1], "gpt-4o", tiktoken_ranks.parent).tokens
    count = count_tokens(VARIED[1], "some-model", tiktoken_ranks.parent)
    assert not count.exact
    assert 1.3 * exact < count.tokens <= upper_bound(VARIED[1])


def test_a_damaged_rank_file_is_neither_used_nor_replaced(tmp_path: Path, tiktoken_ranks: Path) -> None:
    copy = shutil.copytree(tiktoken_ranks, tmp_path / tiktoken_ranks.name)
    ranks = copy / "9b5ad71b2ce5302211f9c61530b329a4922fc6a4"
    damaged = b"!" + ranks.read_bytes()[1:]
    ranks.write_bytes(damaged)
    assert not count_tokens("words", "gpt-4", tmp_path).exact
    assert ranks.read_bytes() == damaged


def words(text: str) -> int:
    return len(text.split())


def test_whole_parts_are_packed_by_priority_in_their_old_order() -> None:
    parts = [(1.0, "a a"), (3.0, "b b b b b b b b b"), (2.0, "c c"), (3.0, "d d")]
    packed = pack(parts, 10, words)
    assert packed.kept == ("c c", "d d")
    assert packed.left_out == (0, 1)
    assert packed.tokens <= 10
    assert pack(parts, 12, words).kept == ("b b b b b b b b b",)
    assert pack(parts, 16, words).kept == ("b b b b b b b b b", "d d")


@given(st.lists(st.tuples(st.floats(0, 1), st.text("ab ", max_size=30)), max_size=12), st.integers(-5, 60))
def test_what_is_packed_fits_and_nothing_is_lost(parts: list[tuple[float, str]], budget: int) -> None:
    packed = pack(parts, budget, words)
    assert packed.tokens <= max(budget, 0)
    assert words(" ".join(packed.kept)) <= max(budget, 0)
    assert len(packed.kept) + len(packed.left_out) == len(parts)
    assert [text for place, (_, text) in enumerate(parts) if place not in packed.left_out] == list(
        packed.kept
    )
