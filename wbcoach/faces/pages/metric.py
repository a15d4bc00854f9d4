"""A rate as text and as Markdown: the figure, its base, its interval, its groups and its query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wbcoach.define.citing import share
from wbcoach.define.metric import FEWEST
from wbcoach.faces.pages.layout import count, labelled
from wbcoach.plain import escaped, legible, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wbcoach.define.metric import MetricReport, Rate

_LONGEST = 30


def text(report: MetricReport, width: int, unit: str = "rows", *, query: bool = False) -> str:
    """Lay a report out for a terminal of `width` cells; the query in full where it is asked for."""
    return "\n".join(_lines(report, width, unit, query)) + "\n"


def _lines(report: MetricReport, width: int, unit: str, query: bool) -> Iterator[str]:  # noqa: FBT001  passed on
    yield from labelled("rate", _told(report.whole, unit), width, 0)
    yield from labelled("of", _conditions(report), width, 0)
    yield from labelled("period", _period(report), width, 0)
    if report.groups:
        yield f"by {one_line(report.by or '')}"
        names = [one_line(group.value)[:_LONGEST] or "(empty)" for group in report.groups]
        room = max(map(len, names)) + 2
        for name, group in zip(names, report.groups, strict=True):
            yield from labelled(name, _told(group.rate, ""), width, 2, room)
        if report.more_groups:
            yield f"  and {count(report.more_groups, 'smaller group')}"
    for words in _left_out(report):
        yield from labelled("left out", words, width, 0)
    yield from labelled("file", _file(report), width, 0)
    if not query:
        yield from labelled("query", "kept with the result: --show-query, or --format json", width, 0)
        return
    yield "query"
    yield from (f"  {legible(line)}" for line in report.query.splitlines())
    yield from (f"  ${number} = {one_line(value)}" for number, value in enumerate(report.values, 1))


def _told(rate: Rate, unit: str) -> str:
    if rate.rate is None or rate.low is None or rate.high is None:
        return f"nothing was counted: 0 of 0 {unit}".strip()
    interval = f"95% interval {100 * rate.low:.1f}% to {100 * rate.high:.1f}%"
    return f"{share(rate, unit)}, {interval}" + (f"; small: fewer than {FEWEST}" if rate.small else "")


def _conditions(report: MetricReport) -> str:
    among = f", among {' and '.join(report.among)}" if report.among else ""
    weight = f", each row counted {report.weight} times" if report.weight else ""
    return f"{' and '.join(report.rate_of)}{among}{weight}"


def _period(report: MetricReport) -> str:
    period = report.period
    asked = [f"{name} {day}" for name, day in (("since", period.since), ("until", period.until)) if day]
    if not period.first and asked:
        return f"no row that counts has a day {' '.join(asked)} (column {period.column})"
    if not period.first and period.column:
        return f"no row that counts has a day (column {period.column})"
    if not period.first:
        return "no day known: name the column of days with --date"
    narrowed = f", asked for {' '.join(asked)}" if asked else ""
    return f"{period.first} to {period.last} (column {period.column}{narrowed})"


def _left_out(report: MetricReport) -> Iterator[str]:
    left = report.left_out
    if left.no_value:
        yield f"{count(left.no_value, 'row')} with no value to judge {' and '.join(report.rate_of)} by"
    if left.undated:
        yield f"{count(left.undated, 'row')} with no readable day"


def _file(report: MetricReport) -> str:
    return f"{report.file}, {count(report.rows, 'row')}, sha256 {report.sha256}"


def markdown(report: MetricReport, unit: str = "rows") -> str:
    """Write a report as Markdown."""
    return "\n".join(_markdown(report, unit)) + "\n"


def _markdown(report: MetricReport, unit: str) -> Iterator[str]:
    yield f"**{escaped(_told(report.whole, unit))}**"
    yield ""
    yield f"- of: {escaped(_conditions(report))}"
    yield f"- period: {escaped(_period(report))}"
    yield from (f"- left out: {escaped(words)}" for words in _left_out(report))
    yield f"- file: {escaped(_file(report))}"
    if report.groups:
        yield ""
        yield f"| {escaped(report.by or '')} | rate | |"
        yield "|---|---|---|"
        for group in report.groups:
            name = escaped(group.value) or "(empty)"
            yield f"| {name} | {escaped(_told(group.rate, ''))} | {'small' if group.rate.small else ''} |"
    if report.more_groups:
        yield ""
        yield f"And {count(report.more_groups, 'smaller group')}."
    yield ""
    yield from (f"    {legible(line)}" for line in report.query.splitlines())
    yield from (f"    ${number} = {one_line(value)}" for number, value in enumerate(report.values, 1))
