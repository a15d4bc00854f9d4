"""Texts word piece by word piece, each in its context, with all-MiniLM-L6-v2; imports numpy, so import it late."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from wbcoach import assets
from wbcoach.library.minilm.session import encodable, named, open_session, open_tokenizer

if TYPE_CHECKING:
    from pathlib import Path

    from onnx import ModelProto

    from wbcoach.library.minilm.parts import Weights

    Places = np.ndarray[tuple[int, int], np.dtype[np.int64]]
    States = np.ndarray[tuple[int, int], np.dtype[np.float32]]

# Counts the changes to the graph that move states; it's part of the reader's name.
REVISION = 1


class PieceReader:
    """Reads one text at a time; one instance may serve many threads at once."""

    def __init__(self, session: Any, tokenizer: Any, name: str) -> None:
        """Keep the parts; `open_piece_reader` makes them."""
        self.name = name
        self._session = session
        self._tokenizer = tokenizer

    def read(self, text: str) -> tuple[Places, States]:
        """Read a text; only the first 256 tokens of it.

        Returns:
            Where each piece stands, int64 (tokens, 2) in code points (0, 0 for the marks at both ends), and its
            states, float32 (tokens, 768): the middle layer and the last.
        """
        encoding = self._tokenizer.encode(encodable(text))
        states: Any = self._session.run(["states"], {"input_ids": np.array([encoding.ids], np.int64)})[0]
        return np.array(encoding.offsets, np.int64).reshape(-1, 2), states[0]


def open_piece_reader(assets_folder: Path) -> PieceReader | None:
    """Open the reader on the fetched weights, or give None where they were never fetched; downloads nothing.

    Raises:
        AssetError: the weights or the tokenizer are damaged.
    """
    folder = assets.find("minilm", assets_folder)
    if folder is None:
        return None
    session = open_session(folder, f"pieces-{REVISION}.onnx", _graph)
    return PieceReader(session, open_tokenizer(folder), named("pieces", REVISION))


def _graph(weights: Weights) -> ModelProto:
    from wbcoach.library.minilm.states import build

    return build(weights)
