"""What a figure measures: its value with subject, period, rate and base, and whether feedback bears it out.

Two figures are compared only when they are of one kind of unit. "Supported" allows honest rounding, equal
units (2 h and 120 min, 1,200 a month and 14,400 a year), and a share that two counts of one item give.
"Contradicted" asks for the same subject, a value that rounding doesn't explain, and no other period.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations
from typing import TYPE_CHECKING, Literal

from wbcoach.figures import PERIOD, Figure, figures, same_value
from wbcoach.grammar import Span, content, sentences, stem, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wbcoach.evidence import Found

How = Literal["supported", "computed", "contradicted", "absent"]

_CLAUSE = re.compile(r"[;:()]|,\s|\s[–—-]\s|\b(?:and|but|while|whereas|against|which)\b", re.IGNORECASE)
_PER = re.compile(
    r"[^.;,]{0,25}?(?:\b(?:a|an|per|each|every)\s+|/\s?)(?P<unit>minute|hour|shift|day|night|week|month|quarter|year)\b"
    r"|[^.;,]{0,25}?\b(?P<word>hourly|daily|nightly|weekly|monthly|quarterly|yearly|annually|annual)\b",
    re.IGNORECASE,
)
_PER_WORDS = {
    "hourly": "hour", "daily": "day", "nightly": "night", "weekly": "week", "monthly": "month",
    "quarterly": "quarter", "yearly": "year", "annually": "year", "annual": "year",
}  # fmt: skip
_A_YEAR = {"week": 52.0, "month": 12.0, "quarter": 4.0, "year": 1.0}
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_QUARTERS = {f"q{number}": _MONTHS[3 * number - 3 : 3 * number] for number in range(1, 5)}
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})[a-z]*\b", re.IGNORECASE)
_YEAR = re.compile(r"\b((?:19|20)\d{2})\b")
_QUARTER = re.compile(r"\b(q[1-4])\b", re.IGNORECASE)
_NOT_SUBJECT = frozenset(
    "about around roughly over under nearly almost average mean median total per cent percent".split()
)
_KIN = ({"percent", "share"}, {"count"}, {"money"}, {"duration"})
_MANY = 24
_ALIKE = 2.5


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure and what it is of: stems of the words around it, its period (months, years), its rate."""

    figure: Figure
    near: frozenset[str]
    about: frozenset[str]
    period: frozenset[str]
    rate: str

    @property
    def thing(self) -> frozenset[str]:
        """The stems of the first words that say what is counted."""
        found = content(words(self.figure.thing[:40]))[:3]
        return frozenset(stem(word.low) for word in found) & self.near


@dataclass(frozen=True, slots=True)
class Bearing:
    """How feedback bears on a figure of a draft, the items that say so, and their figure where it differs."""

    how: How
    ids: tuple[str, ...] = ()
    other: str = ""


def periods(text: str) -> frozenset[str]:
    """Give the months and years that a text names, quarters as their months: {"jul", "2026"}."""
    found = {match[1].lower() for match in _MONTH.finditer(text) if _dated(text, match)}
    found |= {match[1] for match in _YEAR.finditer(text)}
    for match in _QUARTER.finditer(text):
        found.update(_QUARTERS[match[1].lower()])
    return frozenset(found)


def _dated(text: str, match: re.Match[str]) -> bool:
    """Say whether a month's name stands as a date; "may" and "march" are verbs as well."""
    return match[0][0].isupper() or bool(PERIOD.search(text, max(0, match.start() - 10), match.end() + 6))


@lru_cache(maxsize=512)
def measures(text: str) -> tuple[Measure, ...]:
    """List the measured figures of a text with what each is of."""
    found: list[Measure] = []
    for sentence in sentences(text):
        told = sentence.of(text)
        about = _stems(told)
        when = periods(told) or periods(text)
        for figure in figures(text):
            if len(found) >= _MANY:
                return tuple(found)
            if not figure.measures or not sentence.covers(figure.span):
                continue
            clause = _clause(text, sentence, figure.span)
            per = _PER.match(text[figure.span.end : min(sentence.end, figure.span.end + 60)])
            rate = (per["unit"] or _PER_WORDS[per["word"].lower()]).lower() if per else ""
            found.append(Measure(figure, _stems(clause.of(text)), about, when, rate))
    return tuple(found)


def _clause(text: str, sentence: Span, at: Span) -> Span:
    start, end = sentence.start, sentence.end
    for match in _CLAUSE.finditer(text, sentence.start, sentence.end):
        if match.end() <= at.start:
            start = match.end()
        elif match.start() >= at.end:
            end = match.start()
            break
    return Span(start, end)


def _stems(text: str) -> frozenset[str]:
    plain = (word for word in content(words(text)) if not any(map(str.isdigit, word.low)))
    return frozenset(stem(word.low) for word in plain if word.low not in _NOT_SUBJECT)


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
        if any(_same(mine, other) for other in theirs) or _part_of_share(mine, text):
            return Bearing("supported", (found.item.id,))
        if _computed(mine, theirs):
            return Bearing("computed", (found.item.id,))
        other = next((one for one in theirs if _differs(mine, one, subject)), None)
        if other:
            against.append((found.item.id, other.figure.span.of(text)))
    if against:
        return Bearing("contradicted", tuple(name for name, _ in against), against[0][1])
    return Bearing("absent")


def _same(mine: Measure, other: Measure) -> bool:
    left, right = mine.figure, other.figure
    if same_value(left, right):
        return not _rates_clash(mine, other)
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
    months = {one for one in other.period if one in _MONTHS}
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
        for small, large in permutations(counts[:_MANY], 2)
        if large
    )


def _differs(mine: Measure, other: Measure, subject: frozenset[str]) -> bool:
    """Say whether two figures measure the same thing over the same time, and differ."""
    left, right = mine.figure, other.figure
    kin = any({left.unit, right.unit} <= kind for kind in _KIN)
    if not kin or (left.currency and right.currency and left.currency != right.currency):
        return False
    if _other_time(mine, other):
        return False
    if mine.rate and other.rate and mine.rate != other.rate:
        return same_value(left, right)
    shared = (mine.near | mine.thing) & (other.near | other.thing)
    if left.unit == "count" and not (mine.thing & (other.near | other.thing)):
        return False
    weight = len(shared) + 0.5 * len((mine.about | subject) & other.about - shared)
    return len(shared) >= 1 and weight >= _ALIKE and not _fair(left, right)


def _other_time(mine: Measure, other: Measure) -> bool:
    years = {one for one in mine.period if one.isdigit()}, {one for one in other.period if one.isdigit()}
    months = mine.period - years[0], other.period - years[1]
    return any(bool(left and right) and not left & right for left, right in (years, months))


def _fair(left: Figure, right: Figure) -> bool:
    """Say whether two numbers are one told more coarsely: "about a third" and 31%."""
    high = max(abs(left.value), abs(right.value))
    return abs(left.value - right.value) <= 0.03 * high
