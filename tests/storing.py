"""What the tests of the store share: short items, an update in one line, and processes of their own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from hashing import Hashing

from wbcoach.evidence import Item
from wbcoach.library import Batch, Report, Store

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
ROOT = HERE.parent


def update(path: Path, items: list[Item], embedder: Hashing | None = None, **options: object) -> Report:
    options.setdefault("origin", "here")
    return Store(path).update(Batch(items), embedder=embedder or Hashing(), **options)  # type: ignore[arg-type]


def notes(*texts: str) -> list[Item]:
    return [Item(f"n{number}", text) for number, text in enumerate(texts)]


def start(*arguments: object, code: str = "") -> subprocess.Popen[str]:
    command = [
        sys.executable,
        *(["-c", code] if code else [str(HERE / "store_writer.py")]),
        *map(str, arguments),
    ]
    environment = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{HERE}"}
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, cwd=ROOT
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def chroma_server(folder: Path) -> Iterator[str]:
    """Run a Chroma server that keeps its things in a folder; give its address."""
    port = free_port()
    command = [str(Path(sys.executable).with_name("chroma")), "run", "--host", "127.0.0.1"]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [*command, "--port", str(port), "--path", str(folder / "chroma")], stdout=log, stderr=log
        )
    try:
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()
