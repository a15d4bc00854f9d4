"""A backlog, open for reading: JSON, a table, a workbook, Markdown, a folder of it, or any on stdin, as rows."""

from __future__ import annotations

import json
from contextlib import closing, suppress
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self

from wbcoach.batch.columns import Columns
from wbcoach.batch.documents import DOCUMENTS, drafts_in, read_documents
from wbcoach.batch.ids import Ids
from wbcoach.batch.issues import is_pull_request, issue
from wbcoach.batch.objects import Objects, bare, rows_in
from wbcoach.batch.row import Given, Row, judge
from wbcoach.batch.sheets import MAGIC, count_rows, read_sheet
from wbcoach.batch.source import LONGEST_LINE, Source, open_raw, parse
from wbcoach.batch.tables import looks_like_one, read_table
from wbcoach.coach.silence import inline_ignores
from wbcoach.document import find_drafts
from wbcoach.errors import InputError

if TYPE_CHECKING:
    import io
    from collections.abc import Callable, Generator, Iterator
    from datetime import date

LINES: Final = frozenset({".jsonl", ".ndjson"})
TABLES: Final = frozenset({".csv", ".tsv", ".tab"})
BOOKS: Final = frozenset({".xlsx", ".xlsm"})
_KEPT_OF_LONG_LINES = 1000
_KINDS = "Give JSON lines, a JSON list or an export of issues (.json), a table (.csv, .tsv, .xlsx), Markdown, a folder of it, or - for any of them on stdin."
_WHERE = 'A statement stands under a heading such as "Problem statement", opens with "Today, ...", or in a fenced `wb` block.'


class Backlog:
    """Rows in their order, read as they are asked for, by one thread at a time; `total` is None where it isn't known."""

    def __init__(self, rows: Generator[Row], total: int | None = None) -> None:
        """Read the first row at once, so that a backlog that is no use is known before anything is written.

        Raises:
            InputError: it can't be read, or holds no row.
        """
        self._source = rows
        self._rows = chain(list(islice(rows, 1)), rows)
        self.total = total

    @classmethod
    def open(
        cls, place: str, as_of: date, warn: Callable[[str], None], chosen: Columns | None = None
    ) -> Backlog:
        """Open a file, a folder, or stdin for "-".

        Args:
            place: JSON, a table, a workbook or Markdown, by its suffix or else by its first bytes; a folder is one
                of Markdown.
            as_of: the day that decides which inline ignores have run out.
            warn: told of what was read with a loss, and of what was guessed, one line each.
            chosen: the user's word on sheet and columns.

        Raises:
            InputError: there is nothing there, it can't be read, or it holds no row.
            SettingsError: there is no such sheet.
        """
        path = Path(place)
        if place != "-" and not path.exists():
            raise InputError(f"There is no file or folder {place!r}.", _KINDS)
        if place != "-" and (path.is_dir() or path.suffix.lower() in DOCUMENTS):
            return cls(
                _rows(read_documents(path, as_of, warn), as_of, f"{place} holds no statement.", _WHERE)
            )
        name, raw, start = open_raw(place)
        try:
            suffix = path.suffix.lower() if place != "-" else ""
            given, total = _given(
                place, suffix, (name, raw, start), _Reading(as_of, warn, chosen or Columns())
            )
            return cls(_rows(given, as_of, f"{name} holds no row.", _KINDS), total)
        except BaseException:
            raw.close()
            raise

    def __iter__(self) -> Iterator[Row]:
        """Walk over the rows, once."""
        return self._rows

    def __enter__(self) -> Self:
        """Read until the block ends."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file, unless a thread is left waiting for its next line."""
        with suppress(ValueError):  # it is being read
            self._source.close()


def _rows(given: Generator[Given], as_of: date, none: str, hint: str) -> Generator[Row]:
    number = 0
    with Ids() as ids, closing(given):
        for number, one in enumerate(given, 1):
            row = judge(one, number, ids)
            if not row.ignores and "wbcoach:" in row.text:
                row = replace(row, ignores=tuple(inline_ignores(row.text, as_of)))
            yield row
    if not number:
        raise InputError(none, hint)


class _Reading(NamedTuple):
    """How a backlog is read: its day, whom to tell, and the user's word on columns."""

    as_of: date
    warn: Callable[[str], None]
    chosen: Columns


def _given(
    place: str, suffix: str, opened: tuple[str, io.BufferedReader[io.FileIO], bytes], how: _Reading
) -> tuple[Generator[Given], int | None]:
    """Choose the reader of a file or of stdin; give its rows, and how many there are where that is known."""
    name, raw, start = opened
    if suffix in BOOKS or (suffix not in LINES | TABLES and start.startswith(MAGIC)):
        rows = read_sheet(raw, name, how.chosen, how.warn)
        return rows, None if place == "-" else count_rows(name, how.chosen)
    source = Source.of(place, name, raw, start).in_its_encoding(how.warn)
    first = source.sample.lstrip()[:1]
    if suffix in TABLES or (
        suffix not in LINES and first not in {"{", "["} and looks_like_one(source, how.chosen)
    ):
        total = _count(source, how.chosen, table=True) if source.counted else None
        return read_table(source, how.chosen, how.warn), total
    objects = Objects(how.chosen, lambda text: how.warn(f"{name}: {text}"))
    if suffix in LINES or (first == "{" and _is_lines(source.sample)):
        total = _count(source, how.chosen, table=False) if source.counted else None
        return _json_lines(source.lines(how.warn), objects), total
    text = "".join(source.lines(how.warn))
    if first in {"{", "["}:
        values = rows_in(text, name)
        if values is None:
            return _json_lines((f"{line}\n" for line in text.split("\n")), objects), None
        kept = [one for one in values if not objects.leaves_out(one[0])]
        return _values(kept, objects), len(kept)
    if suffix or not find_drafts(text):
        raise InputError(f"{name} is no backlog that is known.", _KINDS)
    return drafts_in(text, name, how.as_of), None


def _is_lines(sample: str) -> bool:
    """Say whether the first line is an object that is itself a row, so that the next line is the next row."""
    line = next((one for one in sample.split("\n") if one.strip()), "")
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and (
        "text" in value
        or not any(isinstance(one, list | dict) for one in value.values())
        or issue(value) is not None
    )


def _values(values: list[tuple[Any, str]], objects: Objects) -> Generator[Given]:
    for number, (value, fault) in enumerate(values, 1):
        yield Given(value, f"item {number}", fault) if fault else objects.given(value, f"item {number}")
    objects.end()


def _json_lines(lines: Generator[str], objects: Objects) -> Generator[Given]:
    """Read one row a line; a line that is no JSON is kept as it is."""
    for number, line in enumerate(_whole(lines), 1):
        place = f"line {number}"
        raw = line.rstrip("\r\n")
        if len(line) > LONGEST_LINE:
            yield Given(raw[:_KEPT_OF_LONG_LINES], place, f"is longer than {LONGEST_LINE:,} characters")
        elif line.strip():
            try:
                value = parse(raw)
            except ValueError as error:
                yield Given(raw, place, f"is not valid JSON ({error})")
            else:
                if not objects.leaves_out(value):
                    yield objects.given(value, place)
    objects.end()


def _whole(lines: Generator[str]) -> Generator[str]:
    """Join the pieces of a line that is too long, keeping enough to see that it is."""
    for piece in lines:
        line = piece
        while len(piece) == LONGEST_LINE and not piece.endswith("\n") and (piece := next(lines, "")):
            line = line[:LONGEST_LINE] + piece[:1] + piece[-1:]
        yield line


def _count(source: Source, chosen: Columns, *, table: bool) -> int:
    """Count the rows ahead of reading them; the bad ones count as well."""

    def silent(_warning: str) -> None:
        pass

    again = replace(Source.open(source.name), encoding=source.encoding)
    if table:
        return sum(1 for _ in read_table(again, chosen, silent))
    return sum(bool(line.strip()) and not _is_pull_request(line) for line in again.lines(silent))


def _is_pull_request(line: str) -> bool:
    if '"pull_request"' not in line and '"PullRequest"' not in line:
        return False
    try:
        return is_pull_request(bare(json.loads(line)))
    except (ValueError, RecursionError):
        return False
