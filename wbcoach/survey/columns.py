"""Which column of a backlog holds dates, and which one teams: named by flag, or guessed from names and values."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from wbcoach.errors import InputError
from wbcoach.library.fields import iso_date, plain_name

if TYPE_CHECKING:
    from collections.abc import Sequence

_DATES: Final = (
    *("date", "created_at", "created", "created_on", "date_created", "creation_date", "submitted_at", "submitted"),
    *("opened", "opened_at", "reported", "reported_at", "written", "written_on", "raised", "raised_on", "timestamp"),
    *("updated_at", "updated", "last_modified", "month", "week", "quarter", "period", "sprint_start", "day"),
)  # fmt: skip
_TEAMS: Final = (
    *("team", "team_name", "owning_team", "owner_team", "squad", "tribe", "crew", "group", "department", "dept"),
    *("area", "product_area", "component", "components", "component_s", "custom_field_team", "custom_field_squad", "domain", "product", "product_name", "project", "project_name"),
    *("project_key", "business_unit", "unit", "division", "owner"),
)  # fmt: skip
_MOST_TEAMS: Final = 60
_MOST_READABLE: Final = 0.6
_MONTH: Final = re.compile(r"((?:19|20)\d\d)[-/.](0?[1-9]|1[0-2])$")
_QUARTER: Final = re.compile(r"((?:19|20)\d\d)[\s-]?Q([1-4])$|Q([1-4])[\s/-]?((?:19|20)\d\d)$", re.IGNORECASE)
_NAME_LENGTH: Final = 60


@dataclass(frozen=True, slots=True)
class Column:
    """A column and how it came to be chosen."""

    name: str
    guessed: bool


def day_of(value: Any) -> str:
    """Give the day that a cell names as YYYY-MM-DD, the first of it for a month or a quarter; empty where there is none."""
    written = str(value or "").strip()
    if month := _MONTH.match(written):
        return f"{month[1]}-{int(month[2]):02}-01"
    if quarter := _QUARTER.match(written):
        return f"{quarter[1] or quarter[4]}-{int(quarter[2] or quarter[3]) * 3 - 2:02}-01"
    return iso_date(written)


def team_of(value: Any) -> str:
    """Give the name in a cell, on one line and not too long; empty where it holds none."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("name", "")
    if not isinstance(value, str | int) or isinstance(value, bool):
        return ""
    return " ".join(str(value).split())[:_NAME_LENGTH]


def choose(
    sample: Sequence[dict[str, Any]], *, dates: str | None, teams: str | None
) -> tuple[Column | None, Column | None]:
    """Choose the column of dates and that of teams; None where none was named and none looks like one.

    Args:
        sample: the extra fields of the first rows.
        dates: the name of the column that a user gave; empty for none at all.
        teams: the same for the teams.

    Raises:
        InputError: no row has the column that was named.
    """
    names = list(dict.fromkeys(name for row in sample for name in row))
    return _chosen(dates, _DATES, names, sample, "--date-column"), _chosen(
        teams, _TEAMS, names, sample, "--team-column"
    )


def _chosen(
    asked: str | None, known: Sequence[str], names: Sequence[str], sample: Sequence[dict[str, Any]], flag: str
) -> Column | None:
    if asked == "":
        return None
    if asked is not None:
        if asked in names:
            return Column(asked, guessed=False)
        there = ", ".join(repr(name[:40]) for name in names[:12]) or "none"
        raise InputError(
            f"The rows have no column {asked!r}; their columns: {there}.",
            f"Give {flag} one of these, or leave it out.",
        )
    plain = {plain_name(name): name for name in reversed(names)}
    fits = _reads_as_dates if known is _DATES else _reads_as_teams
    for name in known:
        if name in plain and fits([row.get(plain[name]) for row in sample]):
            return Column(plain[name], guessed=True)
    return None


def _reads_as_dates(cells: Sequence[Any]) -> bool:
    filled = [cell for cell in cells if cell not in (None, "")]
    return bool(filled) and sum(bool(day_of(cell)) for cell in filled) >= _MOST_READABLE * len(filled)


def _reads_as_teams(cells: Sequence[Any]) -> bool:
    """Say whether names come back: what is another one in nearly each row tells no teams apart."""
    seen = Counter(filter(None, map(team_of, cells)))
    told = sum(seen.values())
    return 2 <= len(seen) <= min(_MOST_TEAMS, max(2, told // 2))
