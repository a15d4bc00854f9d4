"""Wrap a statement and underline the words that findings stand on, each with its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from wbcoach.plain import legible
from wbcoach.render.plain import wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence


def underlined(text: str, spans: Sequence[tuple[int, int, str]], width: int) -> list[tuple[str, str]]:
    """Give pairs of a line and the marks below it (empty where none), both at most `width` cells wide.

    Args:
        text: the statement.
        spans: (start, end, number) of each finding, in order of reading.
        width: in cells.
    """
    shown = legible(text)
    lines = wrapped(shown, width)
    pairs = []
    for place, (start, end) in enumerate(lines):
        last = place + 1 == len(lines)
        reach = len(shown) if last else lines[place + 1][0]
        here = [
            (max(s, start), min(e, end), number if e <= reach else "")
            for s, e, number in spans
            if s < end and e > start
        ]
        pairs.append((shown[start:end], _marks(shown, start, here, width)))
    return pairs


def _marks(text: str, start: int, spans: Sequence[tuple[int, int, str]], width: int) -> str:
    """Draw the underlines, then put each number behind the end of its own, or onto it where there is no room."""
    cells = [" "] * width
    numbers: dict[int, list[str]] = {}
    for first, last, number in spans:
        left, right = cell_len(text[start:first]), cell_len(text[start:last])
        cells[left:right] = "~" * (min(right, width) - left)
        if number:
            numbers.setdefault(right, []).append(number)
    taken = 0
    for right, names in sorted(numbers.items()):
        label = ",".join(names)
        behind = right + 1 + len(label)
        free = behind <= width and not "".join(cells[right : behind + 1]).strip()
        place = right + 1 if free else min(right, width) - len(label)
        place = max(0, min(max(place, taken), width - len(label)))
        cells[place : place + len(label)] = label
        taken = place + len(label) + 1
    return "".join(cells).rstrip()
