"""A backlog with named columns: CSV and its kin, one row after the other."""

from __future__ import annotations

import csv
import re
from itertools import chain, islice
from typing import TYPE_CHECKING

from wbcoach.batch.columns import SAMPLE, Columns, Layout, layout, names_text
from wbcoach.batch.row import Given
from wbcoach.batch.source import LONGEST_LINE
from wbcoach.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from wbcoach.batch.source import Source

_DELIMITERS = (",", ";", "\t", "|")
_QUOTES = (
    "A cell with a quote, the delimiter or a line end in it goes in double quotes, its own quotes doubled."
)


def read_table(source: Source, chosen: Columns, warn: Callable[[str], None]) -> Generator[Given]:
    """Read rows below a header; a row that doesn't fit it is given with its fault.

    Args:
        source: the table.
        chosen: which columns hold what, as far as the user says so.
        warn: told of what was read with a loss, and which columns were taken by a guess.

    Raises:
        InputError: there is no header, or no column of it is known to hold the statements.
    """
    delimiter = _delimiter(source, chosen)
    lines = _records(source, delimiter, warn)
    header = next((row for row, _, _ in lines if not isinstance(row, str)), [])
    ahead: list[tuple[list[str] | str, str, str]] = []

    def sample() -> Iterator[list[str]]:
        for one in islice(lines, SAMPLE):
            ahead.append(one)
            if not isinstance(one[0], str):
                yield one[0]

    found = layout(header, sample(), chosen, source.name)
    if words := found.told():
        warn(f"{source.name}: {words}")
    for row, place, fault in chain(ahead, lines):
        yield Given(row, place, fault, _QUOTES) if fault else _given(row, found, delimiter, place)


def looks_like_one(source: Source, chosen: Columns) -> bool:
    """Say whether the first line names columns, one of them the statements'."""
    return names_text(
        next(csv.reader([_first_line(source)], delimiter=_delimiter(source, chosen)), []), chosen
    )


def _records(
    source: Source, delimiter: str, warn: Callable[[str], None]
) -> Generator[tuple[list[str] | str, str, str]]:
    """Give the cells of each row with its place; what can't be read with its own text, and why.

    Raises:
        InputError: that is so of the first.
    """
    csv.field_size_limit(LONGEST_LINE)
    tape = _Tape(source.lines(warn, newline=""))
    # Strict: a stray quote would else glue rows together unseen.
    reader = csv.reader(tape, delimiter=delimiter, strict=True)
    begun = False
    while True:
        first = reader.line_num + 1
        tape.kept.clear()
        try:
            row = next(reader, None)
        except csv.Error as error:
            if not begun:
                message = f"The first row of {source.name} can't be read: {error}."
                raise InputError(message, _QUOTES) from None
            place = f"line {first}" if reader.line_num <= first else f"lines {first} to {reader.line_num}"
            yield "".join(tape.kept), place, f"can't be read: {error}"
            continue
        if row is None:
            return
        if any(cell.strip() for cell in row):
            begun = True
            yield row, f"line {first}", ""


class _Tape:
    """Lines as they go by, and those of the row that is being read."""

    def __init__(self, lines: Iterator[str]) -> None:
        self.kept: list[str] = []
        self._lines = lines

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.kept.append(line)
        return line


def _given(row: list[str] | str, found: Layout, delimiter: str, place: str) -> Given:
    width = len(found.names)
    cells = [delimiter.join(row)] if width == 1 else list(row)
    while len(cells) > width and not cells[-1].strip():
        cells.pop()
    if len(cells) != width:
        return Given(cells, place, f"has {len(cells)} cells where the header has {width}", _QUOTES)
    return found.given(cells, place)


def _first_line(source: Source) -> str:
    return next((line for line in re.split(r"[\r\n]+", source.sample) if line.strip()), "")


def _delimiter(source: Source, chosen: Columns) -> str:
    """Choose what splits the first line into a column that holds statements, then into most columns."""
    first = _first_line(source)

    def worth(delimiter: str) -> tuple[bool, int]:
        names = next(csv.reader([first], delimiter=delimiter), [])
        return names_text(names, chosen), len(names)

    return max(_DELIMITERS, key=worth)
