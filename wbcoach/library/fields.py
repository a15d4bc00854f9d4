"""Columns and values: which column holds what, and how a date, a rating or an id is read."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from wbcoach.evidence import Item
from wbcoach.library.material import content_id

# For each of ours, the names it goes by elsewhere, the likeliest first.
ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "id": (
        *("id", "feedback_id", "item_id", "response_id", "review_id", "ticket_id", "case_id", "record_id"),
        *("ticket", "ticket_number", "reference", "ref", "uuid", "key"),
    ),
    "text": (
        *("text", "feedback", "feedback_text", "comment", "comments", "comment_text", "verbatim", "quote"),
        *("body", "message", "review", "review_text", "response", "response_text", "open_text", "free_text"),
        *("answer", "content", "description", "transcript", "note", "notes", "observation"),
    ),
    "date": (
        *("date", "created_at", "created", "created_on", "date_created", "timestamp", "submitted_at"),
        *("submitted", "received", "received_at", "response_date", "review_date", "datetime", "day", "when"),
    ),
    "source": ("source", "channel", "source_type", "feedback_source", "origin", "via", "medium"),
    "product": ("product", "product_name", "app", "app_name"),
    "segment": (
        *("customer_segment", "segment", "customer_type", "user_type", "persona", "cohort", "audience"),
        *("user_segment", "role"),
    ),
    "rating": ("rating", "score", "stars", "star_rating", "nps", "nps_score", "csat", "csat_score", "ces"),
    "customer": (
        *("customer", "customer_id", "user_id", "user", "account_id", "account", "client_id", "client"),
        *("respondent_id", "respondent", "participant", "participant_id"),
    ),
}
_EMPTY = frozenset({"", "null", "none", "nan", "n/a", "na", "-", "#n/a", "nil"})
_MONTHS = {
    name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)
}
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:$|[T\s])")
_PACKED = re.compile(r"(20\d\d|19\d\d)(\d\d)(\d\d)$")
_NUMERIC = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:$|[,\sT])")
_DAY_FIRST = re.compile(
    r"(?:[a-z]+,?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s/-]+([a-z]{3,9})\.?,?[\s/-]+(\d{4})\b", re.IGNORECASE
)
# As Jira writes it: 03/Jan/26 9:01 AM.
_SHORT_YEAR = re.compile(r"(\d{1,2})[/-]([a-z]{3,9})[/-](\d{2})(?:$|[,\sT])", re.IGNORECASE)
_MONTH_FIRST = re.compile(
    r"(?:[a-z]+,\s+)?([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b", re.IGNORECASE
)
_NUMBER = re.compile(
    r"([+-]?\d+(?:[.,]\d+)?)(?:\s*(?:/|of|out of)\s*\d+)?(?:\s*(?:stars?|points?|★))?$", re.IGNORECASE
)
_STARS = re.compile(r"(★{1,10})☆*$")
_EPOCH_DIGITS = {10: 1, 13: 1000}


def plain_name(name: str) -> str:
    """Bring a column name to one form: lower case, words joined by underscores."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name.strip())
    return re.sub(r"[\W_]+", "_", spaced).strip("_").casefold()


def columns_of(names: Sequence[str], text_column: str | None = None) -> dict[str, int]:
    """Find which column holds each of our fields; the result maps a field to its position.

    `text_column` is the user's own word on where the feedback stands.
    """
    plain = [plain_name(name) for name in names]
    found: dict[str, int] = {}
    if text_column is not None and plain_name(text_column) in plain:
        found["text"] = plain.index(plain_name(text_column))
    for field, aliases in ALIASES.items():
        if field in found:
            continue
        place = next((plain.index(alias) for alias in aliases if alias in plain), None)
        if place is not None and place not in found.values():
            found[field] = place
    return found


def item_of(values: Mapping[str, str], meta: Mapping[str, str]) -> tuple[Item, bool]:
    """Build an item from text values by field; say whether its id had to be made.

    What can't be read as a date or a rating is kept in `meta` as it was written.
    """
    kept = {name: clean(value) for name, value in meta.items() if _given(value)}
    value = {field: clean(text) for field, text in values.items() if _given(text)}
    day = iso_date(value.get("date", ""))
    if not day and "date" in value:
        kept.setdefault("date", value["date"])
    rating = number(value.get("rating", ""))
    if rating is None and "rating" in value:
        kept.setdefault("rating", value["rating"])
    text, source = value.get("text", ""), value.get("source", "")
    item = Item(
        id=value.get("id") or content_id(text, source, day),
        text=text,
        source=source,
        date=day,
        product=value.get("product", ""),
        segment=value.get("segment", ""),
        rating=rating,
        customer=value.get("customer", ""),
        meta=kept,
    )
    return item, "id" not in value


def clean(text: str) -> str:
    """Take out what no store can hold (NUL, half characters) and the space around."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "").strip()


def storable(item: Item) -> Item:
    """Clean an item where it holds half characters; readers do so, but callers may hand in any text."""
    meta = dict(item.meta)
    try:
        "".join(
            [
                item.id,
                item.text,
                item.source,
                item.product,
                item.segment,
                item.customer,
                *meta,
                *meta.values(),
            ]
        ).encode()
    except UnicodeEncodeError:
        return replace(
            item,
            id=clean(item.id),
            text=clean(item.text),
            source=clean(item.source),
            product=clean(item.product),
            segment=clean(item.segment),
            customer=clean(item.customer),
            meta={clean(name): clean(value) for name, value in meta.items()},
        )
    return item


def _given(value: str) -> bool:
    return value.strip().casefold() not in _EMPTY


def iso_date(written: str) -> str:
    """Give YYYY-MM-DD where the date can be read in one way only, else an empty string.

    >>> iso_date("4 March 2026"), iso_date("13/02/2026"), iso_date("03/04/2026"), iso_date("03/Jan/26 9:01 AM")
    ('2026-03-04', '2026-02-13', '', '2026-01-03')
    """
    written = written.strip()
    if match := _ISO.match(written) or _PACKED.match(written):
        return _iso(*(int(part) for part in match.groups()))
    if match := _DAY_FIRST.match(written):
        return _iso(int(match[3]), _MONTHS.get(match[2][:3].casefold(), 0), int(match[1]))
    if match := _SHORT_YEAR.match(written):
        return _iso(2000 + int(match[3]), _MONTHS.get(match[2][:3].casefold(), 0), int(match[1]))
    if match := _MONTH_FIRST.match(written):
        return _iso(int(match[3]), _MONTHS.get(match[1][:3].casefold(), 0), int(match[2]))
    if match := _NUMERIC.match(written):
        first, second, year = (int(part) for part in match.groups())
        ways = {_iso(year, second, first), _iso(year, first, second)} - {""}
        return ways.pop() if len(ways) == 1 else ""
    return _from_epoch(written)


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _from_epoch(written: str) -> str:
    whole = written.partition(".")[0]
    unit = _EPOCH_DIGITS.get(len(whole))
    if not unit or not whole.isdecimal():
        return ""
    return datetime.fromtimestamp(int(whole) / unit, UTC).date().isoformat()


def number(written: str) -> float | None:
    """Read a rating: "4", "4,5", "4/5", "4 stars", "★★★★☆"; None when it isn't one."""
    written = written.strip()
    if match := _STARS.match(written):
        return float(len(match[1]))
    if match := _NUMBER.match(written):
        value = float(match[1].replace(",", "."))
        return value if math.isfinite(value) else None
    return None
