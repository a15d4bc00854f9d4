"""A backlog, open for reading: JSON lines, a table, Markdown, a folder of it, or stdin, as rows."""

from __future__ import annotations

from contextlib import closing, suppress
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from wbcoach.batch.ids import Ids
from wbcoach.batch.row import Given, Row, judge
from wbcoach.batch.source import LONGEST_LINE, Source, parse
from wbcoach.batch.tables import read_table
from wbcoach.coach.silence import inline_ignores
from wbcoach.critique import Location
from wbcoach.document import find_drafts
from wbcoach.errors import InputError
from wbcoach.library.decoding import read_text
from wbcoach.library.readers import feedback_files

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from datetime import date

LINES: Final = frozenset({".jsonl", ".ndjson"})
TABLES: Final = frozenset({".csv", ".tsv", ".tab"})
DOCUMENTS: Final = frozenset({".md", ".markdown", ".mdown", ".txt"})
_KEPT_OF_LONG_LINES = 1000
_KINDS = "Give JSON lines (.jsonl), a table (.csv, .tsv), Markdown (.md), a folder of it, or - for JSON lines on stdin."
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
    def open(cls, place: str, as_of: date, warn: Callable[[str], None]) -> Backlog:
        """Open a file, a folder, or stdin for "-".

        Args:
            place: JSON lines, CSV, TSV or Markdown by its suffix; a folder is one of Markdown.
            as_of: the day that decides which inline ignores have run out.
            warn: told of what was read with a loss, one line each.

        Raises:
            InputError: there is nothing there, it is not text, or it holds no row.
        """
        path = Path(place)
        suffix = path.suffix.lower() if place != "-" else ".jsonl"
        if place != "-" and not path.exists():
            raise InputError(f"There is no file or folder {place!r}.", _KINDS)
        if suffix in DOCUMENTS or (place != "-" and path.is_dir()):
            return cls(_rows(_documents(path, as_of, warn), as_of, f"{place} holds no statement.", _WHERE))
        source = Source.open(place)
        try:
            return cls._of(source, suffix, as_of, warn)
        except BaseException:
            source.raw.close()
            raise

    @classmethod
    def _of(cls, source: Source, suffix: str, as_of: date, warn: Callable[[str], None]) -> Self:
        table = suffix in TABLES
        if suffix not in TABLES | LINES and source.sample.lstrip()[:1] != "{":
            raise InputError(f"{source.name} is no backlog that is known.", _KINDS)
        total = _count(source.name, table=table) if source.counted else None
        given = read_table(source, warn) if table else _json_lines(source, warn)
        return cls(_rows(given, as_of, f"{source.name} holds no row.", _KINDS), total)

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


def _json_lines(source: Source, warn: Callable[[str], None]) -> Generator[Given]:
    """Read one row a line; a line that is no JSON is kept as it is."""
    lines = source.lines(warn)
    for number, line in enumerate(_whole(lines), 1):
        place = f"line {number}"
        raw = line.rstrip("\r\n")
        if len(line) > LONGEST_LINE:
            yield Given(raw[:_KEPT_OF_LONG_LINES], place, f"is longer than {LONGEST_LINE:,} characters")
        elif line.strip():
            try:
                yield Given(parse(raw), place)
            except ValueError as error:
                yield Given(raw, place, f"is not valid JSON ({error})")


def _whole(lines: Generator[str]) -> Generator[str]:
    """Join the pieces of a line that is too long, keeping enough to see that it is."""
    for piece in lines:
        line = piece
        while len(piece) == LONGEST_LINE and not piece.endswith("\n") and (piece := next(lines, "")):
            line = line[:LONGEST_LINE] + piece[:1] + piece[-1:]
        yield line


def _documents(path: Path, as_of: date, warn: Callable[[str], None]) -> Generator[Given]:
    """Read the statements of a document, or of all below a folder; there, one that can't be read is a row with a fault."""
    if not path.is_dir():
        yield from _document(path, as_of, warn)
        return
    for document in feedback_files(path):
        if document.suffix.lower() not in DOCUMENTS:
            continue
        try:
            yield from _document(document, as_of, warn)
        except InputError as error:
            yield Given(
                {"id": str(document)}, "", f"is a document that can't be used: {error.message}", error.hint
            )


def _document(path: Path, as_of: date, warn: Callable[[str], None]) -> Generator[Given]:
    text, warning = read_text(path)
    if warning:
        warn(f"{path} {warning}")
    ignores = tuple(inline_ignores(text, as_of))
    for draft in find_drafts(text):
        location = Location(path=str(path), line=draft.line, column=draft.column)
        yield Given({"id": f"{path}:{draft.line}", "text": draft.text}, location=location, ignores=ignores)


def _count(place: str, *, table: bool) -> int:
    """Count the rows ahead of reading them; the bad ones count as well."""

    def silent(_warning: str) -> None:
        pass

    source = Source.open(place)
    given = read_table(source, silent) if table else (line for line in source.lines(silent) if line.strip())
    return sum(1 for _ in given)
