"""Texts to vectors with all-MiniLM-L6-v2 on onnxruntime, all of it on this machine; imports numpy, so import it late."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from wbcoach import assets
from wbcoach.library.minilm.session import encodable, named, open_session, open_tokenizer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from onnx import ModelProto

    from wbcoach.library.minilm.parts import Precision, Weights

    Vectors = np.ndarray[tuple[int, int], np.dtype[np.float32]]

DIMENSION, LAYERS = 384, 6
BATCH = 32
HALFWAY = 4  # layers: further up what a text is about covers how it is said
# Counts the changes to the graph or to the batching that move vectors; it's part of the embedder's name.
REVISION = 1


class Embedder:
    """Unit vectors of texts; one instance may serve many threads at once."""

    dimension = DIMENSION

    def __init__(self, session: Any, tokenizer: Any, name: str, half: Callable[[], Any]) -> None:
        """Keep the parts; `open_embedder` makes them. `half` opens the graph of the lower layers when it is asked for."""
        self.name = name
        self._session = session
        self._tokenizer = tokenizer
        self._open_half = half

    @cached_property
    def _half(self) -> Any:
        return self._open_half()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Give float32 vectors (n, 384) of length 1, in the order of the texts; only the first 256 tokens count."""
        return self._vectors(self._session, texts)

    def halfway(self, texts: Sequence[str]) -> Vectors:
        """Give vectors as `embed` does, of the lower layers only: near in how something is said, be it praise or blame.

        Raises:
            AssetError: the weights are damaged.
        """
        return self._vectors(self._half, texts)

    def _vectors(self, session: Any, texts: Sequence[str]) -> Vectors:
        encodings = self._tokenizer.encode_batch([encodable(text) for text in texts])
        tokens = [encoding.ids for encoding in encodings]
        vectors = np.empty((len(tokens), DIMENSION), np.float32)
        by_length = sorted(range(len(tokens)), key=lambda index: len(tokens[index]))
        for start in range(0, len(by_length), BATCH):
            rows = by_length[start : start + BATCH]
            vectors[rows] = _run(session, [tokens[row] for row in rows])
        return vectors


def _run(session: Any, batch: list[list[int]]) -> Vectors:
    ids = np.zeros((len(batch), max(map(len, batch))), np.int64)
    mask = np.zeros_like(ids)
    for row, tokens in enumerate(batch):
        ids[row, : len(tokens)] = tokens
        mask[row, : len(tokens)] = 1
    vectors: Vectors = session.run(["vectors"], {"input_ids": ids, "attention_mask": mask})[0]
    return vectors


def open_embedder(assets_folder: Path, precision: Precision = "int8") -> Embedder | None:
    """Open the embedder on the fetched weights, or give None where they were never fetched; downloads nothing.

    The first call writes the model's graph beside the weights, which takes about a second.

    Raises:
        AssetError: the weights or the tokenizer are damaged.
    """
    folder = assets.find("minilm", assets_folder)
    if folder is None:
        return None

    def opened(name: str, layers: int) -> Any:
        def graph(weights: Weights) -> ModelProto:
            from wbcoach.library.minilm.vectors import build

            return build(weights, precision, layers)

        return open_session(folder, f"{name}-{precision}-{REVISION}.onnx", graph)

    tokenizer = open_tokenizer(folder)
    return Embedder(
        opened("graph", LAYERS), tokenizer, named(precision, REVISION), lambda: opened("half", HALFWAY)
    )
