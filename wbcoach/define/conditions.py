"""Conditions on the columns of a table: `outcome=passed`, `seconds>=30`; values are bound, never written into a query."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from wbcoach.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPERATORS: Final = ("!=", ">=", "<=", "=", ">", "<")
_SHOWN = 12


@dataclass(frozen=True)
class Condition:
    """A column, how it is compared (`=`, `!=` as text; `<`, `<=`, `>`, `>=` as numbers), and with what."""

    column: str
    operator: str
    value: str

    def __str__(self) -> str:
        """Give it as one would say it."""
        return f"{self.column} {self.operator} {self.value}"

    @property
    def compares_text(self) -> bool:
        """Say whether it compares text, letter case and outer spaces aside."""
        return self.operator in ("=", "!=")

    def holds(self, parameter: int) -> str:
        """Give it in SQL, with its value as the parameter of that number."""
        operator = "<>" if self.operator == "!=" else self.operator
        if self.compares_text:
            return f"lower(trim({quoted(self.column)})) {operator} lower(trim(${parameter}))"
        return f"{as_number(self.column)} {operator} CAST(${parameter} AS DOUBLE)"

    @property
    def answered(self) -> str:
        """Give in SQL that the column has a value that can be compared."""
        if self.compares_text:
            return f"trim({quoted(self.column)}) <> ''"
        return f"isfinite({as_number(self.column)})"


def quoted(column: str) -> str:
    """Write a column's name as an SQL identifier."""
    return '"' + column.replace('"', '""') + '"'


def as_number(column: str) -> str:
    """Read a column as numbers in SQL; NULL where it isn't one."""
    return f"TRY_CAST(trim({quoted(column)}) AS DOUBLE)"


def condition(written: str, columns: Sequence[str]) -> Condition:
    """Read a condition such as `outcome=passed`; a column's letter case doesn't matter.

    Raises:
        InputError: it names no column, no comparison, or compares a size with what is no number.
    """
    bare = written.strip()
    for column in sorted(columns, key=len, reverse=True):
        if not bare.casefold().startswith(column.casefold()):
            continue
        rest = bare[len(column) :].lstrip()
        operator = next((one for one in _OPERATORS if rest.startswith(one)), None)
        if operator is not None:
            return _checked(Condition(column, operator, rest[len(operator) :].strip()), written)
    raise InputError(
        f"{written!r} is no condition on this file; its columns are {listed(columns)}.",
        "Write COLUMN=VALUE, COLUMN!=VALUE, or compare a number: COLUMN>=30.",
    )


def column_named(written: str, columns: Sequence[str], what: str) -> str:
    """Find a column by its name, letter case aside.

    Raises:
        InputError: there is none of that name.
    """
    found = next((one for one in columns if one.casefold() == written.strip().casefold()), None)
    if found is None:
        message = f"{what}: there is no column {written!r}; the columns are {listed(columns)}."
        raise InputError(message, "Check its spelling.")
    return found


def listed(names: Sequence[str]) -> str:
    """Name some things, and say how many more there are."""
    shown = ", ".join(name[:40] for name in names[:_SHOWN])
    return shown + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")


def _checked(one: Condition, written: str) -> Condition:
    if not one.value:
        raise InputError(f"{written!r} compares with nothing.", "Write COLUMN=VALUE.")
    if not one.compares_text and not _is_number(one.value):
        message = f"{written!r} compares a size with {one.value!r}, which is no number."
        raise InputError(message, "Compare with a number; days are narrowed by --since and --until.")
    return one


def _is_number(value: str) -> bool:
    try:
        return math.isfinite(float(value))
    except ValueError:
        return False
