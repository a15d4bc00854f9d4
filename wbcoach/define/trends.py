"""How a theme's share of all voices changed over time, by calendar quarter, and how recent its voices are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from math import sqrt
from typing import TYPE_CHECKING, Final

from wbcoach.define.shapes import Period, Trend

if TYPE_CHECKING:
    from wbcoach.define.material import Material

_FEWEST: Final = 8
_SURE: Final = 1.645
_HALF_LIFE: Final = 12.0
UNDATED: Final = 0.5
_MONTH: Final = 30.4375


def quarter(day: dt.date) -> str:
    """Name the quarter of a day: 2026-Q3."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def by_quarter(material: Material, places: list[int]) -> dict[str, set[str]]:
    """Give the voices that spoke in each quarter, oldest first; undated items are in none."""
    heard: dict[str, set[str]] = {}
    for at in places:
        day, who = material.items[at].day, material.voice(at)
        if day is not None and who is not None:
            heard.setdefault(quarter(day), set()).add(who)
    return dict(sorted(heard.items()))


def trend(mine: Mapping[str, set[str]], everybody: Mapping[str, set[str]]) -> Trend:
    """Compare the later half of the quarters with the earlier one, as shares of all voices heard, by a two-proportion test at 10%."""
    periods = [
        Period(period=name, voices=len(mine.get(name, ())), of=len(heard))
        for name, heard in everybody.items()
    ]
    dated = sum(period.voices for period in periods)
    if len(periods) < 2 or dated < _FEWEST:
        return Trend(
            periods=periods,
            direction=None,
            why=f"too few to tell: {dated} dated voices, {_FEWEST} or more in two quarters are needed",
        )
    early, late = periods[: len(periods) // 2], periods[len(periods) // 2 :]
    (before, before_of), (after, after_of) = (
        (_distinct(mine, part), _distinct(everybody, part)) for part in (early, late)
    )
    whole = (before + after) / (before_of + after_of)
    spread = sqrt(whole * (1 - whole) * (1 / before_of + 1 / after_of))
    z = (after / after_of - before / before_of) / spread if spread else 0.0
    return Trend(
        periods=periods,
        direction="rising" if z > _SURE else "falling" if z < -_SURE else "steady",
        why=f"{after} of {after_of} voices from {late[0].period} on, {before} of {before_of} before",
    )


def _distinct(heard: Mapping[str, set[str]], periods: Sequence[Period]) -> int:
    """Count who spoke in some quarters; who spoke in two of them is one voice."""
    return len(set[str]().union(*(heard.get(one.period, ()) for one in periods)))


def freshness(day: dt.date | None, as_of: dt.date) -> float:
    """Weigh an item by its age: 1 today, half after each twelve months; undated items count as half."""
    if day is None:
        return UNDATED
    return float(0.5 ** (max(0, (as_of - day).days) / _MONTH / _HALF_LIFE))
