"""Rows with named columns: CSV, TSV, JSON lines and JSON lists."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from wbcoach.errors import InputError
from wbcoach.library.fields import columns_of, item_of, plain_name
from wbcoach.library.material import Problem, Read

_DELIMITERS = (",", ";", "\t", "|")
_LARGEST_CELL = 16_000_000
_SHOWN_NAMES = 12
_SNIFFED_ROWS = 20


def read_csv(text: str, path: str, text_column: str | None = None) -> Iterator[Read | Problem]:
    """Read delimited text, its delimiter found by looking; row 1 is the header.

    Raises:
        InputError: no column is known to hold the feedback, or there is no header.
    """
    csv.field_size_limit(_LARGEST_CELL)
    delimiter = _sniff(text, text_column)
    rows = enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1)
    if text.count('"') % 2:
        yield Problem(path, 0, "has an odd number of double quotes; a quoted cell may not be closed.")
    number, header = next(((n, row) for n, row in rows if any(cell.strip() for cell in row)), (0, []))
    places, first = _places(header, path, text_column)
    if first:
        rows = enumerate(chain([header], (row for _, row in rows)), number)
        header = [f"column_{position}" for position in range(1, len(header) + 1)]
    empty: list[int] = []
    try:
        for number, row in rows:
            yield from _csv_row(row, number, (header, places, delimiter), path, empty)
    except csv.Error as error:
        yield Problem(path, number + 1, f"can't be read from here on: {error}.")
    yield from _no_text(path, empty)


def _csv_row(
    row: list[str],
    number: int,
    layout: tuple[list[str], dict[str, int], str],
    path: str,
    empty: list[int],
) -> Iterator[Read | Problem]:
    header, places, delimiter = layout
    if not any(cell.strip() for cell in row):
        return
    if len(header) == 1:
        row = [delimiter.join(row)]
    while len(row) > len(header) and not row[-1].strip():
        row = row[:-1]
    if len(row) != len(header):
        message = f"has {len(row)} cells where the header has {len(header)}; the row is left out."
        yield Problem(path, number, message)
        return
    values = {field: row[place] for field, place in places.items()}
    taken = set(places.values())
    meta = {name: row[place] for place, name in enumerate(header) if place not in taken and name.strip()}
    item, made_up = item_of(values, meta)
    if item.text:
        yield Read(item, path, number, made_up)
    else:
        empty.append(number)


def _no_text(path: str, empty: list[int]) -> Iterator[Problem]:
    if empty:
        rows = "1 row has" if len(empty) == 1 else f"{len(empty)} rows have"
        yield Problem(path, empty[0], f"{rows} no text, this the first; left out.")


def _places(header: list[str], path: str, text_column: str | None) -> tuple[dict[str, int], bool]:
    """Find our fields in the header; the flag says that there is none and the first row is data."""
    names = [name.strip() for name in header]
    if not names:
        raise InputError(f"{path} holds no feedback.", "Give a file with a header and at least one row.")
    places = columns_of(names, text_column)
    given = text_column is not None and plain_name(text_column) in [plain_name(name) for name in names]
    if text_column is not None and not given:
        if text_column.isdecimal() and 1 <= int(text_column) <= len(names):
            return {"text": int(text_column) - 1}, True
        raise InputError(f"{path} has no column {text_column!r}; it has {_listed(names)}.", _HINT)
    if "text" not in places:
        raise InputError(
            f"{path} has no column that is known to hold feedback; it has {_listed(names)}.", _HINT
        )
    return places, False


_HINT = "Name the column with --text-column NAME; if the file has no header, give its position, such as --text-column 3."


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(repr(name[:40]) for name in names[:_SHOWN_NAMES])
    return shown + (f" and {len(names) - _SHOWN_NAMES} more" if len(names) > _SHOWN_NAMES else "")


def _sniff(text: str, text_column: str | None) -> str:
    """Choose the delimiter whose header names most of our fields, then the one that splits evenly."""

    def worth(delimiter: str) -> tuple[int, float, int]:
        rows: list[list[str]] = []
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            for row in reader:
                if any(cell.strip() for cell in row):
                    rows.append(row)
                if len(rows) > _SNIFFED_ROWS:
                    break
        except csv.Error:
            return (0, 0.0, 0)
        if not rows:
            return (0, 0.0, 0)
        width = len(rows[0])
        even = sum(len(row) == width for row in rows) / len(rows)
        return len(columns_of(rows[0], text_column)), even if width > 1 else 0.0, width

    return max(_DELIMITERS, key=worth)


def read_json_lines(text: str, path: str, text_column: str | None = None) -> Iterator[Read | Problem]:
    """Read one JSON object (or string) per line; a bad line is reported and the rest is kept."""
    empty: list[int] = []
    known = False
    # Not splitlines(): a JSON string may hold U+2028 and its like.
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            reason = getattr(error, "msg", "nested too deeply")
            yield Problem(path, number, f"is not valid JSON ({reason}); the line is left out.")
            continue
        found = list(_record(record, number, path, text_column, empty))
        known = known or any(isinstance(entry, Read) for entry in found)
        yield from found
    if not known and not empty:
        hint = 'Each line should be an object such as {"id": "1", "text": "..."}, or name its field with --text-column.'
        raise InputError(f"{path} holds no feedback.", hint)
    yield from _no_text(path, empty)


def read_json(text: str, path: str, text_column: str | None = None) -> Iterator[Read | Problem]:
    """Read a JSON list of objects or strings, or an object that holds one such list.

    Raises:
        InputError: it is not JSON, or there is no such list.
    """
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        if getattr(error, "msg", "").startswith("Extra data"):
            yield from read_json_lines(text, path, text_column)
            return
        message = f"{path} is not valid JSON: {error}."
        raise InputError(message, "Correct it, or export the feedback as CSV or JSONL.") from None
    records = document if isinstance(document, list) else _only_list(document)
    empty: list[int] = []
    found = 0
    for number, record in enumerate(records or (), 1):
        for entry in _record(record, number, path, text_column, empty):
            found += isinstance(entry, Read)
            yield entry
    if not found:
        hint = 'It should be a list of objects such as {"id": "1", "text": "..."}.'
        raise InputError(f"{path} holds no feedback.", hint)
    yield from _no_text(path, empty)


def _only_list(document: Any) -> list[Any] | None:
    if not isinstance(document, dict):
        return None
    if "text" in columns_of([str(name) for name in document]):
        return [document]
    lists = [value for value in document.values() if isinstance(value, list) and value]
    return next((value for value in lists if isinstance(value[0], dict)), None)


def _record(
    record: Any, number: int, path: str, text_column: str | None, empty: list[int]
) -> Iterator[Read | Problem]:
    if isinstance(record, str):
        record = {"text": record}
    if not isinstance(record, Mapping):
        yield Problem(path, number, "is neither an object nor a text; left out.")
        return
    names = [str(name) for name in record]
    values = [_as_text(value) for value in record.values()]
    places = columns_of(names, text_column)
    if "text" not in places:
        yield Problem(path, number, f"has no field that is known to hold feedback; it has {_listed(names)}.")
        return
    taken = set(places.values())
    item, made_up = item_of(
        {field: values[place] for field, place in places.items()},
        {name: values[place] for place, name in enumerate(names) if place not in taken},
    )
    if item.text:
        yield Read(item, path, number, made_up)
    else:
        empty.append(number)


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
