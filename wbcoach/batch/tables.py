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
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

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
_SHOWN_NAMES = 12


def read_table(source: Source, warn: Callable[[str], None]) -> Generator[Given]:
    """Read rows below a header; a row that doesn't fit it is given with its fault.

    Raises:
        InputError: there is no header, or no column of it is known to hold the statements.
    """
    csv.field_size_limit(LONGEST_LINE)
    delimiter = _delimiter(source)
    quotes = _Quotes()
    reader = csv.reader(quotes.seen(source.lines(warn, newline="")), delimiter=delimiter)
    header = next((row for row in reader if any(cell.strip() for cell in row)), [])
    names = _unique([name.strip() for name in header])
    places = _places(names)
    if "text" not in places:
        shown = ", ".join(repr(name[:40]) for name in names[:_SHOWN_NAMES]) or "none"
        message = f"{source.name} has no column that is known to hold statements; its columns: {shown}."
        raise InputError(message, "The first line names the columns: id, text, and if you like evidence.")
    while True:
        try:
            for row in reader:
                if any(cell.strip() for cell in row):
                    yield _given(row, names, places, delimiter, f"line {reader.line_num}")
        except csv.Error as error:
            yield Given(
                None,
                f"line {reader.line_num}",
                f"can't be read: {error}",
                "Check the quotes around its cells.",
            )
            continue
        break
    if quotes.count % 2:
        warn(f"{source.name} has an odd number of double quotes; a quoted cell may not be closed.")


class _Quotes:
    """Counts double quotes as lines go by."""

    def __init__(self) -> None:
        self.count = 0

    def seen(self, lines: Iterable[str]) -> Iterator[str]:
        for line in lines:
            self.count += line.count('"')
            yield line


def _given(row: list[str], names: Sequence[str], places: dict[str, int], delimiter: str, place: str) -> Given:
    if len(names) == 1:
        row = [delimiter.join(row)]
    while len(row) > len(names) and not row[-1].strip():
        row = row[:-1]
    if len(row) != len(names):
        fault = f"has {len(row)} cells where the header has {len(names)}"
        return Given(row, place, fault, "Put a cell that holds the delimiter in double quotes.")
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
