"""Answers of a batch as a table, CSV or a workbook; no cell of it is read as a formula."""

from __future__ import annotations

import csv
import io
import re
from typing import IO, TYPE_CHECKING, Any, Final, cast

from wbcoach.errors import InputError
from wbcoach.render import flat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from wbcoach.render.flat import Cell

# What makes a program take a cell for a formula, the wide forms included.
_FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?%?\Z")
_LONGEST_CELL: Final = 32_767
_MOST_ROWS: Final = 1_048_576
_CUT: Final = " […]"
_WIDTHS: Final = {"id": 14, "text": 60, "findings": 70, "question": 40, "message": 50, "words": 30}


def plain(value: Cell) -> Cell:
    """Let a cell's text be text, and true and false as JSON has them: a text that a program would take for a formula gets an apostrophe before it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and _FORMULA.match(value) and not _NUMBER.match(value):
        return f"'{value}"
    return value


def write_csv(
    answers: Callable[[], Iterable[Mapping[str, Any]]], to: IO[bytes], delimiter: str = ","
) -> None:
    """Write a line a statement; UTF-8 with its mark, so that spreadsheet programs know it.

    Args:
        answers: gives the answers of a batch, anew at each call; they are walked over twice.
        to: takes the bytes.
        delimiter: stands between cells; all cells are quoted, so that none is split by another one.
    """
    names = flat.header(answers())
    text = io.TextIOWrapper(cast("io.BufferedWriter", to), "utf-8-sig", errors="backslashreplace", newline="")
    lines = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    lines.writerow([plain(name) for name in names])
    for one in answers():
        row = flat.row(one)
        lines.writerow([plain(row.get(name)) for name in names])
    # `to` stays open, as it was given.
    text.detach()


def write_workbook(answers: Callable[[], Iterable[Mapping[str, Any]]], to: IO[bytes]) -> None:
    """Write a workbook with two sheets: a row a statement, and a row a finding.

    Raises:
        InputError: there are more rows than a sheet holds.
    """
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    names = flat.header(answers())
    _fill(book.create_sheet("Statements"), names, (flat.dated(one) for one in answers()))
    found = (row for one in answers() for row in flat.findings(one))
    _fill(book.create_sheet("Findings"), flat.FINDING, found)
    book.save(to)


def _fill(sheet: Any, names: Iterable[str], rows: Iterator[dict[str, Cell]]) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    names = list(names)
    sheet.freeze_panes = "B2"
    for at, name in enumerate(names, 1):
        sheet.column_dimensions[get_column_letter(at)].width = _WIDTHS.get(name, 12)
    sheet.append([_cell(sheet, name, font=Font(bold=True)) for name in names])
    top = Alignment(vertical="top", wrap_text=True)
    number = 1
    for number, row in enumerate(rows, 2):
        if number > _MOST_ROWS:
            message = f"A sheet holds at most {_MOST_ROWS:,} rows, and sheet {sheet.title!r} would have more."
            raise InputError(message, "Write CSV instead: -o NAME.csv.")
        sheet.append([_cell(sheet, row.get(name), alignment=top) for name in names])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(names))}{number}"


def _cell(sheet: Any, value: Cell, **style: Any) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", value)
        value = value.encode("utf-8", "replace").decode("utf-8")
        if len(value) > _LONGEST_CELL:
            value = value[: _LONGEST_CELL - len(_CUT)] + _CUT
    holds: Any = value  # its own annotation leaves out dates
    made = WriteOnlyCell(sheet, holds)
    if isinstance(value, str):
        # A text, whatever it begins with: else "=..." is a formula, and "#REF!" a fault.
        made.data_type = "s"
        made.quotePrefix = bool(_FORMULA.match(value))
    for name, one in style.items():
        setattr(made, name, one)
    return made
