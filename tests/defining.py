"""What the tests of pains and needs share: a list of what is invented in a shape."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from wbcoach.grounding import check_quote

if TYPE_CHECKING:
    from wbcoach.evidence import Item


def quotes_in(shape: Any) -> Iterator[Mapping[str, Any]]:
    """Walk over all quotations of a shape as plain values."""
    if isinstance(shape, dict):
        if "quote" in shape and "sha256" in shape:
            yield shape
        for value in shape.values():
            yield from quotes_in(value)
    elif isinstance(shape, list):
        for value in shape:
            yield from quotes_in(value)


def invented(shape: Any, items: Mapping[str, Item]) -> list[str]:
    """List what no item bears out: a quotation that is not verbatim, a cue that is not there, an id that does not exist."""
    wrong = []
    for quote in quotes_in(shape):
        item = items[quote["id"]]
        exact = item.text[quote["start"] : quote["end"]] == quote["quote"] and item.sha256 == quote["sha256"]
        if not exact or not check_quote(quote["quote"], item.text).holds:
            wrong.append(json.dumps(quote))
        if (quote["source"], quote["segment"], quote["date"]) != (item.source, item.segment, item.date):
            wrong.append(f"{quote['id']}: {quote}")
    wrong += [name for name in _ids_in(shape) if name not in items]
    for cue in _cues_in(shape):
        item = items[cue["id"]]
        if cue["start"] is not None and item.text[cue["start"] : cue["end"]] != cue["cue"]:
            wrong.append(json.dumps(cue))
    return wrong


def _ids_in(shape: Any) -> Iterator[str]:
    if isinstance(shape, dict):
        for key, value in shape.items():
            if key in ("id", "key"):
                yield value
            elif key in ("ids", "too_short", "on_its_own", "goes_well", "measured") and all(
                isinstance(one, str) for one in value
            ):
                yield from value
            else:
                yield from _ids_in(value)
    elif isinstance(shape, list):
        for value in shape:
            yield from _ids_in(value)


def _cues_in(shape: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(shape, dict):
        if "cue" in shape and "start" in shape:
            yield shape
        for value in shape.values():
            yield from _cues_in(value)
    elif isinstance(shape, list):
        for value in shape:
            yield from _cues_in(value)
