"""Text on lines of so many cells: a terminal's widths, with breaks at spaces."""

from __future__ import annotations

from rich.cells import cell_len

from wbcoach.plain import one_line


def wrapped(text: str, width: int) -> list[tuple[int, int]]:
    """Break a legible text into lines of at most `width` cells; give (start, end) offsets, breaks at spaces."""
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
        if fits == start:
            fits = max(end, min(start + 1, size))
        if start < fits:
            lines.append((start, fits))
        start = fits
    return lines


def lines_of(text: str, width: int) -> list[str]:
    """Put a text on lines of at most `width` cells; at least one line, which may be empty."""
    plain = one_line(text)
    return [plain[start:end] for start, end in wrapped(plain, width)] or [""]
