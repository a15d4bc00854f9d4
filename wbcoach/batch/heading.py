"""Which of a table's first rows names its columns: mostly the first, one below a title, or none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wbcoach.batch.columns import names_text
from wbcoach.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wbcoach.batch.columns import Columns

# Above the header may stand a title and the like.
WITHIN: Final = 10


def headed(first: Sequence[Sequence[str]], chosen: Columns, joint: str = "") -> tuple[list[str], int]:
    """Give the names of the columns, and how many of the first rows stand before the first row of the backlog.

    Where a statement stands in the first row, nothing names the columns: they have no names, and no row is lost.
    `joint` is what cells were split by; a statement that it split makes a table of one column.
    """
    for at, row in enumerate(first[:WITHIN]):
        above = max(map(_filled, first[:at]), default=0)
        if names_text(row, chosen) and (not at or above < _filled(row)):
            return list(row), at + 1
    if not first:
        return [], 0
    titles = _titles(first[:WITHIN])
    header = first[titles]
    if any(_is_a_statement(cell) for cell in header):
        return [""] * len(header), titles
    if joint and _is_a_statement(joint.join(header)):
        return [""], titles
    return list(header), titles + 1


def _titles(first: Sequence[Sequence[str]]) -> int:
    """Count the rows above a table that hold one cell alone, where the table itself is wider."""
    widest = max(map(_filled, first))
    return next(at for at, row in enumerate(first) if _filled(row) > 1 or widest == 1)


def _filled(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _is_a_statement(cell: str) -> bool:
    return len(cell.split()) > 5 and Statement.parse(cell[:2000]).format != "free"
