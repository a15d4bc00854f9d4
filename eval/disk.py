"""Files that are there whole or as they were before, whatever happens while they are written."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Write a text as UTF-8; a crash leaves the file as it was before.

    Raises:
        OSError: the file can't be written.
    """
    unfinished = path.with_name(f"{path.name}.part")
    unfinished.write_text(text, "utf-8")
    os.replace(unfinished, path)  # noqa: PTH105  replaces on Windows too
