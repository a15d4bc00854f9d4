"""A backlog in a workbook (XLSX): the sheet that holds it, its rows with their types, read one after the other."""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date, datetime, time
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Self

from wbcoach.batch.columns import SAMPLE, Columns, layout, names_text, reads_like_statements
from wbcoach.batch.heading import WITHIN, headed
from wbcoach.batch.merged import Merged
from wbcoach.batch.row import OURS, Given
from wbcoach.errors import InputError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator


MAGIC: Final = b"PK\x03\x04"
# A workbook is packed: this is the most that one may unpack to.
_LARGEST = 2_000_000_000
_DAMAGE: Final = (SyntaxError, ValueError, LookupError, TypeError, OSError, zipfile.BadZipFile, zlib.error)
_UNCOMPUTED: Final = "the statement is a formula whose value was never saved, so it reads as empty; open the workbook in a spreadsheet program, save it, and give it again."
_HINT = "Save it as .xlsx again, or export the sheet as CSV."


def read_sheet(
    raw: io.BufferedReader[io.FileIO], name: str, chosen: Columns, tell: Callable[[str], None]
) -> Generator[Given]:
    """Read the rows of a workbook below their header; of a formula its last value counts.

    In other columns than ours numbers, true and false stay what they are; days and times become ISO, and are named.

    Args:
        raw: the file, or a pipe that is read whole.
        name: what it is called in messages.
        chosen: which sheet, by name or number from 1, and which columns; else the first that holds statements.
        tell: told which sheet and which columns were taken.

    Raises:
        InputError: it is no workbook, or no sheet of it is known to hold statements.
        SettingsError: there is no such sheet.
    """
    with _opened(raw, name) as book:
        sheet = _sheet(book, chosen, name)
        where = f"{name}, sheet {sheet.title!r}"
        with closing(_rows(sheet)) as rows:
            header, ahead = _start(rows, chosen)
            found = layout(header, [row for _, row in ahead], chosen, where)
            words = found.told()
            if words or len(book.sheetnames) > 1:
                tell(f"{where}: {words or 'these are the rows; --sheet NAME says otherwise.'}")
            width = len(found.names)
            number = 0
            looked = False
            merged = Merged.of(sheet)
            try:
                for number, row in chain(ahead, rows):
                    if not looked and not "".join(row[found.text : found.text + 1]).strip():
                        looked = True
                        if _is_formula(name, sheet.title, number, found.text + 1):
                            tell(f"{where}, row {number}: {_UNCOMPUTED}")
                    cells = [*row, *[""] * (width - len(row))][:width]
                    merged.fill(number, cells, besides={found.text, found.id})
                    yield _typed(found.given(cells, f"row {number}"))
            except InputError as error:
                yield Given(
                    {},
                    f"row {number + 1}",
                    f"and what follows it can't be read: {error.message.rstrip('.')}",
                    _HINT,
                )


def count_rows(name: str, chosen: Columns) -> int | None:
    """Count the rows of a file ahead of reading them; None where it breaks off.

    Raises:
        InputError: it is no workbook.
        SettingsError: there is no such sheet.
    """
    with Path(name).open("rb") as raw, _opened(raw, name) as book:
        sheet = _sheet(book, chosen, name)
        with closing(_rows(sheet)) as rows:
            _, ahead = _start(rows, chosen)
            try:
                return len(ahead) + sum(1 for _ in rows)
            except InputError:
                return None


def _is_formula(name: str, title: str, row: int, column: int) -> bool:
    """Say whether a cell of a file that holds no value holds a formula."""
    if not Path(name).is_file():
        return False
    with Path(name).open("rb") as raw, _opened(raw, name, values=False) as book:
        cells = next(book[title].iter_rows(row, row, column, column, values_only=True), ())
        return any(isinstance(cell, str) and cell.startswith("=") for cell in cells)


def _start(
    rows: Iterator[tuple[int, list[str]]], chosen: Columns
) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Give the names of the columns, and the first rows below them."""
    first = list(islice(rows, WITHIN + SAMPLE))
    header, above = headed([row for _, row in first], chosen)
    return header, first[above:]


@contextmanager
def _opened(raw: io.BufferedReader[io.FileIO] | BinaryIO, name: str, *, values: bool = True) -> Iterator[Any]:
    file = raw if raw.seekable() else io.BytesIO(raw.read())
    with file, warnings.catch_warnings():
        # It warns of styles and extensions that it leaves out; none of them is a cell's text.
        warnings.filterwarnings("ignore", module="openpyxl")
        try:
            book = _load(file, name, values=values)
        except InputError:
            raise
        except Exception as error:  # noqa: BLE001  a damaged workbook fails in any of the parts that read it
            message = f"{name} is no workbook that can be read ({type(error).__name__}: {str(error)[:100]})."
            raise InputError(message, _HINT) from None
        try:
            yield book
        finally:
            book.close()


def _load(file: BinaryIO | io.BufferedReader[io.FileIO], name: str, *, values: bool) -> Any:
    import openpyxl

    with zipfile.ZipFile(file) as packed:
        size = sum(one.file_size for one in packed.infolist())
    if size > _LARGEST:
        raise InputError(f"{name} unpacks to {size / 1e9:.1f} GB.", "Export the sheet as CSV.")
    file.seek(0)
    return openpyxl.load_workbook(file, read_only=True, data_only=values)


def _sheet(book: Any, chosen: Columns, name: str) -> Any:
    sheets = list(book.worksheets)
    titles = ", ".join(repr(one.title) for one in sheets) or "none"
    if chosen.sheet:
        found = next((one for one in sheets if one.title == chosen.sheet), None)
        number = int(chosen.sheet) if chosen.sheet.isdecimal() else 0
        if found is None and 1 <= number <= len(sheets):
            found = sheets[number - 1]
        if found is None:
            raise SettingsError(f"{name} has no sheet {chosen.sheet!r}.", f"It has: {titles}.")
        return found
    if not sheets:
        raise InputError(f"{name} has no sheet with cells.", _HINT)
    shown = [one for one in sheets if one.sheet_state == "visible"] or sheets
    for sheet in shown:
        with closing(_rows(sheet)) as rows:
            if names_text(_start(rows, chosen)[0], chosen):
                return sheet
    for sheet in shown:
        with closing(_rows(sheet)) as rows:
            header, ahead = _start(rows, chosen)
            if reads_like_statements((row for _, row in ahead), len(header)) is not None:
                return sheet
    return shown[0]


def _rows(sheet: Any) -> Generator[tuple[int, list[str]]]:
    """Give the rows that hold anything, with their numbers in the sheet."""
    # Some programs write a size that is not the sheet's own.
    sheet.reset_dimensions()
    number = 0
    try:
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            cells = [_text(one) for one in row]
            if any(cell.strip() for cell in cells):
                yield number, cells
    except _DAMAGE as error:
        message = f"sheet {sheet.title!r} is damaged behind row {number} ({error})."
        raise InputError(message, _HINT) from error


class _Cell(str):
    """A cell that holds no text, as a table would write it, and its `value`."""

    __slots__ = ("value",)

    def __new__(cls, text: str, value: object) -> Self:
        made = super().__new__(cls, text)
        made.value = value
        return made

    value: Any


def _typed(given: Given) -> Given:
    """Give a row whose columns have the types that they have in the workbook, as far as JSON knows them."""
    dates = []
    for name, cell in given.value.items():
        if not isinstance(cell, _Cell):
            continue
        plain = str(cell)
        if name not in OURS and isinstance(cell.value, date | time):
            dates.append(name)
        elif name not in OURS and isinstance(cell.value, int | float):
            given.value[name] = cell.value
            continue
        given.value[name] = plain
    return replace(given, dates=tuple(dates))


def _text(value: Any) -> str:
    """Give a cell's value as a table would write it."""
    from openpyxl.utils.escape import unescape

    if value is None:
        return ""
    if isinstance(value, str):
        return str(unescape(value)) if "_x" in value else value
    if isinstance(value, bool):
        return _Cell("true" if value else "false", value)
    if isinstance(value, float) and value.is_integer():
        return _Cell(str(int(value)), int(value))
    if isinstance(value, datetime) and value.time() == time():
        return _Cell(value.date().isoformat(), value)
    return _Cell(value.isoformat() if isinstance(value, datetime | date | time) else str(value), value)
