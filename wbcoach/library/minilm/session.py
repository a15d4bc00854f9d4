"""Open a graph of MiniLM on onnxruntime and its tokenizer; the graph is written once, beside the weights."""

from __future__ import annotations

import contextlib
import hashlib
import os
from typing import TYPE_CHECKING, Any

from filelock import FileLock

from wbcoach import assets
from wbcoach.errors import AssetError
from wbcoach.settings import silence_telemetry

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from onnx import ModelProto

    from wbcoach.library.minilm.parts import Weights

MAX_TOKENS = 256


def named(kind: str, revision: int) -> str:
    """Name a graph by the files it is made of, how much it reads, and its revision."""
    files = assets.ASSETS["minilm"].files
    recipe = [*(file.sha256 for file in files.values()), str(MAX_TOKENS), str(revision)]
    return f"all-MiniLM-L6-v2/{kind}@{hashlib.sha256(' '.join(recipe).encode()).hexdigest()[:8]}"


def encodable(text: str) -> str:
    """Replace lone surrogates, as a badly decoded file holds: to the tokenizer they are no text."""
    return text.encode("utf-8", "replace").decode("utf-8")


def open_tokenizer(folder: Path) -> Any:
    """Open the tokenizer, cutting texts after 256 tokens.

    Raises:
        AssetError: its file is damaged.
    """
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    except Exception as error:  # tokenizers raises nothing narrower
        assets.verify("minilm", folder)
        raise AssetError(f"The tokenizer in {folder} can't be opened: {error}.") from error
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    return tokenizer


def open_session(folder: Path, name: str, build: Callable[[Weights], ModelProto]) -> Any:
    """Open the graph of this file name, and write it first where it isn't there or is broken.

    Raises:
        AssetError: the weights are damaged.
    """
    silence_telemetry()
    path = folder / name
    if session := _opened(path):
        return session
    try:
        with FileLock(folder / f".{path.name}.lock"):
            if session := _opened(path):  # another process wrote it meanwhile
                return session
            graph = _graph(folder, build)
            _write(path, graph)
    except OSError:  # the folder is read-only or full: do without keeping it
        graph = _graph(folder, build)
    return _start(graph)


def _graph(folder: Path, build: Callable[[Weights], ModelProto]) -> bytes:
    from wbcoach.library.minilm.parts import read_safetensors

    assets.verify("minilm", folder)
    return bytes(build(read_safetensors(folder / "model.safetensors")).SerializeToString())


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
