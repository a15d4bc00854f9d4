"""A backlog with named columns: CSV and its kin, one row after the other."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, Any

from wbcoach.batch.row import Given
from wbcoach.batch.source import LONGEST_LINE, parse
from wbcoach.errors import InputError
from wbcoach.library.fields import ALIASES, plain_name

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    from wbcoach.batch.source import Source

# For each of ours, the names it goes by elsewhere, the likeliest first.
COLUMNS = {
    "id": ALIASES["id"],
    "text": (
        *("text", "statement", "problem_statement", "opportunity_statement", "draft", "draft_statement"),
        *("problem_opportunity_statement", "problem_opportunity", "problem", "opportunity", "user_story"),
        *("job_story", "story", "description", "body", "content"),
    ),
    "evidence": ("evidence", "linked_evidence"),
}
_DELIMITERS = (",", ";", "\t", "|")
_EVIDENCE = 'Leave the cell empty, or give a JSON list such as [{"id": "F-1", "text": "..."}].'
_QUOTES = (
    "A cell with a quote, the delimiter or a line end in it goes in double quotes, its own quotes doubled."
)
_SHOWN_NAMES = 12


def read_table(source: Source, warn: Callable[[str], None]) -> Generator[Given]:
    """Read rows below a header; a row that doesn't fit it is given with its fault.

    Raises:
        InputError: there is no header, or no column of it is known to hold the statements.
    """
    csv.field_size_limit(LONGEST_LINE)
    delimiter = _delimiter(source)
    tape = _Tape(source.lines(warn, newline=""))
    # Strict: a stray quote would else glue rows together unseen.
    reader = csv.reader(tape, delimiter=delimiter, strict=True)
    try:
        header = next((row for row in reader if any(cell.strip() for cell in row)), [])
    except csv.Error as error:
        message = f"The first row of {source.name} can't be read: {error}."
        raise InputError(message, _QUOTES) from None
    names = _unique([name.strip() for name in header])
    places = _places(names)
    if "text" not in places:
        shown = ", ".join(repr(name[:40]) for name in names[:_SHOWN_NAMES]) or "none"
        message = f"{source.name} has no column that is known to hold statements; its columns: {shown}."
        raise InputError(message, "The first line names the columns: id, text, and if you like evidence.")
    while True:
        first = reader.line_num + 1
        tape.kept.clear()
        try:
            row = next(reader, None)
        except csv.Error as error:
            place = f"line {first}" if reader.line_num <= first else f"lines {first} to {reader.line_num}"
            yield Given("".join(tape.kept), place, f"can't be read: {error}", _QUOTES)
            continue
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield _given(row, names, places, delimiter, f"line {first}")


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


def _given(row: list[str], names: Sequence[str], places: dict[str, int], delimiter: str, place: str) -> Given:
    if len(names) == 1:
        row = [delimiter.join(row)]
    while len(row) > len(names) and not row[-1].strip():
        row = row[:-1]
    if len(row) != len(names):
        fault = f"has {len(row)} cells where the header has {len(names)}"
        return Given(row, place, fault, _QUOTES)
    ours = set(places.values())
    value: dict[str, Any] = {field: row[at] for field, at in places.items()}
    value |= {name: row[at] for at, name in enumerate(names) if at not in ours and name}
    if "id" in value:
        value["id"] = value["id"].strip()
    cell = value.get("evidence")
    if cell is None or not cell.strip():
        value.pop("evidence", None)
        return Given(value, place)
    try:
        value["evidence"] = parse(cell)
    except ValueError as error:
        return Given(value, place, f"has evidence that is no JSON ({error})", _EVIDENCE)
    return Given(value, place, hint=_EVIDENCE)


def _places(names: Sequence[str]) -> dict[str, int]:
    plain = [plain_name(name) for name in names]
    found = {
        field: next((plain.index(one) for one in known if one in plain), None)
        for field, known in COLUMNS.items()
    }
    return {field: at for field, at in found.items() if at is not None}


def _unique(names: Sequence[str]) -> list[str]:
    """Tell columns of the same name apart, so that no cell is lost, and none passes for one of ours."""
    taken: set[str] = set()
    result = []
    for name in names:
        number, one = 1, name
        while one and one in taken:
            number += 1
            one = f"{name}_{number}"
        taken.add(one)
        result.append(one)
    return result


def _delimiter(source: Source) -> str:
    """Choose what splits the first line into most of our columns, then into most columns at all."""
    first = next((line for line in re.split(r"[\r\n]+", source.sample) if line.strip()), "")

    def worth(delimiter: str) -> tuple[int, int]:
        names = next(csv.reader([first], delimiter=delimiter), [])
        return len(_places(names)), len(names)

    return max(_DELIMITERS, key=worth)
