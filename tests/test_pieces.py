"""The piece reader: each word piece of a text, where it stands and what MiniLM makes of it in its context."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pytest
from bert import by_hand

from wbcoach.library import open_piece_reader
from wbcoach.library.minilm import parts

if TYPE_CHECKING:
    from pathlib import Path

    from wbcoach.library.pieces import PieceReader

TEXTS = (
    "Today, night porters have to ring round the wards when a bed falls free.",
    "Refunds",
    "Nurses at the dialysis unit re-key 14 readings per shift, they say; “it never ends”. Customers need a way to record once.",
)


def test_states_are_those_of_the_definition_but_for_rounding(piece_reader: PieceReader, minilm: Path) -> None:
    weights = parts.read_safetensors(minilm / "model.safetensors")
    for text in TEXTS:
        layers = by_hand(weights, piece_reader._tokenizer.encode(text).ids)
        expected = np.concatenate([layers[3], layers[5]], axis=1)
        _, states = piece_reader.read(text)

        assert states.shape == expected.shape
        likeness = (
            (states * expected).sum(1) / np.linalg.norm(states, axis=1) / np.linalg.norm(expected, axis=1)
        )
        assert likeness.min() > 0.95
        assert likeness.mean() > 0.985


def test_places_give_back_the_words(piece_reader: PieceReader) -> None:
    text = TEXTS[2]
    places, states = piece_reader.read(text)

    assert len(places) == len(states)
    assert tuple(places[0]) == tuple(places[-1]) == (0, 0)
    pieces = [text[start:end] for start, end in places[1:-1]]
    assert "".join(pieces) == text.replace(" ", "")


@pytest.mark.parametrize(
    "text", ["", "\ud800 cut", "🙂🙃", "word " * 20_000], ids=["none", "surrogate", "emoji", "long"]
)
def test_any_text_can_be_read(piece_reader: PieceReader, text: str) -> None:
    places, states = piece_reader.read(text)

    assert 2 <= len(places) == len(states) <= 256
    assert np.isfinite(states).all()


def test_many_threads_may_share_one_reader(piece_reader: PieceReader) -> None:
    expected = [piece_reader.read(text)[1] for text in TEXTS]

    with ThreadPoolExecutor(4) as pool:
        for number, (_, states) in enumerate(pool.map(piece_reader.read, TEXTS * 8)):
            np.testing.assert_allclose(states, expected[number % len(TEXTS)], atol=1e-5)


def test_where_the_weights_were_never_fetched_there_is_no_reader(tmp_path: Path) -> None:
    assert open_piece_reader(tmp_path / "assets") is None
