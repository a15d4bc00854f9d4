"""A backlog with named columns: CSV and its kin, one row after the other."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from itertools import chain, islice
from typing import TYPE_CHECKING

from wbcoach.batch.columns import (
    SAMPLE,
    Columns,
    Layout,
    layout,
    names_text,
    only_prose,
    reads_like_statements,
)
from wbcoach.batch.heading import WITHIN, headed
from wbcoach.batch.row import Given
from wbcoach.batch.source import LONGEST_LINE
from wbcoach.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from wbcoach.batch.source import Source

_DELIMITERS = (",", ";", "\t", "|")
_SEP = re.compile(r"\A\ufeff?\"?sep=([,;|\t])\"?[ ]*(?:\r\n|\r|\n)", re.IGNORECASE)
_LONGEST_NAME = 4  # in words
_HEADING = re.compile(r"\s*#{1,6}[ \t]")
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
    first = list(islice(lines, WITHIN + SAMPLE))
    read = [at for at, (row, _, _) in enumerate(first) if not isinstance(row, str)]
    rows = [list(first[at][0]) for at in read]
    header, above = headed(rows, chosen, delimiter)
    sample = [[delimiter.join(row)] for row in rows] if len(header) == 1 else rows
    found = layout(header, sample[above:], chosen, source.name)
    ahead = [one for at, one in enumerate(first) if at not in read[:above]]
    if words := found.told():
        warn(f"{source.name}: {words}")
    for row, place, fault in chain(ahead, lines):
        yield Given(row, place, fault, _QUOTES) if fault else _given(row, found, delimiter, place)


def looks_like_one(source: Source, chosen: Columns) -> bool:
    """Say whether a row near the start names columns, one of them the statements', or rows of one width hold statements.

    Names in a language that isn't known stand in a few words each above rows of which one column is sentences.
    """
    rows = _first_rows(source, _delimiter(source, chosen))
    if not rows or _HEADING.match(source.sample):
        return False
    header, above = headed(rows, chosen)
    if names_text(header, chosen):
        return above == 1 or len(header) > 1
    even = len(rows) > 1 and len(header) > 1 and len({len(row) for row in rows[above:]}) == 1
    if not even:
        return False
    below = rows[above:]
    names = [len(one.split()) for one in header]
    if reads_like_statements(below, len(header)) is not None:
        return True
    return min(names) > 0 and max(names) <= _LONGEST_NAME and only_prose(below, len(header)) is not None


def _records(
    source: Source, delimiter: str, warn: Callable[[str], None]
) -> Generator[tuple[list[str] | str, str, str]]:
    """Give the cells of each row with its place; what can't be read with its own text, and why.

    Raises:
        InputError: that is so of the first.
    """
    csv.field_size_limit(LONGEST_LINE)
    tape = _Tape(source.lines(warn, newline=""))
    skipped = 1 if _SEP.match(source.sample) and next(tape, "") else 0
    # Strict: a stray quote would else glue rows together unseen.
    reader = csv.reader(tape, delimiter=delimiter, strict=True)
    begun = False
    while True:
        first = reader.line_num + skipped + 1
        tape.kept.clear()
        try:
            row = next(reader, None)
        except csv.Error as error:
            if not begun:
                message = f"The first row of {source.name} can't be read: {error}."
                raise InputError(message, _QUOTES) from None
            last = reader.line_num + skipped
            place = f"line {first}" if last <= first else f"lines {first} to {last}"
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
        some = f"{len(cells)} cell{'s' * (len(cells) != 1)}"
        return Given(cells, place, f"has {some} where the header has {width}", _QUOTES)
    return found.given(cells, place)


def _first_rows(source: Source, delimiter: str) -> list[list[str]]:
    sample = io.StringIO(_SEP.sub("", source.sample), newline="")
    filled = (row for row in csv.reader(sample, delimiter=delimiter) if any(cell.strip() for cell in row))
    try:
        return list(islice(filled, WITHIN))
    except csv.Error:  # a cell beyond all bounds
        return []


def _delimiter(source: Source, chosen: Columns) -> str:
    """Choose what splits a row into columns of which one is known to hold statements, then most rows alike, then into most.

    Commas within sentences and numbers split rows as well, but not the names above them. A spreadsheet program may say
    it in a line of its own, such as `sep=;`.
    """
    if told := _SEP.match(source.sample):
        return told[1]

    def worth(delimiter: str) -> tuple[bool, int, int]:
        rows = _first_rows(source, delimiter)
        if named := next((row for row in rows if names_text(row, chosen)), []):
            return True, 0, len(named)
        width, alike = Counter(map(len, rows)).most_common(1)[0] if rows else (0, 0)
        if width > 1 and alike * 2 > len(rows):
            return False, alike, width
        return False, 0, len(rows[0]) if rows else 0

    return max(_DELIMITERS, key=worth)
