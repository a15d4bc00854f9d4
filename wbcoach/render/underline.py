"""Wrap a statement and underline the words that findings stand on, each with its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Sequence


def wrapped(text: str, width: int) -> list[tuple[int, int]]:
    """Break a text into lines of at most `width` cells; give (start, end) offsets, breaks at spaces."""
    lines: list[tuple[int, int]] = []
    start = 0
    size = len(text)
    while start < size:
        while start < size and text[start].isspace():
            start += 1
        end, fits = start, start
        cells = 0
        while end < size:
            cells += cell_len(text[end])
            if cells > width:
                break
            if end + 1 == size or text[end + 1].isspace():
                fits = end + 1
            end += 1
        else:
            fits = end
        if fits == start:
            fits = max(end, start + 1)
        if text[start:fits].strip():
            lines.append((start, fits))
        start = fits
    return lines


def underlined(text: str, spans: Sequence[tuple[int, int, str]], width: int) -> list[tuple[str, str]]:
    """Give pairs of a line and the marks below it (empty where none).

    Args:
        text: the statement.
        spans: (start, end, number) of each finding, in order of reading.
        width: in cells.
    """
    return [(_clean(text[start:end]), _marks(text, start, end, spans)) for start, end in wrapped(text, width)]


def _clean(line: str) -> str:
    return "".join(char if char.isprintable() or char in "\u200d\ufe0f" else " " for char in line)


def _marks(text: str, start: int, end: int, spans: Sequence[tuple[int, int, str]]) -> str:
    here = sorted((max(s, start), min(e, end), number, e) for s, e, number in spans if s < end and e > start)
    marks = ""
    for first, last, number, whole_end in here:
        gap = cell_len(_clean(text[start:first])) - cell_len(marks)
        width = cell_len(_clean(text[first:last]))
        if gap < 0:
            width = max(0, width + gap)
            gap = 0
        marks += " " * gap + "~" * width
        if whole_end <= end:
            marks += number if marks.endswith("~") else f" {number}"
    return marks.rstrip()
