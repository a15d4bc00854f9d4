"""Screening of a whole item of feedback: an order may stand in its id, its source or a column nobody reads."""

from __future__ import annotations

import re
from functools import lru_cache

from wbcoach.evidence import Item
from wbcoach.screening.instructions import injection

_WORD = re.compile(r"[A-Za-z]{3,}")
_BLOB = 20
_REMEMBERED = 4096


def screen_item(item: Item) -> str | None:
    """Say why an item is to be set aside, or None: its text, then all its other fields, are looked at.

    The reason says so where it is not the text that gives the order.
    """
    if reason := injection(item.text):
        return reason
    fields = [field for field in (item.id, item.date, item.customer) if _has_words(field, 2)]
    columns = (item.source, item.segment, item.product, *item.meta, *item.meta.values())
    fields += [column for column in columns if _has_words(column, 1)]
    reason = _among("\n".join(fields))
    return f"{reason}, outside of its text" if reason else None


def _has_words(field: str, fewest: int) -> bool:
    """Say whether a field holds words, so that dates, numbers and plain ids are passed over."""
    if not field.isascii() or len(field) >= _BLOB:
        return True
    return sum(1 for _ in _WORD.finditer(field)) >= fewest


@lru_cache(maxsize=_REMEMBERED)
def _among(fields: str) -> str | None:
    """Look at short fields together, line by line; most items of a source share them."""
    return injection(fields) if fields else None
