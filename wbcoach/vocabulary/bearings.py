"""Whether feedback bears a figure out: it stands there, follows from what stands there, or differs.

Two figures are compared only when they are of one kind of unit. "Supported" allows honest rounding, equal
units (2 h and 120 min, 1,200 a month and 14,400 a year), and a share that two counts of one item give.
"Contradicted" asks for the same subject, a value that rounding doesn't explain, and no other period.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING, Literal

from wbcoach.figures import COARSE, Figure, figures, same_value, values_of
from wbcoach.measures import MONTHS, MOST, Measure, measures

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wbcoach.evidence import Found

How = Literal["supported", "computed", "contradicted", "absent"]
_A_YEAR = {"week": 52.0, "month": 12.0, "quarter": 4.0, "year": 1.0}
_KIN = ({"percent", "share"}, {"count"}, {"money"}, {"duration"})
_ALIKE, _LIKE_LONE = 2.5, 1.0
_LEAST_BASE = 5
# Stems of what figures are recorded in: a statement that names one rests on no other.
_RECORDS = frozenset(
    "log survey report diari poll studi ledger audit interview export file sheet census panel registr track".split()
)
_ROUND, _BIG, _COARSELY = 10, 1000, 3.0
_DIGITS = 3
_HALF, _A_DAY = 0.5, 1440.0  # percentage points, minutes


@dataclass(frozen=True, slots=True)
class Bearing:
    """How feedback bears on a figure of a draft, the items that say so, and their figure where it differs."""

    how: How
    ids: tuple[str, ...] = ()
    other: str = ""


def bearing(mine: Measure, gathered: Iterable[Found], *, subject: frozenset[str] = frozenset()) -> Bearing:
    """Look a figure up in the feedback.

    Args:
        mine: the figure of the draft.
        gathered: the feedback to look in.
        subject: stems of what the whole statement is about; they count as the subject of each of its figures.
    """
    against: list[tuple[str, str]] = []
    for found in gathered:
        text = found.item.text
        theirs = measures(text)
        if any(_same(mine, other) for other in theirs) or _part_of_share(mine, text) or _bare(mine, text):
            return Bearing("supported", (found.item.id,))
        if _computed(mine, theirs):
            return Bearing("computed", (found.item.id,))
        named = mine.about & _RECORDS
        elsewhere = bool(named) and not any(record in found.item.source for record in named)
        elsewhere = elsewhere and not any(named & other.about for other in theirs)
        other = next(
            (one for one in theirs if _differs(mine, one, subject, _lone(one, theirs) and not elsewhere)),
            None,
        )
        told = other.figure.span.of(text) if other else _other_part(mine, text)
        if told:
            against.append((found.item.id, told))
    if against:
        return Bearing("contradicted", tuple(name for name, _ in against), against[0][1])
    return Bearing("absent")


def _bare(mine: Measure, text: str) -> bool:
    """Say whether a percentage stands in an item as a mere number: "SUS 68" told as 68% is another fault."""
    return mine.figure.unit == "percent" and any(
        other.unit in ("count", "label") and other.value == mine.figure.value for other in figures(text)
    )


def _lone(one: Measure, theirs: Sequence[Measure]) -> bool:
    """Say whether an item gives one value only of that kind of unit, so that there is nothing else to mean."""
    if one.figure.unit in ("count", "money"):
        return False
    kind = next(kin for kin in _KIN if one.figure.unit in kin)
    return all(
        abs(other.figure.value - one.figure.value) <= 1 for other in theirs if other.figure.unit in kind
    )


def _other_part(mine: Measure, text: str) -> str:
    """Give the item's count where it has the base of an "n of N" and knows no such n."""
    figure = mine.figure
    if figure.unit != "share" or figure.top is None or not figure.base or figure.base < _LEAST_BASE:
        return ""
    counts = [other for other in values_of(text) if other.unit == "count"]
    if figure.top in {other.value for other in counts} or len(counts) > MOST:
        return ""
    based = any(other.value == figure.base for other in counts)
    part = next((other for other in counts if other.value < figure.base), None)
    return part.span.of(text) if based and part else ""


def backed(figure: Figure, texts: Iterable[str]) -> bool:
    """Say whether a figure stands in one of the texts, or follows from the figures of one: as a range, a share, a rest."""
    return any(_stands_in(figure, text) for text in texts)


def _stands_in(figure: Figure, text: str) -> bool:
    theirs = values_of(text)
    if any(
        same_value(figure, other) or _within(figure, other) or _working_time(figure, other)
        for other in theirs
    ):
        return True
    if figure.unit == "percent" and any(
        o.unit in ("count", "label") and o.value == figure.value for o in theirs
    ):
        return True  # "SUS 68" told as 68%
    values = [other.value for other in theirs if other.unit == "count"][:MOST]
    if figure.unit == "share" and figure.top in values and figure.base in values:
        return True
    if figure.unit not in ("percent", "share"):
        return False
    rests = (
        abs(100 - other.value - figure.value) <= _HALF
        for other in theirs
        if other.unit in ("percent", "share")
    )
    return any(rests) or any(
        small < large and abs(100 * small / large - figure.value) <= _HALF
        for small, large in permutations(values, 2)
        if large
    )


def _within(figure: Figure, other: Figure) -> bool:
    """Say whether a figure lies in a range: "twenty minutes" of "15 to 25 minutes"."""
    return other.high is not None and figure.unit == other.unit and other.value <= figure.value <= other.high


def _working_time(figure: Figure, other: Figure) -> bool:
    """Say whether days are told as working hours: half a day, and about 4 hours."""
    if figure.unit != "duration" or other.unit != "duration":
        return False
    low, high = sorted((figure.value, other.value))
    return high >= _A_DAY / 2 and abs(low - high / 3) <= COARSE * low


def _same(mine: Measure, other: Measure) -> bool:
    left, right = mine.figure, other.figure
    if same_value(left, right) or _within(left, right) or _working_time(left, right):
        return not _rates_clash(mine, other)
    if left.top is not None and right.top is not None and left.base == right.base:
        return left.top in (round(right.top), right.top)  # a mean of 2.1 of 7, told as 2 of 7
    if (
        mine.rate in _A_YEAR
        and other.rate in _A_YEAR
        and {left.unit, right.unit} <= {"count", "money", "duration"}
    ):
        if left.unit != right.unit:
            return False
        yearly = left.value * _A_YEAR[mine.rate], right.value * _A_YEAR[other.rate]
        return abs(yearly[0] - yearly[1]) <= 0.05 * max(yearly)
    return False


def _rates_clash(mine: Measure, other: Measure) -> bool:
    """Say whether one value is told per another stretch of time: two hours "a day", and "in August"."""
    if mine.figure.unit not in ("count", "money", "duration"):
        return False
    if other.rate:
        return mine.rate != other.rate and bool(mine.near & other.near or mine.about & other.about)
    months = {one for one in other.period if one in MONTHS}
    return (
        mine.rate in ("hour", "shift", "day", "night", "week")
        and bool(months)
        and bool(mine.about & other.about)
    )


def _part_of_share(mine: Measure, text: str) -> bool:
    """Say whether a count is one of the two numbers of an "n of N"."""
    if mine.figure.unit != "count":
        return False
    parts = (part for other in figures(text) if other.unit == "share" for part in (other.top, other.base))
    return any(part == mine.figure.value for part in parts)


def _computed(mine: Measure, theirs: Sequence[Measure]) -> bool:
    """Say whether a share follows from two counts of one item, within half a point."""
    if mine.figure.unit not in ("percent", "share"):
        return False
    counts = [one.figure.value for one in theirs if one.figure.unit == "count"]
    counts += [
        part
        for one in theirs
        if one.figure.unit == "share"
        for part in (one.figure.top, one.figure.base)
        if part
    ]
    if any(
        abs(100 - one.figure.value - mine.figure.value) <= 0.5
        for one in theirs
        if one.figure.unit in ("percent", "share")
    ):
        return True
    return any(
        small < large and abs(100 * small / large - mine.figure.value) <= 0.5
        for small, large in permutations(counts[:MOST], 2)
        if large
    )


def _differs(mine: Measure, other: Measure, subject: frozenset[str], lone: bool) -> bool:  # noqa: FBT001
    """Say whether two figures measure the same thing over the same time, and differ."""
    left, right = mine.figure, other.figure
    kin = any({left.unit, right.unit} <= kind for kind in _KIN)
    if not kin or (left.currency and right.currency and left.currency != right.currency):
        return False
    if _other_time(mine, other):
        return False
    if mine.rate and other.rate and mine.rate != other.rate:
        return same_value(left, right)
    if left.unit == "duration" and bool(mine.rate) != bool(other.rate):
        return False  # how long it takes once, and how much of each week
    if "percent" in (left.unit, right.unit) and mine.changes != other.changes:
        return False
    shared = (mine.near | mine.thing) & (other.near | other.thing)
    if left.unit == "count" and not (mine.thing & (other.near | other.thing)):
        return False
    weight = len(shared) + 0.5 * len((mine.about | subject) & other.about - shared)
    if _fair(left, right):
        return False
    if weight and _transposed(left, right):
        return True
    enough = _LIKE_LONE if left.unit == "duration" else _LIKE_LONE / 2
    return weight >= enough if lone else bool(shared) and weight >= _ALIKE


def _transposed(left: Figure, right: Figure) -> bool:
    """Say whether two numbers of three digits or more have the same ones in another order: a slip of the pen."""
    digits = [f"{figure.value:.0f}" for figure in (left, right)]
    return (
        left.unit == right.unit
        and min(map(len, digits)) >= _DIGITS
        and sorted(digits[0]) == sorted(digits[1])
    )


def _other_time(mine: Measure, other: Measure) -> bool:
    years = {one for one in mine.period if one.isdigit()}, {one for one in other.period if one.isdigit()}
    months = mine.period - years[0], other.period - years[1]
    return any(bool(left and right) and not left & right for left, right in (years, months))


def _fair(left: Figure, right: Figure) -> bool:
    """Say whether two numbers are one told more coarsely: "about a third" and 31%."""
    high = max(abs(left.value), abs(right.value))
    if "share" in (left.unit, right.unit) and min(left.base or _BIG, right.base or _BIG) <= _ROUND:
        return abs(left.value - right.value) <= _COARSELY  # "3 in 10" of 31%
    return abs(left.value - right.value) <= 0.03 * high
