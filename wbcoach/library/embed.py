"""Texts to vectors with all-MiniLM-L6-v2 on onnxruntime, all of it on this machine; imports numpy, so import it late."""

from __future__ import annotations

import contextlib
import hashlib
import os
from typing import TYPE_CHECKING, Any

import numpy as np
from filelock import FileLock

from wbcoach import assets
from wbcoach.errors import AssetError
from wbcoach.settings import silence_telemetry

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from wbcoach.library.minilm_graph import Precision

    Vectors = np.ndarray[tuple[int, int], np.dtype[np.float32]]
    Places = np.ndarray[tuple[int, int], np.dtype[np.int64]]

DIMENSION = 384
MAX_TOKENS = 256
BATCH = 32
# Counts the changes to the graph or to the batching that move vectors; it's part of the embedder's name.
REVISION = 1
_LAYOUT = 2  # counts the changes to the graph's outputs alone, which move nothing


class Embedder:
    """Unit vectors of texts; one instance may serve many threads at once."""

    dimension = DIMENSION

    def __init__(self, session: Any, tokenizer: Any, name: str) -> None:
        """Keep the parts; `open_embedder` makes them."""
        self.name = name
        self._session = session
        self._tokenizer = tokenizer

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Give float32 vectors (n, 384) of length 1, in the order of the texts; only the first 256 tokens count."""
        # A lone surrogate, as a badly decoded file holds, is no text to the tokenizer.
        clean = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch(clean)]
        vectors = np.empty((len(tokens), DIMENSION), np.float32)
        by_length = sorted(range(len(tokens)), key=lambda index: len(tokens[index]))
        for start in range(0, len(by_length), BATCH):
            rows = by_length[start : start + BATCH]
            vectors[rows] = self._run([tokens[row] for row in rows])
        return vectors

    def _run(self, batch: list[list[int]]) -> Vectors:
        ids = np.zeros((len(batch), max(map(len, batch))), np.int64)
        mask = np.zeros_like(ids)
        for row, tokens in enumerate(batch):
            ids[row, : len(tokens)] = tokens
            mask[row, : len(tokens)] = 1
        vectors: Vectors = self._session.run(["vectors"], {"input_ids": ids, "attention_mask": mask})[0]
        return vectors

    def read(self, text: str) -> tuple[Places, Vectors]:
        """Read one text word piece by word piece, each in its context.

        Returns:
            Where each piece stands, int64 (tokens, 2) in code points (0, 0 for the marks at both ends), and its
            states, float32 (tokens, 768): the middle layer and the last. Only the first 256 tokens are read.
        """
        encoding = self._tokenizer.encode(text.encode("utf-8", "replace").decode("utf-8"))
        ids = np.array([encoding.ids], np.int64)
        states: Any = self._session.run(["states"], {"input_ids": ids, "attention_mask": np.ones_like(ids)})[
            0
        ]
        return np.array(encoding.offsets, np.int64).reshape(-1, 2), states[0]


def open_embedder(assets_folder: Path, precision: Precision = "int8") -> Embedder | None:
    """Open the embedder on the fetched weights, or give None where they were never fetched; downloads nothing.

    The first call writes the model's graph beside the weights, which takes about a second.

    Raises:
        AssetError: the weights or the tokenizer are damaged.
    """
    folder = assets.find("minilm", assets_folder)
    if folder is None:
        return None
    silence_telemetry()
    return Embedder(_session(folder, precision), _tokenizer(folder), _name(precision))


def _name(precision: Precision) -> str:
    files = assets.ASSETS["minilm"].files
    recipe = [*(file.sha256 for file in files.values()), str(MAX_TOKENS), str(REVISION)]
    return f"all-MiniLM-L6-v2/{precision}@{hashlib.sha256(' '.join(recipe).encode()).hexdigest()[:8]}"


def _tokenizer(folder: Path) -> Any:
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    except Exception as error:  # tokenizers raises nothing narrower
        assets.verify("minilm", folder)
        raise AssetError(f"The tokenizer in {folder} can't be opened: {error}.") from error
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def _session(folder: Path, precision: Precision) -> Any:
    path = folder / f"graph-{precision}-{REVISION}-{_LAYOUT}.onnx"
    if session := _opened(path):
        return session
    try:
        with FileLock(folder / f".{path.name}.lock"):
            if session := _opened(path):  # another process wrote it meanwhile
                return session
            graph = _graph(folder, precision)
            _write(path, graph)
    except OSError:  # the folder is read-only or full: do without keeping it
        graph = _graph(folder, precision)
    return _start(graph)


def _graph(folder: Path, precision: Precision) -> bytes:
    from wbcoach.library import minilm_graph

    assets.verify("minilm", folder)
    weights = minilm_graph.read_safetensors(folder / "model.safetensors")
    return bytes(minilm_graph.build(weights, precision).SerializeToString())


def _opened(path: Path) -> Any:
    if not path.is_file():
        return None
    with contextlib.suppress(Exception):  # broken in any way: it's written anew
        return _start(str(path))
    return None


def _start(model: str | bytes) -> Any:
    import onnxruntime

    runtime: Any = onnxruntime  # it re-exports without saying so
    options = runtime.SessionOptions()
    options.log_severity_level = 3
    # Threads that spin while they wait take the processor from whoever stores the vectors meanwhile.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return runtime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _write(path: Path, graph: bytes) -> None:
    draft = path.with_suffix(".tmp")
    with draft.open("wb") as stream:
        stream.write(graph)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(path)
