"""What the tests of the store share: short items, an update in one line, and processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from hashing import Hashing

from wbcoach.evidence import Item
from wbcoach.library import Batch, Report, Store

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
