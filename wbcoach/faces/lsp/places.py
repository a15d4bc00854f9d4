"""Where a piece of feedback stands: its file, and the line in it, so that an editor can open it there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wbcoach.evidence import Item

_LARGEST = 20_000_000
_LINE_END = re.compile(r"\r\n|\n|\r")
_WORDS = re.compile(r"\w+")
_TELLING = 6


@dataclass(frozen=True)
class Place:
    """A file and a 0-based line of it."""

    path: Path
    line: int


def place_of(path: str, given: str, item: Item) -> Place | None:
    """Find where an item stands in the file that it was read from; None where that file is gone.

    Args:
        path: the file, as the index has it.
        given: the item's id in its own file.
        item: the item itself.
    """
    file = Path(path)
    try:
        held = file.stat()
        if not path or not file.is_file() or held.st_size > _LARGEST:
            return None
        lines = _lines(path, held.st_mtime_ns, held.st_size)
    except OSError:
        return None
    return Place(file, _line_of(lines, given, item))


@lru_cache(maxsize=8)
def _lines(path: str, _changed: int, _size: int) -> tuple[str, ...]:
    return tuple(_LINE_END.split(Path(path).read_bytes().decode("utf-8", "replace")))


def _line_of(lines: Sequence[str], given: str, item: Item) -> int:
    """Choose the line with the item's id and its first words, else with the words, else with the id, else the first."""
    opening = " ".join(_WORDS.findall(item.text)[:_TELLING]).casefold()
    named = re.compile(rf"(?<![\w-]){re.escape(given)}(?![\w-])") if given else None
    best, found = 0, 0
    for number, line in enumerate(lines):
        has_id = bool(named and named.search(line))
        words = has_id or any(part in line for part in item.text.split()[:1])
        says = bool(words and opening and opening in " ".join(_WORDS.findall(line)).casefold())
        worth = 2 * says + has_id
        if worth > found:
            best, found = number, worth
            if worth == 3:
                break
    return best
