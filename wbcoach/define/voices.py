"""How many different people speak in some items, and how recent what they say is."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Literal, TypeVar

from wbcoach.critique import Shape
from wbcoach.figures import figures

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from wbcoach.evidence import Item

N = TypeVar("N", bound=str)
FEWEST = 3  # fewer people than this are a lead, not a pattern
_DAYS_A_MONTH = 30.44
_ONE = re.compile(r"\b(?:participant|tester|respondent|person|user|no\.?)\s+\Z", re.IGNORECASE)

CountedBy = Literal["customer ids", "items", "customer ids, else items"]


class Voices(Shape):
    """Distinct people, and what tells them apart: the `customer` column, else each item that is no duplicate."""

    count: int
    counted_by: CountedBy


class Recency(Shape):
    """The dates of some items, YYYY-MM-DD; `stale` are older than the settings allow, `undated` have no date."""

    oldest: str | None
    newest: str | None
    stale: int
    undated: int


def voice_of(item: Item) -> str | None:
    """Give what stands for the person who speaks; None where nobody does, as in a row of analytics or a summary of many."""
    if not item.is_voice or (item.kind == "behavioral" and _sums_up(item.text)):
        return None
    return f"customer {item.customer}" if item.customer else f"item {item.id}"


def _sums_up(text: str) -> bool:
    """Say whether a record counts people: "4 of 6 participants"; "participant 3 of 6" is one."""
    return any(
        figure.unit in ("share", "percent") and not _ONE.search(text, 0, figure.span.start)
        for figure in figures(text)
    )


def voices(items: Iterable[Item]) -> Voices:
    """Count the people who speak in items that are no duplicates of each other."""
    told = {voice: bool(item.customer) for item in items if (voice := voice_of(item))}
    named = set(told.values())
    by: CountedBy = (
        "customer ids, else items" if len(named) > 1 else "customer ids" if named == {True} else "items"
    )
    return Voices(count=len(told), counted_by=by)


def most_first(values: Iterable[N]) -> dict[N, int]:
    """Count values: the most frequent first, equal ones by name."""
    return dict(sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0])))


def segments_of(items: Iterable[Item], untold: str) -> dict[str, int]:
    """Count the people of each segment, the most frequent first; who speaks in two items of it is one."""
    return most_first(
        segment for _, segment in {(voice_of(one) or one.id, one.segment or untold) for one in items}
    )


def recency(items: Iterable[Item], as_of: dt.date, stale_months: int) -> Recency:
    """Say how old items are on the day `as_of`."""
    days = [item.day for item in items]
    dated = [day for day in days if day]
    stale = sum((as_of - day).days > stale_months * _DAYS_A_MONTH for day in dated)
    return Recency(
        oldest=min(dated).isoformat() if dated else None,
        newest=max(dated).isoformat() if dated else None,
        stale=stale,
        undated=len(days) - len(dated),
    )
