"""A rate from a metrics CSV: numerator, denominator, period and interval, in all and by group, with its query."""

from __future__ import annotations

import datetime as dt
import math
from typing import Annotated, Any, Final, Literal

from pydantic import ConfigDict, Field

from wbcoach.critique import Shape
from wbcoach.define.conditions import Condition, as_number, column_named, condition, listed, quoted
from wbcoach.define.counting import Asked, day_of, query_of
from wbcoach.define.table import NAME, Table
from wbcoach.errors import InputError
from wbcoach.library.fields import columns_of

FEWEST: Final = 20  # below this a share moves by five points with each row
MOST_GROUPS: Final = 50
_Z95 = 1.959964


class Rate(Shape):
    """`numerator` of `denominator`, as a share (0..1) with its 95% interval; None where the denominator is 0.

    `small` says that the denominator is under 20.
    """

    numerator: int
    denominator: int
    rate: float | None
    low: float | None
    high: float | None
    small: bool


class Group(Shape):
    """The rate among the rows that have one value of the column that groups; an empty value is ""."""

    value: str
    rate: Rate


class Period(Shape):
    """The days of the rows that were counted, and how these were narrowed; all YYYY-MM-DD or None."""

    column: str | None
    since: str | None
    until: str | None
    first: str | None
    last: str | None


class LeftOut(Shape):
    """Rows that are in neither number: no value to judge, no readable day though a period was asked for."""

    no_value: int
    undated: int


class MetricReport(Shape):
    """A rate with all that it takes to compute it again (`wbcoach.metric/1`).

    `query` is what ran, on the file as the table `metrics`, read as `read_as` says; `values` are its $1, $2, ...
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_id: Annotated[Literal["wbcoach.metric/1"], Field(alias="schema")] = "wbcoach.metric/1"
    file: str
    sha256: str
    rows: int
    rate_of: tuple[str, ...]
    among: tuple[str, ...]
    by: str | None
    weight: str | None
    period: Period
    whole: Rate
    groups: tuple[Group, ...]
    more_groups: int
    left_out: LeftOut
    query: str
    values: tuple[str, ...]
    read_as: str


def wilson(numerator: int, denominator: int) -> tuple[float, float]:
    """Give the 95% score interval of a share, both ends 0..1.

    Wilson (1927), Probable inference, the law of succession, and statistical inference, Journal of the
    American Statistical Association 22; it keeps its level where the textbook interval fails, with few
    cases and near 0 or 1 (Brown, Cai and DasGupta 2001, Statistical Science 16). It takes each case as
    independent of the others.

    Raises:
        ValueError: not 0 <= numerator <= denominator, or a denominator of 0.
    """
    if not 0 <= numerator <= denominator or not denominator:
        message = f"{numerator} of {denominator} is no share"
        raise ValueError(message)
    share, square = numerator / denominator, _Z95**2
    middle = (share + square / (2 * denominator)) / (1 + square / denominator)
    half = _Z95 / (1 + square / denominator)
    half *= math.sqrt(share * (1 - share) / denominator + square / (4 * denominator**2))
    low = 0.0 if numerator == 0 else max(0.0, middle - half)
    return low, 1.0 if numerator == denominator else min(1.0, middle + half)


def metric(table: Table, asked: Asked) -> MetricReport:
    """Compute a rate over a table.

    Raises:
        InputError: a condition or a column is not of this table, a value stands in no row, a weight is no
            count, or a period is asked for where no column holds days.
    """
    rate = [condition(one, table.columns) for one in asked.rate]
    among = [condition(one, table.columns) for one in asked.of]
    if not rate:
        raise InputError("No rate is asked for.", "Say what to count: --rate 'COLUMN=VALUE'.")
    for one in (*rate, *among):
        _refuse_unknown(table, one)
    by = column_named(asked.by, table.columns, "--by") if asked.by else None
    weight = column_named(asked.weight, table.columns, "--weight") if asked.weight else None
    if weight:
        _refuse_no_counts(table, weight)
    day = _day_column(table, asked)
    query, values = query_of(rate, among, by, weight, day, asked)
    groups: list[Group] = []
    whole = _rate(0, 0)
    rest: list[Any] = [0, 0, None, None]
    for value, is_whole, top, base, *others in table.ask(query, values):
        if is_whole:
            whole, rest = _rate(top, base), others
        elif base and by:
            groups.append(Group(value=value, rate=_rate(top, base)))
    groups.sort(key=lambda one: (-one.rate.denominator, one.value))
    return MetricReport(
        file=table.path.name,
        sha256=table.sha256,
        rows=table.rows,
        rate_of=tuple(map(str, rate)),
        among=tuple(map(str, among)),
        by=by,
        weight=weight,
        period=Period(
            column=day,
            since=_iso(asked.since),
            until=_iso(asked.until),
            first=_iso(rest[2]),
            last=_iso(rest[3]),
        ),
        whole=whole,
        groups=tuple(groups[:MOST_GROUPS]),
        more_groups=max(0, len(groups) - MOST_GROUPS),
        left_out=LeftOut(no_value=int(rest[0] or 0), undated=int(rest[1] or 0)),
        query=query,
        values=tuple(values),
        read_as=table.read_as,
    )


def _day_column(table: Table, asked: Asked) -> str | None:
    """Choose the column of days: the one named, else one of a usual name that holds any.

    Raises:
        InputError: there is none, and one is needed.
    """
    if asked.date:
        named = column_named(asked.date, table.columns, "--date")
        if not _dated(table, named):
            message = f"--date: no row has a day in {named!r} that can be read in one way only."
            raise InputError(message, "Write days as YYYY-MM-DD.")
        return named
    place = columns_of(table.columns).get("date")
    if place is not None and _dated(table, table.columns[place]):
        return table.columns[place]
    if asked.since or asked.until:
        message = f"No column of {table.path} is known to hold days; it has {listed(table.columns)}."
        raise InputError(message, "Name it with --date COLUMN; write days as YYYY-MM-DD.")
    return None


def _dated(table: Table, column: str) -> bool:
    return bool(table.ask(f"SELECT count({day_of(column)}) FROM {NAME}")[0][0])  # noqa: S608  a quoted column


def _refuse_unknown(table: Table, one: Condition) -> None:
    """Refuse a value that stands in no row: 0% of a typo would be a false figure."""
    if one.operator != "=":
        return
    if table.ask(f"SELECT 1 FROM {NAME} WHERE {one.holds(1)} LIMIT 1", [one.value]):  # noqa: S608  bound
        return
    column = quoted(one.column)
    found = table.ask(
        f"SELECT trim({column}) AS told FROM {NAME} WHERE trim({column}) <> ''"  # noqa: S608  a quoted column
        " GROUP BY told ORDER BY count(*) DESC, told LIMIT 13"
    )
    message = f"No row of {table.path} has {one}; {one.column} has {listed([str(row[0]) for row in found])}."
    raise InputError(message, "Check the spelling: 0% of a value that isn't there would say nothing.")


def _refuse_no_counts(table: Table, weight: str) -> None:
    number = as_number(weight)
    bad = f"{number} IS NULL OR NOT isfinite({number}) OR {number} < 0 OR {number} <> floor({number})"
    ((count,),) = table.ask(f"SELECT count(*) FROM {NAME} WHERE {bad}")  # noqa: S608  a quoted column
    if count:
        message = f"--weight: {count:,} of {table.rows:,} rows have no whole number in {weight!r}."
        raise InputError(message, "A weight says how many cases a row stands for.")


def _rate(top: Any, base: Any) -> Rate:
    numerator, denominator = int(top or 0), int(base or 0)
    if not denominator:
        return Rate(numerator=0, denominator=0, rate=None, low=None, high=None, small=True)
    low, high = wilson(numerator, denominator)
    return Rate(
        numerator=numerator,
        denominator=denominator,
        rate=round(numerator / denominator, 6),
        low=round(low, 6),
        high=round(high, 6),
        small=denominator < FEWEST,
    )


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
