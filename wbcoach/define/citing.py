"""A computed rate as an item of feedback, so that a statement can cite it and the critic finds its figures."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import TYPE_CHECKING

from wbcoach.errors import InputError
from wbcoach.library.decoding import read_text

if TYPE_CHECKING:
    from pathlib import Path

    from wbcoach.define.metric import MetricReport, Rate

SOURCE = "metrics"
_NAME = re.compile(r"[^\W\d_][\w.-]{0,79}")
_GROUPS = 10


def item_of(report: MetricReport, name: str, unit: str = "rows") -> dict[str, str]:
    """Write a rate as a feedback record of the kind behavioral, all values as text.

    Its text has the numerator, the base, the share and the period, and no figure besides: an interval in it would
    bear out other figures than the one that was measured. `unit` says what a row is, in the plural.

    Raises:
        InputError: the name can't be an id, or nothing was counted.
    """
    if not _NAME.fullmatch(name):
        message = f"--cite: {name!r} can't be an id."
        raise InputError(message, "Use letters, digits, dots and dashes, a letter first: METRIC-1.")
    if report.whole.rate is None:
        raise InputError("Nothing was counted, so there is nothing to cite.", "Widen --of, or the period.")
    when = _months(report)
    told = f"{when}: " if when else ""
    among = f" with {' and '.join(report.among)}" if report.among else ""
    text = f"{told}{share(report.whole, unit)}{among} have {' and '.join(report.rate_of)}."
    large = [group for group in report.groups if not group.rate.small][:_GROUPS]
    if large:
        parts = "; ".join(f"{group.value or '(empty)'} {share(group.rate, '')}" for group in large)
        text += f" By {report.by}: {parts}."
    whole, period = report.whole, report.period
    return {
        "id": name,
        "date": period.last or "",
        "source": SOURCE,
        "text": text,
        "period": f"{period.first} to {period.last}" if period.first else "",
        "base": str(whole.denominator),
        "interval_95": f"{whole.low} to {whole.high}",
        "file": report.file,
        "file_sha256": report.sha256,
        "query": report.query,
        "query_values": json.dumps(report.values, ensure_ascii=False),
        "read_as": report.read_as,
    }


def share(rate: Rate, unit: str) -> str:
    """Give a rate in words: "518 of 1,920 rows (27.0%)"."""
    counted = f"{rate.numerator:,} of {rate.denominator:,}{' ' * bool(unit)}{unit}"
    return counted if rate.rate is None else f"{counted} ({100 * rate.rate:.1f}%)"


def _months(report: MetricReport) -> str:
    """Name the months of the days that were counted: "Jul 2026 to Sep 2026"; days in it would read as figures."""
    days = [dt.date.fromisoformat(day) for day in (report.period.first, report.period.last) if day]
    return " to ".join(dict.fromkeys(day.strftime("%b %Y") for day in days))


def keep(record: dict[str, str], path: Path) -> None:
    """Write a record to a JSONL file, in the place of the one with its id where there is one.

    Raises:
        InputError: the file holds something else than JSON lines, or can't be written.
    """
    lines = read_text(path)[0].splitlines() if path.exists() else []
    kept = []
    for number, line in enumerate(filter(str.strip, lines), 1):
        try:
            other = json.loads(line)
        except ValueError:
            message = f"{path} is no JSONL file: line {number} is not JSON."
            raise InputError(message, "Name another file with -o.") from None
        if not isinstance(other, dict) or other.get("id") != record["id"]:
            kept.append(line)
    kept.append(json.dumps(record, ensure_ascii=False))
    try:
        path.write_text("\n".join(kept) + "\n", "utf-8")
    except OSError as error:
        message = f"{path} can't be written: {error.strerror}."
        raise InputError(message, "Name another file with -o.") from None
