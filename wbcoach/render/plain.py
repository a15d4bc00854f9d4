"""Words that a terminal can be shown: nothing in them moves its cursor, colours it or turns its writing round."""

from __future__ import annotations

from rich.cells import cell_len

from wbcoach.unseen import JOINERS, without_unseen


def legible(text: str) -> str:
    """Put a space in the place of each control character, direction mark and lone surrogate; offsets stay."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char in JOINERS else " " for char in text)


def one_line(text: str) -> str:
    """Make a text legible and put it on one line, with single spaces."""
    return " ".join(legible(without_unseen(text, keep=JOINERS)).split())


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
