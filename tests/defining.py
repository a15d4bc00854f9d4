"""What the tests of pains and needs share: the themes that the synthetic corpus lists, and a count of what is invented."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from wbcoach.grounding import check_quote

if TYPE_CHECKING:
    from wbcoach.evidence import Item

# wbcoach/samples/feedback/README.md: the items of each listed theme, and those that say the opposite.
_LISTED = {
    "LL": {
        "lump-sum payments": "1-14 15-18",
        "late payers": "19-26",
        "foreign fees": "27-32",
        "receipts": "33-37",
        "accountant hand-off": "38-43",
    },
    "CW": {
        "preparation": "1-10",
        "acting for a relative": "11-18",
        "results without explanation": "19-26",
        "moving an appointment": "27-33",
        "sign-in by age": "34-39",
        "staff inbox": "40-46",
    },
    "BH": {
        "mine or flaky": "1-11 12-14",
        "logs": "15-21",
        "slow after a dependency change": "22-28",
        "bills": "29-35",
        "onboarding": "36-41",
        "token rotation": "42-45",
    },
}
CONTRADICTIONS = "LL-015 LL-016 LL-017 LL-018 CW-023 CW-024 CW-034 CW-037 BH-012 BH-013 BH-014 BH-018 BH-019 BH-027".split()


def listed() -> dict[str, str]:
    """Give the listed theme of each id."""
    found: dict[str, str] = {}
    for product, themes in _LISTED.items():
        for theme, ranges in themes.items():
            for part in ranges.split():
                first, last = map(int, part.split("-"))
                found |= {f"SYN-{product}-{number:03d}": theme for number in range(first, last + 1)}
    return found


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
