"""A CSV file as a table in duckdb: read-only, in memory, with no network, no extensions and no other file in reach."""

from __future__ import annotations

import csv
import hashlib
import io
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from wbcoach.define.extras import insights
from wbcoach.errors import InputError
from wbcoach.library.decoding import decode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NAME = "metrics"
_DELIMITERS = (",", ";", "\t", "|")
_CONFIG = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "threads": 2,
}


@dataclass(frozen=True)
class Table:
    """The rows of a file as the table `metrics`, all columns as text; `sha256` is of the file's bytes.

    `read_as` are the options of duckdb's `read_csv` that give the same table again.
    """

    path: Path
    sha256: str
    columns: tuple[str, ...]
    rows: int
    warning: str
    read_as: str
    _database: Any

    def ask(self, query: str, values: Sequence[str] = ()) -> list[tuple[Any, ...]]:
        """Run a query of ours with its values bound; give all rows."""
        found: list[tuple[Any, ...]] = self._database.execute(query, list(values)).fetchall()
        return found


@contextmanager
def table_of(path: Path) -> Iterator[Table]:
    """Read a CSV file into a table until the block ends.

    A copy of the bytes that were hashed is read, as UTF-8 and under a plain name: the file may change
    meanwhile, and duckdb takes `*` in a name for a pattern.

    Raises:
        InputError: the file is missing, is not text, or is no table with a header and rows.
        SettingsError: duckdb isn't installed.
    """
    duckdb = insights("duckdb", "`wbcoach metric`")
    try:
        raw = path.read_bytes()
    except OSError as error:
        message = f"{path} can't be read: {error.strerror}."
        raise InputError(message, "Give a CSV file with a header.") from None
    text, warning = decode(raw, str(path))
    if not text.strip():
        raise InputError(f"{path} is empty.", "Give a CSV file with a header.")
    with TemporaryDirectory(prefix="wbcoach-") as folder:
        copy = Path(folder) / "table.csv"
        copy.write_text(text.lstrip("\r\n"), "utf-8", newline="")
        database = duckdb.connect(":memory:", config=_CONFIG)
        try:
            header = _header(text, path)
            read_as = _read_as(header, _delimiter(text))
            rows = _loaded(database, duckdb.Error, read_as, copy, path)
            sha256 = hashlib.sha256(raw).hexdigest()
            yield Table(path, sha256, header, rows, warning, read_as, database)
        finally:
            database.close()


def _delimiter(text: str) -> str:
    """Choose the delimiter that the header has most of; left to itself duckdb takes an uneven table for one column."""
    header = next(line for line in text.splitlines() if line.strip())
    return max(_DELIMITERS, key=header.count)


def _header(text: str, path: Path) -> tuple[str, ...]:
    """Read the names of the columns; one without a name is named by its place.

    Raises:
        InputError: two columns have one name.
    """
    first = next(csv.reader(io.StringIO(text.lstrip("\r\n"), newline=""), delimiter=_delimiter(text)))
    names = tuple(name.strip() or f"column_{place}" for place, name in enumerate(first, 1))
    seen: set[str] = set()
    for name in names:
        if name.casefold() in seen:
            raise InputError(f"{path} has two columns named {name!r}.", "Rename one of them.")
        seen.add(name.casefold())
    return names


def _read_as(header: Sequence[str], delimiter: str) -> str:
    """Write the options of read_csv in full: left to guess, duckdb skips rows that don't fit its guess."""
    columns = ", ".join(f"{_text(name)}: 'VARCHAR'" for name in header)
    return f"auto_detect = false, header = true, delim = '{delimiter}', quote = '\"', escape = '\"', columns = {{{columns}}}"


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _loaded(database: Any, failure: type[Exception], read_as: str, copy: Path, path: Path) -> int:
    """Take all other files away and load the copy; give the number of rows."""
    database.execute(f"SET allowed_paths = [{_text(str(copy))}]")
    database.execute("SET enable_external_access = false")
    database.execute("SET lock_configuration = true")
    try:
        database.execute(f"CREATE TABLE {NAME} AS SELECT * FROM read_csv($1, {read_as})", [str(copy)])  # noqa: S608  our own words
    except failure as error:
        why = _uneven(copy.read_text("utf-8")) or str(error).splitlines()[0].replace(str(copy), str(path))
        raise InputError(f"{path} is no table: {why}", "Give a CSV file with a header.") from None
    ((rows,),) = database.execute(f"SELECT count(*) FROM {NAME}").fetchall()  # noqa: S608  our own name
    if not rows:
        raise InputError(f"{path} has a header and no rows.", "Give a CSV file with at least one row.")
    return int(rows)


def _uneven(text: str) -> str:
    """Say which row has another number of cells than the header; empty where none has."""
    csv.field_size_limit(len(text) + 1)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    width = 0
    for row in rows:
        width = width or len(row)
        if row and len(row) != width:
            return f"line {rows.line_num} has {len(row)} cells where the header has {width}."
    return ""
