"""The query of a rate: its names are quoted, its values bound, and it gives the whole and the groups at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from wbcoach.define.conditions import Condition, as_number, quoted
from wbcoach.define.table import NAME

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

EMPTY: Final = "''"
_DAY_FORMATS = "['%d %B %Y', '%d %b %Y', '%B %d, %Y', '%b %d, %Y', '%Y/%m/%d', '%Y.%m.%d', '%Y%m%d']"


@dataclass(frozen=True)
class Asked:
    """What to compute: `rate` and `of` as conditions, all of which have to hold; days as YYYY-MM-DD."""

    rate: Sequence[str]
    of: Sequence[str] = ()
    by: str | None = None
    weight: str | None = None
    date: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None


def query_of(
    rate: Sequence[Condition],
    among: Sequence[Condition],
    by: str | None,
    weight: str | None,
    day: str | None,
    asked: Asked,
) -> tuple[str, list[str]]:
    """Write the query and its values; one row is the whole, the others are the groups."""
    values = [one.value for one in (*rate, *among)]
    hit = " AND ".join(one.holds(number) for number, one in enumerate(rate, 1))
    judged = " AND ".join(dict.fromkeys(one.answered for one in rate))
    kept = " AND ".join(one.holds(number) for number, one in enumerate(among, len(rate) + 1)) or "TRUE"
    limits = []
    for limit, sign in ((asked.since, ">="), (asked.until, "<=")):
        if limit:
            values.append(limit.isoformat())
            limits.append(f"day {sign} CAST(${len(values)} AS DATE)")
    inside = " AND ".join(limits) or "TRUE"
    # Only what is computed goes on: a column of the file may have any of these names.
    query = (  # the names in it are quoted, the values bound
        "WITH told AS (SELECT\n"  # noqa: S608  see above
        f"  {f'trim(coalesce({quoted(by)}, {EMPTY}))' if by else EMPTY} AS value,\n"
        f"  {f'CAST({as_number(weight)} AS BIGINT)' if weight else '1'} AS amount,\n"
        f"  {day_of(day) if day else 'CAST(NULL AS DATE)'} AS day,\n"
        f"  coalesce({judged}, FALSE) AS judged,\n"
        f"  coalesce({hit}, FALSE) AS hit\n"
        f"FROM {NAME} WHERE {kept}),\n"
        f"sorted AS (SELECT *, judged AND coalesce({inside}, FALSE) AS counted FROM told)\n"
        "SELECT value, grouping(value) = 1,\n"
        "  sum(amount) FILTER (WHERE counted AND hit),\n"
        "  sum(amount) FILTER (WHERE counted),\n"
        "  count(*) FILTER (WHERE NOT judged),\n"
        f"  count(*) FILTER (WHERE judged AND {'day IS NULL' if limits else 'FALSE'}),\n"
        "  min(day) FILTER (WHERE counted), max(day) FILTER (WHERE counted)\n"
        "FROM sorted GROUP BY GROUPING SETS ((value), ())"
    )
    return query, values


def day_of(column: str) -> str:
    """Read a column as days in SQL, where they can be read in one way only."""
    text = f"trim({quoted(column)})"
    return f"coalesce(TRY_CAST(substr({text}, 1, 10) AS DATE), CAST(try_strptime({text}, {_DAY_FORMATS}) AS DATE))"
